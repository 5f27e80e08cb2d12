//! A certification authority for tests, which also issues what no real one would.

use std::sync::OnceLock;

use chrono::{DateTime, Utc};
use p256::{
    ecdsa::{Signature, SigningKey, signature::Signer},
    pkcs8::EncodePublicKey,
};
use rand::{SeedableRng, rngs::StdRng};
use rsa::{RsaPrivateKey, signature::RandomizedSigner};
use sha2::Sha256;

use crate::bundle::{Algorithm, TrustStore};

/// What differs from a common signer's certificate.
#[derive(Clone)]
pub struct Wish {
    pub subject: Vec<(&'static str, &'static str)>,
    pub not_before: &'static str,
    pub not_after: &'static str,
    /// Bits of KeyUsage from the first on; none leaves the extension out.
    pub key_usage: Option<u8>,
    pub is_authority: bool,
    pub path_length: Option<u8>,
    pub unknown_critical: bool,
}

pub const DIGITAL_SIGNATURE: u8 = 0x80;
pub const NON_REPUDIATION: u8 = 0x40;
pub const KEY_ENCIPHERMENT: u8 = 0x20;
pub const KEY_CERT_SIGN: u8 = 0x04;

impl Default for Wish {
    fn default() -> Self {
        Self {
            subject: vec![
                ("C", "VN"),
                ("O", "CÔNG TY CỔ PHẦN VÍ DỤ"),
                ("CN", "Nguyễn Thị Ví Dụ"),
                ("UID", "MST:0100109106"),
            ],
            not_before: "250101000000Z",
            not_after: "300101000000Z",
            key_usage: Some(NON_REPUDIATION),
            is_authority: false,
            path_length: None,
            unknown_critical: false,
        }
    }
}

impl Wish {
    pub fn authority(name: &'static str) -> Self {
        Self {
            subject: vec![("C", "VN"), ("CN", name)],
            key_usage: Some(KEY_CERT_SIGN),
            is_authority: true,
            ..Self::default()
        }
    }
}

/// A key that can sign bundles and certificates.
#[derive(Clone)]
pub enum Key {
    P256(SigningKey),
    P384(p384::ecdsa::SigningKey),
    Rsa(RsaPrivateKey),
}

impl Key {
    pub fn p256(scalar: u8) -> Self {
        Self::P256(SigningKey::from_slice(&[scalar; 32]).unwrap())
    }

    pub fn p384() -> Self {
        Self::P384(p384::ecdsa::SigningKey::from_slice(&[7; 48]).unwrap())
    }

    /// Made once: it takes a moment.
    pub fn rsa() -> Self {
        static KEY: OnceLock<RsaPrivateKey> = OnceLock::new();
        Self::Rsa(KEY.get_or_init(|| RsaPrivateKey::new(&mut StdRng::seed_from_u64(2), 2048).unwrap()).clone())
    }

    pub fn rsa_1024() -> Self {
        Self::Rsa(RsaPrivateKey::new(&mut StdRng::seed_from_u64(3), 1024).unwrap())
    }

    pub fn sign(&self, algorithm: Algorithm, message: &[u8]) -> Vec<u8> {
        let mut random = StdRng::seed_from_u64(1);
        match self {
            Self::P256(key) => Signer::<Signature>::sign(key, message).to_bytes().to_vec(),
            Self::P384(key) => Signer::<p384::ecdsa::Signature>::sign(key, message).to_bytes().to_vec(),
            Self::Rsa(key) if algorithm == Algorithm::RsaPss => {
                let signature = rsa::pss::SigningKey::<Sha256>::new(key.clone()).sign_with_rng(&mut random, message);
                rsa::signature::SignatureEncoding::to_vec(&signature)
            }
            Self::Rsa(key) => {
                let signature = rsa::pkcs1v15::SigningKey::<Sha256>::new(key.clone()).sign(message);
                rsa::signature::SignatureEncoding::to_vec(&signature)
            }
        }
    }

    fn spki(&self) -> Vec<u8> {
        match self {
            Self::P256(key) => key.verifying_key().to_public_key_der().unwrap().into_vec(),
            Self::P384(key) => key.verifying_key().to_public_key_der().unwrap().into_vec(),
            Self::Rsa(key) => key.to_public_key().to_public_key_der().unwrap().into_vec(),
        }
    }
}

