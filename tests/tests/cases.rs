//! The told cases beside the law, natively and in the browser, with the same report bytes.

use hoso_core::law::{Pack, PackRef, held, load};
use hoso_tests::cases;
use wasm_bindgen_test::wasm_bindgen_test;

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

const LAW: &str = "vn/tt-24-2014";

fn pack() -> (Pack, PackRef) {
    let index = held::index().unwrap();
    let entry = index.packs.iter().find(|entry| entry.id == LAW).unwrap();
    let file = index.file(LAW, &entry.latest).unwrap();
    load(held::file(file).unwrap()).unwrap()
}

#[wasm_bindgen_test(unsupported = test)]
fn every_told_case_and_term_holds() {
    let (pack, reference) = pack();
    let wrong = cases::all_wrong(&pack, &reference, &held::calendar().unwrap()).unwrap();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The committed hash is what the native program made; the browser must make the same. `cargo xtask law` writes it anew.
#[wasm_bindgen_test(unsupported = test)]
fn reports_are_the_same_bytes_natively_and_in_the_browser() {
    let (pack, reference) = pack();
    let hash = cases::hash(&pack, &reference).unwrap();
    let message = format!("reports of all told cases: sha256 {hash}");
    #[cfg(target_arch = "wasm32")]
    wasm_bindgen_test::console_log!("{message}");
    #[cfg(not(target_arch = "wasm32"))]
    println!("{message}");
    assert_eq!(hash, include_str!("../cases.sha256").trim(), "run `cargo xtask law` after a change of law or engine");
}
