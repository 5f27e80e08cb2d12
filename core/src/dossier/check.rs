//! The check: a dossier under a pack on a day, and what is found.

use super::checks::failed;
use super::fields::field_findings;
use super::find::{by_house, by_reading, by_unit};
use super::lists::{case_of, list_findings, rows_findings, waits_for};
use super::lookup::{Case, InHand};
use super::papers::paper_findings;
use super::whole::{of_unknown_procedure, whole_findings};
use super::{Dossier, Values};
use crate::cite::Cite;
use crate::day::Day;
use crate::law::{FieldBasis, Form, FormCheck, Pack, PackRef, PaperAsk, Unit, What};
use crate::report::{Code, DutyState, Finding, Place, Report, Severity, Verdict};

/// Checks a dossier against a pack, as it stands on a day. Never fails: a dossier of any shape is answered with a report.
pub fn check(pack: &Pack, reference: &PackRef, dossier: &Dossier, on: Day) -> Report {
    let on_that_day = (dossier.on != on).then(|| Dossier { on, ..dossier.clone() });
    let dossier = on_that_day.as_ref().unwrap_or(dossier);
    let mut findings = whole_findings(pack, reference, dossier);
    let mut duties = Vec::new();
    match Case::of(pack, dossier) {
        None => findings.push(of_unknown_procedure(pack)),
        Some(case) => {
            findings.extend(facts_findings(&case));
            for unit in case.units() {
                let (state, found) = duty(&case, unit);
                duties.push(state);
                findings.extend(found);
            }
        }
    }
    let verdict = worst(findings.iter().map(|finding| finding.severity), duties.iter().map(|duty| duty.verdict));
    Report { format: 1, pack: reference.clone(), on, closed: dossier.closed, verdict, duties, findings }
}

/// The verdict on a duty, and what was found about it.
fn duty(case: &Case, unit: &Unit) -> (DutyState, Vec<Finding>) {
    let truth = case.asked(unit);
    match truth.holds {
        Some(false) => (DutyState { cite: unit.cite, verdict: Verdict::NotAsked, because: truth.because }, Vec::new()),
        None => (DutyState { cite: unit.cite, verdict: waiting(case), because: truth.because }, Vec::new()),
        Some(true) => {
            let found = found(case, unit);
            let because = waits_for(case, unit);
            let waits = (!because.is_empty()).then(|| waiting(case));
            let verdict = worst(found.iter().map(|finding| finding.severity), waits.into_iter());
            (DutyState { cite: unit.cite, verdict, because }, found)
        }
    }
}

/// The missing answer has its own finding; the duty waits for it, or is unmet for want of it.
fn waiting(case: &Case) -> Verdict {
    if case.dossier.closed { Verdict::Unmet } else { Verdict::Open }
}

fn found(case: &Case, unit: &Unit) -> Vec<Finding> {
    let mut found = match &unit.what {
        What::Form(form) => form_findings(case, unit, form),
        What::FieldsOf(form) => {
            fields_where(case, form, |basis| matches!(basis, FieldBasis::Cite(cite) if cite.within(&unit.cite)))
        }
        What::Papers(ask) => {
            let mut found = paper_findings(case, unit, ask, None);
            found.extend(brought_by(case, unit, ask));
            found
        }
        What::ByCase(each) => {
            let ask = case_of(case, each, None);
            let mut found = ask.map(|ask| paper_findings(case, unit, ask, None)).unwrap_or_default();
            found.extend(ask.into_iter().flat_map(|ask| brought_by(case, unit, ask)));
            found
        }
        What::List(ask) => {
            let mut found = list_findings(case, unit, ask);
            found.extend(form_checks(case, unit, &ask.list));
            found
        }
        What::Holds | What::Skip(_) | What::Issues(_) => Vec::new(),
    };
    for check in &unit.checks {
        let failed = failed(case, check);
        found.extend(
            failed.map(|failed| failed.finding(|code, place| by_unit(case.pack, unit, code, Severity::Error, place))),
        );
    }
    found
}

