//! The told cases beside the law, natively and in the browser, with the same report bytes.

use hoso_core::law::held;
use hoso_tests::cases;
use hoso_tests::circular::packs;
use wasm_bindgen_test::wasm_bindgen_test;

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test(unsupported = test)]
fn every_told_case_and_term_holds() {
    for (pack, reference) in packs() {
        let wrong = cases::all_wrong(pack, reference, &held::calendar().unwrap()).unwrap();
        assert!(wrong.is_empty(), "{}: {}", pack.id, wrong.join("\n"));
    }
}

/// The committed hash is what the native program made; the browser must make the same. `cargo xtask law` writes it anew.
#[wasm_bindgen_test(unsupported = test)]
fn reports_are_the_same_bytes_natively_and_in_the_browser() {
    let hash = cases::hash(packs()).unwrap();
    let message = format!("reports of all told cases: sha256 {hash}");
    #[cfg(target_arch = "wasm32")]
    wasm_bindgen_test::console_log!("{message}");
    #[cfg(not(target_arch = "wasm32"))]
    println!("{message}");
    assert_eq!(hash, include_str!("../cases.sha256").trim(), "run `cargo xtask law` after a change of law or engine");
}
