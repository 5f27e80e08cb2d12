//! A day that comes every year: 15 January. Written `15/01`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::Day;
use crate::json::{At, Shape};

/// A day that comes every year; 29 February is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DayOfYear {
    month: u32,
    day: u32,
}

impl DayOfYear {
    /// That day in a year; `None` for a year that no day lies in.
    pub fn of(&self, year: i32) -> Option<Day> {
        Day::of(year, self.month, self.day)
    }

    /// The first such day after another day.
    pub fn after(&self, day: Day) -> Day {
        let of = |year: i32| self.of(year).unwrap_or(day);
        if of(day.year()) > day { of(day.year()) } else { of(day.year() + 1) }
    }
}

impl FromStr for DayOfYear {
    type Err = String;

    fn from_str(text: &str) -> Result<DayOfYear, String> {
        let wrong = || format!("`{text}` is no day of every year; write 15/01");
        let (day, month) = text.split_once('/').ok_or_else(wrong)?;
        let (day, month) = (day.parse().map_err(|_| wrong())?, month.parse().map_err(|_| wrong())?);
        // 2001 had no 29 February.
        Day::of(2001, month, day).map(|_| DayOfYear { month, day }).ok_or_else(wrong)
    }
}

impl fmt::Display for DayOfYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}/{:02}", self.day, self.month)
    }
}

impl Serialize for DayOfYear {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for DayOfYear {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

impl Shape for DayOfYear {
    fn read(at: &At) -> DayOfYear {
        at.parsed(&|error| error).unwrap_or(DayOfYear { month: 1, day: 1 })
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for DayOfYear {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "DayOfYear".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "description": "a day of every year, for example 15/01" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_one_is_found_in_this_year_or_the_next() {
        let of_year: DayOfYear = "15/01".parse().unwrap();
        let after = |text: &str| of_year.after(text.parse().unwrap()).to_string();
        assert_eq!(after("2016-01-14"), "2016-01-15");
        assert_eq!(after("2016-01-15"), "2017-01-15");
        assert_eq!(after("2016-12-31"), "2017-01-15");
    }

    #[test]
    fn what_does_not_come_every_year_is_refused() {
        for text in ["29/02", "31/04", "15", "a/1", "00/01"] {
            assert!(text.parse::<DayOfYear>().is_err(), "{text}");
        }
        assert_eq!("1/7".parse::<DayOfYear>().unwrap().to_string(), "01/07");
    }
}
