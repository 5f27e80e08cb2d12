//! `in-time`: something is done within the time that a day sets.

use crate::day::{Calendar, Day, Deadline, ahead_of, before, end_of};
use crate::law::Timing;

/// When a time runs out, or for what may only be done later, the last day on which it may not yet be done: reckoned from the day of the
/// event, or for a day of the year from the last day of what that day is about.
pub fn deadline(time: &Timing, from: Day, calendar: &Calendar) -> Option<Deadline> {
    match time {
        Timing::Within(term) | Timing::NotBefore(term) => Some(end_of(*term, from, calendar)),
        Timing::Ahead(term) => Some(ahead_of(*term, from, calendar)),
        Timing::By(days) => days.iter().map(|day| day.after(from)).min().map(|day| before(day, calendar)),
    }
}

/// Whether what is done on a day does not keep a time that runs out then, or begins after it.
pub fn missed(time: &Timing, done: Day, deadline: &Deadline) -> bool {
    match time {
        Timing::NotBefore(_) => done <= deadline.last,
        Timing::Within(_) | Timing::Ahead(_) | Timing::By(_) => done > deadline.last,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::day::{Span, Term, TermUnit};
    use crate::map::Map;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    /// Weekends alone are known.
    fn calendar() -> Calendar {
        let known = Span { from: day("2016-01-01"), until: None };
        Calendar { known, trust: Map::new(), rows: Vec::new(), counting: Vec::new() }
    }

    fn is_missed(time: Timing, from: &str, done: &str) -> bool {
        missed(&time, day(done), &deadline(&time, day(from), &calendar()).unwrap())
    }

    #[test]
    fn the_last_day_keeps_the_time_and_the_next_does_not() {
        let days = Term { count: 30, unit: TermUnit::Days };
        // 2016-06-06 is a Monday; 30 days on is Wednesday 6 July, 30 back Saturday 7 May, so Friday 6 May.
        let within = |done: &str| is_missed(Timing::Within(days), "2016-06-06", done);
        assert!(!within("2016-07-06") && within("2016-07-07"));
        let ahead = |done: &str| is_missed(Timing::Ahead(days), "2016-06-06", done);
        assert!(!ahead("2016-05-06") && ahead("2016-05-07"));
        let later = |done: &str| is_missed(Timing::NotBefore(days), "2016-06-06", done);
        assert!(later("2016-07-06") && !later("2016-07-07"));
    }

    #[test]
    fn a_day_of_the_year_is_the_next_one_after_what_it_is_about() {
        let by = |from: &str, done: &str| is_missed(Timing::By(vec!["15/01".parse().unwrap()]), from, done);
        assert!(!by("2015-12-31", "2016-01-14") && by("2015-12-31", "2016-01-15"));
        assert!(!by("2016-12-31", "2017-01-13") && by("2016-12-31", "2017-01-16"));
    }
}
