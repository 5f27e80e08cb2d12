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

/// A number that two values which are the same have in common, and others hardly ever (after FNV-1a, by eight letters or one).
pub fn fingerprint(value: &Value) -> u64 {
    const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
    let and = |sum: u64, part: u64| (sum ^ part).wrapping_mul(0x0100_0000_01b3).rotate_left(23);
    match value {
        Value::Text(text) if text.is_ascii() => {
            let (eights, last) = text.as_bytes().as_chunks::<8>();
            let mut rest = [0; 8];
            rest.iter_mut().zip(last).for_each(|(there, byte)| *there = *byte);
            let eights = eights.iter().chain([&rest]);
            eights.fold(BASIS, |sum, eight| and(sum, small(u64::from_le_bytes(*eight))))
        }
        Value::Text(text) => lower(text).fold(BASIS, |sum, letter| and(sum, u64::from(letter))),
        Value::Day(day) => and(BASIS, u64::from(day.digits())),
        Value::Number(number) => and(BASIS, *number),
    }
}

/// Eight ASCII letters at once, each in its small form.
#[inline]
fn small(eight: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let from = |first: u8| eight.wrapping_add(ONES * u64::from(0x80 - first));
    // The highest bit of a byte that is one of A to Z is set.
    let capital = from(b'A') & !from(b'Z' + 1) & (ONES * 0x80);
    eight | capital >> 2
}

/// Whether two values are the same, as [`compared`] has it.
pub fn same(one: &Value, other: &Value) -> bool {
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

    #[test]
    fn what_is_the_same_has_one_fingerprint() {
        let text = |text: &'static str| fingerprint(&Value::Text(text.into()));
        assert_eq!(text("CÔNG TY ĐẠI LỢI"), text("Công ty Đại Lợi"));
        assert_ne!(text("Đại Lợi"), text("Đại Lơi"));
        assert_eq!(text("M87654321-AZ[@`{"), text("m87654321-az[@`{"));
        assert_ne!(text("[@Z"), text("{`z"));
        assert_ne!(fingerprint(&Value::Number(1)), fingerprint(&Value::Number(2)));
    }
}
