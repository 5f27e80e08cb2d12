//! A signature that other software made, brought into the form that a container holds; and what is wrong with one that is not the
//! certificate's.

use base64ct::{Base64, Encoding};

use super::{Algorithm, Certificate, PublicKey};
use crate::json::unhex;

/// How a signature was written when it came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// As the container holds it: r‖s, or the bytes of RSA.
    Raw,
    /// ECDSA as `ECDSA-Sig-Value` (DER, RFC 3279 2.2.3), which openssl makes.
    Der,
}

/// A signature in the form of a container, proved to be the certificate's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// Its bytes.
    pub signature: Vec<u8>,
    /// How they were written.
    pub written: Written,
}

/// Why a signature is not the certificate's over what was to be signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WrongSignature {
    /// There is nothing.
    Empty,
    /// Of no length and form that a signature of this algorithm has.
    Form {
        /// How many bytes came.
        found: usize,
        /// How many it has.
        wanted: usize,
    },
    /// RSA of the other padding: this is the one that it has.
    Padding(Algorithm),
    /// RSASSA-PSS, but its salt has another length than the 32 bytes that XML signatures fix (RFC 9231 2.3.9).
    Salt,
    /// The digest was digested once more.
    DigestTwice,
    /// Made by another key, or over other bytes.
    Other,
}

/// Takes a signature over `to_be_signed` as any software writes it: raw, ECDSA also as DER, either also as base64 or hexadecimal
/// text.
///
/// # Errors
/// [`WrongSignature`], which looks at the usual mistakes to name the one that was made.
pub fn take(
    certificate: &Certificate,
    algorithm: Algorithm,
    to_be_signed: &[u8],
    bytes: &[u8],
) -> Result<Given, WrongSignature> {
    let Some(key) = certificate.key() else { return Err(WrongSignature::Other) };
    if bytes.is_empty() {
        return Err(WrongSignature::Empty);
    }
    let decoded = from_text(bytes);
    let readings = || [Some(bytes), decoded.as_deref()].into_iter().flatten().flat_map(|bytes| forms(algorithm, bytes));
    let right = readings().find(|given| algorithm.verify(key, to_be_signed, &given.signature));
    right.ok_or_else(|| {
        let wanted = key.signature_size();
        match readings().find(|given| given.signature.len() == wanted) {
            Some(given) => wrong(key, algorithm, to_be_signed, &given.signature),
            None => WrongSignature::Form { found: decoded.as_deref().unwrap_or(bytes).len(), wanted },
        }
    })
}

/// The bytes of base64 or hexadecimal text: in lines or in one, between those of PEM, hexadecimal with colons too, behind a byte order mark.
fn from_text(bytes: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(bytes).ok()?.trim_start_matches('\u{feff}');
    let lines = text.lines().filter(|line| !line.starts_with("-----"));
    let text: String = lines.flat_map(str::split_whitespace).collect();
    unhex(&text.replace(':', "")).or_else(|| Base64::decode_vec(&text).ok())
}

fn forms(algorithm: Algorithm, bytes: &[u8]) -> Vec<Given> {
    let der = match algorithm {
        Algorithm::EcdsaP256 => p256::ecdsa::Signature::from_der(bytes).ok().map(|signature| signature.to_vec()),
        Algorithm::EcdsaP384 => p384::ecdsa::Signature::from_der(bytes).ok().map(|signature| signature.to_vec()),
        Algorithm::RsaPss | Algorithm::RsaPkcs1 => None,
    };
    let der = der.map(|signature| Given { signature, written: Written::Der });
    [Given { signature: bytes.to_vec(), written: Written::Raw }].into_iter().chain(der).collect()
}

fn wrong(key: &PublicKey, algorithm: Algorithm, to_be_signed: &[u8], signature: &[u8]) -> WrongSignature {
    if algorithm.verify(key, &algorithm.digest(to_be_signed), signature) {
        return WrongSignature::DigestTwice;
    }
    let other = match algorithm {
        Algorithm::RsaPss => Algorithm::RsaPkcs1,
        Algorithm::RsaPkcs1 => Algorithm::RsaPss,
        Algorithm::EcdsaP256 | Algorithm::EcdsaP384 => return WrongSignature::Other,
    };
    if other.verify(key, to_be_signed, signature) {
        return WrongSignature::Padding(other);
    }
    if algorithm == Algorithm::RsaPss && key.is_pss_of_any_salt(to_be_signed, signature) {
        return WrongSignature::Salt;
    }
    WrongSignature::Other
}
