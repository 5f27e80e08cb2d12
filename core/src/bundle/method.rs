//! Signature and digest algorithms that other software uses, by their identifiers in XML (RFC 9231) and in CMS.

use der::asn1::ObjectIdentifier;
use p256::ecdsa::signature::hazmat::PrehashVerifier;
use rsa::traits::PublicKeyParts;
use sha2::{Digest, Sha256, Sha384, Sha512};

use super::{
    Certificate, Code, PublicKey,
    algorithm::{Hash, Padding, verify_rsa},
    cms::oid::{ECDSA_SHA256, ECDSA_SHA384, ECDSA_SHA512, RSA, RSA_PSS, SHA256, SHA384, SHA512},
    tlv::{Der, INTEGER, NULL, OID, SEQUENCE, wrapped},
};

/// The one function that masks (RFC 8017 B.2.1).
const MGF1: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.8");

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
    /// RSASSA-PSS with a salt of this many bytes.
    Pss(usize),
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
        if dotted(Der::new(signature).expect(OID)?) == "1.2.840.113549.1.1.1" {
            return Some(Self { kind: Kind::Rsa(Padding::Pkcs1), hash: digest });
        }
        Self::from_identifier(signature).filter(|method| method.hash == digest)
    }

    /// By the `AlgorithmIdentifier` of a signature, given its content.
    pub(super) fn from_identifier(signature: &[u8]) -> Option<Self> {
        let mut fields = Der::new(signature);
        let (kind, hash) = match dotted(fields.expect(OID)?).as_str() {
            "1.2.840.113549.1.1.11" => (Kind::Rsa(Padding::Pkcs1), Hash::Sha256),
            "1.2.840.113549.1.1.12" => (Kind::Rsa(Padding::Pkcs1), Hash::Sha384),
            "1.2.840.113549.1.1.13" => (Kind::Rsa(Padding::Pkcs1), Hash::Sha512),
            "1.2.840.113549.1.1.10" => {
                let (hash, salt) = pss(&mut fields)?;
                (Kind::Pss(salt), hash)
            }
            "1.2.840.10045.4.3.2" => (Kind::Ecdsa, Hash::Sha256),
            "1.2.840.10045.4.3.3" => (Kind::Ecdsa, Hash::Sha384),
            "1.2.840.10045.4.3.4" => (Kind::Ecdsa, Hash::Sha512),
            _ => return None,
        };
        Some(Self { kind, hash })
    }

    /// The `AlgorithmIdentifier` that our writer puts into a CMS signature (RFC 5754, RFC 4056). RSA PKCS#1 v1.5 names the key alone, as most
    /// software writes it.
    pub(super) fn identifier(self) -> Vec<u8> {
        let name = |oid: ObjectIdentifier| wrapped(OID, &[oid.as_bytes()]);
        let with_null = |oid: ObjectIdentifier| wrapped(SEQUENCE, &[&name(oid), &NULL]);
        let salt = match self.kind {
            Kind::Ecdsa => {
                let oid = match self.hash {
                    Hash::Sha256 => ECDSA_SHA256,
                    Hash::Sha384 => ECDSA_SHA384,
                    Hash::Sha512 => ECDSA_SHA512,
                };
                return wrapped(SEQUENCE, &[&name(oid)]);
            }
            Kind::Rsa(Padding::Pkcs1) => return with_null(RSA),
            Kind::Rsa(Padding::Pss) => self.hash.size(),
            Kind::Pss(salt) => salt,
        };
        let hash = with_null(self.hash.oid());
        let [.., high, low] = salt.to_be_bytes();
        let salt =
            if high == 0 && low < 0x80 { wrapped(INTEGER, &[&[low]]) } else { wrapped(INTEGER, &[&[high, low]]) };
        let masking = wrapped(SEQUENCE, &[&name(MGF1), &hash]);
        let parameters = [wrapped(0xa0, &[&hash]), wrapped(0xa1, &[&masking]), wrapped(0xa2, &[&salt])].concat();
        wrapped(SEQUENCE, &[&name(RSA_PSS), &wrapped(SEQUENCE, &[&parameters])])
    }

    /// Whether it has no salt, or one as long as its digest (RFC 8017 9.1), as most software makes and takes it.
    pub(super) fn has_usual_salt(self) -> bool {
        !matches!(self.kind, Kind::Pss(salt) if salt != self.hash.size())
    }

    pub(super) fn is_pkcs1(self) -> bool {
        matches!(self.kind, Kind::Rsa(Padding::Pkcs1))
    }

    /// Whether `key` can make such signatures.
    pub(super) fn fits(self, key: &PublicKey) -> bool {
        matches!(
            (self.kind, key),
            (Kind::Ecdsa, PublicKey::P256(_) | PublicKey::P384(_)) | (Kind::Rsa(_) | Kind::Pss(_), PublicKey::Rsa(_))
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
            (Kind::Pss(salt), PublicKey::Rsa(key)) => {
                let right = match self.hash {
                    Hash::Sha256 => key.verify(rsa::Pss::<Sha256>::new_with_salt(salt), &digest, signature),
                    Hash::Sha384 => key.verify(rsa::Pss::<Sha384>::new_with_salt(salt), &digest, signature),
                    Hash::Sha512 => key.verify(rsa::Pss::<Sha512>::new_with_salt(salt), &digest, signature),
                };
                signature.len() == key.size() && right.is_ok()
            }
            _ => false,
        }
    }
}

