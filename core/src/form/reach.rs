//! Passports, telephone numbers and e-mail addresses.

use std::borrow::Cow;

use super::{DASHES, Why, stripped};

/// What people put between the digits of a telephone number.
const AMONG_DIGITS: [char; 10] = ['.', '(', ')', '/', '-', '\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}', '\u{2212}'];

/// Reads a passport number: 5 to 20 Latin letters and digits, as wide as passports of all countries ask for.
///
/// # Errors
/// [`Why::PassportForm`].
pub fn passport(typed: &str) -> Result<Cow<'_, str>, Why> {
    let mut number = stripped(typed, &DASHES);
    if number.bytes().any(|byte| byte.is_ascii_lowercase()) {
        number.to_mut().make_ascii_uppercase();
    }
    let fits = (5..=20).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if fits { Ok(number) } else { Err(Why::PassportForm) }
}

/// Reads a Vietnamese telephone number: mobile (10 digits), landline with its area (02…, 11 digits), or a service number (1800, 1900).
/// Gives it with a leading 0, without country code.
///
/// # Errors
/// [`Why::PhoneForm`].
#[inline]
pub fn phone(typed: &str) -> Result<Cow<'_, str>, Why> {
    let bare = stripped(typed, &AMONG_DIGITS);
    let national = match bare.strip_prefix("+84").or_else(|| bare.strip_prefix("0084")) {
        Some(rest) => Cow::Owned(format!("0{}", rest.strip_prefix('0').unwrap_or(rest))),
        None => bare,
    };
    if !national.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Why::PhoneForm);
    }
    let fits = match national.as_bytes() {
        // Mobile and landline. Area codes before 2017 were shorter, and filings of that time bear them: 04 for Hà Nội, 08 for
        // Hồ Chí Minh City.
        [b'0', ..] => matches!(national.len(), 9..=11),
        [b'1', b'8' | b'9', b'0', b'0', ..] => matches!(national.len(), 8..=10),
        _ => false,
    };
    if fits { Ok(national) } else { Err(Why::PhoneForm) }
}

/// Reads an e-mail address: something, `@`, and a name with a dot.
///
/// # Errors
/// [`Why::EmailForm`].
pub fn email(typed: &str) -> Result<Cow<'_, str>, Why> {
    let address = stripped(typed, &[]);
    let label = |part: &str| {
        !part.is_empty()
            && !part.starts_with('-')
            && !part.ends_with('-')
            && part.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    let fits = address.len() <= 254
        && address.rsplit_once('@').is_some_and(|(user, host)| {
            let user_fits = !user.is_empty() && user.len() <= 64 && !user.contains(['@', ',', ';', '<', '>', '"']);
            user_fits && host.contains('.') && host.split('.').all(label)
        });
    if fits { Ok(address) } else { Err(Why::EmailForm) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phones_are_read_with_and_without_country_code() {
        for (typed, number) in [
            ("0912 345 678", "0912345678"),
            ("+84 912 345 678", "0912345678"),
            ("(024) 3936-1234", "02439361234"),
            ("04.39361234", "0439361234"),
            ("0084 28 3822 1234", "02838221234"),
            ("1900 545 415", "1900545415"),
        ] {
            assert_eq!(phone(typed).as_deref(), Ok(number), "{typed}");
        }
        for typed in ["12345", "912345678", "+1 202 555 0100", "gọi tôi", "09123456789012"] {
            assert_eq!(phone(typed), Err(Why::PhoneForm), "{typed}");
        }
    }

    #[test]
    fn passports_are_letters_and_digits() {
        assert_eq!(passport("b 123-4567").as_deref(), Ok("B1234567"));
        for typed in ["B123", "B12345*", "ĐB123456"] {
            assert_eq!(passport(typed), Err(Why::PassportForm), "{typed}");
        }
    }

    #[test]
    fn addresses_have_a_user_and_a_host_with_a_dot() {
        assert_eq!(email(" lien.he@vi-du.vn\u{200b}").as_deref(), Ok("lien.he@vi-du.vn"));
        for typed in ["a@b", "@vi-du.vn", "a b", "a@@vi-du.vn", "a@-x.vn", "a@vi..vn"] {
            assert_eq!(email(typed), Err(Why::EmailForm), "{typed}");
        }
    }
}
