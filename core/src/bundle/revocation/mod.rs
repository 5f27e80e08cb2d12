//! Whether a certificate was revoked: by revocation lists (RFC 5280 clause 5) and OCSP responses (RFC 6960) that the receiver gives or the
//! signature brings. Nothing is fetched. Asked is about the signer's certificate, a timestamp's, and every authority's on the way to a root.

mod list;
mod response;
mod scope;

use chrono::{DateTime, TimeDelta, Utc};

use super::{
    Certificate, Code, Reason, Revocation, TrustStore,
    certificate::MAX_SIZE,
    checks::Checks,
    method::{Method, dotted},
    signing::{CLOCKS_APART, stamp},
    tlv::{BITS, Der, INTEGER, OCTETS, OID, SEQUENCE, Value},
};

/// How long after a timestamp an answer still counts as of its time.
const TIMELY: TimeDelta = TimeDelta::hours(24);

const ENUMERATED: u8 = 0x0a;
/// The extension of an entry that says since when the certificate is not to be relied on (RFC 5280 5.3.2).
const INVALIDITY_DATE: &str = "2.5.29.24";

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
    /// Not revoked at the time in question, by what; and since when it is revoked or suspended, where that came later.
    Good(Revocation, Option<DateTime<Utc>>),
    /// Revoked or suspended, since when.
    Revoked(DateTime<Utc>),
    /// Its authority does not know it.
    Unknown,
    /// Nobody who may say so said anything of the time in question; and when the last that was said ended, where it ended before.
    NotKnown(Option<DateTime<Utc>>),
}

/// What one list or response says of a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Answer {
    /// When it was said.
    at: DateTime<Utc>,
    /// Until when it holds.
    until: Option<DateTime<Utc>>,
    state: State,
}

/// In what state a certificate is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Good,
    Revoked(Revoked),
    /// Whoever answers for its authority does not know it (RFC 6960 2.2).
    Unknown,
}

/// That a certificate is revoked or suspended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Revoked {
    since: DateTime<Utc>,
    /// Whether for a reason that leaves in force what was signed before (RFC 3161 clause 4).
    is_orderly: bool,
    /// Whether it is suspended, which may be lifted (RFC 5280 5.3.1).
    is_on_hold: bool,
}

