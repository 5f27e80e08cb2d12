//! Judging a container and its signature (Circular 15/2025/TT-BKHCN, Appendix II), before anyone looks at the dossier inside.

use std::{io, ops::ControlFlow};

use super::{
    Algorithm, Certificate, CertificateFault, Code, Container, Covered, Digests, Hasher, Integrity, OpenError, Opened,
    Profile, ReadAt, Reason, Revocation, Seal, Signature, SignatureState, Signer, Trust, TrustStore,
    chain::{self, ChainFault},
    open::{Signed, open},
    seal::signatures_entry,
};
use crate::json::hex;
use chrono::{DateTime, TimeDelta, Utc};

/// How far the clocks of signer and receiver may be apart.
const CLOCKS_APART: TimeDelta = TimeDelta::minutes(5);
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
    match open(source) {
        Ok(opened) => judge(&opened, trust, now, progress),
        Err(OpenError::Refused(reason)) => Ok(refused(reason)),
        Err(OpenError::Read(error)) => Err(Interrupted::Read(error)),
    }
}

/// Puts errors before warnings before notes, and leaves the order otherwise.
pub(super) fn worst_first(reasons: &mut [Reason]) {
    reasons.sort_by_key(|reason| std::cmp::Reverse(reason.severity));
}

/// The answer for a container that could not be opened.
pub(super) fn refused(reason: Reason) -> Seal {
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
pub(super) fn judge(
    opened: &Opened<'_>,
    store: &TrustStore,
    now: DateTime<Utc>,
    progress: Progress<'_>,
) -> Result<Seal, Interrupted> {
    let mut reasons = Vec::new();
    let parts = cover(opened, &mut reasons, progress)?;
    let signatures: Vec<Signature> = opened
        .signatures()
        .iter()
        .enumerate()
        .map(|(place, signed)| signature(signatures_entry(place), signed, store, now))
        .collect();
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

fn signature(file: String, signed: &Signed, store: &TrustStore, now: DateTime<Utc>) -> Signature {
    let prepared = &signed.prepared;
    let (certificate, at) = (prepared.certificate(), prepared.signing_time());
    let mut reasons = Vec::new();
    let is_right = prepared.is_signed_by(&signed.value);
    if !is_right {
        reasons.push(Code::SignatureWrong.into());
    }
    reasons.extend(certificate_faults(certificate, at, now).into_iter().map(Reason::from));
    let trust = trust(certificate, store, at, now, &mut reasons);
    if at > now + CLOCKS_APART {
        reasons.push(Code::SigningTimeInFuture.into());
    }
    if prepared.algorithm() == Algorithm::RsaPkcs1 {
        reasons.push(Code::RsaPkcs1.into());
    }
    reasons.extend([Code::RevocationNotChecked, Code::ClaimedTime].map(Reason::from));
    worst_first(&mut reasons);
    Signature {
        file,
        profile: Profile::XadesB,
        algorithm: Some(prepared.algorithm().uri().to_owned()),
        state: if is_right { SignatureState::Right } else { SignatureState::Wrong },
        signer: Some(signer(certificate)),
        trust,
        claimed_time: Some(stamp(at)),
        proven_time: None,
        revocation: Revocation::NotChecked,
        covered: prepared.parts().iter().map(|part| part.name.as_str().to_owned()).collect(),
        uncovered: Vec::new(),
        reasons,
    }
}

fn cover(opened: &Opened<'_>, reasons: &mut Vec<Reason>, progress: Progress<'_>) -> Result<Vec<Covered>, Interrupted> {
    let total = opened.parts().iter().map(|part| part.digests.size).fold(0, u64::saturating_add);
    let mut done = 0;
    let mut covered = Vec::with_capacity(opened.parts().len());
    for (part, &place) in opened.parts().iter().zip(opened.places()) {
        let found = hash(opened.source(), place, part.digests.size, &mut |bytes| {
            done += bytes;
            progress(done, total)
        })?;
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

fn hash(
    source: &dyn ReadAt,
    place: u64,
    size: u64,
    step: &mut dyn FnMut(u64) -> ControlFlow<()>,
) -> Result<Digests, Interrupted> {
    let mut hasher = Hasher::default();
    let mut buffer = vec![0; usize::try_from(size.min(CHUNK)).unwrap_or_default()];
    let mut done = 0;
    while done < size {
        let count = CHUNK.min(size - done);
        let chunk = buffer.get_mut(..usize::try_from(count).unwrap_or_default()).unwrap_or_default();
        source.read_at(place.saturating_add(done), chunk).map_err(Interrupted::Read)?;
        hasher.update(chunk);
        done += count;
        if step(count).is_break() {
            return Err(Interrupted::Cancelled);
        }
    }
    Ok(hasher.finish())
}

fn certificate_faults(certificate: &Certificate, at: DateTime<Utc>, now: DateTime<Utc>) -> Vec<Code> {
    let mut codes: Vec<Code> = certificate
        .faults(at)
        .into_iter()
        .map(|fault| match fault {
            CertificateFault::Expired => Code::ExpiredAtSigning,
            CertificateFault::NotYetValid => Code::NotYetValidAtSigning,
            CertificateFault::NoSigningUse => Code::NoSigningUse,
            CertificateFault::Authority => Code::AuthorityAsSigner,
            CertificateFault::UnsupportedKey => Code::AlgorithmMismatch,
        })
        .collect();
    let (first, last) = certificate.period();
    if now > last && at <= last {
        codes.push(Code::ExpiredNow);
    }
    if now < first && at >= first {
        codes.push(Code::NotYetValidNow);
    }
    codes
}

fn trust(
    certificate: &Certificate,
    store: &TrustStore,
    at: DateTime<Utc>,
    now: DateTime<Utc>,
    reasons: &mut Vec<Reason>,
) -> Trust {
    if store.roots.is_empty() {
        reasons.push(Code::NoRoots.into());
        return Trust::NoRoots;
    }
    let path = |at| chain::check(certificate.der(), store, at);
    let (trust, code) = match path(at).and_then(|()| path(now)) {
        Ok(()) => return Trust::Trusted,
        Err(ChainFault::UnknownIssuer) => (Trust::UnknownRoot, Code::UnknownIssuer),
        Err(ChainFault::Broken) => (Trust::BrokenPath, Code::ChainBroken),
        Err(ChainFault::NotCurrent) => (Trust::NotCurrent, Code::ChainNotCurrent),
    };
    let (first, last) = certificate.period();
    let leaf_is_current = [at, now].iter().all(|time| (first..=last).contains(time));
    // What is said of the signer's own certificate is not said again of the path.
    if trust != Trust::NotCurrent || leaf_is_current {
        reasons.push(code.into());
    }
    trust
}

fn signer(certificate: &Certificate) -> Signer {
    let (first, last) = certificate.period();
    Signer {
        subject: certificate.subject(),
        common_name: certificate.common_name(),
        organisation: certificate.organisation(),
        tax_code: certificate.tax_code(),
        issuer: certificate.issuer(),
        serial: certificate.serial(),
        certificate_sha256: hex(&certificate.sha256()),
        not_before: stamp(first),
        not_after: stamp(last),
    }
}

fn stamp(at: DateTime<Utc>) -> String {
    at.format(super::xml_write::TIME).to_string()
}
