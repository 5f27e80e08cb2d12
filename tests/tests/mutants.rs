//! One thing changed in the law, and no told case notices: then that thing is held by nothing.
#![cfg(not(target_arch = "wasm32"))]

use hoso_core::law::held;
use hoso_tests::circular::circular;
use hoso_tests::mutants;

#[test]
fn every_mutant_of_the_pack_fails_a_told_case() {
    let (pack, reference) = circular();
    let outcome = mutants::try_all(pack, reference, &held::calendar().unwrap()).unwrap();
    println!("mutants: {}, survivors: {}", outcome.mutants, outcome.survivors.len());
    assert!(outcome.mutants > 16, "fewer than there are duties");
    assert!(outcome.survivors.is_empty(), "{}", outcome.survivors.join("\n"));
}
