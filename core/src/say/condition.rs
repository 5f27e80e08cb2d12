//! A condition, in words.

use super::{field_label, in_lang};
use crate::form::grouped;
use crate::law::{Condition, Field, FieldKind, Form, Pack, Ref};
use crate::text::Lang;

/// What a condition says, for a row of the list in hand: `Vai trò là “chủ sở hữu”`.
pub fn condition(pack: &Pack, condition_: &Condition, row: Option<&Form>, lang: Lang) -> String {
    let many = |all: &[Condition], vi: &str, en: &str| {
        let word = if lang == Lang::Vi { vi } else { en };
        // What is joined by the other word stands in brackets.
        let part = |one: &Condition| {
            let said = condition(pack, one, row, lang);
            let is_joined = matches!(one, Condition::All(of) | Condition::Any(of) if of.len() > 1) && all.len() > 1;
            if is_joined { format!("({said})") } else { said }
        };
        all.iter().map(part).collect::<Vec<_>>().join(&format!(" {word} "))
    };
    match condition_ {
        Condition::All(all) => many(all, "và", "and"),
        Condition::Any(any) => many(any, "hoặc", "or"),
        Condition::Not(one) => {
            in_lang!(lang, "không phải ({one})", "not ({one})", one = condition(pack, one, row, lang))
        }
        Condition::Is(at, value) => {
            let choice = choice_label(field_at(pack, at, row), value, lang);
            in_lang!(lang, "“{at}” là “{choice}”", "“{at}” is “{choice}”", at = field_label(pack, at, row, lang))
        }
        Condition::AtLeast(at, least) => {
            let (at, least) = (field_label(pack, at, row, lang), grouped(*least));
            in_lang!(lang, "“{at}” từ {least} trở lên", "“{at}” is at least {least}")
        }
        Condition::Before(at, day) => in_lang!(
            lang,
            "“{at}” trước ngày {day}",
            "“{at}” is before {day}",
            at = field_label(pack, at, row, lang),
            day = day.vn()
        ),
        Condition::Has(at) => in_lang!(lang, "“{at}”: có", "“{at}”: yes", at = field_label(pack, at, row, lang)),
    }
}

/// The field that a name points to.
pub(super) fn field_at<'a>(pack: &'a Pack, at: &Ref, row: Option<&'a Form>) -> Option<&'a Field> {
    match at {
        Ref::Fact(fact) => pack.facts.field(fact),
        Ref::Field(form, field) | Ref::Earlier(form, field) => pack.form(form)?.field(field),
        Ref::Row(field) => row?.field(field),
        Ref::On => None,
    }
}

fn choice_label(field: Option<&Field>, value: &str, lang: Lang) -> String {
    let label = match field.map(|field| &field.kind) {
        Some(FieldKind::Choice(choices)) => {
            choices.iter().find(|choice| choice.value == value).map(|choice| choice.label.get(lang))
        }
        _ => None,
    };
    label.unwrap_or(value).to_owned()
}
