//! The dossier as it is sealed: closed, without what is not asked, every value in its normal form.

use std::collections::BTreeMap;

use super::lookup::{Case, InHand};
use super::require::requirements;
use super::{Dossier, List, Paper, Row, Values};
use crate::form::{count, read};
use crate::law::{Form, Pack};
use crate::report::Slot;

/// The dossier to be signed. Checking it gives the verdict that checking the closed draft gives; what has no normal form is kept as typed.
pub fn sealed(pack: &Pack, dossier: &Dossier) -> Dossier {
    let closed = Dossier { closed: true, ..dossier.clone() };
    let Some(case) = Case::of(pack, dossier) else { return closed };
    let facts = normal_values(&case, &pack.facts, None, &dossier.facts);
    let facts = facts.into_iter().filter(|(fact, _)| case.kind.facts.contains(fact)).collect();
    let asked = |form: &str| case.forms.get(form).is_some_and(|unit| case.asked(unit).holds == Some(true));
    let forms = dossier.forms.iter().filter(|(id, _)| asked(id)).filter_map(|(id, values)| {
        let form = pack.form(id)?;
        Some((id.clone(), normal_values(&case, form, None, values)))
    });
    let lists = dossier.lists.iter().filter(|(id, _)| asked(id)).filter_map(|(id, list)| {
        let form = pack.form(id)?;
        let rows = list
            .rows
            .iter()
            .map(|row| Row { id: row.id.clone(), values: normal_values(&case, form, Some(&row.id), &row.values) });
        Some((id.clone(), List { closed: true, rows: rows.collect() }))
    });
    let (forms, lists) = (forms.collect(), lists.collect());
    Dossier { facts, forms, lists, papers: papers(pack, dossier), ..closed }
}

fn normal_values(case: &Case, form: &Form, row: Option<&str>, values: &Values) -> Values {
    let in_hand = InHand { form, row, values };
    let asked = form.fields().filter(|field| case.field_asked_now(field, in_hand));
    let normal = asked.filter_map(|field| {
        let typed = values.get(&field.id)?;
        match read(&field.kind, typed) {
            Ok(value) => value.map(|value| (field.id.clone(), value.text())),
            Err(_) => Some((field.id.clone(), typed.clone())),
        }
    });
    normal.collect()
}

fn papers(pack: &Pack, dossier: &Dossier) -> BTreeMap<Slot, Vec<Paper>> {
    let asked = requirements(pack, dossier).into_iter().filter(|requirement| requirement.asked == Some(true));
    let slots = asked.flat_map(|requirement| requirement.papers).map(|paper| paper.slot);
    let filled = slots.filter_map(|slot| {
        let papers = dossier.papers.get(&slot).filter(|papers| !papers.is_empty())?;
        Some((slot, papers.iter().map(normal_paper).collect()))
    });
    filled.collect()
}

fn normal_paper(paper: &Paper) -> Paper {
    let normal = |typed: &String| count(typed).map_or_else(|_| typed.trim().to_owned(), |number| number.to_string());
    Paper { copies: normal(&paper.copies), sets: normal(&paper.sets), ..paper.clone() }
}
