//! A timestamp token, proved before it is taken.

use chrono::{DateTime, Utc};

use super::tsp::Stated;
use crate::bundle::cms::signed_data::{SignedData, TST_INFO};
use crate::bundle::{Certificate, Code};

/// A timestamp that was proved.
#[derive(Clone, Debug)]
pub struct Timestamp {
    token: Vec<u8>,
    time: DateTime<Utc>,
    authority: Certificate,
}

impl Timestamp {
    /// The token (`TimeStampToken`, DER).
    #[must_use]
    pub fn token(&self) -> &[u8] {
        &self.token
    }

    /// The time that the authority states.
    #[must_use]
    pub const fn time(&self) -> DateTime<Utc> {
        self.time
    }

    /// The certificate of the authority.
    #[must_use]
    pub const fn authority(&self) -> &Certificate {
        &self.authority
    }
}

/// Why an answer gives no timestamp.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimestampError {
    /// It is no answer of this protocol.
    Unreadable,
    /// The authority refused; its status.
    Refused(u8),
    /// The timestamp is over something else.
    OtherImprint,
    /// The answer is to another request.
    OtherNonce,
    /// Not exactly one signer, or without its certificate.
    NoSigner,
    /// The certificate is not one for timestamps alone.
    NotForTimestamps,
    /// By an algorithm that is not taken.
    Algorithm,
    /// The signature is not the authority's.
    WrongSignature,
}

/// Reads and proves a token, with the reader that the receiver has.
///
/// # Errors
/// See [`TimestampError`].
pub fn take(token: &[u8], imprint: &[u8], nonce: &[u8]) -> Result<Timestamp, TimestampError> {
    let data = SignedData::read(token).map_err(|code| refused(code, TimestampError::Unreadable))?;
    let content = data.content.filter(|_| data.content_type == TST_INFO).ok_or(TimestampError::Unreadable)?;
    let stated = Stated::read(content).ok_or(TimestampError::Unreadable)?;
    if !stated.is_over(imprint) {
        return Err(TimestampError::OtherImprint);
    }
    if !stated.answers(nonce) {
        return Err(TimestampError::OtherNonce);
    }
    let authority = data.certificate(&[]).map_err(|_| TimestampError::NoSigner)?;
    if !authority.is_for_timestamps() {
        return Err(TimestampError::NotForTimestamps);
    }
    let is_signed = data.is_signed_by(&authority).map_err(|code| refused(code, TimestampError::WrongSignature))?;
    if !is_signed || !data.is_over(content) {
        return Err(TimestampError::WrongSignature);
    }
    Ok(Timestamp { token: token.to_vec(), time: stated.time, authority })
}

fn refused(code: Code, otherwise: TimestampError) -> TimestampError {
    match code {
        Code::DigestRefused
        | Code::AlgorithmRefused
        | Code::AlgorithmMismatch
        | Code::KeyTooShort
        | Code::Unsupported => TimestampError::Algorithm,
        _ => otherwise,
    }
}
