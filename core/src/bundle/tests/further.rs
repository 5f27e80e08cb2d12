//! A further signature that is made elsewhere: kept, and gone on with on the same bundle alone.

use super::*;
use crate::json::canonical;

const LATER: &str = "2026-11-21T09:15:00Z";

/// One that waits for the key's signature on the container.
fn waiting(container: &[u8], key: &Key) -> (Prepared, WaitingFurther) {
    let certificate = Authority::root().issue(&Wish::default(), key);
    let algorithm = Certificate::from_der(&certificate).unwrap().key().unwrap().preferred();
    let prepared = prepare_further(&open(&container).unwrap(), &certificate, algorithm, at(LATER)).unwrap();
    let waiting = prepared.waiting_further();
    (prepared, waiting)
}

fn go_on(container: &[u8], waiting: &WaitingFurther) -> Result<Prepared, WaitingError> {
    resume_further(&open(&container).unwrap(), waiting)
}

fn signed(prepared: &Prepared, key: &Key) -> Vec<u8> {
    flat(prepared.finish(&key.sign(prepared.algorithm(), prepared.to_be_signed())).unwrap())
}

#[test]
fn a_waiting_signature_is_gone_on_with_as_if_it_had_never_waited() {
    let (container, _) = sealed();
    for key in [Key::p256(8), Key::p384(), Key::rsa()] {
        let (prepared, waiting) = waiting(&container, &key);
        let read = open_further(&canonical(&waiting).unwrap()).unwrap();
        assert_eq!(read, waiting);
        let again = go_on(&container, &read).unwrap();
        assert_eq!(again.to_be_signed(), prepared.to_be_signed());
        assert!(asked(again.to_be_signed()).is_some(), "an agent signs it");
        let seal = verify(&signed(&again, &key), &Authority::root().trust());
        assert_eq!((seal.outcome(), seal.signatures.len(), errors(&seal)), (Outcome::Valid, 2, vec![]));
    }
}

#[test]
fn another_bundle_is_told_from_one_that_was_signed_since() {
    let (container, _) = sealed();
    let (own, other) = (Key::p256(8), Key::p384());
    let (prepared, own_waits) = waiting(&container, &own);
    let since = signed(&waiting(&container, &other).0, &other);
    assert_eq!(go_on(&since, &own_waits).map(|_| ()), Err(WaitingError::SignedSince));
    assert_eq!(go_on(&signed(&prepared, &own), &own_waits).map(|_| ()), Err(WaitingError::SignedAlready));
    let certificate = Authority::root().issue(&Wish::default(), &Key::p256(5));
    let mut fewer = parts();
    fewer.pop();
    let fewer = prepare(fewer, &certificate, Algorithm::EcdsaP256, at(SIGNED_AT)).unwrap();
    let another = signed(&fewer, &Key::p256(5));
    assert_eq!(go_on(&another, &own_waits).map(|_| ()), Err(WaitingError::OtherBundle));
}

#[test]
fn a_change_of_what_waits_is_refused() {
    let (container, _) = sealed();
    let (_, waiting) = waiting(&container, &Key::p256(8));
    let changed = |change: &dyn Fn(&mut WaitingFurther)| {
        let mut other = waiting.clone();
        change(&mut other);
        go_on(&container, &other).map(|_| ())
    };
    assert_eq!(changed(&|_| ()), Ok(()));
    assert_eq!(changed(&|waiting| waiting.time = "2026-11-21T09:15:01Z".into()), Err(WaitingError::OtherBundle));
    assert_eq!(changed(&|waiting| waiting.time = "yesterday".into()), Err(WaitingError::Value("time")));
    assert_eq!(changed(&|waiting| waiting.certificate = "no base64".into()), Err(WaitingError::Value("certificate")));
    let no_certificate = WaitingError::Seal(SealError::NotACertificate);
    assert_eq!(changed(&|waiting| waiting.certificate = "AAAA".into()), Err(no_certificate));
    assert_eq!(changed(&|waiting| waiting.algorithm = "sha1".into()), Err(WaitingError::Value("algorithm")));
    assert_eq!(
        changed(&|waiting| waiting.algorithm = "rsa-pss".into()),
        Err(WaitingError::Seal(SealError::AlgorithmMismatch))
    );
}

#[test]
fn what_does_not_wait_for_a_further_signature_is_said() {
    for other in [&b"PK\x03\x04"[..], b"{}", b"{\"waiting\":1}", b"{\"further\":\"1\"}"] {
        assert_eq!(open_further(other), Err(WaitingError::NotFurther));
    }
    assert_eq!(open_further(b"{\"further\":2,\"later\":true}"), Err(WaitingError::Newer(2)));
    assert!(matches!(open_further(b"{\"further\":1}"), Err(WaitingError::NotWaiting(_))));
}
