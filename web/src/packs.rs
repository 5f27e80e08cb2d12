//! The packs that were loaded.

use std::cell::RefCell;

#[cfg(not(feature = "verify"))]
use hoso_core::dossier::Plans;
use hoso_core::json::{Written, sha256_hex};
use hoso_core::law::{Pack, PackRef, load};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::problem::Problem;
#[cfg(not(feature = "verify"))]
use crate::short::Seen;

/// A pack, its id and version, and what was worked out of it.
pub struct Law {
    /// The pack.
    pub pack: &'static Pack,
    /// Its id and version.
    pub reference: PackRef,
    /// The plans of its dossiers.
    #[cfg(not(feature = "verify"))]
    pub plans: Plans<'static>,
    /// What reports under it were seen to say of duties.
    #[cfg(not(feature = "verify"))]
    pub seen: Seen,
}

thread_local! {
    static LOADED: RefCell<Vec<&'static Law>> = const { RefCell::new(Vec::new()) };
}

/// Loads a compiled pack, checked as the compiler checks it, and answers with `{ id, version }`.
///
/// # Errors
/// When the bytes are no pack that can be used.
#[wasm_bindgen(js_name = loadPack, skip_jsdoc)]
pub fn load_pack(bytes: &[u8]) -> Result<String, Problem> {
    if let Ok(known) = of(&sha256_hex(bytes)) {
        return told(&known.reference);
    }
    let (pack, reference) = load(bytes).map_err(|error| {
        Problem::new("not-a-pack", format!("không phải là dữ liệu pháp luật dùng được: {error}"), error.to_string())
    })?;
    let text = told(&reference);
    // A pack that was loaded stays for as long as the module does, so whatever looks at it may.
    let pack: &Pack = Box::leak(Box::new(pack));
    #[cfg(not(feature = "verify"))]
    let law = Law { pack, reference, plans: Plans::of(pack), seen: Seen::default() };
    #[cfg(feature = "verify")]
    let law = Law { pack, reference };
    LOADED.with_borrow_mut(|loaded| loaded.push(Box::leak(Box::new(law))));
    text
}

fn told(reference: &PackRef) -> Result<String, Problem> {
    reference.json().map_err(|error| Problem::of_shape(&error))
}

/// The pack of that version.
///
/// # Errors
/// When it was not loaded.
pub fn of(version: &str) -> Result<&'static Law, Problem> {
    let law = LOADED.with_borrow(|loaded| loaded.iter().find(|law| law.reference.version == version).copied());
    law.ok_or_else(|| {
        Problem::new(
            "pack-not-loaded",
            format!("chưa nạp dữ liệu pháp luật phiên bản {version}; hãy gọi loadPack trước."),
            format!("the pack of version {version} was not loaded; call loadPack first."),
        )
    })
}

/// The number of the pack of that version.
#[cfg(not(feature = "verify"))]
pub fn number(version: &str) -> Option<usize> {
    LOADED.with_borrow(|loaded| loaded.iter().position(|law| law.reference.version == version))
}

/// The pack of that number.
#[cfg(not(feature = "verify"))]
pub fn at(number: u32) -> Option<&'static Law> {
    LOADED.with_borrow(|loaded| loaded.get(usize::try_from(number).ok()?).copied())
}
