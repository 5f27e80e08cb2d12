//! Judging a container and its signature (Circular 15/2025/TT-BKHCN, Appendix II), before anyone looks at the dossier inside.

use std::{io, ops::ControlFlow};

use chrono::{DateTime, Utc};

use super::{
    Algorithm, Code, Container, Covered, Integrity, Looked, OpenError, Opened, Profile, ReadAt, Reason, Seal, Severity,
    Signature, SignatureState, TrustStore,
    checks::Checks,
    content::Content,
    foreign::{self, Sort},
    open::{Signed, open},
    own::own,
    seal::signatures_entry,
    signing::{self, Claimed, Times},
};
use crate::json::hex;

const CHUNK: u64 = 1 << 20;

/// Told of bytes done and bytes in all; `Break` stops the work.
pub type Progress<'a> = &'a mut dyn FnMut(u64, u64) -> ControlFlow<()>;

/// Why there is no verdict.
#[derive(Debug)]
pub enum Interrupted {
    /// `progress` broke off.
    Cancelled,
    /// The medium failed.
    Read(io::Error),
}

/// Opens and judges a container. Everything about the container is in the answer; an error is about the reading alone.
///
/// # Errors
/// [`Interrupted`].
pub fn verify_seal(
    source: &dyn ReadAt,
    trust: &TrustStore,
    now: DateTime<Utc>,
    progress: Progress<'_>,
) -> Result<Seal, Interrupted> {
    Ok(judge_any(source, trust, now, progress)?.0)
}

/// Judges a container of our own profile, or else a foreign one; with it what of its content can be read as it was signed.
pub(super) fn judge_any<'a>(
    source: &'a dyn ReadAt,
    store: &TrustStore,
    now: DateTime<Utc>,
    progress: Progress<'_>,
) -> Result<(Seal, Option<Content<'a>>), Interrupted> {
    let reason = match open(source) {
        Ok(opened) => return Ok((judge(&opened, store, now, progress)?, Some(Content::Own(opened)))),
        Err(OpenError::Refused(reason)) => reason,
        Err(OpenError::Read(error)) => return Err(Interrupted::Read(error)),
    };
    match foreign::open(source) {
        Ok(opened) => {
            let own = match opened.own_sort() {
                Some(sort) => match own(source, sort == Sort::Cades) {
                    Ok(own) => Some(own),
                    Err(OpenError::Refused(of_cades)) => {
                        let reason = if sort == Sort::Cades { of_cades } else { reason };
                        return Ok((refused(of_profile(reason)), None));
                    }
                    Err(OpenError::Read(error)) => return Err(Interrupted::Read(error)),
                },
                None => None,
            };
            let (seal, signed) = opened.judge(own, store, now, progress)?;
            Ok((seal, Some(Content::Foreign(signed))))
        }
        Err(OpenError::Refused(other)) => {
            let is_of_profile = matches!(
                (reason.code, other.code),
                (Code::ZipComment | Code::CompressedEntry | Code::ZipFeature, _)
                    | (Code::DiffersFromProfile | Code::HeadersDisagree, Code::TooLarge)
            );
            Ok((refused(if is_of_profile { other } else { reason }), None))
        }
        Err(OpenError::Read(error)) => Err(Interrupted::Read(error)),
    }
}

/// Why a container of our own is refused that is none that could be misread: its headers agree, but are not as our writer has them.
fn of_profile(reason: Reason) -> Reason {
    if reason.code == Code::HeadersDisagree { Code::DiffersFromProfile.into() } else { reason }
}

/// Puts errors before warnings before notes, and leaves the order otherwise.
pub(super) fn worst_first(reasons: &mut Vec<Reason>) {
    let all = std::mem::take(reasons);
    for severity in [Severity::Error, Severity::Warning, Severity::Note] {
        reasons.extend(all.iter().filter(|reason| reason.severity == severity).cloned());
    }
}

/// The answer for a container that could not be opened.
fn refused(reason: Reason) -> Seal {
    let foreign = matches!(reason.code, Code::NotAZip | Code::NotAsicE);
    Seal {
        integrity: if foreign { Integrity::NotAContainer } else { Integrity::Damaged },
        container: Container::NotRead,
        signatures: Vec::new(),
        parts: Vec::new(),
        uncovered: Vec::new(),
        reasons: vec![reason],
    }
}

