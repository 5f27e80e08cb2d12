//! OCSP responses (RFC 6960), by the issuer of the certificate itself or by a responder to whom it issued a certificate for that.

use sha1::Sha1;
use sha2::{Digest, Sha256};

use super::super::{
    Certificate,
    checks::Checks,
    method::dotted,
    tlv::{Der, GENERALIZED_TIME, INTEGER, OCTETS, OID, SEQUENCE, Value},
};
use super::{Answer, ENUMERATED, Named, Revoked, Signed, State, invalid_since, issued};

const BASIC: &str = "1.3.6.1.5.5.7.48.1.1";
/// So many certificates that a response brings are looked at: that of the responder is among the first.
const MAX_BROUGHT: usize = 4;
/// So many single responses of a response are looked at: it is about what was asked, which is one certificate, or those of a path.
const MAX_SINGLE: usize = 32;
const SUCCESSFUL: [u8; 3] = [ENUMERATED, 1, 0];

/// What a response says of a certificate; `None` where it is not about it, or by nobody who may say so.
pub(super) fn ask(der: &[u8], certificate: &Certificate, issuers: &[Certificate], checks: &Checks) -> Option<Answer> {
    let signed = Signed::read(basic(der)?)?;
    let mut fields = Der::new(signed.body.content);
    fields.optional(0xa0);
    let _responder = fields.next()?;
    let produced = fields.next().filter(|time| time.tag == GENERALIZED_TIME)?.time()?;
    let answers = fields.expect(SEQUENCE)?;
    let own = Named::of(certificate.der())?;
    // What is not about the certificate is not verified either.
    let named = issuers.iter().filter_map(|issuer| Some((issuer, about(answers, &own, &Named::of(issuer.der())?)?)));
    let named: Vec<_> = named.collect();
    if named.is_empty() {
        return None;
    }
    let mut rest = signed.rest;
    let brought = rest.optional(0xa0).and_then(|all| Der::only(all.content, SEQUENCE)).unwrap_or_default();
    let brought = Der::new(brought).take(MAX_BROUGHT);
    let brought: Vec<Certificate> = brought.filter_map(|one| Certificate::from_der(one.whole).ok()).collect();
    let is_delegate = |issuer: &Certificate, other: &Certificate| {
        let (first, last) = other.period();
        let may_answer = other.is_for_ocsp() && (first..=last).contains(&produced);
        may_answer && issued(issuer, other.der(), checks) && signed.is_by(other, checks)
    };
    let is_by =
        |issuer: &Certificate| signed.is_by(issuer, checks) || brought.iter().any(|other| is_delegate(issuer, other));
    let (_, single) = named.into_iter().find(|(issuer, _)| is_by(issuer))?;
    let mut fields = Der::new(single.content);
    fields.next()?;
    let state = fields.next()?;
    let state = match state.tag {
        0x80 => State::Good,
        0xa1 => {
            let mut fields = Der::new(state.content);
            let since = fields.next()?.time()?;
            let reason = fields.optional(0xa0).and_then(|reason| Der::only(reason.content, ENUMERATED));
            State::Revoked(Revoked::new(since, extensions_of(single).and_then(invalid_since), reason))
        }
        0x82 => State::Unknown,
        _ => return None,
    };
    let at = fields.next()?.time()?;
    let until = match fields.optional(0xa0) {
        Some(next) => Some(Der::new(next.content).next()?.time()?),
        None => None,
    };
    Some(Answer { at, until, state })
}

/// The extensions of a single response: what else would stand in the entry of a list (RFC 6960 4.4.5).
fn extensions_of(single: Value<'_>) -> Option<&[u8]> {
    let last = Der::new(single.content).last().filter(|last| last.tag == 0xa1)?;
    Der::only(last.content, SEQUENCE)
}

/// Whether this is the content of a response with its envelope, whatever it says.
pub(super) fn is_one(content: &[u8]) -> bool {
    Der::new(content).next().is_some_and(|status| status.tag == ENUMERATED)
}

/// The content of the basic response, whether it came with its envelope or without.
fn basic(der: &[u8]) -> Option<&[u8]> {
    let content = Der::only(der, SEQUENCE)?;
    let mut fields = Der::new(content);
    if fields.next()?.whole != SUCCESSFUL {
        return Some(content);
    }
    let mut bytes = Der::new(Der::only(fields.expect(0xa0)?, SEQUENCE)?);
    if dotted(bytes.expect(OID)?) != BASIC {
        return None;
    }
    Der::only(bytes.expect(OCTETS)?, SEQUENCE)
}

/// The first single response about the certificate of this serial number under this issuer.
fn about<'a>(answers: &'a [u8], own: &Named<'_>, issuer: &Named<'_>) -> Option<Value<'a>> {
    // SHA-1 only names the issuer here, whose signature is proved.
    let digests = |bytes: &[u8]| [Sha1::digest(bytes).to_vec(), Sha256::digest(bytes).to_vec()];
    let named = ["1.3.14.3.2.26", "2.16.840.1.101.3.4.2.1"].into_iter().zip(digests(issuer.subject));
    let named: Vec<_> = named.zip(digests(issuer.key)).collect();
    let is_about = |single: &Value<'_>| {
        let mut id = Der::new(Der::new(single.content).expect(SEQUENCE)?);
        let algorithm = dotted(Der::new(id.expect(SEQUENCE)?).expect(OID)?);
        let (name, key) = (id.expect(OCTETS)?, id.expect(OCTETS)?);
        let is_issuer =
            named.iter().any(|((by, own_name), own_key)| *by == algorithm && own_name == name && own_key == key);
        Some(is_issuer && id.expect(INTEGER)? == own.serial)
    };
    Der::new(answers).take(MAX_SINGLE).find(|single| is_about(single) == Some(true))
}
