//! The one form in which our JSON is signed, hashed and compared: RFC 8785 (JSON Canonicalization Scheme).

use serde::Serialize;
use sha2::{Digest, Sha256};

/// Canonical JSON of a value of ours. Our values hold no floats, so nothing of them is lost.
///
/// # Errors
/// When the value holds a map whose keys are not strings, which none of ours does.
pub fn canonical<T: Serialize>(value: &T) -> Result<Vec<u8>, serde_json::Error> {
    serde_json_canonicalizer::to_vec(value)
}

/// SHA-256 as 64 lower-case hexadecimal digits.
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(Sha256::digest(bytes).as_slice())
}

/// Bytes as lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]).filter_map(|half| char::from_digit(half.into(), 16)).collect()
}
