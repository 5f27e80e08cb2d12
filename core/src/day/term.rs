//! A term, and the day on which it ends, with the steps that led there.
//!
//! Counting follows the Civil Code 2015, Articles 147 and 148: the day of the event is not counted; a term in months ends on the
//! same day number or the month's last day, one in years on the same day and month; a last day on a weekend or holiday moves to the next working day.
//! It says nothing of time that must lie ahead of an event, nor whether a time of waiting ends later for a day off: there, both the stricter
//! and the looser count are told.

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
    /// The day before which no time runs or ends, where that decides: the term is counted from it instead of the event, or it is the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub earliest: Option<Day>,
    /// The last day of the term; where it is in doubt how the term is counted, by the stricter count.
    pub last: Day,
    /// The last day by the looser count, where that is another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub looser: Option<Day>,
    /// The days not counted, in order.
    pub skipped: Vec<Skipped>,
    /// The weakest source among the years touched; `None` when the calendar does not know one of them.
    #[serde(default)]
    pub trust: Option<Trust>,
}

/// The last day of a term that an event starts.
pub fn end_of(term: Term, event: Day, calendar: &Calendar) -> Deadline {
    let (at, mut skipped) = counted(term, event, calendar, Day::next, Day::plus_months);
    let last = working(at, Day::next, calendar, &mut skipped);
    Deadline { event, last, earliest: None, looser: None, skipped, trust: trust(calendar, event, last) }
}

/// The last day on which what an event starts may not yet be done: that of the term, which moves on where it is a day off. The looser
/// count does not move it.
pub fn wait_of(term: Term, event: Day, calendar: &Calendar) -> Deadline {
    let unmoved = counted(term, event, calendar, Day::next, Day::plus_months).0;
    let deadline = end_of(term, event, calendar);
    Deadline { looser: other_than(deadline.last, unmoved), ..deadline }
}

/// The last day of what holds for so long from an event: it ends on its day, which no day off moves.
pub fn held_until(term: Term, event: Day, calendar: &Calendar) -> Deadline {
    let (last, skipped) = counted(term, event, calendar, Day::next, Day::plus_months);
    Deadline { event, last, earliest: None, looser: None, skipped, trust: trust(calendar, event, last) }
}

/// The last day on which something may be done that must be done a term ahead of an event still to come. The full term lies between: neither
/// that day nor the event's is counted, and where that day is a day off it moves to the working day before. By the looser count the term is
/// counted back from the event alone, and nothing moves.
pub fn ahead_of(term: Term, event: Day, calendar: &Calendar) -> Deadline {
    let (looser, mut skipped) = counted(term, event, calendar, Day::previous, Day::minus_months);
    let last = working(looser.previous(), Day::previous, calendar, &mut skipped);
    skipped.reverse();
    Deadline {
        event,
        last,
        earliest: None,
        looser: other_than(last, looser),
        skipped,
        trust: trust(calendar, last, event),
    }
}

/// The last day on which something may be done that must be done before a day of the year: the working day before it, by the looser count
/// the day before it.
pub fn before(day: Day, calendar: &Calendar) -> Deadline {
    let (looser, mut skipped) = (day.previous(), Vec::new());
    let last = working(looser, Day::previous, calendar, &mut skipped);
    skipped.reverse();
    Deadline {
        event: day,
        last,
        earliest: None,
        looser: other_than(last, looser),
        skipped,
        trust: trust(calendar, last, day),
    }
}

fn other_than(last: Day, looser: Day) -> Option<Day> {
    (looser != last).then_some(looser)
}

