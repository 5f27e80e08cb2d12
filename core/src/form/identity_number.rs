//! The number of a Vietnamese identity document: 9 digits on an identity card, or the 12-digit citizen number.
//!
//! The citizen number has no check digit, but it holds the century and sex (4th digit) and the year of birth (5th and 6th):
//! Decree 137/2015/ND-CP, Article 13. Contradictions are doubts: a number may be right and a birth date mistyped.

use std::borrow::Cow;

use super::{DASHES_AND_DOTS, Value, Why, stripped};

/// Reads the number; gives its digits.
///
/// # Errors
/// [`Why::IdentityNumberForm`].
pub fn identity_number(typed: &str) -> Result<Cow<'_, str>, Why> {
    let digits = stripped(typed, &DASHES_AND_DOTS);
    let fits = matches!(digits.len(), 9 | 12) && digits.bytes().all(|byte| byte.is_ascii_digit());
    if fits { Ok(digits) } else { Err(Why::IdentityNumberForm) }
}

/// What a citizen number says that contradicts the birth date or sex typed.
pub fn doubt(number: &str, born: Option<&Value>, sex: Option<&Value>) -> Option<Why> {
    if number.len() != 12 {
        return None;
    }
    let mut digits = number.chars().skip(3).filter_map(|c| i32::try_from(c.to_digit(10)?).ok());
    let (Some(mark), Some(tens), Some(ones)) = (digits.next(), digits.next(), digits.next()) else { return None };
    let year = 1900 + mark / 2 * 100 + tens * 10 + ones;
    let male = mark % 2 == 0;
    match (born, sex) {
        (Some(Value::Day(day)), _) if day.year() != year => Some(Why::IdentityNumberYear),
        (_, Some(Value::Text(said))) if (said == "male") != male => Some(Why::IdentityNumberSex),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn born(text: &str) -> Value<'static> {
        Value::Day(text.parse().unwrap())
    }

    #[test]
    fn nine_and_twelve_digits_are_read() {
        assert_eq!(identity_number("012 345 678").unwrap(), "012345678");
        assert_eq!(identity_number("001.185.000.123").unwrap(), "001185000123");
        for typed in ["12345678", "0123456789", "00118500012A"] {
            assert_eq!(identity_number(typed), Err(Why::IdentityNumberForm));
        }
    }

    #[test]
    fn the_citizen_number_is_compared_with_birth_and_sex() {
        let (male, female) = (Value::Text("male".into()), Value::Text("female".into()));
        // 001 Hà Nội, 1: a woman of the 20th century, 85: born 1985.
        assert_eq!(doubt("001185000123", Some(&born("1985-03-02")), Some(&female)), None);
        assert_eq!(doubt("001185000123", Some(&born("1986-03-02")), Some(&female)), Some(Why::IdentityNumberYear));
        assert_eq!(doubt("001185000123", Some(&born("1985-03-02")), Some(&male)), Some(Why::IdentityNumberSex));
        // 2: a man of the 21st century.
        assert_eq!(doubt("001204000123", Some(&born("2004-03-02")), Some(&male)), None);
        assert_eq!(doubt("001185000123", None, None), None);
        assert_eq!(doubt("012345678", Some(&born("1986-03-02")), Some(&male)), None);
    }
}
