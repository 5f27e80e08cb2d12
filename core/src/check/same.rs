//! `same`: places hold the same thing.

use crate::form::Value;

/// Whether values differ. Texts are compared without regard to upper and lower case, since forms ask for names in capitals.
pub fn differ(values: &[Value]) -> bool {
    let mut folded = values.iter().map(fold);
    let Some(first) = folded.next() else { return false };
    folded.any(|value| value != first)
}

fn fold(value: &Value) -> Value {
    match value {
        Value::Text(text) => Value::Text(text.chars().flat_map(char::to_lowercase).collect()),
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_do_not_matter_tone_marks_do() {
        let text = |text: &str| Value::Text(text.into());
        assert!(!differ(&[text("CÔNG TY TNHH ĐẠI LỢI"), text("Công ty TNHH Đại Lợi")]));
        assert!(differ(&[text("Công ty TNHH Đại Lợi"), text("Công ty TNHH Đại Lơi")]));
        assert!(differ(&[Value::Number(1), Value::Number(2)]));
        assert!(!differ(&[]));
    }
}
