//! A verdict on a bundle from the worker, and the dossier that is inside.

use hoso_core::dossier::Dossier;
use hoso_core::json::read;
use hoso_core::text::Text;
use js_sys::Uint8Array;
use wasm_bindgen::JsValue;
use web_sys::Blob;

use super::client::{Job, SEAL, start};
use super::hashing::percent;
use super::verdict::Verdict;
use super::wire::{Answer, Ask, Failed};
use crate::browser;

/// What is heard of it.
pub enum Heard {
    /// So far, in percent.
    Progress(u32),
    /// The verdict.
    Judged(Box<Judged>),
    /// There is none, and why where that is known.
    Failed(Option<Text>),
}

/// A verdict, and what was read of what is inside.
#[derive(Clone, PartialEq)]
pub struct Judged {
    /// The verdict.
    pub verdict: Verdict,
    /// The dossier, where there is one to be read.
    pub dossier: Option<Dossier>,
    /// Where the bytes of each part begin, in the order of the verdict's parts; nothing for one that cannot be taken out as it is.
    pub places: Vec<Option<u64>>,
}

/// What a reader brings to judge by.
#[derive(Default)]
pub struct Brought {
    /// An earlier bundle to compare with.
    pub earlier: Option<Blob>,
    /// Files of certificates that it trusts (PEM or DER): those that issued themselves are roots, the others help to find a path.
    pub roots: Vec<Vec<u8>>,
    /// Files that tell of revocation, by name: lists and OCSP responses.
    pub status: Vec<(String, Vec<u8>)>,
}

/// Has a bundle judged under the packs given (their bytes), by what the reader brings. `None` where no worker starts.
pub fn verify(
    bundle: &Blob,
    packs: Vec<Vec<u8>>,
    brought: Brought,
    mut heard: impl FnMut(Heard) + 'static,
) -> Option<Job> {
    let (names, status): (Vec<String>, Vec<Vec<u8>>) = brought.status.into_iter().unzip();
    let ask = Ask::Verify {
        earlier: brought.earlier.is_some(),
        packs: packs.len(),
        roots: brought.roots.len(),
        status: names,
        at: browser::now() as u64,
    };
    let bytes = packs.into_iter().chain(brought.roots).chain(status);
    let bytes = bytes.map(|bytes| JsValue::from(Uint8Array::from(bytes.as_slice())));
    let bundles = std::iter::once(bundle.clone()).chain(brought.earlier).map(JsValue::from);
    let things = bundles.chain(bytes).collect();
    start(SEAL, ask, things, Vec::new(), move |answer: Option<(Answer, Vec<JsValue>)>| {
        heard(match answer {
            Some((Answer::Progress(done, of), _)) => Heard::Progress(percent(done, of)),
            Some((Answer::Verified(json, places), things)) => {
                let inside = things.first().and_then(JsValue::as_string);
                let dossier = inside.and_then(|json| read(json.as_bytes()).ok());
                let judged = |verdict| Heard::Judged(Box::new(Judged { verdict, dossier, places }));
                read(json.as_bytes()).map_or(Heard::Failed(None), judged)
            }
            Some((Answer::Failed(Failed::Said(why)), _)) => Heard::Failed(Some(why)),
            Some(_) | None => Heard::Failed(None),
        });
    })
}
