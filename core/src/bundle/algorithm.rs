//! Signature algorithms, and the one place where a signature is checked.

use p256::ecdsa::signature::hazmat::PrehashVerifier;
use rsa::{RsaPublicKey, pkcs1::DecodeRsaPublicKey, traits::PublicKeyParts};
use sha2::{Digest, Sha256, Sha384, Sha512};
use x509_cert::spki::{ObjectIdentifier, SubjectPublicKeyInfoOwned};

const EC_PUBLIC_KEY: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
const SECP256R1: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7");
const SECP384R1: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.132.0.34");
pub(super) const RSA_ENCRYPTION: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
/// Circular 15/2025/TT-BKHCN, Appendix I 1.2.
const MIN_RSA_BITS: u32 = 2048;

/// How a bundle is signed. Circular 15/2025/TT-BKHCN, Appendix I 1.2 and 1.3, names ECDSA and RSASSA-PSS over SHA-2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Algorithm {
    /// ECDSA on P-256 with SHA-256; the signature is r‖s, 64 bytes.
    EcdsaP256,
    /// ECDSA on P-384 with SHA-384; the signature is r‖s, 96 bytes.
    EcdsaP384,
    /// RSASSA-PSS with SHA-256, MGF1 with SHA-256, salt of 32 bytes.
    RsaPss,
    /// RSASSA-PKCS1-v1_5 with SHA-256: what today's tokens make. Taken, and said in the verdict.
    RsaPkcs1,
}

impl Algorithm {
    const ALL: [Self; 4] = [Self::EcdsaP256, Self::EcdsaP384, Self::RsaPss, Self::RsaPkcs1];

    /// Its name: `ecdsa-p256`, `ecdsa-p384`, `rsa-pss`, `rsa-pkcs1`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::EcdsaP256 => "ecdsa-p256",
            Self::EcdsaP384 => "ecdsa-p384",
            Self::RsaPss => "rsa-pss",
            Self::RsaPkcs1 => "rsa-pkcs1",
        }
    }

    /// The algorithm of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|algorithm| algorithm.as_str() == name)
    }

    /// The digest that is signed: SHA-384 under P-384, else SHA-256.
    #[must_use]
    pub fn digest(self, message: &[u8]) -> Vec<u8> {
        match self {
            Self::EcdsaP384 => Sha384::digest(message).to_vec(),
            Self::EcdsaP256 | Self::RsaPss | Self::RsaPkcs1 => Sha256::digest(message).to_vec(),
        }
    }

    /// Its identifier in XML signatures (RFC 9231).
    #[must_use]
    pub const fn uri(self) -> &'static str {
        match self {
            Self::EcdsaP256 => "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256",
            Self::EcdsaP384 => "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384",
            Self::RsaPss => "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1",
            Self::RsaPkcs1 => "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
        }
    }

    pub(super) fn from_uri(uri: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|algorithm| algorithm.uri() == uri)
    }

    /// Whether `key` can make such a signature.
    #[must_use]
    pub const fn fits(self, key: &PublicKey) -> bool {
        matches!(
            (self, key),
            (Self::EcdsaP256, PublicKey::P256(_))
                | (Self::EcdsaP384, PublicKey::P384(_))
                | (Self::RsaPss | Self::RsaPkcs1, PublicKey::Rsa(_))
        )
    }

    /// Whether `signature` over `message` was made by `key`. False for every other key, length or form.
    #[must_use]
    pub fn verify(self, key: &PublicKey, message: &[u8], signature: &[u8]) -> bool {
        match (self, key) {
            (Self::EcdsaP256, PublicKey::P256(key)) => p256::ecdsa::Signature::from_slice(signature)
                .is_ok_and(|signature| key.verify_prehash(&Sha256::digest(message), &signature).is_ok()),
            (Self::EcdsaP384, PublicKey::P384(key)) => p384::ecdsa::Signature::from_slice(signature)
                .is_ok_and(|signature| key.verify_prehash(&Sha384::digest(message), &signature).is_ok()),
            (Self::RsaPss, PublicKey::Rsa(key)) => verify_rsa(key, Padding::Pss, Hash::Sha256, message, signature),
            (Self::RsaPkcs1, PublicKey::Rsa(key)) => verify_rsa(key, Padding::Pkcs1, Hash::Sha256, message, signature),
            _ => false,
        }
    }
}

