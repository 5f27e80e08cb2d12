//! Writing a CMS signature (RFC 5652) of level CAdES-B-B (EN 319 122-1 clause 6): detached, one signer, with content type, message
//! digest, signing time and the certificate's digest among the signed attributes. All that is not signed follows from what is, so one
//! signature is written in one way alone, whoever made it.

use chrono::{DateTime, Datelike, Utc};
use der::{Decode, Encode, asn1::ObjectIdentifier};

use crate::bundle::cms::oid::{CONTENT_TYPE, DATA, MESSAGE_DIGEST, SIGNED_DATA, SIGNING_CERTIFICATE_V2, SIGNING_TIME};
use crate::bundle::cms::signed_data::SignedData;
use crate::bundle::method::Method;
use crate::bundle::tlv::{Der, GENERALIZED_TIME, INTEGER, OCTETS, OID, SEQUENCE, SET, UTC_TIME, wrapped};
use crate::bundle::{Algorithm, Certificate, algorithm::Hash, instant};

/// From this year on a time is a `GeneralizedTime` (RFC 5652 11.3).
const GENERALIZED_FROM: i32 = 2050;

/// The signed attributes as they are signed: a `SET OF`, DER.
pub fn signed_attributes(
    content: &[u8],
    certificate: &Certificate,
    algorithm: Algorithm,
    time: DateTime<Utc>,
) -> Vec<u8> {
    // `SigningCertificateV2` with one `ESSCertIDv2` (RFC 5035): its digest is SHA-256 where none is named.
    let named =
        [SEQUENCE; 3].iter().fold(wrapped(OCTETS, &[&certificate.sha256()]), |inside, &tag| wrapped(tag, &[&inside]));
    let attributes = [
        (CONTENT_TYPE, wrapped(OID, &[DATA.as_bytes()])),
        (MESSAGE_DIGEST, wrapped(OCTETS, &[&algorithm.digest(content)])),
        (SIGNING_TIME, signing_time(time)),
        (SIGNING_CERTIFICATE_V2, named),
    ];
    let mut attributes =
        attributes.map(|(oid, value)| wrapped(SEQUENCE, &[&wrapped(OID, &[oid.as_bytes()]), &wrapped(SET, &[&value])]));
    // A set is written in the order of its encodings (X.690 11.6).
    attributes.sort_unstable();
    wrapped(SET, &attributes.each_ref().map(Vec::as_slice))
}

/// The signature as our writer has it, DER: with the signer's certificate alone, and every name of an algorithm as RFC 5754 has it. `None`
/// where its algorithm or certificate cannot be read.
pub fn written(data: &SignedData<'_>, certificate: &Certificate) -> Option<Vec<u8>> {
    write(certificate, data.digest, data.method().ok()?, data.attributes(), data.signature)
}

/// The whole signature, DER. `signed_attributes` as they are signed; ECDSA comes as r‖s.
pub fn signed_data(
    certificate: &Certificate,
    algorithm: Algorithm,
    signed_attributes: &[u8],
    signature: &[u8],
) -> Option<Vec<u8>> {
    let attributes = Der::only(signed_attributes, SET)?;
    let method = Method::from_uri(algorithm.uri())?;
    write(certificate, digest(algorithm), method, attributes, &in_cms(algorithm, signature))
}

fn write(
    certificate: &Certificate,
    digest: Hash,
    method: Method,
    attributes: &[u8],
    signature: &[u8],
) -> Option<Vec<u8>> {
    const VERSION: [u8; 1] = [1];
    const CONTENT: u8 = 0xa0;
    let own = x509_cert::Certificate::from_der(certificate.der()).ok()?;
    let (issuer, serial) =
        (own.tbs_certificate().issuer().to_der().ok()?, own.tbs_certificate().serial_number().to_der().ok()?);
    let version = wrapped(INTEGER, &[&VERSION]);
    let digest = wrapped(SEQUENCE, &[&wrapped(OID, &[digest.oid().as_bytes()])]);
    let oid = |oid: ObjectIdentifier| wrapped(OID, &[oid.as_bytes()]);
    let signer = wrapped(
        SEQUENCE,
        &[
            &version,
            &wrapped(SEQUENCE, &[&issuer, &serial]),
            &digest,
            &wrapped(CONTENT, &[attributes]),
            &method.identifier(),
            &wrapped(OCTETS, &[signature]),
        ],
    );
    let data = wrapped(
        SEQUENCE,
        &[
            &version,
            &wrapped(SET, &[&digest]),
            &wrapped(SEQUENCE, &[&oid(DATA)]),
            &wrapped(CONTENT, &[certificate.der()]),
            &wrapped(SET, &[&signer]),
        ],
    );
    Some(wrapped(SEQUENCE, &[&oid(SIGNED_DATA), &wrapped(CONTENT, &[&data])]))
}

fn signing_time(time: DateTime<Utc>) -> Vec<u8> {
    let digits: String = instant::written(time).chars().filter(|letter| letter.is_ascii_digit()).collect();
    let (tag, digits) = match digits.get(2..) {
        Some(short) if time.year() < GENERALIZED_FROM => (UTC_TIME, short),
        _ => (GENERALIZED_TIME, digits.as_str()),
    };
    wrapped(tag, &[digits.as_bytes(), b"Z"])
}

const fn digest(algorithm: Algorithm) -> Hash {
    match algorithm {
        Algorithm::EcdsaP384 => Hash::Sha384,
        Algorithm::EcdsaP256 | Algorithm::RsaPss | Algorithm::RsaPkcs1 => Hash::Sha256,
    }
}

/// ECDSA as `ECDSA-Sig-Value`.
fn in_cms(algorithm: Algorithm, signature: &[u8]) -> Vec<u8> {
    let der = match algorithm {
        Algorithm::EcdsaP256 => {
            p256::ecdsa::Signature::from_slice(signature).map(|signature| signature.to_der().as_bytes().to_vec())
        }
        Algorithm::EcdsaP384 => {
            p384::ecdsa::Signature::from_slice(signature).map(|signature| signature.to_der().as_bytes().to_vec())
        }
        Algorithm::RsaPss | Algorithm::RsaPkcs1 => return signature.to_vec(),
    };
    der.unwrap_or_default()
}
