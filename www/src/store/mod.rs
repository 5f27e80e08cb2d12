//! What is kept on the device, in IndexedDB: drafts as JSON text, attachments and sealed bundles as blobs. The last change of a draft
//! may stand in `localStorage` for a moment ([`unsaved`]).
//!
//! Nothing is dropped in silence. Where the browser keeps nothing (private windows, a full disk), the failure is said and what
//! was meant to be kept stays in memory ([`held`]) for as long as the page is open.

mod base;
mod files;
mod held;
mod objects;
mod unsaved;

use std::collections::BTreeMap;

use hoso_core::text::Text;
use web_sys::Blob;

use base::{BUNDLES, DRAFTS};
pub use files::{delete_file, file, keep_file, names};
pub use unsaved::{put as keep_unsaved, remove as forget_unsaved};

/// A draft as it is kept: its bytes are opened by core, and a draft of a newer version is kept as it is. What the first page says
/// of it stands beside the bytes, so that the first page needs no core.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// The dossier's id.
    pub id: String,
    /// The draft's JSON.
    pub json: String,
    /// When it was last kept, in milliseconds since 1970.
    pub saved: f64,
    /// What it is called.
    pub title: Text,
    /// The page it was left on; none when it cannot be opened.
    pub page: Option<String>,
    /// Why it cannot be opened.
    pub note: Option<Text>,
}

/// A sealed bundle as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Bundle {
    /// Whom it is for: a word of the pack.
    pub recipient: String,
    /// What it holds, as [`crate::work::fan::Piece`] says it in short.
    pub content: String,
    /// The container.
    pub blob: Blob,
    /// The name to download it under.
    pub name: String,
    /// SHA-256 of the dossier's signed JSON, hexadecimal: the number to refer to it by.
    pub reference: String,
    /// When it was signed, in milliseconds since 1970.
    pub signed: f64,
}

/// Why something could not be kept or read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The browser gives no more room.
    Full,
    /// The browser keeps nothing for this page.
    Unavailable,
}

/// Every draft, the last kept first.
///
/// # Errors
/// When the browser keeps nothing.
pub async fn drafts() -> Result<Vec<Kept>, Failure> {
    let mut drafts: Vec<Kept> = base::all(DRAFTS).await?.iter().filter_map(objects::kept).collect();
    for unsaved in unsaved::all() {
        match drafts.iter_mut().find(|kept| kept.id == unsaved.id) {
            Some(kept) if kept.saved < unsaved.saved => *kept = unsaved,
            Some(_) => {}
            None => drafts.push(unsaved),
        }
    }
    drafts.sort_by(|a, b| b.saved.total_cmp(&a.saved));
    Ok(drafts)
}

/// One draft, with its last change even where the page went before that was in the data base.
///
/// # Errors
/// When the browser keeps nothing.
pub async fn draft(id: &str) -> Result<Option<Kept>, Failure> {
    let unsaved = unsaved::get(id);
    let kept = match base::get(DRAFTS, id).await {
        Ok(kept) => kept.as_ref().and_then(objects::kept),
        Err(failure) => return unsaved.map(Some).ok_or(failure),
    };
    let is_later = |unsaved: &Kept| kept.as_ref().is_none_or(|kept| kept.saved < unsaved.saved);
    Ok(unsaved.filter(is_later).or(kept))
}

/// Keeps a draft in place of what was kept under its id.
///
/// # Errors
/// When there is no room, or the browser keeps nothing.
pub async fn keep_draft(kept: &Kept) -> Result<(), Failure> {
    base::put(DRAFTS, &kept.id, &objects::of_kept(kept)).await?;
    unsaved::remove(&kept.id);
    Ok(())
}

/// Deletes a draft with its files and its bundles.
///
/// # Errors
/// When the browser keeps nothing.
pub async fn delete_draft(id: &str) -> Result<(), Failure> {
    for name in names(id).await? {
        delete_file(id, &name).await?;
    }
    for key in base::keys_under(BUNDLES, id).await? {
        base::delete(BUNDLES, &key).await?;
    }
    held::drop_bundles(id);
    unsaved::remove(id);
    base::delete(DRAFTS, id).await
}

/// The bundles sealed from a draft, by recipient. Those in memory are there even where the browser keeps nothing.
pub async fn bundles(id: &str) -> BTreeMap<String, Bundle> {
    let mut bundles = BTreeMap::new();
    for key in base::keys_under(BUNDLES, id).await.unwrap_or_default() {
        let kept = base::get(BUNDLES, &key).await.ok().flatten();
        bundles.extend(kept.as_ref().and_then(objects::bundle).map(|bundle| (bundle.recipient.clone(), bundle)));
    }
    bundles.extend(held::bundles(id).into_iter().map(|bundle| (bundle.recipient.clone(), bundle)));
    bundles
}

/// Keeps a sealed bundle in place of what was sealed for its recipient before; in memory too, so that it can be downloaded even when there is no room for it.
///
/// # Errors
/// When there is no room, or the browser keeps nothing.
pub async fn keep_bundle(id: &str, bundle: &Bundle) -> Result<(), Failure> {
    held::hold_bundle(id, bundle.clone());
    base::put(BUNDLES, &format!("{id}/{}", bundle.recipient), &objects::of_bundle(bundle)).await
}

/// Asks the browser not to clear what is kept when it runs short of room. Its answer changes nothing for the page.
pub fn ask_to_persist() {
    if let Ok(asked) = gloo::utils::window().navigator().storage().persist() {
        wasm_bindgen_futures::spawn_local(async move { drop(wasm_bindgen_futures::JsFuture::from(asked).await) });
    }
}
