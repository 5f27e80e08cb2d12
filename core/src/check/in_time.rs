//! `in-time`: something is done within the time that a day sets.

use crate::day::{Calendar, Day, Deadline, Term, TermUnit, ahead_of, before, end_of, held_until, wait_of};
use crate::law::Timing;

/// When a time runs out, or for what may only be done later, the last day on which it may not yet be done: reckoned from the day of the
/// event, or for a day of the year from the last day of what that day is about.
fn deadline(time: &Timing, from: Day, calendar: &Calendar) -> Option<Deadline> {
    match time {
        Timing::Within(term) => Some(end_of(*term, from, calendar)),
        Timing::NotBefore(term) => Some(wait_of(*term, from, calendar)),
        Timing::Lasts(term) => Some(held_until(*term, from, calendar)),
        Timing::Ahead(term) => Some(ahead_of(*term, from, calendar)),
        Timing::Until(day) => Some(held_until(Term { count: 0, unit: TermUnit::Days }, *day, calendar)),
        Timing::By(days) => days.iter().map(|day| day.after(from)).min().map(|day| before(day, calendar)),
    }
}

/// The same for a time that neither runs nor ends before a day: it is counted from that day where the event was earlier, and ends on that
/// day at the soonest.
pub fn deadline_since(time: &Timing, from: Day, earliest: Option<Day>, calendar: &Calendar) -> Option<Deadline> {
    let deadline_of = |from| deadline(time, from, calendar);
    let found = deadline_of(from)?;
    let Some(day) = earliest else { return Some(found) };
    let earliest = Some(day);
    Some(match time {
        Timing::Within(_) if from < day => Deadline { event: from, earliest, ..deadline_of(day)? },
        Timing::Ahead(_) if found.last < day => {
            let looser = found.looser.filter(|looser| *looser > day);
            Deadline { last: day, earliest, looser, skipped: Vec::new(), ..found }
        }
        _ => found,
    })
}

/// Whether what is done on a day does not keep a time that runs out then, or begins after it.
pub fn missed(time: &Timing, done: Day, deadline: &Deadline) -> bool {
    is_missed(time, done, deadline.last)
}

/// Whether it keeps the time by the looser count alone: the day up to which it does.
pub fn doubted(time: &Timing, done: Day, deadline: &Deadline) -> Option<Day> {
    deadline.looser.filter(|looser| missed(time, done, deadline) && !is_missed(time, done, *looser))
}

fn is_missed(time: &Timing, done: Day, last: Day) -> bool {
    match time {
        Timing::NotBefore(_) => done <= last,
        Timing::Within(_) | Timing::Lasts(_) | Timing::Ahead(_) | Timing::By(_) | Timing::Until(_) => done > last,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::day::Span;
    use crate::map::Map;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    /// Weekends alone are known.
    fn calendar() -> Calendar {
        let known = Span { from: day("2016-01-01"), until: None };
        Calendar { known, trust: Map::new(), rows: Vec::new(), counting: Vec::new() }
    }

    fn misses(time: Timing, from: &str, done: &str) -> bool {
        missed(&time, day(done), &deadline(&time, day(from), &calendar()).unwrap())
    }

    fn is_doubted(time: Timing, from: &str, done: &str) -> bool {
        doubted(&time, day(done), &deadline(&time, day(from), &calendar()).unwrap()).is_some()
    }

    #[test]
    fn the_last_day_keeps_the_time_and_the_next_does_not() {
        let days = Term { count: 30, unit: TermUnit::Days };
        // 2016-06-06 is a Monday; 30 days on is Wednesday 6 July, 30 back Saturday 7 May, so Friday 6 May.
        let within = |done: &str| misses(Timing::Within(days), "2016-06-06", done);
        assert!(!within("2016-07-06") && within("2016-07-07"));
        let ahead = |done: &str| misses(Timing::Ahead(days), "2016-06-06", done);
        assert!(!ahead("2016-05-06") && ahead("2016-05-07"));
        let later = |done: &str| misses(Timing::NotBefore(days), "2016-06-06", done);
        assert!(later("2016-07-06") && !later("2016-07-07"));
        // The law's own day, which no day off moves: 30 April 2016 is a Saturday.
        let until = |done: &str| misses(Timing::Until(day("2016-04-30")), "2015-01-01", done);
        assert!(!until("2016-04-30") && until("2016-05-01"));
    }

    #[test]
    fn what_only_the_looser_count_keeps_is_in_doubt() {
        let days = Term { count: 30, unit: TermUnit::Days };
        // 30 days before Monday 6 June 2016 is Saturday 7 May; 30 days after Thursday 7 April Saturday 7 May, so Monday the 9th.
        let ahead = |done: &str| is_doubted(Timing::Ahead(days), "2016-06-06", done);
        assert!(!ahead("2016-05-06") && ahead("2016-05-07") && !ahead("2016-05-08"));
        let later = |done: &str| is_doubted(Timing::NotBefore(days), "2016-04-07", done);
        assert!(!later("2016-05-07") && later("2016-05-08") && later("2016-05-09") && !later("2016-05-10"));
        let by = |done: &str| is_doubted(Timing::By(vec!["15/01".parse().unwrap()]), "2016-12-31", done);
        // 14 January 2017 is a Saturday.
        assert!(!by("2017-01-13") && by("2017-01-14") && !by("2017-01-15"));
        let within = |done: &str| is_doubted(Timing::Within(days), "2016-04-07", done);
        assert!(!within("2016-05-09") && !within("2016-05-10"));
    }

    #[test]
    fn no_time_runs_or_ends_before_the_earliest_day() {
        let since = |time: Timing, from: &str| {
            let found = deadline_since(&time, day(from), Some(day("2016-06-01")), &calendar()).unwrap();
            (found.last.to_string(), found.earliest.is_some(), found.looser.map(|looser| looser.to_string()))
        };
        let days = |count: u32| Term { count, unit: TermUnit::Days };
        // Wednesday 1 June 2016 is not counted: Monday 6 June is the fifth day. Counted from the day itself it is the same.
        assert_eq!(since(Timing::Within(days(5)), "2015-03-10"), ("2016-06-06".into(), true, None));
        assert_eq!(since(Timing::Within(days(5)), "2016-06-01"), ("2016-06-06".into(), false, None));
        assert_eq!(since(Timing::Within(days(5)), "2016-06-02"), ("2016-06-07".into(), false, None));
        // Before Wednesday 1 June and before Thursday 2 June alike: the 1st, by the looser count the 2nd.
        assert_eq!(since(Timing::Ahead(days(0)), "2016-06-01"), ("2016-06-01".into(), true, None));
        assert_eq!(since(Timing::Ahead(days(1)), "2016-06-02"), ("2016-06-01".into(), true, None));
        assert_eq!(
            since(Timing::Ahead(days(1)), "2016-06-03"),
            ("2016-06-01".into(), false, Some("2016-06-02".into()))
        );
    }

    #[test]
    fn a_day_of_the_year_is_the_next_one_after_what_it_is_about() {
        let by = |from: &str, done: &str| misses(Timing::By(vec!["15/01".parse().unwrap()]), from, done);
        assert!(!by("2015-12-31", "2016-01-14") && by("2015-12-31", "2016-01-15"));
        assert!(!by("2016-12-31", "2017-01-13") && by("2016-12-31", "2017-01-16"));
    }
}
