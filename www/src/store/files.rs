//! Attachments: blobs under `<draft>/<name>`. A name stands for one file within a draft, so one scan can serve several papers.

use wasm_bindgen::JsCast;
use web_sys::Blob;

use super::base::{self, FILES};
use super::{Failure, held};

/// Keeps a file under its name in the draft. Without room it is held in memory, and the failure says so.
///
/// # Errors
/// When there is no room, or the browser keeps nothing.
pub async fn keep_file(draft: &str, name: &str, blob: &Blob) -> Result<(), Failure> {
    let kept = base::put(FILES, &key(draft, name), blob).await;
    match kept {
        Ok(()) => held::drop_file(draft, name),
        Err(_) => held::hold_file(draft, name, blob.clone()),
    }
    kept
}

/// The file of that name.
///
/// # Errors
/// When the browser keeps nothing.
pub async fn file(draft: &str, name: &str) -> Result<Option<Blob>, Failure> {
    if let Some(blob) = held::file(draft, name) {
        return Ok(Some(blob));
    }
    Ok(base::get(FILES, &key(draft, name)).await?.and_then(|value| value.dyn_into().ok()))
}

/// The names of the draft's files.
///
/// # Errors
/// When the browser keeps nothing.
pub async fn names(draft: &str) -> Result<Vec<String>, Failure> {
    let keys = base::keys_under(FILES, draft).await?;
    let kept = keys.iter().filter_map(|key| key.split_once('/').map(|(_, name)| name.to_owned()));
    Ok(kept.chain(held::names(draft)).collect())
}

/// Deletes the file of that name.
///
/// # Errors
/// When the browser keeps nothing.
pub async fn delete_file(draft: &str, name: &str) -> Result<(), Failure> {
    held::drop_file(draft, name);
    base::delete(FILES, &key(draft, name)).await
}

fn key(draft: &str, name: &str) -> String {
    format!("{draft}/{name}")
}
