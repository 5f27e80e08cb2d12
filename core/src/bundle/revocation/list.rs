//! Revocation lists (RFC 5280 clause 5): complete ones, signed by the issuer of the certificate itself.

use super::super::{
    Certificate, TrustStore,
    method::dotted,
    tlv::{Der, INTEGER, OCTETS, OID, SEQUENCE},
};
use super::{Answer, ENUMERATED, Named, Revoked, Signed, issuers};

/// The extension of an entry that gives its reason (RFC 5280 5.3.1).
const REASON: &str = "2.5.29.21";
const CRITICAL: [u8; 3] = [1, 1, 0xff];

/// What a list says of a certificate; `None` where it is none of its issuer's, or not complete.
pub(super) fn ask(der: &[u8], certificate: &Certificate, store: &TrustStore) -> Option<Answer> {
    let signed = Signed::read(Der::only(der, SEQUENCE)?)?;
    let own = Named::of(certificate.der())?;
    let by = issuers(certificate, store).into_iter().find(|issuer| issuer.may_sign_lists() && signed.is_by(issuer));
    by?;
    let mut fields = Der::new(signed.body.content);
    fields.optional(INTEGER);
    fields.expect(SEQUENCE)?;
    if fields.next()?.whole != own.issuer {
        return None;
    }
    let at = fields.next()?.time()?;
    let mut rest = fields;
    let until = rest.next().and_then(|value| value.time());
    if until.is_some() {
        fields = rest;
    }
    let revoked = fields.optional(SEQUENCE).map_or(&[][..], |entries| entries.content);
    let extensions = fields.optional(0xa0).map_or(Some(&[][..]), |value| Der::only(value.content, SEQUENCE))?;
    // Critical extensions cut a list down: to some reasons, some holders, what changed since another list.
    let is_complete = Der::new(extensions)
        .all(|one| !one.content.windows(3).any(|bytes| bytes == CRITICAL) || is_number(one.content));
    let entry = Der::new(revoked).find_map(|entry| {
        let mut fields = Der::new(entry.content);
        (fields.expect(INTEGER)? == own.serial).then(|| revoked_since(fields))
    });
    let revoked = match entry {
        Some(revoked) => Some(revoked?),
        None => None,
    };
    is_complete.then_some(Answer { at, until, revoked })
}

/// Since when, and for what reason, by what follows the serial number of an entry.
fn revoked_since(mut fields: Der<'_>) -> Option<Revoked> {
    let since = fields.next()?.time()?;
    let extensions = fields.optional(SEQUENCE).map_or(&[][..], |value| value.content);
    let reason = Der::new(extensions).find_map(|one| {
        let mut fields = Der::new(one.content);
        let is_reason = dotted(fields.expect(OID)?) == REASON;
        let value = fields.last().filter(|value| is_reason && value.tag == OCTETS)?;
        Der::only(value.content, ENUMERATED)
    });
    Some(Revoked::new(since, reason))
}

/// Whether an extension is one that changes nothing of what a list covers: its number, its issuer's key.
fn is_number(extension: &[u8]) -> bool {
    let id = Der::new(extension).expect(OID).map(dotted);
    matches!(id.as_deref(), Some("2.5.29.20" | "2.5.29.35"))
}
