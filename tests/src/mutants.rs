//! Mutants of a pack: one thing in it changed at a time. The told cases must fail every one of them.

mod alter;
mod forms;
mod units;

use hoso_core::day::Calendar;
use hoso_core::law::{Pack, PackRef};

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
    let cases = cases::all(reference)?;
    let terms = cases::terms()?;
    let wrong = cases::all_wrong(pack, reference, calendar)?;
    if !wrong.is_empty() {
        return Err(format!("the pack as it is fails told cases:\n{}", wrong.join("\n")));
    }
    let mutants = mutants(pack);
    let survives = |mutant: &&Mutant| caught_by(&mutant.pack, reference, calendar, &cases, &terms).is_none();
    let survivors = mutants.iter().filter(survives).map(|mutant| mutant.what.clone()).collect();
    Ok(Outcome { mutants: mutants.len(), survivors })
}

/// The first case or term that the pack fails.
fn caught_by(
    pack: &Pack,
    reference: &PackRef,
    calendar: &Calendar,
    cases: &[Case],
    terms: &[TermCase],
) -> Option<String> {
    let term = || cases::wrong_terms(terms, pack, calendar).into_iter().next();
    let case = |case: &Case| cases::wrong(case, &cases::report(case, pack, reference)).into_iter().next();
    term().or_else(|| cases.iter().find_map(case))
}

/// Takes a change to the pack, and what it is called.
type Mutate<'a> = dyn FnMut(String, &dyn Fn(&mut Pack)) + 'a;
