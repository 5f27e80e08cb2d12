//! What a signature of either format was found to be, so far as no file is looked at.

use chrono::{DateTime, Utc};

use super::super::{Certificate, algorithm::Hash};

/// A file that a signature refers to.
pub(in crate::bundle) struct Reference {
    pub(in crate::bundle) name: String,
    pub(in crate::bundle) hash: Hash,
    pub(in crate::bundle) digest: Vec<u8>,
    pub(in crate::bundle) media_type: Option<String>,
}

/// What a signature tells.
pub(super) struct Found {
    /// The one that decides: its digest is signed, its key verifies.
    pub(super) certificate: Certificate,
    pub(super) claimed: Option<DateTime<Utc>>,
    pub(super) is_right: bool,
    pub(super) is_pkcs1: bool,
    /// Each timestamp: what is stamped, and the token.
    pub(super) timestamps: Vec<(Vec<u8>, Vec<u8>)>,
    /// Certificates that came along, in DER.
    pub(super) certificates: Vec<Vec<u8>>,
    /// Revocation lists that came along, in DER.
    pub(super) lists: Vec<Vec<u8>>,
    /// OCSP responses that came along, in DER.
    pub(super) responses: Vec<Vec<u8>>,
    /// Unsigned properties that nobody here judges, by name or identifier.
    pub(super) others: Vec<String>,
}
