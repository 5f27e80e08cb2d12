//! Opening a container of our own profile: read, write anew what was read, and take it only where both are the same.

use sha2::{Digest, Sha256};

use super::{
    Code, Digests, MediaType, OpenError, Part, PartName, ReadAt, Reason, SealError, Segment,
    read::bytes_at,
    seal::{MANIFEST_ENTRY, MIMETYPE_ENTRY, Prepared, SIGNATURES_ENTRY, prepare},
    xml_read::{self, Claim},
    xml_write::MIMETYPE,
    zip_read::{self, Stored},
};

/// Largest manifest or signature file: what [`super::MAX_PARTS`] parts with the longest names take.
const MAX_XML: u64 = 4 << 20;
const CHUNK: usize = 1 << 16;

/// A container whose every byte but those of its parts is what our writer makes of the values in it. Whether the parts are
/// the signed ones and the signature is right is for [`super::verify_seal`] to say.
pub struct Opened<'a> {
    source: &'a dyn ReadAt,
    prepared: Prepared,
    signature: Vec<u8>,
    /// Where the bytes of each part begin.
    places: Vec<u64>,
}

/// Why a part was not read.
#[derive(Debug)]
pub enum PartError {
    /// There is no part of this name.
    Absent,
    /// It is larger than the caller takes.
    TooLarge,
    /// Its bytes are not the signed ones.
    Changed,
    /// The medium failed.
    Read(std::io::Error),
}

/// Opens a container.
///
/// # Errors
/// [`OpenError::Refused`] with the reason, or [`OpenError::Read`] where the medium failed.
pub fn open(source: &dyn ReadAt) -> Result<Opened<'_>, OpenError> {
    let entries = zip_read::entries(source)?;
    let layout = layout(source, &entries)?;
    let claim = xml_read::claim(&text(source, layout.signatures)?)
        .map_err(|code| OpenError::Refused(Reason::about(code, SIGNATURES_ENTRY)))?;
    let manifest = text(source, layout.manifest)?;
    if xml_read::has_doctype(&manifest) {
        return Err(OpenError::Refused(Reason::about(Code::Doctype, MANIFEST_ENTRY)));
    }
    if Sha256::digest(&claim.certificate)[..] != claim.certificate_sha256 {
        return Err(Code::CertificateSubstituted.into());
    }
    let parts = parts(&claim, layout.parts)?;
    let prepared =
        prepare(parts, &claim.certificate, claim.algorithm, claim.signing_time).map_err(|error| match error {
            SealError::NotACertificate => Code::CertificateUnreadable,
            SealError::AlgorithmMismatch => Code::AlgorithmMismatch,
            _ => Code::SignatureStructure,
        })?;
    if Sha256::digest(prepared.signed_properties().as_bytes())[..] != claim.properties_sha256 {
        return Err(Code::SignedPropertiesChanged.into());
    }
    if prepared.manifest() != manifest {
        return Err(OpenError::Refused(Reason::about(Code::ManifestDiffers, MANIFEST_ENTRY)));
    }
    let places = same_bytes(source, &prepared, &claim.signature)?;
    Ok(Opened { source, prepared, signature: claim.signature, places })
}

impl Opened<'_> {
    /// The parts, in order.
    #[must_use]
    pub fn parts(&self) -> &[Part] {
        self.prepared.parts()
    }

    /// The bytes of a part, proved to be those that the signature names. For parts that fit in memory: at most `max` bytes.
    ///
    /// # Errors
    /// See [`PartError`].
    pub fn read_part(&self, name: &str, max: u64) -> Result<Vec<u8>, PartError> {
        let found = self.parts().iter().zip(&self.places).find(|(part, _)| part.name.as_str() == name);
        let (part, &place) = found.ok_or(PartError::Absent)?;
        if part.digests.size > max {
            return Err(PartError::TooLarge);
        }
        let size = usize::try_from(part.digests.size).map_err(|_| PartError::TooLarge)?;
        let bytes = bytes_at(self.source, place, size).map_err(PartError::Read)?;
        if Digests::of(&bytes) == part.digests { Ok(bytes) } else { Err(PartError::Changed) }
    }

    pub(super) const fn source(&self) -> &dyn ReadAt {
        self.source
    }

    pub(super) const fn prepared(&self) -> &Prepared {
        &self.prepared
    }

    pub(super) fn signature(&self) -> &[u8] {
        &self.signature
    }

    pub(super) fn places(&self) -> &[u64] {
        &self.places
    }
}

struct Layout<'a> {
    parts: &'a [Stored],
    manifest: &'a Stored,
    signatures: &'a Stored,
}

