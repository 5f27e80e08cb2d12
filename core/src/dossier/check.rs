//! The check: a dossier under a pack on a day, and what is found.

use super::Dossier;
use super::checks::time_finding;
use super::columns::failures;
use super::direct::{Direct, direct};
use super::fields::matter;
use super::find::{by_house, by_reading, by_unit};
use super::flat::flat;
use super::lists::{case_of, list_findings};
use super::lookup::{Case, State};
use super::papers::paper_findings;
use super::pieces::Piece;
use super::plan::{At, Plan, Plans, UnitPlan};
use super::waits::waits_for;
use super::whole::{of_nothing_asked, of_unknown_procedure, whole_findings};
use crate::day::Day;
use crate::law::{Form, FormCheck, Pack, PackRef, Unit};
use crate::report::{Code, DutyState, Finding, Place, Report, Severity, Verdict};

/// Checks a dossier against a pack, as it stands on a day. Never fails: a dossier of any shape is answered with a report.
pub fn check(pack: &Pack, reference: &PackRef, dossier: &Dossier, on: Day) -> Report {
    let plan = pack.dossier(&dossier.procedure).map(|kind| Plan::of(pack, kind));
    check_under(plan.as_ref(), pack, reference, dossier, on)
}

impl Plans<'_> {
    /// Checks a dossier as [`check`] does, with plans that are made once.
    pub fn check(&self, reference: &PackRef, dossier: &Dossier, on: Day) -> Report {
        check_under(self.plan(&dossier.procedure), self.pack, reference, dossier, on)
    }

    /// Checks the JSON text of a dossier, on its own day where none is given, without making a [`Dossier`] of it first. `None` where the
    /// text is anything out of the ordinary, right or wrong: then it is to be read and checked as a dossier.
    #[inline]
    pub fn check_text(&self, reference: &PackRef, text: &str, on: Option<Day>) -> Option<Report> {
        Some(self.check_read(reference, direct(self, text)?, on))
    }

    /// Checks a dossier whose answers are laid flat in the order of [`Plans::layout`]. `None` as for [`Plans::check_text`].
    #[inline]
    pub fn check_flat(&self, reference: &PackRef, text: &str, on: Option<Day>) -> Option<Report> {
        Some(self.check_read(reference, flat(self, text)?, on))
    }

    #[inline]
    fn check_read(&self, reference: &PackRef, read: Direct, on: Option<Day>) -> Report {
        let Direct { plan, state, mut dossier } = read;
        dossier.on = on.unwrap_or(dossier.on);
        judged(self.pack, reference, &dossier, Some(Case { plan, dossier: &dossier, state: &state }))
    }
}

fn check_under(plan: Option<&Plan>, pack: &Pack, reference: &PackRef, dossier: &Dossier, on: Day) -> Report {
    let on_that_day = (dossier.on != on).then(|| Dossier { on, ..dossier.clone() });
    let dossier = on_that_day.as_ref().unwrap_or(dossier);
    let state = plan.map(|plan| State::of(plan, dossier));
    let case = plan.zip(state.as_ref()).map(|(plan, state)| Case { plan, dossier, state });
    judged(pack, reference, dossier, case)
}

#[inline]
fn judged(pack: &Pack, reference: &PackRef, dossier: &Dossier, case: Option<Case>) -> Report {
    let mut findings = whole_findings(pack, reference, dossier, case.is_none_or(|case| case.state.strange));
    let mut duties = Vec::new();
    match case {
        None => findings.push(of_unknown_procedure(pack)),
        Some(case) => {
            findings.extend(of_nothing_asked(case));
            let facts = case.plan.ends.first().copied().unwrap_or_default();
            for piece in case.plan.pieces.iter().take(facts) {
                piece_findings(case, None, piece, &mut findings);
            }
            for (at, unit) in case.duties() {
                let from = findings.len();
                if case.asked(at) == Some(true) {
                    for piece in case.plan.of_duty(at) {
                        piece_findings(case, Some(unit.unit), piece, &mut findings);
                    }
                }
                let severities = findings.iter().skip(from).map(|finding| finding.severity);
                duties.push(duty(case, at, unit, worst(severities)));
            }
        }
    }
    let verdict = worst(findings.iter().map(|finding| finding.severity));
    let verdict = duties.iter().fold(verdict, |verdict, duty| worse(verdict, duty.verdict));
    Report { format: 1, pack: reference.clone(), on: dossier.on, closed: dossier.closed, verdict, duties, findings }
}

