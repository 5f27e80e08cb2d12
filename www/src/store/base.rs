//! The data base itself: opened once, one transaction an operation, ended before the operation counts as done.

use std::cell::RefCell;
use std::rc::Rc;

use rexie::{KeyRange, ObjectStore, Rexie, RexieBuilder, TransactionMode};
use wasm_bindgen::JsValue;

use super::Failure;

/// Drafts by dossier id.
pub const DRAFTS: &str = "drafts";
/// Attachments by `<dossier id>/<name>`.
pub const FILES: &str = "files";
/// Sealed bundles by `<dossier id>/<recipient>`.
pub const BUNDLES: &str = "bundles";

const NAME: &str = "hoso";
const VERSION: u32 = 1;

thread_local! {
    static OPEN: RefCell<Option<Rc<Rexie>>> = const { RefCell::new(None) };
}

pub async fn all(store: &str) -> Result<Vec<JsValue>, Failure> {
    let found = async {
        let db = open().await?;
        db.transaction(&[store], TransactionMode::ReadOnly)?.store(store)?.get_all(None, None).await
    };
    found.await.map_err(failure)
}

pub async fn get(store: &str, key: &str) -> Result<Option<JsValue>, Failure> {
    let found = async {
        let db = open().await?;
        db.transaction(&[store], TransactionMode::ReadOnly)?.store(store)?.get(JsValue::from_str(key)).await
    };
    found.await.map_err(failure)
}

/// The keys that begin with `prefix/`.
pub async fn keys_under(store: &str, prefix: &str) -> Result<Vec<String>, Failure> {
    let found = async {
        // `0` is the character after `/`.
        let (from, to) = (JsValue::from_str(&format!("{prefix}/")), JsValue::from_str(&format!("{prefix}0")));
        let range = KeyRange::bound(&from, &to, None, Some(true))?;
        let db = open().await?;
        db.transaction(&[store], TransactionMode::ReadOnly)?.store(store)?.get_all_keys(Some(range), None).await
    };
    Ok(found.await.map_err(failure)?.iter().filter_map(JsValue::as_string).collect())
}

pub async fn put(store: &str, key: &str, value: &JsValue) -> Result<(), Failure> {
    let put = async {
        let db = open().await?;
        let transaction = db.transaction(&[store], TransactionMode::ReadWrite)?;
        transaction.store(store)?.put(value, Some(&JsValue::from_str(key))).await?;
        // A full disk may show only when the transaction ends.
        transaction.commit().await
    };
    put.await.map_err(failure)
}

pub async fn delete(store: &str, key: &str) -> Result<(), Failure> {
    let delete = async {
        let db = open().await?;
        let transaction = db.transaction(&[store], TransactionMode::ReadWrite)?;
        transaction.store(store)?.delete(JsValue::from_str(key)).await?;
        transaction.commit().await
    };
    delete.await.map_err(failure)
}

async fn open() -> rexie::Result<Rc<Rexie>> {
    if let Some(db) = OPEN.with_borrow(Clone::clone) {
        return Ok(db);
    }
    let stores = [DRAFTS, FILES, BUNDLES].map(ObjectStore::new);
    let builder = Rexie::builder(NAME).version(VERSION);
    let db = Rc::new(stores.into_iter().fold(builder, RexieBuilder::add_object_store).build().await?);
    OPEN.with_borrow_mut(|open| *open = Some(db.clone()));
    Ok(db)
}

fn failure(error: rexie::Error) -> Failure {
    let said = match &error {
        rexie::Error::IdbError(inner) => inner.to_string(),
        other => other.to_string(),
    };
    // A transaction whose requests went well is aborted for want of room.
    let full = said.contains("Quota") || matches!(error, rexie::Error::TransactioncommitFailed);
    if full { Failure::Full } else { Failure::Unavailable }
}
