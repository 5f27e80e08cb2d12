//! What happens to a dossier after it is filed: each step of the procedure with the day on which its term ends.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Dossier;
use super::checks::start_of;
use super::foretold::{foretold, is_left_behind};
use super::lookup::{Case, State, sort_of};
use super::many::recipients;
use super::places::{Rest, addressed};
use super::plan::{Plan, UnitPlan};
use crate::check;
use crate::cite::Cite;
use crate::day::{Calendar, Day, Deadline};
use crate::law::{DossierKind, Pack, Step, Timing, Unit};

/// One step, and by when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
    /// The day of filing, by which it is judged whether the law is in force.
    pub filed: Day,
    /// The recipients whose part of the filing it follows; none where it follows that of all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub to: Vec<String>,
}

/// The steps of a dossier's procedure in its order, as they stand on a day; where none is given, without the days that come every year.
/// Events that are not told are assumed on the last day of the step that brings them, so each date is the latest one.
pub fn timeline(
    pack: &Pack,
    kind: &DossierKind,
    told: &BTreeMap<String, Day>,
    on: Option<Day>,
    calendar: &Calendar,
) -> Vec<Due> {
    dues(pack, kind, told, (on.unwrap_or(pack.in_force.from), calendar), |_| on, |_, _| true)
}

/// The same for a dossier in hand: without the steps that its answers leave out, and with the days of events that it states, where
/// they are not told otherwise; a day that comes every year is the next one after the time reported on. Empty when the pack knows no such dossier.
pub fn timeline_of(pack: &Pack, dossier: &Dossier, told: &BTreeMap<String, Day>, calendar: &Calendar) -> Vec<Due> {
    part_of(pack, dossier, told, calendar, |_| true)
}

/// The steps of those who have a part in it.
fn part_of(
    pack: &Pack,
    dossier: &Dossier,
    told: &BTreeMap<String, Day>,
    calendar: &Calendar,
    takes_part: impl Fn(&str) -> bool,
) -> Vec<Due> {
    let Some(kind) = pack.dossier(&dossier.procedure) else { return Vec::new() };
    let plan = Plan::of(pack, kind);
    let case = Case { plan: &plan, dossier, state: &State::of(&plan, dossier) };
    let taken = |unit, step| {
        let step: &Step = step;
        let when = step.when.as_ref().map(|when| plan.test(when, None));
        let taken = when.is_none_or(|when| case.truth(&when, None, false).holds != Some(false));
        // Whether another unit asks what this one asks says nothing of its steps.
        let own = UnitPlan { lenders: Vec::new(), ..plan.unit_plan(unit) };
        taken && takes_part(&step.who) && case.truth_of(&own, false).holds != Some(false)
    };
    let stated = |step: &Step| step.day.as_ref().and_then(|day| start_of(case, &plan.at(day, None)));
    let mut known = told.clone();
    for (_, step) in steps(pack, kind).filter(|(unit, step)| taken(unit, step)) {
        if let (Some(event), Some(day)) = (&step.from, stated(step)) {
            known.entry(event.clone()).or_insert(day);
        }
    }
    let look_from = |step: &Step| Some(stated(step).unwrap_or(dossier.on));
    dues(pack, kind, &known, (dossier.on, calendar), look_from, taken)
}

