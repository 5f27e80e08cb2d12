//! Sealing with a key at hand: drawn up, signed, put together.

use chrono::{DateTime, Utc};
use hoso_core::bundle::{Certificate, prepare};
use hoso_core::json::sha256_hex;
use hoso_core::page::{DOSSIER, Package};
use web_sys::{Blob, CryptoKey};

use super::drawing::{Source, draw, joined};
use super::sign::{algorithm, sign};
use super::wire::Failed;

/// What signs, and when.
pub struct Signer {
    /// The certificate, DER.
    pub certificate: Vec<u8>,
    /// The key.
    pub key: CryptoKey,
    /// The signing time.
    pub at: DateTime<Utc>,
}

/// Seals: gives the container, and SHA-256 of the dossier's signed JSON. `told` hears bytes done and bytes in all.
///
/// # Errors
/// Why it did not.
pub async fn seal(source: Source, signer: Signer, told: impl FnMut(u64, u64)) -> Result<(Blob, String), Failed> {
    let drawn = draw(source, told).await?;
    let certificate = Certificate::from_der(&signer.certificate).map_err(|_| Failed::Refused("certificate".into()))?;
    let algorithm = certificate.key().map(algorithm).ok_or(Failed::NotSigned)?;
    let prepared = prepare(drawn.parts, certificate.der(), algorithm, signer.at);
    let prepared = prepared.map_err(|error| Failed::Refused(format!("{error:?}")))?;
    let signature = sign(&signer.key, algorithm, prepared.to_be_signed()).await.map_err(|_| Failed::NotSigned)?;
    let segments = prepared.finish(&signature).map_err(|_| Failed::WrongSignature)?;
    Ok((joined(&segments, &drawn.bodies)?, reference(&drawn.package)))
}

fn reference(package: &Package) -> String {
    let page = package.pages.iter().find(|page| page.name == DOSSIER);
    page.map_or_else(String::new, |page| sha256_hex(&page.bytes))
}
