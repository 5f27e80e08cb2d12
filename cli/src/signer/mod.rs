//! Who signs at the prompt, and with what: a key whose certificate may sign at the time stated.

mod introduced;
mod p12;
mod remote;
mod said;
mod token;

use std::path::Path;

use chrono::{DateTime, Utc};
use hoso_core::bundle::{Algorithm, Certificate};
use hoso_core::key::{Identity, KeyError, sign};
use hoso_core::text::Lang;

use crate::answer::Problem;
use crate::args::{KeyArgs, SignerArgs};
use crate::random;
pub use introduced::introduce;
use remote::Remote;
use token::{Token, Wish};

/// A signer at hand.
pub struct Signer {
    key: Key,
    algorithm: Algorithm,
}

enum Key {
    /// From a PKCS#12 file.
    P12(Identity),
    /// On a token.
    Token(Token),
    /// At a remote signing service.
    Remote(Remote),
}

/// Opens what was given to sign with, and makes sure that its certificate may sign at that time.
///
/// # Errors
/// When it gives no key, or its certificate may not sign.
pub fn open(asked: &SignerArgs, time: DateTime<Utc>, lang: Lang) -> Result<Signer, Problem> {
    let Some(p12) = &asked.p12 else { return open_key(&asked.key, time, lang) };
    let identity = p12::open(p12, time, lang)?;
    fit(identity.certificate(), time)?;
    let algorithm = algorithm(identity.certificate(), asked.key.algorithm)?;
    Ok(Signer { key: Key::P12(identity), algorithm })
}

/// Opens a key that is elsewhere, and makes sure that its certificate may sign at that time. For whoever signs more than once: a key
/// from a file would be used by code whose time could be measured (RUSTSEC-2023-0071).
///
/// # Errors
/// When there is no key, or its certificate may not sign.
pub fn open_key(asked: &KeyArgs, time: DateTime<Utc>, lang: Lang) -> Result<Signer, Problem> {
    match (&asked.pkcs11, &asked.csc) {
        (Some(module), _) => {
            let wish = Wish { token: asked.token.as_deref(), key: asked.label.as_deref(), time };
            on_token(module, &wish, asked.algorithm, lang)
        }
        (None, Some(url)) => {
            let remote = Remote::open(url, asked.credential.as_deref(), lang)?;
            fit(remote.certificate(), time)?;
            let algorithm = asked.algorithm.map_or_else(|| remote.preferred(), Ok)?;
            Ok(Signer { key: Key::Remote(remote), algorithm })
        }
        (None, None) => Err(said::nothing_to_sign_with()),
    }
}

fn on_token(module: &Path, wish: &Wish<'_>, asked: Option<Algorithm>, lang: Lang) -> Result<Signer, Problem> {
    let token = token::open(module, wish, lang)?;
    fit(token.certificate(), wish.time)?;
    let algorithm = asked.map_or_else(|| token.preferred(), Ok)?;
    Ok(Signer { key: Key::Token(token), algorithm })
}

/// Makes sure that a certificate may sign at that time.
///
/// # Errors
/// The first reason why it may not.
pub fn fit(certificate: &Certificate, time: DateTime<Utc>) -> Result<(), Problem> {
    match certificate.faults(time).first() {
        Some(fault) => Err(fault.say(certificate).into()),
        None => Ok(()),
    }
}

/// The algorithm asked for, else the one that is preferred for the certificate's key.
///
/// # Errors
/// When the key is of no kind that signs bundles.
pub fn algorithm(certificate: &Certificate, asked: Option<Algorithm>) -> Result<Algorithm, Problem> {
    let preferred = certificate.key().map(|key| key.preferred());
    asked.or(preferred).ok_or_else(|| KeyError::Unsupported.say().into())
}

impl Signer {
    /// One with an opened key, for tests.
    #[cfg(test)]
    pub fn of(identity: Identity, algorithm: Algorithm) -> Signer {
        Signer { key: Key::P12(identity), algorithm }
    }

    /// Its certificate.
    pub const fn certificate(&self) -> &Certificate {
        match &self.key {
            Key::P12(identity) => identity.certificate(),
            Key::Token(token) => token.certificate(),
            Key::Remote(remote) => remote.certificate(),
        }
    }

    /// The certificates that came with it (DER), of its issuers perhaps.
    pub fn others(&self) -> Vec<Vec<u8>> {
        match &self.key {
            Key::P12(identity) => identity.others().to_vec(),
            Key::Token(token) => token.others(),
            Key::Remote(remote) => remote.others().to_vec(),
        }
    }

    /// How it signs.
    pub const fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// Signs.
    ///
    /// # Errors
    /// When the key does not sign.
    pub fn sign(&self, to_be_signed: &[u8]) -> Result<Vec<u8>, Problem> {
        match &self.key {
            Key::P12(identity) => {
                sign(identity, self.algorithm, to_be_signed, random::bytes()?).map_err(|error| error.say().into())
            }
            Key::Token(token) => token.sign(self.algorithm, to_be_signed),
            Key::Remote(remote) => remote.sign(self.algorithm, to_be_signed),
        }
    }
}
