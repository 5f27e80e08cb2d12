//! How far each part of a dossier is, computed from the report every time and stored nowhere.

use serde::{Deserialize, Serialize};

use super::Dossier;
use super::lookup::{Case, InHand, State};
use super::plan::{FormPlan, Plan};
use super::require::{asked_now, requirements};
use crate::cite::Cite;
use crate::law::{Pack, What};
use crate::report::{Code, Finding, Place, Report, Severity};

/// A part of a dossier, as a person works through it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Section {
    /// The questions that decide what the dossier holds.
    Facts,
    /// A form.
    Form(String),
    /// A list.
    List(String),
    /// The papers.
    Papers,
}

/// How far a part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Nothing is there yet.
    NotStarted,
    /// Something is there, and something is still to do.
    InProgress,
    /// Nothing is to do.
    Completed,
    /// Something is wrong.
    Problem,
}

/// The parts of a dossier in the order of the law, and how far each is.
pub fn progress(pack: &Pack, dossier: &Dossier, report: &Report) -> Vec<(Section, Status)> {
    let with_status = sections(pack, dossier).into_iter().map(|section| {
        let found = || report.findings.iter().filter(|finding| section_of(finding).as_ref() == Some(&section));
        let is_open = || section == Section::Papers && is_open(pack, dossier, |_| true);
        let status = status(is_started(dossier, &section), &found().collect::<Vec<_>>(), is_open);
        (section, status)
    });
    with_status.collect()
}

/// The parts of a dossier in the order of the law.
pub fn sections(pack: &Pack, dossier: &Dossier) -> Vec<Section> {
    let (mut sections, papers) = listed(pack, dossier);
    if !papers.is_empty() {
        sections.push(Section::Papers);
    }
    sections
}

/// The parts but for the papers, and the units that ask for papers.
pub(super) fn listed(pack: &Pack, dossier: &Dossier) -> (Vec<Section>, Vec<Cite>) {
    let Some(kind) = pack.dossier(&dossier.procedure) else { return (Vec::new(), Vec::new()) };
    let plan = Plan::of(pack, kind);
    let case = Case { plan: &plan, dossier, state: &State::of(&plan, dossier) };
    let mut sections = if asked_now(case, case.in_hand(0)).is_empty() { Vec::new() } else { vec![Section::Facts] };
    let mut papers = Vec::new();
    for (at, unit) in case.duties() {
        if case.asked(at) == Some(false) {
            continue;
        }
        if matches!(&unit.unit.what, What::Papers(_) | What::ByCase(_))
            || matches!(&unit.unit.what, What::List(ask) if !ask.each.is_empty())
        {
            papers.push(unit.unit.cite);
        }
        let brought =
            plan.forms.iter().enumerate().filter(|(number, form)| form.asker == Some(at) && may_ask(case, *number));
        sections.extend(brought.map(|(_, FormPlan { form, .. })| match form.list {
            true => Section::List(form.id.clone()),
            false => Section::Form(form.id.clone()),
        }));
    }
    (sections, papers)
}

/// Whether anything of a form or list is asked, or may come to be.
fn may_ask(case: Case, form: usize) -> bool {
    let fields = case.plan.forms.get(form).map_or(0, |plan| plan.fields.len());
    // What is no row holds nothing yet.
    let row = InHand { form, row: None, base: usize::MAX };
    let is_list = case.plan.forms.get(form).is_some_and(|plan| plan.form.list);
    let in_hand = if is_list { row } else { case.in_hand(form) };
    case.brought(form) != Some(false) && (0..fields).any(|field| case.field_asked(field, in_hand) != Some(false))
}

/// The part that a finding belongs to; `None` for those about the whole.
pub fn section_of(finding: &Finding) -> Option<Section> {
    match &finding.place {
        Place::Dossier => None,
        Place::Fact { .. } => Some(Section::Facts),
        Place::Field { form, .. } => Some(Section::Form(form.clone())),
        Place::List { list } | Place::Row { list, .. } => Some(Section::List(list.clone())),
        Place::Duty { .. } | Place::Paper { .. } => Some(Section::Papers),
    }
}

/// Whether it is not known yet if some papers are asked, of these units.
pub(super) fn is_open(pack: &Pack, dossier: &Dossier, of: impl Fn(Cite) -> bool) -> bool {
    requirements(pack, dossier).iter().any(|one| one.asked.is_none() && of(one.cite))
}

/// How far a part is, given whether anything is there, what is found about it, and whether it is still open what is asked: then nothing is
/// found, and it is not done either.
pub(super) fn status(is_started: bool, found: &[&Finding], is_open: impl FnOnce() -> bool) -> Status {
    let of_section = || found.iter();
    if !is_started {
        let waiting = of_section().any(|finding| finding.severity != Severity::Warning);
        return if waiting || is_open() { Status::NotStarted } else { Status::Completed };
    }
    // What is merely absent is no problem of the filer's making, even when the dossier has been closed for a look.
    let absent = [
        Code::Missing,
        Code::PaperMissing,
        Code::NoScan,
        Code::KindMissing,
        Code::CountMissing,
        Code::ListOpen,
        Code::TooFewRows,
    ];
    if of_section().any(|finding| finding.severity == Severity::Error && !absent.contains(&finding.code)) {
        return Status::Problem;
    }
    if of_section().any(|finding| finding.severity != Severity::Warning) || is_open() {
        Status::InProgress
    } else {
        Status::Completed
    }
}

/// Whether anything is there of a part.
pub(super) fn is_started(dossier: &Dossier, section: &Section) -> bool {
    match section {
        Section::Facts => !dossier.facts.is_empty(),
        Section::Form(form) => dossier.forms.get(form).is_some_and(|values| !values.is_empty()),
        Section::List(list) => dossier.lists.get(list).is_some_and(|list| list.closed || !list.rows.is_empty()),
        Section::Papers => dossier.papers.values().any(|papers| !papers.is_empty()),
    }
}
