//! The first page.

use wasm_bindgen::prelude::wasm_bindgen;

fn main() {}

/// Shows the first page.
#[wasm_bindgen]
pub fn show() {
    hoso_www::app::show::<hoso_www::app::front::Front>();
}

/// Takes it out of the page.
#[wasm_bindgen]
pub fn hide() {
    hoso_www::app::hide();
}
