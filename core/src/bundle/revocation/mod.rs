//! Whether a certificate was revoked: by revocation lists (RFC 5280 clause 5) and OCSP responses (RFC 6960) that the receiver gives or the
//! signature brings. Nothing is fetched. Asked is about the signer's certificate, a timestamp's, and every authority's on the way to a root.

mod list;
mod response;
mod scope;

use chrono::{DateTime, TimeDelta, Utc};

use super::{
    Certificate, Code, Reason, Revocation, TrustStore,
    method::Method,
    tlv::{BITS, Der, INTEGER, SEQUENCE, Value},
};

/// How far the clocks of those who answer and the receiver may be apart.
const CLOCKS_APART: TimeDelta = TimeDelta::minutes(5);
/// How long after a timestamp an answer still counts as of its time.
const TIMELY: TimeDelta = TimeDelta::hours(24);

const ENUMERATED: u8 = 0x0a;

/// When a certificate was used, so far as is known.
#[derive(Clone, Copy)]
pub(super) enum Used {
    /// Nobody knows, so its state now counts.
    Unknown,
    /// At this time at the latest, as a timestamp proves.
    By(DateTime<Utc>),
    /// At this time, as nothing but its own signature says: a timestamp.
    Says(DateTime<Utc>),
}

/// What is known of a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Status {
    /// Not revoked, by what.
    Good(Revocation),
    /// Revoked or suspended, since when.
    Revoked(DateTime<Utc>),
    /// Nobody who may say so said anything of the time in question.
    NotKnown,
}

/// What one list or response says of a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Answer {
    /// When it was said.
    at: DateTime<Utc>,
    /// Until when it holds.
    until: Option<DateTime<Utc>>,
    /// That the certificate is revoked or suspended, if it is.
    revoked: Option<Revoked>,
}

/// That a certificate is revoked or suspended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Revoked {
    since: DateTime<Utc>,
    /// Whether for a reason that leaves in force what was signed before (RFC 3161 clause 4).
    is_orderly: bool,
}

impl Revoked {
    /// `reason` is the `CRLReason`, where one is given.
    fn new(since: DateTime<Utc>, reason: Option<&[u8]>) -> Self {
        // Unspecified, affiliation changed, superseded, cessation of operation.
        Self { since, is_orderly: matches!(reason, Some([0 | 3 | 4 | 5])) }
    }

    fn holds(self, used: Used, now: DateTime<Utc>) -> bool {
        match used {
            Used::Unknown => self.since <= now,
            Used::By(at) => self.since <= at,
            // Who has the key of an authority may write any time into a timestamp.
            Used::Says(at) => self.since <= at || !self.is_orderly,
        }
    }
}

/// Judges the signer's certificate: what is known, and since when it is revoked.
pub(super) fn judge(
    certificate: &Certificate,
    store: &TrustStore,
    used: Used,
    now: DateTime<Utc>,
    reasons: &mut Vec<Reason>,
) -> (Revocation, Option<DateTime<Utc>>) {
    let (status, is_timely) = ask(certificate, store, used, now);
    if !is_timely && !matches!(status, Status::Revoked(_)) {
        reasons.push(Code::RevocationNotTimely.into());
    }
    match status {
        Status::Good(by) => (by, None),
        Status::Revoked(since) => {
            reasons.push(Code::Revoked.into());
            (Revocation::Revoked, Some(since))
        }
        Status::NotKnown => {
            reasons.push(Code::RevocationNotChecked.into());
            (Revocation::NotChecked, None)
        }
    }
}

