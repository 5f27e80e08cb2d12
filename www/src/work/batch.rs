//! Bundles that one key elsewhere signs in one go, one for each recipient: all prepared first, each kept as its signature comes.

use js_sys::Uint8Array;
use wasm_bindgen::JsValue;

use super::fan::Piece;
use super::outside::{finish, prepare, to_sign};
use super::wire::{By, Failed, Way};
use crate::desk::Work;

/// Bundles that are about to be signed.
#[derive(Clone, PartialEq)]
pub struct Batch {
    /// By whom and how.
    pub by: Option<By>,
    /// Each of them.
    pub ready: Vec<Ready>,
}

/// A bundle that is about to be signed.
#[derive(Clone, PartialEq)]
pub struct Ready {
    /// Whom it is for.
    pub recipient: String,
    /// The bytes that are signed.
    pub to_be_signed: Vec<u8>,
    /// Their digest.
    pub digest: Vec<u8>,
    waiting: hoso_core::draft::WaitingFor,
}

/// Prepares every piece for the first of these certificates (DER); the others show where it comes from. The algorithm is the one of that
/// name; what the certificate's key prefers where that fits better.
///
/// # Errors
/// Why it did not; what is the matter with the certificate is said as core says it.
pub async fn prepare_all(
    work: &Work,
    all: &[Piece],
    algorithm: &str,
    certificates: &[Vec<u8>],
) -> Result<Batch, Failed> {
    let certificate = certificates.first().map(Vec::as_slice).unwrap_or_default();
    let others = certificates.get(1..).unwrap_or_default();
    let mut batch = Batch { by: None, ready: Vec::with_capacity(all.len()) };
    for piece in all {
        let (way, thing) = (Way::Key(algorithm.to_owned()), Uint8Array::from(certificate));
        let waiting = prepare(&work.law.bytes, piece, way, Some(thing.into()), |_, _| ()).await?;
        let (said, things) = to_sign(&waiting.bundle, others).await?;
        batch.by = said.by;
        let mut things = things.iter().map(|thing: &JsValue| Uint8Array::new(thing).to_vec());
        let (to_be_signed, digest) = (things.next().unwrap_or_default(), things.next().unwrap_or_default());
        batch.ready.push(Ready { recipient: piece.recipient.clone(), to_be_signed, digest, waiting });
    }
    Ok(batch)
}

/// Proves the signature of a bundle, and keeps it with the draft.
///
/// # Errors
/// Why it did not.
pub async fn keep(work: &Work, ready: &Ready, signature: &str) -> Result<(), Failed> {
    let signature = Uint8Array::from(signature.as_bytes()).into();
    finish(&work.dossier().id, &ready.recipient, &ready.waiting, signature, |_, _| ()).await
}
