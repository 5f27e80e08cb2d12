//! The bytes that a signature is made over are the same natively and in the browser, for the example dossier.

#![allow(clippy::unwrap_used, reason = "the helpers of a test stop it where they are")]

use hoso_core::bundle::{Algorithm, Digests, contents, prepare};
use hoso_core::dossier::Dossier;
use hoso_core::json::{hex, sha256_hex};
use hoso_core::page::package;
use hoso_tests::circular;
use wasm_bindgen_test::wasm_bindgen_test;

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

/// A certificate made once for this test; its key is gone.
const SIGNER: &[u8] = include_bytes!("fixtures/signer.der");
const EXAMPLE: &[u8] = include_bytes!("../../core/law/vn/tt-24-2014/example/dossier.json");
/// What the native program made. After a change of law, pages or container run the native test and write the new hash here.
const NATIVE: &str = include_str!("fixtures/to-be-signed.sha256");

#[wasm_bindgen_test(unsupported = test)]
fn the_example_has_the_same_bytes_to_be_signed_everywhere() {
    let hash = to_be_signed_sha256();
    let message = format!("to be signed for the example: sha256 {hash}");
    #[cfg(target_arch = "wasm32")]
    wasm_bindgen_test::console_log!("{message}");
    #[cfg(not(target_arch = "wasm32"))]
    println!("{message}");
    assert_eq!(hash, NATIVE.trim());
}

fn to_be_signed_sha256() -> String {
    let (pack, reference) = circular::circular();
    let mut dossier: Dossier = serde_json::from_slice(EXAMPLE).unwrap();
    dossier.pack = reference.clone();
    // Each scan is taken to hold the name of its slot, so that every part differs.
    for (slot, papers) in &mut dossier.papers {
        for file in papers.iter_mut().filter_map(|paper| paper.file.as_mut()) {
            let digests = Digests::of(slot.to_string().as_bytes());
            (file.size, file.sha256) = (digests.size, Some(hex(&digests.sha256)));
        }
    }
    let package = package(pack, reference, &dossier).unwrap();
    let attached: Vec<Digests> =
        package.attachments.iter().map(|file| Digests::of(file.slot.to_string().as_bytes())).collect();
    let parts = contents(&package, &attached).unwrap();
    let at = "2016-05-10T03:00:00Z".parse().unwrap();
    let prepared = prepare(parts, SIGNER, Algorithm::EcdsaP256, at).unwrap();
    sha256_hex(prepared.to_be_signed())
}