/// The same for a filing to several: what each recipient's part sets off, counted from the days that are told of that part. What follows
/// from every part on the same day stands once.
pub fn timeline_all(
    pack: &Pack,
    dossier: &Dossier,
    rest: Rest,
    told: impl Fn(&str) -> BTreeMap<String, Day>,
    calendar: &Calendar,
) -> Vec<Due> {
    let all = recipients(dossier, rest.to);
    let offices: Vec<&str> = all.iter().map(|recipient| sort_of(recipient)).collect();
    let mut joint: Vec<Due> = Vec::new();
    for recipient in &all {
        // What another of the offices does follows from its own part.
        let takes_part = |who: &str| who == sort_of(recipient) || !offices.contains(&who);
        let part = part_of(pack, &addressed(pack, dossier, rest, recipient), &told(recipient), calendar, takes_part);
        for due in part.into_iter().map(|due| Due { to: vec![recipient.clone()], ..due }) {
            let same = |known: &&mut Due| {
                known.is_step(&due) && (&known.deadline, known.assumed) == (&due.deadline, due.assumed)
            };
            match joint.iter_mut().find(same) {
                Some(known) => known.to.extend(due.to),
                None => joint.push(due),
            }
        }
    }
    if let Some(kind) = pack.dossier(&dossier.procedure) {
        let order = |due: &Due| steps(pack, kind).position(|(unit, step)| unit.cite == due.cite && *step == due.step);
        joint.sort_by_cached_key(order);
    }
    // A step that one part starts need not be said of another, in which nothing starts it.
    let started: Vec<Due> = joint.iter().filter(|due| due.deadline.is_some()).cloned().collect();
    joint.retain(|due| due.deadline.is_some() || !started.iter().any(|known| known.is_step(due)));
    joint.iter_mut().filter(|due| due.to.len() == all.len()).for_each(|due| due.to.clear());
    joint
}

impl Due {
    /// Whether both are of one step.
    pub fn is_step(&self, other: &Due) -> bool {
        self.cite == other.cite && self.step == other.step
    }
}

/// The steps of a dossier's procedure, in the order in which its kind names their units.
fn steps<'a>(pack: &'a Pack, kind: &'a DossierKind) -> impl Iterator<Item = (&'a Unit, &'a Step)> {
    let units = kind.procedure.iter().enumerate().flat_map(move |(at, part)| {
        let before = kind.procedure.get(..at).unwrap_or_default();
        let is_new = move |unit: &&Unit| !before.iter().any(|part| unit.cite.within(part));
        pack.units().filter(move |unit| unit.cite.within(part)).filter(is_new)
    });
    units.flat_map(|unit| unit.steps.iter().map(move |step| (unit, step)))
}

/// The steps that are taken. A day that comes every year is looked for from the day that `look_from` gives, if it gives one.
fn dues<'a>(
    pack: &'a Pack,
    kind: &'a DossierKind,
    told: &BTreeMap<String, Day>,
    (on, calendar): (Day, &Calendar),
    look_from: impl Fn(&Step) -> Option<Day>,
    taken: impl Fn(&'a Unit, &'a Step) -> bool,
) -> Vec<Due> {
    let taken: Vec<_> = steps(pack, kind).filter(|(unit, step)| taken(unit, step)).collect();
    let ends = |step: &Step, start: Option<Day>| deadline(step, start, look_from(step), calendar);
    let days = foretold(&taken, told, &ends);
    let filed = kind.filed.iter().filter_map(|event| told.get(event)).min().copied().unwrap_or(on);
    let due = |(unit, step): (&Unit, &Step)| {
        let start = step.from.as_ref().and_then(|event| days.get(event));
        let (deadline, assumed) = (ends(step, start.map(|start| start.day)), start.is_some_and(|start| start.assumed));
        Due { cite: unit.cite, step: step.clone(), deadline, assumed, filed, to: Vec::new() }
    };
    taken
        .iter()
        .filter(|(_, step)| !is_left_behind(step, &taken, &days))
        .map(|(unit, step)| due((unit, step)))
        .collect()
}

/// When the time of a step ends, or for what may only be done later, when it begins: given the day of its event, or for a day that
/// comes every year, the day from which it is looked for. A day that the law names is itself.
pub fn deadline(step: &Step, start: Option<Day>, look_from: Option<Day>, calendar: &Calendar) -> Option<Deadline> {
    let time = step.time.as_ref()?;
    let from = match time {
        Timing::By(_) => look_from?,
        Timing::Until(day) => look_from.unwrap_or(*day),
        _ => start?,
    };
    check::deadline_since(time, from, step.earliest.as_ref().map(|earliest| earliest.day), calendar)
}
