//! Writing a CMS signature (RFC 5652) of level CAdES-B-B (EN 319 122-1 clause 6): detached, one signer, with content type, message
//! digest, signing time and the certificate's digest among the signed attributes.

use ::cms::{
    cert::{CertificateChoices, IssuerAndSerialNumber},
    content_info::{CmsVersion, ContentInfo},
    signed_data::{EncapsulatedContentInfo, SignedAttributes, SignedData, SignerIdentifier, SignerInfo, SignerInfos},
};
use chrono::{DateTime, Datelike, Utc};
use der::{
    Any, Decode, Encode,
    asn1::{GeneralizedTime, ObjectIdentifier, OctetString, SetOfVec, UtcTime},
};
use rsa::pkcs1::RsaPssParams;
use sha2::Sha256;
use x509_cert::{attr::Attribute, spki::AlgorithmIdentifierOwned};

use crate::bundle::cms::oid::{
    CONTENT_TYPE, DATA, ECDSA_SHA256, ECDSA_SHA384, MESSAGE_DIGEST, RSA, RSA_PSS, SHA256, SHA384, SIGNED_DATA,
    SIGNING_CERTIFICATE_V2, SIGNING_TIME,
};
use crate::bundle::cms::signer::{CertificateId, SigningCertificateV2};
use crate::bundle::{Algorithm, Certificate};

/// From this year on a time is a `GeneralizedTime` (RFC 5652 11.3).
const GENERALIZED_FROM: i32 = 2050;

/// The signed attributes as they are signed: a `SET OF`, DER.
///
/// # Errors
/// When a value cannot be encoded, which none of ours is.
pub fn signed_attributes(
    content: &[u8],
    certificate: &Certificate,
    algorithm: Algorithm,
    time: DateTime<Utc>,
) -> der::Result<Vec<u8>> {
    let certificate =
        CertificateId { digest_algorithm: None, digest: OctetString::new(certificate.sha256())?, issuer_serial: None };
    let digest = OctetString::new(algorithm.digest(content))?;
    let attributes = [
        (CONTENT_TYPE, Any::encode_from(&DATA)?),
        (MESSAGE_DIGEST, Any::encode_from(&digest)?),
        (SIGNING_TIME, signing_time(time)?),
        (
            SIGNING_CERTIFICATE_V2,
            Any::encode_from(&SigningCertificateV2 { certificates: vec![certificate], policies: None })?,
        ),
    ];
    let attribute =
        |(oid, value): (ObjectIdentifier, Any)| Ok(Attribute { oid, values: SetOfVec::try_from(vec![value])? });
    let attributes = attributes.into_iter().map(attribute).collect::<der::Result<Vec<_>>>()?;
    SignedAttributes::try_from(attributes)?.to_der()
}

/// The whole signature, DER. ECDSA comes as r‖s.
///
/// # Errors
/// When a value cannot be encoded, which none of ours is.
pub fn signed_data(
    certificate: &Certificate,
    algorithm: Algorithm,
    signed_attributes: &[u8],
    signature: &[u8],
) -> der::Result<Vec<u8>> {
    let own = x509_cert::Certificate::from_der(certificate.der())?;
    let tbs = own.tbs_certificate();
    let digest = AlgorithmIdentifierOwned { oid: digest(algorithm), parameters: None };
    let signer = SignerInfo {
        version: CmsVersion::V1,
        sid: SignerIdentifier::IssuerAndSerialNumber(IssuerAndSerialNumber {
            issuer: tbs.issuer().clone(),
            serial_number: tbs.serial_number().clone(),
        }),
        digest_alg: digest.clone(),
        signed_attrs: Some(SignedAttributes::from_der(signed_attributes)?),
        signature_algorithm: identifier(algorithm)?,
        signature: OctetString::new(in_cms(algorithm, signature))?,
        unsigned_attrs: None,
    };
    let data = SignedData {
        version: CmsVersion::V1,
        digest_algorithms: SetOfVec::try_from(vec![digest])?,
        encap_content_info: EncapsulatedContentInfo { econtent_type: DATA, econtent: None },
        certificates: Some(SetOfVec::try_from(vec![CertificateChoices::Certificate(own)])?.into()),
        crls: None,
        signer_infos: SignerInfos(SetOfVec::try_from(vec![signer])?),
    };
    ContentInfo { content_type: SIGNED_DATA, content: Any::encode_from(&data)? }.to_der()
}

fn signing_time(time: DateTime<Utc>) -> der::Result<Any> {
    let seconds = u64::try_from(time.timestamp()).unwrap_or_default();
    let since = std::time::Duration::from_secs(seconds);
    if time.year() < GENERALIZED_FROM {
        Any::encode_from(&UtcTime::from_unix_duration(since)?)
    } else {
        Any::encode_from(&GeneralizedTime::from_unix_duration(since)?)
    }
}

const fn digest(algorithm: Algorithm) -> ObjectIdentifier {
    match algorithm {
        Algorithm::EcdsaP384 => SHA384,
        Algorithm::EcdsaP256 | Algorithm::RsaPss | Algorithm::RsaPkcs1 => SHA256,
    }
}

/// How the algorithm is named (RFC 5754, RFC 4056). RSA PKCS#1 v1.5 names the key alone, as most software writes it.
fn identifier(algorithm: Algorithm) -> der::Result<AlgorithmIdentifierOwned> {
    let (oid, parameters) = match algorithm {
        Algorithm::EcdsaP256 => (ECDSA_SHA256, None),
        Algorithm::EcdsaP384 => (ECDSA_SHA384, None),
        Algorithm::RsaPss => (RSA_PSS, Some(Any::encode_from(&RsaPssParams::new::<Sha256>(32))?)),
        Algorithm::RsaPkcs1 => (RSA, Some(Any::null())),
    };
    Ok(AlgorithmIdentifierOwned { oid, parameters })
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
