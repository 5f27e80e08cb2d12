//! The packs as native programs hold them, that of the Circular among them, and an empty dossier under it.

#![allow(clippy::unwrap_used, reason = "the helpers of a test stop it where they are")]

use std::sync::LazyLock;

use hoso_core::dossier::Dossier;
use hoso_core::law::{Pack, PackRef, held, load};

use crate::cases;

/// The latest version of every law, as native programs hold it, in the order of their ids.
pub fn packs() -> &'static [(Pack, PackRef)] {
    static PACKS: LazyLock<Vec<(Pack, PackRef)>> = LazyLock::new(|| {
        let index = held::index().unwrap();
        let latest = index.packs.iter().map(|entry| {
            let file = index.file(&entry.id, &entry.latest).unwrap();
            load(held::file(file).unwrap()).unwrap()
        });
        latest.collect()
    });
    &PACKS
}

/// The latest version of the Circular.
pub fn circular() -> &'static (Pack, PackRef) {
    packs().iter().find(|(pack, _)| pack.id == "vn/tt-24-2014").unwrap()
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
