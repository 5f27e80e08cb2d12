//! What is known already: for fields that are asked and still empty, the value from elsewhere in the dossier or from the earlier one.
//! Nothing is filled here; whoever fills asks first.

use std::cmp::Reverse;

use serde::Serialize;

use super::Dossier;
use super::checks::follows;
use super::lookup::{Case, State};
use super::many::{asked_all, copies};
use super::places::{Marked, Rest, addressed};
use super::plan::Plan;
use super::since::shown;
use crate::form::{Value, grouped, read};
use crate::law::{Check, Field, FieldKind, Form, Pack, Ref};
use crate::report::Place;

/// A value that is known for an empty field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Carried {
    /// The field.
    pub place: Place,
    /// What to type in it.
    pub value: String,
    /// Where it is known from.
    pub from: Source,
}

/// Where a value is known from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// The form of that id.
    Form(String),
    /// The form of that id in the earlier dossier.
    Earlier(String),
    /// The same form as it goes to another recipient.
    Recipient(String),
    /// Who receives it.
    Whom,
}

/// For each field of a form, or of the deciding questions, that is asked and empty: what a check binds it to, else the same field of
/// another form of the dossier, else that of the earlier dossier, else what is told for another place of what forms share. Values that
/// are none of the field's kind are left where they are. `at` is the recipient for whose place it is told, if it is told for each.
pub fn carried(pack: &Pack, dossier: &Dossier, rest: Rest, at: Option<&str>, form: &str) -> Vec<Carried> {
    let Some(form) = pack.form(form).filter(|form| !form.list) else { return Vec::new() };
    let there = at.map(|at| addressed(pack, dossier, rest, at));
    let is_facts = form.id == pack.facts.id;
    let here = there.as_ref().unwrap_or(dossier);
    let values = if is_facts { Some(&here.facts) } else { here.forms.get(&form.id) };
    let empty = |field: &&Field| {
        values.and_then(|values| values.get(&field.id)).is_none_or(|typed| read(&field.kind, typed) == Ok(None))
    };
    let Some(kind) = pack.dossier(&dossier.procedure) else { return Vec::new() };
    let plan = Plan::of(pack, kind);
    let marked = Marked::apart(pack, dossier, rest);
    let (_, copies) = copies(pack, dossier, rest);
    // For one place nothing that is told for another is known, but what forms share.
    let all = std::iter::once(here).chain(copies.iter().map(|(copy, _)| copy).filter(|_| there.is_none()));
    let held: Vec<(&Dossier, State)> = all.map(|dossier| (dossier, State::of(&plan, dossier))).collect();
    let case = |(dossier, state)| Case { plan: &plan, dossier, state };
    let found = asked_all(pack, dossier, rest, at, &form.id, None).into_iter().filter(empty).filter_map(|field| {
        let known = held.iter().find_map(|(dossier, state)| known(case((dossier, state)), form, field));
        let elsewhere = || {
            let others = std::iter::once(dossier).chain(copies.iter().map(|(copy, _)| copy));
            let others = others.filter(|other| other.recipient != here.recipient && marked.has_form(&form.id));
            others.into_iter().find_map(|other| shared(pack, other, form, field))
        };
        let (value, from) = known.or_else(elsewhere)?;
        let (form, field) = (form.id.clone(), field.id.clone());
        let place = if is_facts { Place::Fact { fact: field } } else { Place::Field { form, field } };
        Some(Carried { place, value, from })
    });
    found.collect()
}

/// Whether two fields ask the same thing: forms share groups of fields, and a field keeps its id and its words in each.
pub(super) fn same_field(a: &Field, b: &Field) -> bool {
    a.id == b.id && a.label == b.label && a.kind == b.kind
}

/// Whether a field belongs to what each form has of its own, so that its value says nothing of another form's.
pub(super) fn is_own(form: &Form, field: &Field) -> bool {
    form.groups.iter().any(|group| group.own && group.fields.iter().any(|at| at.id == field.id))
}

/// What is told for another place in the same form, in a group that other forms have too: that of the business, say, and not that of the
/// place.
fn shared(pack: &Pack, other: &Dossier, form: &Form, field: &Field) -> Option<(String, Source)> {
    let group = form.groups.iter().find(|group| group.fields.contains(field)).filter(|group| !group.own)?;
    pack.forms.iter().find(|other| other.id != form.id && other.groups.contains(group))?;
    let typed = other.forms.get(&form.id)?.get(&field.id)?;
    matches!(read(&field.kind, typed), Ok(Some(_))).then(|| (typed.clone(), Source::Recipient(other.recipient.clone())))
}

fn known(case: Case, form: &Form, field: &Field) -> Option<(String, Source)> {
    if form.id == case.plan.pack.facts.id
        && let Some(answer) = by_comparing(case, field)
    {
        return Some(answer);
    }
    if let Some(place) = place_named(case, form, field) {
        return Some((place, Source::Whom));
    }
    let mut refs = bound(case, form, field);
    if !is_own(form, field) {
        refs.extend(elsewhere(case, form, field));
        refs.extend(earlier(case, form, field));
    }
    refs.iter().find_map(|at| Some((typed(case, at, field)?, source(at)?)))
}