/// `mimetype`, the parts, the manifest, the signature: in this order and nothing else.
fn layout<'a>(source: &dyn ReadAt, entries: &'a [Stored]) -> Result<Layout<'a>, OpenError> {
    let has = |name: &str| entries.iter().any(|entry| entry.name == name);
    let first = entries.first().filter(|entry| entry.name == MIMETYPE_ENTRY);
    let Some(first) = first else {
        return Err(if has(MIMETYPE_ENTRY) { Code::MimetypeNotFirst } else { Code::NotAsicE }.into());
    };
    if first.size != MIMETYPE.len() as u64 || bytes_at(source, first.data, MIMETYPE.len())? != MIMETYPE.as_bytes() {
        return Err(Code::NotAsicE.into());
    }
    if !has(SIGNATURES_ENTRY) {
        return Err(Code::NoSignature.into());
    }
    if !has(MANIFEST_ENTRY) {
        return Err(Code::ManifestMissing.into());
    }
    let Some([_, parts @ .., manifest, signatures]) = Some(entries) else { return Err(Code::ManifestMissing.into()) };
    if let Some(stray) = parts.iter().find(|entry| entry.name.starts_with("META-INF/")) {
        return Err(OpenError::Refused(Reason::about(Code::UnexpectedEntry, &stray.name)));
    }
    if manifest.name != MANIFEST_ENTRY || signatures.name != SIGNATURES_ENTRY {
        return Err(Code::DiffersFromProfile.into());
    }
    Ok(Layout { parts, manifest, signatures })
}

fn text(source: &dyn ReadAt, entry: &Stored) -> Result<String, OpenError> {
    let refuse = |code| OpenError::Refused(Reason::about(code, &entry.name));
    let size = usize::try_from(entry.size.min(MAX_XML + 1)).map_err(|_| refuse(Code::TooLarge))?;
    if entry.size > MAX_XML {
        return Err(refuse(Code::TooLarge));
    }
    let bytes = bytes_at(source, entry.data, size)?;
    if Digests::of(&bytes).crc32 != entry.crc32 {
        return Err(refuse(Code::WrongCrc));
    }
    String::from_utf8(bytes).map_err(|_| refuse(Code::XmlMalformed))
}

/// Joins each stored entry with the reference and the media type that the signature gives for it.
fn parts(claim: &Claim, stored: &[Stored]) -> Result<Vec<Part>, OpenError> {
    let refuse = |code, name: &str| Err(OpenError::Refused(Reason::about(code, name)));
    for entry in stored {
        if PartName::new(&entry.name).is_err() {
            return refuse(Code::UnsafeName, &entry.name);
        }
        if !claim.references.iter().any(|(name, _)| *name == entry.name) {
            return refuse(Code::PartNotSigned, &entry.name);
        }
    }
    if let Some((name, _)) = claim.references.iter().find(|(name, _)| !stored.iter().any(|entry| entry.name == *name)) {
        return refuse(Code::PartMissing, name);
    }
    if claim.references.len() != stored.len() || claim.media_types.len() != stored.len() {
        return Err(Code::SignatureStructure.into());
    }
    let mut parts = Vec::with_capacity(stored.len());
    for ((entry, (name, sha256)), media_type) in stored.iter().zip(&claim.references).zip(&claim.media_types) {
        if *name != entry.name {
            return Err(Code::DiffersFromProfile.into());
        }
        parts.push(Part {
            name: PartName::new(name).map_err(|_| Code::UnsafeName)?,
            media_type: MediaType::new(media_type).ok_or(Code::SignatureStructure)?,
            digests: Digests { sha256: *sha256, crc32: entry.crc32, size: entry.size },
        });
    }
    Ok(parts)
}

/// Compares the container with what our writer makes of it, all but the bytes of the parts; gives where those begin.
fn same_bytes(source: &dyn ReadAt, prepared: &Prepared, signature: &[u8]) -> Result<Vec<u64>, OpenError> {
    let mut position = 0_u64;
    let mut places = Vec::with_capacity(prepared.parts().len());
    for segment in prepared.segments(signature) {
        match segment {
            Segment::Part(index) => {
                places.push(position);
                let size = prepared.parts().get(index).map_or(0, |part| part.digests.size);
                position = position.checked_add(size).ok_or(Code::DiffersFromProfile)?;
            }
            Segment::Bytes(bytes) => {
                let end = position.checked_add(bytes.len() as u64).filter(|&end| end <= source.len());
                let end = end.ok_or(Code::DiffersFromProfile)?;
                for chunk in bytes.chunks(CHUNK) {
                    if bytes_at(source, position, chunk.len())? != chunk {
                        return Err(Code::DiffersFromProfile.into());
                    }
                    position += chunk.len() as u64;
                }
                position = end;
            }
        }
    }
    if position == source.len() { Ok(places) } else { Err(Code::DiffersFromProfile.into()) }
}
