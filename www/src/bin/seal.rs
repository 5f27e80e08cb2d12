//! The worker that hashes, seals and verifies.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use chrono::{DateTime, Utc};
use hoso_core::bundle::{TrustStore, part_places, verify};
use hoso_core::json::{canonical, hex, read};
use hoso_core::law::{Pack, PackRef, load};
use hoso_core::text::Text;
use hoso_www::work::blob::{BlobReader, digests};
use hoso_www::work::drawing::Source;
use hoso_www::work::elsewhere::{finish, introduce, looked, prepare, to_sign};
use hoso_www::work::further::{finish_later, prepare_later, sign_further, to_sign_later};
use hoso_www::work::sealer::{Signer, seal};
use hoso_www::work::serve::{listen, say};
use hoso_www::work::wire::{Answer, Ask, Failed, Way};
use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, CryptoKey};

fn main() {
    listen(&Answer::Ready, answer);
}

async fn answer(ask: Ask, things: Vec<JsValue>) {
    let done = match ask {
        Ask::Hash => hash(things).await.map(|digest| (Answer::Hashed(digest), Vec::new())),
        Ask::Seal { dossier, names, at } => sealed(&dossier, names, at, things).await,
        Ask::Prepare { dossier, names, at, way } => prepared(&dossier, names, at, &way, things).await,
        Ask::Look { chains, at } => looked_at(&chains, at, things),
        Ask::ToSign { waiting } => {
            let others: Vec<Vec<u8>> = things.iter().map(|thing| Uint8Array::new(thing).to_vec()).collect();
            to_sign(&waiting, &others).map(|(said, things)| (Answer::ToSign(Box::new(said)), things))
        }
        Ask::Introduce { waiting } => introduced(&waiting, things),
        Ask::Finish { waiting, names } => finished(&waiting, names, things).await,
        Ask::SignFurther { at } => signed_further(at, things).await,
        Ask::PrepareFurther { algorithm, at } => prepared_further(&algorithm, at, things),
        Ask::ToSignFurther { waiting } => to_sign_further(&waiting, things),
        Ask::FinishFurther { waiting } => finished_further(&waiting, things),
        Ask::Verify { earlier, packs, roots, status, at } => verified(earlier, packs, roots, &status, at, things).await,
    };
    match done {
        Ok((answer, things)) => say(&answer, &things),
        Err(failed) => say(&Answer::Failed(failed), &[]),
    }
}

async fn hash(things: Vec<JsValue>) -> Result<String, Failed> {
    let unreadable = || Failed::Unreadable(String::new());
    let blob: Blob = things.into_iter().next().and_then(|blob| blob.dyn_into().ok()).ok_or_else(unreadable)?;
    let all = blob.size() as u64;
    let mut done = 0;
    let digests = digests(&blob, |chunk| {
        done += chunk;
        progress(done, all);
    });
    digests.await.map(|digests| hex(&digests.sha256)).map_err(|_| unreadable())
}

async fn sealed(
    dossier: &str,
    names: Vec<String>,
    at: u64,
    things: Vec<JsValue>,
) -> Result<(Answer, Vec<JsValue>), Failed> {
    let mut things = things.into_iter();
    let (pack, certificate) = bytes(&mut things).zip(bytes(&mut things)).ok_or_else(|| wrong("bytes"))?;
    let signer = signer(certificate, &mut things, at)?;
    let source = source(dossier, pack, names, things)?;
    let (blob, reference) = seal(source, signer, progress).await?;
    Ok((Answer::Sealed(reference, at), vec![blob.into()]))
}

async fn prepared(
    dossier: &str,
    names: Vec<String>,
    at: u64,
    way: &Way,
    things: Vec<JsValue>,
) -> Result<(Answer, Vec<JsValue>), Failed> {
    let mut things = things.into_iter();
    let pack = bytes(&mut things).ok_or_else(|| wrong("bytes"))?;
    let certificate = match way {
        Way::Key(_) => bytes(&mut things).ok_or_else(|| wrong("bytes"))?,
        Way::File => Vec::new(),
    };
    let source = source(dossier, pack, names, things)?;
    let waiting = prepare(source, way, &certificate, time(at).ok_or_else(|| wrong("time"))?, progress).await?;
    Ok((Answer::Prepared(waiting), Vec::new()))
}

