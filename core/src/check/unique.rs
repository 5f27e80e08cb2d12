//! `unique`: no two rows of a list hold the same.

/// The rows whose key stands in a row before, each with the first such row; rows without a key are passed over.
pub fn repeated<K: Ord>(keys: &[Option<K>]) -> Vec<(usize, usize)> {
    let mut order: Vec<(&K, usize)> =
        keys.iter().enumerate().filter_map(|(row, key)| Some((key.as_ref()?, row))).collect();
    order.sort_unstable();
    let mut found = Vec::new();
    let mut first: Option<(&K, usize)> = None;
    for (key, row) in order {
        match first.filter(|(known, _)| *known == key) {
            Some((_, before)) => found.push((row, before)),
            None => first = Some((key, row)),
        }
    }
    found.sort_unstable();
    found
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
