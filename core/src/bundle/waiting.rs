//! Sealing that is broken off before the signature and gone on with later: what was fixed, as [`Waiting`], and back.

use base64ct::{Base64, Encoding};
use chrono::{DateTime, Utc};

use super::{Algorithm, AsicManifest, Digests, Format, MediaType, Part, PartName, SealError, Unsigned, instant};
use crate::draft::{Body, SignedBy, ToSign, Waiting, WaitingPart};
use crate::json::{BadJson, hex, parse, unhex};
use crate::page::Package;

const VERSION: u32 = 1;

/// Why bytes are no waiting bundle that can be finished.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WaitingError {
    /// Not JSON of a waiting bundle; what the reader says.
    NotWaiting(String),
    /// Of a version that a newer program wrote.
    Newer(u64),
    /// The part of this index does not fit together: its text is not that of its digest, or its name or type is none.
    Part(usize),
    /// A value outside the parts is none that we write: the name of the member.
    Value(&'static str),
    /// The values do not make a bundle.
    Seal(SealError),
    /// Not what waits for a further signature.
    NotFurther,
    /// What waits for a further signature on another bundle.
    OtherBundle,
    /// What waits for a further signature on this bundle, which somebody else has signed since.
    SignedSince,
    /// What waits for a further signature on this bundle, which has it.
    SignedAlready,
}

/// A bundle that is finished elsewhere.
#[derive(Clone, Debug)]
pub enum Pending {
    /// With the raw signature of a key.
    Signature(Unsigned),
    /// With a CMS signature of the manifest, prepared at this time.
    File(AsicManifest, DateTime<Utc>),
}

impl Pending {
    /// The parts, in order.
    #[must_use]
    pub fn parts(&self) -> &[Part] {
        match self {
            Self::Signature(unsigned) => unsigned.parts(),
            Self::File(manifest, _) => manifest.parts(),
        }
    }

    /// What is kept of it. `files` are the names of the attached files as the filer has them, in the order of
    /// `package.attachments`.
    #[must_use]
    pub fn waiting(&self, package: &Package, files: &[String]) -> Waiting {
        let text = |at: usize| package.pages.get(at).map(|page| String::from_utf8_lossy(&page.bytes).into_owned());
        let file = |at: usize| at.checked_sub(package.pages.len()).and_then(|at| files.get(at)).cloned();
        let part = |(at, part): (usize, &Part)| WaitingPart {
            name: part.name.as_str().to_owned(),
            media_type: part.media_type.as_str().to_owned(),
            size: part.digests.size,
            sha256: hex(&part.digests.sha256),
            crc32: part.digests.crc32,
            body: text(at).map_or_else(|| Body::File(file(at).unwrap_or_default()), Body::Text),
        };
        let by = |unsigned: &Unsigned| SignedBy {
            certificate: Base64::encode_string(unsigned.certificate().der()),
            algorithm: unsigned.algorithm().as_str().to_owned(),
        };
        let (sign, time) = match self {
            Self::Signature(unsigned @ Unsigned::Xades(_)) => (ToSign::Xades(by(unsigned)), unsigned.signing_time()),
            Self::Signature(unsigned @ Unsigned::Cades(_)) => (ToSign::Cades(by(unsigned)), unsigned.signing_time()),
            Self::File(_, prepared) => (ToSign::Manifest, *prepared),
        };
        Waiting {
            waiting: VERSION,
            sign,
            time: instant::written(time),
            parts: self.parts().iter().enumerate().map(part).collect(),
        }
    }
}

/// Reads a waiting bundle from its JSON.
///
/// # Errors
/// See [`WaitingError`].
pub fn open_waiting(bytes: &[u8]) -> Result<Waiting, WaitingError> {
    let not_waiting = |error: BadJson| WaitingError::NotWaiting(error.to_string());
    let json = parse(bytes).map_err(not_waiting)?;
    match json.number(&["waiting"]) {
        Some(version) if version > VERSION.into() => Err(WaitingError::Newer(version)),
        _ => json.read().map_err(not_waiting),
    }
}

/// The bundle as it stood before its signature. Nothing in `waiting` is believed: the same values are drawn up anew, so a change
/// of any of them changes the bytes to be signed, and no signature made over the old ones fits.
///
/// # Errors
/// See [`WaitingError`].
pub fn resume(waiting: &Waiting) -> Result<Pending, WaitingError> {
    let parts = waiting.parts.iter().enumerate();
    let parts = parts.map(|(at, waiting)| part(waiting).ok_or(WaitingError::Part(at))).collect::<Result<_, _>>()?;
    let time = instant::read(&waiting.time).ok_or(WaitingError::Value("time"))?;
    let (format, by) = match &waiting.sign {
        ToSign::Xades(by) => (Format::Xades, by),
        ToSign::Cades(by) => (Format::Cades, by),
        ToSign::Manifest => {
            return AsicManifest::new(parts).map(|manifest| Pending::File(manifest, time)).map_err(WaitingError::Seal);
        }
    };
    let certificate = Base64::decode_vec(&by.certificate).map_err(|_| WaitingError::Value("certificate"))?;
    let algorithm = Algorithm::named(&by.algorithm).ok_or(WaitingError::Value("algorithm"))?;
    let unsigned = Unsigned::prepare(format, parts, &certificate, algorithm, time);
    unsigned.map(Pending::Signature).map_err(WaitingError::Seal)
}

fn part(waiting: &WaitingPart) -> Option<Part> {
    let digests =
        Digests { sha256: unhex(&waiting.sha256)?.try_into().ok()?, crc32: waiting.crc32, size: waiting.size };
    let fits = match &waiting.body {
        Body::Text(text) => Digests::of(text.as_bytes()) == digests,
        Body::File(_) => true,
    };
    let part =
        Part { name: PartName::new(&waiting.name).ok()?, media_type: MediaType::new(&waiting.media_type)?, digests };
    fits.then_some(part)
}
