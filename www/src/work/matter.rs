//! What is to be signed by a key that is elsewhere: the bundles of a draft, or a bundle in hand once more. Every such way to sign takes
//! either.

use hoso_core::draft::WaitingFor;
use wasm_bindgen::JsValue;
use web_sys::Blob;

use super::fan::pieces;
use super::in_hand::{InHand, Signed};
use super::outside::{finish, prepare, to_sign};
use super::wire::{Failed, ToSign, Way};
use crate::desk::{Same, Work};

/// What is to be signed.
#[derive(Clone, PartialEq)]
pub enum Matter {
    /// The bundles of a draft, one for each recipient.
    Draft(Work),
    /// A bundle in hand, which takes a further signature.
    InHand(InHand),
}

/// What a matter is about: where this is another, what was prepared is stale.
#[derive(Clone, PartialEq)]
pub enum About {
    /// The dossier as it stands.
    Dossier(Same),
    /// The bundle.
    Bundle(Blob),
}

/// A bundle up to its signature.
#[derive(Clone, PartialEq)]
pub enum Held {
    /// Of a draft.
    Draft {
        /// The draft's id.
        draft: String,
        /// Whom it is for.
        recipient: String,
        /// The bundle.
        waiting: WaitingFor,
    },
    /// A further signature.
    Further {
        /// On this bundle.
        own: InHand,
        /// All else (JSON).
        waiting: String,
    },
}

impl Matter {
    /// What it is about.
    pub fn about(&self) -> About {
        match self {
            Matter::Draft(work) => About::Dossier(Same(work.state.dossier.clone())),
            Matter::InHand(own) => About::Bundle(own.bundle.clone()),
        }
    }

    /// How many signatures it takes.
    pub fn count(&self) -> usize {
        match self {
            Matter::Draft(work) => work.recipients().len(),
            Matter::InHand(_) => 1,
        }
    }

    /// The filer's enterprise code, where it is known.
    pub fn filer_code(&self) -> Option<String> {
        match self {
            Matter::Draft(work) => work.filer_code(),
            Matter::InHand(own) => own.code.clone(),
        }
    }

    /// What it is called where a signature is asked for.
    pub fn title(&self) -> String {
        match self {
            Matter::Draft(work) => {
                let kind = work.law.pack.dossier(&work.dossier().procedure);
                kind.map_or_else(String::new, |kind| kind.title.vi.clone())
            }
            Matter::InHand(own) => own.title.clone(),
        }
    }

    /// Prepares every bundle: all but its signature. `certificate` is the signer's certificate file, where a key signs.
    ///
    /// # Errors
    /// Why it did not; what is the matter with the certificate is said as core says it.
    pub async fn prepare(
        &self,
        way: &Way,
        certificate: Option<JsValue>,
        told: impl Fn(u64, u64) + Clone + 'static,
    ) -> Result<Vec<Held>, Failed> {
        match (self, way, certificate) {
            (Matter::Draft(work), _, certificate) => {
                let mut held = Vec::with_capacity(self.count());
                for piece in pieces(&work.law.pack, &work.state.dossier, work.rest(), &work.recipients()) {
                    let waiting = prepare(&work.law.bytes, &piece, way.clone(), certificate.clone(), told.clone());
                    held.push(Held::of(work, piece.recipient.clone(), waiting.await?));
                }
                Ok(held)
            }
            (Matter::InHand(own), Way::Key(algorithm), Some(certificate)) => {
                Ok(vec![Held::Further { own: own.clone(), waiting: own.prepare(algorithm, certificate).await? }])
            }
            // A bundle takes one signature of that form, and it is the first.
            (Matter::InHand(_), Way::Key(_) | Way::File, _) => Err(Failed::Refused("way".to_owned())),
        }
    }
}

impl Held {
    /// The bundle of a draft for a recipient.
    pub fn of(work: &Work, recipient: String, waiting: WaitingFor) -> Held {
        Held::Draft { draft: work.dossier().id.clone(), recipient, waiting }
    }

    /// Whom it is for, where it belongs to a draft.
    pub fn recipient(&self) -> Option<&str> {
        match self {
            Held::Draft { recipient, .. } => Some(recipient),
            Held::Further { .. } => None,
        }
    }

    /// What is to be signed, with its bytes and, where a key signs, their digest. `others` are certificates (DER) that show where the
    /// signer's comes from.
    ///
    /// # Errors
    /// When it does not wait for its signature; core says why.
    pub async fn to_sign(&self, others: &[Vec<u8>]) -> Result<(Box<ToSign>, Vec<JsValue>), Failed> {
        match self {
            Held::Draft { waiting, .. } => to_sign(&waiting.bundle, others).await,
            Held::Further { own, waiting } => own.to_sign(waiting, others).await,
        }
    }

    /// Proves the signature and keeps the bundle with its draft; one in hand is saved to a file, which is given.
    ///
    /// # Errors
    /// Why it did not; what is the matter with the signature is said as core says it.
    pub async fn finish(
        &self,
        signature: JsValue,
        told: impl Fn(u64, u64) + 'static,
    ) -> Result<Option<Signed>, Failed> {
        match self {
            Held::Draft { draft, recipient, waiting } => {
                finish(draft, recipient, waiting, signature, told).await.map(|()| None)
            }
            Held::Further { own, waiting } => own.finish(waiting, signature).await.map(Some),
        }
    }
}
