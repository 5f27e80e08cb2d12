//! Amounts in whole đồng and whole numbers, typed as people group them.

use super::{Why, stripped};
use crate::text::lower;

/// Reads an amount: plain digits, or groups of three after `.` or a space; `đ`, `đồng` or `VND` may follow.
/// Commas are read as groups only where there are two or more: one comma would be a decimal sign in Vietnamese.
///
/// # Errors
/// [`Why::MoneyForm`].
#[inline]
pub fn money(typed: &str) -> Result<u64, Why> {
    let number = typed.trim_end_matches(|c: char| !c.is_ascii_digit());
    let unit = typed.get(number.len()..).unwrap_or_default().trim();
    let is_unit = |known: &str| lower(unit).eq(known.chars());
    let fits = unit.is_empty() || ["đồng", "vnđ", "vnd", "đ"].into_iter().any(is_unit);
    whole(number).filter(|_| fits).ok_or(Why::MoneyForm)
}

/// Reads a whole number, grouped or not.
///
/// # Errors
/// [`Why::CountForm`].
#[inline]
pub fn count(typed: &str) -> Result<u64, Why> {
    whole(typed).ok_or(Why::CountForm)
}

#[inline]
fn whole(typed: &str) -> Option<u64> {
    let is_known = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b' ');
    if typed.bytes().all(is_known) { grouped(typed) } else { grouped(&stripped(typed, &[])) }
}

/// Digits, alone or in groups, spaces aside.
#[inline]
fn grouped(typed: &str) -> Option<u64> {
    let (mut number, mut mark, mut marks, mut run) = (0_u64, None, 0_u32, 0_u32);
    for byte in typed.bytes().filter(|byte| *byte != b' ') {
        if byte.is_ascii_digit() {
            number = number.checked_mul(10)?.checked_add(u64::from(byte - b'0'))?;
            run += 1;
            continue;
        }
        let is_mark = matches!(byte, b'.' | b',') && mark.is_none_or(|mark| mark == byte);
        let is_group = run == 3 || (marks == 0 && (1..3).contains(&run));
        if !is_mark || !is_group {
            return None;
        }
        (mark, marks, run) = (Some(byte), marks + 1, 0);
    }
    let ends = if marks == 0 { run > 0 } else { run == 3 };
    // One comma would be a decimal sign.
    (ends && (mark != Some(b',') || marks > 1)).then_some(number)
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
