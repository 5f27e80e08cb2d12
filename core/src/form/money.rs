//! Amounts in whole đồng and whole numbers, typed as people group them.

use super::{Why, stripped};
use crate::text::lower;

/// Reads an amount: plain digits, or groups of three after `.` or a space; `đ`, `đồng` or `VND` may follow.
/// Commas are read as groups only where there are two or more: one comma would be a decimal sign in Vietnamese.
///
/// # Errors
/// [`Why::MoneyForm`].
pub fn money(typed: &str) -> Result<u64, Why> {
    if typed.ends_with(|c: char| c.is_ascii_digit()) {
        return whole(typed).ok_or(Why::MoneyForm);
    }
    let small: String = lower(typed).collect();
    let number =
        ["đồng", "vnđ", "vnd", "đ"].iter().find_map(|unit| small.trim_end().strip_suffix(unit)).unwrap_or(&small);
    whole(number).ok_or(Why::MoneyForm)
}

/// Reads a whole number, grouped or not.
///
/// # Errors
/// [`Why::CountForm`].
pub fn count(typed: &str) -> Result<u64, Why> {
    whole(typed).ok_or(Why::CountForm)
}

fn whole(typed: &str) -> Option<u64> {
    let typed = stripped(typed, &[]);
    let dots = typed.matches('.').count();
    let commas = typed.matches(',').count();
    let mark = match (dots, commas) {
        (0, 0) => None,
        (_, 0) => Some('.'),
        (0, 2..) => Some(','),
        _ => return None,
    };
    let mut groups = typed.split(|c| Some(c) == mark);
    let digits = |group: &str| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit());
    let first = groups.next()?;
    let grouped = mark.is_none() || first.len() <= 3;
    if !digits(first) || !grouped || !groups.all(|group| digits(group) && group.len() == 3) {
        return None;
    }
    let digits = typed.bytes().filter(u8::is_ascii_digit).map(|byte| u64::from(byte - b'0'));
    digits.into_iter().try_fold(0_u64, |number, digit| number.checked_mul(10)?.checked_add(digit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_write_them() {
        for typed in [
            "5.000.000.000",
            "5000000000",
            "5 000 000 000",
            "5.000.000.000 đồng",
            "5,000,000,000 VND",
            "5.000.000.000đ",
        ] {
            assert_eq!(money(typed), Ok(5_000_000_000), "{typed}");
        }
        assert_eq!(money("0"), Ok(0));
    }

    #[test]
    fn what_is_no_whole_amount_is_refused() {
        for typed in [
            "",
            "5,5",
            "5.5",
            "5.0000",
            "1,500",
            "5.000,5",
            "-5",
            "năm tỷ",
            "5000.000",
            "99999999999999999999",
            "1..000",
        ] {
            assert_eq!(money(typed), Err(Why::MoneyForm), "{typed}");
        }
    }
}
