//! `unique`: no two rows of a list hold the same.

/// The rows that are like a row before, each with the first such row. `keys` has a number for each row that is looked at, the same for
/// rows that are alike; whether two of one number are alike indeed, `alike` says.
pub fn repeated(keys: &[Option<u64>], alike: &dyn Fn(usize, usize) -> bool) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    // Half of the seats stay free, so that one is found soon. The map of the standard library is far more code in a browser.
    let seats = (keys.len() * 2).next_power_of_two();
    let mut seated: Vec<Option<usize>> = vec![None; seats];
    for (row, key) in keys.iter().enumerate().filter_map(|(row, key)| Some((row, (*key)?))) {
        let mut seat = seat_of(key) & (seats - 1);
        while let Some(there) = seated.get_mut(seat) {
            let Some(first) = *there else {
                *there = Some(row);
                break;
            };
            if keys.get(first) == Some(&Some(key)) && alike(first, row) {
                found.push((row, first));
                break;
            }
            seat = (seat + 1) & (seats - 1);
        }
    }
    found
}

/// Where a number is seated: by all of its digits, since the last ones of some numbers hardly differ (multiplied by the golden ratio).
fn seat_of(key: u64) -> usize {
    (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_row_names_the_first_one_that_is_like_it() {
        let rows = ["b", "a", "", "a", "b", "c", "a"];
        let of = |key: &dyn Fn(&str) -> Option<u64>| {
            repeated(&rows.map(key), &|one, other| rows.get(one) == rows.get(other))
        };
        let first = |row: &str| row.bytes().next().map(u64::from);
        assert_eq!(of(&first), [(3, 1), (4, 0), (6, 1)]);
        // Though others have their number.
        assert_eq!(of(&|row| first(row).map(|_| 7)), [(3, 1), (4, 0), (6, 1)]);
        assert_eq!(of(&|_| None), []);
    }
}
