//! What lies in `META-INF`: read file by file as it is asked for, and not more of it in all than signatures may need. Whatever nobody
//! asks for is never unpacked.

use super::content::whole;
use super::entries::Entry;
use crate::bundle::{Code, OpenError, ReadAt, Reason};

/// Largest signature file or manifest, unpacked.
const MAX_FILE: u64 = 8 << 20;
/// All of them together.
const MAX_ALL: u64 = 16 << 20;

/// The files that were not taken out yet.
pub(super) struct Meta<'a> {
    source: &'a dyn ReadAt,
    entries: Vec<Entry>,
    /// So many bytes may still be unpacked.
    left: u64,
}

impl<'a> Meta<'a> {
    pub(super) fn new(source: &'a dyn ReadAt, entries: Vec<Entry>) -> Self {
        Self { source, entries, left: MAX_ALL }
    }

    /// The names of what is left, in their order.
    pub(super) fn names(&self) -> Vec<String> {
        self.entries.iter().map(|entry| entry.name.clone()).collect()
    }

    /// Takes a file out and unpacks it; `Ok(None)` where there is none of this name.
    pub(super) fn take(&mut self, name: &str) -> Result<Option<Vec<u8>>, OpenError> {
        let Some(at) = self.entries.iter().position(|entry| entry.name == name) else { return Ok(None) };
        let entry = self.entries.remove(at);
        let refuse = |code| OpenError::Refused(Reason::about(code, &entry.name));
        self.left = self.left.checked_sub(entry.size).ok_or_else(|| refuse(Code::TooLarge))?;
        if entry.size > MAX_FILE {
            return Err(refuse(Code::TooLarge));
        }
        whole(self.source, &entry, MAX_FILE)?.map(Some).ok_or_else(|| refuse(Code::WrongCrc))
    }
}
