//! The CAdES profile: what it holds, and that a `.p7s` is proved before it is taken. That other software accepts it is shown in
//! `tests/verify`.

use base64ct::{Base64, Encoding};

use super::*;

const P7S: &str = "META-INF/signature0.p7s";

fn prepared(key: &Key, algorithm: Algorithm) -> PreparedCades {
    let certificate = Authority::root().issue(&Wish::default(), key);
    AsicManifest::new(parts()).unwrap().prepare(&certificate, algorithm, at(SIGNED_AT)).unwrap()
}

/// The `.p7s` that our own writer makes, taken out of the container.
fn p7s(key: &Key, algorithm: Algorithm) -> Vec<u8> {
    let prepared = prepared(key, algorithm);
    let container = flat(prepared.finish(&key.sign(algorithm, prepared.to_be_signed())).unwrap());
    entry(&container, P7S)
}

/// The bytes of a stored entry, found by its local header.
fn entry(container: &[u8], name: &str) -> Vec<u8> {
    let header = |place: usize| place >= 30 && container[place - 30..].starts_with(b"PK\x03\x04");
    let mut places = (0..container.len()).filter(|&place| container[place..].starts_with(name.as_bytes()));
    let place = places.find(|&place| header(place)).unwrap();
    let size = u32::from_le_bytes(container[place - 12..place - 8].try_into().unwrap()) as usize;
    container[place + name.len()..][..size].to_vec()
}

#[test]
fn what_is_signed_here_is_taken_as_what_is_signed_elsewhere() {
    for (key, algorithm) in [
        (Key::p256(5), Algorithm::EcdsaP256),
        (Key::p384(), Algorithm::EcdsaP384),
        (Key::rsa(), Algorithm::RsaPss),
        (Key::rsa(), Algorithm::RsaPkcs1),
    ] {
        let prepared = prepared(&key, algorithm);
        let signature = key.sign(algorithm, prepared.to_be_signed());
        let here = flat(prepared.finish(&signature).unwrap());
        let manifest = AsicManifest::new(parts()).unwrap();
        assert_eq!(entry(&here, "META-INF/ASiCManifest.xml"), manifest.bytes());
        let file = entry(&here, P7S);
        let base64 = Base64::encode_string(&file);
        let pem = format!("-----BEGIN CMS-----\r\n{base64}\r\n-----END CMS-----\r\n");
        for bytes in [&file[..], base64.as_bytes(), pem.as_bytes()] {
            let taken = manifest.finish(bytes).unwrap();
            assert_eq!((taken.signing_time, taken.certificate.der()), (at(SIGNED_AT), prepared.certificate().der()));
            assert_eq!(flat(taken.segments), here, "{algorithm:?}");
        }
        let seal = verify(&here, &Authority::root().trust());
        assert_eq!((seal.container, seal.integrity), (Container::HosoCades, Integrity::Intact));
        assert!(errors(&seal).is_empty(), "{:?}", errors(&seal));
    }
}

#[test]
fn what_software_writes_while_it_reads_is_taken_too() {
    let (key, algorithm) = (Key::p256(5), Algorithm::EcdsaP256);
    let prepared = prepared(&key, algorithm);
    let here = flat(prepared.finish(&key.sign(algorithm, prepared.to_be_signed())).unwrap());
    let file = entry(&here, P7S);
    // Three values within each other, each of unknown length.
    let [0x30, 0x82, _, _, oid @ ..] = &file[..] else { panic!("a sequence") };
    let (oid, rest) = oid.split_at(11);
    let [0xa0, 0x82, _, _, 0x30, 0x82, _, _, data @ ..] = rest else { panic!("signed data") };
    let open = |data: &[u8]| [&[0x30, 0x80], oid, &[0xa0, 0x80, 0x30, 0x80], data, &[0; 6]].concat();
    let manifest = AsicManifest::new(parts()).unwrap();
    assert_eq!(flat(manifest.finish(&open(data)).unwrap().segments), here);
    // The same with the signed file inside, in two pieces.
    let named = [0x30, 11, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 1];
    let place = data.windows(named.len()).position(|bytes| bytes == named).unwrap();
    let with = |file: &[u8]| {
        let (first, last) = file.split_at(2);
        let length = u16::try_from(last.len()).unwrap().to_be_bytes();
        let pieces = [&[0x24, 0x80, 4, 2][..], first, &[4, 0x82], &length, last, &[0, 0]].concat();
        let inside = [&[0x30, 0x80], &named[2..], &[0xa0, 0x80], &pieces, &[0; 4]].concat();
        open(&[&data[..place], &inside, &data[place + named.len()..]].concat())
    };
    assert_eq!(flat(manifest.finish(&with(manifest.bytes())).unwrap().segments), here);
    let changed = [manifest.bytes(), b" "].concat();
    assert_eq!(manifest.finish(&with(&changed)).unwrap_err(), P7sError::OtherFile);
}