/// Findings about a form that is filled because the unit asks for it.
fn form_findings(case: &Case, unit: &Unit, form: &str) -> Vec<Finding> {
    let mut found = fields_where(case, form, |_| true);
    found.extend(form_checks(case, unit, form));
    found
}

/// Findings about lists that papers are printed from, and about what papers state as far as no other unit names it.
fn brought_by(case: &Case, unit: &Unit, ask: &PaperAsk) -> Vec<Finding> {
    let mut found = Vec::new();
    for spec in ask.specs() {
        if let Some(list) = spec.printed_from.as_ref().and_then(|list| case.pack.form(list)) {
            found.extend(rows_findings(case, unit, list, &[]));
            found.extend(form_checks(case, unit, &list.id));
        }
        if let Some(form) = &spec.states {
            let elsewhere: Vec<Cite> = case
                .units()
                .filter(|other| matches!(&other.what, What::FieldsOf(of) if of == form))
                .map(|other| other.cite)
                .collect();
            found.extend(fields_where(
                case,
                form,
                |basis| !matches!(basis, FieldBasis::Cite(cite) if elsewhere.iter().any(|other| cite.within(other))),
            ));
            found.extend(form_checks(case, unit, form));
        }
    }
    found
}

fn facts_findings(case: &Case) -> Vec<Finding> {
    let in_hand = InHand { form: &case.pack.facts, row: None, values: &case.dossier.facts };
    field_findings(case, in_hand, case.dossier.closed, |field| case.kind.facts.contains(&field.id))
}

fn fields_where(case: &Case, form: &str, which: impl Fn(&FieldBasis) -> bool) -> Vec<Finding> {
    let Some(form) = case.pack.form(form) else { return Vec::new() };
    let none = Values::new();
    let values = case.dossier.forms.get(&form.id).unwrap_or(&none);
    field_findings(case, InHand { form, row: None, values }, case.dossier.closed, |field| which(&field.basis))
}

/// Checks that a form carries, asked when the form is.
fn form_checks(case: &Case, unit: &Unit, form: &str) -> Vec<Finding> {
    let Some(form) = case.pack.form(form) else { return Vec::new() };
    if case.forms.get(form.id.as_str()).is_none_or(|asking| asking.cite != unit.cite) {
        return Vec::new();
    }
    let failed =
        form.checks.iter().enumerate().filter_map(|(at, check)| Some((at, check, failed(case, &check.check)?)));
    failed
        .map(|(at, check, failed)| failed.finding(|code, place| of_check(case, form, at, check, code, place)))
        .collect()
}

fn of_check(case: &Case, form: &Form, at: usize, check: &FormCheck, code: Code, place: Place) -> Finding {
    let severity = if check.warns { Severity::Warning } else { Severity::Error };
    let rule = format!("{}/check-{}", form.id, at + 1);
    match &check.reading {
        Some(reading) => by_reading(case.pack, &rule, reading, code, severity, place),
        None => by_house(case.pack, &rule, code, severity, place),
    }
}

/// The verdict that follows from what was found and from the verdicts on parts.
pub(super) fn worst(severities: impl Iterator<Item = Severity>, verdicts: impl Iterator<Item = Verdict>) -> Verdict {
    let of_severities = severities.filter_map(|severity| match severity {
        Severity::Error => Some(Verdict::Unmet),
        Severity::ToDo => Some(Verdict::Open),
        Severity::Warning => None,
    });
    of_severities.chain(verdicts).fold(Verdict::Met, |worst, verdict| match (worst, verdict) {
        (Verdict::Unmet, _) | (_, Verdict::Unmet) => Verdict::Unmet,
        (Verdict::Open, _) | (_, Verdict::Open) => Verdict::Open,
        _ => Verdict::Met,
    })
}
