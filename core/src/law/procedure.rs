//! What happens to a dossier: who does what, by when from what, and what follows if they do not.

use serde::{Deserialize, Serialize};

use super::{Condition, Ref};
use crate::day::{Day, DayOfYear, Term};
use crate::text::Text;

/// One step of a procedure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Step {
    /// Who: a word under `actor`.
    pub who: String,
    /// What they do, in our words.
    pub does: Text,
    /// Within what time; none when the text names none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<Timing>,
    /// The event that the time is reckoned from: a word under `event`; none for a day of the year, or one that the law names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The day before which its time neither runs nor ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub earliest: Option<Earliest>,
    /// The events that the step brings about, one of them where there are several.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub brings: Vec<String>,
    /// Taken only when this holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    /// Where the filing states the day that its time is reckoned from: that of the event, or for a day of the year the last day, or the
    /// year, of the time reported on. The filing is then held to the time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<Ref>,
    /// The reading on what follows when the time is not kept. Where the filing states the `day`, one that does not keep it is then only
    /// warned of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missed: Option<String>,
    /// The event that follows when the term lapses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lapse: Option<String>,
    /// The reading that it rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reading: Option<String>,
}

/// A day before which no time of a step runs or ends, whenever its event was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Earliest {
    /// The day.
    pub day: Day,
    /// The reading that says so.
    pub reading: String,
}

/// How the time of a step is reckoned from its event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Timing {
    /// At the latest when the term from the event has run out.
    Within(Term),
    /// Nothing is to be done by then: what the event brings holds for so long.
    Lasts(Term),
    /// At the latest so long before the event, which is still to come; where the term is none, before the event.
    Ahead(Term),
    /// Only when the term from the event has run out.
    NotBefore(Term),
    /// Before one of these days of every year: the day itself is too late.
    By(Vec<DayOfYear>),
    /// On this day at the latest, which the law itself names.
    Until(Day),
}

impl Timing {
    /// The term, where there is one.
    pub fn term(&self) -> Option<Term> {
        match self {
            Timing::Within(term) | Timing::Lasts(term) | Timing::Ahead(term) | Timing::NotBefore(term) => Some(*term),
            Timing::By(_) | Timing::Until(_) => None,
        }
    }
}
