//! The validator as a module for JavaScript. Thin on purpose: it holds no rule, hands every question to core, and answers with
//! plain values. What crosses is JSON text (measured faster than building JS objects one by one) and numbers; what stands for a
//! session on the other side is a number, never a pointer. The facade in `web/npm` turns both into the published interface.

mod packs;
mod problem;

#[cfg(not(feature = "verify"))]
mod back;
#[cfg(not(feature = "verify"))]
mod desk;
#[cfg(not(feature = "verify"))]
mod flat;
#[cfg(all(feature = "full", not(feature = "verify")))]
mod full;
#[cfg(not(feature = "verify"))]
mod once;
#[cfg(not(feature = "verify"))]
mod session;
#[cfg(not(feature = "verify"))]
mod short;
#[cfg(not(feature = "verify"))]
mod spot;
#[cfg(feature = "verify")]
mod verify;

use wasm_bindgen::prelude::wasm_bindgen;

#[cfg(target_family = "wasm")]
#[global_allocator]
static MEMORY: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// The version of the module.
#[wasm_bindgen(skip_jsdoc)]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
