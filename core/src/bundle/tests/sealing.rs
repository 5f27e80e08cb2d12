use p256::ecdsa::signature::hazmat::PrehashSigner;
use proptest::prelude::*;

use super::*;

#[test]
fn a_sealed_bundle_verifies_with_every_algorithm() {
    let root = Authority::root();
    for (key, algorithm, notes) in [
        (Key::p256(5), Algorithm::EcdsaP256, vec!["revocation-not-checked", "claimed-time"]),
        (Key::p384(), Algorithm::EcdsaP384, vec!["revocation-not-checked", "claimed-time"]),
        (Key::rsa(), Algorithm::RsaPss, vec!["revocation-not-checked", "claimed-time"]),
        (Key::rsa(), Algorithm::RsaPkcs1, vec!["revocation-not-checked", "rsa-pkcs1", "claimed-time"]),
    ] {
        let container = sealed_with(&root.issue(&Wish::default(), &key), &key, algorithm);
        let seal = verify(&container, &root.trust());
        assert_eq!(seal.all_reasons().map(|reason| reason.code.as_str()).collect::<Vec<_>>(), notes, "{algorithm:?}");
        assert_eq!(seal.integrity, Integrity::Intact);
        assert_eq!(seal.parts.iter().map(|part| part.name.as_str()).collect::<Vec<_>>(), BODIES.map(|(name, ..)| name));
        assert!(seal.parts.iter().all(|part| part.intact));
        let [signature] = &seal.signatures[..] else { panic!("one signature") };
        assert_eq!((signature.state, signature.trust), (SignatureState::Right, Trust::Trusted));
        assert_eq!(
            (signature.file.as_str(), signature.profile, signature.algorithm.as_deref()),
            ("META-INF/signatures0.xml", Profile::XadesB, Some(algorithm.uri()))
        );
        assert_eq!((signature.claimed_time.as_deref(), signature.proven_time.as_deref()), (Some(SIGNED_AT), None));
        assert_eq!(signature.covered, BODIES.map(|(name, ..)| name));
        let signer = signature.signer.clone().unwrap();
        assert_eq!(signer.tax_code.as_deref(), Some("0100109106"));
        assert_eq!(signer.organisation.as_deref(), Some("CÔNG TY CỔ PHẦN VÍ DỤ"));
        assert_eq!(signer.common_name.as_deref(), Some("Nguyễn Thị Ví Dụ"));
        assert!(signer.issuer.contains("Gốc thử nghiệm"), "{}", signer.issuer);
        assert_eq!(
            (signer.not_before.as_str(), signer.not_after.as_str()),
            ("2025-01-01T00:00:00Z", "2030-01-01T00:00:00Z")
        );
    }
}

#[test]
fn the_same_arguments_give_the_same_bytes() {
    assert_eq!(sealed().0, sealed().0);
    let (root, key) = (Authority::root(), Key::p256(5));
    let certificate = root.issue(&Wish::default(), &key);
    let whole = prepare(parts(), &certificate, Algorithm::EcdsaP256, at(SIGNED_AT)).unwrap();
    let fraction = prepare(parts(), &certificate, Algorithm::EcdsaP256, at("2026-11-20T08:30:00.987Z")).unwrap();
    assert_eq!(whole.to_be_signed(), fraction.to_be_signed());
}

#[test]
fn mimetype_stands_where_file_type_detectors_look() {
    let (container, _) = sealed();
    assert_eq!(&container[30..38], b"mimetype");
    assert_eq!(&container[38..69], b"application/vnd.etsi.asic-e+zip");
}

#[test]
fn parts_are_read_back_within_the_callers_limit() {
    let (container, _) = sealed();
    let opened = open(&container).unwrap();
    assert_eq!(opened.read_part("dossier.json", 100).unwrap(), b"{\"a\":1}");
    assert!(matches!(opened.read_part("dossier.json", 6), Err(PartError::TooLarge)));
    assert!(matches!(opened.read_part("report.json", 100), Err(PartError::Absent)));
    let changed = replaced(&container, b"{\"a\":1}", b"{\"a\":2}");
    assert!(matches!(open(&changed).unwrap().read_part("dossier.json", 100), Err(PartError::Changed)));
}

#[test]
fn only_the_right_signature_finishes_a_bundle() {
    let (root, key) = (Authority::root(), Key::p256(5));
    let prepared = prepare(parts(), &root.issue(&Wish::default(), &key), Algorithm::EcdsaP256, at(SIGNED_AT)).unwrap();
    let good = key.sign(Algorithm::EcdsaP256, prepared.to_be_signed());
    assert!(prepared.finish(&good).is_ok());
    let Key::P256(inner) = &key else { panic!("P-256") };
    let as_der: p256::ecdsa::Signature = inner.sign_prehash(&prepared.to_be_signed_sha256()).unwrap();
    let mut flipped = good.clone();
    flipped[40] ^= 1;
    for wrong in [
        as_der.to_der().as_bytes(),
        &flipped,
        &[0; 64],
        &good[..63],
        &[],
        &Key::p256(6).sign(Algorithm::EcdsaP256, prepared.to_be_signed()),
        &key.sign(Algorithm::EcdsaP256, b"something else"),
    ] {
        assert_eq!(prepared.finish(wrong), Err(SealError::WrongSignature));
    }
}

