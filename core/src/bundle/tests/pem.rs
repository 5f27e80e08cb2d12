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