#[test]
fn a_changed_byte_of_a_p7s_is_never_taken_for_another_signature() {
    let manifest = AsicManifest::new(parts()).unwrap();
    let good = p7s(&Key::p256(5), Algorithm::EcdsaP256);
    let own = manifest.finish(&good).unwrap();
    for place in 0..good.len() {
        let mut changed = good.clone();
        changed[place] ^= 1;
        if let Ok(taken) = manifest.finish(&changed) {
            // What is neither signed nor read may differ: versions, the list of digest algorithms.
            assert_eq!((taken.certificate.der(), taken.signing_time), (own.certificate.der(), own.signing_time));
        }
    }
    for length in 0..good.len() {
        assert_eq!(manifest.finish(&good[..length]).unwrap_err(), P7sError::NotCms);
    }
}

#[test]
fn a_signature_of_another_file_or_none_is_named() {
    let good = p7s(&Key::p256(5), Algorithm::EcdsaP256);
    let other = AsicManifest::new(vec![part("a.txt", "text/plain", b"a")]).unwrap();
    assert_eq!(other.finish(&good).unwrap_err(), P7sError::OtherFile);
    assert_eq!(other.finish(b"").unwrap_err(), P7sError::NotCms);
    assert_eq!(other.finish(b"PK\x03\x04").unwrap_err(), P7sError::NotCms);
    assert_eq!(AsicManifest::new(vec![]).unwrap_err(), SealError::NoParts);
    let twins = vec![part("Đơn.pdf", "text/plain", b""), part("đơn.PDF", "text/plain", b"")];
    assert_eq!(AsicManifest::new(twins).unwrap_err(), SealError::TwinName(1));
}

#[test]
fn only_the_right_signature_finishes_it() {
    let prepared = prepared(&Key::p256(5), Algorithm::EcdsaP256);
    let by_another = Key::p256(6).sign(Algorithm::EcdsaP256, prepared.to_be_signed());
    let over_the_file = Key::p256(5).sign(Algorithm::EcdsaP256, prepared.manifest().bytes());
    for wrong in [&by_another[..], &over_the_file, &[0; 64], &[]] {
        assert_eq!(prepared.finish(wrong), Err(SealError::WrongSignature));
    }
}

#[test]
fn a_bundle_of_this_profile_is_known_as_ours_and_raised_with_every_signed_byte_as_it_was() {
    let trust = Authority::root().trust();
    for (key, algorithm) in [(Key::p256(5), Algorithm::EcdsaP256), (Key::rsa(), Algorithm::RsaPss)] {
        let prepared = prepared(&key, algorithm);
        let container = flat(prepared.finish(&key.sign(algorithm, prepared.to_be_signed())).unwrap());
        let seal = verify(&container, &trust);
        assert_eq!((seal.outcome(), seal.container), (Outcome::Valid, Container::HosoCades), "{:?}", errors(&seal));
        assert_eq!(seal.signatures[0].profile, Profile::CadesB);
        let opened = ToStamp::open(&container).unwrap();
        let places: Vec<_> = opened.places().iter().copied().map(Some).collect();
        assert_eq!(part_places(&container, &seal.parts).unwrap(), places);
        let [stamped] = &opened.stamped()[..] else { panic!("one signature") };
        let file = entry(&container, P7S);
        assert!(file.ends_with(stamped), "the signature value is the last field");
        let ToStamp::Cades(opened) = opened else { panic!("CAdES") };
        let token = [0x30, 0x03, 0x02, 0x01, 0x07];
        let raised = flat(opened.raised(&token).unwrap());
        let stamped_file = entry(&raised, P7S);
        assert!(stamped_file.ends_with(&token) && stamped_file.windows(stamped.len()).any(|bytes| bytes == stamped));
        let seal = verify(&raised, &trust);
        assert_eq!((seal.container, seal.signatures[0].profile), (Container::HosoCades, Profile::CadesB));
        assert_eq!((seal.signatures[0].state, errors(&seal)), (SignatureState::Right, vec!["timestamp-wrong"]));
        assert!(matches!(ToStamp::open(&raised), Err(OpenError::Refused(_))), "it has a timestamp already");
        assert_eq!(open_cades(&raised).unwrap().stamped(), None);
    }
}

