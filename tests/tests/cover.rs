//! Nothing of the law stands without a told case: each duty has one in which it is met and one in which it is unmet.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on should stop where it is")]

use std::collections::{BTreeMap, BTreeSet};

use hoso_core::law::{Pack, PackRef, Unit, What};
use hoso_tests::cases::{self, Case};
use hoso_tests::circular::packs;
use hoso_tests::mutants::is_reached;

/// The verdicts that cases tell of each duty in so many words; standing as in the first case does not count.
fn told(reference: &PackRef) -> BTreeMap<String, BTreeSet<String>> {
    let mut told: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for case in cases::all(reference).unwrap() {
        for cite in &case.expected.told {
            told.entry(cite.clone()).or_default().insert(case.expected.duties[cite].clone());
        }
    }
    told
}

#[test]
fn each_duty_has_a_met_and_an_unmet_case() {
    packs().iter().for_each(|(pack, reference)| duties_of(pack, reference));
}

fn duties_of(pack: &Pack, reference: &PackRef) {
    let told = told(reference);
    // What is done beside a filing only warns, so it is never unmet.
    let beside = |what: &What| matches!(what, What::Papers(ask) if ask.specs().iter().all(|spec| spec.beside));
    for unit in pack.units().filter(|unit| is_duty(pack, unit)) {
        let duty = unit.cite.to_string();
        let verdicts = told.get(&duty).cloned().unwrap_or_default();
        let wanted = if beside(&unit.what) { &["met"][..] } else { &["met", "unmet"] };
        for verdict in wanted.iter().copied() {
            assert!(verdicts.contains(verdict), "{} {duty} has no told case in which it is {verdict}", pack.id);
        }
    }
}

/// Whether a unit is a duty of some dossier: it asks for something, checks something, or sets a time to keep.
fn is_duty(pack: &Pack, unit: &Unit) -> bool {
    let asks =
        matches!(unit.what, What::Form(_) | What::FieldsOf(_) | What::Papers(_) | What::ByCase(_) | What::List(_));
    let timed = unit.steps.iter().any(|step| step.day.is_some());
    (is_reached(pack, unit.cite) && (asks || !unit.checks.is_empty())) || timed
}

/// A time that a filing must keep is told kept, and told missed.
#[test]
fn each_time_to_keep_is_told_both_ways() {
    for (pack, reference) in packs() {
        let cases = cases::all(reference).unwrap();
        for unit in pack.units() {
            for day in unit.steps.iter().filter_map(|step| step.day.as_ref()) {
                let duty = unit.cite.to_string();
                let missed = |case: &Case| {
                    let of_time = |found: &String| found.contains(" too-late ") || found.contains(" too-early ");
                    let here = format!(" at {day} by {duty} ");
                    case.expected.findings.iter().any(|found| of_time(found) && found.contains(&here))
                };
                let kept = |case: &Case| case.expected.told.contains(&duty) && case.expected.duties[&duty] == "met";
                let told = |which: &dyn Fn(&Case) -> bool| cases.iter().any(which);
                assert!(told(&missed), "{} {duty}: no told case misses the time from {day}", pack.id);
                assert!(told(&|case| kept(case) && !missed(case)), "{} {duty}: none keeps it", pack.id);
            }
        }
    }
}

#[test]
fn each_condition_is_told_both_ways() {
    for (pack, reference) in packs() {
        let told = told(reference);
        // A condition on a unit that holds others is told by those.
        for unit in pack.units().filter(|unit| unit.when.is_some() && is_duty(pack, unit)) {
            let verdicts = told.get(&unit.cite.to_string()).cloned().unwrap_or_default();
            let both = verdicts.contains("not-asked") && verdicts.contains("met") && verdicts.contains("open");
            assert!(both, "{} {}: {verdicts:?}", pack.id, unit.cite);
        }
    }
}

#[test]
fn each_act_is_told_to_apply_and_not_to() {
    for (pack, reference) in packs() {
        let mut told: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        let cases = cases::all(reference).unwrap();
        for (id, holds) in cases.iter().filter_map(|case| case.expected.acts.as_ref()).flatten() {
            told.entry(id).or_default().insert(holds);
        }
        for act in &pack.acts {
            let both =
                told.get(act.id.as_str()).is_some_and(|told| ["asked", "open"].iter().all(|one| told.contains(one)));
            assert!(both, "{} {}: {told:?}", pack.id, act.id);
        }
    }
}
