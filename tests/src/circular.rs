//! The pack of the Circular as native programs hold it, and an empty dossier under it.

#![allow(clippy::unwrap_used, reason = "the helpers of a test stop it where they are")]

use std::sync::LazyLock;

use hoso_core::dossier::Dossier;
use hoso_core::law::{Pack, PackRef, held, load};

use crate::cases;

/// The latest version of the Circular, as native programs hold it.
pub fn circular() -> &'static (Pack, PackRef) {
    static CIRCULAR: LazyLock<(Pack, PackRef)> = LazyLock::new(|| {
        let index = held::index().unwrap();
        let entry = index.packs.iter().find(|entry| entry.id == "vn/tt-24-2014").unwrap();
        let file = index.file(&entry.id, &entry.latest).unwrap();
        load(held::file(file).unwrap()).unwrap()
    });
    &CIRCULAR
}

/// A dossier on which nothing is entered yet.
pub fn empty(reference: &PackRef) -> Dossier {
    let dossier = serde_json::json!({
        "format": 1, "id": "000102030405060708090a0b0c0d0e0f", "procedure": "grant", "recipient": "vca",
        "pack": reference, "on": "2016-05-10",
    });
    serde_json::from_value(dossier).unwrap()
}

/// The example dossiers of the Circular, each of which is met, in the order of their names.
pub fn examples() -> Vec<Dossier> {
    cases::examples(&circular().1).unwrap().into_values().collect()
}

/// The example of that name.
pub fn example(procedure: &str) -> Dossier {
    examples().into_iter().find(|dossier| dossier.procedure == procedure).unwrap()
}
