//! `sum`: whole numbers add up to another.

/// The sum; `None` when it is beyond what can be counted.
pub fn sum(parts: &[u64]) -> Option<u64> {
    parts.iter().try_fold(0_u64, |sum, part| sum.checked_add(*part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_beyond_counting_is_none() {
        assert_eq!(sum(&[1, 2, 3]), Some(6));
        assert_eq!(sum(&[]), Some(0));
        assert_eq!(sum(&[u64::MAX, 1]), None);
    }
}
