//! The messages of the Time-Stamp Protocol (RFC 3161 clause 2.4).

use chrono::{DateTime, Utc};

use super::token::{self, Timestamp, TimestampError};
use crate::bundle::algorithm::Hash;
use crate::bundle::tlv::{Der, GENERALIZED_TIME, INTEGER, NULL, OCTETS, OID, SEQUENCE, wrapped};

const BOOLEAN: u8 = 0x01;
const VERSION: [u8; 1] = [1];
const YES: [u8; 1] = [0xff];
/// Up to this status the authority grants what was asked (2.4.2).
const GRANTED: u8 = 1;

/// A request for a timestamp.
#[derive(Clone, Debug)]
pub struct TimestampRequest {
    /// The SHA-256 of what is to be stamped.
    imprint: Vec<u8>,
    /// As the content of an INTEGER.
    nonce: Vec<u8>,
}

impl TimestampRequest {
    /// Asks for a timestamp over the SHA-256 of these bytes. `nonce` is fresh random bytes: by it the answer is known to be to this
    /// request.
    #[must_use]
    pub fn new(stamped: &[u8], nonce: [u8; 16]) -> Self {
        let mut nonce: Vec<u8> = nonce.into_iter().skip_while(|&byte| byte == 0).collect();
        // A number that is not negative (X.690 8.3).
        if nonce.first().is_none_or(|&first| first >= 0x80) {
            nonce.insert(0, 0);
        }
        Self { imprint: Hash::Sha256.digest(stamped), nonce }
    }

    /// The request as it is sent (`application/timestamp-query`).
    #[must_use]
    pub fn der(&self) -> Vec<u8> {
        let algorithm = wrapped(SEQUENCE, &[&wrapped(OID, &[Hash::Sha256.oid().as_bytes()]), &NULL]);
        let imprint = wrapped(SEQUENCE, &[&algorithm, &wrapped(OCTETS, &[&self.imprint])]);
        let (version, nonce) = (wrapped(INTEGER, &[&VERSION]), wrapped(INTEGER, &[&self.nonce]));
        // The authority's certificate is to come along.
        wrapped(SEQUENCE, &[&version, &imprint, &nonce, &wrapped(BOOLEAN, &[&YES])])
    }

    /// The timestamp in an answer (`application/timestamp-reply`), proved to be over what was asked, to this request, and signed by
    /// the certificate in it, which must be one for timestamps. Whether that certificate is trusted is for the receiver to say.
    ///
    /// # Errors
    /// See [`TimestampError`].
    pub fn take(&self, answer: &[u8]) -> Result<Timestamp, TimestampError> {
        token::take(granted(answer)?, &self.imprint, &self.nonce)
    }
}

/// The token in a `TimeStampResp`.
fn granted(answer: &[u8]) -> Result<&[u8], TimestampError> {
    let read = || {
        let mut fields = Der::new(Der::only(answer, SEQUENCE)?);
        let status = Der::new(fields.expect(SEQUENCE)?).expect(INTEGER)?;
        let token = fields.next().map(|token| token.whole);
        let [status] = status else { return None };
        fields.is_empty().then_some((*status, token))
    };
    match read() {
        Some((status, _)) if status > GRANTED => Err(TimestampError::Refused(status)),
        Some((_, Some(token))) => Ok(token),
        _ => Err(TimestampError::Unreadable),
    }
}

/// What a timestamp states: `TSTInfo`.
pub(in crate::bundle) struct Stated<'a> {
    /// By which digest it names what it is over.
    pub(in crate::bundle) hash: Hash,
    /// That digest.
    pub(in crate::bundle) imprint: &'a [u8],
    /// The time, in UTC and to the second.
    pub(in crate::bundle) time: DateTime<Utc>,
    /// To which request it answers, as the content of an INTEGER.
    nonce: Option<&'a [u8]>,
}

impl<'a> Stated<'a> {
    /// Reads a `TSTInfo`.
    pub(in crate::bundle) fn read(content: &'a [u8]) -> Option<Self> {
        let mut fields = Der::new(Der::only(content, SEQUENCE)?);
        fields.expect(INTEGER)?;
        fields.expect(OID)?;
        let mut imprint = Der::new(fields.expect(SEQUENCE)?);
        let hash = Hash::from_oid(Der::new(imprint.expect(SEQUENCE)?).expect(OID)?)?;
        let digest = imprint.expect(OCTETS)?;
        fields.expect(INTEGER)?;
        let time = fields.next().filter(|time| time.tag == GENERALIZED_TIME)?.time()?;
        // How exact it is, and whether the authority numbers its timestamps in their order.
        fields.optional(SEQUENCE);
        fields.optional(BOOLEAN);
        let nonce = fields.optional(INTEGER).map(|nonce| nonce.content);
        Some(Self { hash, imprint: digest, time, nonce })
    }

    /// Whether it is over this SHA-256.
    pub(super) fn is_over(&self, imprint: &[u8]) -> bool {
        self.hash == Hash::Sha256 && self.imprint == imprint
    }

    /// Whether it answers the request with this nonce.
    pub(super) fn answers(&self, nonce: &[u8]) -> bool {
        self.nonce == Some(nonce)
    }
}
