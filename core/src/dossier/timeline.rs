//! What happens to a dossier after it is filed: each step of the procedure with the day on which its term ends.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::cite::Cite;
use crate::day::{Calendar, Day, Deadline, end_of};
use crate::law::{Pack, Step, What};

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

/// The steps of a procedure in the order of the law. Events that are not told are assumed on the last day of the step that brings
/// them, so each date is the latest one.
pub fn timeline(pack: &Pack, procedure: Cite, told: &BTreeMap<String, Day>, calendar: &Calendar) -> Vec<Due> {
    let mut days: BTreeMap<String, (Day, bool)> =
        told.iter().map(|(event, day)| (event.clone(), (*day, false))).collect();
    let units = pack.units().filter(|unit| unit.cite.within(&procedure));
    let steps = units.flat_map(|unit| match &unit.what {
        What::Steps(steps) => steps.iter().map(|step| (unit.cite, step)).collect(),
        _ => Vec::new(),
    });
    let mut dues = Vec::new();
    for (cite, step) in steps {
        let start = days.get(&step.from).copied();
        let deadline = start.zip(step.term).map(|((day, _), term)| end_of(term, day, calendar));
        if let Some(last) = deadline.as_ref().map(|deadline| deadline.last).or(start.map(|(day, _)| day)) {
            for event in &step.brings {
                days.entry(event.clone()).or_insert((last, true));
            }
        }
        let assumed = start.is_some_and(|(_, assumed)| assumed);
        dues.push(Due { cite, step: step.clone(), deadline, assumed });
    }
    dues
}
