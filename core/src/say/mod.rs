//! Findings, places and citations as sentences, in Vietnamese or English. Made last, stored nowhere; no sentence holds what a filer typed.

mod basis;
mod condition;
mod due;
mod finding;
mod force;
mod ics;
mod other;
mod place;
mod settle;
mod since;
mod time;
mod verdict;
mod which;
mod whom;
mod why;

use serde::Serialize;

pub use basis::{applied, cite, reading};
pub use condition::condition;
pub use due::{Both, SaidDue, ToldDue, due, timeline};
pub use finding::{finding, what};
pub use force::{days_of_force, force};
pub use ics::ics;
pub use place::{field_label, paper, place};
pub use time::{deadline, doubt, kept, lapse, reckoning, term, time};
pub use verdict::verdict;
pub use which::{Question, SaidApplies, SaidUnit, ToldApplies, Which, which};
pub use whom::{concerned, recipients};
pub use why::why;

/// A finding as a person reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Said {
    /// What is the matter, and what is asked instead.
    pub what: String,
    /// On what it rests: a unit of the law in full, a rule of ours with its reason, or a reading.
    pub basis: String,
    /// The readings that it rests on besides, in short.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub readings: Vec<String>,
    /// How the day was found that was not kept to, one sentence a step.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reckoning: Vec<String>,
    /// Ways to settle it, of which one is enough.
    pub settle: Vec<String>,
}

/// Picks one of two texts without making both.
macro_rules! in_lang {
    ($lang:expr, $vi:literal, $en:literal $(, $name:ident = $value:expr)* $(,)?) => {
        match $lang {
            $crate::text::Lang::Vi => format!($vi $(, $name = $value)*),
            $crate::text::Lang::En => format!($en $(, $name = $value)*),
        }
    };
}
use in_lang;

crate::json::written! { Said }
