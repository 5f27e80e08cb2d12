//! Opening a container of the second profile: all of it but the bytes of the parts is what our writer makes of the values in it, whoever
//! signed.

use chrono::{DateTime, Utc};

use super::signed_data::written;
use super::{ASIC_MANIFEST_ENTRY, AsicManifest, P7S_ENTRY, stamp};
use crate::bundle::cms::signed_data::SignedData;
use crate::bundle::foreign::{Manifest, Reference, manifest};
use crate::bundle::open::{bytes, same_bytes, text};
use crate::bundle::seal::MIMETYPE_ENTRY;
use crate::bundle::zip_read::{self, Stored};
use crate::bundle::{Code, Digests, MediaType, OpenError, Part, PartName, ReadAt, Reason, Segment, algorithm::Hash};

/// A container of this profile. Whether the parts are the signed ones and the signature is right is for [`crate::bundle::verify_seal`] to
/// say.
pub struct OpenedCades {
    manifest: AsicManifest,
    p7s: Vec<u8>,
    signing_time: DateTime<Utc>,
    places: Vec<u64>,
}

/// Opens a container of this profile.
///
/// # Errors
/// [`OpenError::Refused`] with the reason, or [`OpenError::Read`] where the medium failed.
pub fn open_cades(source: &dyn ReadAt) -> Result<OpenedCades, OpenError> {
    let entries = zip_read::entries(source)?;
    let [first, stored @ .., listed, signature] = entries.as_slice() else {
        return Err(Code::DiffersFromProfile.into());
    };
    if [&first.name, &listed.name, &signature.name] != [MIMETYPE_ENTRY, ASIC_MANIFEST_ENTRY, P7S_ENTRY] {
        return Err(Code::DiffersFromProfile.into());
    }
    let xml = text(source, listed)?;
    let manifest = AsicManifest::new(parts(&manifest(&xml)?, stored)?).map_err(|_| Code::DiffersFromProfile)?;
    if manifest.bytes() != xml.as_bytes() {
        return Err(Code::DiffersFromProfile.into());
    }
    let p7s = bytes(source, signature)?;
    let data = SignedData::read(&p7s)?;
    let signing_time = data.signing_time().ok_or(Code::SignatureStructure)?;
    if !is_own(&data, &p7s)? {
        return Err(OpenError::Refused(Reason::about(Code::DiffersFromProfile, P7S_ENTRY)));
    }
    let places = same_bytes(source, manifest.parts(), manifest.segments(&p7s, signing_time))?;
    Ok(OpenedCades { manifest, p7s, signing_time, places })
}

impl OpenedCades {
    /// The parts, in order.
    #[must_use]
    pub fn parts(&self) -> &[Part] {
        self.manifest.parts()
    }

    /// Where the bytes of each part begin in the container, in order.
    #[must_use]
    pub fn places(&self) -> &[u64] {
        &self.places
    }

    /// What a timestamp of the signature is over (EN 319 122-1 5.3): the signature value. `None` where it has a timestamp already.
    #[must_use]
    pub fn stamped(&self) -> Option<Vec<u8>> {
        let data = SignedData::read(&self.p7s).ok().filter(|data| data.timestamp().is_none())?;
        Some(data.signature.to_vec())
    }

    /// The container with a timestamp token (DER) on the signature, of which no signed byte changes.
    pub(in crate::bundle) fn raised(&self, token: &[u8]) -> Option<Vec<Segment>> {
        let p7s = stamp::with_timestamp(&self.p7s, token)?;
        Some(self.manifest.segments(&p7s, self.signing_time))
    }
}

/// Whether a signature is as our writer has it, with the timestamp that it carries.
pub(in crate::bundle) fn is_own(data: &SignedData<'_>, p7s: &[u8]) -> Result<bool, Code> {
    let plain = written(data, &data.certificate(&[])?);
    let anew = match data.timestamp() {
        Some(token) => plain.and_then(|plain| stamp::with_timestamp(&plain, token)),
        None => plain,
    };
    Ok(anew.is_some_and(|anew| anew == p7s))
}

/// Whether a manifest is one that our writer makes. It is signed, so nobody can take that away and keep the signature.
pub(in crate::bundle) fn is_own_manifest(xml: &str, listed: &Manifest) -> bool {
    // Neither size nor checksum stands in a manifest.
    let parts = listed.references.iter().map(|listed| part(listed, 0, 0)).collect::<Option<Vec<Part>>>();
    parts.is_some_and(|parts| super::manifest::write(&parts) == xml)
}

/// Joins each stored entry with what the manifest says of it.
fn parts(manifest: &Manifest, stored: &[Stored]) -> Result<Vec<Part>, Code> {
    if manifest.references.len() != stored.len() {
        return Err(Code::DiffersFromProfile);
    }
    let mut parts = Vec::with_capacity(stored.len());
    for (entry, listed) in stored.iter().zip(&manifest.references) {
        let part = part(listed, entry.crc32, entry.size).filter(|part| part.name.as_str() == entry.name);
        parts.push(part.ok_or(Code::DiffersFromProfile)?);
    }
    Ok(parts)
}

fn part(listed: &Reference, crc32: u32, size: u64) -> Option<Part> {
    let Reference { name, hash, digest, media_type } = listed;
    let sha256 = digest.as_slice().try_into().ok().filter(|_| *hash == Hash::Sha256)?;
    Some(Part {
        name: PartName::new(name).ok()?,
        media_type: MediaType::new(media_type.as_deref()?)?,
        digests: Digests { sha256, crc32, size },
    })
}
