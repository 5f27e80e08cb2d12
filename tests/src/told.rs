//! What of a law no told case tells: duties without a case in which they are met or unmet, conditions told one way only, times that no
//! case keeps or misses, terms without a row, acts told one way only.

use std::collections::{BTreeMap, BTreeSet};

use hoso_core::check::missed;
use hoso_core::cite::Cite;
use hoso_core::day::Calendar;
use hoso_core::law::{Check, Pack, PackRef, PaperAsk, Step, Unit, What};

use crate::cases::{self, Case, TermCase};
use crate::mutants::{forms_named, is_reached};

/// Everything that is told one way only, or not at all, one line each.
///
/// # Errors
/// When a case cannot be understood.
pub fn untold(pack: &Pack, reference: &PackRef, calendar: &Calendar) -> Result<Vec<String>, String> {
    let cases = cases::all(reference)?;
    let rows = cases::terms(&pack.id)?;
    let told = verdicts(&cases);
    let mut found = Vec::new();
    for unit in pack.units() {
        let cite = unit.cite.to_string();
        let told = told.get(&cite).cloned().unwrap_or_default();
        if is_duty(pack, unit) {
            let wanted = duty_verdicts(unit).iter().filter(|verdict| !told.contains(**verdict));
            found.extend(wanted.map(|verdict| format!("duty {cite} is told {verdict} by no case")));
            found.extend(untold_acts(&cases, unit, &cite));
            found.extend(untold_times(&cases, unit, &cite));
        }
        for step in unit.steps.iter().filter(|step| step.time.is_some()) {
            let of_step: Vec<&TermCase> = rows.iter().filter(|row| is_of(row, &cite, step)).collect();
            let from = step.from.as_deref().unwrap_or("–");
            if of_step.iter().all(|row| row.last.is_none()) {
                found.push(format!("the term of {cite} from {from} is told by no row with a last day"));
            }
            let wrong = of_step.iter().filter(|row| !is_told_kept_and_missed(row, step, calendar));
            found.extend(wrong.map(|row| format!("the term of {cite} from {from}: {:?} is no last day", row.last)));
        }
    }
    Ok(found)
}

/// What of a law no dossier leads a filer to, one line each: units that ask, check or set a step, and forms that no unit asks for or hands
/// out.
pub fn unreached(pack: &Pack) -> Vec<String> {
    let says = |unit: &&Unit| {
        let asks = !matches!(unit.what, What::Holds | What::Skip(_));
        asks || !unit.checks.is_empty() || !unit.steps.is_empty()
    };
    let handled = |cite: Cite| pack.dossiers.iter().any(|kind| kind.handled_by(cite));
    let units = pack.units().filter(says).filter(|unit| !is_reached(pack, unit.cite) && !handled(unit.cite));
    let named = forms_named(pack);
    let forms = pack.forms.iter().filter(|form| !named.contains(form.id.as_str()));
    units.map(|unit| unit.cite.to_string()).chain(forms.map(|form| format!("form {}", form.id))).collect()
}

/// Whether a unit is a duty of some dossier: it asks for something, checks something, or sets a time to keep.
fn is_duty(pack: &Pack, unit: &Unit) -> bool {
    let asks =
        matches!(unit.what, What::Form(_) | What::FieldsOf(_) | What::Papers(_) | What::ByCase(_) | What::List(_));
    let timed = unit.steps.iter().any(|step| step.day.is_some());
    (is_reached(pack, unit.cite) && (asks || !unit.checks.is_empty())) || timed
}

