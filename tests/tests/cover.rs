//! Nothing of the law stands without a told case, and nothing of the Circular's text without a place in the law files.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop where it is")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use hoso_core::cite::Cite;
use hoso_core::law::held;
use hoso_tests::cases;
use hoso_tests::circular::{circular, packs};
use hoso_tests::told::untold;

/// Each duty is told met and unmet, each condition both ways, each time to keep kept and missed, each term to its last day.
#[test]
fn everything_is_told_both_ways() {
    let calendar = held::calendar().unwrap();
    for (pack, reference) in packs() {
        let untold = untold(pack, reference, &calendar).unwrap();
        assert!(untold.is_empty(), "{}:\n{}", pack.id, untold.join("\n"));
    }
}

/// Every unit that the outline of the text lists has a place in an article file, and every article is encoded.
#[test]
fn nothing_of_the_circular_is_uncovered() {
    let (pack, _) = circular();
    assert!(!pack.partial && pack.articles.iter().all(|article| article.encoded));
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/law/vn/tt-24-2014/outline.txt");
    let outline = std::fs::read_to_string(file).unwrap();
    let units: Vec<Cite> = outline.lines().filter_map(|line| line.parse().ok()).collect();
    assert!(units.len() > 200, "the outline lists {} units", units.len());
    let uncovered: Vec<String> =
        units.iter().filter(|cite| pack.label(**cite).is_none()).map(Cite::to_string).collect();
    assert_eq!(uncovered, [""; 0]);
    let articles: BTreeSet<u16> = units.iter().map(|cite| cite.article).collect();
    assert_eq!(articles, (1..=21).collect());
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