impl Certificate {
    /// Its key, where it makes such signatures; else why not.
    pub(super) fn key_for(&self, method: Method) -> Result<&PublicKey, Code> {
        let key = self.key().ok_or(if self.has_short_key() { Code::KeyTooShort } else { Code::Unsupported })?;
        if method.fits(key) { Ok(key) } else { Err(Code::AlgorithmMismatch) }
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

    /// The object identifier of the digest.
    pub(super) const fn oid(self) -> ObjectIdentifier {
        match self {
            Self::Sha256 => SHA256,
            Self::Sha384 => SHA384,
            Self::Sha512 => SHA512,
        }
    }

    /// Its length in bytes.
    const fn size(self) -> usize {
        match self {
            Self::Sha256 => 32,
            Self::Sha384 => 48,
            Self::Sha512 => 64,
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

/// Digest and length of the salt in the parameters of RSASSA-PSS (RFC 4055 3.1); the digest would be SHA-1 without one, the salt 20 bytes.
fn pss(fields: &mut Der<'_>) -> Option<(Hash, usize)> {
    let mut parameters = Der::new(fields.expect(SEQUENCE)?);
    let mut algorithm = Der::new(Der::only(parameters.expect(0xa0)?, SEQUENCE)?);
    let hash = Hash::from_oid(algorithm.expect(OID)?)?;
    let mut masking = Der::new(Der::only(parameters.expect(0xa1)?, SEQUENCE)?);
    if masking.expect(OID)? != MGF1.as_bytes() {
        return None;
    }
    let same = Hash::from_oid(Der::new(masking.expect(SEQUENCE)?).expect(OID)?)? == hash;
    let salt = match parameters.optional(0xa2) {
        Some(salt) => salt_length(Der::only(salt.content, INTEGER)?)?,
        None => 20,
    };
    same.then_some((hash, salt))
}

fn salt_length(integer: &[u8]) -> Option<usize> {
    integer
        .iter()
        .try_fold(0_usize, |length, &byte| length.checked_mul(256)?.checked_add(byte.into()))
        .filter(|&n| n <= 512)
}

/// The dotted form of an object identifier's content.
pub(super) fn dotted(oid: &[u8]) -> String {
    ObjectIdentifier::from_bytes(oid).map(|oid| oid.to_string()).unwrap_or_default()
}
