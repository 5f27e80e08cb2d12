//! Changes to forms: fields, whether they may stay empty, when they are asked, their choices, what they are compared with, and checks.

use std::collections::BTreeSet;

use hoso_core::law::{Field, FieldKind, Form, FormCheck, Pack, PaperAsk, Unit, What};

use super::Mutate;
use super::alter::{checks, conditions};
use super::units::is_reached;

/// Every change to every form, the deciding questions among them.
pub fn forms(pack: &Pack, mutate: &mut Mutate) {
    of_form(&pack.facts, mutate, &|pack, change| change(&mut pack.facts));
    let asked = asked_somewhere(pack);
    for (at, form) in pack.forms.iter().enumerate().filter(|(_, form)| asked.contains(form.id.as_str())) {
        let within: Within = &|pack, change| pack.forms.get_mut(at).into_iter().for_each(change);
        of_form(form, mutate, within);
        // Where a list must have some row or other anyway, it makes no difference.
        if form.list && !needs_rows(pack, &form.id) {
            let change = |form: &mut Form| form.may_be_empty = !form.may_be_empty;
            mutate(format!("{}: may be empty, or may not", form.id), &|pack| within(pack, &change));
        }
    }
}

/// The forms that some dossier brings in. A form that is only issued asks nothing of a filer.
fn asked_somewhere(pack: &Pack) -> BTreeSet<&str> {
    let reached = pack.units().filter(|unit| is_reached(pack, unit.cite));
    reached.filter(|unit| !matches!(unit.what, What::Issues(_))).flat_map(of_unit).collect()
}

/// The forms that some unit names.
pub fn forms_named(pack: &Pack) -> BTreeSet<&str> {
    pack.units().flat_map(of_unit).collect()
}

fn of_unit(unit: &Unit) -> Vec<&str> {
    fn of_papers(ask: &PaperAsk) -> impl Iterator<Item = &str> {
        ask.specs().iter().flat_map(|spec| spec.printed_from.iter().chain(&spec.states)).map(String::as_str)
    }
    match &unit.what {
        What::Form(forms) => forms.iter().map(String::as_str).collect(),
        What::Issues(form) => vec![form.as_str()],
        What::Papers(ask) => of_papers(ask).collect(),
        What::ByCase(each) => each.iter().flat_map(|each| of_papers(&each.papers)).collect(),
        What::List(ask) => {
            std::iter::once(ask.list.as_str()).chain(ask.each.iter().flat_map(|each| of_papers(&each.papers))).collect()
        }
        What::FieldsOf(_) | What::Holds | What::Skip(_) => Vec::new(),
    }
}

/// Whether a list is asked for with rows that must be there on no condition.
fn needs_rows(pack: &Pack, list: &str) -> bool {
    let asks = |unit: &Unit| matches!(&unit.what, What::List(ask) if ask.list == list && ask.rows.iter().any(|rows| rows.when.is_none()));
    pack.units().any(asks)
}

type Within<'a> = &'a dyn Fn(&mut Pack, &dyn Fn(&mut Form));

fn of_form(form: &Form, mutate: &mut Mutate, within: Within) {
    for (at, check) in form.checks.iter().enumerate() {
        let mut with = |what: &str, other: Option<FormCheck>| {
            let change = |form: &mut Form| drop(form.checks.splice(at..=at, other.clone()));
            mutate(format!("{}, check {}: {what}", form.id, at + 1), &|pack| within(pack, &change));
        };
        for (what, other) in checks(&check.check) {
            with(&what, other.map(|other| FormCheck { check: other, ..check.clone() }));
        }
        with("warns no more, or only", Some(FormCheck { warns: !check.warns, ..check.clone() }));
        with("reading dropped", Some(FormCheck { reading: None, ..check.clone() }));
    }
    for (group_at, group) in form.groups.iter().enumerate() {
        if group.each_place {
            let change = |form: &mut Form| {
                form.groups.get_mut(group_at).into_iter().for_each(|group| group.each_place = false);
            };
            mutate(format!("{}, {}: answered once for all places", form.id, group.id), &|pack| within(pack, &change));
        }
        for (at, field) in group.fields.iter().enumerate() {
            let mut with = |what: &str, other: Option<Field>| {
                let change = |form: &mut Form| {
                    let group = form.groups.get_mut(group_at);
                    group.into_iter().for_each(|group| drop(group.fields.splice(at..=at, other.clone())));
                };
                mutate(format!("{}/{}: {what}", form.id, field.id), &|pack| within(pack, &change));
            };
            of_field(field, &mut with);
        }
    }
}

fn of_field(field: &Field, with: &mut dyn FnMut(&str, Option<Field>)) {
    with("dropped", None);
    with("may stay empty, or may not", Some(Field { optional: !field.optional, ..field.clone() }));
    for lost in 0..field.also.len() {
        let also = field.also.iter().enumerate().filter(|(at, _)| *at != lost).map(|(_, cite)| *cite).collect();
        with("unit that asks it too not named", Some(Field { also, ..field.clone() }));
    }
    with("reading dropped", Some(Field { reading: None, ..field.clone() }));
    for (what, when) in field.when.iter().flat_map(conditions) {
        with(what, Some(Field { when, ..field.clone() }));
    }
    if field.unasked.is_some() {
        with("unknown where it is not asked", Some(Field { unasked: None, ..field.clone() }));
    }
    match &field.kind {
        FieldKind::Choice(choices) => {
            for lost in 0..choices.len() {
                let left = choices.iter().enumerate().filter(|(at, _)| *at != lost).map(|(_, choice)| choice.clone());
                with("choice lost", Some(Field { kind: FieldKind::Choice(left.collect()), ..field.clone() }));
            }
        }
        FieldKind::Place => with("no name of a place", Some(Field { kind: FieldKind::Text, ..field.clone() })),
        FieldKind::IdentityNumber { born, sex } => {
            let other = |born, sex| Some(Field { kind: FieldKind::IdentityNumber { born, sex }, ..field.clone() });
            with("not compared with the birth date", other(None, sex.clone()));
            with("not compared with the sex", other(born.clone(), None));
        }
        _ => {}
    }
}
