//! Sealing in two steps, so that the private key may be anywhere: prepare the bytes to be signed, then finish with the signature.

use chrono::{DateTime, Datelike, SubsecRound, Utc};
use sha2::{Digest, Sha256};

use super::{
    Algorithm, Certificate, Digests, Opened, Part, PublicKey,
    name::{Clash, check_apart},
    xml_write,
    zip_write::{self, Content, Entry},
};

/// Most parts of a bundle.
pub const MAX_PARTS: usize = 2000;
/// Most signatures of a bundle.
pub const MAX_SIGNATURES: usize = 16;

pub(super) const MANIFEST_ENTRY: &str = "META-INF/manifest.xml";
pub(super) const MIMETYPE_ENTRY: &str = "mimetype";

/// The entry of the signature of this place.
pub(super) fn signatures_entry(place: usize) -> String {
    format!("META-INF/signatures{place}.xml")
}

/// A piece of the finished container.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Segment {
    /// These bytes.
    Bytes(Vec<u8>),
    /// All bytes of the part of this index, in the order given to [`prepare`].
    Part(usize),
}

/// A bundle that waits for its signature.
#[derive(Clone, Debug)]
pub struct Prepared {
    parts: Vec<Part>,
    certificate: Certificate,
    algorithm: Algorithm,
    signing_time: DateTime<Utc>,
    signed_properties: String,
    signed_info: String,
    before: Before,
}

/// The signatures that a bundle has already.
#[derive(Clone, Debug, Default)]
pub(super) struct Before {
    /// The signing time of the first, which every entry carries.
    pub(super) first: Option<DateTime<Utc>>,
    /// Their files, in order.
    pub(super) files: Vec<String>,
}

/// Why a bundle cannot be sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SealError {
    /// There is nothing to sign.
    NoParts,
    /// More than [`MAX_PARTS`].
    TooManyParts,
    /// The part of this index has the name of an earlier one, or one that differs only in case or Unicode form.
    TwinName(usize),
    /// The bytes are no certificate.
    NotACertificate,
    /// The algorithm is not one of the certificate's key.
    AlgorithmMismatch,
    /// There are [`MAX_SIGNATURES`] already.
    TooManySignatures,
    /// The signing time is outside the years that a container can write (1980 to 2107).
    SigningTime,
    /// The signature was not made over these bytes by the key of the certificate.
    WrongSignature,
}

/// Fixes everything but the signature. Whether the certificate *may* sign is asked before, with [`Certificate::faults`].
///
/// `signing_time` is cut to whole seconds. The same arguments give the same bytes on every machine.
///
/// # Errors
/// See [`SealError`].
pub fn prepare(
    parts: Vec<Part>,
    certificate_der: &[u8],
    algorithm: Algorithm,
    signing_time: DateTime<Utc>,
) -> Result<Prepared, SealError> {
    prepare_after(Before::default(), parts, certificate_der, algorithm, signing_time)
}

/// As [`prepare`], a further signature over the parts of a bundle, which leaves those before it as they are. [`Segment::Part`] then
/// means the part of this index in [`Opened::parts`].
///
/// # Errors
/// See [`SealError`].
pub fn prepare_further(
    opened: &Opened<'_>,
    certificate_der: &[u8],
    algorithm: Algorithm,
    signing_time: DateTime<Utc>,
) -> Result<Prepared, SealError> {
    prepare_after(opened.before(), opened.parts().to_vec(), certificate_der, algorithm, signing_time)
}

pub(super) fn prepare_after(
    before: Before,
    parts: Vec<Part>,
    certificate_der: &[u8],
    algorithm: Algorithm,
    signing_time: DateTime<Utc>,
) -> Result<Prepared, SealError> {
    if before.files.len() >= MAX_SIGNATURES {
        return Err(SealError::TooManySignatures);
    }
    check_parts(&parts)?;
    let certificate = check_signer(certificate_der, algorithm, signing_time)?;
    let signing_time = signing_time.trunc_subsecs(0);
    let signed_properties =
        xml_write::signed_properties(before.files.len(), &parts, &certificate.sha256(), signing_time);
    let properties_sha256 = Sha256::digest(signed_properties.as_bytes()).into();
    let named = parts.iter().map(|part| (part.name.as_str(), &part.digests.sha256));
    let signed_info = xml_write::signed_info(before.files.len(), named, &properties_sha256, algorithm);
    Ok(Prepared { parts, certificate, algorithm, signing_time, signed_properties, signed_info, before })
}

/// Whether a bundle can hold these parts.
pub(super) fn check_parts(parts: &[Part]) -> Result<(), SealError> {
    if parts.is_empty() {
        return Err(SealError::NoParts);
    }
    if parts.len() > MAX_PARTS {
        return Err(SealError::TooManyParts);
    }
    check_apart(parts.iter().map(|part| part.name.as_str()))
        .map_err(|(place, Clash::Same | Clash::Twin)| SealError::TwinName(place))
}

