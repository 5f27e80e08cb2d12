//! A value as a person reads it.

use super::{Value, read};
use crate::law::FieldKind;
use crate::text::{Lang, Text};

/// What was typed, as a person reads it: dates `dd/mm/yyyy`, amounts grouped by dots with the currency, choices by their label.
/// What is no value of the kind is shown as it was typed.
pub fn show(kind: &FieldKind, typed: &str, lang: Lang) -> String {
    match (kind, read(kind, typed)) {
        (FieldKind::Money, Ok(Some(Value::Number(amount)))) => {
            format!("{} {}", grouped(amount), Text::new("đồng", "VND").get(lang))
        }
        (FieldKind::Year, Ok(Some(Value::Number(year)))) => year.to_string(),
        (_, Ok(Some(Value::Number(number)))) => grouped(number),
        (_, Ok(Some(Value::Day(day)))) => day.vn(),
        (FieldKind::YesNo, Ok(Some(Value::Text(text)))) => {
            if text == "yes" { Text::new("Có", "Yes") } else { Text::new("Không", "No") }.get(lang).to_owned()
        }
        (FieldKind::Choice(choices), Ok(Some(Value::Text(text)))) => choices
            .iter()
            .find(|choice| choice.value == text)
            .map_or(text.clone().into_owned(), |choice| choice.label.get(lang).to_owned()),
        (_, Ok(Some(Value::Text(text)))) => text.into_owned(),
        (_, Ok(None) | Err(_)) => typed.to_owned(),
    }
}

/// Digits in groups of three with dots between, as Vietnamese writes them.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let head = digits.len() % 3;
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at != 0 && at % 3 == head {
            out.push('.');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_and_dates_are_shown_as_forms_write_them() {
        assert_eq!(show(&FieldKind::Money, "5000000000", Lang::Vi), "5.000.000.000 đồng");
        assert_eq!(show(&FieldKind::Money, "500", Lang::En), "500 VND");
        assert_eq!(show(&FieldKind::Date, "2016-05-03", Lang::Vi), "03/05/2016");
        assert_eq!(show(&FieldKind::Year, "2015", Lang::Vi), "2015");
        assert_eq!(show(&FieldKind::YesNo, "no", Lang::Vi), "Không");
        assert_eq!(show(&FieldKind::Date, "mai", Lang::Vi), "mai");
    }
}
