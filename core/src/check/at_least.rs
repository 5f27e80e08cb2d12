//! `at-least`: an amount is at least a floor, and at least a share of another amount.

/// The least amount: the floor, or the share of another amount where that is more. No rounding is given by any decree, so the
/// share is rounded up to the next whole đồng, which is exact for `100 × amount ≥ percent × whole`.
pub fn least(floor: u64, share: Option<(u32, u64)>) -> u64 {
    let part = share.map_or(0, |(percent, whole)| (u128::from(whole) * u128::from(percent)).div_ceil(100));
    u64::try_from(part).unwrap_or(u64::MAX).max(floor)
}

/// Whether the amount is below the least one.
pub fn too_little(amount: u64, least: u64) -> bool {
    amount < least
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Decree 42/2014: escrow of 5 % of charter capital, at least 5 billion đồng.
    #[test]
    fn escrow_is_the_share_or_the_floor() {
        let floor = 5_000_000_000;
        assert_eq!(least(floor, Some((5, 10_000_000_000))), floor);
        assert_eq!(least(floor, Some((5, 200_000_000_000))), 10_000_000_000);
        assert_eq!(least(0, Some((5, 101))), 6);
        assert_eq!(least(0, Some((5, u64::MAX))), u64::MAX / 20 + 1);
        assert!(too_little(4_999_999_999, floor) && !too_little(floor, floor));
    }
}
