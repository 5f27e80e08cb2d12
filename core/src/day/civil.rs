//! The Gregorian calendar by rule. `chrono` has tables for it that the module has no room for; the tests hold it to `chrono`.

use std::num::NonZeroI32;
use std::ops::RangeInclusive;

/// A day of the calendar: year, month and day in one number, which is larger the later the day is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Civil(NonZeroI32);

/// The years that `chrono` counts.
const YEARS: RangeInclusive<i32> = -262_143..=262_142;

impl Civil {
    /// The first day of the first year that is counted.
    pub const FIRST: Civil = match NonZeroI32::new(*YEARS.start() << 9 | 1 << 5 | 1) {
        Some(first) => Civil(first),
        None => Civil(NonZeroI32::MIN),
    };

    /// A day by its numbers; `None` when there is no such day.
    pub fn of(year: i32, month: u32, day: u32) -> Option<Civil> {
        if !YEARS.contains(&year) || !(1..=length(year, month)).contains(&day) {
            return None;
        }
        let in_year = i32::try_from(month << 5 | day).ok()?;
        NonZeroI32::new(year << 9 | in_year).map(Civil)
    }

    /// The year.
    pub fn year(self) -> i32 {
        self.0.get() >> 9
    }

    /// The month, from 1.
    pub fn month(self) -> u32 {
        (self.0.get() >> 5 & 15).unsigned_abs()
    }

    /// The day in the month, from 1.
    pub fn day(self) -> u32 {
        (self.0.get() & 31).unsigned_abs()
    }

    /// The next day.
    pub fn next(self) -> Option<Civil> {
        let (year, month) = (self.year(), self.month());
        let within = Civil::of(year, month, self.day() + 1).or_else(|| Civil::of(year, month + 1, 1));
        within.or_else(|| Civil::of(year + 1, 1, 1))
    }

    /// The day before.
    pub fn previous(self) -> Option<Civil> {
        let (year, month, day) = (self.year(), self.month(), self.day());
        if day > 1 {
            return Civil::of(year, month, day - 1);
        }
        let (year, month) = if month > 1 { (year, month - 1) } else { (year - 1, 12) };
        Civil::of(year, month, length(year, month))
    }

    /// The same day so many months later, or before where it is less than 0; that month's last day if it has no such day.
    pub fn months_later(self, count: i64) -> Option<Civil> {
        let months = i64::from(self.year()) * 12 + i64::from(self.month()) - 1 + count;
        let year = i32::try_from(months.div_euclid(12)).ok()?;
        let month = u32::try_from(months.rem_euclid(12)).ok()? + 1;
        Civil::of(year, month, self.day().min(length(year, month)))
    }

    /// The day of the week, 1 for Monday to 7 for Sunday.
    pub fn weekday(self) -> u32 {
        // Years begin in March here, so that the day that some of them have more is their last.
        let (year, month) = (i64::from(self.year()), i64::from(self.month()));
        let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
        let leaps = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
        // 0000-03-01 was a Wednesday.
        let days = year * 365 + leaps + (153 * month + 2) / 5 + i64::from(self.day()) + 1;
        u32::try_from(days.rem_euclid(7)).unwrap_or_default() + 1
    }
}

/// How many days a month has; none where there is no such month.
fn length(year: i32, month: u32) -> u32 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use chrono::{Datelike, Months, NaiveDate};
    use proptest::prelude::*;

    use super::*;

    fn ours(reference: NaiveDate) -> Option<Civil> {
        Civil::of(reference.year(), reference.month(), reference.day())
    }

    fn years() -> impl Strategy<Value = i32> {
        prop_oneof![1800..2300, -5..5, -262_144..=-262_140, 262_139..=262_143, any::<i32>()]
    }

    proptest! {
        #[test]
        fn there_are_the_days_that_the_reference_knows(year in years(), month in 0_u32..15, day in 0_u32..40) {
            let reference = NaiveDate::from_ymd_opt(year, month, day);
            let civil = Civil::of(year, month, day);
            prop_assert_eq!(civil.is_some(), reference.is_some());
            if let (Some(civil), Some(reference)) = (civil, reference) {
                prop_assert_eq!((civil.year(), civil.month(), civil.day()), (year, month, day));
                prop_assert_eq!(civil.weekday(), reference.weekday().number_from_monday());
                prop_assert!(civil.next() == reference.succ_opt().and_then(ours));
                prop_assert!(civil.previous() == reference.pred_opt().and_then(ours));
            }
        }

        #[test]
        fn months_are_counted_as_the_reference_counts_them(
            year in 1800..2300, day in 1_u32..367, count in prop_oneof![0_u32..100, any::<u32>()],
        ) {
            let Some(reference) = NaiveDate::from_yo_opt(year, day) else { return Ok(()) };
            let civil = ours(reference).unwrap();
            let (later, before) = (i64::from(count), -i64::from(count));
            prop_assert!(civil.months_later(later) == reference.checked_add_months(Months::new(count)).and_then(ours));
            prop_assert!(civil.months_later(before) == reference.checked_sub_months(Months::new(count)).and_then(ours));
        }

        #[test]
        fn an_earlier_day_comes_first(one in (years(), 1_u32..13, 1_u32..29), other in (years(), 1_u32..13, 1_u32..29)) {
            let civil = |(year, month, day)| Civil::of(year, month, day);
            let reference = |(year, month, day)| NaiveDate::from_ymd_opt(year, month, day);
            prop_assert_eq!(civil(one).cmp(&civil(other)), reference(one).cmp(&reference(other)));
        }
    }
}
