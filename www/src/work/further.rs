//! A further signature on a bundle, in the worker: over the same parts, those before it as they are.

use hoso_core::bundle::{Certificate, OpenError, Opened, Part, open, prepare_further};
use hoso_core::text::Text;
use wasm_bindgen::JsValue;
use web_sys::Blob;

use super::blob::BlobReader;
use super::drawing::joined;
use super::sealer::Signer;
use super::sign::{algorithm, sign};
use super::wire::Failed;

/// Signs a bundle of our own profile once more: gives the container, and how many signatures it has now.
///
/// # Errors
/// Why it did not.
pub async fn sign_further(bundle: &Blob, signer: Signer) -> Result<(Blob, usize), Failed> {
    let source = BlobReader::of(bundle.clone()).ok_or_else(|| Failed::Unreadable(String::new()))?;
    let opened = open(&source).map_err(|error| match error {
        OpenError::Refused(reason) => Failed::Said(Text::new(reason.vi, reason.en)),
        OpenError::Read(_) => Failed::Unreadable(String::new()),
    })?;
    let certificate = Certificate::from_der(&signer.certificate).map_err(|_| Failed::Refused("certificate".into()))?;
    if opened.signers().any(|before| before.der() == certificate.der()) {
        return Err(Failed::Said(Text::new(
            "Chứng thư số này đã ký gói rồi; người ký khác cần dùng chứng thư của mình.",
            "This certificate has signed the bundle already; another signer uses a certificate of their own.",
        )));
    }
    let algorithm = certificate.key().map(algorithm).ok_or(Failed::NotSigned)?;
    let prepared = prepare_further(&opened, certificate.der(), algorithm, signer.at);
    let prepared = prepared.map_err(|error| Failed::Said(error.say()))?;
    let signature = sign(&signer.key, algorithm, prepared.to_be_signed()).await.map_err(|_| Failed::NotSigned)?;
    let segments = prepared.finish(&signature).map_err(|_| Failed::WrongSignature)?;
    Ok((joined(&segments, &bodies(&opened, bundle)?)?, opened.signers().count() + 1))
}

/// The bytes of each part, where they are in the bundle.
fn bodies(opened: &Opened<'_>, bundle: &Blob) -> Result<Vec<JsValue>, Failed> {
    let parts = opened.parts().iter().zip(opened.places());
    let body = |(part, at): (&Part, &u64)| {
        let end = at.saturating_add(part.digests.size);
        bundle.slice_with_f64_and_f64(*at as f64, end as f64).map(JsValue::from)
    };
    parts.map(body).collect::<Result<_, _>>().map_err(|_| Failed::Unreadable(String::new()))
}
