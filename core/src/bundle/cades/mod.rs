//! The second profile: ASiC-E with CAdES (EN 319 162-1 clause 4.4, EN 319 122-1 clause 6, level B-B). A manifest names every part
//! with its digest, and a detached CMS signature covers the manifest: so a token's own software, which can sign no more than a
//! file, signs a whole bundle.
//!
//! [`AsicManifest::new`], then either have the file signed and [`AsicManifest::finish`] with what came back, or
//! [`AsicManifest::prepare`] the bytes that a key signs and [`PreparedCades::finish`].

mod import;
mod manifest;
mod open;
mod signed_data;
mod stamp;

use chrono::{DateTime, Datelike, SubsecRound, Utc};

use super::seal::{self, MIMETYPE_ENTRY, entry};
use super::zip_write::{self, Content, Entry};
use super::{Algorithm, Certificate, Part, SealError, Segment, xml_write};

pub use import::{Imported, P7sError};
pub use open::{OpenedCades, open_cades};
pub(super) use open::{is_own, is_own_manifest};

/// The manifest that is signed.
pub(super) const ASIC_MANIFEST_ENTRY: &str = "META-INF/ASiCManifest.xml";
/// Its signature.
pub(super) const P7S_ENTRY: &str = "META-INF/signature0.p7s";

/// The parts of a bundle and the manifest that names them: the file to be signed.
#[derive(Clone, Debug)]
pub struct AsicManifest {
    parts: Vec<Part>,
    xml: String,
}

/// A bundle of this profile that waits for its signature.
#[derive(Clone, Debug)]
pub struct PreparedCades {
    manifest: AsicManifest,
    certificate: Certificate,
    algorithm: Algorithm,
    signing_time: DateTime<Utc>,
    attributes: Vec<u8>,
}

impl AsicManifest {
    /// The manifest of these parts.
    ///
    /// # Errors
    /// See [`SealError`].
    pub fn new(parts: Vec<Part>) -> Result<Self, SealError> {
        seal::check_parts(&parts)?;
        let xml = manifest::write(&parts);
        Ok(Self { parts, xml })
    }

    /// The bytes of the file to be signed.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        self.xml.as_bytes()
    }

    /// The parts, in order.
    #[must_use]
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// Fixes everything but the signature. `signing_time` is cut to whole seconds.
    ///
    /// # Errors
    /// See [`SealError`].
    pub fn prepare(
        self,
        certificate_der: &[u8],
        algorithm: Algorithm,
        signing_time: DateTime<Utc>,
    ) -> Result<PreparedCades, SealError> {
        let certificate = seal::check_signer(certificate_der, algorithm, signing_time)?;
        let signing_time = signing_time.trunc_subsecs(0);
        let attributes = signed_data::signed_attributes(self.bytes(), &certificate, algorithm, signing_time);
        Ok(PreparedCades { manifest: self, certificate, algorithm, signing_time, attributes })
    }

    /// The container with a signature that other software made over [`Self::bytes`]: a detached CMS signature (`.p7s`) as DER, BER,
    /// PEM or base64. Whether the certificate *may* sign is for the caller to ask, with [`Certificate::faults`].
    ///
    /// # Errors
    /// See [`P7sError`].
    pub fn finish(&self, p7s: &[u8]) -> Result<Imported, P7sError> {
        let read = import::read(p7s, self.bytes())?;
        if !zip_write::YEARS.contains(&read.signing_time.year()) {
            return Err(P7sError::NoSigningTime);
        }
        let segments = self.segments(&read.der, read.signing_time);
        let import::Read { certificate, signing_time, others, .. } = read;
        Ok(Imported { certificate, signing_time, others, segments })
    }

    fn segments(&self, p7s: &[u8], at: DateTime<Utc>) -> Vec<Segment> {
        let mut entries = vec![entry(MIMETYPE_ENTRY, xml_write::MIMETYPE.as_bytes())];
        entries.extend(self.parts.iter().enumerate().map(|(index, part)| Entry {
            name: part.name.as_str(),
            digests: part.digests,
            content: Content::Part(index),
        }));
        entries.push(entry(ASIC_MANIFEST_ENTRY, self.bytes()));
        entries.push(entry(P7S_ENTRY, p7s));
        zip_write::write(&entries, at)
    }
}

impl PreparedCades {
    /// The bytes to be signed: the signed attributes as a `SET OF` (RFC 5652 5.4). The signing side hashes them as [`Algorithm`]
    /// says.
    #[must_use]
    pub fn to_be_signed(&self) -> &[u8] {
        &self.attributes
    }

    /// The container, once `signature` is proved to be the certificate's over [`Self::to_be_signed`]. ECDSA comes as r‖s.
    ///
    /// # Errors
    /// [`SealError::WrongSignature`].
    pub fn finish(&self, signature: &[u8]) -> Result<Vec<Segment>, SealError> {
        let is_right = |key| self.algorithm.verify(key, &self.attributes, signature);
        if !self.certificate.key().is_some_and(is_right) {
            return Err(SealError::WrongSignature);
        }
        let p7s = signed_data::signed_data(&self.certificate, self.algorithm, &self.attributes, signature);
        let p7s = p7s.ok_or(SealError::WrongSignature)?;
        Ok(self.manifest.segments(&p7s, self.signing_time))
    }

    /// The manifest that the signature covers.
    #[must_use]
    pub const fn manifest(&self) -> &AsicManifest {
        &self.manifest
    }

    /// The signer's certificate.
    #[must_use]
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// How it is to be signed.
    #[must_use]
    pub const fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// The signing time stated, in whole seconds.
    #[must_use]
    pub const fn signing_time(&self) -> DateTime<Utc> {
        self.signing_time
    }
}
