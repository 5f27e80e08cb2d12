//! Mutants of a pack: one thing in it changed at a time. The told cases must fail every one of them.

mod alter;
mod forms;
mod units;

use std::thread;

use hoso_core::day::Calendar;
use hoso_core::law::{Pack, PackRef};
use hoso_core::report::Report;

use crate::cases::{self, Case, TermCase};

/// A pack with one thing changed.
pub struct Mutant {
    /// What was changed: `2/3: any-of becomes all-of`.
    pub what: String,
    /// The pack.
    pub pack: Pack,
}

/// What the told cases make of the mutants.
pub struct Outcome {
    /// How many there were.
    pub mutants: usize,
    /// Those that no case failed.
    pub survivors: Vec<String>,
}

/// Every mutant of a pack.
pub fn mutants(pack: &Pack) -> Vec<Mutant> {
    let mut all = Vec::new();
    let mut mutate = |what: String, change: &dyn Fn(&mut Pack)| {
        let mut mutant = pack.clone();
        change(&mut mutant);
        // A change that changes nothing is no mutant.
        if mutant != *pack {
            all.push(Mutant { what, pack: mutant });
        }
    };
    alter::head(pack, &mut mutate);
    units::units(pack, &mut mutate);
    forms::forms(pack, &mut mutate);
    all
}

/// Tries every mutant against the told cases and terms.
///
/// # Errors
/// When a case cannot be understood, or fails on the pack as it is.
pub fn try_all(pack: &Pack, reference: &PackRef, calendar: &Calendar) -> Result<Outcome, String> {
    let wrong = cases::all_wrong(pack, reference, calendar)?;
    if !wrong.is_empty() {
        return Err(format!("the pack as it is fails told cases:\n{}", wrong.join("\n")));
    }
    let told = Told::of(pack, reference, calendar)?;
    let mutants = mutants(pack);
    let survivors = |some: &[Mutant]| -> Vec<String> {
        let mut order: Vec<usize> = (0..told.cases.len()).collect();
        let survives = |mutant: &&Mutant| !told.catch(&mutant.pack, &mut order);
        some.iter().filter(survives).map(|mutant| mutant.what.clone()).collect()
    };
    let hands = thread::available_parallelism().map_or(1, usize::from);
    let survivors: Result<Vec<Vec<String>>, String> = thread::scope(|scope| {
        let parts = mutants.chunks(mutants.len().div_ceil(hands).max(1));
        let parts: Vec<_> = parts.map(|part| scope.spawn(|| survivors(part))).collect();
        parts.into_iter().map(|part| part.join().map_err(|_| "a mutant made the check panic".to_owned())).collect()
    });
    Ok(Outcome { mutants: mutants.len(), survivors: survivors?.concat() })
}

/// What is told, and what the pack as it is answers.
struct Told<'a> {
    reference: &'a PackRef,
    calendar: &'a Calendar,
    cases: Vec<(Case, Report)>,
    terms: Vec<TermCase>,
}

impl<'a> Told<'a> {
    fn of(pack: &Pack, reference: &'a PackRef, calendar: &'a Calendar) -> Result<Told<'a>, String> {
        let with_report = |case: Case| {
            let report = cases::report(&case, pack, reference);
            (case, report)
        };
        let cases = cases::all(reference)?.into_iter().map(with_report).collect();
        Ok(Told { reference, calendar, cases, terms: cases::terms()? })
    }

    /// Whether a told case or term fails the pack. The case that does is tried first on the next one, which is much like this one.
    fn catch(&self, pack: &Pack, order: &mut [usize]) -> bool {
        let fails = |at: &usize| {
            self.cases.get(*at).is_some_and(|(case, as_it_is)| {
                let report = cases::report(case, pack, self.reference);
                // The same report as before is as right as before.
                report != *as_it_is && !cases::wrong(case, &report).is_empty()
            })
        };
        if !cases::wrong_terms(&self.terms, pack, self.calendar).is_empty() {
            return true;
        }
        let caught = order.iter().position(fails);
        if let Some(tried) = caught.and_then(|at| order.get_mut(..=at)) {
            tried.rotate_right(1);
        }
        caught.is_some()
    }
}

/// Takes a change to the pack, and what it is called.
type Mutate<'a> = dyn FnMut(String, &dyn Fn(&mut Pack)) + 'a;
