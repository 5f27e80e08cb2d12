//! The messages of the Time-Stamp Protocol (RFC 3161 clause 2.4).

use ::cms::content_info::ContentInfo;
use der::{
    Any, Encode, Sequence,
    asn1::{ObjectIdentifier, OctetString, Uint},
};
use sha2::{Digest, Sha256};
use x509_cert::spki::AlgorithmIdentifierOwned;

use super::token::{self, Timestamp, TimestampError};
use crate::bundle::cms::oid::SHA256;

/// What is stamped: `MessageImprint`.
#[derive(Clone, Debug, PartialEq, Eq, Sequence)]
pub struct MessageImprint {
    pub algorithm: AlgorithmIdentifierOwned,
    pub digest: OctetString,
}

/// `TimeStampReq`.
#[derive(Clone, Debug, Sequence)]
struct TimeStampReq {
    version: u8,
    imprint: MessageImprint,
    #[asn1(optional = "true")]
    policy: Option<ObjectIdentifier>,
    #[asn1(optional = "true")]
    nonce: Option<Uint>,
    #[asn1(default = "no")]
    certificate: bool,
}

/// `TimeStampResp`.
#[derive(Clone, Debug, Sequence)]
pub struct TimeStampResp {
    pub status: Status,
    #[asn1(optional = "true")]
    pub token: Option<ContentInfo>,
}

/// `PKIStatusInfo`: 0 and 1 grant.
#[derive(Clone, Debug, Sequence)]
pub struct Status {
    pub status: u8,
    #[asn1(optional = "true")]
    pub text: Option<Vec<Any>>,
    #[asn1(optional = "true")]
    pub failure: Option<Any>,
}

/// `TSTInfo`. The time may have fractions of a second, so it is read from its text.
#[derive(Clone, Debug, Sequence)]
pub struct TstInfo {
    pub version: u8,
    pub policy: ObjectIdentifier,
    pub imprint: MessageImprint,
    pub serial: Any,
    pub time: Any,
    #[asn1(optional = "true")]
    pub accuracy: Option<Vec<Any>>,
    #[asn1(default = "no")]
    pub ordering: bool,
    #[asn1(optional = "true")]
    pub nonce: Option<Uint>,
    #[asn1(context_specific = "0", tag_mode = "EXPLICIT", optional = "true")]
    pub authority: Option<Any>,
    #[asn1(context_specific = "1", tag_mode = "IMPLICIT", optional = "true")]
    pub extensions: Option<Vec<Any>>,
}

fn no() -> bool {
    false
}

/// A request for a timestamp.
#[derive(Clone, Debug)]
pub struct TimestampRequest {
    imprint: MessageImprint,
    nonce: Uint,
}

impl TimestampRequest {
    /// Asks for a timestamp over the SHA-256 of these bytes. `nonce` is fresh random bytes: by it the answer is known to be to this
    /// request.
    ///
    /// # Errors
    /// [`TimestampError::Unreadable`] where the values cannot be encoded, which these can.
    pub fn new(stamped: &[u8], nonce: [u8; 16]) -> Result<Self, TimestampError> {
        let wrong = |_| TimestampError::Unreadable;
        let algorithm = AlgorithmIdentifierOwned { oid: SHA256, parameters: Some(Any::null()) };
        let digest = OctetString::new(&Sha256::digest(stamped)[..]).map_err(wrong)?;
        Ok(Self { imprint: MessageImprint { algorithm, digest }, nonce: Uint::new(&nonce).map_err(wrong)? })
    }

    /// The request as it is sent (`application/timestamp-query`).
    ///
    /// # Errors
    /// [`TimestampError::Unreadable`], which does not happen.
    pub fn der(&self) -> Result<Vec<u8>, TimestampError> {
        let request = TimeStampReq {
            version: 1,
            imprint: self.imprint.clone(),
            policy: None,
            nonce: Some(self.nonce.clone()),
            certificate: true,
        };
        request.to_der().map_err(|_| TimestampError::Unreadable)
    }

    /// The timestamp in an answer (`application/timestamp-reply`), proved to be over what was asked, to this request, and signed by
    /// the certificate in it, which must be one for timestamps. Whether that certificate is trusted is for the receiver to say.
    ///
    /// # Errors
    /// See [`TimestampError`].
    pub fn take(&self, answer: &[u8]) -> Result<Timestamp, TimestampError> {
        token::take(answer, &self.imprint, &self.nonce)
    }
}