/// The answer to a question on what changed, where comparing with the earlier dossier gives it.
fn by_comparing(case: Case, field: &Field) -> Option<(String, Source)> {
    let of_units = case.duties().flat_map(|(_, plan)| &plan.unit.checks);
    let mut of_question = of_units.filter_map(|check| match check {
        Check::Changed(ask) if ask.question == Ref::Fact(field.id.clone()) => Some((check, ask)),
        _ => None,
    });
    let (check, ask) = of_question.next()?;
    let places = case.plan.places(check, None);
    let shown = shown(case, ask, &places);
    let answer = match shown.fields.first() {
        Some(_) => "yes",
        None if shown.is_same && !ask.part => "no",
        None => return None,
    };
    let (before, _) = shown.fields.first().copied().or(shown.first.zip(shown.first))?;
    Some((answer.to_owned(), source(before.named)?))
}

/// The place of the recipient, where a unit says that the field names it. A form's check may hold a name to it that says more: an office's.
fn place_named(case: Case, form: &Form, field: &Field) -> Option<String> {
    let own = Ref::Field(form.id.clone(), field.id.clone());
    let mut of_units = case.duties().flat_map(|(_, plan)| &plan.unit.checks);
    of_units.find(|check| **check == Check::NamesPlace(own.clone()))?;
    case.plan.pack.words.place_of(&case.dossier.recipient).map(|place| place.vi.clone())
}

/// The checks of the units and forms that the dossier holds.
fn checks<'a>(case: Case<'_, 'a>) -> impl Iterator<Item = &'a Check> {
    let of_units = case.duties().flat_map(|(_, plan)| &plan.unit.checks);
    let forms = case.plan.pack.forms.iter().filter(move |form| case.plan.form_at(&form.id).is_some());
    of_units.chain(forms.flat_map(|form| form.checks.iter().map(|check| &check.check)))
}

/// The places that a check says must hold the same as the field.
fn bound(case: Case, form: &Form, field: &Field) -> Vec<Ref> {
    let own = Ref::Field(form.id.clone(), field.id.clone());
    let same = checks(case).filter_map(|check| match check {
        Check::Same(refs) if refs.contains(&own) => Some(refs.as_slice()),
        Check::Continues(ask) if ask.is == own => {
            let places = case.plan.places(check, Some(form));
            follows(case, &places, None).map(|_| std::slice::from_ref(&ask.was))
        }
        _ => None,
    });
    same.flatten().filter(|at| **at != own).cloned().collect()
}

/// The same field of other forms that the dossier holds.
fn elsewhere(case: Case, form: &Form, field: &Field) -> Vec<Ref> {
    let held = alike(case.plan.pack, form, field).into_iter().filter(|other| case.plan.form_at(&other.id).is_some());
    held.map(|other| Ref::Field(other.id.clone(), field.id.clone())).collect()
}

/// The field in the earlier dossier: in the same form, else in another.
fn earlier(case: Case, form: &Form, field: &Field) -> Vec<Ref> {
    let forms = std::iter::once(form).chain(alike(case.plan.pack, form, field));
    forms.map(|other| Ref::Earlier(other.id.clone(), field.id.clone())).collect()
}

/// The other forms that have the same field, those first that have most in common with the form.
fn alike<'a>(pack: &'a Pack, form: &Form, field: &Field) -> Vec<&'a Form> {
    let mut others: Vec<&Form> =
        pack.forms.iter().filter(|other| other.id != form.id && has_same(other, field)).collect();
    others.sort_by_key(|other| Reverse(form.fields().filter(|field| has_same(other, field)).count()));
    others
}

fn has_same(form: &Form, field: &Field) -> bool {
    form.field(&field.id).is_some_and(|other| same_field(field, other) && !is_own(form, other))
}

/// What a person would type for the value at a place; none where there is none of the field's kind.
fn typed<'a>(case: Case<'_, 'a>, at: &'a Ref, field: &Field) -> Option<String> {
    let typed = match case.value(&case.plan.at(at, None), None)?.into_owned() {
        Value::Day(day) => day.vn(),
        Value::Number(number) if matches!(field.kind, FieldKind::Money) => grouped(number),
        value => case.dossier.typed(at).map_or_else(|| value.text(), str::to_owned),
    };
    matches!(read(&field.kind, &typed), Ok(Some(_))).then_some(typed)
}

fn source(at: &Ref) -> Option<Source> {
    match at {
        Ref::Field(form, _) => Some(Source::Form(form.clone())),
        Ref::Earlier(form, _) => Some(Source::Earlier(form.clone())),
        Ref::Fact(_) | Ref::Row(_) | Ref::On => None,
    }
}
