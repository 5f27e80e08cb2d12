//! Values: what each kind of field accepts. Text comes in as typed; a value, or why there is none, comes out.
//!
//! Harmless characters (white space, no-break and zero-width spaces, and in numbers dots and dashes) are taken away before
//! judging. What was typed is kept by the dossier; [`Value::text`] is the one normal form, and reads back as the same value.

mod enterprise_code;
mod identity_number;
mod money;
mod reach;
mod show;

pub use enterprise_code::enterprise_code;
pub use identity_number::identity_number;
pub use money::{count, money};
pub use reach::{email, passport, phone};
pub use show::{grouped, show};

use std::borrow::Cow;

use crate::day::{BadDay, Day};
use crate::law::FieldKind;
use crate::text::{is_invisible, normal};

/// The most letters that one line, or several, may hold.
const LINE: usize = 500;
const LINES: usize = 10_000;
/// So many bytes at most stand for a letter as it is typed, with its marks and what is around it. What is far longer is not put into its
/// normal form to see it.
const LETTER: usize = 16;

/// A value of a field. What was typed in normal form is not copied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value<'t> {
    /// A text, name, code, number or choice, in normal form.
    Text(Cow<'t, str>),
    /// A civil date.
    Day(Day),
    /// A whole number, or an amount in đồng.
    Number(u64),
}

/// Why a text is no value of its kind, or looks wrong; from a closed set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// Not written as a date.
    DateForm,
    /// A day that does not exist.
    NoSuchDay,
    /// Not four digits, or no year that is counted.
    YearForm,
    /// Not a whole amount in đồng.
    MoneyForm,
    /// Not a whole number.
    CountForm,
    /// Not 10 digits, nor 13 with a branch.
    EnterpriseCodeForm,
    /// The tenth digit does not follow from the first nine.
    EnterpriseCodeCheckDigit,
    /// 13 digits: the code of a dependent unit, not of a business.
    EnterpriseCodeDependent,
    /// Neither 9 nor 12 digits.
    IdentityNumberForm,
    /// The citizen number says another year of birth.
    IdentityNumberYear,
    /// The citizen number says another sex.
    IdentityNumberSex,
    /// Not 5 to 20 letters and digits.
    PassportForm,
    /// No Vietnamese telephone number.
    PhoneForm,
    /// No e-mail address.
    EmailForm,
    /// A name without a letter.
    NameForm,
    /// None of the choices.
    NotAChoice,
    /// Too long.
    TooLong,
}

impl Why {
    const IDS: [(Why, &str); 17] = [
        (Why::DateForm, "date-form"),
        (Why::NoSuchDay, "no-such-day"),
        (Why::YearForm, "year-form"),
        (Why::MoneyForm, "money-form"),
        (Why::CountForm, "count-form"),
        (Why::EnterpriseCodeForm, "enterprise-code-form"),
        (Why::EnterpriseCodeCheckDigit, "enterprise-code-check-digit"),
        (Why::EnterpriseCodeDependent, "enterprise-code-dependent"),
        (Why::IdentityNumberForm, "identity-number-form"),
        (Why::IdentityNumberYear, "identity-number-year"),
        (Why::IdentityNumberSex, "identity-number-sex"),
        (Why::PassportForm, "passport-form"),
        (Why::PhoneForm, "phone-form"),
        (Why::EmailForm, "email-form"),
        (Why::NameForm, "name-form"),
        (Why::NotAChoice, "not-a-choice"),
        (Why::TooLong, "too-long"),
    ];

    /// As it is written in a report.
    pub fn id(self) -> &'static str {
        Why::IDS.iter().find(|(why, _)| *why == self).map_or("", |(_, id)| id)
    }

    /// Reads what [`Why::id`] wrote.
    pub fn of(id: &str) -> Option<Why> {
        Why::IDS.iter().find(|(_, known)| *known == id).map(|(why, _)| *why)
    }
}

impl Value<'_> {
    /// The normal form in which a sealed dossier holds it: dates ISO, amounts and numbers as plain digits.
    pub fn text(&self) -> String {
        match self {
            Value::Text(text) => text.clone().into_owned(),
            Value::Day(day) => day.to_string(),
            Value::Number(number) => number.to_string(),
        }
    }

    /// The value apart from what was typed.
    pub fn into_owned(self) -> Value<'static> {
        match self {
            Value::Text(text) => Value::Text(Cow::Owned(text.into_owned())),
            Value::Day(day) => Value::Day(day),
            Value::Number(number) => Value::Number(number),
        }
    }
}