impl Revoked {
    /// `invalid` is the invalidity date, `reason` the `CRLReason`, where one is given. What is known to be another's before it is revoked
    /// counts from then.
    fn new(since: DateTime<Utc>, invalid: Option<DateTime<Utc>>, reason: Option<&[u8]>) -> Self {
        let since = invalid.map_or(since, |invalid| invalid.min(since));
        // Unspecified, affiliation changed, superseded, cessation of operation.
        Self { since, is_orderly: matches!(reason, Some([0 | 3 | 4 | 5])), is_on_hold: reason == Some(&[6]) }
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
    given: (&TrustStore, &Checks),
    used: Used,
    now: DateTime<Utc>,
    reasons: &mut Vec<Reason>,
) -> (Revocation, Option<DateTime<Utc>>) {
    let (status, is_timely) = ask(certificate, given, used, now);
    if !is_timely && !matches!(status, Status::Revoked(_)) {
        reasons.push(Code::RevocationNotTimely.into());
    }
    match status {
        Status::Good(by, later) => {
            reasons.extend(later.map(|_| Reason::from(Code::RevokedLater)));
            (by, later)
        }
        Status::Revoked(since) => {
            reasons.push(Code::Revoked.into());
            (Revocation::Revoked, Some(since))
        }
        Status::Unknown => {
            reasons.push(Code::StatusUnknown.into());
            (Revocation::Unknown, None)
        }
        Status::NotKnown(ended) => {
            reasons.push(Code::RevocationNotChecked.into());
            reasons.extend(ended.map(|ended| Reason::about(Code::StatusEnded, &stamp(ended))));
            (Revocation::NotChecked, None)
        }
    }
}

/// Judges the certificates of the authorities between a certificate and its root; whether none of them is revoked so far as is known.
pub(super) fn judge_path(
    path: &[Vec<u8>],
    given: (&TrustStore, &Checks),
    used: Used,
    now: DateTime<Utc>,
    reasons: &mut Vec<Reason>,
) -> bool {
    let mut is_good = true;
    for authority in path.iter().filter_map(|der| Certificate::from_der(der).ok()) {
        let code = match ask(&authority, given, used, now).0 {
            Status::Good(_, None) => continue,
            Status::Good(_, Some(_)) => Code::RevokedLater,
            Status::Revoked(_) => Code::AuthorityRevoked,
            Status::Unknown => Code::StatusUnknown,
            Status::NotKnown(_) => Code::AuthorityNotChecked,
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
pub(super) fn ask(
    certificate: &Certificate,
    (store, checks): (&TrustStore, &Checks),
    used: Used,
    now: DateTime<Utc>,
) -> (Status, bool) {
    let issuers = issuers(certificate, store, checks);
    let lists = store.lists.iter().map(|der| (Revocation::GoodByCrl, list::ask(der, certificate, &issuers, checks)));
    let responses = store.responses.iter();
    let responses = responses.map(|der| (Revocation::GoodByOcsp, response::ask(der, certificate, &issuers, checks)));
    let proven = match used {
        Used::Unknown => None,
        Used::By(at) | Used::Says(at) => Some(at),
    };
    let until = proven.unwrap_or(now);
    let answers = lists.chain(responses).filter_map(|(kind, answer)| Some((kind, answer?)));
    let answers: Vec<(Revocation, Answer)> = answers.filter(|(_, answer)| answer.at <= now + CLOCKS_APART).collect();
    let revoked = answers.iter().filter_map(|(_, answer)| match answer.state {
        State::Revoked(one) if !is_lifted(one, answer, &answers, proven) => Some(one),
        _ => None,
    });
    let (revoked, later): (Vec<Revoked>, Vec<Revoked>) = revoked.partition(|one| one.holds(used, now));
    let first = |of: Vec<Revoked>| of.into_iter().map(|one| one.since).min();
    if let Some(since) = first(revoked) {
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
    let of_time = || answers.iter().filter(|(_, answer)| known(answer));
    // A list says nothing of what its authority never issued; of those who answer the last one knows.
    let asked = of_time().filter(|(kind, _)| *kind == Revocation::GoodByOcsp).max_by_key(|(_, answer)| answer.at);
    if asked.is_some_and(|(_, answer)| answer.state == State::Unknown) {
        return (Status::Unknown, timely);
    }
    let status = match of_time().find(|(_, answer)| answer.state != State::Unknown) {
        Some((kind, _)) => Status::Good(*kind, first(later)),
        None => Status::NotKnown(answers.iter().map(|(_, answer)| answer.until.unwrap_or(answer.at)).max()),
    };
    (status, timely)
}

/// The value of an extension, DER, of several one after the other.
fn extension<'a>(extensions: &'a [u8], id: &str) -> Option<&'a [u8]> {
    Der::new(extensions).find_map(|one| {
        let mut fields = Der::new(one.content);
        let is_it = dotted(fields.expect(OID)?) == id;
        fields.last().filter(|value| is_it && value.tag == OCTETS).map(|value| value.content)
    })
}

/// Since when a certificate is not to be relied on, by the extensions of an entry.
fn invalid_since(extensions: &[u8]) -> Option<DateTime<Utc>> {
    Der::new(extension(extensions, INVALIDITY_DATE)?).next()?.time()
}

/// Whether a suspension was lifted: a later answer knows nothing of it any more. What was signed while it held, as a timestamp proves and
/// the answer that tells of it says, stays signed under suspension.
fn is_lifted(one: Revoked, by: &Answer, answers: &[(Revocation, Answer)], proven: Option<DateTime<Utc>>) -> bool {
    let is_meanwhile = proven.is_some_and(|at| (one.since..=by.at).contains(&at));
    one.is_on_hold && !is_meanwhile && answers.iter().any(|(_, later)| later.at > by.at && later.state == State::Good)
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

    fn is_by(&self, issuer: &Certificate, checks: &Checks) -> bool {
        let key = issuer.key().filter(|key| self.method.fits(key));
        key.is_some_and(|key| {
            checks.spend(key, self.body.whole) && self.method.verify(key, self.body.whole, self.signature, true)
        })
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
        let body = Der::new(Der::only(certificate, SEQUENCE)?).next().filter(|body| body.tag == SEQUENCE)?;
        let mut fields = Der::new(body.content);
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

/// The certificates of `store` that issued this one: of the issuer's name, and with the key that signed it; of those with one key, one
/// that may sign lists, if there is any, and one that may not.
fn issuers(certificate: &Certificate, store: &TrustStore, checks: &Checks) -> Vec<Certificate> {
    let Some(own) = Named::of(certificate.der()) else { return Vec::new() };
    let mut tried: Vec<(&[u8], bool)> = Vec::new();
    let mut issuers = Vec::new();
    for der in store.roots.iter().chain(&store.intermediates) {
        let Some(named) = Named::of(der).filter(|named| named.subject == own.issuer) else { continue };
        let Ok(issuer) = Certificate::from_der(der) else { continue };
        let one = (named.key, issuer.may_sign_lists());
        if !tried.contains(&one) {
            tried.push(one);
            issuers.extend(issued(&issuer, certificate.der(), checks).then_some(issuer));
        }
    }
    issuers
}

fn issued(issuer: &Certificate, certificate: &[u8], checks: &Checks) -> bool {
    let names = Named::of(certificate).zip(Named::of(issuer.der()));
    let is_named = names.is_some_and(|(own, issuer)| own.issuer == issuer.subject);
    let signed = Der::only(certificate, SEQUENCE).and_then(Signed::read);
    is_named && signed.is_some_and(|signed| signed.is_by(issuer, checks))
}

/// Most certificates of one name that come along and are tried: a key is renewed, and certified by another authority, but not often.
const MAX_NAMESAKES: usize = 4;

/// Adds certificates that came along to those that a path may lead through, but so many of one name only: each path through any of them
/// is tried, and of those there are as many as there are ways to order them. The first `own` are the receiver's.
pub(super) fn bring<'a>(store: &mut TrustStore, own: usize, certificates: impl Iterator<Item = &'a [u8]>) {
    for der in certificates {
        let Some(one) = Named::of(der).filter(|_| der.len() <= MAX_SIZE) else { continue };
        let is_namesake = |other: &&Vec<u8>| Named::of(other).is_some_and(|other| other.subject == one.subject);
        let namesakes = store.intermediates.iter().skip(own).filter(is_namesake).take(MAX_NAMESAKES);
        if namesakes.count() < MAX_NAMESAKES && !store.intermediates.iter().any(|other| other == der) {
            store.intermediates.push(der.to_vec());
        }
    }
}
