//! What of a container can be read as it was signed, whoever made the container.

use super::{Opened, PartError, foreign};

/// The signed files of a container.
pub(super) enum Content<'a> {
    /// Of one of our own profile: all.
    Own(Opened<'a>),
    /// Of a foreign one: those that a right signature covers.
    Foreign(foreign::Signed<'a>),
}

/// A signed file.
pub(super) struct File {
    pub(super) name: String,
    pub(super) size: u64,
    pub(super) sha256: [u8; 32],
}

impl Content<'_> {
    /// The files, in order.
    pub(super) fn files(&self) -> Vec<File> {
        match self {
            Self::Own(opened) => {
                let file = |part: &super::Part| File {
                    name: part.name.as_str().to_owned(),
                    size: part.digests.size,
                    sha256: part.digests.sha256,
                };
                opened.parts().iter().map(file).collect()
            }
            Self::Foreign(signed) => {
                signed.files().map(|(name, size, sha256)| File { name: name.to_owned(), size, sha256 }).collect()
            }
        }
    }

    /// The bytes of a file of at most `max` bytes, proved to be the signed ones.
    pub(super) fn read_part(&self, name: &str, max: u64) -> Result<Vec<u8>, PartError> {
        match self {
            Self::Own(opened) => opened.read_part(name, max),
            Self::Foreign(signed) => signed.read_part(name, max),
        }
    }
}