/// Reads what was typed as a value of a kind; `None` when nothing was typed.
///
/// # Errors
/// Why it is no value of that kind.
#[inline]
pub fn read<'t>(kind: &FieldKind, typed: &'t str) -> Result<Option<Value<'t>>, Why> {
    let most = if matches!(kind, FieldKind::LongText) { LINES } else { LINE };
    if typed.len() > most * LETTER {
        return Err(Why::TooLong);
    }
    let text = if matches!(kind, FieldKind::LongText) { Cow::Owned(normal_lines(typed)) } else { normal(typed) };
    if text.is_empty() {
        return Ok(None);
    }
    let value = match kind {
        FieldKind::Text | FieldKind::Place | FieldKind::PersonName | FieldKind::OrganisationName => {
            Value::Text(line(text, kind)?)
        }
        FieldKind::LongText if is_longer(&text, LINES) => return Err(Why::TooLong),
        FieldKind::LongText => Value::Text(text),
        FieldKind::Date => Value::Day(date(&text)?),
        FieldKind::Year => Value::Number(year(&text)?),
        FieldKind::Money => Value::Number(money(&text)?),
        FieldKind::Count => Value::Number(count(&text)?),
        FieldKind::EnterpriseCode => Value::Text(code(text, enterprise_code)?),
        FieldKind::IdentityNumber { .. } => Value::Text(code(text, identity_number)?),
        FieldKind::Passport => Value::Text(code(text, passport)?),
        FieldKind::Phone => Value::Text(code(text, phone)?),
        FieldKind::Email => Value::Text(code(text, email)?),
        FieldKind::YesNo if text == "yes" || text == "no" => Value::Text(text),
        FieldKind::Choice(choices) if choices.iter().any(|choice| choice.value == text) => Value::Text(text),
        FieldKind::YesNo | FieldKind::Choice(_) => return Err(Why::NotAChoice),
    };
    Ok(Some(value))
}

/// What looks wrong about a value of the right form. For an identity number the birth date and sex are compared where known.
#[inline]
pub fn doubt(kind: &FieldKind, value: &Value, born: Option<&Value>, sex: Option<&Value>) -> Option<Why> {
    match (kind, value) {
        (FieldKind::EnterpriseCode, Value::Text(code)) => enterprise_code::doubt(code),
        (FieldKind::IdentityNumber { .. }, Value::Text(number)) => identity_number::doubt(number, born, sex),
        _ => None,
    }
}

/// Whether a value of a kind may be of the right form and yet look wrong.
pub fn is_doubted(kind: &FieldKind) -> bool {
    matches!(kind, FieldKind::EnterpriseCode | FieldKind::IdentityNumber { .. })
}

#[inline]
fn line<'t>(text: Cow<'t, str>, kind: &FieldKind) -> Result<Cow<'t, str>, Why> {
    if is_longer(&text, LINE) {
        return Err(Why::TooLong);
    }
    if !matches!(kind, FieldKind::Text | FieldKind::Place) && !text.chars().any(char::is_alphabetic) {
        return Err(Why::NameForm);
    }
    Ok(text)
}

/// Reads a number or address that has a form of its own.
#[inline]
fn code<'t>(text: Cow<'t, str>, read: for<'c> fn(&'c str) -> Result<Cow<'c, str>, Why>) -> Result<Cow<'t, str>, Why> {
    match text {
        Cow::Borrowed(text) => read(text),
        Cow::Owned(text) => read(&text).map(|code| Cow::Owned(code.into_owned())),
    }
}

/// Whether a text has more letters than that; one letter is a byte or more.
#[inline]
fn is_longer(text: &str, most: usize) -> bool {
    text.len() > most && text.chars().count() > most
}

fn normal_lines(typed: &str) -> String {
    let mut lines = String::with_capacity(typed.len());
    for line in typed.lines() {
        lines.push_str(&normal(line));
        lines.push('\n');
    }
    lines.trim_matches('\n').to_owned()
}

