//! `on-day`: a date falls on a day of the year.

use crate::day::{Day, DayOfYear};

/// The day of its year that a date must be, where it is another.
pub fn other_day(wanted: &DayOfYear, date: Day) -> Option<Day> {
    wanted.of(date.year()).filter(|wanted| *wanted != date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_is_that_of_the_year_of_the_date() {
        let other = |date: &str| other_day(&"30/06".parse().unwrap(), date.parse().unwrap());
        assert_eq!(other("2017-06-30"), None);
        assert_eq!(other("2017-06-29"), "2017-06-30".parse().ok());
        assert_eq!(other("2016-12-31"), "2016-06-30".parse().ok());
    }
}
