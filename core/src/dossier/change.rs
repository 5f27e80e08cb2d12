//! What is not as it was in the earlier dossier, found by comparing: field with field, row with row.

use std::borrow::Cow;
use std::collections::BinaryHeap;

use serde::Serialize;

use super::carry::{is_own, same_field};
use super::many::{Part, asked_all, sections_all};
use super::places::Rest;
use super::{Dossier, List, Row, Section, Values, asked, sections};
use crate::check::differ;
use crate::form::{Value, read};
use crate::law::{Field, FieldKind, Form, Pack};
use crate::report::Place;
use crate::text::lower;

/// One thing that is not as it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "changed")]
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
/// its own (its date, its number) nothing is said, nor of what is told for each place by itself where it goes to several.
pub fn changes(pack: &Pack, earlier: &Dossier, dossier: &Dossier, rest: Rest) -> Vec<Changed> {
    let asked = |form: &Form| asked_all(pack, dossier, rest, None, &form.id, None);
    let sections = || {
        let parts = sections_all(pack, dossier, rest).into_iter();
        parts.filter_map(|Part { section, at }| at.is_none().then_some(section)).collect()
    };
    compared(pack, earlier, dossier, &sections, &asked)
}

/// As [`changes`], where nobody but the dossier's recipient gets it: of a sealed one.
pub fn changes_of_one(pack: &Pack, earlier: &Dossier, dossier: &Dossier) -> Vec<Changed> {
    let asked = |form: &Form| asked(pack, dossier, &form.id, None);
    compared(pack, earlier, dossier, &|| sections(pack, dossier), &asked)
}

fn compared<'a>(
    pack: &'a Pack,
    earlier: &Dossier,
    dossier: &Dossier,
    sections: &dyn Fn() -> Vec<Section>,
    asked: &dyn Fn(&Form) -> Vec<&'a Field>,
) -> Vec<Changed> {
    if pack.dossier(&dossier.procedure).is_none() {
        return Vec::new();
    }
    let none = Values::new();
    let mut found = Vec::new();
    for section in sections() {
        match &section {
            Section::Facts => {
                let place = |fact: String| Place::Fact { fact };
                let before = |field: &Field| earlier.facts.get(&field.id);
                found.extend(of_fields(&pack.facts, asked(&pack.facts), &dossier.facts, &before, &place));
            }
            Section::Form(form) => {
                let Some(form) = pack.form(form) else { continue };
                let place = |field: String| Place::Field { form: form.id.clone(), field };
                let before = |field: &Field| value_in(pack, earlier, form, field);
                let values = dossier.forms.get(&form.id).unwrap_or(&none);
                found.extend(of_fields(form, asked(form), values, &before, &place));
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
    form: &Form,
    asked: Vec<&Field>,
    values: &Values,
    before: &dyn Fn(&Field) -> Option<&'a String>,
    place: &dyn Fn(String) -> Place,
) -> Vec<Changed> {
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
    let keyed = keyed(form, before, now);
    let mut found = Vec::new();
    let mut is_matched = vec![false; before.rows.len()];
    for (at, row) in now.rows.iter().enumerate() {
        let place = match &keyed {
            Some((key, known)) => value(key, row).and_then(|value| place_of(known, &value)),
            None => Some(at),
        };
        let earlier = place.and_then(|place| before.rows.get(place).zip(is_matched.get_mut(place)));
        let Some((earlier, is_matched)) = earlier else {
            found.push(Changed::Came { list: form.id.clone(), row: row.id.clone() });
            continue;
        };
        *is_matched = true;
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
    let gone = before.rows.iter().zip(is_matched).filter(|(_, is_matched)| !is_matched);
    found.extend(gone.map(|(row, _)| Changed::Gone { list: form.id.clone(), row: row.id.clone() }));
    found
}

/// The field by which rows are told apart, and where each row of the earlier list is by it: the first field that names a person, an
/// organisation or a document, where every row of both lists has it and no two of one list have the same. Where there is none, rows are
/// compared by their position.
fn keyed<'a>(form: &'a Form, before: &List, now: &List) -> Option<(&'a Field, Known)> {
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
    let mut named = form.fields().filter(names).chain(form.fields().take(1));
    named.find_map(|field| {
        told_apart(field, now)?;
        Some((field, told_apart(field, before)?))
    })
}

/// What tells rows apart, in order, and the place of each.
type Known = Vec<(String, usize)>;

/// Where each row of a list is by this field; none where a row lacks it, or two have the same.
fn told_apart(field: &Field, list: &List) -> Option<Known> {
    let values = list.rows.iter().enumerate().map(|(at, row)| Some((value(field, row)?, at)));
    // A heap brings a tenth of the code of a sort or a tree.
    let known = values.collect::<Option<BinaryHeap<_>>>()?.into_sorted_vec();
    known.is_sorted_by(|(one, _), (next, _)| one < next).then_some(known)
}

fn place_of(known: &[(String, usize)], wanted: &str) -> Option<usize> {
    let at = known.binary_search_by(|(value, _)| value.as_str().cmp(wanted)).ok()?;
    known.get(at).map(|(_, place)| *place)
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
