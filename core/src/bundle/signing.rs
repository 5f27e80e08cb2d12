//! Whether a certificate may have made a signature: its period, its use, the path to a root, revocation, at the times in question.

use chrono::{DateTime, TimeDelta, Utc};

use super::{
    Certificate, CertificateFault, Code, Reason, Revocation, Signer, Trust, TrustStore,
    chain::{self, ChainFault},
    checks::Checks,
    instant,
    revocation::{self, Used},
};
use crate::json::hex;

/// How far the clocks of a signer, an authority and the receiver may be apart.
pub const CLOCKS_APART: TimeDelta = TimeDelta::minutes(5);

/// How far the clocks of the zone that is furthest ahead are before UTC (XML Schema 1.1 part 2, 3.3.7).
const FURTHEST_AHEAD: TimeDelta = TimeDelta::hours(14);

/// When a signature was made, as the signer claims.
#[derive(Clone, Copy)]
pub(super) struct Claimed {
    at: DateTime<Utc>,
    /// Without one it is taken for UTC.
    has_zone: bool,
}

impl Claimed {
    /// A time in UTC.
    pub(super) const fn utc(at: DateTime<Utc>) -> Self {
        Self { at, has_zone: true }
    }

    /// Reads an `xs:dateTime`.
    pub(super) fn read(text: &str) -> Option<Self> {
        instant::with_zone(text).map(|(at, has_zone)| Self { at, has_zone })
    }

    /// The first time that it may mean.
    fn earliest(self) -> DateTime<Utc> {
        if self.has_zone { self.at } else { self.at - FURTHEST_AHEAD }
    }

    /// The time that is taken for it: where it may lie before this check, it does.
    fn taken(self, now: DateTime<Utc>) -> DateTime<Utc> {
        self.at.min(self.earliest().max(now))
    }

    /// As answers have it.
    pub(super) fn written(self) -> String {
        let mut text = stamp(self.at);
        if !self.has_zone {
            text.pop();
        }
        text
    }
}

/// The times that are known of a signature.
#[derive(Clone, Copy)]
pub(super) struct Times {
    /// When it was made, as the signer claims.
    pub(super) claimed: Option<Claimed>,
    /// Until when it was made at the latest, as a timestamp proves.
    pub(super) proven: Option<DateTime<Utc>>,
    /// When it is judged.
    pub(super) now: DateTime<Utc>,
}

impl Times {
    /// The first and the last time at which the certificate must be good: without a proof, from the claimed time until now.
    fn in_question(self) -> (DateTime<Utc>, DateTime<Utc>) {
        match self.proven {
            Some(proven) => (proven, proven),
            None => (self.claimed.map_or(self.now, |claimed| claimed.taken(self.now)), self.now),
        }
    }
}

/// What is known of a signer.
pub(super) struct Judged {
    pub(super) trust: Trust,
    pub(super) revocation: Revocation,
    pub(super) revoked_since: Option<String>,
}

/// Judges a signer; what there is to say is added to `reasons`.
pub(super) fn judge(
    certificate: &Certificate,
    (store, checks): (&TrustStore, &Checks),
    times: Times,
    reasons: &mut Vec<Reason>,
) -> Judged {
    let (at, until) = times.in_question();
    reasons.extend(faults(certificate, at, until).into_iter().map(Reason::from));
    let (mut trust, path) = trust(certificate, (store, checks), (at, until), reasons);
    if at > times.now + CLOCKS_APART {
        reasons.push(Code::SigningTimeInFuture.into());
    }
    let is_vague = times.claimed.is_some_and(|claimed| !claimed.has_zone);
    reasons.extend(is_vague.then(|| Reason::from(Code::TimeZoneNotStated)));
    match times.proven {
        None if times.claimed.is_some() => reasons.push(Code::ClaimedTime.into()),
        None => reasons.push(Code::TimeNotStated.into()),
        Some(proven) if times.claimed.is_some_and(|claimed| claimed.earliest() > proven + CLOCKS_APART) => {
            reasons.push(Code::ClaimedAfterProven.into());
        }
        Some(_) => {}
    }
    let used = times.proven.map_or(Used::Unknown, Used::By);
    let (revocation, revoked_since) = revocation::judge(certificate, (store, checks), used, times.now, reasons);
    if !revocation::judge_path(&path, (store, checks), used, times.now, reasons) {
        trust = Trust::NotCurrent;
    }
    Judged { trust, revocation, revoked_since: revoked_since.map(stamp) }
}

fn faults(certificate: &Certificate, at: DateTime<Utc>, until: DateTime<Utc>) -> Vec<Code> {
    let mut codes: Vec<Code> = certificate
        .faults(at)
        .into_iter()
        .map(|fault| match fault {
            CertificateFault::Expired => Code::ExpiredAtSigning,
            CertificateFault::NotYetValid => Code::NotYetValidAtSigning,
            CertificateFault::NoSigningUse => Code::NoSigningUse,
            CertificateFault::Authority => Code::AuthorityAsSigner,
            CertificateFault::UnsupportedKey if certificate.has_short_key() => Code::KeyTooShort,
            CertificateFault::UnsupportedKey => Code::Unsupported,
        })
        .collect();
    let (first, last) = certificate.period();
    if until > last && at <= last {
        codes.push(Code::ExpiredNow);
    }
    if until < first && at >= first {
        codes.push(Code::NotYetValidNow);
    }
    codes
}

/// Whether a path leads to a root; with it the certificates of authorities on that path, DER.
fn trust(
    certificate: &Certificate,
    (store, checks): (&TrustStore, &Checks),
    (at, until): (DateTime<Utc>, DateTime<Utc>),
    reasons: &mut Vec<Reason>,
) -> (Trust, Vec<Vec<u8>>) {
    if store.roots.is_empty() {
        reasons.push(Code::NoRoots.into());
        return (Trust::NoRoots, Vec::new());
    }
    let path = |at| chain::check(certificate.der(), store, at, checks);
    let (trust, code) = match path(at).and_then(|found| if at == until { Ok(found) } else { path(until) }) {
        Ok(path) => return (Trust::Trusted, path),
        Err(ChainFault::UnknownIssuer) => (Trust::UnknownRoot, Code::UnknownIssuer),
        Err(ChainFault::Broken) => (Trust::BrokenPath, Code::ChainBroken),
        Err(ChainFault::NotCurrent) => (Trust::NotCurrent, Code::ChainNotCurrent),
        Err(ChainFault::NotJudged) => (Trust::NotJudged, Code::ChainNotJudged),
    };
    let (first, last) = certificate.period();
    let leaf_is_current = [at, until].iter().all(|time| (first..=last).contains(time));
    // What is said of the signer's own certificate is not said again of the path.
    if trust != Trust::NotCurrent || leaf_is_current {
        reasons.push(code.into());
    }
    (trust, Vec::new())
}

/// What a certificate says of its holder.
pub(super) fn signer(certificate: &Certificate) -> Signer {
    let (first, last) = certificate.period();
    Signer {
        subject: certificate.subject(),
        common_name: certificate.common_name(),
        organisation: certificate.organisation(),
        tax_code: certificate.tax_code(),
        has_several_tax_codes: certificate.has_several_tax_codes(),
        issuer: certificate.issuer(),
        serial: certificate.serial(),
        certificate_sha256: hex(&certificate.sha256()),
        not_before: stamp(first),
        not_after: stamp(last),
    }
}

/// A time as answers have it (RFC 3339, UTC, whole seconds).
pub(super) fn stamp(at: DateTime<Utc>) -> String {
    instant::written(at)
}
