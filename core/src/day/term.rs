//! A term, and the day on which it ends, with the steps that led there.
//!
//! Counting follows the Civil Code 2015, Articles 147 and 148: the day of the event is not counted; a term in months ends on the
//! same day number or the month's last day, one in years on the same day and month; a last day on a weekend or holiday moves to the next working day.

use serde::{Deserialize, Serialize};

use super::{Calendar, Day, Trust};

/// What a term is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum TermUnit {
    /// Days on which state agencies work.
    WorkingDays,
    /// Calendar days.
    Days,
    /// Calendar months.
    Months,
    /// Calendar years.
    Years,
}

/// A length of time within which something is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// How many.
    pub count: u32,
    /// Of what.
    pub unit: TermUnit,
}

/// A day that was not counted, or on which the term could not end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Skipped {
    /// The day.
    pub day: Day,
    /// Whether it is a listed holiday or swapped day (its name is in the calendar) rather than a plain weekend.
    pub listed: bool,
}

/// When a term ends, and how that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Deadline {
    /// The day of the event; not counted.
    pub event: Day,
    /// The last day of the term.
    pub last: Day,
    /// The days not counted, in order.
    pub skipped: Vec<Skipped>,
    /// The weakest source among the years touched; `None` when the calendar does not know one of them.
    #[serde(default)]
    pub trust: Option<Trust>,
}

/// The last day of a term that an event starts.
pub fn end_of(term: Term, event: Day, calendar: &Calendar) -> Deadline {
    let (last, skipped) = counted(term, event, calendar, Day::next, Day::plus_months);
    Deadline { event, last, skipped, trust: trust(calendar, event, last) }
}

/// The last day on which something may be done that must be done a term ahead of an event still to come: counted backwards from the
/// event's day, which is not counted. A day that falls on a weekend or holiday moves to the working day before it, so that the full term
/// lies between.
pub fn ahead_of(term: Term, event: Day, calendar: &Calendar) -> Deadline {
    let (last, mut skipped) = counted(term, event, calendar, Day::previous, Day::minus_months);
    skipped.reverse();
    Deadline { event, last, skipped, trust: trust(calendar, last, event) }
}

/// The last day on which something may be done that must be done before a day of the year: the working day before it.
pub fn before(day: Day, calendar: &Calendar) -> Deadline {
    ahead_of(Term { count: 1, unit: TermUnit::WorkingDays }, day, calendar)
}

/// The day that a term from an event's day leads to, going by `step` or by months, and the days passed over.
fn counted(
    term: Term,
    event: Day,
    calendar: &Calendar,
    step: fn(&Day) -> Day,
    by_months: fn(&Day, u32) -> Day,
) -> (Day, Vec<Skipped>) {
    let mut skipped = Vec::new();
    let mut working = |day| working(day, step, calendar, &mut skipped);
    let last = match term.unit {
        TermUnit::WorkingDays => (0..term.count).fold(event, |day, _| working(step(&day))),
        TermUnit::Days => working((0..term.count).fold(event, |day, _| step(&day))),
        TermUnit::Months => working(by_months(&event, term.count)),
        TermUnit::Years => working(by_months(&event, term.count.saturating_mul(12))),
    };
    (last, skipped)
}

/// The day itself or the nearest working day going by `step`, noting what was passed over.
fn working(mut day: Day, step: fn(&Day) -> Day, calendar: &Calendar, skipped: &mut Vec<Skipped>) -> Day {
    while !calendar.is_working(day) {
        skipped.push(Skipped { day, listed: calendar.row(day).is_some() });
        let next = step(&day);
        if next == day {
            break;
        }
        day = next;
    }
    day
}

