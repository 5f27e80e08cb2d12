//! Sealing: every file read through and compared with what was attached, the bundle drawn up, signed, and put together out of
//! pieces, so that the bytes of attachments never pass through memory as a whole.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use hoso_core::bundle::{Certificate, Digests, Segment, contents, prepare};
use hoso_core::dossier::Dossier;
use hoso_core::json::{hex, sha256_hex};
use hoso_core::law::load;
use hoso_core::page::{Attachment, DOSSIER, Package, package};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, CryptoKey};

use super::blob;
use super::sign::{algorithm, sign};
use super::wire::Failed;

const CONTAINER: &str = "application/vnd.etsi.asic-e+zip";

/// What is sealed.
pub struct Job {
    /// The dossier.
    pub dossier: Dossier,
    /// The compiled pack's bytes.
    pub pack: Vec<u8>,
    /// The certificate, DER.
    pub certificate: Vec<u8>,
    /// The key.
    pub key: CryptoKey,
    /// The files, by the names that the dossier has them under.
    pub files: BTreeMap<String, Blob>,
    /// The signing time.
    pub at: DateTime<Utc>,
}

/// Seals: gives the container, and SHA-256 of the dossier's signed JSON. `told` hears bytes done and bytes in all.
///
/// # Errors
/// Why it did not.
pub async fn seal(mut job: Job, told: impl FnMut(u64, u64)) -> Result<(Blob, String), Failed> {
    let digests = read(&job.files, told).await?;
    attach(&mut job.dossier, &digests)?;
    let (pack, reference) = load(&job.pack).map_err(refused)?;
    let package = package(&pack, &reference, &job.dossier).map_err(refused)?;
    let names = files(&package, &job.dossier)?;
    let attached: Vec<Digests> = names.iter().filter_map(|name| digests.get(*name)).copied().collect();
    let parts = contents(&package, &attached).map_err(|error| Failed::Refused(format!("{error:?}")))?;
    let bodies = bodies(&package, &names, &job.files);
    let certificate = Certificate::from_der(&job.certificate).map_err(|_| Failed::Refused("certificate".into()))?;
    let algorithm = certificate.key().map(algorithm).ok_or(Failed::NotSigned)?;
    let prepared =
        prepare(parts, &job.certificate, algorithm, job.at).map_err(|error| Failed::Refused(format!("{error:?}")))?;
    let signature = sign(&job.key, algorithm, prepared.to_be_signed()).await.map_err(|_| Failed::NotSigned)?;
    let segments = prepared.finish(&signature).map_err(|_| Failed::WrongSignature)?;
    let container = joined(&segments, &bodies).ok_or_else(|| Failed::Refused("container".into()))?;
    let signed =
        package.pages.iter().find(|page| page.name == DOSSIER).map_or_else(String::new, |page| sha256_hex(&page.bytes));
    Ok((container, signed))
}

async fn read(
    files: &BTreeMap<String, Blob>,
    mut told: impl FnMut(u64, u64),
) -> Result<BTreeMap<String, Digests>, Failed> {
    let all = files.values().map(crate::attach::bytes).sum();
    let mut done = 0;
    let mut digests = BTreeMap::new();
    for (name, file) in files {
        let of = blob::digests(file, |chunk| {
            done += chunk;
            told(done, all);
        });
        digests.insert(name.clone(), of.await.map_err(|_| Failed::Unreadable(name.clone()))?);
    }
    Ok(digests)
}

/// What the dossier says of each file must be what the file is now.
fn attach(dossier: &mut Dossier, digests: &BTreeMap<String, Digests>) -> Result<(), Failed> {
    for file in dossier.papers.values_mut().flatten().filter_map(|paper| paper.file.as_mut()) {
        let of = digests.get(&file.name).ok_or_else(|| Failed::Unreadable(file.name.clone()))?;
        let sha256 = hex(&of.sha256);
        if file.size != of.size || file.sha256.as_ref().is_some_and(|said| *said != sha256) {
            return Err(Failed::Changed(file.name.clone()));
        }
        file.sha256 = Some(sha256);
    }
    Ok(())
}

/// The files of the attachments, in the order in which they stand in the bundle.
fn files<'a>(package: &Package, dossier: &'a Dossier) -> Result<Vec<&'a str>, Failed> {
    let name = |attachment: &Attachment| {
        let paper = dossier.papers.get(&attachment.slot).and_then(|papers| papers.get(attachment.index));
        let file = paper.and_then(|paper| paper.file.as_ref()).map(|file| file.name.as_str());
        file.ok_or_else(|| Failed::Unreadable(attachment.name.clone()))
    };
    package.attachments.iter().map(name).collect()
}

/// What the container is made of: the bytes of pages and the files themselves.
fn bodies(package: &Package, names: &[&str], blobs: &BTreeMap<String, Blob>) -> Vec<JsValue> {
    let pages = package.pages.iter().map(|page| Uint8Array::from(page.bytes.as_slice()).into());
    let files = names.iter().filter_map(|name| blobs.get(*name)).map(|blob| blob.clone().into());
    pages.chain(files).collect()
}

fn joined(segments: &[Segment], bodies: &[JsValue]) -> Option<Blob> {
    let pieces = Array::new();
    for segment in segments {
        match segment {
            Segment::Bytes(bytes) => pieces.push(&Uint8Array::from(bytes.as_slice())),
            Segment::Part(index) => pieces.push(bodies.get(*index)?),
        };
    }
    let kind = BlobPropertyBag::new();
    kind.set_type(CONTAINER);
    Blob::new_with_blob_sequence_and_options(pieces.unchecked_ref(), &kind).ok()
}

fn refused(error: impl std::fmt::Display) -> Failed {
    Failed::Refused(error.to_string())
}
