//! Taking in a detached CMS signature that other software made over the manifest, and proving it before anything is written.

use base64ct::{Base64, Encoding};
use chrono::{DateTime, Utc};
use cms::{
    cert::CertificateChoices,
    content_info::ContentInfo,
    signed_data::{SignedAttributes, SignedData, SignerIdentifier, SignerInfo},
};
use der::{
    Any, Decode, Encode,
    asn1::{ObjectIdentifier, OctetString},
};
use p256::ecdsa::signature::hazmat::PrehashVerifier;
use rsa::pkcs1::RsaPssParams;
use sha2::{Digest, Sha256, Sha384, Sha512};
use x509_cert::{ext::pkix::SubjectKeyIdentifier, spki::AlgorithmIdentifierOwned, time::Time};

use super::signed_data::{
    CONTENT_TYPE, CertificateId, DATA, ECDSA_SHA256, ECDSA_SHA384, ECDSA_SHA512, MESSAGE_DIGEST, RSA, RSA_PSS,
    RSA_SHA256, RSA_SHA384, RSA_SHA512, SHA256, SHA384, SHA512, SIGNED_DATA, SIGNING_CERTIFICATE_V2, SIGNING_TIME,
    SigningCertificateV2,
};
use crate::bundle::algorithm::{Hash, Padding, verify_rsa};
use crate::bundle::certificate::instant;
use crate::bundle::{Certificate, PublicKey, Segment};

/// What begins the lines before and after base64 in PEM (RFC 7468).
const PEM_LINE: &str = "-----";

/// A bundle finished with a signature that other software made.
#[derive(Clone, Debug)]
pub struct Imported {
    /// Who signed.
    pub certificate: Certificate,
    /// When, as the signature claims.
    pub signing_time: DateTime<Utc>,
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
        Some(true) => Ok(Read { certificate, signing_time: time, der }),
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

/// The one value of the one attribute of that kind.
fn attribute<T: for<'a> Decode<'a, Error = der::Error>>(
    attributes: &SignedAttributes,
    oid: ObjectIdentifier,
) -> Option<T> {
    let mut found = attributes.iter().filter(|attribute| attribute.oid == oid);
    let (attribute, None) = (found.next()?, found.next()) else { return None };
    let [value] = attribute.values.as_slice() else { return None };
    T::from_der(&Any::to_der(value).ok()?).ok()
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
    let own = fitting.filter(|der| is_named(&named, der)).find_map(|der| Certificate::from_der(&der).ok());
    own.ok_or(P7sError::NoCertificate)
}

fn is_of(signer: &SignerInfo, certificate: &x509_cert::Certificate) -> bool {
    let tbs = certificate.tbs_certificate();
    match &signer.sid {
        SignerIdentifier::IssuerAndSerialNumber(of) => {
            of.issuer == *tbs.issuer() && of.serial_number == *tbs.serial_number()
        }
        SignerIdentifier::SubjectKeyIdentifier(of) => {
            matches!(tbs.get_extension::<SubjectKeyIdentifier>(), Ok(Some((_, own))) if own == *of)
        }
    }
}

fn is_named(named: &CertificateId, der: &[u8]) -> bool {
    let hash = named.digest_algorithm.as_ref().map_or(Some(Digesting::Sha256), Digesting::of);
    hash.is_some_and(|hash| hash.digest(der) == named.digest.as_bytes())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Digesting {
    Sha256,
    Sha384,
    Sha512,
}

impl Digesting {
    fn of(algorithm: &AlgorithmIdentifierOwned) -> Option<Self> {
        match algorithm.oid {
            SHA256 => Some(Self::Sha256),
            SHA384 => Some(Self::Sha384),
            SHA512 => Some(Self::Sha512),
            _ => None,
        }
    }

    fn digest(self, bytes: &[u8]) -> Vec<u8> {
        match self {
            Self::Sha256 => Sha256::digest(bytes).to_vec(),
            Self::Sha384 => Sha384::digest(bytes).to_vec(),
            Self::Sha512 => Sha512::digest(bytes).to_vec(),
        }
    }

    const fn hash(self) -> Hash {
        match self {
            Self::Sha256 => Hash::Sha256,
            Self::Sha384 => Hash::Sha384,
            Self::Sha512 => Hash::Sha512,
        }
    }
}

/// Whether the signature is the key's; `None` where the algorithm is none of ours, or not the key's.
fn is_right(
    key: &PublicKey,
    algorithm: &AlgorithmIdentifierOwned,
    hash: Digesting,
    message: &[u8],
    signature: &[u8],
) -> Option<bool> {
    let ecdsa = match algorithm.oid {
        ECDSA_SHA256 => Some(Digesting::Sha256),
        ECDSA_SHA384 => Some(Digesting::Sha384),
        ECDSA_SHA512 => Some(Digesting::Sha512),
        _ => None,
    };
    match key {
        PublicKey::P256(key) => {
            let digest = ecdsa?.digest(message);
            let signature = p256::ecdsa::Signature::from_der(signature);
            Some(signature.is_ok_and(|signature| key.verify_prehash(&digest, &signature).is_ok()))
        }
        PublicKey::P384(key) => {
            let digest = ecdsa?.digest(message);
            let signature = p384::ecdsa::Signature::from_der(signature);
            Some(signature.is_ok_and(|signature| key.verify_prehash(&digest, &signature).is_ok()))
        }
        PublicKey::Rsa(key) => {
            let named = match algorithm.oid {
                RSA => hash,
                RSA_SHA256 => Digesting::Sha256,
                RSA_SHA384 => Digesting::Sha384,
                RSA_SHA512 => Digesting::Sha512,
                RSA_PSS => return verify_pss(key, algorithm, message, signature),
                _ => return None,
            };
            Some(verify_rsa(key, Padding::Pkcs1, named.hash(), message, signature))
        }
    }
}

/// RSASSA-PSS as its parameters say; MGF1 is over the same digest.
fn verify_pss(
    key: &rsa::RsaPublicKey,
    algorithm: &AlgorithmIdentifierOwned,
    message: &[u8],
    signature: &[u8],
) -> Option<bool> {
    let parameters: RsaPssParams<Any> = algorithm.parameters.as_ref()?.decode_as().ok()?;
    let salt = usize::from(parameters.salt_len);
    if parameters.mask_gen.parameters.as_ref().map(|of| of.oid) != Some(parameters.hash.oid) {
        return None;
    }
    let right = match parameters.hash.oid {
        SHA256 => key.verify(rsa::Pss::<Sha256>::new_with_salt(salt), &Sha256::digest(message), signature),
        SHA384 => key.verify(rsa::Pss::<Sha384>::new_with_salt(salt), &Sha384::digest(message), signature),
        SHA512 => key.verify(rsa::Pss::<Sha512>::new_with_salt(salt), &Sha512::digest(message), signature),
        _ => return None,
    };
    Some(right.is_ok())
}
