//! A further signature that is made elsewhere: what is kept of it until it comes, and back. Whoever goes on brings the bundle again.

use base64ct::{Base64, Encoding};
use serde::{Deserialize, Serialize};

use super::{Algorithm, Opened, Prepared, WaitingError, instant, seal::prepare_after};
use crate::json::{hex, parse};

const VERSION: u32 = 1;

/// What is kept of a further signature until it comes: all but the bundle. None of it is secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct WaitingFurther {
    /// The version of this layout; 1.
    pub further: u32,
    /// The algorithm, as `ecdsa-p256`.
    pub algorithm: String,
    /// The signer's certificate (DER, base64).
    pub certificate: String,
    /// The signing time stated (RFC 3339, UTC, whole seconds).
    pub time: String,
    /// SHA-256 of the bytes to be signed, hexadecimal: by it another bundle shows.
    pub to_be_signed: String,
}

impl Prepared {
    /// What is kept of a further signature until it comes.
    #[must_use]
    pub fn waiting_further(&self) -> WaitingFurther {
        WaitingFurther {
            further: VERSION,
            algorithm: self.algorithm().as_str().to_owned(),
            certificate: Base64::encode_string(self.certificate().der()),
            time: instant::written(self.signing_time()),
            to_be_signed: hex(&self.to_be_signed_sha256()),
        }
    }
}

/// Reads what waits for a further signature from its JSON.
///
/// # Errors
/// [`WaitingError::NotFurther`] for whatever else it is, a bundle that waits for its first signature too.
pub fn open_further(bytes: &[u8]) -> Result<WaitingFurther, WaitingError> {
    let json = parse(bytes).map_err(|_| WaitingError::NotFurther)?;
    match json.number(&["further"]) {
        None => Err(WaitingError::NotFurther),
        Some(version) if version > VERSION.into() => Err(WaitingError::Newer(version)),
        Some(_) => json.read().map_err(|error| WaitingError::NotWaiting(error.to_string())),
    }
}

/// The further signature as it stood before it was made, on the same bundle. Nothing in `waiting` is believed: the same values are
/// drawn up anew.
///
/// # Errors
/// See [`WaitingError`].
pub fn resume_further(opened: &Opened<'_>, waiting: &WaitingFurther) -> Result<Prepared, WaitingError> {
    let time = instant::read(&waiting.time).ok_or(WaitingError::Value("time"))?;
    let certificate = Base64::decode_vec(&waiting.certificate).map_err(|_| WaitingError::Value("certificate"))?;
    let algorithm = Algorithm::named(&waiting.algorithm).ok_or(WaitingError::Value("algorithm"))?;
    if opened.signers().any(|before| before.der() == certificate) {
        return Err(WaitingError::SignedAlready);
    }
    // What is signed tells which signature of the bundle it is.
    let prepare = |after: usize| {
        let mut before = opened.before();
        before.files.truncate(after);
        prepare_after(before, opened.parts().to_vec(), &certificate, algorithm, time).map_err(WaitingError::Seal)
    };
    let is_it = |prepared: &Prepared| hex(&prepared.to_be_signed_sha256()) == waiting.to_be_signed;
    let now = opened.signers().count();
    let prepared = prepare(now)?;
    if is_it(&prepared) {
        return Ok(prepared);
    }
    let is_earlier = (1..now).any(|after| prepare(after).is_ok_and(|prepared| is_it(&prepared)));
    Err(if is_earlier { WaitingError::SignedSince } else { WaitingError::OtherBundle })
}