fn looked_at(chains: &[usize], at: u64, things: Vec<JsValue>) -> Result<(Answer, Vec<JsValue>), Failed> {
    let at = time(at).ok_or_else(|| wrong("time"))?;
    let mut ders = things.iter().map(|der| Uint8Array::new(der).to_vec());
    let of = |length: &usize| looked(&ders.by_ref().take(*length).collect::<Vec<_>>(), at);
    Ok((Answer::Looked(chains.iter().map(of).collect()), Vec::new()))
}

async fn finished(waiting: &str, names: Vec<String>, things: Vec<JsValue>) -> Result<(Answer, Vec<JsValue>), Failed> {
    let mut things = things.into_iter();
    let signature = bytes(&mut things).ok_or_else(|| wrong("bytes"))?;
    let (blob, reference, at) = finish(waiting, &signature, &files(names, things), progress).await?;
    let at = u64::try_from(at.timestamp_millis()).map_err(|_| wrong("time"))?;
    Ok((Answer::Sealed(reference, at), vec![blob.into()]))
}

fn introduced(waiting: &str, things: Vec<JsValue>) -> Result<(Answer, Vec<JsValue>), Failed> {
    let signature = bytes(&mut things.into_iter()).ok_or_else(|| wrong("bytes"))?;
    introduce(waiting, &signature).map(|shown| (Answer::SignedBy(Box::new(shown)), Vec::new()))
}

async fn signed_further(at: u64, things: Vec<JsValue>) -> Result<(Answer, Vec<JsValue>), Failed> {
    let mut things = things.into_iter();
    let bundle = in_hand(&mut things)?;
    let certificate = bytes(&mut things).ok_or_else(|| wrong("bytes"))?;
    let (blob, count) = sign_further(&bundle, signer(certificate, &mut things, at)?).await?;
    Ok((Answer::SignedFurther(count), vec![blob.into()]))
}

fn prepared_further(algorithm: &str, at: u64, things: Vec<JsValue>) -> Result<(Answer, Vec<JsValue>), Failed> {
    let mut things = things.into_iter();
    let bundle = in_hand(&mut things)?;
    let certificate = bytes(&mut things).ok_or_else(|| wrong("bytes"))?;
    let waiting = prepare_later(&bundle, algorithm, &certificate, time(at).ok_or_else(|| wrong("time"))?)?;
    Ok((Answer::Prepared(waiting), Vec::new()))
}

fn to_sign_further(waiting: &str, things: Vec<JsValue>) -> Result<(Answer, Vec<JsValue>), Failed> {
    let mut things = things.into_iter();
    let bundle = in_hand(&mut things)?;
    let others: Vec<Vec<u8>> = things.map(|thing| Uint8Array::new(&thing).to_vec()).collect();
    to_sign_later(&bundle, waiting, &others).map(|(said, things)| (Answer::ToSign(Box::new(said)), things))
}

fn finished_further(waiting: &str, things: Vec<JsValue>) -> Result<(Answer, Vec<JsValue>), Failed> {
    let mut things = things.into_iter();
    let bundle = in_hand(&mut things)?;
    let signature = bytes(&mut things).ok_or_else(|| wrong("bytes"))?;
    let (blob, count) = finish_later(&bundle, waiting, &signature)?;
    Ok((Answer::SignedFurther(count), vec![blob.into()]))
}

fn in_hand(things: &mut impl Iterator<Item = JsValue>) -> Result<Blob, Failed> {
    things.next().and_then(|blob| blob.dyn_into().ok()).ok_or_else(|| wrong("bundle"))
}

fn signer(certificate: Vec<u8>, things: &mut impl Iterator<Item = JsValue>, at: u64) -> Result<Signer, Failed> {
    let key: CryptoKey = things.next().and_then(|key| key.dyn_into().ok()).ok_or(Failed::NotSigned)?;
    Ok(Signer { certificate, key, at: time(at).ok_or_else(|| wrong("time"))? })
}

fn source(
    dossier: &str,
    pack: Vec<u8>,
    names: Vec<String>,
    blobs: impl Iterator<Item = JsValue>,
) -> Result<Source, Failed> {
    let dossier = read(dossier.as_bytes()).map_err(|error| wrong(&error.to_string()))?;
    Ok(Source { dossier, pack, files: files(names, blobs) })
}

