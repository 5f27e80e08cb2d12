//! A part of a bundle: what is signed of a file, without its bytes.

use super::{Digests, PartName};

/// Longest media type (RFC 6838 4.2 allows 127 for each half; none in use comes near).
const MAX_MEDIA_TYPE: usize = 127;

/// A file of the bundle: its name, what it is, and the digests of its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its name in the container.
    pub name: PartName,
    /// Its media type, signed with it.
    pub media_type: MediaType,
    /// Size and digests of its bytes.
    pub digests: Digests,
}

/// A media type without parameters, in lower case: `application/pdf`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediaType(String);

impl MediaType {
    /// Takes `type/subtype` of the letters that RFC 6838 4.2 allows, in lower case; anything else is `None`.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let (kind, subtype) = text.split_once('/')?;
        let plain = |half: &str| {
            half.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit())
                && half.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"!#$&-^_.+".contains(&b))
        };
        (text.len() <= MAX_MEDIA_TYPE && plain(kind) && plain(subtype)).then(|| Self(text.to_owned()))
    }

    /// Of a file that nobody named: `application/octet-stream`.
    #[must_use]
    pub fn unknown() -> Self {
        Self("application/octet-stream".to_owned())
    }

    /// The media type as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_media_types() {
        for good in [
            "application/pdf",
            "image/jpeg",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "image/svg+xml",
        ] {
            assert!(MediaType::new(good).is_some(), "{good}");
        }
        for bad in ["", "pdf", "Application/pdf", "text/html; charset=utf-8", "a/b/c", "a/", "/b", "a/<b>", "-a/b"] {
            assert!(MediaType::new(bad).is_none(), "{bad}");
        }
    }
}
