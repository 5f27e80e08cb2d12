//! A dossier that is an object on the other side, checked by its answers laid flat.

use hoso_core::dossier::Plans;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::packs;
use crate::short::answer;

/// Checks the text on the desk as `checkDesk` does; its answers are laid flat.
#[wasm_bindgen(js_name = checkFlat, skip_jsdoc)]
pub fn check_flat(pack: u32, length: u32, on: Option<String>) -> i32 {
    answer(pack, length, on, Plans::check_flat)
}

/// How the answers of a kind of dossier are laid flat; empty where the pack or the procedure is not known.
#[wasm_bindgen(js_name = layoutOf, skip_jsdoc)]
pub fn layout_of(pack: u32, procedure: &str) -> String {
    packs::at(pack).and_then(|law| law.plans.layout(procedure)).unwrap_or_default()
}