/// The duty of that number, given the verdict on what was found about it.
fn duty<'a>(case: Case<'_, 'a>, at: usize, plan: &UnitPlan<'a>, found: Verdict) -> DutyState {
    let asked = case.asked(at);
    let mut because = if asked == Some(true) { waits_for(case, at) } else { case.truth_of(plan, true).because };
    // Of several answers, one to a question that decides nothing has no say.
    if because.len() > 1 {
        because.retain(|place| !matches!(place, Place::Fact { fact } if case.fact_is_idle(fact)));
    }
    DutyState { cite: plan.unit.cite, verdict: verdict_of(case, asked, found, || !because.is_empty()), because }
}

/// The verdict on a duty, given whether it is asked, the verdict on what was found about it, and whether it waits for an answer.
#[inline]
pub fn verdict_of(case: Case, asked: Option<bool>, found: Verdict, waits: impl FnOnce() -> bool) -> Verdict {
    match asked {
        Some(true) if waits() => worse(found, waiting(case)),
        Some(true) => found,
        Some(false) => Verdict::NotAsked,
        None => waiting(case),
    }
}

/// The missing answer has its own finding; the duty waits for it, or is unmet for want of it.
fn waiting(case: Case) -> Verdict {
    if case.dossier.closed { Verdict::Unmet } else { Verdict::Open }
}

/// What is found about a piece of a duty that is asked.
pub fn piece_findings<'a>(case: Case<'_, 'a>, unit: Option<&Unit>, piece: &Piece<'a>, found: &mut Vec<Finding>) {
    if let Piece::Field(form, field) = piece {
        let in_hand = case.in_hand(*form);
        let matter = matter(case, in_hand, *field, case.dossier.closed);
        found.extend(matter.and_then(|matter| matter.finding(case, in_hand, *field)));
        return;
    }
    if let Piece::FormCheck(form, at, check, places) = piece {
        form_check_findings(case, *form, *at, check, places, found);
    }
    let Some(unit) = unit else { return };
    match piece {
        Piece::Field(..) | Piece::FormCheck(..) => {}
        Piece::Papers(ask) => paper_findings(case, unit, ask, None, found),
        Piece::Cases(each) => {
            if let Some(each) = case_of(case, each, None) {
                paper_findings(case, unit, each.papers, None, found);
                each.brought.iter().for_each(|piece| piece_findings(case, Some(unit), piece, found));
            }
        }
        Piece::List(list) => list_findings(case, unit, list, found),
        Piece::Time(time) => found.extend(time_finding(case, unit, time)),
        Piece::Check(check, places) => {
            let severity = |code| if code == Code::NothingChanged { Severity::Warning } else { Severity::Error };
            let of_unit = |code, place| by_unit(case.plan.pack, unit, code, severity(code), place);
            found.extend(failures(case, check, places, &[None]).into_iter().map(|failed| failed.finding(of_unit)));
        }
    }
}

/// What is found by a check that a form carries: of the form, or of each row of a list.
pub fn form_check_findings<'a>(
    case: Case<'_, 'a>,
    form: usize,
    at: usize,
    check: &FormCheck,
    places: &[At<'a>],
    found: &mut Vec<Finding>,
) {
    let Some(plan) = case.plan.forms.get(form) else { return };
    let make = |code, place| of_check(case, plan.form, at, check, code, place);
    let hands: Vec<_> = match plan.form.list {
        true => case.rows(form).map(|(in_hand, _)| Some(in_hand)).collect(),
        false => vec![Some(case.in_hand(form))],
    };
    found.extend(failures(case, &check.check, places, &hands).into_iter().map(|failed| failed.finding(make)));
}

fn of_check(case: Case, form: &Form, at: usize, check: &FormCheck, code: Code, place: Place) -> Finding {
    let warns = check.warns || code == Code::NotCompared;
    let severity = if warns { Severity::Warning } else { Severity::Error };
    let rule = format!("{}/check-{}", form.id, at + 1);
    match &check.reading {
        Some(reading) => by_reading(case.plan.pack, &rule, reading, code, severity, place),
        None => by_house(case.plan.pack, &rule, code, severity, place),
    }
}

/// The verdict that findings of these severities make.
pub fn worst(severities: impl Iterator<Item = Severity>) -> Verdict {
    severities.map(of_severity).fold(Verdict::Met, worse)
}

/// The verdict that a finding of that severity makes.
#[inline]
pub fn of_severity(severity: Severity) -> Verdict {
    match severity {
        Severity::Error => Verdict::Unmet,
        Severity::ToDo => Verdict::Open,
        Severity::Warning => Verdict::Met,
    }
}

/// The worse of two verdicts; what is not asked is no worse than what is met.
pub fn worse(one: Verdict, other: Verdict) -> Verdict {
    match (one, other) {
        (Verdict::Unmet, _) | (_, Verdict::Unmet) => Verdict::Unmet,
        (Verdict::Open, _) | (_, Verdict::Open) => Verdict::Open,
        _ => Verdict::Met,
    }
}
