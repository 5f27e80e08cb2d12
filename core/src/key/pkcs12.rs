//! Opening a PKCS#12 file.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use cms::content_info::ContentInfo;
use der::{Decode, ErrorKind, Reader, SliceReader, Tag};
use p12_keystore::{Pkcs12Archive, error::Error};
use rsa::{RsaPrivateKey, pkcs1::EncodeRsaPublicKey, pkcs8::DecodePrivateKey};
use zeroize::Zeroizing;

use super::{Identity, KeyError, work::is_bearable};
use crate::bundle::Certificate;
use crate::text::{nfc, nfd};

/// The version that RFC 7292 section 4 gives every file.
const VERSION: u8 = 3;
/// First bytes of a BER file of indefinite length, which some old software writes.
const INDEFINITE: [u8; 2] = [0x30, 0x80];

/// Opens a PKCS#12 file that holds one private key, to sign with at a time: of several certificates of the key one is taken that may.
///
/// # Errors
/// See [`KeyError`]; each has its own message for the signer.
pub fn open_p12(bytes: &[u8], password: &str, at: DateTime<Utc>) -> Result<Identity, KeyError> {
    if bytes.starts_with(&INDEFINITE) {
        return Err(KeyError::Unsupported);
    }
    if !is_pkcs12(bytes) {
        return Err(KeyError::NotPkcs12);
    }
    if !is_bearable(bytes) {
        return Err(KeyError::TooMuchWork);
    }
    identity(decrypt(bytes, password)?, at)
}

fn is_pkcs12(bytes: &[u8]) -> bool {
    let read = |bytes| -> der::Result<bool> {
        let mut outer = SliceReader::new(bytes)?;
        let version = outer.sequence(|inner| {
            let version = u8::decode(inner)?;
            ContentInfo::decode(inner)?;
            inner.read_slice(inner.remaining_len())?;
            Ok::<_, der::Error>(version)
        })?;
        Ok(outer.is_finished() && version == VERSION)
    };
    read(bytes).unwrap_or(false)
}

/// Tries the password as typed, then in both Unicode normal forms: Vietnamese keyboards differ in which they type, and the
/// file knows only bytes.
fn decrypt(bytes: &[u8], password: &str) -> Result<Pkcs12Archive, KeyError> {
    let typed = Zeroizing::new(password.to_owned());
    let composed = Zeroizing::new(nfc(password));
    let decomposed = Zeroizing::new(nfd(password));
    let mut tried = BTreeSet::new();
    for form in [&typed, &composed, &decomposed] {
        if !tried.insert(form.as_str()) {
            continue;
        }
        match Pkcs12Archive::from_pkcs12(bytes, form).map_err(|error| reason(&error)) {
            Err(KeyError::WrongPassword) => {}
            answer => return answer,
        }
    }
    Err(KeyError::WrongPassword)
}

fn reason(error: &Error) -> KeyError {
    match error {
        // Without a checksum over the file, a wrong password shows as wrong padding.
        Error::MacError(_) | Error::UnpadError | Error::Pkcs5Error(_) => KeyError::WrongPassword,
        // A password is read letter by letter, each of 16 bits (RFC 7292 B.1); what is written with two is not taken.
        Error::DerError(error) if error.kind() == ErrorKind::Value { tag: Tag::BmpString } => KeyError::PasswordLetters,
        // Camellia, say.
        Error::DerError(error) if matches!(error.kind(), ErrorKind::OidUnknown { .. }) => KeyError::Unsupported,
        Error::UnsupportedContentType
        | Error::UnsupportedCertificateType
        | Error::UnsupportedEncryptionScheme
        | Error::UnsupportedMacAlgorithm
        | Error::InvalidParameters
        | Error::InvalidVersion => KeyError::Unsupported,
        _ => KeyError::Damaged,
    }
}

fn identity(archive: Pkcs12Archive, at: DateTime<Utc>) -> Result<Identity, KeyError> {
    let mut keys = archive.keys.iter().map(|bag| bag.key.as_der());
    let key = keys.next().ok_or(KeyError::NoKey)?;
    if keys.any(|other| other != key) {
        return Err(KeyError::SeveralKeys);
    }
    let public = public_key(key).ok_or(KeyError::Unsupported)?;
    let certificates = archive.certs.iter().filter_map(|bag| Certificate::from_der(bag.cert.as_der()).ok());
    // A renewed certificate may keep its key, and another of it may be for something else: one that may sign, and of those the last to end.
    let own = certificates.filter(|certificate| certificate.public_key_bytes() == public);
    let certificate = own.max_by_key(|one| (one.faults(at).is_empty(), one.period().1));
    let certificate = certificate.ok_or(KeyError::NoCertificate)?;
    let others = archive.certs.iter().map(|bag| bag.cert.as_der()).filter(|der| *der != certificate.der());
    Ok(Identity { pkcs8: Zeroizing::new(key.to_vec()), others: others.map(<[u8]>::to_vec).collect(), certificate })
}

/// The public key of a PKCS#8 key as a certificate writes it; `None` for keys other than P-256, P-384 and RSA.
fn public_key(pkcs8: &[u8]) -> Option<Vec<u8>> {
    if let Ok(key) = p256::SecretKey::from_pkcs8_der(pkcs8) {
        return Some(key.public_key().to_sec1_bytes().into_vec());
    }
    if let Ok(key) = p384::SecretKey::from_pkcs8_der(pkcs8) {
        return Some(key.public_key().to_sec1_bytes().into_vec());
    }
    let key = RsaPrivateKey::from_pkcs8_der(pkcs8).ok()?;
    key.to_public_key().to_pkcs1_der().ok().map(|der| der.into_vec())
}
