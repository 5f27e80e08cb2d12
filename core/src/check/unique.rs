//! `unique`: no two rows of a list hold the same.

use std::collections::BinaryHeap;

/// The rows that are like a row before, each with the first such row. `keys` has a number for each row that is looked at, the same for
/// rows that are alike; whether two of one number are alike indeed, `alike` says.
pub fn repeated(keys: &[Option<u64>], alike: impl Fn(usize, usize) -> bool) -> Vec<(usize, usize)> {
    // Ordered by a heap: a sort of the standard library is far more code in a browser, for each type anew.
    let order: BinaryHeap<(u64, usize)> =
        keys.iter().enumerate().filter_map(|(row, key)| Some(((*key)?, row))).collect();
    let mut found = BinaryHeap::new();
    for run in order.into_sorted_vec().chunk_by(|(one, _), (other, _)| one == other) {
        for (at, (_, row)) in run.iter().enumerate() {
            let before = run.iter().take(at).map(|(_, row)| *row);
            found.extend(before.into_iter().find(|first| alike(*first, *row)).map(|first| (*row, first)));
        }
    }
    found.into_sorted_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_row_names_the_first_one_that_is_like_it() {
        let rows = ["b", "a", "", "a", "b", "c", "a"];
        let of =
            |key: &dyn Fn(&str) -> Option<u64>| repeated(&rows.map(key), |one, other| rows.get(one) == rows.get(other));
        let first = |row: &str| row.bytes().next().map(u64::from);
        assert_eq!(of(&first), [(3, 1), (4, 0), (6, 1)]);
        // Though others have their number.
        assert_eq!(of(&|row| first(row).map(|_| 7)), [(3, 1), (4, 0), (6, 1)]);
        assert_eq!(of(&|_| None), []);
    }
}
