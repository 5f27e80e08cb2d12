//! `calendar.toml`: the listed days of a country, year by year, with how far each year is to be trusted.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::lunar::{hung_kings, lunar_new_year};
use super::{CompileFault, source};
use crate::cite::Cite;
use crate::day::{Calendar, CalendarRow, Counting, Day, DayKind, Span, Trust};
use crate::map::Map;
use crate::text::Text;

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct RawCalendar {
    known: Span,
    name: BTreeMap<String, Text>,
    /// Names of days that are one day of the lunar calendar, or stand around it.
    #[serde(default)]
    lunar: BTreeMap<String, LunarDay>,
    #[serde(default)]
    counting: Vec<RawCounting>,
    year: BTreeMap<String, RawYear>,
}

/// A day of the lunar calendar on which a holiday falls.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum LunarDay {
    /// The first day of the first month.
    NewYear,
    /// The tenth day of the third month.
    HungKings,
}

impl LunarDay {
    fn of(self, year: i32) -> Option<Day> {
        match self {
            LunarDay::NewYear => lunar_new_year(year),
            LunarDay::HungKings => hung_kings(year),
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct RawCounting {
    from: Day,
    until: Option<Day>,
    vi: String,
    en: String,
    not_counted: Cite,
    months: Cite,
    years: Cite,
    moves: Cite,
    swapped: Option<Text>,
    reading: Option<Text>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct RawYear {
    trust: Trust,
    /// Where the rows come from; for the reader of the file.
    #[serde(rename = "source")]
    _source: String,
    /// Day, kind, name.
    days: Vec<(Day, DayKind, String)>,
}

const FILE: &str = "calendar.toml";
/// The calendar that laws share, among the files of a law.
pub(super) const SHARED: &str = "../calendar.toml";

/// Compiles a calendar file.
///
/// # Errors
/// Everything that is wrong: an unknown key or name, a day twice, in another year or outside the years known, a year missing.
pub fn calendar(text: &str) -> Result<Calendar, Vec<CompileFault>> {
    let files = BTreeMap::from([(FILE.to_owned(), text.to_owned())]);
    let raw: RawCalendar = source::document(&files, FILE)?;
    let mut found = Vec::new();
    let mut fault = |place: String, what: &str| found.push(CompileFault::new(FILE, place, what));
    let mut rows: BTreeMap<Day, CalendarRow> = BTreeMap::new();
    let mut trust = Map::new();
    for (key, year) in raw.year {
        let Ok(number) = key.parse::<i32>() else {
            fault(key, "is no year");
            continue;
        };
        trust.insert(number, year.trust);
        for (name, day) in &raw.lunar {
            let day = day.of(number);
            if !year.days.iter().any(|(listed, _, of)| Some(*listed) == day && of == name) {
                let day = day.map_or_else(String::new, |day| day.to_string());
                fault(key.clone(), &format!("has no row `{name}` on {day}, on which it falls by the moon"));
            }
        }
        for (day, kind, name) in year.days {
            if day.year() != number || !raw.known.holds(day) {
                fault(day.to_string(), "stands in another year, or outside the years known");
            }
            if (kind == DayKind::Worked) != day.is_weekend() && kind != DayKind::Holiday {
                fault(day.to_string(), "only a weekend can be worked instead, only a weekday swapped off");
            }
            match raw.name.get(&name) {
                None => fault(day.to_string(), "has a name that `[name]` does not list"),
                Some(name) => {
                    if rows.insert(day, CalendarRow { day, kind, name: name.clone() }).is_some() {
                        fault(day.to_string(), "stands twice");
                    }
                }
            }
        }
    }
    let counting: Vec<Counting> = raw.counting.into_iter().map(counting).collect();
    for (before, after) in counting.iter().zip(counting.iter().skip(1)) {
        if before.span.until.map(|until| until.next()) != Some(after.span.from) {
            fault(after.name.vi.clone(), "does not begin on the day after the last of the law on counting before it");
        }
    }
    let last = raw.known.until.map_or(raw.known.from.year(), |until| until.year());
    for year in (raw.known.from.year()..=last).filter(|year| !trust.contains_key(year)) {
        fault(year.to_string(), "is said to be known and has no table");
    }
    let calendar = Calendar { known: raw.known, trust, rows: rows.into_values().collect(), counting };
    if found.is_empty() { Ok(calendar) } else { Err(found) }
}

/// What filings under a law in force on those days may need of a calendar: a year more on either side, for a time that runs from before
/// the law was in force, or ends after it was.
pub(super) fn around(calendar: Calendar, in_force: Span) -> Calendar {
    let first = in_force.from.year() - 1;
    let last = in_force.until.map_or(i32::MAX, |until| until.year() + 1);
    let near = |year: i32| (first..=last).contains(&year);
    let begin = |day: Day| Day::of(first, 1, 1).map_or(day, |begin| day.max(begin));
    let end = |day: Day| Day::of(last, 12, 31).map_or(day, |end| day.min(end));
    Calendar {
        known: Span { from: begin(calendar.known.from), until: calendar.known.until.map(end) },
        trust: calendar.trust.into_iter().filter(|(year, _)| near(*year)).collect(),
        rows: calendar.rows.into_iter().filter(|row| near(row.day.year())).collect(),
        counting: calendar.counting,
    }
}

fn counting(raw: RawCounting) -> Counting {
    Counting {
        span: Span { from: raw.from, until: raw.until },
        name: Text::new(raw.vi, raw.en),
        not_counted: raw.not_counted,
        months: raw.months,
        years: raw.years,
        moves: raw.moves,
        swapped: raw.swapped,
        reading: raw.reading,
    }
}
