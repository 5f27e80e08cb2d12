//! Taking in a detached CMS signature that other software made over the manifest, and proving it before anything is written.

use ::cms::{
    cert::CertificateChoices,
    content_info::ContentInfo,
    signed_data::{SignedAttributes, SignedData, SignerInfo},
};
use base64ct::{Base64, Encoding};
use chrono::{DateTime, Utc};
use der::{
    Decode, Encode,
    asn1::{ObjectIdentifier, OctetString},
};
use x509_cert::time::Time;

use super::signed_data::written;
use crate::bundle::certificate::instant;
use crate::bundle::cms::oid::{CONTENT_TYPE, DATA, MESSAGE_DIGEST, SIGNED_DATA, SIGNING_CERTIFICATE_V2, SIGNING_TIME};
use crate::bundle::cms::signed_data;
use crate::bundle::cms::signer::{Digesting, SigningCertificateV2, attribute, is_of, is_right};
use crate::bundle::{Certificate, Segment};

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
    /// No CMS signature as DER, PEM or base64.
    NotCms,
    /// The signed file is inside; the signature must be detached.
    NotDetached,
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
    let der = der_of(p7s);
    let info = ContentInfo::from_der(&der).map_err(|_| P7sError::NotCms)?;
    if info.content_type != SIGNED_DATA {
        return Err(P7sError::NotCms);
    }
    let data: SignedData = info.content.decode_as().map_err(|_| P7sError::NotCms)?;
    if data.encap_content_info.econtent.is_some() {
        return Err(P7sError::NotDetached);
    }
    let [signer] = data.signer_infos.0.as_slice() else { return Err(P7sError::Signers(data.signer_infos.0.len())) };
    let attributes = signer.signed_attrs.as_ref().ok_or(P7sError::NoSigningCertificate)?;
    let hash = Digesting::of(&signer.digest_alg).ok_or(P7sError::Algorithm)?;
    let is_data = attribute::<ObjectIdentifier>(attributes, CONTENT_TYPE) == Some(DATA);
    let digest = attribute::<OctetString>(attributes, MESSAGE_DIGEST);
    if !is_data || digest.is_none_or(|digest| digest.as_bytes() != hash.digest(content)) {
        return Err(P7sError::OtherFile);
    }
    let certificate = certificate(&data, signer, attributes)?;
    let key = certificate.key().ok_or(P7sError::Algorithm)?;
    let time = attribute::<Time>(attributes, SIGNING_TIME).map(instant).ok_or(P7sError::NoSigningTime)?;
    let signed = attributes.to_der().map_err(|_| P7sError::NotCms)?;
    match is_right(key, &signer.signature_algorithm, hash, &signed, signer.signature.as_bytes()) {
        Some(true) => {
            // What of the file no signature covers is written anew, so that every byte of the bundle is determined.
            let others = others(&data, &certificate);
            let data = signed_data::SignedData::read(&der).map_err(|_| P7sError::NotCms)?;
            let der = written(&data, &certificate).ok_or(P7sError::Algorithm)?;
            Ok(Read { others, certificate, signing_time: time, der })
        }
        Some(false) => Err(P7sError::WrongSignature),
        None => Err(P7sError::Algorithm),
    }
}

/// The bytes themselves, or those that PEM or base64 stand for.
fn der_of(bytes: &[u8]) -> Vec<u8> {
    let Ok(text) = std::str::from_utf8(bytes) else { return bytes.to_vec() };
    let lines = text.lines().filter(|line| !line.starts_with(PEM_LINE));
    let base64: String = lines.flat_map(str::split_whitespace).collect();
    Base64::decode_vec(&base64).unwrap_or_else(|_| bytes.to_vec())
}

/// The certificates beside the signer's.
fn others(data: &SignedData, own: &Certificate) -> Vec<Vec<u8>> {
    let all = data.certificates.iter().flat_map(|set| set.0.iter());
    let all = all.filter_map(|choice| match choice {
        CertificateChoices::Certificate(certificate) => certificate.to_der().ok(),
        CertificateChoices::Other(_) => None,
    });
    all.filter(|der| der != own.der()).collect()
}

/// The certificate that the signed attributes name, which the signer's identifier must name too.
fn certificate(data: &SignedData, signer: &SignerInfo, attributes: &SignedAttributes) -> Result<Certificate, P7sError> {
    let named = attribute::<SigningCertificateV2>(attributes, SIGNING_CERTIFICATE_V2);
    let named = named.and_then(|named| named.certificates.into_iter().next()).ok_or(P7sError::NoSigningCertificate)?;
    let all = data.certificates.iter().flat_map(|set| set.0.iter());
    let fitting = all.filter_map(|choice| match choice {
        CertificateChoices::Certificate(certificate) if is_of(signer, certificate) => certificate.to_der().ok(),
        _ => None,
    });
    let own = fitting.filter(|der| named.is_of(der)).find_map(|der| Certificate::from_der(&der).ok());
    own.ok_or(P7sError::NoCertificate)
}
