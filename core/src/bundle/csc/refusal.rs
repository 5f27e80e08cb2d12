//! What a service says where it does not do what it is asked.

use super::{answer, text};
use crate::text::{Text, is_invisible, normal};

/// Longest run of a service's own words that is shown.
const LONGEST: usize = 200;

/// A refusal, in the service's own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What it blames.
    pub blamed: Blamed,
    words: String,
}

/// What a service blames for its refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blamed {
    /// The PIN.
    Pin,
    /// The one-time password.
    Otp,
    /// What the signer gave to be let in or to agree.
    Secrets,
    /// Something else.
    Other,
}

impl Refusal {
    /// Reads an answer that came with an error's status. Where it says nothing, the refusal says so.
    pub fn read(bytes: &[u8]) -> Refusal {
        let answer = answer(bytes).unwrap_or_default();
        let error = text(&answer, "/error").unwrap_or_default();
        let blamed = match error {
            "invalid_pin" => Blamed::Pin,
            "invalid_otp" => Blamed::Otp,
            "authentication_error" | "invalid_authentication_data" => Blamed::Secrets,
            _ => Blamed::Other,
        };
        Refusal { blamed, words: harmless(text(&answer, "/error_description").unwrap_or(error)) }
    }

    /// The refusal, as the service's words.
    pub fn say(&self) -> Text {
        let words = &self.words;
        if words.is_empty() {
            return Text::new(
                "Dịch vụ ký số từ xa từ chối và không nêu lý do.",
                "The remote signing service refuses and does not say why.",
            );
        }
        Text::new(
            format!("Dịch vụ ký số từ xa trả lời: “{words}”"),
            format!("The remote signing service answers: “{words}”"),
        )
    }
}

/// Words that are not ours, as they may be shown: in one line, of limited length, nothing that hides or turns what stands around.
pub fn harmless(words: &str) -> String {
    let hides = |c: char| {
        c.is_control()
            || is_invisible(c)
            || matches!(c, '\u{61C}' | '\u{180E}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}')
    };
    let normal = normal(words);
    let mut shown = normal.chars().map(|c| if hides(c) { ' ' } else { c });
    let mut words: String = shown.by_ref().take(LONGEST).collect();
    if shown.next().is_some() {
        words.push('…');
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
