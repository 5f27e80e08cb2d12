//! What is given at the prompt as `NAME=VALUE`: each name once, since nobody knows which of two is meant.

use std::collections::BTreeSet;

use crate::answer::Problem;

/// What was given, by name.
///
/// # Errors
/// When a name is given twice.
pub fn each_once<V: Clone, M: FromIterator<(String, V)>>(given: &[(String, V)]) -> Result<M, Problem> {
    let mut seen = BTreeSet::new();
    match given.iter().find(|(name, _)| !seen.insert(name)) {
        None => Ok(given.iter().cloned().collect()),
        Some((name, _)) => Err(Problem::new(
            format!("“{name}” được nêu hai lần; mỗi tên chỉ nêu một lần."),
            format!("“{name}” is given twice; give each name once."),
        )),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::each_once;

    #[test]
    fn a_name_is_given_once() {
        let given = [("a".to_owned(), 1), ("b".to_owned(), 2)];
        let taken: BTreeMap<String, i32> = each_once(&given).unwrap();
        assert_eq!(taken.into_iter().collect::<Vec<_>>(), given);
        let twice = [given[0].clone(), given[1].clone(), ("a".to_owned(), 1)];
        let problem = each_once::<_, BTreeMap<_, _>>(&twice).unwrap_err();
        assert!(problem.both().en.contains("“a” is given twice"));
    }
}
