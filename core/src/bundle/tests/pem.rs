//! Roots from a file.

use base64ct::{Base64, Encoding};

use super::*;

fn pem(der: &[u8]) -> String {
    let base64 = Base64::encode_string(der);
    let lines: Vec<&str> = base64.as_bytes().chunks(64).map(|line| std::str::from_utf8(line).unwrap()).collect();
    format!("-----BEGIN CERTIFICATE-----\r\n{}\r\n-----END CERTIFICATE-----\r\n", lines.join("\r\n"))
}

#[test]
fn roots_are_told_from_what_helps_to_find_a_path() {
    let root = Authority::root();
    let root_der = root.trust().roots[0].clone();
    let other = root.issue(&Wish::default(), &Key::p256(7));
    let store = TrustStore::read(format!("roots of ours\n{}\n{}", pem(&root_der), pem(&other)).as_bytes()).unwrap();
    assert_eq!((store.roots, store.intermediates), (vec![root_der.clone()], vec![other]));
    assert_eq!(TrustStore::read(&root_der).unwrap().roots, [root_der]);
}

#[test]
fn a_file_without_certificates_is_refused() {
    let (begin, end) = ("-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----");
    for text in ["", "no certificate", &format!("{begin}\nAAAA\n{end}"), &format!("{begin}\nMII")] {
        assert!(TrustStore::read(text.as_bytes()).is_err(), "{text}");
    }
}

/// Anyone below an authority may bear one name as subject and issuer; only who signed himself is a root.
#[test]
fn whoever_only_bears_the_name_of_its_issuer_is_no_root() {
    let (root, key) = (Authority::root(), Key::p256(5));
    let namesake =
        root.issue(&Wish { key_usage: Some(authority::KEY_CERT_SIGN), ..Wish::authority("Gốc thử nghiệm") }, &key);
    let certificate = Certificate::from_der(&namesake).unwrap();
    assert_eq!(certificate.subject(), certificate.issuer());
    let store = TrustStore::read(&namesake).unwrap();
    assert_eq!((store.roots, store.intermediates), (vec![], vec![namesake.clone()]));
    let path = certification_path(&Certificate::from_der(&namesake).unwrap(), &[namesake], at(SIGNED_AT));
    assert_eq!(path, CertificationPath::Unknown);
}

/// Where no key of that kind is read, nothing is verified under it: it is kept, so that a path there is not said to lead elsewhere.
#[test]
fn a_root_whose_key_is_of_no_kind_that_is_taken_is_kept_and_trusts_nobody() {
    let (root, short) = (Authority::root(), Key::rsa_1024());
    let kept = root.issue(&Wish::authority("Gốc thử nghiệm"), &short);
    assert_eq!(TrustStore::read(&kept).unwrap().roots, std::slice::from_ref(&kept));
    let (container, _) = sealed();
    let seal = verify(&container, &TrustStore::read(&kept).unwrap());
    assert_eq!((seal.signatures[0].trust, errors(&seal)), (Trust::NotJudged, vec!["chain-not-judged"]));
}
