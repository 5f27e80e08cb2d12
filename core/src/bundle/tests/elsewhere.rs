//! Signing elsewhere: signatures as other software writes them, and a bundle that waits for one.

use sha2::{Digest, Sha256};

use super::*;
use crate::draft::{Body, SignedBy, ToSign, Waiting};
use crate::json::{canonical, hex};
use crate::page::{Attachment, Package, Page};

fn prepared_for(key: &Key, algorithm: Algorithm) -> Prepared {
    prepare(parts(), &Authority::root().issue(&Wish::default(), key), algorithm, at(SIGNED_AT)).unwrap()
}

fn take_for(prepared: &Prepared, bytes: &[u8]) -> Result<Given, WrongSignature> {
    take(prepared.certificate(), prepared.algorithm(), prepared.to_be_signed(), bytes)
}

#[test]
fn a_signature_is_taken_however_it_is_written() {
    for (key, algorithm) in [
        (Key::p256(5), Algorithm::EcdsaP256),
        (Key::p384(), Algorithm::EcdsaP384),
        (Key::rsa(), Algorithm::RsaPss),
        (Key::rsa(), Algorithm::RsaPkcs1),
    ] {
        let prepared = prepared_for(&key, algorithm);
        let raw = key.sign(algorithm, prepared.to_be_signed());
        let base64 = {
            use base64ct::{Base64, Encoding};
            Base64::encode_string(&raw)
        };
        let lines: String =
            base64.as_bytes().chunks(64).map(|line| format!("{}\r\n", str::from_utf8(line).unwrap())).collect();
        let pem = format!("-----BEGIN SIGNATURE-----\r\n{lines}-----END SIGNATURE-----\r\n");
        let colons: Vec<String> = raw.chunks(1).map(hex).collect();
        let colons: Vec<String> = colons.chunks(18).map(|line| format!("    {}", line.join(":"))).collect();
        for bytes in [
            pem.into_bytes(),
            colons.join(":\n").into_bytes(),
            format!("\u{feff}{base64}").into_bytes(),
            raw.clone(),
            base64.into_bytes(),
            lines.into_bytes(),
            format!("{}\n", hex(&raw).to_uppercase()).into_bytes(),
        ] {
            assert_eq!(take_for(&prepared, &bytes), Ok(Given { signature: raw.clone(), written: Written::Raw }));
        }
    }
    let prepared = prepared_for(&Key::p256(5), Algorithm::EcdsaP256);
    let raw = Key::p256(5).sign(Algorithm::EcdsaP256, prepared.to_be_signed());
    let der = p256::ecdsa::Signature::from_slice(&raw).unwrap().to_der();
    for bytes in [der.as_bytes(), hex(der.as_bytes()).as_bytes()] {
        assert_eq!(take_for(&prepared, bytes), Ok(Given { signature: raw.clone(), written: Written::Der }));
    }
}

#[test]
fn what_went_wrong_with_a_signature_is_named() {
    let ecdsa = prepared_for(&Key::p256(5), Algorithm::EcdsaP256);
    let sign = |key: &Key, bytes: &[u8]| key.sign(Algorithm::EcdsaP256, bytes);
    assert_eq!(take_for(&ecdsa, b""), Err(WrongSignature::Empty));
    assert_eq!(take_for(&ecdsa, b"PK, no signature"), Err(WrongSignature::Form { found: 16, wanted: 64 }));
    assert_eq!(take_for(&ecdsa, &sign(&Key::p256(6), ecdsa.to_be_signed())), Err(WrongSignature::Other));
    assert_eq!(take_for(&ecdsa, &sign(&Key::p256(5), b"other bytes")), Err(WrongSignature::Other));
    let twice = sign(&Key::p256(5), &Sha256::digest(ecdsa.to_be_signed()));
    assert_eq!(take_for(&ecdsa, &twice), Err(WrongSignature::DigestTwice));
    let pss = prepared_for(&Key::rsa(), Algorithm::RsaPss);
    let pkcs1 = Key::rsa().sign(Algorithm::RsaPkcs1, pss.to_be_signed());
    assert_eq!(take_for(&pss, &pkcs1), Err(WrongSignature::Padding(Algorithm::RsaPkcs1)));
    let Key::Rsa(key) = Key::rsa() else { panic!("RSA") };
    let long_salt = rsa::Pss::<Sha256>::new_with_salt(200);
    let mut random = <rand::rngs::StdRng as rand::SeedableRng>::seed_from_u64(4);
    let salted = key.sign_with_rng(&mut random, long_salt, &Sha256::digest(pss.to_be_signed())).unwrap();
    assert_eq!(take_for(&pss, &salted), Err(WrongSignature::Salt));
    assert_eq!(pss.finish(&salted), Err(SealError::WrongSignature));
}

