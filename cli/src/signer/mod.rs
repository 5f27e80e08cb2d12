//! Who signs at the prompt, and with what: a key whose certificate may sign at the time stated.

mod p12;
mod said;
mod token;

use chrono::{DateTime, Utc};
use hoso_core::bundle::{Algorithm, Certificate};
use hoso_core::key::{Identity, KeyError, sign};
use hoso_core::text::Lang;

use crate::answer::Problem;
use crate::args::SignerArgs;
use crate::random;
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
}

/// Opens what was given to sign with, and makes sure that its certificate may sign at that time.
///
/// # Errors
/// When it gives no key, or its certificate may not sign.
pub fn open(asked: &SignerArgs, time: DateTime<Utc>, lang: Lang) -> Result<Signer, Problem> {
    let key = match (&asked.p12, &asked.pkcs11) {
        (Some(p12), _) => Key::P12(p12::open(p12, lang)?),
        (None, Some(module)) => {
            let wish = Wish { token: asked.token.as_deref(), key: asked.key.as_deref(), time };
            Key::Token(token::open(module, &wish, lang)?)
        }
        (None, None) => return Err(said::nothing_to_sign_with()),
    };
    fit(key.certificate(), time)?;
    let algorithm = match (&key, asked.algorithm) {
        (Key::Token(token), None) => token.preferred()?,
        (key, asked) => algorithm(key.certificate(), asked)?,
    };
    Ok(Signer { key, algorithm })
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

impl Key {
    const fn certificate(&self) -> &Certificate {
        match self {
            Key::P12(identity) => identity.certificate(),
            Key::Token(token) => token.certificate(),
        }
    }
}

impl Signer {
    /// Its certificate.
    pub const fn certificate(&self) -> &Certificate {
        self.key.certificate()
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
        }
    }
}
