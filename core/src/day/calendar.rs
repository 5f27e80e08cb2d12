//! The working-day calendar: weekends, public holidays, swapped working days, as dated rows with their source.

use serde::{Deserialize, Serialize};

use super::{Day, Span};
use crate::cite::Cite;
use crate::map::Map;
use crate::text::Text;

/// What a listed day is. Days not listed are working days from Monday to Friday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DayKind {
    /// A public holiday, or the day off given instead of one that fell on a weekend.
    Holiday,
    /// A working day off, swapped for a Saturday that is worked.
    SwappedOff,
    /// A Saturday worked instead of a swapped day off.
    Worked,
}

/// How well a year's rows are sourced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Trust {
    /// The year's decision or notice was read.
    Sourced,
    /// Not read; independent secondary sources that name it agree with the rows.
    Reported,
    /// Computed by a library and not checked against the year's decision.
    Computed,
}

/// One listed day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalendarRow {
    /// The day.
    pub day: Day,
    /// What it is.
    pub kind: DayKind,
    /// Its name.
    pub name: Text,
}

/// The law by which time is counted, for events on its days: which unit of it says what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Counting {
    /// The days of the events whose terms it counts.
    pub span: Span,
    /// Its name in a citation.
    pub name: Text,
    /// That the day of the event is not counted.
    pub not_counted: Cite,
    /// On which day a term in months ends.
    pub months: Cite,
    /// On which day a term in years ends.
    pub years: Cite,
    /// That a last day on a day off moves on.
    pub moves: Cite,
    /// What is held of swapped days off and Saturdays worked instead, of which it does not speak, and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub swapped: Option<Text>,
    /// Where its text is not in our sources: what we hold it to say, and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reading: Option<Text>,
}

/// The calendar of one country.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calendar {
    /// The years it knows; outside, only weekends are known.
    pub known: Span,
    /// Where each year's rows come from, by year.
    #[serde(deserialize_with = "by_year")]
    pub trust: Map<i32, Trust>,
    /// The listed days, in order.
    pub rows: Vec<CalendarRow>,
    /// The laws on counting, the earliest first.
    #[serde(default)]
    pub counting: Vec<Counting>,
}

impl Calendar {
    /// The row of a day, if it is listed.
    pub fn row(&self, day: Day) -> Option<&CalendarRow> {
        let at = self.rows.binary_search_by_key(&day, |row| row.day).ok()?;
        self.rows.get(at)
    }

    /// Whether state agencies work on the day.
    pub fn is_working(&self, day: Day) -> bool {
        match self.row(day).map(|row| row.kind) {
            Some(DayKind::Holiday | DayKind::SwappedOff) => false,
            Some(DayKind::Worked) => true,
            None => !day.is_weekend(),
        }
    }

    /// The law by which a term from an event on that day is counted.
    pub fn counting(&self, event: Day) -> Option<&Counting> {
        self.counting.iter().find(|counting| counting.span.holds(event))
    }

    /// How far a computation that touches the day may be trusted; `None` when the calendar does not know the day's year.
    pub fn trust(&self, day: Day) -> Option<Trust> {
        if self.known.holds(day) { self.trust.get(&day.year()).copied() } else { None }
    }
}
/// The names of members are texts, so years among them are read from text.
fn by_year<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Map<i32, Trust>, D::Error> {
    let by_name = Map::<String, Trust>::deserialize(deserializer)?;
    let year = |(name, trust): (String, Trust)| Ok((name.parse().map_err(serde::de::Error::custom)?, trust));
    by_name.into_iter().map(year).collect()
}
