//! `unique`: no two rows of a list hold the same.

use std::collections::BinaryHeap;

/// The rows whose key stands in a row before, each with the first such row; rows without a key are passed over.
pub fn repeated<K: Ord>(keys: &[Option<K>]) -> Vec<(usize, usize)> {
    // Ordered by a heap: a sort of the standard library is far more code in a browser, for each type anew.
    let order: BinaryHeap<(&K, usize)> =
        keys.iter().enumerate().filter_map(|(row, key)| Some((key.as_ref()?, row))).collect();
    let mut found = BinaryHeap::new();
    let mut first: Option<(&K, usize)> = None;
    for (key, row) in order.into_sorted_vec() {
        match first.filter(|(known, _)| *known == key) {
            Some((_, before)) => found.push((row, before)),
            None => first = Some((key, row)),
        }
    }
    found.into_sorted_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_row_names_the_first_one_that_is_like_it() {
        let keys = [Some("b"), Some("a"), None, Some("a"), Some("b"), None, Some("a")];
        assert_eq!(repeated(&keys), [(3, 1), (4, 0), (6, 1)]);
        assert_eq!(repeated::<u8>(&[]), []);
    }
}
