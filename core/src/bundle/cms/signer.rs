//! One signer of a CMS signature (RFC 5652 5.3): its attributes, its certificate, and whether the signature is the certificate's.

use ::cms::signed_data::{SignedAttributes, SignerIdentifier, SignerInfo};
use der::{
    Any, Decode, Encode, Sequence,
    asn1::{ObjectIdentifier, OctetString},
};
use p256::ecdsa::signature::hazmat::PrehashVerifier;
use rsa::pkcs1::RsaPssParams;
use sha2::{Digest, Sha256, Sha384, Sha512};
use x509_cert::{ext::pkix::SubjectKeyIdentifier, spki::AlgorithmIdentifierOwned};

use super::oid::{
    ECDSA_SHA256, ECDSA_SHA384, ECDSA_SHA512, RSA, RSA_PSS, RSA_SHA256, RSA_SHA384, RSA_SHA512, SHA256, SHA384, SHA512,
};
use crate::bundle::PublicKey;
use crate::bundle::algorithm::{Hash, Padding, verify_rsa};

/// `SigningCertificateV2` (RFC 5035): by which certificate is signed.
#[derive(Clone, Debug, Sequence)]
pub struct SigningCertificateV2 {
    pub certificates: Vec<CertificateId>,
    #[asn1(optional = "true")]
    pub policies: Option<Any>,
}

/// `ESSCertIDv2`; the digest is SHA-256 where none is named.
#[derive(Clone, Debug, Sequence)]
pub struct CertificateId {
    #[asn1(optional = "true")]
    pub digest_algorithm: Option<AlgorithmIdentifierOwned>,
    pub digest: OctetString,
    #[asn1(optional = "true")]
    pub issuer_serial: Option<Any>,
}

/// The one value of the one attribute of that kind.
pub fn attribute<T: for<'a> Decode<'a, Error = der::Error>>(
    attributes: &SignedAttributes,
    oid: ObjectIdentifier,
) -> Option<T> {
    let mut found = attributes.iter().filter(|attribute| attribute.oid == oid);
    let (attribute, None) = (found.next()?, found.next()) else { return None };
    let [value] = attribute.values.as_slice() else { return None };
    T::from_der(&Any::to_der(value).ok()?).ok()
}

/// Whether the signer's identifier names the certificate.
pub fn is_of(signer: &SignerInfo, certificate: &x509_cert::Certificate) -> bool {
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

impl CertificateId {
    /// Whether it is the certificate of these bytes.
    pub fn is_of(&self, der: &[u8]) -> bool {
        let hash = self.digest_algorithm.as_ref().map_or(Some(Digesting::Sha256), Digesting::of);
        hash.is_some_and(|hash| hash.digest(der) == self.digest.as_bytes())
    }
}

/// The digests that are taken.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Digesting {
    Sha256,
    Sha384,
    Sha512,
}

impl Digesting {
    /// The digest of that name; `None` for SHA-1 and all others.
    pub fn of(algorithm: &AlgorithmIdentifierOwned) -> Option<Self> {
        match algorithm.oid {
            SHA256 => Some(Self::Sha256),
            SHA384 => Some(Self::Sha384),
            SHA512 => Some(Self::Sha512),
            _ => None,
        }
    }

    /// The digest of bytes.
    pub fn digest(self, bytes: &[u8]) -> Vec<u8> {
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
pub fn is_right(
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

/// RSASSA-PSS; MGF1 is over the same digest, and the salt is as long as it (RFC 8017 9.1), as the verifier wants it too.
fn verify_pss(
    key: &rsa::RsaPublicKey,
    algorithm: &AlgorithmIdentifierOwned,
    message: &[u8],
    signature: &[u8],
) -> Option<bool> {
    let parameters: RsaPssParams<Any> = algorithm.parameters.as_ref()?.decode_as().ok()?;
    if parameters.mask_gen.parameters.as_ref().map(|of| of.oid) != Some(parameters.hash.oid) {
        return None;
    }
    let (right, salt) = match parameters.hash.oid {
        SHA256 => (key.verify(rsa::Pss::<Sha256>::new(), &Sha256::digest(message), signature), 32),
        SHA384 => (key.verify(rsa::Pss::<Sha384>::new(), &Sha384::digest(message), signature), 48),
        SHA512 => (key.verify(rsa::Pss::<Sha512>::new(), &Sha512::digest(message), signature), 64),
        _ => return None,
    };
    if parameters.salt_len != salt {
        return None;
    }
    Some(right.is_ok())
}