fn date(text: &str) -> Result<Day, Why> {
    // Mostly there is nothing to be taken away.
    text.parse().or_else(|_| stripped(text, &[' ']).parse()).map_err(|bad| match bad {
        BadDay::Form => Why::DateForm,
        BadDay::NoSuchDay => Why::NoSuchDay,
    })
}

/// A year of those that a civil date may have.
fn year(text: &str) -> Result<u64, Why> {
    let digits = stripped(text, &[]);
    let fits = digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
    let year = digits.parse::<i32>().ok().filter(|year| fits && Day::of(*year, 1, 1).is_some());
    year.and_then(|year| u64::try_from(year).ok()).ok_or(Why::YearForm)
}

/// The text without white space, invisible characters and the characters named.
#[inline]
fn stripped<'t>(text: &'t str, harmless: &[char]) -> Cow<'t, str> {
    // What is mostly typed, by bytes.
    if text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Cow::Borrowed(text);
    }
    let is_fine =
        |byte: u8| byte.is_ascii_graphic() && (byte.is_ascii_alphanumeric() || !harmless.contains(&char::from(byte)));
    if text.bytes().all(is_fine) {
        return Cow::Borrowed(text);
    }
    let stays = |c: char| c.is_ascii_alphanumeric() || !(c.is_whitespace() || is_invisible(c) || harmless.contains(&c));
    let mut out = String::with_capacity(text.len());
    for c in text.chars().filter(|c| stays(*c)) {
        out.push(c);
    }
    Cow::Owned(out)
}

/// Dashes of every sort that people and word processors write.
const DASHES: [char; 6] = ['-', '\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}', '\u{2212}'];

/// Those, and the dots between groups of digits.
const DASHES_AND_DOTS: [char; 7] = ['.', '-', '\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}', '\u{2212}'];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_composed_and_trimmed() {
        let value = read(&FieldKind::PersonName, " Nguyễn\u{a0} Văn  Hie\u{302}\u{301}u ").unwrap();
        assert_eq!(value, Some(Value::Text("Nguyễn Văn Hiếu".into())));
        assert_eq!(read(&FieldKind::PersonName, "123"), Err(Why::NameForm));
        assert_eq!(read(&FieldKind::PersonName, " \u{200b} "), Ok(None));
    }

    #[test]
    fn the_normal_form_reads_back_as_the_same_value() {
        let kinds = [
            (FieldKind::Date, "3/5/2016"),
            (FieldKind::Year, " 2015 "),
            (FieldKind::Money, "5.000.000.000 đồng"),
            (FieldKind::EnterpriseCode, "0314409058002"),
            (FieldKind::Phone, "+84 24 3936 1234"),
            (FieldKind::Passport, "b 1234567"),
        ];
        for (kind, typed) in kinds {
            let value = read(&kind, typed).unwrap().unwrap();
            assert_eq!(read(&kind, &value.text()), Ok(Some(value)), "{typed}");
        }
    }

    #[test]
    fn a_day_that_does_not_exist_has_a_reason_of_its_own() {
        assert_eq!(read(&FieldKind::Date, "31/02/2016"), Err(Why::NoSuchDay));
        assert_eq!(read(&FieldKind::Date, "ngày mai"), Err(Why::DateForm));
        for text in ["15", "2.015", "20155", "0215", "năm 2015"] {
            assert_eq!(read(&FieldKind::Year, text), Err(Why::YearForm), "{text}");
        }
    }

    #[test]
    fn what_is_far_too_long_is_so_whatever_its_kind() {
        for kind in [FieldKind::Text, FieldKind::Date, FieldKind::Money, FieldKind::LongText] {
            assert_eq!(read(&kind, &"a\u{302}\u{301}".repeat(40_000)), Err(Why::TooLong));
        }
        // As many letters as fit, each with its marks, are taken.
        assert!(read(&FieldKind::Text, &"a\u{302}\u{301}".repeat(500)).is_ok());
        assert!(read(&FieldKind::LongText, &"a\u{302}\u{301}".repeat(10_000)).is_ok());
    }

    #[test]
    fn reasons_are_written_and_read_back() {
        assert_eq!(Why::NoSuchDay.id(), "no-such-day");
        assert_eq!(Why::of("no-such-day"), Some(Why::NoSuchDay));
        assert!(Why::IDS.iter().all(|(why, id)| why.id() == *id && Why::of(id) == Some(*why)));
    }
}