/// A public key that can sign a bundle.
#[derive(Clone, Debug, PartialEq)]
pub enum PublicKey {
    /// On the curve P-256.
    P256(Box<p256::ecdsa::VerifyingKey>),
    /// On the curve P-384.
    P384(Box<p384::ecdsa::VerifyingKey>),
    /// RSA of at least 2048 bits.
    Rsa(Box<RsaPublicKey>),
}

impl PublicKey {
    /// The key of a certificate; `None` where its kind or length is not one of ours.
    pub(super) fn from_spki(spki: &SubjectPublicKeyInfoOwned) -> Option<Self> {
        let bytes = spki.subject_public_key.as_bytes()?;
        if spki.algorithm.oid == RSA_ENCRYPTION {
            return rsa_key(bytes).map(|key| Self::Rsa(Box::new(key)));
        }
        if spki.algorithm.oid != EC_PUBLIC_KEY {
            return None;
        }
        match spki.algorithm.parameters.as_ref()?.decode_as::<ObjectIdentifier>().ok()? {
            SECP256R1 => p256::ecdsa::VerifyingKey::from_sec1_bytes(bytes).ok().map(|key| Self::P256(Box::new(key))),
            SECP384R1 => p384::ecdsa::VerifyingKey::from_sec1_bytes(bytes).ok().map(|key| Self::P384(Box::new(key))),
            _ => None,
        }
    }

    /// The algorithm we sign with under this key.
    #[must_use]
    pub const fn preferred(&self) -> Algorithm {
        match self {
            Self::P256(_) => Algorithm::EcdsaP256,
            Self::P384(_) => Algorithm::EcdsaP384,
            Self::Rsa(_) => Algorithm::RsaPss,
        }
    }

    /// The length of its signatures as a container holds them, in bytes.
    pub(super) fn signature_size(&self) -> usize {
        match self {
            Self::P256(_) => 64,
            Self::P384(_) => 96,
            Self::Rsa(key) => key.size(),
        }
    }

    /// Whether the signature is RSASSA-PSS with SHA-256 whatever the length of its salt.
    pub(super) fn is_pss_of_any_salt(&self, message: &[u8], signature: &[u8]) -> bool {
        let Self::Rsa(key) = self else { return false };
        let padding = rsa::Pss::<Sha256> { salt_len: None, ..rsa::Pss::new() };
        key.verify(padding, &Sha256::digest(message), signature).is_ok()
    }
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Padding {
    Pss,
    Pkcs1,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Hash {
    Sha256,
    Sha384,
    Sha512,
}

/// An RSA public key (PKCS#1 DER) of at least 2048 bits.
pub(super) fn rsa_key(pkcs1: &[u8]) -> Option<RsaPublicKey> {
    RsaPublicKey::from_pkcs1_der(pkcs1).ok().filter(|key| key.n().bits() >= MIN_RSA_BITS)
}

pub(super) fn verify_rsa(key: &RsaPublicKey, padding: Padding, hash: Hash, message: &[u8], signature: &[u8]) -> bool {
    // The crate would take a signature with leading zero bytes cut off; RFC 8017 8.1.2 and 8.2.2 do not.
    if signature.len() != key.size() {
        return false;
    }
    match (padding, hash) {
        (Padding::Pss, Hash::Sha256) => key.verify(rsa::Pss::<Sha256>::new(), &Sha256::digest(message), signature),
        (Padding::Pss, Hash::Sha384) => key.verify(rsa::Pss::<Sha384>::new(), &Sha384::digest(message), signature),
        (Padding::Pss, Hash::Sha512) => key.verify(rsa::Pss::<Sha512>::new(), &Sha512::digest(message), signature),
        (Padding::Pkcs1, Hash::Sha256) => {
            key.verify(rsa::Pkcs1v15Sign::new::<Sha256>(), &Sha256::digest(message), signature)
        }
        (Padding::Pkcs1, Hash::Sha384) => {
            key.verify(rsa::Pkcs1v15Sign::new::<Sha384>(), &Sha384::digest(message), signature)
        }
        (Padding::Pkcs1, Hash::Sha512) => {
            key.verify(rsa::Pkcs1v15Sign::new::<Sha512>(), &Sha512::digest(message), signature)
        }
    }
    .is_ok()
}
