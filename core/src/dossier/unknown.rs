//! A word that somebody asks for and a law does not know.

use crate::text::Text;

/// What is not known, and what there is instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// Stable: `no-such-event`.
    pub code: &'static str,
    /// The same for a person.
    pub said: Text,
}

impl Unknown {
    /// What is not known.
    pub fn new(code: &'static str, vi: impl Into<String>, en: impl Into<String>) -> Unknown {
        Unknown { code, said: Text::new(vi, en) }
    }
}

impl From<Unknown> for Text {
    fn from(unknown: Unknown) -> Text {
        unknown.said
    }
}
