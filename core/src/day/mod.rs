//! Civil dates, the working-day calendar of Vietnam, and terms with the steps that led to their end.

mod calendar;
mod of_year;
mod term;

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::json::{At, Shape};

pub use calendar::{Calendar, CalendarRow, Counting, DayKind, Trust};
pub use of_year::DayOfYear;
pub use term::{Deadline, Skipped, Term, TermUnit, ahead_of, before, end_of, held_until, wait_of};

/// A civil date: a day on the calendar of Vietnam, without hour or time zone. Written `2016-05-10` in data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(NaiveDate);

/// Why a text is no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadDay {
    /// Neither `dd/mm/yyyy` nor `yyyy-mm-dd`.
    Form,
    /// Of that form, but there is no such day: 31/02/2016.
    NoSuchDay,
}

impl Day {
    /// A date by its numbers; `None` when there is no such day or the year is outside 1900–2200.
    pub fn of(year: i32, month: u32, day: u32) -> Option<Day> {
        if (1900..=2200).contains(&year) { NaiveDate::from_ymd_opt(year, month, day).map(Day) } else { None }
    }

    /// The year.
    pub fn year(&self) -> i32 {
        self.0.year()
    }

    /// Its digits as one number: 20160510.
    pub fn digits(&self) -> u32 {
        self.0.year().unsigned_abs() * 10_000 + self.0.month() * 100 + self.0.day()
    }

    /// The next day; the last day that can be counted follows itself.
    pub fn next(&self) -> Day {
        self.0.succ_opt().map_or(*self, Day)
    }

    /// The day before; the first day that can be counted precedes itself.
    pub fn previous(&self) -> Day {
        self.0.pred_opt().map_or(*self, Day)
    }

    /// The day of the week, 1 for Monday to 7 for Sunday.
    pub fn weekday(&self) -> u32 {
        self.0.weekday().number_from_monday()
    }

    /// Whether the day is a Saturday or a Sunday.
    pub fn is_weekend(&self) -> bool {
        self.weekday() > 5
    }

    /// As the forms write it: `10/05/2016`.
    pub fn vn(&self) -> String {
        format!("{:02}/{:02}/{:04}", self.0.day(), self.0.month(), self.0.year())
    }

    /// The same day number `count` months later, or that month's last day (Civil Code 2015, Article 148.3).
    pub fn plus_months(&self, count: u32) -> Day {
        self.0.checked_add_months(chrono::Months::new(count)).map_or(*self, Day)
    }

    /// The same day number `count` months earlier, or that month's last day.
    pub fn minus_months(&self, count: u32) -> Day {
        self.0.checked_sub_months(chrono::Months::new(count)).map_or(*self, Day)
    }
}

/// Reads `dd/mm/yyyy` (also with `-` or `.`, and without leading zeros) or ISO `yyyy-mm-dd`.
impl FromStr for Day {
    type Err = BadDay;

    fn from_str(text: &str) -> Result<Day, BadDay> {
        // Three numbers of up to four digits, by bytes: days are read by the hundred.
        let (mut parts, mut part) = ([(0_u16, 0_u8); 3], 0);
        for byte in text.bytes() {
            if matches!(byte, b'/' | b'-' | b'.') {
                part += 1;
                continue;
            }
            let Some((number, digits)) = parts.get_mut(part) else { return Err(BadDay::Form) };
            if !byte.is_ascii_digit() || *digits == 4 {
                return Err(BadDay::Form);
            }
            (*number, *digits) = (*number * 10 + u16::from(byte - b'0'), *digits + 1);
        }
        let [first, second, third] = parts;
        let ((year, digits), month, day) = if first.1 == 4 { (first, second, third) } else { (third, second, first) };
        let fits = part == 2 && digits == 4 && matches!((month.1, day.1), (1..=2, 1..=2));
        if !fits {
            return Err(BadDay::Form);
        }
        Day::of(year.into(), month.0.into(), day.0.into()).ok_or(BadDay::NoSuchDay)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.0.year(), self.0.month(), self.0.day())
    }
}

impl Serialize for Day {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(|_| serde::de::Error::custom(format_args!("`{text}` is no date; write 2016-05-10")))
    }
}

impl Shape for Day {
    fn read(at: &At) -> Day {
        at.parsed(&|_| "no date; write 2016-05-10".to_owned()).unwrap_or(Day(NaiveDate::MIN))
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Day {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Day".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "format": "date" })
    }
}

/// A stretch of days, both ends included; no end means still running.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Span {
    /// The first day.
    pub from: Day,
    /// The last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
}

impl Span {
    /// Whether the day lies in the span.
    pub fn holds(&self, on: Day) -> bool {
        self.from <= on && self.until.is_none_or(|until| on <= until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_people_write_them() {
        let day = Day::of(2016, 5, 3).unwrap();
        for text in ["03/05/2016", "3/5/2016", "2016-05-03", "03-05-2016", "3.5.2016"] {
            assert_eq!(text.parse(), Ok(day), "{text}");
        }
        assert_eq!((day.to_string(), day.vn()), ("2016-05-03".into(), "03/05/2016".into()));
    }

    #[test]
    fn days_that_do_not_exist_are_refused() {
        assert_eq!("31/02/2016".parse::<Day>(), Err(BadDay::NoSuchDay));
        assert_eq!("29/02/2015".parse::<Day>(), Err(BadDay::NoSuchDay));
        assert_eq!("29/02/2016".parse::<Day>(), Ok(Day::of(2016, 2, 29).unwrap()));
        for text in ["", "2016", "5/2016", "03/05/16", "aa/bb/cccc", "2016-05-03T00:00", "3//2016", "+1/02/2016"] {
            assert_eq!(text.parse::<Day>(), Err(BadDay::Form), "{text}");
        }
    }
}
