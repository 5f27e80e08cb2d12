//! The dossier as it is sealed: closed, without what is not asked, every value in its normal form.

use super::lookup::{Case, InHand, State};
use super::plan::Plan;
use super::require::requirements;
use super::{Dossier, List, Paper, Row, Values};
use crate::form::count;
use crate::law::Pack;
use crate::map::Map;
use crate::report::Slot;

/// The dossier to be signed. Checking it gives the verdict that checking the closed draft gives; what has no normal form is kept as typed.
pub fn sealed(pack: &Pack, dossier: &Dossier) -> Dossier {
    let closed = Dossier { closed: true, ..dossier.clone() };
    let Some(kind) = pack.dossier(&dossier.procedure) else { return closed };
    let plan = Plan::of(pack, kind);
    let case = Case { plan: &plan, dossier, state: &State::of(&plan, dossier) };
    let facts = normal_values(case, case.in_hand(0), &dossier.facts);
    let facts = facts.into_iter().filter(|(fact, _)| kind.facts.contains(fact)).collect();
    let asked = |form: &str| {
        let at = plan.form_at(form)?;
        (case.brought(at) == Some(true)).then_some(at)
    };
    let forms = dossier
        .forms
        .iter()
        .filter_map(|(id, values)| Some((id.clone(), normal_values(case, case.in_hand(asked(id)?), values))));
    let lists = dossier.lists.iter().filter_map(|(id, _)| {
        let rows = case
            .rows(asked(id)?)
            .map(|(in_hand, row)| Row { id: row.id.clone(), values: normal_values(case, in_hand, &row.values) });
        Some((id.clone(), List { closed: true, rows: rows.collect() }))
    });
    let (forms, lists) = (forms.collect(), lists.collect());
    Dossier { facts, forms, lists, papers: papers(pack, dossier), ..closed }
}

fn normal_values(case: Case, in_hand: InHand, values: &Values) -> Values {
    let fields = case.plan.forms.get(in_hand.form).map_or(0, |form| form.fields.len());
    let asked = (0..fields).filter(|field| case.field_asked_now(*field, in_hand));
    let normal = asked.filter_map(|at| {
        let id = &case.plan.forms.get(in_hand.form)?.fields.get(at)?.field.id;
        let typed = values.get(id)?;
        match case.read(at, in_hand)? {
            Ok(value) => value.as_ref().map(|value| (id.clone(), value.text())),
            Err(_) => Some((id.clone(), typed.clone())),
        }
    });
    normal.collect()
}

fn papers(pack: &Pack, dossier: &Dossier) -> Map<Slot, Vec<Paper>> {
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