/// Whether the certificate can sign by the algorithm, and a bundle state the time.
pub(super) fn check_signer(
    certificate_der: &[u8],
    algorithm: Algorithm,
    signing_time: DateTime<Utc>,
) -> Result<Certificate, SealError> {
    let certificate = Certificate::from_der(certificate_der).map_err(|_| SealError::NotACertificate)?;
    if !certificate.key().is_some_and(|key| algorithm.fits(key)) {
        return Err(SealError::AlgorithmMismatch);
    }
    if !zip_write::YEARS.contains(&signing_time.year()) {
        return Err(SealError::SigningTime);
    }
    Ok(certificate)
}

/// Where the bytes of each part will begin in a container, in order. It depends on their names and sizes alone, so a part can be
/// written to its place while it is hashed.
#[must_use]
pub fn places(parts: &[Part]) -> Vec<u64> {
    let mut at = zip_write::local_header_size(MIMETYPE_ENTRY, xml_write::MIMETYPE.len() as u64);
    at += xml_write::MIMETYPE.len() as u64;
    let place = |part: &Part| {
        let begins = at.saturating_add(zip_write::local_header_size(part.name.as_str(), part.digests.size));
        at = begins.saturating_add(part.digests.size);
        begins
    };
    parts.iter().map(place).collect()
}

impl Prepared {
    /// The bytes to be signed: `ds:SignedInfo` in canonical form. The signing side hashes them as [`Algorithm`] says.
    #[must_use]
    pub fn to_be_signed(&self) -> &[u8] {
        self.signed_info.as_bytes()
    }

    /// SHA-256 of [`Self::to_be_signed`].
    #[must_use]
    pub fn to_be_signed_sha256(&self) -> [u8; 32] {
        Sha256::digest(self.signed_info.as_bytes()).into()
    }

    /// The container, once `signature` is proved to be the certificate's over [`Self::to_be_signed`]. ECDSA comes as r‖s.
    ///
    /// # Errors
    /// [`SealError::WrongSignature`].
    pub fn finish(&self, signature: &[u8]) -> Result<Vec<Segment>, SealError> {
        if self.is_signed_by(signature) { Ok(self.segments(signature)) } else { Err(SealError::WrongSignature) }
    }

    pub(super) fn is_signed_by(&self, signature: &[u8]) -> bool {
        let verify = |key: &PublicKey| self.algorithm.verify(key, self.to_be_signed(), signature);
        self.certificate.key().is_some_and(verify)
    }

    /// The container with this signature in it, whether right or wrong.
    pub(super) fn segments(&self, signature: &[u8]) -> Vec<Segment> {
        let mut files = self.before.files.clone();
        files.push(self.signatures(signature));
        self.container(&files)
    }

    /// The container with these signature files.
    pub(super) fn container(&self, files: &[String]) -> Vec<Segment> {
        let manifest = self.manifest();
        let names: Vec<String> = (0..files.len()).map(signatures_entry).collect();
        let whole = |name, text: &'static str| entry(name, text.as_bytes());
        let mut entries = vec![whole(MIMETYPE_ENTRY, xml_write::MIMETYPE)];
        entries.extend(self.parts.iter().enumerate().map(|(index, part)| Entry {
            name: part.name.as_str(),
            digests: part.digests,
            content: Content::Part(index),
        }));
        entries.push(entry(MANIFEST_ENTRY, manifest.as_bytes()));
        entries.extend(names.iter().zip(files).map(|(name, file)| entry(name, file.as_bytes())));
        zip_write::write(&entries, self.before.first.unwrap_or(self.signing_time))
    }

    pub(super) fn manifest(&self) -> String {
        xml_write::manifest(&self.parts)
    }

    pub(super) fn signatures(&self, signature: &[u8]) -> String {
        self.signatures_with("", signature)
    }

    /// The signature file with a timestamp (base64) on the signature.
    pub(super) fn timestamped(&self, signature: &[u8], token: &str) -> String {
        self.signatures_with(&xml_write::timestamped(self.before.files.len(), token), signature)
    }

    /// What a timestamp of the signature is over.
    pub(super) fn stamped(&self, signature: &[u8]) -> String {
        xml_write::stamped(self.before.files.len(), signature)
    }

    fn signatures_with(&self, unsigned: &str, signature: &[u8]) -> String {
        let (place, certificate) = (self.before.files.len(), self.certificate.der());
        xml_write::signatures(place, &self.signed_info, &self.signed_properties, unsigned, certificate, signature)
    }

    pub(super) fn signed_properties(&self) -> &str {
        &self.signed_properties
    }

    /// The parts, in order.
    #[must_use]
    pub fn parts(&self) -> &[Part] {
        &self.parts
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

pub(super) fn entry<'a>(name: &'a str, bytes: &'a [u8]) -> Entry<'a> {
    Entry { name, digests: Digests::of(bytes), content: Content::Bytes(bytes) }
}