/// Issues certificates under its own P-256 key.
pub struct Authority {
    pub name: Vec<(&'static str, &'static str)>,
    pub key: SigningKey,
    pub certificate: Vec<u8>,
}

impl Authority {
    pub fn root() -> Self {
        let wish = Wish::authority("Gốc thử nghiệm");
        let key = SigningKey::from_slice(&[9; 32]).unwrap();
        let certificate = issue(&wish, &Key::P256(key.clone()), &wish.subject, &key);
        Self { name: wish.subject, key, certificate }
    }

    /// An authority under this one.
    pub fn below(&self, wish: &Wish) -> Self {
        let key = SigningKey::from_slice(&[11; 32]).unwrap();
        let certificate = issue(wish, &Key::P256(key.clone()), &self.name, &self.key);
        Self { name: wish.subject.clone(), key, certificate }
    }

    pub fn issue(&self, wish: &Wish, key: &Key) -> Vec<u8> {
        issue(wish, key, &self.name, &self.key)
    }

    pub fn trust(&self) -> TrustStore {
        TrustStore { roots: vec![self.certificate.clone()], ..TrustStore::default() }
    }
}

pub fn at(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text).unwrap().to_utc()
}

fn issue(wish: &Wish, key: &Key, issuer: &[(&str, &str)], issuer_key: &SigningKey) -> Vec<u8> {
    let ecdsa_sha256 = der(0x30, &der(0x06, &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02]));
    let mut extensions = Vec::new();
    if wish.is_authority {
        let mut constraints = der(0x01, &[0xff]);
        constraints.extend(wish.path_length.map(|n| der(0x02, &[n])).unwrap_or_default());
        extensions.extend(extension(&[0x55, 0x1d, 0x13], true, &der(0x30, &constraints)));
    }
    if let Some(bits) = wish.key_usage {
        let unused = u8::try_from(bits.trailing_zeros()).unwrap();
        extensions.extend(extension(&[0x55, 0x1d, 0x0f], true, &der(0x03, &[unused, bits])));
    }
    if wish.unknown_critical {
        extensions.extend(extension(&[0x2a, 0x03, 0x04, 0x05], true, &der(0x05, &[])));
    }
    let mut tbs = vec![der(0xa0, &der(0x02, &[2])), der(0x02, &[0x11, 0x22]), ecdsa_sha256.clone(), name(issuer)];
    tbs.push(der(0x30, &[der(0x17, wish.not_before.as_bytes()), der(0x17, wish.not_after.as_bytes())].concat()));
    tbs.extend([name(&wish.subject), key.spki(), der(0xa3, &der(0x30, &extensions))]);
    let tbs = der(0x30, &tbs.concat());
    let signature = Signer::<Signature>::sign(issuer_key, &tbs).to_der();
    let bits = [&[0], signature.as_bytes()].concat();
    der(0x30, &[tbs, ecdsa_sha256, der(0x03, &bits)].concat())
}

fn extension(oid: &[u8], critical: bool, value: &[u8]) -> Vec<u8> {
    let critical = if critical { der(0x01, &[0xff]) } else { Vec::new() };
    der(0x30, &[der(0x06, oid), critical, der(0x04, value)].concat())
}

fn name(attributes: &[(&str, &str)]) -> Vec<u8> {
    let rdn = |&(kind, value): &(&str, &str)| {
        let oid: &[u8] = match kind {
            "C" => &[0x55, 0x04, 0x06],
            "O" => &[0x55, 0x04, 0x0a],
            "CN" => &[0x55, 0x04, 0x03],
            "UID" => &[0x09, 0x92, 0x26, 0x89, 0x93, 0xf2, 0x2c, 0x64, 0x01, 0x01],
            _ => panic!("{kind}"),
        };
        let tag = if kind == "C" { 0x13 } else { 0x0c };
        der(0x31, &der(0x30, &[der(0x06, oid), der(tag, value.as_bytes())].concat()))
    };
    der(0x30, &attributes.iter().flat_map(rdn).collect::<Vec<_>>())
}

/// Tag, length, value.
fn der(tag: u8, value: &[u8]) -> Vec<u8> {
    let length = value.len();
    let mut out = vec![tag];
    match length {
        0..=0x7f => out.push(length as u8),
        0x80..=0xff => out.extend([0x81, length as u8]),
        _ => out.extend([0x82, (length >> 8) as u8, length as u8]),
    }
    out.extend(value);
    out
}
