//! Revocation lists (RFC 5280 clause 5), signed by the issuer of the certificate itself.

use super::super::{
    Certificate,
    checks::Checks,
    tlv::{Der, INTEGER, SEQUENCE},
};
use super::scope::{Scope, scope};
use super::{Answer, ENUMERATED, Named, Revoked, Signed, State, extension, invalid_since};

/// The extension of an entry that gives its reason (RFC 5280 5.3.1).
const REASON: &str = "2.5.29.21";
/// The reason that is none: the certificate is no longer suspended.
const REMOVED: [u8; 1] = [8];

/// What a list says of a certificate; `None` where it is none of its issuers', or may leave the certificate out and does not name it.
pub(super) fn ask(der: &[u8], certificate: &Certificate, issuers: &[Certificate], checks: &Checks) -> Option<Answer> {
    let signed = Signed::read(Der::only(der, SEQUENCE)?)?;
    let own = Named::of(certificate.der())?;
    let mut fields = Der::new(signed.body.content);
    fields.optional(INTEGER);
    fields.expect(SEQUENCE)?;
    if fields.next()?.whole != own.issuer {
        return None;
    }
    issuers.iter().find(|issuer| issuer.may_sign_lists() && signed.is_by(issuer, checks))?;
    let at = fields.next()?.time()?;
    let mut rest = fields;
    let until = rest.next().and_then(|value| value.time());
    if until.is_some() {
        fields = rest;
    }
    let revoked = fields.optional(SEQUENCE).map_or(&[][..], |entries| entries.content);
    let extensions = fields.optional(0xa0).map_or(Some(&[][..]), |value| Der::only(value.content, SEQUENCE))?;
    let entry = Der::new(revoked).find_map(|entry| {
        let mut fields = Der::new(entry.content);
        (fields.expect(INTEGER)? == own.serial).then(|| revoked_since(fields))
    });
    let revoked = match entry {
        Some(revoked) => revoked?,
        None => None,
    };
    // Whoever is on a list is revoked; that others are not says only a list that leaves nobody out.
    let counts = match scope(extensions, certificate) {
        Scope::Whole => true,
        Scope::Part => revoked.is_some(),
        Scope::Indirect => false,
    };
    counts.then_some(Answer { at, until, state: revoked.map_or(State::Good, State::Revoked) })
}

/// Since when, and for what reason, by what follows the serial number of an entry; `Some(None)` where it is no longer suspended.
fn revoked_since(mut fields: Der<'_>) -> Option<Option<Revoked>> {
    let since = fields.next()?.time()?;
    let extensions = fields.optional(SEQUENCE).map_or(&[][..], |value| value.content);
    let reason = extension(extensions, REASON).and_then(|value| Der::only(value, ENUMERATED));
    Some((reason != Some(&REMOVED[..])).then(|| Revoked::new(since, invalid_since(extensions), reason)))
}
