//! Opening a container of our own profile: read, write anew what was read, and take it only where both are the same.

use sha2::{Digest, Sha256};

use super::{
    Certificate, Code, Digests, MediaType, OpenError, Part, PartName, ReadAt, Reason, SealError, Segment,
    read::bytes_at,
    seal::{
        Before, MANIFEST_ENTRY, MAX_PARTS, MAX_SIGNATURES, MIMETYPE_ENTRY, Prepared, prepare_after, signatures_entry,
    },
    xml_parse::has_doctype,
    xml_read::{self, Claim},
    xml_write::MIMETYPE,
    zip_read::{self, Stored},
};

/// Largest manifest or signature file: what [`super::MAX_PARTS`] parts with the longest names take.
const MAX_XML: u64 = 4 << 20;
const CHUNK: usize = 1 << 16;

/// A container whose every byte but those of its parts is what our writer makes of the values in it. Whether the parts are
/// the signed ones and the signatures are right is for [`super::verify_seal`] to say.
pub struct Opened<'a> {
    source: &'a dyn ReadAt,
    /// All over the same parts; there is at least one.
    signatures: Vec<Signed>,
    parts: Vec<Part>,
    /// Where the bytes of each part begin.
    places: Vec<u64>,
}

/// One signature as it stands in a container, right or wrong.
pub(super) struct Signed {
    pub(super) prepared: Prepared,
    pub(super) value: Vec<u8>,
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
    read(source, false)
}

/// Opens a container of our own to whose every signature a timestamp was added as [`super::ToStamp::raise`] adds it, and nothing else.
///
/// # Errors
/// As [`open`].
pub(super) fn open_raised(source: &dyn ReadAt) -> Result<Opened<'_>, OpenError> {
    read(source, true)
}

fn read(source: &dyn ReadAt, is_raised: bool) -> Result<Opened<'_>, OpenError> {
    let entries = zip_read::entries(source)?;
    let layout = layout(source, &entries)?;
    let manifest = text(source, layout.manifest)?;
    let mut signatures: Vec<Signed> = Vec::with_capacity(layout.signatures.len());
    let mut files = Vec::with_capacity(layout.signatures.len());
    for entry in layout.signatures {
        let before = before(&signatures);
        let file = text(source, entry)?;
        let signed = if is_raised {
            raised(&file, entry, layout.parts, before)?
        } else {
            signed(&file, entry, layout.parts, before)?
        };
        files.push(file);
        if signatures.first().is_some_and(|first| first.prepared.parts() != signed.prepared.parts()) {
            return Err(refuse(Code::SignaturesDisagree, &entry.name));
        }
        signatures.push(signed);
    }
    let Some(last) = signatures.last() else { return Err(Code::NoSignature.into()) };
    if has_doctype(&manifest) {
        return Err(refuse(Code::Doctype, MANIFEST_ENTRY));
    }
    if last.prepared.manifest() != manifest {
        return Err(refuse(Code::ManifestDiffers, MANIFEST_ENTRY));
    }
    let segments = if is_raised { last.prepared.container(&files) } else { last.prepared.segments(&last.value) };
    let places = same_bytes(source, last.prepared.parts(), segments)?;
    let parts = last.prepared.parts().to_vec();
    Ok(Opened { source, signatures, parts, places })
}

/// Reads a signature file and prepares anew what it claims.
fn signed(xml: &str, entry: &Stored, stored: &[Stored], before: Before) -> Result<Signed, OpenError> {
    let refuse = |code| refuse(code, &entry.name);
    let claim = xml_read::claim(xml).map_err(refuse)?;
    if Sha256::digest(&claim.certificate)[..] != claim.certificate_sha256 {
        return Err(refuse(Code::CertificateSubstituted));
    }
    let parts = parts(&claim, stored)?;
    let prepared = prepare_after(before, parts, &claim.certificate, claim.algorithm, claim.signing_time);
    let prepared = prepared.map_err(|error| match error {
        SealError::NotACertificate => refuse(Code::CertificateUnreadable),
        SealError::AlgorithmMismatch => refuse(unfit(&claim.certificate)),
        _ => refuse(Code::SignatureStructure),
    })?;
    if Sha256::digest(prepared.signed_properties().as_bytes())[..] != claim.properties_sha256 {
        return Err(refuse(Code::SignedPropertiesChanged));
    }
    Ok(Signed { prepared, value: claim.signature })
}

/// Why a certificate makes no signature of the algorithm that is stated.
fn unfit(certificate: &[u8]) -> Code {
    let certificate = Certificate::from_der(certificate).ok().filter(|certificate| certificate.key().is_none());
    certificate.map_or(Code::AlgorithmMismatch, |certificate| {
        if certificate.has_short_key() { Code::KeyTooShort } else { Code::Unsupported }
    })
}

/// The same of a signature file with a timestamp, which but for the token is what our writer makes.
fn raised(xml: &str, entry: &Stored, stored: &[Stored], before: Before) -> Result<Signed, OpenError> {
    let cut = |text: &str, name: &str| {
        let (head, rest) = text.split_once(&format!("<xades:{name}>"))?;
        let (inside, tail) = rest.split_once(&format!("</xades:{name}>"))?;
        Some((format!("{head}{tail}"), inside.to_owned()))
    };
    let differs = || refuse(Code::DiffersFromProfile, &entry.name);
    let (plain, unsigned) = cut(xml, "UnsignedProperties").ok_or_else(differs)?;
    let (_, token) = cut(&unsigned, "EncapsulatedTimeStamp").ok_or_else(differs)?;
    let signed = signed(&plain, entry, stored, before)?;
    if signed.prepared.timestamped(&signed.value, &token) == xml { Ok(signed) } else { Err(differs()) }
}

