//! What is not as it was in the earlier dossier, found by comparing: field with field, row with row.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::carry::{is_own, same_field};
use super::many::{asked_all, sections_all};
use super::{Dossier, List, Row, Section, Values};
use crate::check::differ;
use crate::form::{Value, read};
use crate::law::{Field, FieldKind, Form, Pack};
use crate::report::Place;
use crate::text::lower;

/// One thing that is not as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changed {
    /// A field holds something else. Both as typed.
    Field {
        /// Where, in this dossier.
        place: Place,
        /// What the earlier dossier holds.
        before: String,
        /// What this one holds.
        after: String,
    },
    /// A row came in.
    Came {
        /// The list.
        list: String,
        /// The row's id.
        row: String,
    },
    /// A row is gone.
    Gone {
        /// The list.
        list: String,
        /// The row's id in the earlier dossier.
        row: String,
    },
}

/// What is not as it was in the earlier dossier, in the order of this one. Only what both hold is compared; of what each form has of
/// its own (its date, its number) nothing is said.
pub fn changes(pack: &Pack, earlier: &Dossier, dossier: &Dossier, others: &[String]) -> Vec<Changed> {
    if pack.dossier(&dossier.procedure).is_none() {
        return Vec::new();
    }
    let none = Values::new();
    let mut found = Vec::new();
    for section in sections_all(pack, dossier, others) {
        match &section {
            Section::Facts => {
                let place = |fact: String| Place::Fact { fact };
                let before = |field: &Field| earlier.facts.get(&field.id);
                found.extend(of_fields(pack, dossier, others, &pack.facts, &dossier.facts, &before, &place));
            }
            Section::Form(form) => {
                let Some(form) = pack.form(form) else { continue };
                let place = |field: String| Place::Field { form: form.id.clone(), field };
                let before = |field: &Field| value_in(pack, earlier, form, field);
                let values = dossier.forms.get(&form.id).unwrap_or(&none);
                found.extend(of_fields(pack, dossier, others, form, values, &before, &place));
            }
            Section::List(list) => {
                let rows = (pack.form(list), earlier.lists.get(list), dossier.lists.get(list));
                if let (Some(form), Some(before), Some(now)) = rows {
                    found.extend(of_rows(form, before, now));
                }
            }
            Section::Papers => {}
        }
    }
    found
}

fn of_fields<'a>(
    pack: &Pack,
    dossier: &Dossier,
    others: &[String],
    form: &Form,
    values: &Values,
    before: &dyn Fn(&Field) -> Option<&'a String>,
    place: &dyn Fn(String) -> Place,
) -> Vec<Changed> {
    let asked = asked_all(pack, dossier, others, &form.id, None);
    let comparable = asked.into_iter().filter(|field| !is_own(form, field));
    let changed = comparable.filter_map(|field| {
        let (before, after) = (before(field)?, values.get(&field.id)?);
        differs(field, before, after).then(|| Changed::Field {
            place: place(field.id.clone()),
            before: before.clone(),
            after: after.clone(),
        })
    });
    changed.collect()
}

/// What the earlier dossier holds in the same field: of the same form, else of another.
fn value_in<'a>(pack: &Pack, earlier: &'a Dossier, form: &Form, field: &Field) -> Option<&'a String> {
    let in_form = |form: &Form| earlier.forms.get(&form.id)?.get(&field.id);
    let others = pack.forms.iter().filter(|other| {
        other.id != form.id && other.field(&field.id).is_some_and(|at| same_field(at, field) && !is_own(other, at))
    });
    in_form(form).or_else(|| others.into_iter().find_map(in_form))
}

fn of_rows(form: &Form, before: &List, now: &List) -> Vec<Changed> {
    let key = key_of(form, before, now);
    let mut known: Vec<(Option<String>, &Row)> =
        key.iter().flat_map(|key| before.rows.iter().map(|row| (value(key, row), row))).collect();
    known.sort_by(|(one, _), (other, _)| one.cmp(other));
    let of_key = |wanted: &Option<String>| {
        let at = known.binary_search_by(|(key, _)| key.cmp(wanted)).ok()?;
        known.get(at).map(|(_, row)| *row)
    };
    let mut found = Vec::new();
    let mut matched = BTreeSet::new();
    for (at, row) in now.rows.iter().enumerate() {
        let earlier = match key {
            Some(key) => of_key(&value(key, row)),
            None => before.rows.get(at),
        };
        let Some(earlier) = earlier else {
            found.push(Changed::Came { list: form.id.clone(), row: row.id.clone() });
            continue;
        };
        matched.insert(&earlier.id);
        let fields = form.fields().filter_map(|field| {
            let (before, after) = (earlier.values.get(&field.id)?, row.values.get(&field.id)?);
            let place = Place::Row { list: form.id.clone(), row: row.id.clone(), field: field.id.clone() };
            differs(field, before, after).then(|| Changed::Field {
                place,
                before: before.clone(),
                after: after.clone(),
            })
        });
        found.extend(fields);
    }
    let gone = before.rows.iter().filter(|row| !matched.contains(&row.id));
    found.extend(gone.map(|row| Changed::Gone { list: form.id.clone(), row: row.id.clone() }));
    found
}

/// The field by which rows are told apart: the first that names a person, an organisation or a document, where every row of both
/// lists has it and no two of one list have the same. Else rows are compared by their position.
fn key_of<'a>(form: &'a Form, before: &List, now: &List) -> Option<&'a Field> {
    let names = |field: &&Field| {
        matches!(
            field.kind,
            FieldKind::IdentityNumber { .. }
                | FieldKind::Passport
                | FieldKind::EnterpriseCode
                | FieldKind::PersonName
                | FieldKind::OrganisationName
        )
    };
    let named = form.fields().filter(names).chain(form.fields().take(1));
    let told_apart = |field: &Field, list: &List| {
        let values: Option<BTreeSet<String>> = list.rows.iter().map(|row| value(field, row)).collect();
        values.is_some_and(|values| values.len() == list.rows.len())
    };
    named.into_iter().find(|field| told_apart(field, before) && told_apart(field, now))
}

/// What tells a row apart, without regard to upper and lower case.
fn value(key: &Field, row: &Row) -> Option<String> {
    let value = read(&key.kind, row.values.get(&key.id)?).ok()??;
    Some(lower(&value.text()).collect())
}

/// Whether two texts of a field are two values. What is no value of the field is compared as typed.
fn differs(field: &Field, before: &str, after: &str) -> bool {
    let value = |typed| read(&field.kind, typed).ok().flatten().unwrap_or(Value::Text(Cow::Borrowed(typed)));
    differ(&[value(before), value(after)])
}
