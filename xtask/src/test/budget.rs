//! Size budgets: what a reader or a portal may be asked to load. They stand in `tests/budgets.json`, in bytes after gzip.
//!
//! A part that has not reached its budget yet has a ceiling besides: growing past it fails, and so does keeping the ceiling
//! once the budget is reached. So the weight can only fall.

use anyhow::{Context, Result};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The budget of one part.
pub struct Budget {
    budget: usize,
    ceiling: Option<usize>,
}

/// The budgets by part.
pub fn read(root: &Path) -> Result<BTreeMap<String, Budget>> {
    let path = root.join("tests/budgets.json");
    let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let parts: BTreeMap<String, Value> = serde_json::from_str(&text)?;
    let number = |value: Option<&Value>| value.and_then(Value::as_u64).and_then(|number| usize::try_from(number).ok());
    let budget = |(part, value): (String, Value)| {
        let budget = number(value.get("budget")).with_context(|| format!("budgets.json: {part} has no budget"))?;
        Ok((part, Budget { budget, ceiling: number(value.get("ceiling")) }))
    };
    parts.into_iter().map(budget).collect()
}

impl Budget {
    /// Whether the weight may stand, and the line that says so.
    pub fn judge(&self, part: &str, weight: usize) -> (bool, String) {
        let Budget { budget, ceiling } = *self;
        match ceiling {
            None => (weight <= budget, format!("{part}: {weight} of {budget} bytes gzipped")),
            Some(ceiling) if weight <= budget => (
                false,
                format!(
                    "{part}: {weight} bytes gzipped reach the budget of {budget}: take the ceiling of {ceiling} away"
                ),
            ),
            Some(ceiling) => {
                let over = weight - budget;
                let line = format!(
                    "{part}: {weight} bytes gzipped, {over} OVER the budget of {budget}; ceiling meanwhile {ceiling}"
                );
                (weight <= ceiling, line)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Budget;

    #[test]
    fn a_ceiling_holds_until_the_budget_is_reached() {
        let meanwhile = Budget { budget: 100, ceiling: Some(150) };
        assert!(meanwhile.judge("part", 150).0);
        assert!(!meanwhile.judge("part", 151).0);
        assert!(!meanwhile.judge("part", 100).0, "the ceiling must go");
        let kept = Budget { budget: 100, ceiling: None };
        assert!(kept.judge("part", 100).0 && !kept.judge("part", 101).0);
    }
}
