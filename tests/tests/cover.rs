//! Nothing of the law stands without a told case: each duty has one in which it is met and one in which it is unmet.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on should stop where it is")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use hoso_core::law::What;
use hoso_tests::cases;
use hoso_tests::circular::circular;

/// The verdicts that cases tell of each duty in so many words; standing as in the first case does not count.
fn told() -> BTreeMap<String, BTreeSet<String>> {
    let (_, reference) = circular();
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
    let (pack, _) = circular();
    let told = told();
    let asks = |what: &What| matches!(what, What::Form(_) | What::FieldsOf(_) | What::Papers(_) | What::List(_));
    let duties: Vec<String> = pack.units().filter(|unit| asks(&unit.what)).map(|unit| unit.cite.to_string()).collect();
    assert_eq!(duties.len(), 16, "the duties of Article 2 and of 16.1: {duties:?}");
    for duty in duties {
        let verdicts = told.get(&duty).cloned().unwrap_or_default();
        for verdict in ["met", "unmet"] {
            assert!(verdicts.contains(verdict), "{duty} has no told case in which it is {verdict}");
        }
    }
}

#[test]
fn each_condition_is_told_both_ways() {
    let (pack, _) = circular();
    let told = told();
    for unit in pack.units().filter(|unit| unit.when.is_some()) {
        let verdicts = &told[&unit.cite.to_string()];
        let both = verdicts.contains("not-asked") && verdicts.contains("met") && verdicts.contains("open");
        assert!(both, "{}: {verdicts:?}", unit.cite);
    }
}

#[test]
fn each_file_of_cases_is_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/law").join("vn/tt-24-2014").join("cases");
    let there: BTreeSet<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(there, cases::files().into_iter().map(str::to_owned).collect());
}
