//! How much may be done with what lies in `META-INF`: in proportion to its length, whatever stands there and however many files there are.

use std::cell::Cell;

use super::super::Code;

/// How often over the signature files may be written in canonical form, by all references together.
const TIMES: usize = 8;
/// So much is for nothing.
const FREE: usize = 1 << 20;

/// What may still be done: a unit for each byte that is written, and for each time that a namespace is looked at.
pub(super) struct Budget(Cell<usize>);

impl Default for Budget {
    fn default() -> Self {
        Self(Cell::new(FREE))
    }
}

impl Budget {
    /// A file of so many bytes is read.
    pub(super) fn grow(&self, bytes: usize) {
        self.0.set(bytes.saturating_mul(TIMES).saturating_add(self.0.get()));
    }

    /// `None` where there is no more, which stays so.
    pub(super) fn spend(&self, cost: usize) -> Option<()> {
        let left = self.0.get().checked_sub(cost);
        self.0.set(left.unwrap_or_default());
        left.map(drop)
    }

    /// Why something was not written.
    pub(super) fn fault(&self) -> Code {
        if self.0.get() == 0 { Code::TooLarge } else { Code::SignatureStructure }
    }
}
