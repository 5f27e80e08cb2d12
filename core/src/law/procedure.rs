//! What happens to a dossier: who does what, by when from what, and what follows if they do not.

use serde::{Deserialize, Serialize};

use crate::day::Term;
use crate::text::Text;

/// One step of a procedure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Step {
    /// Who: a word under `actor`.
    pub who: String,
    /// What they do, in our words.
    pub does: Text,
    /// Within what time; none when the text names none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub term: Option<Term>,
    /// The event that starts the term: a word under `event`.
    pub from: String,
    /// The events that the step brings about, one of them where there are several.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub brings: Vec<String>,
    /// The event that follows when the term lapses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lapse: Option<String>,
    /// The reading that it rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reading: Option<String>,
}
