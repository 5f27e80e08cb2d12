//! Sealing with a key that is elsewhere: up to the signature, what is to be signed, and from the signature on. In the worker.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use hoso_core::bundle::{
    Algorithm, AsicManifest, Certificate, Format, Imported, Pending, Unsigned, open_waiting, resume,
};
use hoso_core::draft::{Body, Waiting};
use hoso_core::json::{canonical, hex, sha256_hex};
use hoso_core::page::DOSSIER;
use hoso_core::text::Text;
use js_sys::Uint8Array;
use wasm_bindgen::JsValue;
use web_sys::Blob;

use super::drawing::{Source, draw, joined, read, refused};
use super::opener::shown;
use super::wire::{By, Failed, Looked, Shown, ToSign, Way};

/// Draws up, and fixes everything but the signature. `certificate` is the file of the signer's certificate, where a key signs.
/// Gives the waiting bundle's JSON.
///
/// # Errors
/// Why it did not; what is the matter with the certificate is said as core says it.
pub async fn prepare(
    source: Source,
    way: &Way,
    certificate: &[u8],
    at: DateTime<Utc>,
    told: impl FnMut(u64, u64),
) -> Result<String, Failed> {
    let signer = match way {
        Way::Key(algorithm) => Some(signer(certificate, algorithm, at)?),
        Way::File => None,
    };
    let drawn = draw(source, told).await?;
    let sealed = |error: hoso_core::bundle::SealError| Failed::Said(error.say());
    let pending = match signer {
        Some((certificate, algorithm)) => {
            let unsigned = Unsigned::prepare(Format::Xades, drawn.parts, certificate.der(), algorithm, at);
            Pending::Signature(unsigned.map_err(sealed)?)
        }
        None => Pending::File(AsicManifest::new(drawn.parts).map_err(sealed)?, at),
    };
    let json = canonical(&pending.waiting(&drawn.package, &drawn.names)).map_err(refused)?;
    String::from_utf8(json).map_err(refused)
}

/// The certificate in a file, which may sign at that time, and the algorithm of that name where it fits.
///
/// # Errors
/// What is the matter with the certificate, as core says it.
pub(super) fn signer(file: &[u8], algorithm: &str, at: DateTime<Utc>) -> Result<(Certificate, Algorithm), Failed> {
    let certificate = Certificate::read(file).map_err(|_| Failed::Said(no_certificate()))?;
    if let Some(fault) = certificate.faults(at).first() {
        return Err(Failed::Said(fault.say(&certificate)));
    }
    let key = certificate.key().ok_or_else(|| Failed::Said(no_certificate()))?;
    let algorithm = Algorithm::named(algorithm).filter(|algorithm| algorithm.fits(key)).unwrap_or(key.preferred());
    Ok((certificate, algorithm))
}

fn no_certificate() -> Text {
    Text::new(
        "Tệp không chứa đúng một chứng thư số của người ký. Hãy chọn tệp .pem, .cer hoặc .crt của chứng thư số.",
        "The file does not hold exactly one signer's certificate. Choose the .pem, .cer or .crt file of the certificate.",
    )
}

/// What is to be signed. Things: the bytes, and their digest where a key signs. `others` are certificates (DER) that came with the
/// signer's.
///
/// # Errors
/// When it is no waiting bundle.
pub fn to_sign(waiting: &str, others: &[Vec<u8>]) -> Result<(ToSign, Vec<JsValue>), Failed> {
    let waiting = open(waiting)?;
    match resume(&waiting).map_err(|error| Failed::Said(error.say()))? {
        Pending::Signature(unsigned) => {
            let (certificate, at) = (unsigned.certificate(), unsigned.signing_time());
            Ok(to_be_signed(unsigned.to_be_signed(), unsigned.algorithm(), certificate, at, others))
        }
        Pending::File(manifest, _) => {
            let sha256 = sha256_hex(manifest.bytes());
            Ok((ToSign { by: None, digest: sha256.clone(), sha256 }, vec![thing(manifest.bytes())]))
        }
    }
}