/// The bodies as a package: two pages and one attached file.
fn package() -> Package {
    let dossier = serde_json::json!({
        "format": 1, "id": "00", "procedure": "p", "recipient": "a", "pack": { "id": "x", "version": "0" }, "on": "2026-05-10",
    });
    let report = serde_json::json!({
        "format": 1, "pack": { "id": "x", "version": "0" }, "on": "2026-05-10", "closed": true, "verdict": "met", "duties": [],
        "findings": [],
    });
    let page = |(name, media_type, body): (&'static str, &'static str, &[u8])| Page {
        name: name.to_owned(),
        media_type,
        bytes: body.to_vec(),
    };
    let attachment =
        Attachment { slot: "1:x".parse().unwrap(), index: 0, name: BODIES[1].0.into(), media_type: BODIES[1].1.into() };
    Package {
        dossier: serde_json::from_value(dossier).unwrap(),
        report: serde_json::from_value(report).unwrap(),
        pages: vec![page(BODIES[0]), page(BODIES[2])],
        attachments: vec![attachment],
    }
}

fn kept_as(format: Format) -> (Unsigned, Waiting) {
    let key = Key::p256(5);
    let order = [BODIES[0], BODIES[2], BODIES[1]];
    let parts = order.iter().map(|(name, media_type, body)| part(name, media_type, body)).collect();
    let certificate = Authority::root().issue(&Wish::default(), &key);
    let prepared = Unsigned::prepare(format, parts, &certificate, Algorithm::EcdsaP256, at(SIGNED_AT)).unwrap();
    let waiting = Pending::Signature(prepared.clone()).waiting(&package(), &["Điều lệ (bản quét).pdf".to_owned()]);
    (prepared, waiting)
}

fn kept() -> (Unsigned, Waiting) {
    kept_as(Format::Xades)
}

fn go_on(waiting: &Waiting) -> Result<Unsigned, WaitingError> {
    resume(waiting).map(|pending| match pending {
        Pending::Signature(unsigned) => unsigned,
        Pending::File(..) => panic!("waits for a file's signature"),
    })
}

#[test]
fn a_waiting_bundle_is_gone_on_with_as_if_it_had_never_waited() {
    for format in [Format::Xades, Format::Cades] {
        let (prepared, waiting) = kept_as(format);
        assert_eq!(waiting.parts[0].body, Body::Text("{\"a\":1}".into()));
        assert_eq!(waiting.parts[2].body, Body::File("Điều lệ (bản quét).pdf".into()));
        let read = open_waiting(&canonical(&waiting).unwrap()).unwrap();
        assert_eq!(read, waiting);
        let again = go_on(&read).unwrap();
        assert_eq!(again.to_be_signed(), prepared.to_be_signed());
        let signature = Key::p256(5).sign(Algorithm::EcdsaP256, prepared.to_be_signed());
        assert_eq!(again.finish(&signature), prepared.finish(&signature));
        assert_eq!(again.finish(&[7; 64]), Err(SealError::WrongSignature));
    }
}

