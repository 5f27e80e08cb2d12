//! A small bundle, sealed under a test authority, and what becomes of it.

mod authority;
mod cades;
mod codes;
mod compared;
mod dossiers;
mod elsewhere;
mod filed;
mod looked;
mod paths;
mod pem;
mod sealing;
mod several;
mod signers;
mod timestamps;
mod zip64;

use std::ops::ControlFlow;

use authority::{Authority, Key, Wish, at};

use super::*;

const SIGNED_AT: &str = "2026-11-20T08:30:00Z";
const NOW: &str = "2026-11-22T03:00:00Z";
/// An archive of one file, as office documents are.
const OFFICE: &[u8] = b"PK\x03\x04\x14\0\0\0\0\0\0\0!\0\xd4\x1c\xd1\x01\x04\0\0\0\x04\0\0\0\x05\0\0\0a.xml<a/>\
    PK\x01\x02\x14\0\x14\0\0\0\0\0\0\0!\0\xd4\x1c\xd1\x01\x04\0\0\0\x04\0\0\0\x05\0\0\0\0\0\0\0\0\0\0\0\x80\x01\0\0\0\0a.xml\
    PK\x05\x06\0\0\0\0\x01\0\x01\x003\0\0\0'\0\0\0\0\0";
const BODIES: [(&str, &str, &[u8]); 4] = [
    ("dossier.json", "application/json", b"{\"a\":1}"),
    ("giấy tờ/Điều lệ công ty.pdf", "application/pdf", b"%PDF-1.4\nnot much of one"),
    ("empty.txt", "text/plain", b""),
    // Last, so that its end record stands where that of the container is looked for.
    ("giấy tờ/Hợp đồng.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", OFFICE),
];

fn part(name: &str, media_type: &str, body: &[u8]) -> Part {
    Part {
        name: PartName::new(name).unwrap(),
        media_type: MediaType::new(media_type).unwrap(),
        digests: Digests::of(body),
    }
}

fn parts() -> Vec<Part> {
    BODIES.iter().map(|(name, media_type, body)| part(name, media_type, body)).collect()
}

fn flat(segments: Vec<Segment>) -> Vec<u8> {
    let piece = |segment| match segment {
        Segment::Bytes(bytes) => bytes,
        Segment::Part(index) => BODIES[index].2.to_vec(),
    };
    segments.into_iter().flat_map(piece).collect()
}

fn sealed_with(certificate: &[u8], key: &Key, algorithm: Algorithm) -> Vec<u8> {
    let prepared = prepare(parts(), certificate, algorithm, at(SIGNED_AT)).unwrap();
    flat(prepared.finish(&key.sign(algorithm, prepared.to_be_signed())).unwrap())
}

/// The common good bundle, and the trust under which it is valid.
fn sealed() -> (Vec<u8>, TrustStore) {
    let (root, key) = (Authority::root(), Key::p256(5));
    (sealed_with(&root.issue(&Wish::default(), &key), &key, Algorithm::EcdsaP256), root.trust())
}

fn verify_at(container: &[u8], trust: &TrustStore, now: &str) -> Seal {
    verify_seal(&container, trust, at(now), &mut |_, _| ControlFlow::Continue(())).unwrap()
}

fn verify(container: &[u8], trust: &TrustStore) -> Seal {
    verify_at(container, trust, NOW)
}

/// The codes that keep a container from being valid.
fn errors(seal: &Seal) -> Vec<&'static str> {
    seal.all_reasons().filter(|reason| reason.severity == Severity::Error).map(|reason| reason.code.as_str()).collect()
}