/// What a key is to sign, by whom and how. Things: the bytes, and their digest.
pub(super) fn to_be_signed(
    bytes: &[u8],
    algorithm: Algorithm,
    certificate: &Certificate,
    at: DateTime<Utc>,
    others: &[Vec<u8>],
) -> (ToSign, Vec<JsValue>) {
    let digest = algorithm.digest(bytes);
    let by = By { shown: shown(certificate, others, at), algorithm: algorithm.as_str().to_owned() };
    let said = ToSign { by: Some(by), sha256: sha256_hex(bytes), digest: hex(&digest) };
    (said, vec![thing(bytes), thing(&digest)])
}

fn thing(bytes: &[u8]) -> JsValue {
    Uint8Array::from(bytes).into()
}

/// What the first certificate of a chain (DER) says, and why it may not sign now, where it may not.
pub fn looked(chain: &[Vec<u8>], at: DateTime<Utc>) -> Looked {
    let certificate = chain.first().and_then(|der| Certificate::from_der(der).ok());
    let others = chain.get(1..).unwrap_or_default();
    Looked {
        shown: certificate.as_ref().map(|certificate| shown(certificate, others, at)),
        fault: certificate.and_then(|certificate| Some(certificate.faults(at).first()?.say(&certificate))),
    }
}

/// Who made the signature of a bundle whose manifest was signed as a file.
///
/// # Errors
/// What is the matter with the signature, as core says it.
pub fn introduce(waiting: &str, signature: &[u8]) -> Result<Shown, Failed> {
    match resume(&open(waiting)?).map_err(|error| Failed::Said(error.say()))? {
        Pending::File(manifest, _) => {
            let signed = imported(&manifest, signature)?;
            Ok(shown(&signed.certificate, &signed.others, signed.signing_time))
        }
        Pending::Signature(_) => Err(refused("a key signs it")),
    }
}

fn imported(manifest: &AsicManifest, signature: &[u8]) -> Result<Imported, Failed> {
    let imported = manifest.finish(signature).map_err(|error| Failed::Said(error.say()))?;
    match imported.certificate.faults(imported.signing_time).first() {
        Some(fault) => Err(Failed::Said(fault.say(&imported.certificate))),
        None => Ok(imported),
    }
}

/// The bundle with its signature, SHA-256 of the dossier's signed JSON, and the signing time stated. Every file is read and must be the one that was signed.
///
/// # Errors
/// Why it did not; what is the matter with the signature is said as core says it.
pub async fn finish(
    waiting: &str,
    signature: &[u8],
    files: &BTreeMap<String, Blob>,
    told: impl FnMut(u64, u64),
) -> Result<(Blob, String, DateTime<Utc>), Failed> {
    let waiting = open(waiting)?;
    let pending = resume(&waiting).map_err(|error| Failed::Said(error.say()))?;
    let (segments, at) = match &pending {
        Pending::Signature(unsigned) => {
            let given = unsigned.take(signature).map_err(|error| Failed::Said(error.say()))?;
            let segments = unsigned.finish(&given.signature).map_err(|_| Failed::WrongSignature)?;
            (segments, unsigned.signing_time())
        }
        Pending::File(manifest, _) => {
            let signed = imported(manifest, signature)?;
            (signed.segments, signed.signing_time)
        }
    };
    let bodies = bodies(&waiting, &pending, files, told).await?;
    let dossier = waiting.parts.iter().find(|part| part.name == DOSSIER);
    Ok((joined(&segments, &bodies)?, dossier.map(|part| part.sha256.clone()).unwrap_or_default(), at))
}

fn open(waiting: &str) -> Result<Waiting, Failed> {
    open_waiting(waiting.as_bytes()).map_err(|error| Failed::Said(error.say()))
}

async fn bodies(
    waiting: &Waiting,
    pending: &Pending,
    files: &BTreeMap<String, Blob>,
    told: impl FnMut(u64, u64),
) -> Result<Vec<JsValue>, Failed> {
    let digests = read(files, told).await?;
    let body = |(waiting, part): (&hoso_core::draft::WaitingPart, &hoso_core::bundle::Part)| match &waiting.body {
        Body::Text(text) => Ok(Uint8Array::from(text.as_bytes()).into()),
        Body::File(name) => match (files.get(name), digests.get(name)) {
            (Some(blob), Some(digests)) if *digests == part.digests => Ok(blob.clone().into()),
            (Some(_), _) => Err(Failed::Changed(name.clone())),
            (None, _) => Err(Failed::Unreadable(name.clone())),
        },
    };
    waiting.parts.iter().zip(pending.parts()).map(body).collect()
}
