//! A file of a container read through once: its digests, and what it looks like.

use super::{Digests, Hasher, ReadAt, foreign, inspect::Inspector};

/// What is made of a stretch of bytes: `update` with each chunk. Memory is constant.
#[derive(Clone, Default)]
pub struct Looked {
    hasher: Hasher,
    inspector: Inspector,
}

impl Looked {
    /// Takes the next bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        self.hasher.update(bytes);
        self.inspector.update(bytes);
    }

    pub(super) fn finish(self) -> (Digests, Inspector) {
        (self.hasher.finish(), self.inspector)
    }
}

/// Where files stand in a container as they are, neither compressed nor small: offset and size. For a medium that is read better from
/// end to end than at any place, before it is judged ([`ReadAt::looked`]). Empty for what is no container.
#[must_use]
pub fn stretches(source: &dyn ReadAt) -> Vec<(u64, u64)> {
    /// Below this size one reading more is nothing.
    const SMALL: u64 = 1 << 20;
    let plain = foreign::plain_entries(source).unwrap_or_default();
    plain.into_iter().map(|(_, at, size)| (at, size)).filter(|(_, size)| *size > SMALL).collect()
}
