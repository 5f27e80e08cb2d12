//! Certification authorities for attacks: they issue what no real one would. All keys are fixed, so that each run makes the same files.

use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use p256::pkcs8::EncodePublicKey;
use rand::{SeedableRng, rngs::StdRng};
use rsa::signature::{RandomizedSigner, SignatureEncoding};
use rsa::{Pkcs1v15Sign, RsaPrivateKey};
use sha1::Sha1;
use sha2::{Digest, Sha256};

use super::der::{bits, extension, integer, oid, sequence, set, small, tlv};

pub const DIGITAL_SIGNATURE: u8 = 0x80;
pub const NON_REPUDIATION: u8 = 0x40;
pub const KEY_ENCIPHERMENT: u8 = 0x20;
pub const KEY_CERT_SIGN: u8 = 0x04;
pub const CRL_SIGN: u8 = 0x02;
pub const ECDSA_SHA256: &str = "1.2.840.10045.4.3.2";

/// A key of a signer.
#[derive(Clone)]
pub enum Key {
    P256(SigningKey),
    Secp256k1(k256::ecdsa::SigningKey),
    Rsa(Box<RsaPrivateKey>),
}

impl Key {
    pub fn p256(scalar: u8) -> Self {
        Self::P256(SigningKey::from_slice(&[scalar; 32]).unwrap())
    }

    pub fn secp256k1() -> Self {
        Self::Secp256k1(k256::ecdsa::SigningKey::from_slice(&[21; 32]).unwrap())
    }

    pub fn rsa(bits: usize) -> Self {
        Self::Rsa(Box::new(RsaPrivateKey::new(&mut StdRng::seed_from_u64(bits as u64), bits).unwrap()))
    }

    /// ECDSA as r‖s, RSA as PKCS#1 v1.5, over SHA-256.
    pub fn sign(&self, message: &[u8]) -> Vec<u8> {
        match self {
            Self::P256(key) => Signer::<Signature>::sign(key, message).to_bytes().to_vec(),
            Self::Secp256k1(key) => Signer::<k256::ecdsa::Signature>::sign(key, message).to_bytes().to_vec(),
            Self::Rsa(key) => rsa::pkcs1v15::SigningKey::<Sha256>::new(*key.clone()).sign(message).to_vec(),
        }
    }

    /// RSASSA-PSS over SHA-256.
    pub fn sign_pss(&self, message: &[u8]) -> Vec<u8> {
        let Self::Rsa(key) = self else { panic!("RSA") };
        let signer = rsa::pss::SigningKey::<Sha256>::new(*key.clone());
        signer.sign_with_rng(&mut StdRng::seed_from_u64(1), message).to_vec()
    }

    /// RSA PKCS#1 v1.5 over SHA-1.
    pub fn sign_sha1(&self, message: &[u8]) -> Vec<u8> {
        let Self::Rsa(key) = self else { panic!("RSA") };
        key.sign(Pkcs1v15Sign::new::<Sha1>(), &Sha1::digest(message)).unwrap()
    }

    fn spki(&self) -> Vec<u8> {
        match self {
            Self::P256(key) => key.verifying_key().to_public_key_der().unwrap().into_vec(),
            Self::Secp256k1(key) => key.verifying_key().to_public_key_der().unwrap().into_vec(),
            Self::Rsa(key) => key.to_public_key().to_public_key_der().unwrap().into_vec(),
        }
    }
}

/// What stands in a certificate.
#[derive(Clone)]
pub struct Wish {
    pub subject: Vec<(&'static str, &'static str)>,
    pub serial: Vec<u8>,
    pub not_before: &'static str,
    pub not_after: &'static str,
    /// Bits of KeyUsage from the first on.
    pub key_usage: u8,
    /// `basicConstraints`: none, or whether it is an authority, and how long a path may follow.
    pub constraints: Option<(bool, Option<u8>)>,
    pub extensions: Vec<Vec<u8>>,
}

