//! Taking in a CMS signature that other software made over the manifest, and proving it before anything is written.

use base64ct::{Base64, Encoding};
use chrono::{DateTime, Utc};

use super::signed_data::written;
use crate::bundle::ber::to_der;
use crate::bundle::cms::signed_data::{DATA, SignedData, signers};
use crate::bundle::{Certificate, Code, Segment};

/// What begins the lines before and after base64 in PEM (RFC 7468).
const PEM_LINE: &str = "-----";

/// A bundle finished with a signature that other software made.
#[derive(Clone, Debug)]
pub struct Imported {
    /// Who signed.
    pub certificate: Certificate,
    /// When, as the signature claims.
    pub signing_time: DateTime<Utc>,
    /// The other certificates that came with it, DER: of its issuers perhaps.
    pub others: Vec<Vec<u8>>,
    /// The container.
    pub segments: Vec<Segment>,
}

/// Why a file is no signature of the manifest that a bundle takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum P7sError {
    /// No CMS signature as DER, BER, PEM or base64.
    NotCms,
    /// Not exactly one signer.
    Signers(usize),
    /// Made over another file.
    OtherFile,
    /// Without the attribute that names the signer's certificate: a CMS signature, but no CAdES.
    NoSigningCertificate,
    /// The certificate that it names is not in it.
    NoCertificate,
    /// Without a signing time.
    NoSigningTime,
    /// By an algorithm that is not taken: SHA-1, or a key that is too short.
    Algorithm,
    /// Not made by the key of the certificate.
    WrongSignature,
}

/// What was read.
pub struct Read {
    pub der: Vec<u8>,
    pub certificate: Certificate,
    pub signing_time: DateTime<Utc>,
    pub others: Vec<Vec<u8>>,
}

/// Reads a signature and proves it over `content`.
///
/// # Errors
/// See [`P7sError`].
pub fn read(p7s: &[u8], content: &[u8]) -> Result<Read, P7sError> {
    let mut der = der_of(p7s);
    // What is signed stands in DER wherever it stands (RFC 5652 5.4); around it, software that signs while it reads writes BER.
    if signers(&der).is_none() {
        der = to_der(&der).unwrap_or(der);
    }
    let data = SignedData::read(&der).map_err(|code| unread(code, &der))?;
    // Some software puts the signed file inside, whatever it is asked for; where that is the manifest, it says the same.
    let is_other = data.content.is_some_and(|inside| inside != content);
    if is_other || data.content_type != DATA || !data.is_over(content) {
        return Err(P7sError::OtherFile);
    }
    let certificate = data.certificate(&[]).map_err(|code| match code {
        Code::CertificateNotSigned => P7sError::NoSigningCertificate,
        _ => P7sError::NoCertificate,
    })?;
    let signing_time = data.signing_time().ok_or(P7sError::NoSigningTime)?;
    let method = data.method().ok().filter(|method| method.has_usual_salt()).ok_or(P7sError::Algorithm)?;
    if !certificate.key().is_some_and(|key| method.fits(key)) {
        return Err(P7sError::Algorithm);
    }
    if data.is_signed_by(&certificate) != Ok(true) {
        return Err(P7sError::WrongSignature);
    }
    // What of the file no signature covers is written anew, so that every byte of the bundle is determined.
    let own = written(&data, &certificate).ok_or(P7sError::Algorithm)?;
    let others = data.certificates.iter().filter(|der| **der != certificate.der()).map(|der| der.to_vec()).collect();
    Ok(Read { der: own, certificate, signing_time, others })
}

/// Why a file is not read as a signature.
fn unread(code: Code, der: &[u8]) -> P7sError {
    match (code, signers(der)) {
        (Code::DigestRefused, _) => P7sError::Algorithm,
        (_, None) => P7sError::NotCms,
        // Nothing but the file is signed, its certificate neither.
        (_, Some(1)) => P7sError::NoSigningCertificate,
        (_, Some(count)) => P7sError::Signers(count),
    }
}

/// The bytes themselves, or those that PEM or base64 stand for.
fn der_of(bytes: &[u8]) -> Vec<u8> {
    let Ok(text) = std::str::from_utf8(bytes) else { return bytes.to_vec() };
    let lines = text.lines().filter(|line| !line.starts_with(PEM_LINE));
    let base64: String = lines.flat_map(str::split_whitespace).collect();
    Base64::decode_vec(&base64).unwrap_or_else(|_| bytes.to_vec())
}
