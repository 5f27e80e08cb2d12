//! A bundle drawn up in the worker: every file read through and compared with what was attached, the pages made; and the pieces put
//! together in the end, so that the bytes of attachments never pass through memory as a whole.

use std::collections::BTreeMap;

use hoso_core::bundle::{Digests, Part, Segment, contents};
use hoso_core::dossier::Dossier;
use hoso_core::json::hex;
use hoso_core::law::load;
use hoso_core::page::{Attachment, Package, package};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag};

use super::blob;
use super::wire::Failed;

const CONTAINER: &str = "application/vnd.etsi.asic-e+zip";

/// What is drawn up from.
pub struct Source {
    /// The dossier.
    pub dossier: Dossier,
    /// The compiled pack's bytes.
    pub pack: Vec<u8>,
    /// The files, by the names that the dossier has them under.
    pub files: BTreeMap<String, Blob>,
}

/// Everything of a bundle but its signature.
pub struct Drawn {
    /// The pages.
    pub package: Package,
    /// What is signed of pages and files.
    pub parts: Vec<Part>,
    /// The names of the attached files, as the dossier has them, in their order.
    pub names: Vec<String>,
    /// The bytes of each part, or the file they are in.
    pub bodies: Vec<JsValue>,
}

/// Draws up. `told` hears bytes done and bytes in all.
///
/// # Errors
/// Why it did not.
pub async fn draw(mut source: Source, told: impl FnMut(u64, u64)) -> Result<Drawn, Failed> {
    let digests = read(&source.files, told).await?;
    attach(&mut source.dossier, &digests)?;
    let (pack, reference) = load(&source.pack).map_err(refused)?;
    let package = package(&pack, &reference, &source.dossier).map_err(refused)?;
    let names: Vec<String> = files(&package, &source.dossier)?.into_iter().map(str::to_owned).collect();
    let attached: Vec<Digests> = names.iter().filter_map(|name| digests.get(name)).copied().collect();
    let parts = contents(&package, &attached).map_err(|error| Failed::Refused(format!("{error:?}")))?;
    let bodies = bodies(&package, &names, &source.files);
    Ok(Drawn { package, parts, names, bodies })
}

/// The container out of its pieces.
///
/// # Errors
/// When the browser cannot put it together.
pub fn joined(segments: &[Segment], bodies: &[JsValue]) -> Result<Blob, Failed> {
    let broken = || Failed::Refused("container".into());
    let pieces = Array::new();
    for segment in segments {
        match segment {
            Segment::Bytes(bytes) => pieces.push(&Uint8Array::from(bytes.as_slice())),
            Segment::Part(index) => pieces.push(bodies.get(*index).ok_or_else(broken)?),
        };
    }
    let kind = BlobPropertyBag::new();
    kind.set_type(CONTAINER);
    Blob::new_with_blob_sequence_and_options(pieces.unchecked_ref(), &kind).map_err(|_| broken())
}

/// The digests of files.
///
/// # Errors
/// When one cannot be read.
pub async fn read(
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
fn bodies(package: &Package, names: &[String], blobs: &BTreeMap<String, Blob>) -> Vec<JsValue> {
    let pages = package.pages.iter().map(|page| Uint8Array::from(page.bytes.as_slice()).into());
    let files = names.iter().filter_map(|name| blobs.get(name)).map(|blob| blob.clone().into());
    pages.chain(files).collect()
}

/// What core would not have.
pub fn refused(error: impl std::fmt::Display) -> Failed {
    Failed::Refused(error.to_string())
}
