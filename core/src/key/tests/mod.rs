//! Files made by OpenSSL; `README.md` beside them says how.

use chrono::{DateTime, Utc};
use p12_keystore::{KeyStore, KeyStoreEntry, Pkcs12Archive, PrivateKeyChain};
use unicode_normalization::UnicodeNormalization;

use super::*;
use crate::bundle::{Algorithm, Digests, MediaType, Part, PartName, SealError, prepare};

const EC_AES: &[u8] = include_bytes!("ec-aes.p12");
const RSA_3DES: &[u8] = include_bytes!("rsa-3des.p12");
const EC_NO_MAC: &[u8] = include_bytes!("ec-no-mac.p12");
const PASSWORD: &str = "Mật khẩu số 1";

/// Within the period of every certificate but those of `renewed.p12`.
fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000, 0).unwrap()
}

fn error(bytes: &[u8], password: &str) -> KeyError {
    open_p12(bytes, password, now()).unwrap_err()
}

#[test]
fn modern_and_old_files_open_with_a_vietnamese_password() {
    for (bytes, name, others) in [
        (EC_AES, "Khóa thử EC", 1),
        (RSA_3DES, "Khóa thử RSA", 0),
        (include_bytes!("ec-rc2.p12"), "Khóa thử EC", 0),
        (EC_NO_MAC, "Khóa thử EC", 0),
    ] {
        let identity = open_p12(bytes, PASSWORD, now()).unwrap();
        assert_eq!(identity.certificate().common_name().as_deref(), Some(name));
        assert_eq!(identity.certificate().tax_code().as_deref(), Some("0100109106"));
        assert_eq!(identity.others().len(), others);
    }
    assert!(open_p12(include_bytes!("empty-password.p12"), "", now()).is_ok());
}

#[test]
fn a_password_typed_in_another_unicode_form_opens_too() {
    let decomposed: String = PASSWORD.nfd().collect();
    assert_ne!(decomposed, PASSWORD);
    assert!(open_p12(EC_AES, &decomposed, now()).is_ok());
    assert!(open_p12(RSA_3DES, &decomposed, now()).is_ok());
}

#[test]
fn a_wrong_password_is_said_to_be_one() {
    for bytes in [EC_AES, RSA_3DES, EC_NO_MAC] {
        for wrong in ["", "Mat khau so 1", "mật khẩu số 1", "Mật khẩu số 1 "] {
            assert_eq!(error(bytes, wrong), KeyError::WrongPassword, "{wrong}");
        }
    }
}

#[test]
fn what_is_no_pkcs12_file_is_said_to_be_none() {
    let certificate = open_p12(EC_AES, PASSWORD, now()).unwrap().certificate().der().to_vec();
    let with_tail = [EC_AES, &[0]].concat();
    for bytes in [b"".as_slice(), b"-----BEGIN CERTIFICATE-----", &certificate, &EC_AES[..EC_AES.len() - 1], &with_tail]
    {
        assert_eq!(error(bytes, PASSWORD), KeyError::NotPkcs12);
    }
}

#[test]
fn files_without_one_usable_key_are_refused() {
    assert_eq!(error(include_bytes!("no-key.p12"), PASSWORD), KeyError::NoKey);
    assert_eq!(error(include_bytes!("no-certificate.p12"), PASSWORD), KeyError::NoCertificate);
    assert_eq!(error(include_bytes!("ed25519.p12"), PASSWORD), KeyError::Unsupported);
    assert_eq!(error(&[0x30, 0x80, 0x02, 0x01, 0x03], PASSWORD), KeyError::Unsupported);
    let mut both = KeyStore::new();
    for (bytes, alias) in [(EC_AES, "a"), (RSA_3DES, "b")] {
        let archive = Pkcs12Archive::from_pkcs12(bytes, PASSWORD).unwrap();
        let chain = PrivateKeyChain::new(alias, archive.keys[0].key.clone(), [archive.certs[0].cert.clone()]);
        both.add_entry(alias, KeyStoreEntry::PrivateKeyChain(chain));
    }
    let both = both.writer(PASSWORD).write().unwrap();
    assert_eq!(error(&both, PASSWORD), KeyError::SeveralKeys);
}

/// Three certificates of one key: of 2025 and 2026, of 2027 and 2028, and one until 2040 that is for encryption alone.
#[test]
fn of_several_certificates_of_a_key_one_that_may_sign_is_taken() {
    let taken = |year: i32| {
        let at = chrono::NaiveDate::from_ymd_opt(year, 6, 1).unwrap().and_hms_opt(0, 0, 0).unwrap().and_utc();
        let identity = open_p12(include_bytes!("renewed.p12"), PASSWORD, at).unwrap();
        assert_eq!(identity.others().len(), 2);
        identity.certificate().common_name().unwrap()
    };
    assert_eq!([2026, 2028].map(taken), ["Hiện nay", "Gia hạn"]);
}

