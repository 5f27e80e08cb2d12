//! Bundles that one key elsewhere signs in one go: all prepared first, each kept as its signature comes.

use js_sys::Uint8Array;
use wasm_bindgen::JsValue;

use super::in_hand::Signed;
use super::matter::{Held, Matter};
use super::wire::{By, Failed, Way};

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
    /// The bytes that are signed.
    pub to_be_signed: Vec<u8>,
    /// Their digest.
    pub digest: Vec<u8>,
    held: Held,
}

/// Prepares every bundle for the first of these certificates (DER); the others show where it comes from. The algorithm is the one of that
/// name; what the certificate's key prefers where that fits better.
///
/// # Errors
/// Why it did not; what is the matter with the certificate is said as core says it.
pub async fn prepare_all(matter: &Matter, algorithm: &str, certificates: &[Vec<u8>]) -> Result<Batch, Failed> {
    let certificate = certificates.first().map(Vec::as_slice).unwrap_or_default();
    let others = certificates.get(1..).unwrap_or_default();
    let mut batch = Batch { by: None, ready: Vec::with_capacity(matter.count()) };
    let certificate = Uint8Array::from(certificate).into();
    for held in matter.prepare(&Way::Key(algorithm.to_owned()), Some(certificate), |_, _| ()).await? {
        let (said, things) = held.to_sign(others).await?;
        batch.by = said.by;
        let mut things = things.iter().map(|thing: &JsValue| Uint8Array::new(thing).to_vec());
        let (to_be_signed, digest) = (things.next().unwrap_or_default(), things.next().unwrap_or_default());
        batch.ready.push(Ready { to_be_signed, digest, held });
    }
    Ok(batch)
}

impl Ready {
    /// What it is called where its signature is asked for.
    pub fn called(&self, matter: &Matter) -> String {
        let title = matter.title();
        self.held.recipient().map_or_else(|| title.clone(), |recipient| format!("{title} – {recipient}"))
    }

    /// Proves its signature and keeps it, as [`Held::finish`] does.
    ///
    /// # Errors
    /// Why it did not.
    pub async fn keep(&self, signature: &str) -> Result<Option<Signed>, Failed> {
        self.held.finish(Uint8Array::from(signature.as_bytes()).into(), |_, _| ()).await
    }
}
