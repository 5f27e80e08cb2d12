//! Sealing with a key that is elsewhere, from the page's side: the worker is handed the files, and what comes back is kept.

use hoso_core::draft::{Body, Waiting, WaitingFor};
use hoso_core::json::{canonical, read};
use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Blob;

use super::asking::ask;
use super::fan::Piece;
use super::wire::{Answer, Ask, Failed, Looked, Shown, ToSign, Way};
use crate::browser;
use crate::desk::attached;
use crate::store::{self, Bundle};

/// Prepares the bundle of a piece: everything but its signature. `certificate` is the signer's certificate file, where a key signs.
///
/// # Errors
/// Why it did not.
pub async fn prepare(
    pack: &[u8],
    piece: &Piece,
    way: Way,
    certificate: Option<JsValue>,
    told: impl Fn(u64, u64) + 'static,
) -> Result<WaitingFor, Failed> {
    let dossier = canonical(&piece.dossier).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let dossier = dossier.ok_or_else(|| broken("dossier"))?;
    let mut things: Vec<JsValue> = vec![Uint8Array::from(pack).into()];
    things.extend(certificate);
    let names: Vec<String> = attached(&piece.dossier).into_keys().map(str::to_owned).collect();
    things.extend(blobs(&piece.dossier.id, &names).await?);
    let at = browser::now() as u64;
    match ask(Ask::Prepare { dossier, names, at, way }, things, told).await? {
        (Answer::Prepared(json), _) => {
            let bundle = read(json.as_bytes()).map_err(|error| broken(&error.to_string()))?;
            Ok(WaitingFor { content: piece.content.clone(), bundle })
        }
        _ => Err(broken("worker")),
    }
}

/// What is to be signed, with its bytes and, where a key signs, their digest. `others` are certificates (DER) that show where the
/// signer's comes from.
///
/// # Errors
/// When it is no waiting bundle.
pub async fn to_sign(waiting: &Waiting, others: &[Vec<u8>]) -> Result<(Box<ToSign>, Vec<JsValue>), Failed> {
    let others = others.iter().map(|der| Uint8Array::from(der.as_slice()).into()).collect();
    match ask(Ask::ToSign { waiting: json(waiting)? }, others, |_, _| ()).await? {
        (Answer::ToSign(said), things) => Ok((said, things)),
        _ => Err(broken("worker")),
    }
}

/// What certificates say: of each chain (DER) the first, with the others showing where it comes from.
///
/// # Errors
/// When the worker did not start.
pub async fn looked_at(chains: &[&[Vec<u8>]]) -> Result<Vec<Looked>, Failed> {
    let things = chains.iter().copied().flatten().map(|der| Uint8Array::from(der.as_slice()).into()).collect();
    let ask_for = Ask::Look { chains: chains.iter().map(|chain| chain.len()).collect(), at: browser::now() as u64 };
    match ask(ask_for, things, |_, _| ()).await? {
        (Answer::Looked(looked), _) => Ok(looked),
        _ => Err(broken("worker")),
    }
}

/// Who made the signature of a bundle whose manifest was signed as a file.
///
/// # Errors
/// What is the matter with the signature.
pub async fn introduce(waiting: &Waiting, signature: JsValue) -> Result<Box<Shown>, Failed> {
    match ask(Ask::Introduce { waiting: json(waiting)? }, vec![signature], |_, _| ()).await? {
        (Answer::SignedBy(shown), _) => Ok(shown),
        _ => Err(broken("worker")),
    }
}

/// Finishes the bundle of a draft for a recipient with the signature, and keeps it.
///
/// # Errors
/// Why it did not.
pub async fn finish(
    draft: &str,
    recipient: &str,
    waiting: &WaitingFor,
    signature: JsValue,
    told: impl Fn(u64, u64) + 'static,
) -> Result<(), Failed> {
    let name = |body: &Body| match body {
        Body::File(name) => Some(name.clone()),
        Body::Text(_) => None,
    };
    let names: Vec<String> = waiting.bundle.parts.iter().filter_map(|part| name(&part.body)).collect();
    let mut things = vec![signature];
    things.extend(blobs(draft, &names).await?);
    match ask(Ask::Finish { waiting: json(&waiting.bundle)?, names }, things, told).await? {
        (Answer::Sealed(reference, signed), things) => {
            let blob = things.into_iter().next().and_then(|blob| blob.dyn_into::<Blob>().ok());
            let bundle = Bundle {
                recipient: recipient.to_owned(),
                content: waiting.content.clone(),
                blob: blob.ok_or_else(|| broken("bundle"))?,
                name: file_name(&reference),
                reference,
                signed: signed as f64,
            };
            // Without room it is still in memory, and the next page has it downloaded.
            let _ = store::keep_bundle(draft, &bundle).await;
            Ok(())
        }
        _ => Err(broken("worker")),
    }
}

/// The name of a bundle to download.
pub fn file_name(reference: &str) -> String {
    format!("ho-so-{}.asice", reference.get(..12).unwrap_or(reference))
}

async fn blobs(draft: &str, names: &[String]) -> Result<Vec<JsValue>, Failed> {
    let mut blobs = Vec::with_capacity(names.len());
    for name in names {
        let Ok(Some(blob)) = store::file(draft, name).await else { return Err(Failed::Unreadable(name.clone())) };
        blobs.push(blob.into());
    }
    Ok(blobs)
}

fn json(waiting: &Waiting) -> Result<String, Failed> {
    let json = canonical(waiting).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    json.ok_or_else(|| broken("waiting"))
}

fn broken(what: &str) -> Failed {
    Failed::Refused(what.to_owned())
}
