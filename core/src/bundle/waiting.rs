//! Sealing that is broken off before the signature and gone on with later: what [`prepare`] fixed, as [`Waiting`], and back.

use base64ct::{Base64, Encoding};
use chrono::NaiveDateTime;

use super::{Algorithm, Digests, MediaType, Part, PartName, Prepared, SealError, prepare, xml_write::TIME};
use crate::draft::{Body, ToSign, Waiting, WaitingPart};
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
}

/// What is kept of a bundle that waits for its signature. `files` are the names of the attached files as the filer has them, in the
/// order of `package.attachments`.
#[must_use]
pub fn waiting(prepared: &Prepared, package: &Package, files: &[String]) -> Waiting {
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
    Waiting {
        waiting: VERSION,
        sign: ToSign::Xades {
            certificate: Base64::encode_string(prepared.certificate().der()),
            algorithm: prepared.algorithm().as_str().to_owned(),
        },
        time: prepared.signing_time().format(TIME).to_string(),
        parts: prepared.parts().iter().enumerate().map(part).collect(),
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
pub fn resume(waiting: &Waiting) -> Result<Prepared, WaitingError> {
    let parts = waiting.parts.iter().enumerate();
    let parts = parts.map(|(at, waiting)| part(waiting).ok_or(WaitingError::Part(at))).collect::<Result<_, _>>()?;
    let ToSign::Xades { certificate, algorithm } = &waiting.sign;
    let certificate = Base64::decode_vec(certificate).map_err(|_| WaitingError::Value("certificate"))?;
    let algorithm = Algorithm::named(algorithm).ok_or(WaitingError::Value("algorithm"))?;
    let time = NaiveDateTime::parse_from_str(&waiting.time, TIME).map_err(|_| WaitingError::Value("time"))?;
    prepare(parts, &certificate, algorithm, time.and_utc()).map_err(WaitingError::Seal)
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
