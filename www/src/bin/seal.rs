//! The worker that hashes, seals and verifies.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use chrono::{DateTime, Utc};
use hoso_core::bundle::{TrustStore, verify};
use hoso_core::json::{canonical, hex, read};
use hoso_core::law::{Pack, PackRef, load};
use hoso_www::work::blob::BlobReader;
use hoso_www::work::sealer::{Job, seal};
use hoso_www::work::serve::{listen, say};
use hoso_www::work::wire::{Answer, Ask, Failed};
use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, CryptoKey};

fn main() {
    listen(&Answer::Ready, answer);
}

async fn answer(ask: Ask, things: Vec<JsValue>) {
    let done = match ask {
        Ask::Hash => hash(things).map(|digest| (Answer::Hashed(digest), Vec::new())),
        Ask::Seal { dossier, names, at } => sealed(&dossier, names, at, things).await,
        Ask::Verify { packs, at } => verified(packs, at, things),
    };
    match done {
        Ok((answer, things)) => say(&answer, &things),
        Err(failed) => say(&Answer::Failed(failed), &[]),
    }
}

fn hash(things: Vec<JsValue>) -> Result<String, Failed> {
    let unreadable = || Failed::Unreadable(String::new());
    let blob: Blob = things.into_iter().next().and_then(|blob| blob.dyn_into().ok()).ok_or_else(unreadable)?;
    let all = blob.size() as u64;
    let mut done = 0;
    let reader = BlobReader::of(blob).ok_or_else(unreadable)?;
    let digests = reader.digests(|chunk| {
        done += chunk;
        progress(done, all);
    });
    digests.map(|digests| hex(&digests.sha256)).map_err(|_| unreadable())
}

async fn sealed(
    dossier: &str,
    names: Vec<String>,
    at: u64,
    things: Vec<JsValue>,
) -> Result<(Answer, Vec<JsValue>), Failed> {
    let wrong = |what: &str| Failed::Refused(what.to_owned());
    let mut things = things.into_iter();
    let mut bytes = || things.next().map(|bytes| Uint8Array::new(&bytes).to_vec());
    let (pack, certificate) = bytes().zip(bytes()).ok_or_else(|| wrong("bytes"))?;
    let key: CryptoKey = things.next().and_then(|key| key.dyn_into().ok()).ok_or(Failed::NotSigned)?;
    let blobs = things.filter_map(|blob| blob.dyn_into::<Blob>().ok());
    let files: BTreeMap<String, Blob> = names.into_iter().zip(blobs).collect();
    let dossier = read(dossier.as_bytes()).map_err(|error| wrong(&error.to_string()))?;
    let job = Job { dossier, pack, certificate, key, files, at: time(at).ok_or_else(|| wrong("time"))? };
    let (blob, reference) = seal(job, progress).await?;
    Ok((Answer::Sealed(reference), vec![blob.into()]))
}

fn verified(packs: usize, at: u64, things: Vec<JsValue>) -> Result<(Answer, Vec<JsValue>), Failed> {
    let refused = |what: String| Failed::Refused(what);
    let mut things = things.into_iter();
    let blob = things.next().and_then(|blob| blob.dyn_into::<Blob>().ok()).and_then(BlobReader::of);
    let source = blob.ok_or_else(|| Failed::Unreadable(String::new()))?;
    let mut bytes = things.map(|bytes| Uint8Array::new(&bytes).to_vec());
    let held: Vec<(Pack, PackRef)> = bytes.by_ref().take(packs).filter_map(|pack| load(&pack).ok()).collect();
    let store = TrustStore { roots: bytes.collect(), intermediates: Vec::new() };
    let find = |wanted: &PackRef| held.iter().find(|(_, reference)| reference == wanted).map(|(pack, _)| pack.clone());
    let now = time(at).ok_or_else(|| refused("time".to_owned()))?;
    let mut told = |done, all| {
        progress(done, all);
        ControlFlow::Continue(())
    };
    let verdict = verify(&source, &store, &find, now, &mut told).map_err(|_| Failed::Unreadable(String::new()))?;
    let json = serde_json::to_string(&verdict).map_err(|error| refused(error.to_string()))?;
    let inside = verdict.dossier.and_then(|inside| canonical(&*inside.dossier).ok());
    let inside = inside.and_then(|bytes| String::from_utf8(bytes).ok()).map(|json| JsValue::from_str(&json));
    Ok((Answer::Verified(json), inside.into_iter().collect()))
}

fn progress(done: u64, all: u64) {
    say(&Answer::Progress(done, all), &[]);
}

fn time(at: u64) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp_millis(at.try_into().ok()?)
}