fn files(names: Vec<String>, blobs: impl Iterator<Item = JsValue>) -> BTreeMap<String, Blob> {
    names.into_iter().zip(blobs.filter_map(|blob| blob.dyn_into::<Blob>().ok())).collect()
}

fn bytes(things: &mut impl Iterator<Item = JsValue>) -> Option<Vec<u8>> {
    things.next().map(|bytes| Uint8Array::new(&bytes).to_vec())
}

fn wrong(what: &str) -> Failed {
    Failed::Refused(what.to_owned())
}

async fn verified(
    earlier: bool,
    packs: usize,
    roots: usize,
    status: &[String],
    at: u64,
    things: Vec<JsValue>,
) -> Result<(Answer, Vec<JsValue>), Failed> {
    let refused = |what: String| Failed::Refused(what);
    let mut things = things.into_iter();
    let mut blob = || {
        let blob = things.next().and_then(|blob| blob.dyn_into::<Blob>().ok()).and_then(BlobReader::of);
        blob.ok_or_else(|| Failed::Unreadable(String::new()))
    };
    let mut source = blob()?;
    let mut before = if earlier { Some(blob()?) } else { None };
    let mut is_looked = false;
    for source in before.iter_mut().chain([&mut source]) {
        is_looked |= source.look(progress).await.map_err(|_| Failed::Unreadable(String::new()))?;
    }
    let mut bytes = things.map(|bytes| Uint8Array::new(&bytes).to_vec());
    let held: Vec<(Pack, PackRef)> = bytes.by_ref().take(packs).filter_map(|pack| load(&pack).ok()).collect();
    let mut store = trusted(bytes.by_ref().take(roots))?;
    for (name, bytes) in status.iter().zip(bytes) {
        store.add_status(&bytes).map_err(|_| no_status(name))?;
    }
    let find = |wanted: &PackRef| held.iter().find(|(_, reference)| reference == wanted).map(|(pack, _)| pack.clone());
    let now = time(at).ok_or_else(|| refused("time".to_owned()))?;
    let mut told = |done, all| {
        if !is_looked {
            progress(done, all);
        }
        ControlFlow::Continue(())
    };
    let mut judge = |source: &BlobReader| {
        verify(source, &store, &find, now, &mut told).map_err(|_| Failed::Unreadable(String::new()))
    };
    let before = before.map(|before| judge(&before)).transpose()?;
    let mut verdict = judge(&source)?;
    if let Some(before) = before {
        verdict.compare(&before, &find);
    }
    let json = serde_json::to_string(&verdict).map_err(|error| refused(error.to_string()))?;
    let parts = verdict.seal.parts;
    let inside = verdict.dossier.and_then(|inside| canonical(&*inside.dossier).ok());
    let inside = inside.and_then(|bytes| String::from_utf8(bytes).ok()).map(|json| JsValue::from_str(&json));
    let places = part_places(&source, &parts).unwrap_or_default();
    Ok((Answer::Verified(json, places), inside.into_iter().collect()))
}

/// What the reader trusts, from its files.
fn trusted(files: impl Iterator<Item = Vec<u8>>) -> Result<TrustStore, Failed> {
    let (mut store, mut is_given) = (TrustStore::default(), false);
    for file in files {
        // A file that holds no certificate holds no root either, which is said below.
        let read = TrustStore::read(&file).unwrap_or_default();
        store.roots.extend(read.roots);
        store.intermediates.extend(read.intermediates);
        is_given = true;
    }
    if is_given && store.roots.is_empty() {
        return Err(Failed::Said(Text::new(
            "Tệp chứng thư gốc đã chọn không có chứng thư gốc nào (chứng thư tự ký). Hãy chọn chứng thư gốc của nơi cấp.",
            "The file of roots holds none, which is a certificate that issued itself. Choose the root of the issuer.",
        )));
    }
    Ok(store)
}

fn no_status(name: &str) -> Failed {
    Failed::Said(Text::new(
        format!(
            "Tệp “{name}” không phải là danh sách thu hồi (CRL) hay trả lời OCSP. Hãy bỏ tệp này hoặc chọn tệp khác."
        ),
        format!("The file “{name}” is no revocation list (CRL) and no OCSP response. Leave it out, or choose another."),
    ))
}

fn progress(done: u64, all: u64) {
    say(&Answer::Progress(done, all), &[]);
}

fn time(at: u64) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp_millis(at.try_into().ok()?)
}
