//! One thing changed in the law, and no told case notices: then that thing is held by nothing.
#![cfg(not(target_arch = "wasm32"))]

use hoso_core::law::{held, load};
use hoso_tests::mutants;

#[test]
fn every_mutant_of_the_pack_fails_a_told_case() {
    for entry in held::index().unwrap().packs {
        let file = entry.versions.iter().find(|version| version.version == entry.latest).unwrap();
        let (pack, reference) = load(held::file(&file.file).unwrap()).unwrap();
        let outcome = mutants::try_all(&pack, &reference, &held::calendar().unwrap()).unwrap();
        println!("{}: mutants: {}, survivors: {}", entry.id, outcome.mutants, outcome.survivors.len());
        assert!(outcome.mutants > 16, "too few to mean anything");
        assert!(outcome.survivors.is_empty(), "{}", outcome.survivors.join("\n"));
    }
}
