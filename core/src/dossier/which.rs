//! Before a dossier is chosen: which of a law's dossiers is asked of a business, and what else applies to it, by a few answers.

use serde::Serialize;

use super::checks::start_of;
use super::lookup::{Case, State};
use super::plan::Plan;
use super::truth::{Truth, either};
use super::{Dossier, Due, Values, deadline};
use crate::cite::Cite;
use crate::day::Day;
use crate::law::{DossierKind, Field, Pack, PackRef, Ref, Step, Timing, Unit, What};
use crate::report::Place;

/// Whether a dossier or an act applies, and by what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct Applies {
    /// The id of the dossier, or of the act.
    pub id: String,
    /// Whether it is a dossier that the pack knows, rather than an act.
    pub dossier: bool,
    /// `None` while an answer is missing that decides it.
    pub holds: Option<bool>,
    /// The questions that decide it.
    pub because: Vec<Place>,
    /// Units of the dossier's contents and procedure that depend on the answers and apply.
    pub units: Vec<Cite>,
    /// The times that those units set, reckoned from days that are among the answers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dues: Vec<Due>,
}

/// What applies on a day by the answers to a law's short questionnaire: each dossier that builds on no
/// other, in the order of the pack, then each act.
pub fn which(pack: &Pack, answers: &Values, on: Day) -> Vec<Applies> {
    // What builds on an earlier dossier comes after what is asked for here.
    let first = pack.dossiers.iter().filter(|kind| kind.builds_on.is_empty());
    let dossiers = first.filter_map(|kind| of_dossier(pack, kind, answers, on));
    let asked = asked_first(pack);
    let dossier = imagined(&asked, answers, on);
    let plan = Plan::of(pack, &asked);
    let case = Case { plan: &plan, dossier: &dossier, state: &State::of(&plan, &dossier) };
    let acts = pack.acts.iter().map(|act| {
        let Truth { holds, because } = case.truth(&plan.test(&act.when, None), None, true);
        Applies { id: act.id.clone(), dossier: false, holds, because, units: Vec::new(), dues: Vec::new() }
    });
    dossiers.chain(acts).collect()
}

/// The questions of a law's short questionnaire that are to be asked, given the answers so far, in their order.
pub fn questions<'a>(pack: &'a Pack, answers: &Values, on: Day) -> Vec<&'a Field> {
    let asked = asked_first(pack);
    let dossier = imagined(&asked, answers, on);
    let plan = Plan::of(pack, &asked);
    let case = Case { plan: &plan, dossier: &dossier, state: &State::of(&plan, &dossier) };
    let fields = pack.questions.iter().filter_map(|id| pack.facts.field(id));
    fields.filter(|field| case.holds(field.when.as_ref().map(|when| plan.test(when, None)).as_ref(), None)).collect()
}

fn of_dossier(pack: &Pack, kind: &DossierKind, answers: &Values, on: Day) -> Option<Applies> {
    let dossier = imagined(kind, answers, on);
    let plan = Plan::of(pack, kind);
    let case = Case { plan: &plan, dossier: &dossier, state: &State::of(&plan, &dossier) };
    let forms = case.duties().filter(|(_, plan)| matches!(plan.unit.what, What::Form(_)));
    let Truth { holds, because } = forms.map(|(_, plan)| case.truth_of(plan, true)).reduce(either)?;
    let procedure = |unit: &&Unit| kind.procedure.iter().chain(&kind.holds).any(|held| unit.cite.within(held));
    // What depends on other questions than these is told when they are asked.
    let depends = |unit: &&Unit| {
        unit.when.as_ref().is_some_and(|when| {
            when.refs().iter().all(|at| match at {
                Ref::Fact(fact) => pack.questions.contains(fact),
                at => **at == Ref::On,
            })
        })
    };
    let says = |unit: &&Unit| unit.what != What::Holds || !unit.steps.is_empty();
    let under = |unit: &&Unit| says(unit) && case.asked_unit(unit) == Some(true);
    let units: Vec<&Unit> = pack.units().filter(procedure).filter(depends).filter(under).collect();
    let dues = units.iter().flat_map(|unit| unit.steps.iter().filter_map(|step| due(case, unit, step))).collect();
    let units = units.into_iter().map(|unit| unit.cite).collect();
    Some(Applies { id: kind.id.clone(), dossier: true, holds, because, units, dues })
}

/// When the time of a step ends that runs from a day among the answers to the short questionnaire, or on a day that the law names.
fn due(case: Case, unit: &Unit, step: &Step) -> Option<Due> {
    let pack = case.plan.pack;
    let day = match (&step.day, &step.time) {
        (Some(at @ Ref::Fact(fact)), _) if pack.questions.contains(fact) => start_of(case, &case.plan.at(at, None)),
        // The law names the day.
        (None, Some(Timing::Until(day))) => Some(*day),
        _ => None,
    }?;
    let when = step.when.as_ref().map(|when| case.plan.test(when, None));
    if !case.holds(when.as_ref(), None) {
        return None;
    }
    let deadline = deadline(step, Some(day), Some(day), pack.calendar.as_ref()?);
    Some(Due { cite: unit.cite, step: step.clone(), deadline, assumed: false, filed: case.dossier.on, to: Vec::new() })
}

/// A dossier that holds nothing but answers.
pub fn imagined(kind: &DossierKind, answers: &Values, on: Day) -> Dossier {
    let recipient = kind.recipients.first().cloned().unwrap_or_default();
    let pack = PackRef { id: String::new(), version: String::new() };
    Dossier { facts: answers.clone(), ..Dossier::begun(String::new(), kind.id.clone(), recipient, pack, on) }
}

/// A kind of dossier that asks the short questionnaire and nothing else.
pub fn asked_first(pack: &Pack) -> DossierKind {
    DossierKind {
        id: String::new(),
        title: pack.title.clone(),
        holds: Vec::new(),
        procedure: Vec::new(),
        recipients: Vec::new(),
        one_place: None,
        to_all: None,
        facts: pack.questions.clone(),
        filed: Vec::new(),
        confirmed: None,
        supplement: None,
        builds_on: Vec::new(),
        earlier: None,
        soft_copy: None,
        filer_code: None,
        filer_name: Ref::On,
    }
}