/// The verdicts in which a duty must be told. What is done beside a filing only warns, so it is never unmet, and so does a question on what
/// changed where whole lists alone are compared; a condition is told both ways, and while it is not known.
fn duty_verdicts(unit: &Unit) -> &'static [&'static str] {
    let warns = |check: &Check| matches!(check, Check::Changed(ask) if ask.fields.is_empty());
    let warns = matches!(unit.what, What::Holds) && !unit.checks.is_empty() && unit.checks.iter().all(warns);
    // By case, what waits for an answer is unmet once the dossier is closed.
    let by_case = matches!(unit.what, What::ByCase(_));
    match ((is_beside(unit) && !by_case) || warns, unit.when.is_some()) {
        (true, false) => &["met"],
        (true, true) => &["met", "not-asked", "open"],
        (false, false) => &["met", "unmet"],
        (false, true) => &["met", "unmet", "not-asked", "open"],
    }
}

/// Whether what is done beside a filing is told shown, and not shown.
fn untold_acts(cases: &[Case], unit: &Unit, cite: &str) -> Vec<String> {
    if !is_beside(unit) {
        return Vec::new();
    }
    let here = format!(" evidence-missing at {cite}");
    let told_of = |case: &&Case| case.expected.duties.get(cite).is_some_and(|verdict| verdict == "met");
    let is_missed = |case: &Case| case.expected.findings.iter().any(|told| told.contains(&here));
    let (missed, shown): (Vec<&Case>, Vec<&Case>) = cases.iter().filter(told_of).partition(|case| is_missed(case));
    let shown = shown.iter().any(|case| case.expected.told.contains(cite));
    let found = [("not shown", !missed.is_empty()), ("shown", shown)];
    found
        .into_iter()
        .filter(|(_, told)| !told)
        .map(|(what, _)| format!("act {cite} is told {what} by no case"))
        .collect()
}

fn is_beside(unit: &Unit) -> bool {
    let beside = |ask: &PaperAsk| ask.specs().iter().all(|spec| spec.beside);
    match &unit.what {
        What::Papers(ask) => beside(ask),
        What::ByCase(each) => each.iter().all(|each| beside(&each.papers)),
        _ => false,
    }
}

/// The verdicts that cases tell of each duty in so many words; standing as in the first case does not count.
fn verdicts(cases: &[Case]) -> BTreeMap<String, BTreeSet<String>> {
    let mut told: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for case in cases {
        for (cite, verdict) in case.expected.duties.iter().filter(|(cite, _)| case.expected.told.contains(*cite)) {
            told.entry(cite.clone()).or_default().insert(verdict.clone());
        }
    }
    told
}

/// The times of a unit that a filing must keep, and that no case tells kept, or missed.
fn untold_times(cases: &[Case], unit: &Unit, cite: &str) -> Vec<String> {
    let mut found = Vec::new();
    for day in unit.steps.iter().filter_map(|step| step.day.as_ref()) {
        let here = format!(" at {day} by {cite} ");
        let is_missed = |case: &Case| {
            let of_time = |told: &String| told.contains(" too-late ") || told.contains(" too-early ");
            case.expected.findings.iter().any(|told| of_time(told) && told.contains(&here))
        };
        let is_kept = |case: &Case| {
            let met = case.expected.duties.get(cite).is_some_and(|verdict| verdict == "met");
            met && case.expected.told.contains(cite) && !is_missed(case)
        };
        for (what, told) in [("missed", cases.iter().any(is_missed)), ("kept", cases.iter().any(is_kept))] {
            found.extend((!told).then(|| format!("the time of {cite} from {day} is told {what} by no case")));
        }
    }
    found
}

fn is_of(row: &TermCase, cite: &str, step: &Step) -> bool {
    row.cite == cite && row.from == step.from && row.brings == step.brings
}

/// Whether what is done on the last day told keeps the time and what is done a day later does not; or for what may only be done later, the
/// other way round.
fn is_told_kept_and_missed(row: &TermCase, step: &Step, calendar: &Calendar) -> bool {
    let (Some(time), Some(event), Some(last)) = (&step.time, row.event, row.last) else { return true };
    let Some(deadline) = hoso_core::dossier::deadline(step, Some(event), Some(event), calendar) else { return false };
    missed(time, last, &deadline) != missed(time, last.next(), &deadline)
}
