//! A further signature on a bundle, in the worker: over the same parts, those before it as they are. By a key that is at hand, or prepared
//! for one elsewhere and gone on with when its signature comes, days later perhaps.

use chrono::{DateTime, Utc};
use hoso_core::bundle::{
    Certificate, OpenError, Opened, Part, Prepared, Segment, WaitingError, open, open_further, prepare_further,
    resume_further, take,
};
use hoso_core::json::canonical;
use hoso_core::text::Text;
use wasm_bindgen::JsValue;
use web_sys::Blob;

use super::blob::BlobReader;
use super::drawing::{joined, refused};
use super::elsewhere::{signer, to_be_signed};
use super::sealer::Signer;
use super::sign::{algorithm, sign};
use super::wire::{Failed, ToSign};

/// Signs a bundle of our own profile once more: gives the container, and how many signatures it has now.
///
/// # Errors
/// Why it did not.
pub async fn sign_further(bundle: &Blob, signer: Signer) -> Result<(Blob, usize), Failed> {
    let source = source(bundle)?;
    let opened = opened(&source)?;
    let certificate = Certificate::from_der(&signer.certificate).map_err(|_| Failed::Refused("certificate".into()))?;
    let algorithm = certificate.key().map(algorithm).ok_or(Failed::NotSigned)?;
    new_to(&opened, &certificate)?;
    let prepared = prepare_further(&opened, certificate.der(), algorithm, signer.at);
    let prepared = prepared.map_err(|error| Failed::Said(error.say()))?;
    let signature = sign(&signer.key, algorithm, prepared.to_be_signed()).await.map_err(|_| Failed::NotSigned)?;
    let segments = prepared.finish(&signature).map_err(|_| Failed::WrongSignature)?;
    whole(bundle, &opened, &segments)
}

/// Fixes everything but the signature, by the key of the certificate in this file. Gives the JSON of what waits.
///
/// # Errors
/// Why it did not; what is the matter with the certificate is said as core says it.
pub fn prepare_later(bundle: &Blob, algorithm: &str, file: &[u8], at: DateTime<Utc>) -> Result<String, Failed> {
    let source = source(bundle)?;
    let opened = opened(&source)?;
    let (certificate, algorithm) = signer(file, algorithm, at)?;
    new_to(&opened, &certificate)?;
    let prepared = prepare_further(&opened, certificate.der(), algorithm, at);
    let prepared = prepared.map_err(|error| Failed::Said(error.say()))?;
    String::from_utf8(canonical(&prepared.waiting_further()).map_err(refused)?).map_err(refused)
}

/// What is to be signed. Things: the bytes, and their digest. `others` are certificates (DER) that came with the signer's.
///
/// # Errors
/// When it waits for no further signature on this bundle; core says why.
pub fn to_sign_later(bundle: &Blob, waiting: &str, others: &[Vec<u8>]) -> Result<(ToSign, Vec<JsValue>), Failed> {
    let source = source(bundle)?;
    let prepared = resumed(&opened(&source)?, waiting)?;
    let (certificate, at) = (prepared.certificate(), prepared.signing_time());
    Ok(to_be_signed(prepared.to_be_signed(), prepared.algorithm(), certificate, at, others))
}

/// The bundle with the signature that was made elsewhere, and how many it has now.
///
/// # Errors
/// Why it did not; what is the matter with the signature is said as core says it.
pub fn finish_later(bundle: &Blob, waiting: &str, signature: &[u8]) -> Result<(Blob, usize), Failed> {
    let source = source(bundle)?;
    let opened = opened(&source)?;
    let prepared = resumed(&opened, waiting)?;
    let given = take(prepared.certificate(), prepared.algorithm(), prepared.to_be_signed(), signature);
    let given = given.map_err(|error| Failed::Said(error.say()))?;
    let segments = prepared.finish(&given.signature).map_err(|_| Failed::WrongSignature)?;
    whole(bundle, &opened, &segments)
}

fn source(bundle: &Blob) -> Result<BlobReader, Failed> {
    BlobReader::of(bundle.clone()).ok_or_else(|| Failed::Said(unreadable()))
}

fn opened(source: &BlobReader) -> Result<Opened<'_>, Failed> {
    open(source).map_err(|error| match error {
        OpenError::Refused(reason) => Failed::Said(Text::new(reason.vi, reason.en)),
        OpenError::Read(_) => Failed::Said(unreadable()),
    })
}

fn resumed(opened: &Opened<'_>, waiting: &str) -> Result<Prepared, Failed> {
    let waiting = open_further(waiting.as_bytes()).and_then(|waiting| resume_further(opened, &waiting));
    waiting.map_err(|error| Failed::Said(error.say()))
}

/// Whoever has signed already signs no further.
fn new_to(opened: &Opened<'_>, certificate: &Certificate) -> Result<(), Failed> {
    match opened.signers().any(|before| before.der() == certificate.der()) {
        true => Err(Failed::Said(WaitingError::SignedAlready.say())),
        false => Ok(()),
    }
}

/// The container with one signature more.
fn whole(bundle: &Blob, opened: &Opened<'_>, segments: &[Segment]) -> Result<(Blob, usize), Failed> {
    Ok((joined(segments, &bodies(opened, bundle)?)?, opened.signers().count() + 1))
}

/// The bytes of each part, where they are in the bundle.
fn bodies(opened: &Opened<'_>, bundle: &Blob) -> Result<Vec<JsValue>, Failed> {
    let parts = opened.parts().iter().zip(opened.places());
    let body = |(part, at): (&Part, &u64)| {
        let end = at.saturating_add(part.digests.size);
        bundle.slice_with_f64_and_f64(*at as f64, end as f64).map(JsValue::from)
    };
    parts.map(body).collect::<Result<_, _>>().map_err(|_| Failed::Said(unreadable()))
}

fn unreadable() -> Text {
    Text::new(
        "Không đọc được gói: tệp đã bị đổi tên, di chuyển hoặc sửa từ khi được chọn. Hãy chọn lại gói ở đầu trang và kiểm tra lại.",
        "The bundle cannot be read: the file was renamed, moved or changed since it was chosen. Choose it again at the top of the page and check it once more.",
    )
}
