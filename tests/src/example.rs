//! The bytes that a signature is made over, for the example dossier beside the law.

use hoso_core::bundle::{Algorithm, Digests, contents, prepare};
use hoso_core::dossier::Dossier;
use hoso_core::json::{hex, sha256_hex};
use hoso_core::law::{Pack, PackRef};
use hoso_core::page::package;

/// A certificate made once for this; its key is gone.
const SIGNER: &[u8] = include_bytes!("../signer.der");
const EXAMPLE: &[u8] = include_bytes!("../../core/law/vn/tt-24-2014/example/grant.json");
const SIGNED_AT: &str = "2016-05-10T03:00:00Z";

/// SHA-256 of what is signed for the example under its law's pack. Each scan is taken to hold the name of its slot, so that every part differs.
///
/// # Errors
/// What went wrong on the way.
pub fn to_be_signed_sha256(packs: &[(Pack, PackRef)]) -> Result<String, String> {
    let mut dossier: Dossier = serde_json::from_slice(EXAMPLE).map_err(|error| error.to_string())?;
    let held = packs.iter().find(|(pack, _)| pack.id == dossier.pack.id);
    let (pack, reference) = held.ok_or("the example's law is not held")?;
    for (slot, papers) in &mut dossier.papers {
        for file in papers.iter_mut().filter_map(|paper| paper.file.as_mut()) {
            let digests = Digests::of(slot.to_string().as_bytes());
            (file.size, file.sha256) = (digests.size, Some(hex(&digests.sha256)));
        }
    }
    let package = package(pack, reference, &dossier).map_err(|error| error.to_string())?;
    let attached = package.attachments.iter().map(|file| Digests::of(file.slot.to_string().as_bytes()));
    let parts = contents(&package, &attached.collect::<Vec<_>>()).map_err(|error| format!("{error:?}"))?;
    let at = SIGNED_AT.parse().map_err(|error| format!("{error}"))?;
    let prepared = prepare(parts, SIGNER, Algorithm::EcdsaP256, at).map_err(|error| format!("{error:?}"))?;
    Ok(sha256_hex(prepared.to_be_signed()))
}
