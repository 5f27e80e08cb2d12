//! `in-order`: days follow one another; the same day twice is in order.

use crate::day::Day;

/// Whether a day comes before the one named before it.
pub fn out_of_order(days: impl Iterator<Item = Day>) -> bool {
    !days.is_sorted()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_days_are_in_order() {
        let are_not = |texts: &[&str]| out_of_order(texts.iter().map(|text| text.parse().unwrap()));
        assert!(!are_not(&["2016-01-02", "2016-01-02", "2016-03-01"]));
        assert!(are_not(&["2016-03-01", "2016-01-02"]));
        assert!(!are_not(&[]));
    }
}
