//! `in-order`: days follow one another; the same day twice is in order.

use crate::day::Day;

/// Whether a day comes before the one named before it.
pub fn out_of_order(days: &[Day]) -> bool {
    !days.is_sorted()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_days_are_in_order() {
        let days = |texts: &[&str]| texts.iter().map(|text| text.parse().unwrap()).collect::<Vec<Day>>();
        assert!(!out_of_order(&days(&["2016-01-02", "2016-01-02", "2016-03-01"])));
        assert!(out_of_order(&days(&["2016-03-01", "2016-01-02"])));
        assert!(!out_of_order(&[]));
    }
}
