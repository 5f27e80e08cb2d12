//! What is kept in memory while the page is open: files and bundles for which the device had no room.

use std::cell::RefCell;
use std::collections::BTreeMap;

use web_sys::Blob;

use super::Bundle;

thread_local! {
    static FILES: RefCell<BTreeMap<(String, String), Blob>> = const { RefCell::new(BTreeMap::new()) };
    static BUNDLES: RefCell<BTreeMap<(String, String), Bundle>> = const { RefCell::new(BTreeMap::new()) };
}

pub fn hold_file(draft: &str, name: &str, blob: Blob) {
    FILES.with_borrow_mut(|files| files.insert((draft.to_owned(), name.to_owned()), blob));
}

pub fn file(draft: &str, name: &str) -> Option<Blob> {
    FILES.with_borrow(|files| files.get(&(draft.to_owned(), name.to_owned())).cloned())
}

pub fn drop_file(draft: &str, name: &str) {
    FILES.with_borrow_mut(|files| files.remove(&(draft.to_owned(), name.to_owned())));
}

pub fn names(draft: &str) -> Vec<String> {
    FILES.with_borrow(|files| files.keys().filter(|(of, _)| of == draft).map(|(_, name)| name.clone()).collect())
}

pub fn hold_bundle(draft: &str, bundle: Bundle) {
    let key = (draft.to_owned(), bundle.recipient.clone());
    BUNDLES.with_borrow_mut(|bundles| bundles.insert(key, bundle));
}

pub fn bundles(draft: &str) -> Vec<Bundle> {
    let of_draft = |((of, _), bundle): (&(String, String), &Bundle)| (of == draft).then(|| bundle.clone());
    BUNDLES.with_borrow(|bundles| bundles.iter().filter_map(of_draft).collect())
}

pub fn drop_bundles(draft: &str) {
    BUNDLES.with_borrow_mut(|bundles| bundles.retain(|(of, _), _| of != draft));
}