#[test]
fn no_changed_byte_leaves_a_bundle_of_this_profile_valid() {
    let trust = Authority::root().trust();
    for (key, algorithm) in [(Key::p256(5), Algorithm::EcdsaP256), (Key::rsa(), Algorithm::RsaPkcs1)] {
        let prepared = prepared(&key, algorithm);
        let container = flat(prepared.finish(&key.sign(algorithm, prepared.to_be_signed())).unwrap());
        assert_eq!(verify(&container, &trust).outcome(), Outcome::Valid);
        for place in 0..container.len() {
            for bit in [1, 0x40] {
                let mut changed = container.clone();
                changed[place] ^= bit;
                let outcome = verify(&changed, &trust).outcome();
                assert!(matches!(outcome, Outcome::Damaged | Outcome::NotAContainer), "{place} {bit}: {outcome:?}");
            }
        }
    }
}

/// A bundle of this profile with a timestamp.
fn raised() -> (Vec<u8>, TrustStore) {
    let (key, algorithm) = (Key::p256(5), Algorithm::EcdsaP256);
    let prepared = prepared(&key, algorithm);
    let container = flat(prepared.finish(&key.sign(algorithm, prepared.to_be_signed())).unwrap());
    (flat(open_cades(&container).unwrap().raised(&timestamps::token()).unwrap()), Authority::root().trust())
}

#[test]
fn no_changed_byte_leaves_a_raised_bundle_of_this_profile_intact() {
    let (container, trust) = raised();
    assert_eq!(verify(&container, &trust).integrity, Integrity::Intact);
    for place in 0..container.len() {
        let mut changed = container.clone();
        changed[place] ^= if place % 2 == 0 { 1 } else { 0x40 };
        let integrity = verify(&changed, &trust).integrity;
        assert!(matches!(integrity, Integrity::Damaged | Integrity::NotAContainer), "{place}: {integrity:?}");
    }
}

/// What no signature covers is our writer's, or reads as a timestamp; and each timestamp is judged.
#[test]
fn what_stands_beside_this_signature_is_said() {
    let (container, trust) = raised();
    let said = |container: &[u8]| {
        let seal = verify(container, &trust);
        (seal.container, errors(&seal))
    };
    let wrong = "timestamp-wrong";
    assert_eq!(said(&container), (Container::HosoCades, vec![wrong]));
    let mut other = timestamps::token();
    *other.last_mut().unwrap() ^= 1;
    let twice = flat(open_cades(&container).unwrap().raised(&other).unwrap());
    assert_eq!(said(&twice), (Container::Foreign, vec![wrong; 2]));
    // The name of the attribute becomes an unknown one; the checksum is made right.
    let file = entry(&container, P7S);
    let name = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x10, 0x02, 0x0e];
    let place = file.windows(name.len()).rposition(|window| window == name).unwrap() + name.len() - 1;
    let mut unknown = file.clone();
    unknown[place] = 0x66;
    let mut changed = container.clone();
    for (old, new) in [
        (file.clone(), unknown.clone()),
        (crc32fast::hash(&file).to_le_bytes().to_vec(), crc32fast::hash(&unknown).to_le_bytes().to_vec()),
    ] {
        for at in 0..changed.len() - old.len() {
            if changed[at..].starts_with(&old) {
                changed[at..at + old.len()].copy_from_slice(&new);
            }
        }
    }
    assert_eq!(said(&changed), (Container::NotRead, vec!["differs-from-profile"]));
}

/// A token's own software may name algorithms otherwise, bring other certificates along and number the versions as it likes.
#[test]
fn a_signature_made_elsewhere_is_written_as_ours_and_every_signed_byte_kept() {
    let manifest = AsicManifest::new(parts()).unwrap();
    let ours = p7s(&Key::rsa(), Algorithm::RsaPkcs1);
    let at = |bytes: &[u8], what: &[u8]| bytes.windows(what.len()).rposition(|window| window == what).unwrap();
    // The key's own name as the algorithm, and sha256WithRSAEncryption: they differ in one byte.
    let rsa = [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01];
    let mut theirs = ours.clone();
    let place = at(&theirs, &rsa) + rsa.len() - 1;
    theirs[place] = 0x0b;
    let version = at(&theirs, &[0x02, 0x01, 0x01, 0x30]) + 2;
    theirs[version] = 3;
    let taken = manifest.finish(&theirs).unwrap();
    assert_eq!(flat(taken.segments), flat(manifest.finish(&ours).unwrap().segments));
}
