//! Mutants of a pack: one thing in it changed at a time. The told cases must fail every one of them.

mod alter;
mod forms;
mod units;

use std::thread;

use hoso_core::day::Calendar;
use hoso_core::dossier::{Joint, Plans};
use hoso_core::law::{Pack, PackRef};

use crate::cases::{self, Case, TermCase};
pub use forms::forms_named;
pub use units::is_reached;

/// What the told cases make of the mutants.
pub struct Outcome {
    /// How many there were.
    pub mutants: usize,
    /// Those that no case failed.
    pub survivors: Vec<String>,
}

/// Tries every mutant against the told cases and terms; `only` those whose name holds a text.
///
/// # Errors
/// When a case cannot be understood, or fails on the pack as it is.
pub fn try_all(pack: &Pack, reference: &PackRef, calendar: &Calendar, only: &str) -> Result<Outcome, String> {
    let wrong = cases::all_wrong(pack, reference, calendar)?;
    if !wrong.is_empty() {
        return Err(format!("the pack as it is fails told cases:\n{}", wrong.join("\n")));
    }
    let told = Told::of(pack, reference, calendar)?;
    let hands = thread::available_parallelism().map_or(1, usize::from);
    let outcomes: Result<Vec<Outcome>, String> = thread::scope(|scope| {
        let told = &told;
        let parts: Vec<_> = (0..hands).map(|hand| scope.spawn(move || try_some(told, hand, hands, only))).collect();
        parts.into_iter().map(|part| part.join().map_err(|_| "a mutant made the check panic".to_owned())).collect()
    });
    let mut all = Outcome { mutants: 0, survivors: Vec::new() };
    for outcome in outcomes? {
        all.mutants += outcome.mutants;
        all.survivors.extend(outcome.survivors);
    }
    all.survivors.sort();
    Ok(all)
}

/// Tries every `hands`-th mutant, from number `hand` on.
fn try_some(told: &Told, hand: usize, hands: usize, only: &str) -> Outcome {
    let mut order: Vec<usize> = (0..told.cases.len()).collect();
    let mut outcome = Outcome { mutants: 0, survivors: Vec::new() };
    let mut number = 0;
    let mut mutate = |what: String, change: &dyn Fn(&mut Pack)| {
        number += 1;
        if number % hands != hand || !what.contains(only) {
            return;
        }
        let mut mutant = told.pack.clone();
        change(&mut mutant);
        // A change that changes nothing is no mutant.
        if mutant == *told.pack {
            return;
        }
        outcome.mutants += 1;
        if !told.catch(&mutant, &mut order) {
            outcome.survivors.push(what);
        }
    };
    alter::head(told.pack, &mut mutate);
    alter::acts(told.pack, &mut mutate);
    units::units(told.pack, &mut mutate);
    forms::forms(told.pack, &mut mutate);
    outcome
}

/// What is told, and what the pack as it is answers.
struct Told<'a> {
    pack: &'a Pack,
    reference: &'a PackRef,
    calendar: &'a Calendar,
    cases: Vec<(Case, Joint)>,
    terms: Vec<TermCase>,
}

impl<'a> Told<'a> {
    fn of(pack: &'a Pack, reference: &'a PackRef, calendar: &'a Calendar) -> Result<Told<'a>, String> {
        let plans = Plans::of(pack);
        let with_report = |case: Case| {
            let report = cases::report(&case, &plans, reference);
            (case, report)
        };
        let cases = cases::all(reference)?.into_iter().map(with_report).collect();
        let terms = cases::terms(&reference.id)?;
        Ok(Told { pack, reference, calendar, cases, terms })
    }

    /// Whether a told case or term fails the pack. The case that does is tried first on the next one, which is much like this one.
    fn catch(&self, pack: &Pack, order: &mut [usize]) -> bool {
        let plans = Plans::of(pack);
        let fails = |at: &usize| {
            self.cases.get(*at).is_some_and(|(case, as_it_is)| {
                let report = cases::report(case, &plans, self.reference);
                // The same report as before is as right as before.
                report != *as_it_is && !cases::wrong(case, &report).is_empty()
            })
        };
        if self.moves_time(pack) && !cases::wrong_terms(&self.terms, pack, self.calendar).is_empty() {
            return true;
        }
        let told_to = pack.dossiers != self.pack.dossiers;
        if told_to && self.cases.iter().any(|(case, _)| !cases::wrong_recipients(case, pack).is_empty()) {
            return true;
        }
        let acts = pack.acts != self.pack.acts || pack.questions != self.pack.questions;
        if acts && self.cases.iter().any(|(case, _)| !cases::wrong_acts(case, pack).is_empty()) {
            return true;
        }
        let caught = order.iter().position(fails);
        if let Some(tried) = caught.and_then(|at| order.get_mut(..=at)) {
            tried.rotate_right(1);
        }
        caught.is_some()
    }
}

impl Told<'_> {
    /// Whether steps or procedures differ, which only the told terms can tell.
    fn moves_time(&self, pack: &Pack) -> bool {
        pack.dossiers != self.pack.dossiers
            || !pack.units().map(|unit| &unit.steps).eq(self.pack.units().map(|unit| &unit.steps))
    }
}

/// Takes a change to the pack, and what it is called.
type Mutate<'a> = dyn FnMut(String, &dyn Fn(&mut Pack)) + 'a;