#[test]
fn a_change_of_what_waits_is_refused_or_changes_what_is_signed() {
    let (prepared, waiting) = kept();
    let changed = |change: &dyn Fn(&mut Waiting)| {
        let mut other = waiting.clone();
        change(&mut other);
        go_on(&other).map(|other| other.to_be_signed() == prepared.to_be_signed())
    };
    assert_eq!(changed(&|_| ()), Ok(true));
    assert_eq!(changed(&|waiting| waiting.time = "2026-11-20T08:30:01Z".into()), Ok(false));
    assert_eq!(changed(&|waiting| waiting.parts[2].sha256 = "00".repeat(32)), Ok(false));
    assert_eq!(changed(&|waiting| waiting.parts[1].media_type = "text/html".into()), Ok(false));
    assert_eq!(changed(&|waiting| waiting.parts.swap(0, 1)), Ok(false));
    assert_eq!(changed(&|waiting| waiting.parts[0].body = Body::Text("{\"a\":2}".into())), Err(WaitingError::Part(0)));
    assert_eq!(changed(&|waiting| waiting.parts[2].name = "../x".into()), Err(WaitingError::Part(2)));
    assert_eq!(changed(&|waiting| waiting.parts[2].sha256 = "0g".repeat(32)), Err(WaitingError::Part(2)));
    assert_eq!(changed(&|waiting| waiting.time = "yesterday".into()), Err(WaitingError::Value("time")));
    assert_eq!(changed(&|waiting| waiting.parts.clear()), Err(WaitingError::Seal(SealError::NoParts)));
    let sign = |certificate: &str, algorithm: &str| {
        let sign = ToSign::Xades(SignedBy { certificate: certificate.into(), algorithm: algorithm.into() });
        changed(&move |waiting| waiting.sign = sign.clone())
    };
    assert_eq!(sign("no base64", "ecdsa-p256"), Err(WaitingError::Value("certificate")));
    assert_eq!(sign("AAAA", "ecdsa-p256"), Err(WaitingError::Seal(SealError::NotACertificate)));
    assert_eq!(sign("AAAA", "sha1"), Err(WaitingError::Value("algorithm")));
}

#[test]
fn what_is_no_waiting_bundle_is_said() {
    assert!(matches!(open_waiting(b"{"), Err(WaitingError::NotWaiting(_))));
    assert!(matches!(open_waiting(b"{\"format\":1}"), Err(WaitingError::NotWaiting(_))));
    assert_eq!(open_waiting(b"{\"waiting\":2,\"later\":true}"), Err(WaitingError::Newer(2)));
}

#[test]
fn who_is_asked_to_sign_sees_every_file_and_nothing_else_is_taken() {
    let prepared = prepared_for(&Key::p256(5), Algorithm::EcdsaP256);
    let seen = asked(prepared.to_be_signed()).unwrap();
    let expected = BODIES.map(|(name, _, body)| (name.to_owned(), hex(&Sha256::digest(body))));
    assert_eq!((seen.algorithm, seen.parts), (Algorithm::EcdsaP256, expected.to_vec()));
    let cades = AsicManifest::new(parts()).unwrap();
    for other in [&b""[..], b"a contract", b"<a/>", cades.bytes(), &prepared.to_be_signed()[1..]] {
        assert_eq!(asked(other), None);
    }
    // What is signed of an invoice is alike, and is none.
    let own = String::from_utf8(prepared.to_be_signed().to_vec()).unwrap();
    for (of_bundle, of_other) in [
        ("URI=\"#S0-SignedProperties\"", "URI=\"#SigningData\""),
        (" Type=\"http://uri.etsi.org/01903#SignedProperties\"", ""),
        (
            "http://www.w3.org/2001/10/xml-exc-c14n#\"></ds:Transform>",
            "http://www.w3.org/2000/09/xmldsig#enveloped-signature\"></ds:Transform>",
        ),
        (
            "http://www.w3.org/2001/10/xml-exc-c14n#\"></ds:CanonicalizationMethod>",
            "http://www.w3.org/TR/2001/REC-xml-c14n-20010315\"></ds:CanonicalizationMethod>",
        ),
        ("<ds:Reference Id=\"S0-R0\" ", "<ds:Reference Type=\"a\" Id=\"S0-R0\" "),
        ("</ds:SignedInfo>", " </ds:SignedInfo>"),
        ("<ds:SignatureMethod", "<!-- --><ds:SignatureMethod"),
    ] {
        let other = own.replace(of_bundle, of_other);
        assert_ne!(own, other, "{of_bundle}");
        assert_eq!(asked(other.as_bytes()), None, "{of_other}");
    }
}