/// The weakest source among the years between two days; `None` when the calendar does not know one of them.
fn trust(calendar: &Calendar, from: Day, until: Day) -> Option<Trust> {
    (from.year()..=until.year())
        .map(|year| if year == from.year() { calendar.trust(from) } else { calendar.trust(until) })
        .reduce(|a, b| a.zip(b).map(|(a, b)| a.max(b)))
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::day::{CalendarRow, DayKind, Span};
    use crate::text::Text;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    /// 2016: 30 April is a Saturday and 1 May a Sunday, so Monday 2 May and Tuesday 3 May are off; 16 April likewise, 18 April.
    fn calendar() -> Calendar {
        let rows = ["2016-04-16", "2016-04-18", "2016-04-30", "2016-05-01", "2016-05-02", "2016-05-03"]
            .map(|text| CalendarRow { day: day(text), kind: DayKind::Holiday, name: Text::new("nghỉ", "off") });
        Calendar {
            known: Span { from: day("2016-01-01"), until: Some(day("2016-12-31")) },
            trust: [(2016, Trust::Computed)].into(),
            rows: rows.into(),
            counting: Vec::new(),
        }
    }

    fn last(count: u32, unit: TermUnit, event: &str) -> String {
        end_of(Term { count, unit }, day(event), &calendar()).last.to_string()
    }

    #[test]
    fn ahead_of_an_event_the_full_term_lies_between() {
        let ahead = |count: u32, unit: TermUnit, event: &str| {
            let deadline = ahead_of(Term { count, unit }, day(event), &calendar());
            (
                deadline.last.to_string(),
                deadline.skipped.iter().map(|skipped| skipped.day.to_string()).collect::<Vec<_>>(),
            )
        };
        assert_eq!(ahead(30, TermUnit::Days, "2016-04-06"), ("2016-03-07".into(), vec![]));
        // Thirty days before 19 May is 19 April; before 18 May it is the holiday of Monday 18 April, so Friday the 15th.
        let off = ["2016-04-16", "2016-04-17", "2016-04-18"].map(str::to_owned).to_vec();
        assert_eq!(ahead(30, TermUnit::Days, "2016-05-18"), ("2016-04-15".into(), off));
        assert_eq!(ahead(5, TermUnit::WorkingDays, "2016-03-14").0, "2016-03-07");
        assert_eq!(ahead(1, TermUnit::Months, "2016-03-31").0, "2016-02-29");
        let before = |text: &str| before(day(text), &calendar()).last.to_string();
        assert_eq!((before("2016-07-15"), before("2016-05-04")), ("2016-07-14".into(), "2016-04-29".into()));
    }

    #[test]
    fn the_day_of_the_event_is_not_counted() {
        assert_eq!(last(5, TermUnit::WorkingDays, "2016-03-07"), "2016-03-14");
        assert_eq!(last(30, TermUnit::Days, "2016-03-07"), "2016-04-06");
    }

    #[test]
    fn working_days_pass_over_weekends_and_holidays() {
        assert_eq!(last(5, TermUnit::WorkingDays, "2016-04-27"), "2016-05-06");
        let deadline = end_of(Term { count: 1, unit: TermUnit::WorkingDays }, day("2016-04-29"), &calendar());
        assert_eq!(deadline.last, day("2016-05-04"));
        assert_eq!(deadline.skipped.len(), 4);
        assert_eq!(deadline.trust, Some(Trust::Computed));
    }

    #[test]
    fn a_last_day_off_moves_to_the_next_working_day() {
        assert_eq!(last(30, TermUnit::Days, "2016-03-31"), "2016-05-04");
        assert_eq!(last(1, TermUnit::Months, "2016-03-16"), "2016-04-19");
    }

    #[test]
    fn a_month_without_the_day_ends_on_its_last() {
        assert_eq!(last(1, TermUnit::Months, "2016-01-31"), "2016-02-29");
        assert_eq!(last(1, TermUnit::Years, "2015-03-31"), "2016-03-31");
        // 28 February 2017 is a Tuesday; there is no 29th.
        assert_eq!(last(1, TermUnit::Years, "2016-02-29"), "2017-02-28");
    }

    #[test]
    fn an_unknown_year_is_said_to_be_unknown() {
        assert_eq!(end_of(Term { count: 5, unit: TermUnit::Days }, day("2016-12-29"), &calendar()).trust, None);
    }
}
