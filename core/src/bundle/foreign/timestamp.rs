//! Timestamps (RFC 3161): that something was there at a time, by an authority that the receiver trusts.

use chrono::{DateTime, Utc};

use super::super::{
    Code, Reason, TrustStore, chain,
    checks::Checks,
    cms::signed_data::{SignedData, TST_INFO},
    revocation::{self, Status, Used},
    timestamp::Stated,
};
use super::found::{MAX_ANSWERS, MAX_CERTIFICATES};

/// The time that a token proves for `stamped`. Given is what the receiver trusts and what came along, how many of the certificates between
/// are the receiver's, and what may be spent; what keeps it from proving one, and what is to be weighed, is added to `reasons`.
pub(super) fn proven_time(
    token: &[u8],
    stamped: &[u8],
    given: (&TrustStore, usize, &Checks),
    now: DateTime<Utc>,
    reasons: &mut Vec<Reason>,
) -> Option<DateTime<Utc>> {
    match judge(token, stamped, given, now, reasons) {
        Ok(time) => Some(time),
        Err(code) => {
            reasons.push(code.into());
            None
        }
    }
}

fn judge(
    token: &[u8],
    stamped: &[u8],
    (store, own, checks): (&TrustStore, usize, &Checks),
    now: DateTime<Utc>,
    reasons: &mut Vec<Reason>,
) -> Result<DateTime<Utc>, Code> {
    let wrong = Code::TimestampWrong;
    let data = SignedData::read(token).map_err(|_| wrong)?;
    let content = data.content.filter(|_| data.content_type == TST_INFO).ok_or(wrong)?;
    let Stated { hash, imprint, time, .. } = Stated::read(content).ok_or(wrong)?;
    let certificate = data.certificate(&store.intermediates).map_err(|_| wrong)?;
    if !certificate.key().is_none_or(|key| checks.spend(key, content)) {
        return Err(Code::TooManyChecks);
    }
    let is_signed = data.is_signed_by(&certificate).map_err(|_| wrong)?;
    if !is_signed || !data.is_over(content) || hash.digest(stamped) != imprint {
        return Err(wrong);
    }
    if !certificate.is_for_timestamps() || !certificate.faults(time).is_empty() {
        return Err(Code::TimestampAuthority);
    }
    let mut store = store.clone();
    revocation::bring(&mut store, own, data.certificates.iter().take(MAX_CERTIFICATES).copied());
    store.lists.extend(data.lists.iter().take(MAX_ANSWERS).map(|der| der.to_vec()));
    let path = chain::check(certificate.der(), &store, time, checks).map_err(|_| Code::TimestampNotTrusted)?;
    let used = Used::Says(time);
    match revocation::ask(&certificate, (&store, checks), used, now).0 {
        Status::Good(_, None) => {}
        Status::Good(_, Some(_)) => reasons.push(Reason::about(Code::RevokedLater, &certificate.subject())),
        Status::Revoked(_) => return Err(Code::TimestampRevoked),
        Status::Unknown => reasons.push(Reason::about(Code::StatusUnknown, &certificate.subject())),
        Status::NotKnown(_) => reasons.push(Code::TimestampNotChecked.into()),
    }
    if revocation::judge_path(&path, (&store, checks), used, now, reasons) {
        Ok(time)
    } else {
        Err(Code::TimestampAuthority)
    }
}

/// Whether bytes read as a timestamp token, right or wrong.
pub(super) fn is_one(token: &[u8]) -> bool {
    let data = SignedData::read(token).ok().filter(|data| data.content_type == TST_INFO);
    data.and_then(|data| Stated::read(data.content?)).is_some()
}