#[test]
fn what_cannot_be_sealed_is_refused_before_signing() {
    let (root, key) = (Authority::root(), Key::p256(5));
    let certificate = root.issue(&Wish::default(), &key);
    let try_with = |parts: Vec<Part>, der: &[u8], algorithm, time: &str| {
        prepare(parts, der, algorithm, at(time)).map(|_| ()).unwrap_err()
    };
    let ecdsa = Algorithm::EcdsaP256;
    assert_eq!(try_with(vec![], &certificate, ecdsa, SIGNED_AT), SealError::NoParts);
    let many = (0..=MAX_PARTS).map(|n| part(&format!("{n}"), "text/plain", b"")).collect();
    assert_eq!(try_with(many, &certificate, ecdsa, SIGNED_AT), SealError::TooManyParts);
    let twins = vec![part("Đơn.pdf", "text/plain", b""), part("đơn.PDF", "text/plain", b"")];
    assert_eq!(try_with(twins, &certificate, ecdsa, SIGNED_AT), SealError::TwinName(1));
    assert_eq!(try_with(parts(), b"no certificate", ecdsa, SIGNED_AT), SealError::NotACertificate);
    let with_tail = [certificate.as_slice(), &[0]].concat();
    assert_eq!(try_with(parts(), &with_tail, ecdsa, SIGNED_AT), SealError::NotACertificate);
    assert_eq!(try_with(parts(), &certificate, Algorithm::RsaPss, SIGNED_AT), SealError::AlgorithmMismatch);
    let short = root.issue(&Wish::default(), &Key::rsa_1024());
    assert_eq!(try_with(parts(), &short, Algorithm::RsaPss, SIGNED_AT), SealError::AlgorithmMismatch);
    assert_eq!(try_with(parts(), &certificate, ecdsa, "1979-12-31T23:59:59Z"), SealError::SigningTime);
}

#[test]
fn verification_can_be_broken_off() {
    let (container, trust) = sealed();
    let mut seen = Vec::new();
    let answer = verify_seal(&container, &trust, at(NOW), &mut |done, total| {
        seen.push((done, total));
        ControlFlow::Break(())
    });
    assert!(matches!(answer, Err(Interrupted::Cancelled)));
    assert_eq!(seen, [(7, 31 + OFFICE.len() as u64)]);
}

#[test]
fn every_changed_byte_is_seen() {
    let (container, trust) = sealed();
    for place in 0..container.len() {
        let mut changed = container.clone();
        changed[place] ^= 0x01;
        let seal = verify(&changed, &trust);
        assert_ne!(seal.integrity, Integrity::Intact, "byte {place} of {}", container.len());
        assert!(!errors(&seal).is_empty());
    }
}

#[test]
fn every_cut_is_seen() {
    let (container, trust) = sealed();
    for length in 0..container.len() {
        assert_ne!(verify(&container[..length], &trust).integrity, Integrity::Intact, "cut to {length}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_change_is_seen(place in any::<prop::sample::Index>(), value in any::<u8>(), removed in 0_usize..4, added in prop::collection::vec(any::<u8>(), 0..4)) {
        let (container, trust) = sealed();
        let at = place.index(container.len());
        let mut changed = container.clone();
        changed.splice(at..(at + removed).min(container.len()), added.into_iter().chain([value]));
        prop_assume!(changed != container);
        prop_assert_ne!(verify(&changed, &trust).integrity, Integrity::Intact);
    }

    #[test]
    fn any_bytes_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        prop_assert_eq!(verify(&bytes, &TrustStore::default()).integrity, Integrity::NotAContainer);
    }
}

fn replaced(bytes: &[u8], old: &[u8], new: &[u8]) -> Vec<u8> {
    let place = bytes.windows(old.len()).position(|window| window == old).unwrap();
    [&bytes[..place], new, &bytes[place + old.len()..]].concat()
}

/// What is sealed ends in an office document, which is an archive itself.
#[test]
fn an_archive_among_the_parts_is_not_taken_for_the_container() {
    let (container, trust) = sealed();
    assert_eq!(verify(&container, &trust).container, Container::Hoso);
    // One that claims to be all that follows it too: two readers could each take another directory.
    let mut body = OFFICE.to_vec();
    let key = Key::p256(5);
    let certificate = Authority::root().issue(&Wish::default(), &key);
    let sealed_over = |body: &[u8]| {
        let parts = vec![part("a.docx", "application/zip", body)];
        let prepared = prepare(parts, &certificate, Algorithm::EcdsaP256, at(SIGNED_AT)).unwrap();
        let segments = prepared.finish(&key.sign(Algorithm::EcdsaP256, prepared.to_be_signed())).unwrap();
        let piece = |segment| match segment {
            Segment::Bytes(bytes) => bytes,
            Segment::Part(_) => body.to_vec(),
        };
        segments.into_iter().flat_map(piece).collect::<Vec<u8>>()
    };
    let plain = sealed_over(&body);
    assert_eq!(verify(&plain, &trust).integrity, Integrity::Intact);
    let follows = plain.len() - plain.windows(4).position(|four| four == b"PK\x05\x06").unwrap() - 22;
    body[OFFICE.len() - 2..].copy_from_slice(&u16::try_from(follows).unwrap().to_le_bytes());
    assert_eq!(errors(&verify(&sealed_over(&body), &trust)), ["zip-comment"]);
}