/// Judges the certificates of the authorities between a certificate and its root; whether none of them is revoked so far as is known.
pub(super) fn judge_path(
    path: &[Vec<u8>],
    store: &TrustStore,
    used: Used,
    now: DateTime<Utc>,
    reasons: &mut Vec<Reason>,
) -> bool {
    let mut is_good = true;
    for authority in path.iter().filter_map(|der| Certificate::from_der(der).ok()) {
        let code = match ask(&authority, store, used, now).0 {
            Status::Good(_) => continue,
            Status::Revoked(_) => Code::AuthorityRevoked,
            Status::NotKnown => Code::AuthorityNotChecked,
        };
        is_good &= code != Code::AuthorityRevoked;
        let reason = Reason::about(code, &authority.subject());
        // Several signatures of one bundle, or a signer and a timestamp, may share an authority.
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    is_good
}

/// Asks every list and response of `store` about a certificate; and whether any answer is of the time in question, where there are any.
pub(super) fn ask(certificate: &Certificate, store: &TrustStore, used: Used, now: DateTime<Utc>) -> (Status, bool) {
    let issuers = issuers(certificate, store);
    let lists = store.lists.iter().map(|der| (Revocation::GoodByCrl, list::ask(der, certificate, &issuers)));
    let responses =
        store.responses.iter().map(|der| (Revocation::GoodByOcsp, response::ask(der, certificate, &issuers)));
    let proven = match used {
        Used::Unknown => None,
        Used::By(at) | Used::Says(at) => Some(at),
    };
    let until = proven.unwrap_or(now);
    let answers = lists.chain(responses).filter_map(|(kind, answer)| Some((kind, answer?)));
    let answers: Vec<(Revocation, Answer)> = answers.filter(|(_, answer)| answer.at <= now + CLOCKS_APART).collect();
    let revoked = answers.iter().filter_map(|(_, answer)| answer.revoked).filter(|one| one.holds(used, now));
    if let Some(since) = revoked.map(|one| one.since).min() {
        return (Status::Revoked(since), true);
    }
    // An answer from before the signature says nothing of the time of the signature, unless it still holds then.
    let holds = |answer: &Answer| answer.until.map_or(answer.at + TIMELY >= until, |end| end >= until);
    let known = |answer: &Answer| {
        proven.map_or_else(|| holds(answer), |proven| answer.at + CLOCKS_APART >= proven || holds(answer))
    };
    // A list is good until the next; a response is asked for when it is needed.
    let is_timely = |kind: Revocation, answer: &Answer| {
        let is_near = |at| answer.at + CLOCKS_APART >= at && answer.at <= at + TIMELY;
        proven.is_none_or(is_near) || (kind == Revocation::GoodByCrl && holds(answer))
    };
    let timely = answers.is_empty() || answers.iter().any(|(kind, answer)| is_timely(*kind, answer));
    let good = answers.iter().find(|(_, answer)| known(answer));
    (good.map_or(Status::NotKnown, |(kind, _)| Status::Good(*kind)), timely)
}

/// What bytes that tell of revocation are.
pub(super) enum Kind {
    List,
    Response,
}

/// Of which kind DER bytes are; `None` where of neither.
pub(super) fn kind_of(der: &[u8]) -> Option<Kind> {
    let content = Der::only(der, SEQUENCE)?;
    if response::is_one(content) {
        return Some(Kind::Response);
    }
    Signed::read(content).map(|_| Kind::List)
}

/// A structure that an authority signed: what is signed, by which algorithm, the signature.
struct Signed<'a> {
    body: Value<'a>,
    method: Method,
    signature: &'a [u8],
    /// What follows, of those that have more.
    rest: Der<'a>,
}

impl<'a> Signed<'a> {
    fn read(content: &'a [u8]) -> Option<Self> {
        let mut fields = Der::new(content);
        let body = fields.next().filter(|body| body.tag == SEQUENCE)?;
        let method = Method::from_identifier(fields.expect(SEQUENCE)?)?;
        let signature = fields.expect(BITS)?.strip_prefix(&[0])?;
        Some(Self { body, method, signature, rest: fields })
    }

    fn is_by(&self, issuer: &Certificate) -> bool {
        let key = issuer.key().filter(|key| self.method.fits(key));
        key.is_some_and(|key| self.method.verify(key, self.body.whole, self.signature, true))
    }
}

/// What of a certificate is asked about, as it stands in its bytes.
struct Named<'a> {
    serial: &'a [u8],
    issuer: &'a [u8],
    subject: &'a [u8],
    key: &'a [u8],
}

impl<'a> Named<'a> {
    fn of(certificate: &'a [u8]) -> Option<Self> {
        let signed = Signed::read(Der::only(certificate, SEQUENCE)?)?;
        let mut fields = Der::new(signed.body.content);
        fields.optional(0xa0);
        let serial = fields.expect(INTEGER)?;
        fields.next()?;
        let issuer = fields.next()?.whole;
        fields.next()?;
        let subject = fields.next()?.whole;
        let mut key = Der::new(fields.expect(SEQUENCE)?);
        key.next()?;
        Some(Self { serial, issuer, subject, key: key.expect(BITS)?.strip_prefix(&[0])? })
    }
}

/// The certificates of `store` that issued this one: of the issuer's name, and with the key that signed it.
fn issuers(certificate: &Certificate, store: &TrustStore) -> Vec<Certificate> {
    let known = store.roots.iter().chain(&store.intermediates);
    let parsed = known.filter_map(|der| Certificate::from_der(der).ok());
    parsed.filter(|issuer| issued(issuer, certificate.der())).collect()
}

fn issued(issuer: &Certificate, certificate: &[u8]) -> bool {
    let names = Named::of(certificate).zip(Named::of(issuer.der()));
    let is_named = names.is_some_and(|(own, issuer)| own.issuer == issuer.subject);
    let signed = Der::only(certificate, SEQUENCE).and_then(Signed::read);
    is_named && signed.is_some_and(|signed| signed.is_by(issuer))
}
