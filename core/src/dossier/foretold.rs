//! On what day each event of a procedure happened, or is taken to happen while it is not told.

use std::collections::BTreeMap;

use crate::day::{Day, Deadline};
use crate::law::{Step, Timing, Unit};

/// When an event happens.
#[derive(Clone, Copy)]
pub struct Foretold {
    pub day: Day,
    /// Whether it is only taken to happen then, on the last day allowed.
    pub assumed: bool,
    /// What it follows from.
    since: Since,
    /// The number of the step that brings it, unless it is told.
    by: usize,
}

/// The last event told that something follows from: its day, and on that day how many steps lead to it.
type Since = (Option<Day>, usize);

/// The days of the events that are told, and of those that follow. Where several steps bring an event that is not told, it follows from the
/// one that what was told last leads to: once a change is asked for, nothing counts on it that none was needed.
pub fn foretold(
    steps: &[(&Unit, &Step)],
    told: &BTreeMap<String, Day>,
    ends: &impl Fn(&Step, Option<Day>) -> Option<Deadline>,
) -> BTreeMap<String, Foretold> {
    let far = distances(steps);
    let of_told = |(event, day): (&String, &Day)| {
        let since = (Some(*day), far.get(event.as_str()).copied().unwrap_or_default());
        (event.clone(), Foretold { day: *day, assumed: false, since, by: usize::MAX })
    };
    let mut days: BTreeMap<String, Foretold> = told.iter().map(of_told).collect();
    // A step may stand before the one that sets it off, so that what follows from it is found a pass later.
    for _ in 0..=steps.len() {
        let mut is_new = false;
        for (by, (_, step)) in steps.iter().enumerate() {
            let start = step.from.as_ref().and_then(|event| days.get(event).copied());
            let Some(day) = last(step, start.map(|start| start.day), ends) else { continue };
            let since = start.map_or((None, 0), |start| start.since);
            for event in step.brings.iter().filter(|event| !told.contains_key(*event)) {
                let better = |known: &Foretold| since > known.since || (by == known.by && day != known.day);
                if days.get(event).is_none_or(better) {
                    days.insert(event.clone(), Foretold { day, assumed: true, since, by });
                    is_new = true;
                }
            }
        }
        if !is_new {
            break;
        }
    }
    days
}

/// Whether a step is left behind: all that it brings follows from something told that its own start led to by another way.
pub fn is_left_behind(step: &Step, steps: &[(&Unit, &Step)], days: &BTreeMap<String, Foretold>) -> bool {
    let Some(from) = &step.from else { return false };
    let since = days.get(from).map(|start| start.since);
    let elsewhere = |event: &String| {
        let Some(Foretold { since: later, by, .. }) = days.get(event) else { return false };
        let way = steps.get(*by).and_then(|(_, step)| step.from.as_ref());
        since.is_some_and(|since| *later > since) && way.is_some_and(|way| leads(from, way, steps))
    };
    !step.brings.is_empty() && step.brings.iter().all(elsewhere)
}

/// Whether one event leads to another, over steps.
fn leads(from: &String, to: &String, steps: &[(&Unit, &Step)]) -> bool {
    let mut reached = vec![from];
    let mut next = 0;
    while let Some(event) = reached.get(next).copied() {
        let following = steps.iter().filter(|(_, step)| step.from.as_ref() == Some(event));
        for brought in following.flat_map(|(_, step)| &step.brings) {
            if !reached.contains(&brought) {
                reached.push(brought);
            }
        }
        next += 1;
    }
    reached.iter().skip(1).any(|event| *event == to)
}

/// The day on which a step is taken to be done at last. What may be done at any time, or only after some time, brings nothing about on a
/// day that can be foretold.
fn last(step: &Step, start: Option<Day>, ends: &impl Fn(&Step, Option<Day>) -> Option<Deadline>) -> Option<Day> {
    match &step.time {
        Some(Timing::NotBefore(_) | Timing::Lasts(_)) => None,
        Some(_) => ends(step, start).map(|deadline| deadline.last),
        None => start,
    }
}

/// How many steps at least lead to each event.
fn distances<'a>(steps: &[(&Unit, &'a Step)]) -> BTreeMap<&'a str, usize> {
    let mut far: BTreeMap<&str, usize> = BTreeMap::new();
    let is_brought = |event: &str| steps.iter().any(|(_, step)| step.brings.iter().any(|brought| brought == event));
    for _ in 0..steps.len() {
        for (_, step) in steps {
            let from = match step.from.as_deref() {
                Some(from) if is_brought(from) => far.get(from).copied(),
                _ => Some(0),
            };
            for event in step.brings.iter().filter(|_| from.is_some()) {
                let (here, known) = (from.map_or(0, |from| from + 1), far.get(event.as_str()));
                if known.is_none_or(|known| here < *known) {
                    far.insert(event, here);
                }
            }
        }
    }
    far
}
