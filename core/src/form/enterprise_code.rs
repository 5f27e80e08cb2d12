//! The enterprise code, which is also the tax code: 10 digits, or 13 with a branch after a hyphen.
//!
//! Structure: Circular 105/2020/TT-BTC, Article 5. The check digit's rule is not named by a legal text that we hold
//! (it stands in two independent libraries), so a failure is a doubt and not an error.

use std::borrow::Cow;

use super::{DASHES_AND_DOTS, Why, stripped};

const WEIGHTS: [u32; 9] = [31, 29, 23, 19, 17, 13, 7, 5, 3];

/// Reads a code with or without its hyphen; gives it as `0100112437` or `0314409058-002`.
///
/// # Errors
/// [`Why::EnterpriseCodeForm`].
pub fn enterprise_code(typed: &str) -> Result<Cow<'_, str>, Why> {
    let digits = stripped(typed, &DASHES_AND_DOTS);
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Why::EnterpriseCodeForm);
    }
    match (digits.len(), digits.get(..10), digits.get(10..)) {
        (10, ..) => Ok(digits),
        (13, Some(stem), Some(branch)) if branch != "000" => Ok(Cow::Owned(format!("{stem}-{branch}"))),
        _ => Err(Why::EnterpriseCodeForm),
    }
}

/// Whether the check digit, the tenth, does not follow from the nine before it, or the code is that of a dependent unit: who files, holds
/// a certificate or owns a platform is a business, whose code has 10 digits (Circular 105/2020/TT-BTC, Article 5(3)).
pub fn doubt(code: &str) -> Option<Why> {
    let digits = || code.chars().filter_map(|c| c.to_digit(10)).take(10);
    let sum: u32 = digits().zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    let rest = sum % 11;
    let serial_is_zero = digits().skip(2).take(7).all(|digit| digit == 0);
    let fits = rest != 0 && digits().last() == Some(10 - rest) && !serial_is_zero;
    match (fits, code.contains('-')) {
        (false, _) => Some(Why::EnterpriseCodeCheckDigit),
        (true, true) => Some(Why::EnterpriseCodeDependent),
        (true, false) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_codes_pass() {
        for code in ["0100233488", "0100112437", "0100047516", "0101248141", "0311638525"] {
            let read = enterprise_code(code).unwrap();
            assert_eq!((read.as_ref(), doubt(&read)), (code, None));
        }
    }

    #[test]
    fn the_code_of_a_dependent_unit_is_doubted() {
        for code in ["0314409058-002", "0312687878-001", "0106489944-001"] {
            let read = enterprise_code(code).unwrap();
            assert_eq!((read.as_ref(), doubt(&read)), (code, Some(Why::EnterpriseCodeDependent)));
        }
        assert_eq!(doubt("0100233480-001"), Some(Why::EnterpriseCodeCheckDigit));
    }

    #[test]
    fn a_wrong_check_digit_is_doubted() {
        assert_eq!(doubt("0100233480"), Some(Why::EnterpriseCodeCheckDigit));
    }

    #[test]
    fn harmless_characters_go_and_the_hyphen_is_put_in() {
        assert_eq!(enterprise_code("01 0023\u{a0}3488").unwrap(), "0100233488");
        assert_eq!(enterprise_code("0314409058002").unwrap(), "0314409058-002");
        assert_eq!(enterprise_code("0314409058–002").unwrap(), "0314409058-002");
    }

    #[test]
    fn other_lengths_and_letters_are_refused() {
        for typed in ["010023348", "01002334880", "0314409058-000", "0314409058-02", "O100233488", "٠١٠٠٢٣٣٤٨٨"]
        {
            assert_eq!(enterprise_code(typed), Err(Why::EnterpriseCodeForm), "{typed}");
        }
    }
}
