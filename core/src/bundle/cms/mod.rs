//! What CAdES signatures and timestamps have in common: CMS signed data (RFC 5652).

pub(super) mod oid;
pub(super) mod signed_data;
