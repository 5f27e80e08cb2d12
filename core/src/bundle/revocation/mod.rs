//! Whether a certificate was revoked: by revocation lists (RFC 5280 clause 5) and OCSP responses (RFC 6960) that the receiver gives or the
//! signature brings. Nothing is fetched. Only the signer's own certificate is asked about.

mod list;
mod response;

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

/// What one list or response says of a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Answer {
    /// When it was said.
    at: DateTime<Utc>,
    /// Until when it holds.
    until: Option<DateTime<Utc>>,
    /// Since when the certificate is revoked or suspended, if it is.
    revoked: Option<DateTime<Utc>>,
}

/// Asks every list and response of `store` about a certificate. `proven` is when it was used at the latest, where a timestamp proves
/// that; otherwise its state now counts, for nobody knows when it was used.
pub(super) fn judge(
    certificate: &Certificate,
    store: &TrustStore,
    proven: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
    reasons: &mut Vec<Reason>,
) -> (Revocation, Option<DateTime<Utc>>) {
    let lists = store.lists.iter().map(|der| (Revocation::GoodByCrl, list::ask(der, certificate, store)));
    let responses = store.responses.iter().map(|der| (Revocation::GoodByOcsp, response::ask(der, certificate, store)));
    let until = proven.unwrap_or(now);
    let answers = lists.chain(responses).filter_map(|(kind, answer)| Some((kind, answer?)));
    let answers: Vec<(Revocation, Answer)> = answers.filter(|(_, answer)| answer.at <= now + CLOCKS_APART).collect();
    let revoked = answers.iter().filter_map(|(_, answer)| answer.revoked).filter(|since| *since <= until).min();
    if let Some(since) = revoked {
        reasons.push(Code::Revoked.into());
        return (Revocation::Revoked, Some(since));
    }
    // An answer from before the signature says nothing of the time of the signature, unless it still holds then.
    let holds = |answer: &Answer| answer.until.map_or(answer.at + TIMELY >= until, |end| end >= until);
    let known = |answer: &Answer| {
        proven.map_or_else(|| holds(answer), |proven| answer.at + CLOCKS_APART >= proven || holds(answer))
    };
    let good: Vec<&(Revocation, Answer)> = answers.iter().filter(|(_, answer)| known(answer)).collect();
    // A list is good until the next; a response is asked for when it is needed.
    let is_timely = |kind: Revocation, answer: &Answer| {
        let is_near = |at| answer.at + CLOCKS_APART >= at && answer.at <= at + TIMELY;
        proven.is_none_or(is_near) || (kind == Revocation::GoodByCrl && holds(answer))
    };
    if !answers.is_empty() && !answers.iter().any(|(kind, answer)| is_timely(*kind, answer)) {
        reasons.push(Code::RevocationNotTimely.into());
    }
    match good.first() {
        Some((kind, _)) => (*kind, None),
        None => {
            reasons.push(Code::RevocationNotChecked.into());
            (Revocation::NotChecked, None)
        }
    }
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
