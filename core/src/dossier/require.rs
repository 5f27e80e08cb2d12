//! What papers a dossier asks for, before anything is attached: for the page that collects them and for the packing list.

use serde::{Deserialize, Serialize};

use super::Dossier;
use super::lists::{case_of, papers_of};
use super::lookup::{Case, InHand};
use super::papers::slot;
use crate::cite::Cite;
use crate::law::{Field, Pack, PaperAsk, PaperKind, Unit, What};
use crate::report::Slot;

/// Papers that one duty asks for, for one row where it asks by row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Requirement {
    /// The unit that asks.
    pub cite: Cite,
    /// The row it is asked for: list and row id.
    pub row: Option<(String, String)>,
    /// Whether any one of the papers is enough, rather than all of them.
    pub any: bool,
    /// Whether it is asked; `None` while an answer is missing that decides it.
    pub asked: Option<bool>,
    /// The papers.
    pub papers: Vec<SlotAsk>,
}

/// One paper asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct SlotAsk {
    /// Where it belongs; the slot names the paper.
    pub slot: Slot,
    /// The kinds accepted; empty when the text names none.
    pub kinds: Vec<PaperKind>,
    /// Copies in each set.
    pub copies: Option<u32>,
    /// Sets.
    pub sets: Option<u32>,
    /// The list that it is printed from; then no scan is attached.
    pub printed_from: Option<String>,
    /// The form into which what it states is typed.
    pub states: Option<String>,
    /// Whether it is evidence of an act beside the filing, and no part of the packet.
    pub beside: bool,
}

/// Every paper that the dossier asks for or may come to ask for, in the order of the law. Those not asked are left out.
pub fn requirements(pack: &Pack, dossier: &Dossier) -> Vec<Requirement> {
    let Some(case) = Case::of(pack, dossier) else { return Vec::new() };
    case.units().flat_map(|unit| of_unit(&case, unit)).filter(|requirement| requirement.asked != Some(false)).collect()
}

/// The fields of a form, of a row of a list, or of the deciding questions, that are asked now.
pub fn asked<'a>(pack: &'a Pack, dossier: &Dossier, form: &str, row: Option<&str>) -> Vec<&'a Field> {
    let (Some(case), Some(form)) = (Case::of(pack, dossier), pack.form(form)) else { return Vec::new() };
    let none = super::Values::new();
    let values = match row {
        Some(row) => case.rows(&form.id).iter().find(|at| at.id == row).map(|row| &row.values),
        None if form.id == pack.facts.id => Some(&dossier.facts),
        None => dossier.forms.get(&form.id),
    };
    let in_hand = InHand { form, row, values: values.unwrap_or(&none) };
    let fields = form.fields().filter(|field| case.field_asked_now(field, in_hand));
    let is_facts = form.id == pack.facts.id;
    fields.filter(|field| !is_facts || case.kind.facts.contains(&field.id)).collect()
}

fn of_unit(case: &Case, unit: &Unit) -> Vec<Requirement> {
    let asked = case.asked(unit).holds;
    match &unit.what {
        What::Papers(ask) => vec![requirement(unit, ask, None, asked)],
        What::ByCase(each) => {
            case_of(case, each, None).map(|ask| requirement(unit, ask, None, asked)).into_iter().collect()
        }
        What::List(ask) => {
            let Some(form) = case.pack.form(&ask.list) else { return Vec::new() };
            let rows = case.rows(&form.id).iter().filter_map(|row| {
                let papers = papers_of(case, ask, InHand { form, row: Some(&row.id), values: &row.values })?;
                Some(requirement(unit, papers, Some((form.id.clone(), row.id.clone())), asked))
            });
            rows.collect()
        }
        _ => Vec::new(),
    }
}

fn requirement(unit: &Unit, ask: &PaperAsk, row: Option<(String, String)>, asked: Option<bool>) -> Requirement {
    let papers = ask.specs().iter().map(|spec| SlotAsk {
        slot: slot(unit, spec, row.as_ref().map(|(_, row)| row.as_str())),
        kinds: spec.kinds.clone(),
        copies: spec.copies,
        sets: spec.sets,
        printed_from: spec.printed_from.clone(),
        states: spec.states.clone(),
        beside: spec.beside,
    });
    let papers = papers.collect();
    Requirement { cite: unit.cite, row, any: matches!(ask, PaperAsk::AnyOf(_)), asked, papers }
}