/// Judges an opened container: hashes every part, checks each signature, its certificate and the path from there.
fn judge(
    opened: &Opened<'_>,
    store: &TrustStore,
    now: DateTime<Utc>,
    progress: Progress<'_>,
) -> Result<Seal, Interrupted> {
    let mut reasons = Vec::new();
    let parts = cover(opened, &mut reasons, progress)?;
    let checks = Checks::default();
    let mut signatures: Vec<Signature> = opened
        .signatures()
        .iter()
        .enumerate()
        .map(|(place, signed)| signature(signatures_entry(place), signed, (store, &checks), now))
        .collect();
    let is_changed = reasons.iter().any(|reason: &Reason| reason.code == Code::PartChanged);
    signatures.iter_mut().for_each(|signature| signature.has_changed_parts = is_changed);
    let is_right = signatures.iter().all(|signature| signature.state == SignatureState::Right);
    let is_intact = is_right && parts.iter().all(|part| part.intact);
    worst_first(&mut reasons);
    Ok(Seal {
        integrity: if is_intact { Integrity::Intact } else { Integrity::Damaged },
        container: Container::Hoso,
        signatures,
        parts,
        uncovered: Vec::new(),
        reasons,
    })
}

fn signature(file: String, signed: &Signed, (store, checks): (&TrustStore, &Checks), now: DateTime<Utc>) -> Signature {
    let prepared = &signed.prepared;
    let (certificate, at) = (prepared.certificate(), prepared.signing_time());
    let mut reasons = Vec::new();
    let is_right = prepared.is_signed_by(&signed.value);
    if !is_right {
        reasons.push(Code::SignatureWrong.into());
    }
    if prepared.algorithm() == Algorithm::RsaPkcs1 {
        reasons.push(Code::RsaPkcs1.into());
    }
    let times = Times { claimed: Some(Claimed::utc(at)), proven: None, now };
    let judged = signing::judge(certificate, (store, checks), times, &mut reasons);
    reasons.extend(checks.are_spent().then(|| Reason::from(Code::TooManyChecks)));
    worst_first(&mut reasons);
    Signature {
        file,
        profile: Profile::XadesB,
        algorithm: Some(prepared.algorithm().uri().to_owned()),
        state: if is_right { SignatureState::Right } else { SignatureState::Wrong },
        signer: Some(signing::signer(certificate)),
        trust: judged.trust,
        claimed_time: Some(signing::stamp(at)),
        proven_time: None,
        revocation: judged.revocation,
        revoked_since: judged.revoked_since,
        covered: prepared.parts().iter().map(|part| part.name.as_str().to_owned()).collect(),
        uncovered: Vec::new(),
        has_changed_parts: false,
        reasons,
    }
}

fn cover(opened: &Opened<'_>, reasons: &mut Vec<Reason>, progress: Progress<'_>) -> Result<Vec<Covered>, Interrupted> {
    let total = opened.parts().iter().map(|part| part.digests.size).fold(0, u64::saturating_add);
    let mut done = 0;
    let mut covered = Vec::with_capacity(opened.parts().len());
    for (part, &place) in opened.parts().iter().zip(opened.places()) {
        let looked = look(opened.source(), place, part.digests.size, &mut |bytes| {
            done += bytes;
            progress(done, total)
        })?;
        let (found, inspector) = looked.finish();
        let said = inspector.finish(part.name.as_str(), Some(part.media_type.as_str()));
        reasons.extend(said.into_iter().map(|code| Reason::about(code, part.name.as_str())));
        let intact = found == part.digests;
        if !intact {
            let code = if found.sha256 == part.digests.sha256 { Code::WrongCrc } else { Code::PartChanged };
            reasons.push(Reason::about(code, part.name.as_str()));
        }
        covered.push(Covered {
            name: part.name.as_str().to_owned(),
            media_type: Some(part.media_type.as_str().to_owned()),
            size: part.digests.size,
            sha256: hex(&found.sha256),
            intact,
        });
    }
    Ok(covered)
}

fn look(
    source: &dyn ReadAt,
    place: u64,
    size: u64,
    step: &mut dyn FnMut(u64) -> ControlFlow<()>,
) -> Result<Looked, Interrupted> {
    if let Some(looked) = source.looked(place, size) {
        return if step(size).is_break() { Err(Interrupted::Cancelled) } else { Ok(looked) };
    }
    let mut looked = Looked::default();
    let mut buffer = vec![0; usize::try_from(size.min(CHUNK)).unwrap_or_default()];
    let mut done = 0;
    while done < size {
        let count = CHUNK.min(size - done);
        let chunk = buffer.get_mut(..usize::try_from(count).unwrap_or_default()).unwrap_or_default();
        source.read_at(place.saturating_add(done), chunk).map_err(Interrupted::Read)?;
        looked.update(chunk);
        done += count;
        if step(count).is_break() {
            return Err(Interrupted::Cancelled);
        }
    }
    Ok(looked)
}
