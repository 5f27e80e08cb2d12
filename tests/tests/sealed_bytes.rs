//! The bytes that a signature is made over are the same natively and in the browser, for the example dossier.

use hoso_tests::circular::packs;
use hoso_tests::example::to_be_signed_sha256;
use wasm_bindgen_test::wasm_bindgen_test;

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

/// The committed hash is what the native program made; the browser must make the same. `cargo xtask law` writes it anew.
#[wasm_bindgen_test(unsupported = test)]
fn the_example_has_the_same_bytes_to_be_signed_everywhere() {
    let hash = to_be_signed_sha256(packs()).unwrap();
    let message = format!("to be signed for the example: sha256 {hash}");
    #[cfg(target_arch = "wasm32")]
    wasm_bindgen_test::console_log!("{message}");
    #[cfg(not(target_arch = "wasm32"))]
    println!("{message}");
    assert_eq!(
        hash,
        include_str!("../to-be-signed.sha256").trim(),
        "run `cargo xtask law` after a change of law or pages"
    );
}
