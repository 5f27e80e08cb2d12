//! `same`: places hold the same thing.

use std::borrow::Borrow;

use crate::form::Value;
use crate::text::lower;

/// Whether values differ. Texts are compared without regard to upper and lower case, since forms ask for names in capitals.
pub fn differ<'v>(values: &[impl Borrow<Value<'v>>]) -> bool {
    let Some((first, others)) = values.split_first() else { return false };
    !others.iter().all(|other| same(first.borrow(), other.borrow()))
}

/// What of a value is compared: two values are the same where these texts are.
pub fn compared(value: &Value) -> String {
    match value {
        Value::Text(text) => lower(text).collect(),
        Value::Day(_) | Value::Number(_) => value.text(),
    }
}

fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Text(one), Value::Text(other)) => one == other || lower(one).eq(lower(other)),
        _ => one == other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_do_not_matter_tone_marks_do() {
        let text = |text: &'static str| Value::Text(text.into());
        assert!(!differ(&[text("CÔNG TY TNHH ĐẠI LỢI"), text("Công ty TNHH Đại Lợi")]));
        assert!(differ(&[text("Công ty TNHH Đại Lợi"), text("Công ty TNHH Đại Lơi")]));
        assert!(differ(&[Value::Number(1), Value::Number(2)]));
        assert!(!differ(&[] as &[Value]));
    }
}