/// Whether a signature file is what our writer makes of its values once a timestamp was added, whatever the container is like.
pub(super) fn is_own_raised(xml: &str, place: usize) -> bool {
    let nothing = |name| Stored { name, crc32: 0, size: 0, data: 0 };
    let before = Before { first: None, files: vec![String::new(); place.min(MAX_SIGNATURES)] };
    xml_read::claim(xml).is_ok_and(|claim| {
        let names = claim.references.into_iter().take(MAX_PARTS).map(|(name, _)| nothing(name));
        let stored: Vec<Stored> = names.collect();
        raised(xml, &nothing(String::new()), &stored, before).is_ok()
    })
}

fn before(signatures: &[Signed]) -> Before {
    Before {
        first: signatures.first().map(|first| first.prepared.signing_time()),
        files: signatures.iter().map(|signed| signed.prepared.signatures(&signed.value)).collect(),
    }
}

fn refuse(code: Code, entry: &str) -> OpenError {
    OpenError::Refused(Reason::about(code, entry))
}

impl Opened<'_> {
    /// The parts, in order.
    #[must_use]
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// Where the bytes of each part begin in the container, in order.
    #[must_use]
    pub fn places(&self) -> &[u64] {
        &self.places
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

    /// The certificates of those who signed, as they stand in the container; whether they did is for [`super::verify_seal`] to say.
    pub fn signers(&self) -> impl Iterator<Item = &Certificate> {
        self.signatures.iter().map(|signed| signed.prepared.certificate())
    }

    /// What a timestamp of each signature is over, in their order (EN 319 132-1 5.3): `ds:SignatureValue`, canonical.
    pub fn stamped(&self) -> impl Iterator<Item = Vec<u8>> {
        self.signatures.iter().map(|signed| signed.prepared.stamped(&signed.value).into_bytes())
    }

    /// The container with a timestamp (base64) on each signature.
    pub(super) fn raised(&self, tokens: &[String]) -> Option<Vec<Segment>> {
        let files = self.signatures.iter().zip(tokens);
        let files: Vec<String> =
            files.map(|(signed, token)| signed.prepared.timestamped(&signed.value, token)).collect();
        let last = self.signatures.last()?;
        (self.signatures.len() == tokens.len()).then(|| last.prepared.container(&files))
    }

    pub(super) fn signatures(&self) -> &[Signed] {
        &self.signatures
    }

    pub(super) fn before(&self) -> Before {
        before(&self.signatures)
    }
}

struct Layout<'a> {
    parts: &'a [Stored],
    manifest: &'a Stored,
    signatures: &'a [Stored],
}

/// `mimetype`, the parts, the manifest, the signatures: in this order and nothing else.
fn layout<'a>(source: &dyn ReadAt, entries: &'a [Stored]) -> Result<Layout<'a>, OpenError> {
    let has = |name: &str| entries.iter().any(|entry| entry.name == name);
    let first = entries.first().filter(|entry| entry.name == MIMETYPE_ENTRY);
    let Some(first) = first else {
        return Err(if has(MIMETYPE_ENTRY) { Code::MimetypeNotFirst } else { Code::NotAsicE }.into());
    };
    if first.size != MIMETYPE.len() as u64 || bytes_at(source, first.data, MIMETYPE.len())? != MIMETYPE.as_bytes() {
        return Err(Code::NotAsicE.into());
    }
    if !has(&signatures_entry(0)) {
        return Err(Code::NoSignature.into());
    }
    let Some(at) = entries.iter().position(|entry| entry.name == MANIFEST_ENTRY) else {
        return Err(Code::ManifestMissing.into());
    };
    let (parts, signatures) = (entries.get(1..at).unwrap_or_default(), entries.get(at + 1..).unwrap_or_default());
    let mut numbered = signatures.iter().enumerate();
    let misplaced = numbered.find_map(|(place, entry)| (entry.name != signatures_entry(place)).then_some(entry));
    let stray = parts.iter().chain(misplaced).find(|entry| entry.name.starts_with("META-INF/"));
    if let Some(stray) = stray {
        return Err(refuse(Code::UnexpectedEntry, &stray.name));
    }
    let manifest = entries.get(at).filter(|_| misplaced.is_none()).ok_or(Code::DiffersFromProfile)?;
    Ok(Layout { parts, manifest, signatures })
}

/// The text of an entry that describes the container.
pub(super) fn text(source: &dyn ReadAt, entry: &Stored) -> Result<String, OpenError> {
    String::from_utf8(bytes(source, entry)?).map_err(|_| refuse(Code::XmlMalformed, &entry.name))
}

/// The bytes of an entry that describes the container.
pub(super) fn bytes(source: &dyn ReadAt, entry: &Stored) -> Result<Vec<u8>, OpenError> {
    let size = usize::try_from(entry.size.min(MAX_XML + 1)).map_err(|_| refuse(Code::TooLarge, &entry.name))?;
    if entry.size > MAX_XML {
        return Err(refuse(Code::TooLarge, &entry.name));
    }
    let bytes = bytes_at(source, entry.data, size)?;
    if Digests::of(&bytes).crc32 != entry.crc32 {
        return Err(refuse(Code::WrongCrc, &entry.name));
    }
    Ok(bytes)
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
pub(super) fn same_bytes(source: &dyn ReadAt, parts: &[Part], segments: Vec<Segment>) -> Result<Vec<u64>, OpenError> {
    let mut position = 0_u64;
    let mut places = Vec::with_capacity(parts.len());
    for segment in segments {
        match segment {
            Segment::Part(index) => {
                places.push(position);
                let size = parts.get(index).map_or(0, |part| part.digests.size);
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