impl Wish {
    /// A signer of the filer, whom libdigidocpp would take for qualified: it asks for QcCompliance and QcSSCD.
    pub fn signer() -> Self {
        let statements = ["0.4.0.1862.1.1", "0.4.0.1862.1.4"].map(|id| sequence(&[oid(id)]));
        Self {
            subject: vec![
                ("C", "VN"),
                ("O", "CÔNG TY CỔ PHẦN VÍ DỤ"),
                ("CN", "Nguyễn Thị Ví Dụ"),
                ("UID", "MST:0199999991"),
            ],
            serial: vec![0x11, 0x22],
            not_before: "20250101000000Z",
            not_after: "20451231000000Z",
            key_usage: DIGITAL_SIGNATURE | NON_REPUDIATION,
            constraints: Some((false, None)),
            extensions: vec![extension("1.3.6.1.5.5.7.1.3", false, &sequence(&statements))],
        }
    }

    pub fn authority(name: &'static str) -> Self {
        Self {
            subject: vec![("C", "VN"), ("O", name), ("CN", name)],
            serial: vec![0x01],
            key_usage: KEY_CERT_SIGN | CRL_SIGN,
            constraints: Some((true, None)),
            extensions: Vec::new(),
            ..Self::signer()
        }
    }
}

/// One that issues certificates, under a P-256 key.
#[derive(Clone)]
pub struct Authority {
    pub subject: Vec<(&'static str, &'static str)>,
    pub key: SigningKey,
    pub certificate: Vec<u8>,
}

impl Authority {
    /// An authority that issued itself.
    pub fn root(name: &'static str, scalar: u8) -> Self {
        let wish = Wish::authority(name);
        let key = SigningKey::from_slice(&[scalar; 32]).unwrap();
        let certificate = issue(&wish, &Key::P256(key.clone()), &wish.subject, &key);
        Self { subject: wish.subject, key, certificate }
    }

    /// An authority under this one.
    pub fn below(&self, wish: &Wish, scalar: u8) -> Self {
        let key = SigningKey::from_slice(&[scalar; 32]).unwrap();
        let certificate = self.issue(wish, &Key::P256(key.clone()));
        Self { subject: wish.subject.clone(), key, certificate }
    }

    pub fn issue(&self, wish: &Wish, key: &Key) -> Vec<u8> {
        issue(wish, key, &self.subject, &self.key)
    }
}

fn issue(wish: &Wish, key: &Key, issuer: &[(&str, &str)], issuer_key: &SigningKey) -> Vec<u8> {
    let mut extensions = wish.extensions.clone();
    if let Some((is_authority, path_length)) = wish.constraints {
        let is_authority = if is_authority { tlv(0x01, &[0xff]) } else { Vec::new() };
        let path_length = path_length.map(small).unwrap_or_default();
        extensions.push(extension("2.5.29.19", true, &sequence(&[is_authority, path_length])));
    }
    let unused = u8::try_from(wish.key_usage.trailing_zeros()).unwrap();
    extensions.push(extension("2.5.29.15", true, &tlv(0x03, &[unused, wish.key_usage])));
    let period = [wish.not_before, wish.not_after].map(|time| tlv(0x17, &time.as_bytes()[2..]));
    signed(
        &[
            tlv(0xa0, &small(2)),
            integer(&wish.serial),
            sequence(&[oid(ECDSA_SHA256)]),
            name(issuer),
            sequence(&period),
            name(&wish.subject),
            key.spki(),
            tlv(0xa3, &sequence(&extensions)),
        ],
        issuer_key,
    )
}

/// A `SIGNED` structure (RFC 5280 4.1, 5.1): what is signed, the algorithm, the signature.
pub fn signed(fields: &[Vec<u8>], key: &SigningKey) -> Vec<u8> {
    let body = sequence(fields);
    let signature = Signer::<Signature>::sign(key, &body).to_der();
    sequence(&[body, sequence(&[oid(ECDSA_SHA256)]), bits(signature.as_bytes())])
}

pub fn name(attributes: &[(&str, &str)]) -> Vec<u8> {
    let rdn = |&(kind, value): &(&str, &str)| {
        let id = match kind {
            "C" => "2.5.4.6",
            "O" => "2.5.4.10",
            "CN" => "2.5.4.3",
            "UID" => "0.9.2342.19200300.100.1.1",
            _ => panic!("{kind}"),
        };
        let tag = if kind == "C" { 0x13 } else { 0x0c };
        set(&[sequence(&[oid(id), tlv(tag, value.as_bytes())])])
    };
    sequence(&attributes.iter().map(rdn).collect::<Vec<_>>())
}
