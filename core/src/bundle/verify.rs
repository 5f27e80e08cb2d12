//! Judging a container and its signature (Circular 15/2025/TT-BKHCN, Appendix II), before anyone looks at the dossier inside.

use std::{io, ops::ControlFlow};

use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;

use super::{
    Algorithm, Certificate, CertificateFault, Code, Digests, Hasher, OpenError, Opened, Part, ReadAt, Reason,
    TrustStore,
    chain::{self, ChainFault},
    open,
};
use crate::json::hex;

/// How far the clocks of signer and receiver may be apart.
const CLOCKS_APART: TimeDelta = TimeDelta::minutes(5);
const CHUNK: u64 = 1 << 20;

/// Told of bytes done and bytes in all; `Break` stops the work.
pub type Progress<'a> = &'a mut dyn FnMut(u64, u64) -> ControlFlow<()>;

/// What is known of a container, its signature and its signer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Seal {
    /// Whether the bytes are the signed ones.
    pub integrity: Integrity,
    /// Whether the signature is the certificate's.
    pub signature: SignatureState,
    /// Who signed, as the certificate says; trusted no further than `trust`.
    pub signer: Option<Signer>,
    /// Whether the certificate leads to a root of the receiver.
    pub trust: Trust,
    /// When it was signed, as the signer claims (RFC 3339, UTC).
    pub claimed_time: Option<String>,
    /// What is known of revocation.
    pub revocation: Revocation,
    /// The parts that the signature covers: all of them.
    pub parts: Vec<Covered>,
    /// Why, worst first.
    pub reasons: Vec<Reason>,
}

/// Whether a container is what was sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Integrity {
    /// Every byte is as sealed.
    Intact,
    /// Changed, cut, forged, or not of our profile.
    Damaged,
    /// No signed container at all.
    NotAContainer,
}

/// What is known of the signature value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SignatureState {
    /// Made by the key of the certificate over what stands in the container.
    Right,
    /// Not so.
    Wrong,
    /// There is none.
    Absent,
    /// The container did not let itself be read so far.
    NotJudged,
}

/// Whether the signer's certificate is trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Trust {
    /// A path leads to a given root, now and at the claimed time.
    Trusted,
    /// No path leads to a given root.
    UnknownRoot,
    /// A path leads there, but was not valid at the claimed time or is not now.
    NotCurrent,
    /// A path leads there, but breaks a rule.
    BrokenPath,
    /// No roots were given.
    NoRoots,
    /// There is no certificate to judge.
    NotJudged,
}

/// What is known of revocation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Revocation {
    /// Nothing was asked, for there was nobody to ask.
    NotChecked,
}

/// What the certificate says of the signer (Circular 15/2025/TT-BKHCN, Article 6).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Signer {
    /// The whole subject (RFC 4514).
    pub subject: String,
    /// Common name.
    pub common_name: Option<String>,
    /// Organisation.
    pub organisation: Option<String>,
    /// Tax code, from `UID=MST:…`.
    pub tax_code: Option<String>,
    /// The whole issuer (RFC 4514).
    pub issuer: String,
    /// Serial number, hexadecimal.
    pub serial: String,
    /// SHA-256 of the certificate, hexadecimal.
    pub certificate_sha256: String,
    /// Begin of validity (RFC 3339, UTC).
    pub not_before: String,
    /// End of validity.
    pub not_after: String,
}

/// A part that the signature covers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Covered {
    /// Its name.
    pub name: String,
    /// Its media type, as signed.
    pub media_type: String,
    /// Size in bytes.
    pub size: u64,
    /// SHA-256 as signed, hexadecimal.
    pub sha256: String,
    /// Whether its bytes have this digest.
    pub intact: bool,
}

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
        signature: if reason.code == Code::NoSignature { SignatureState::Absent } else { SignatureState::NotJudged },
        signer: None,
        trust: Trust::NotJudged,
        claimed_time: None,
        revocation: Revocation::NotChecked,
        parts: Vec::new(),
        reasons: vec![reason],
    }
}

/// Judges an opened container: hashes every part, checks the signature, the certificate and its path.
pub(super) fn judge(
    opened: &Opened<'_>,
    store: &TrustStore,
    now: DateTime<Utc>,
    progress: Progress<'_>,
) -> Result<Seal, Interrupted> {
    let prepared = opened.prepared();
    let (certificate, at) = (prepared.certificate(), prepared.signing_time());
    let mut reasons = Vec::new();
    let parts = cover(opened, &mut reasons, progress)?;
    let is_right = prepared.is_signed_by(opened.signature());
    if !is_right {
        reasons.push(Code::SignatureWrong.into());
    }
    let is_intact = reasons.is_empty();
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
    Ok(Seal {
        integrity: if is_intact { Integrity::Intact } else { Integrity::Damaged },
        signature: if is_right { SignatureState::Right } else { SignatureState::Wrong },
        signer: Some(signer(certificate)),
        trust,
        claimed_time: Some(stamp(at)),
        revocation: Revocation::NotChecked,
        parts,
        reasons,
    })
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
        covered.push(cover_one(part, intact));
    }
    Ok(covered)
}

fn cover_one(part: &Part, intact: bool) -> Covered {
    Covered {
        name: part.name.as_str().to_owned(),
        media_type: part.media_type.as_str().to_owned(),
        size: part.digests.size,
        sha256: hex(&part.digests.sha256),
        intact,
    }
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
