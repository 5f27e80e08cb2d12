//! Signature and digest algorithms that other software uses, by their identifiers in XML (RFC 9231) and in CMS.

use p256::ecdsa::signature::hazmat::PrehashVerifier;
use sha2::{Digest, Sha256, Sha384, Sha512};

use super::super::{
    PublicKey,
    algorithm::{Hash, Padding, verify_rsa},
};
use super::der::{Der, SEQUENCE};

/// How a foreign signature is made.
#[derive(Clone, Copy, Debug)]
pub(super) struct Method {
    kind: Kind,
    hash: Hash,
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    Ecdsa,
    Rsa(Padding),
}

impl Method {
    /// By its URI in an XML signature; `None` where it is not accepted.
    pub(super) fn from_uri(uri: &str) -> Option<Self> {
        let (_, name) = uri.rsplit_once('#')?;
        let is_of = |base: &str| uri.strip_suffix(name) == Some(base);
        let (kind, hash) = match name {
            "ecdsa-sha256" => (Kind::Ecdsa, Hash::Sha256),
            "ecdsa-sha384" => (Kind::Ecdsa, Hash::Sha384),
            "ecdsa-sha512" => (Kind::Ecdsa, Hash::Sha512),
            "rsa-sha256" => (Kind::Rsa(Padding::Pkcs1), Hash::Sha256),
            "rsa-sha384" => (Kind::Rsa(Padding::Pkcs1), Hash::Sha384),
            "rsa-sha512" => (Kind::Rsa(Padding::Pkcs1), Hash::Sha512),
            "sha256-rsa-MGF1" => (Kind::Rsa(Padding::Pss), Hash::Sha256),
            "sha384-rsa-MGF1" => (Kind::Rsa(Padding::Pss), Hash::Sha384),
            "sha512-rsa-MGF1" => (Kind::Rsa(Padding::Pss), Hash::Sha512),
            _ => return None,
        };
        let base = if matches!(kind, Kind::Rsa(Padding::Pss)) {
            "http://www.w3.org/2007/05/xmldsig-more#"
        } else {
            "http://www.w3.org/2001/04/xmldsig-more#"
        };
        is_of(base).then_some(Self { kind, hash })
    }

    /// By the `AlgorithmIdentifier` of a CMS signature, given its content, and that of its digest.
    pub(super) fn from_cms(signature: &[u8], digest: Hash) -> Option<Self> {
        let mut fields = Der::new(signature);
        let (kind, hash) = match dotted(fields.expect(6)?).as_str() {
            "1.2.840.113549.1.1.1" => (Kind::Rsa(Padding::Pkcs1), digest),
            "1.2.840.113549.1.1.11" => (Kind::Rsa(Padding::Pkcs1), Hash::Sha256),
            "1.2.840.113549.1.1.12" => (Kind::Rsa(Padding::Pkcs1), Hash::Sha384),
            "1.2.840.113549.1.1.13" => (Kind::Rsa(Padding::Pkcs1), Hash::Sha512),
            "1.2.840.113549.1.1.10" => (Kind::Rsa(Padding::Pss), pss_hash(&mut fields)?),
            "1.2.840.10045.4.3.2" => (Kind::Ecdsa, Hash::Sha256),
            "1.2.840.10045.4.3.3" => (Kind::Ecdsa, Hash::Sha384),
            "1.2.840.10045.4.3.4" => (Kind::Ecdsa, Hash::Sha512),
            _ => return None,
        };
        (hash == digest).then_some(Self { kind, hash })
    }

    pub(super) fn is_pkcs1(self) -> bool {
        matches!(self.kind, Kind::Rsa(Padding::Pkcs1))
    }

    /// Whether `key` can make such signatures.
    pub(super) fn fits(self, key: &PublicKey) -> bool {
        matches!(
            (self.kind, key),
            (Kind::Ecdsa, PublicKey::P256(_) | PublicKey::P384(_)) | (Kind::Rsa(_), PublicKey::Rsa(_))
        )
    }

    /// Whether `signature` over `message` was made by `key`. ECDSA comes as r‖s in XML, as DER in CMS.
    pub(super) fn verify(self, key: &PublicKey, message: &[u8], signature: &[u8], is_der: bool) -> bool {
        let digest = self.hash.digest(message);
        match (self.kind, key) {
            (Kind::Ecdsa, PublicKey::P256(key)) => {
                let parsed = if is_der {
                    p256::ecdsa::Signature::from_der(signature)
                } else {
                    p256::ecdsa::Signature::from_slice(signature)
                };
                parsed.is_ok_and(|signature| key.verify_prehash(&digest, &signature).is_ok())
            }
            (Kind::Ecdsa, PublicKey::P384(key)) => {
                let parsed = if is_der {
                    p384::ecdsa::Signature::from_der(signature)
                } else {
                    p384::ecdsa::Signature::from_slice(signature)
                };
                parsed.is_ok_and(|signature| key.verify_prehash(&digest, &signature).is_ok())
            }
            (Kind::Rsa(padding), PublicKey::Rsa(key)) => verify_rsa(key, padding, self.hash, message, signature),
            _ => false,
        }
    }
}

impl Hash {
    /// By its URI in an XML signature; `None` where it is not accepted.
    pub(super) fn from_uri(uri: &str) -> Option<Self> {
        match uri {
            "http://www.w3.org/2001/04/xmlenc#sha256" => Some(Self::Sha256),
            "http://www.w3.org/2001/04/xmldsig-more#sha384" => Some(Self::Sha384),
            "http://www.w3.org/2001/04/xmlenc#sha512" => Some(Self::Sha512),
            _ => None,
        }
    }

    /// By the content of an object identifier; `None` where it is not accepted.
    pub(super) fn from_oid(oid: &[u8]) -> Option<Self> {
        match dotted(oid).as_str() {
            "2.16.840.1.101.3.4.2.1" => Some(Self::Sha256),
            "2.16.840.1.101.3.4.2.2" => Some(Self::Sha384),
            "2.16.840.1.101.3.4.2.3" => Some(Self::Sha512),
            _ => None,
        }
    }

    pub(super) fn digest(self, bytes: &[u8]) -> Vec<u8> {
        match self {
            Self::Sha256 => Sha256::digest(bytes).to_vec(),
            Self::Sha384 => Sha384::digest(bytes).to_vec(),
            Self::Sha512 => Sha512::digest(bytes).to_vec(),
        }
    }
}

/// The digest in the parameters of RSASSA-PSS (RFC 4055 3.1); without one it would be SHA-1.
fn pss_hash(fields: &mut Der<'_>) -> Option<Hash> {
    let mut parameters = Der::new(fields.expect(SEQUENCE)?);
    let mut algorithm = Der::new(Der::new(parameters.expect(0xa0)?).expect(SEQUENCE)?);
    Hash::from_oid(algorithm.expect(6)?)
}

/// The dotted form of an object identifier's content.
pub(super) fn dotted(oid: &[u8]) -> String {
    der::asn1::ObjectIdentifier::from_bytes(oid).map(|oid| oid.to_string()).unwrap_or_default()
}
