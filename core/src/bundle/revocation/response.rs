//! OCSP responses (RFC 6960), by the issuer of the certificate itself or by a responder to whom it issued a certificate for that.

use sha1::Sha1;
use sha2::{Digest, Sha256};

use super::super::{
    Certificate,
    method::dotted,
    tlv::{Der, GENERALIZED_TIME, INTEGER, OCTETS, OID, SEQUENCE},
};
use super::{Answer, ENUMERATED, Named, Revoked, Signed, issued};

const BASIC: &str = "1.3.6.1.5.5.7.48.1.1";
/// So many certificates that a response brings are looked at: that of the responder is among the first.
const MAX_BROUGHT: usize = 4;
const SUCCESSFUL: [u8; 3] = [ENUMERATED, 1, 0];

/// What a response says of a certificate; `None` where it is not about it, or by nobody who may say so.
pub(super) fn ask(der: &[u8], certificate: &Certificate, issuers: &[Certificate]) -> Option<Answer> {
    let signed = Signed::read(basic(der)?)?;
    let mut fields = Der::new(signed.body.content);
    fields.optional(0xa0);
    let _responder = fields.next()?;
    let produced = fields.next().filter(|time| time.tag == GENERALIZED_TIME)?.time()?;
    let mut rest = signed.rest;
    let brought = rest.optional(0xa0).and_then(|all| Der::only(all.content, SEQUENCE)).unwrap_or_default();
    let brought = Der::new(brought).take(MAX_BROUGHT);
    let brought: Vec<Certificate> = brought.filter_map(|one| Certificate::from_der(one.whole).ok()).collect();
    let is_delegate = |issuer: &Certificate, other: &Certificate| {
        let (first, last) = other.period();
        other.is_for_ocsp() && (first..=last).contains(&produced) && issued(issuer, other.der()) && signed.is_by(other)
    };
    let issuer =
        issuers.iter().find(|issuer| signed.is_by(issuer) || brought.iter().any(|other| is_delegate(issuer, other)))?;
    let (own, of) = (Named::of(certificate.der())?, Named::of(issuer.der())?);
    let single = Der::new(fields.expect(SEQUENCE)?).find(|one| is_about(one.content, &own, &of) == Some(true))?;
    let mut fields = Der::new(single.content);
    fields.next()?;
    let state = fields.next()?;
    let revoked = match state.tag {
        0x80 => None,
        0xa1 => {
            let mut fields = Der::new(state.content);
            let since = fields.next()?.time()?;
            let reason = fields.optional(0xa0).and_then(|reason| Der::only(reason.content, ENUMERATED));
            Some(Revoked::new(since, reason))
        }
        _ => return None,
    };
    let at = fields.next()?.time()?;
    let until = match fields.optional(0xa0) {
        Some(next) => Some(Der::new(next.content).next()?.time()?),
        None => None,
    };
    Some(Answer { at, until, revoked })
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

/// Whether a single response is about the certificate of this serial number under this issuer. SHA-1 only names the issuer here, whose
/// signature is proved.
fn is_about(single: &[u8], own: &Named<'_>, issuer: &Named<'_>) -> Option<bool> {
    let mut id = Der::new(Der::new(single).expect(SEQUENCE)?);
    let digest = |bytes: &[u8], algorithm: &str| match algorithm {
        "1.3.14.3.2.26" => Some(Sha1::digest(bytes).to_vec()),
        "2.16.840.1.101.3.4.2.1" => Some(Sha256::digest(bytes).to_vec()),
        _ => None,
    };
    let algorithm = dotted(Der::new(id.expect(SEQUENCE)?).expect(OID)?);
    let (name, key) = (id.expect(OCTETS)?, id.expect(OCTETS)?);
    let is_issuer = digest(issuer.subject, &algorithm)? == name && digest(issuer.key, &algorithm)? == key;
    Some(is_issuer && id.expect(INTEGER)? == own.serial)
}
