//! Drafts whose last change was not in the data base yet when the page went away: in `localStorage`, which is written at once, where
//! IndexedDB needs time that a closing page does not have. Each stays until the data base holds it, or the draft is deleted.

use js_sys::JSON;
use web_sys::Storage;

use super::{Kept, objects};

const PREFIX: &str = "hoso-unsaved/";

/// Keeps a draft here. Where the browser has no room for it or keeps nothing, nothing is left to try.
pub fn put(kept: &Kept) {
    let text = JSON::stringify(&objects::of_kept(kept)).ok().and_then(|text| text.as_string());
    if let (Some(storage), Some(text)) = (storage(), text) {
        let _ = storage.set_item(&key(&kept.id), &text);
    }
}

/// The draft of that id, if its last change was left here.
pub fn get(id: &str) -> Option<Kept> {
    read(&storage()?.get_item(&key(id)).ok()??)
}

/// Every draft that was left here.
pub fn all() -> Vec<Kept> {
    let Some(storage) = storage() else { return Vec::new() };
    let keys = (0..storage.length().unwrap_or(0)).filter_map(|at| storage.key(at).ok()?);
    let texts = keys.filter(|key| key.starts_with(PREFIX)).filter_map(|key| storage.get_item(&key).ok()?);
    texts.filter_map(|text| read(&text)).collect()
}

/// Removes it: the data base holds it, or nobody wants it.
pub fn remove(id: &str) {
    if let Some(storage) = storage() {
        // What cannot be removed is older than what is kept, and passed over for that.
        let _ = storage.remove_item(&key(id));
    }
}

fn read(text: &str) -> Option<Kept> {
    objects::kept(&JSON::parse(text).ok()?)
}

fn key(id: &str) -> String {
    format!("{PREFIX}{id}")
}

fn storage() -> Option<Storage> {
    gloo::utils::window().local_storage().ok()?
}
