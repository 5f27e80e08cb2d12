//! DER that comes in: certificates, what is known of revocation, timestamps, CMS signatures, ECDSA signatures. The first byte says
//! which.

use std::sync::LazyLock;

use hoso_core::bundle::{Algorithm, AsicManifest, Certificate, TimestampRequest, TrustStore, take};

use super::small::{self, foreign, judge, own, trust};
use crate::attacks::{self, NOW, Raw, SIGNATURES, at};

const P7S: &str = "META-INF/signature.p7s";
const NONCE: [u8; 16] = [7; 16];

pub fn run(bytes: &[u8]) {
    let Some((which, der)) = bytes.split_first() else { return };
    match which {
        b'c' => certificate(der),
        b's' => status(der),
        b't' => timestamp(der),
        b'p' => cms(der),
        b'g' => signature(der),
        _ => {}
    }
}

pub fn seeds() -> Vec<Vec<u8>> {
    let base = own();
    let signature = base.key.sign(b"");
    let mut seeds = vec![
        seed(b'c', &base.certificate),
        seed(b'c', &base.root.certificate),
        seed(b'c', attacks::pem(&base.certificate).as_bytes()),
        seed(b'p', &p7s()),
        seed(b't', include_bytes!("../../../core/src/bundle/tests/data/timestamp.tsr")),
        seed(b'g', &signature),
        seed(b'g', &attacks::as_der(&signature)),
    ];
    let (token, response) = attacks::token_and_response();
    seeds.extend([seed(b't', &token), seed(b's', &response), seed(b's', &attacks::revocation_list())]);
    seeds
}

fn seed(which: u8, der: &[u8]) -> Vec<u8> {
    [&[which], der].concat()
}

fn certificate(bytes: &[u8]) {
    if let Ok(certificate) = Certificate::read(bytes) {
        let _ = certificate.faults(NOW.parse().unwrap());
        let names = [certificate.subject(), certificate.issuer(), certificate.serial()];
        serde_json::to_string(&(names, certificate.common_name(), certificate.organisation(), certificate.tax_code()))
            .unwrap();
        judge(&foreign().signed_by(certificate.der().to_vec(), foreign().key.clone()), trust());
    }
    if let Ok(mut store) = TrustStore::read(bytes) {
        store.intermediates.append(&mut store.roots.clone());
        judge(signed(), &store);
    }
}

fn status(bytes: &[u8]) {
    let mut store = trust().clone();
    if store.add_status(bytes).is_ok() {
        judge(signed(), &store);
    }
}

/// As an answer to a request, and as a token in a signature.
fn timestamp(bytes: &[u8]) {
    let request = TimestampRequest::new(b"", NONCE);
    if let Ok(taken) = request.take(bytes) {
        assert!(!taken.token().is_empty());
    }
    judge(&foreign().with_claims(|claims| claims.unsigned = attacks::properties(bytes, bytes)), trust());
}

/// As a signature made elsewhere, and within a container.
fn cms(bytes: &[u8]) {
    let manifest = AsicManifest::new(small::parts()).unwrap();
    if let Ok(imported) = manifest.finish(bytes) {
        // What is taken in is a bundle that its receiver finds right.
        let container = small::flat(own(), imported.segments);
        assert!(judge(&container, trust()).seal.all_reasons().all(|reason| reason.code.as_str() != "signature-wrong"));
    }
    let container = own().with_entries(|entries| {
        *at(entries, SIGNATURES) = Raw::new("META-INF/ASiCManifest.xml", manifest.bytes());
        entries.push(Raw::new(P7S, bytes));
    });
    judge(&container, trust());
}

fn signature(bytes: &[u8]) {
    let certificate = Certificate::from_der(&own().certificate).unwrap();
    let _ = take(&certificate, Algorithm::EcdsaP256, b"", bytes);
}

/// A container with nothing wrong.
fn signed() -> &'static [u8] {
    static SIGNED: LazyLock<Vec<u8>> = LazyLock::new(|| foreign().with_entries(|_| ()));
    &SIGNED
}

/// The CMS signature that hoso makes.
fn p7s() -> Vec<u8> {
    let container = small::cades();
    let start = container.windows(4).rposition(|bytes| bytes == b"PK\x03\x04").unwrap();
    let short = |at: usize| usize::from(u16::from_le_bytes([container[start + at], container[start + at + 1]]));
    let data = start + 30 + short(26) + short(28);
    container[data..data + short(18)].to_vec()
}