/// The day that a term from an event's day leads to, going by `step` or by months, and the days passed over on the way.
fn counted(
    term: Term,
    event: Day,
    calendar: &Calendar,
    step: fn(&Day) -> Day,
    by_months: fn(&Day, u32) -> Day,
) -> (Day, Vec<Skipped>) {
    let mut skipped = Vec::new();
    let mut worked = |day| working(day, step, calendar, &mut skipped);
    let at = match term.unit {
        TermUnit::WorkingDays => (0..term.count).fold(event, |day, _| worked(step(&day))),
        TermUnit::Days => (0..term.count).fold(event, |day, _| step(&day)),
        TermUnit::Months => by_months(&event, term.count),
        TermUnit::Years => by_months(&event, term.count.saturating_mul(12)),
    };
    (at, skipped)
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
    let of = |year: i32| match year {
        _ if year == from.year() => Some(from),
        _ if year == until.year() => Some(until),
        _ => Day::of(year, 1, 1),
    };
    (from.year()..=until.year())
        .map(|year| of(year).and_then(|day| calendar.trust(day)))
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
        // Thirty days before Thursday 7 April is Tuesday 8 March; the day before that leaves thirty full days between.
        assert_eq!(ahead(30, TermUnit::Days, "2016-04-07"), ("2016-03-07".into(), vec![]));
        // Thirty full days before 19 May leave the holiday of Monday 18 April, so Friday the 15th.
        let off = ["2016-04-16", "2016-04-17", "2016-04-18"].map(str::to_owned).to_vec();
        assert_eq!(ahead(30, TermUnit::Days, "2016-05-19"), ("2016-04-15".into(), off));
        assert_eq!(ahead(5, TermUnit::WorkingDays, "2016-03-14").0, "2016-03-04");
        assert_eq!(ahead(1, TermUnit::Months, "2016-03-31").0, "2016-02-26");
        // Before Monday 11 July: the Friday.
        assert_eq!(ahead(0, TermUnit::Days, "2016-07-11").0, "2016-07-08");
        let before = |text: &str| before(day(text), &calendar()).last.to_string();
        assert_eq!((before("2016-07-15"), before("2016-05-04")), ("2016-07-14".into(), "2016-04-29".into()));
    }

    #[test]
    fn the_looser_count_moves_nothing() {
        let looser = |deadline: Deadline| deadline.looser.map(|day| day.to_string());
        let ahead = |count: u32, unit, event: &str| looser(ahead_of(Term { count, unit }, day(event), &calendar()));
        // Saturday 7 May is thirty days before Monday 6 June.
        assert_eq!(ahead(30, TermUnit::Days, "2016-06-06").as_deref(), Some("2016-05-07"));
        assert_eq!(ahead(5, TermUnit::WorkingDays, "2016-03-14").as_deref(), Some("2016-03-07"));
        assert_eq!(ahead(0, TermUnit::Days, "2016-07-11").as_deref(), Some("2016-07-11"));
        assert_eq!(looser(before(day("2016-07-15"), &calendar())), None);
        assert_eq!(looser(before(day("2016-05-04"), &calendar())).as_deref(), Some("2016-05-03"));
        let wait = |count: u32, event: &str| {
            let deadline = wait_of(Term { count, unit: TermUnit::Days }, day(event), &calendar());
            (deadline.last.to_string(), looser(deadline))
        };
        // Thirty days after 31 March is Saturday 30 April, the first of four days off.
        assert_eq!(wait(30, "2016-03-31"), ("2016-05-04".into(), Some("2016-04-30".into())));
        assert_eq!(wait(30, "2016-03-07"), ("2016-04-06".into(), None));
    }

    #[test]
    fn what_holds_for_some_time_ends_on_its_day() {
        let held = |count: u32, unit, event: &str| held_until(Term { count, unit }, day(event), &calendar());
        let until = held(1, TermUnit::Years, "2015-05-01");
        assert_eq!((until.last, until.skipped), (day("2016-05-01"), Vec::new()));
        assert_eq!(held(30, TermUnit::Days, "2016-03-31").last, day("2016-04-30"));
    }

    #[test]
    fn every_year_between_is_asked_how_it_is_sourced() {
        let known = Span { from: day("2014-01-01"), until: Some(day("2018-12-31")) };
        let trust = [(2014, Trust::Sourced), (2015, Trust::Computed), (2016, Trust::Sourced), (2018, Trust::Sourced)];
        let calendar = Calendar { known, trust: trust.into(), ..calendar() };
        let of = |count: u32, event: &str| end_of(Term { count, unit: TermUnit::Years }, day(event), &calendar).trust;
        assert_eq!(of(2, "2014-06-10"), Some(Trust::Computed));
        // Of 2017 nothing is known.
        assert_eq!(of(2, "2016-06-10"), None);
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
