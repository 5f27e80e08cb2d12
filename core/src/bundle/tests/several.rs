//! A bundle with several signatures: each over every part, none disturbing another.

use proptest::prelude::*;

use super::*;

const LATER: &str = "2026-11-21T09:15:00Z";

/// The common good bundle, signed by each of these keys in turn.
fn signed_by(keys: &[Key]) -> Vec<u8> {
    let root = Authority::root();
    let mut container = Vec::new();
    for key in keys {
        let certificate = root.issue(&Wish::default(), key);
        let algorithm = Certificate::from_der(&certificate).unwrap().key().unwrap().preferred();
        let prepared = if container.is_empty() {
            prepare(parts(), &certificate, algorithm, at(SIGNED_AT)).unwrap()
        } else {
            prepare_further(&open(&container).unwrap(), &certificate, algorithm, at(LATER)).unwrap()
        };
        container = flat(prepared.finish(&key.sign(algorithm, prepared.to_be_signed())).unwrap());
    }
    container
}

fn three() -> Vec<u8> {
    signed_by(&[Key::p256(5), Key::p384(), Key::p256(8)])
}

#[test]
fn each_signature_is_judged() {
    let seal = verify(&three(), &Authority::root().trust());
    assert_eq!((seal.outcome(), seal.container, errors(&seal)), (Outcome::Valid, Container::Hoso, vec![]));
    let said = seal.signatures.iter().map(|one| (one.file.as_str(), one.state, one.claimed_time.as_deref().unwrap()));
    let right = SignatureState::Right;
    assert_eq!(
        said.collect::<Vec<_>>(),
        [
            ("META-INF/signatures0.xml", right, SIGNED_AT),
            ("META-INF/signatures1.xml", right, LATER),
            ("META-INF/signatures2.xml", right, LATER),
        ]
    );
}

#[test]
fn a_further_signature_leaves_those_before_it() {
    let (first, both) = (signed_by(&[Key::p256(5)]), signed_by(&[Key::p256(5), Key::p384()]));
    let start = first.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
    assert_eq!(first[..start], both[..start]);
}

#[test]
fn one_wrong_signature_makes_the_bundle_no_valid_one() {
    let (root, key) = (Authority::root(), Key::p256(8));
    let first = sealed().0;
    let certificate = root.issue(&Wish::default(), &key);
    let prepared = prepare_further(&open(&first).unwrap(), &certificate, Algorithm::EcdsaP256, at(LATER)).unwrap();
    let forged = flat(prepared.segments(&Key::p256(9).sign(Algorithm::EcdsaP256, prepared.to_be_signed())));
    let seal = verify(&forged, &root.trust());
    assert_eq!((seal.outcome(), errors(&seal)), (Outcome::Damaged, vec!["signature-wrong"]));
    let states: Vec<_> = seal.signatures.iter().map(|one| one.state).collect();
    assert_eq!(states, [SignatureState::Right, SignatureState::Wrong]);
    let expired = root.issue(&Wish { not_after: "261121000000Z", ..Wish::default() }, &key);
    let prepared = prepare_further(&open(&first).unwrap(), &expired, Algorithm::EcdsaP256, at(LATER)).unwrap();
    let late = flat(prepared.finish(&key.sign(Algorithm::EcdsaP256, prepared.to_be_signed())).unwrap());
    let seal = verify(&late, &root.trust());
    assert_eq!((seal.outcome(), errors(&seal)), (Outcome::Intact, vec!["expired-at-signing"]));
}

#[test]
fn only_so_many_sign() {
    let keys: Vec<Key> = (1..=16).map(Key::p256).collect();
    let full = signed_by(&keys);
    let opened = open(&full).unwrap();
    let one_more = Authority::root().issue(&Wish::default(), &Key::p256(17));
    assert_eq!(
        prepare_further(&opened, &one_more, Algorithm::EcdsaP256, at(LATER)).map(|_| ()),
        Err(SealError::TooManySignatures)
    );
}

#[test]
fn every_changed_byte_is_seen() {
    let (container, trust) = (three(), Authority::root().trust());
    for place in 0..container.len() {
        let mut changed = container.clone();
        changed[place] ^= 0x01;
        let seal = verify(&changed, &trust);
        assert_ne!(seal.integrity, Integrity::Intact, "byte {place} of {}", container.len());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_change_is_seen(place in any::<prop::sample::Index>(), value in any::<u8>(), removed in 0_usize..4, added in prop::collection::vec(any::<u8>(), 0..4)) {
        let (container, trust) = (three(), Authority::root().trust());
        let at = place.index(container.len());
        let mut changed = container.clone();
        changed.splice(at..(at + removed).min(container.len()), added.into_iter().chain([value]));
        prop_assume!(changed != container);
        prop_assert_ne!(verify(&changed, &trust).integrity, Integrity::Intact);
    }
}
