//! What a command answers, and why it could not.

use hoso_core::text::{Lang, Text};
use serde::Serialize;

/// What was asked about is right.
pub const RIGHT: u8 = 0;
/// What was asked about is not right, or not yet.
pub const NOT_RIGHT: u8 = 1;
/// What was asked about could not be read, or the work not be done.
pub const UNREADABLE: u8 = 2;

/// What goes to standard output, and the exit code.
pub struct Answer {
    /// The text, with its last line ended.
    pub text: String,
    /// [`RIGHT`] or [`NOT_RIGHT`].
    pub code: u8,
}

/// Why there is no answer: what, where, and how to mend it.
#[derive(Debug)]
pub struct Problem(Box<Text>);

impl Answer {
    /// An answer whose code says whether what was asked about is right.
    pub fn new(text: String, right: bool) -> Answer {
        Answer { text, code: if right { RIGHT } else { NOT_RIGHT } }
    }

    /// A value of ours as canonical JSON on one line.
    ///
    /// # Errors
    /// When the writer fails, which it does not for our values.
    pub fn json<T: Serialize>(value: &T, right: bool) -> Result<Answer, Problem> {
        let bytes =
            hoso_core::json::canonical(value).map_err(|error| Problem::new(error.to_string(), error.to_string()))?;
        let mut text = String::from_utf8_lossy(&bytes).into_owned();
        text.push('\n');
        Ok(Answer::new(text, right))
    }
}

impl Problem {
    /// A problem, in both languages.
    pub fn new(vi: impl Into<String>, en: impl Into<String>) -> Problem {
        Problem(Box::new(Text::new(vi, en)))
    }

    /// The problem in both languages.
    pub fn both(&self) -> &Text {
        &self.0
    }

    /// The problem in one language.
    pub fn text(&self, lang: Lang) -> &str {
        self.0.get(lang)
    }
}

impl From<Text> for Problem {
    fn from(text: Text) -> Problem {
        Problem(Box::new(text))
    }
}
