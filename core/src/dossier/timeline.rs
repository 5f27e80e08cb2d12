//! What happens to a dossier after it is filed: each step of the procedure with the day on which its term ends.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Dossier;
use super::lookup::Case;
use crate::cite::Cite;
use crate::day::{Calendar, Day, Deadline, ahead_of, before, end_of};
use crate::law::{DossierKind, Pack, Step, Timing, Unit};

/// One step, and by when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Due {
    /// The unit that lays the step down.
    pub cite: Cite,
    /// The step.
    pub step: Step,
    /// When its term ends; `None` when it has no term or the event that starts it is not known yet.
    pub deadline: Option<Deadline>,
    /// Whether the event that starts it is only assumed to happen on the last day allowed.
    pub assumed: bool,
}

/// The steps of a dossier's procedure in the order of the law, as they stand on a day. Events that are not told are assumed on the
/// last day of the step that brings them, so each date is the latest one.
pub fn timeline(
    pack: &Pack,
    kind: &DossierKind,
    told: &BTreeMap<String, Day>,
    on: Day,
    calendar: &Calendar,
) -> Vec<Due> {
    dues(pack, kind, told, on, calendar, |_| true)
}

/// The same for a dossier in hand: without the steps that its answers leave out. Empty when the pack knows no such dossier.
pub fn timeline_of(pack: &Pack, dossier: &Dossier, told: &BTreeMap<String, Day>, calendar: &Calendar) -> Vec<Due> {
    let Some(case) = Case::of(pack, dossier) else { return Vec::new() };
    dues(pack, case.kind, told, dossier.on, calendar, |unit| case.asked(unit).holds != Some(false))
}

fn dues(
    pack: &Pack,
    kind: &DossierKind,
    told: &BTreeMap<String, Day>,
    on: Day,
    calendar: &Calendar,
    asked: impl Fn(&Unit) -> bool,
) -> Vec<Due> {
    let mut days: BTreeMap<String, (Day, bool)> =
        told.iter().map(|(event, day)| (event.clone(), (*day, false))).collect();
    let units =
        pack.units().filter(|unit| kind.procedure.iter().any(|procedure| unit.cite.within(procedure)) && asked(unit));
    let steps = units.flat_map(|unit| unit.steps.iter().map(move |step| (unit.cite, step)));
    let mut dues = Vec::new();
    for (cite, step) in steps {
        let start = step.from.as_ref().and_then(|event| days.get(event).copied());
        let deadline = deadline(step, start.map(|(day, _)| day), on, calendar);
        // What may be done at any time, or only after some time, brings nothing about on a day that can be foretold.
        let last = match &step.time {
            Some(Timing::NotBefore(_)) => None,
            Some(_) => deadline.as_ref().map(|deadline| deadline.last),
            None => start.map(|(day, _)| day),
        };
        if let Some(last) = last {
            for event in &step.brings {
                days.entry(event.clone()).or_insert((last, true));
            }
        }
        let assumed = start.is_some_and(|(_, assumed)| assumed);
        dues.push(Due { cite, step: step.clone(), deadline, assumed });
    }
    dues
}

/// When the time of a step ends, or for what may only be done later, when it begins: given the day of its event, or for a day that
/// comes every year, the day from which it is looked for.
pub fn deadline(step: &Step, start: Option<Day>, on: Day, calendar: &Calendar) -> Option<Deadline> {
    match step.time.as_ref()? {
        Timing::Within(term) | Timing::NotBefore(term) => Some(end_of(*term, start?, calendar)),
        Timing::Ahead(term) => Some(ahead_of(*term, start?, calendar)),
        Timing::By(days) => days.iter().map(|day| day.after(on)).min().map(|day| before(day, calendar)),
    }
}
