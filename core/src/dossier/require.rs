//! What papers a dossier asks for, before anything is attached: for the page that collects them and for the packing list.

use serde::{Deserialize, Serialize};

use super::Dossier;
use super::lists::case_of;
use super::lookup::{Case, InHand, State};
use super::papers::{paper_asked, slot};
use super::pieces::Piece;
use super::plan::Plan;
use crate::cite::Cite;
use crate::law::{Field, Pack, PaperAsk, PaperKind, Unit};
use crate::report::Slot;

/// Papers that one duty asks for, for one row where it asks by row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Requirement {
    /// The unit that asks.
    pub cite: Cite,
    /// The row it is asked for: list and row id.
    #[serde(default)]
    pub row: Option<(String, String)>,
    /// Whether any one of the papers is enough, rather than all of them.
    pub any: bool,
    /// Whether it is asked; `None` while an answer is missing that decides it.
    #[serde(default)]
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
    #[serde(default)]
    pub copies: Option<u32>,
    /// Sets.
    #[serde(default)]
    pub sets: Option<u32>,
    /// The list that it is printed from; then no scan is attached.
    #[serde(default)]
    pub printed_from: Option<String>,
    /// The form into which what it states is typed.
    #[serde(default)]
    pub states: Option<String>,
    /// Whether it is evidence of an act beside the filing, and no part of the packet.
    pub beside: bool,
}

/// Every paper that the dossier asks for or may come to ask for, in the order of the law. Those not asked are left out.
pub fn requirements(pack: &Pack, dossier: &Dossier) -> Vec<Requirement> {
    let Some(kind) = pack.dossier(&dossier.procedure) else { return Vec::new() };
    let plan = Plan::of(pack, kind);
    let case = Case { plan: &plan, dossier, state: &State::of(&plan, dossier) };
    let of_duty = |(at, unit): (usize, _)| of_unit(case, at, unit);
    case.duties().map(|(at, plan)| (at, plan.unit)).flat_map(of_duty).collect()
}

/// The fields of a form, of a row of a list, or of the deciding questions, that are asked now.
pub fn asked<'a>(pack: &'a Pack, dossier: &Dossier, form: &str, row: Option<&str>) -> Vec<&'a Field> {
    let asked = with_form(pack, dossier, form, |case, at, is_list| {
        let in_hand = match row {
            Some(row) => case.rows(at).find(|(_, found)| found.id == row).map(|(in_hand, _)| in_hand),
            None => (!is_list).then(|| case.in_hand(at)),
        };
        // What is no row holds nothing yet.
        asked_now(case, in_hand.unwrap_or(InHand { form: at, row, base: usize::MAX }))
    });
    asked.unwrap_or_default()
}

/// The fields of each row of a list that are asked now, in the order of its rows. The dossier is read once for all of them.
pub fn asked_by_row<'a>(pack: &'a Pack, dossier: &Dossier, list: &str) -> Vec<Vec<&'a Field>> {
    let asked =
        with_form(pack, dossier, list, |case, at, _| case.rows(at).map(|(row, _)| asked_now(case, row)).collect());
    asked.unwrap_or_default()
}

/// Does something with the case of a dossier and the number of a form in it, told whether that is a list.
fn with_form<'a, T>(
    pack: &'a Pack,
    dossier: &Dossier,
    form: &str,
    work: impl FnOnce(Case<'_, 'a>, usize, bool) -> T,
) -> Option<T> {
    let (kind, form) = (pack.dossier(&dossier.procedure)?, pack.form(form)?);
    let mut plan = Plan::of(pack, kind);
    let at = plan.any_form(form);
    Some(work(Case { plan: &plan, dossier, state: &State::of(&plan, dossier) }, at, form.list))
}

/// The fields of what is in hand that are asked now.
pub(super) fn asked_now<'a>(case: Case<'_, 'a>, in_hand: InHand) -> Vec<&'a Field> {
    let form = case.plan.forms.get(in_hand.form).map(|plan| plan.form);
    let fields = form.into_iter().flat_map(|form| form.fields().enumerate());
    let fields = fields.filter(|(field, _)| case.field_asked_now(*field, in_hand)).map(|(_, field)| field);
    fields.filter(|field| in_hand.form != 0 || case.plan.kind.facts.contains(&field.id)).collect()
}

fn of_unit(case: Case, at: usize, unit: &Unit) -> Vec<Requirement> {
    let asked = case.asked(at);
    if asked == Some(false) {
        return Vec::new();
    }
    match case.plan.of_duty(at).first() {
        Some(Piece::Papers(ask)) => {
            let mut all = requirement(unit, ask, None, asked);
            all.papers.retain(|paper| paper_asked(case, unit.cite, &paper.slot.paper) != Some(false));
            if all.papers.is_empty() { Vec::new() } else { vec![all] }
        }
        Some(Piece::Cases(each)) => {
            let each = case_of(case, each, None);
            each.map(|each| requirement(unit, each.papers, None, asked)).into_iter().collect()
        }
        Some(Piece::List(list)) => {
            let Some(form) = case.plan.forms.get(list.form) else { return Vec::new() };
            let rows = case.rows(list.form).filter_map(|(in_hand, row)| {
                let each = case_of(case, &list.each, Some(in_hand))?;
                Some(requirement(unit, each.papers, Some((form.form.id.clone(), row.id.clone())), asked))
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