#[test]
fn what_is_not_supported_is_not_called_damaged() {
    assert_eq!(error(include_bytes!("camellia.p12"), PASSWORD), KeyError::Unsupported);
    assert_eq!(error(EC_AES, "Mật khẩu \u{1f511}"), KeyError::PasswordLetters);
    assert_eq!(error(RSA_3DES, "\u{20000}"), KeyError::PasswordLetters);
}

#[test]
fn a_file_that_asks_for_too_many_rounds_is_not_worked_on() {
    let tlv = |tag: u8, parts: &[&[u8]]| [&[tag, parts.concat().len() as u8], parts.concat().as_slice()].concat();
    let salted = |numbers: &[&[u8]]| {
        let numbers: Vec<Vec<u8>> = numbers.iter().map(|number| tlv(2, &[number])).collect();
        tlv(0x30, &[&tlv(4, &[b"salt"]), &numbers.concat()])
    };
    let million: &[u8] = &[0x0f, 0x42, 0x40];
    assert!(work::is_bearable(&[salted(&[million]), salted(&[million])].concat()));
    assert!(!work::is_bearable(&[salted(&[million]), salted(&[million]), salted(&[&[1]])].concat()));
    // scrypt, N = 16384 and r = 8, once and four times.
    assert!(work::is_bearable(&salted(&[&[0x40, 0], &[8], &[1]])));
    assert!(!work::is_bearable(&salted(&[&[0x40, 0], &[8], &[4]])));
    // Within a file: the data are an empty list, and the checksum is asked for in two thousand million rounds.
    let data =
        tlv(0x30, &[&[6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 1], &tlv(0xa0, &[&tlv(4, &[&[0x30, 0]])])]);
    let digest = tlv(0x30, &[&tlv(0x30, &[&[6, 5, 0x2b, 0x0e, 3, 2, 0x1a]]), &tlv(4, &[&[0; 20]])]);
    let checked = |count: &[u8]| {
        let mac = tlv(0x30, &[&digest, &tlv(4, &[b"salt"]), &tlv(2, &[count])]);
        tlv(0x30, &[&[2, 1, 3], &data, &mac])
    };
    assert_eq!(error(&checked(&[1]), PASSWORD), KeyError::WrongPassword);
    assert_eq!(error(&checked(&[0x7f, 0xff, 0xff, 0xff]), PASSWORD), KeyError::TooMuchWork);
}

#[test]
fn a_changed_byte_never_opens_as_something_else_nor_panics() {
    let good = open_p12(RSA_3DES, PASSWORD, now()).unwrap();
    for place in (0..RSA_3DES.len()).step_by(7) {
        let mut changed = RSA_3DES.to_vec();
        changed[place] ^= 0x10;
        if let Ok(identity) = open_p12(&changed, PASSWORD, now()) {
            assert_eq!(identity.pkcs8(), good.pkcs8());
        }
    }
}

#[test]
fn an_opened_key_finishes_a_bundle() {
    let part = Part {
        name: PartName::new("dossier.json").unwrap(),
        media_type: MediaType::new("application/json").unwrap(),
        digests: Digests::of(b"{}"),
    };
    let now = now();
    for (bytes, algorithms) in
        [(EC_AES, vec![Algorithm::EcdsaP256]), (RSA_3DES, vec![Algorithm::RsaPss, Algorithm::RsaPkcs1])]
    {
        let identity = open_p12(bytes, PASSWORD, now).unwrap();
        assert_eq!(identity.certificate().faults(now), []);
        assert_eq!(identity.certificate().key().unwrap().preferred(), algorithms[0]);
        for algorithm in algorithms {
            let prepared = prepare(vec![part.clone()], identity.certificate().der(), algorithm, now).unwrap();
            let signature = sign(&identity, algorithm, prepared.to_be_signed(), [1; 32]).unwrap();
            assert!(prepared.finish(&signature).is_ok(), "{algorithm:?}");
            let other = sign(&identity, algorithm, b"another text", [1; 32]).unwrap();
            assert_eq!(prepared.finish(&other), Err(SealError::WrongSignature));
        }
        assert_eq!(sign(&identity, Algorithm::EcdsaP384, b"x", [1; 32]), Err(KeyError::Unsupported));
    }
}

#[test]
fn nothing_printed_of_an_identity_holds_its_key() {
    let printed = format!("{:?}", open_p12(EC_AES, PASSWORD, now()).unwrap());
    assert!(printed.starts_with("Identity { subject: "), "{printed}");
}
