//! A timestamp token, proved before it is taken.

use ::cms::{
    cert::CertificateChoices,
    signed_data::{SignedData, SignerInfo},
};
use chrono::{DateTime, Utc};
use der::{
    Decode, Encode, Tag, Tagged,
    asn1::{ObjectIdentifier, OctetString, Uint},
};
use x509_cert::ext::pkix::ExtendedKeyUsage;

use super::tsp::{MessageImprint, TimeStampResp, TstInfo};
use crate::bundle::cms::oid::{
    CONTENT_TYPE, MESSAGE_DIGEST, SIGNED_DATA, SIGNING_CERTIFICATE_V2, TIME_STAMPING, TST_INFO,
};
use crate::bundle::cms::signer::{Digesting, SigningCertificateV2, attribute, is_of, is_right};
use crate::bundle::{Certificate, instant};

/// Up to this status the authority grants what was asked (RFC 3161 2.4.2).
const GRANTED: u8 = 1;

/// A timestamp that was proved.
#[derive(Clone, Debug)]
pub struct Timestamp {
    token: Vec<u8>,
    time: DateTime<Utc>,
    authority: Certificate,
}

impl Timestamp {
    /// The token (`TimeStampToken`, DER).
    #[must_use]
    pub fn token(&self) -> &[u8] {
        &self.token
    }

    /// The time that the authority states.
    #[must_use]
    pub const fn time(&self) -> DateTime<Utc> {
        self.time
    }

    /// The certificate of the authority.
    #[must_use]
    pub const fn authority(&self) -> &Certificate {
        &self.authority
    }
}

/// Why an answer gives no timestamp.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimestampError {
    /// It is no answer of this protocol.
    Unreadable,
    /// The authority refused; its status.
    Refused(u8),
    /// The timestamp is over something else.
    OtherImprint,
    /// The answer is to another request.
    OtherNonce,
    /// Not exactly one signer, or without its certificate.
    NoSigner,
    /// The certificate is not one for timestamps alone.
    NotForTimestamps,
    /// By an algorithm that is not taken.
    Algorithm,
    /// The signature is not the authority's.
    WrongSignature,
}

/// Reads and proves an answer.
///
/// # Errors
/// See [`TimestampError`].
pub fn take(answer: &[u8], imprint: &MessageImprint, nonce: &Uint) -> Result<Timestamp, TimestampError> {
    let unreadable = |_| TimestampError::Unreadable;
    let answer = TimeStampResp::from_der(answer).map_err(unreadable)?;
    if answer.status.status > GRANTED {
        return Err(TimestampError::Refused(answer.status.status));
    }
    let token = answer.token.filter(|token| token.content_type == SIGNED_DATA).ok_or(TimestampError::Unreadable)?;
    let data: SignedData = token.content.decode_as().map_err(unreadable)?;
    let content =
        data.encap_content_info.econtent.as_ref().filter(|_| data.encap_content_info.econtent_type == TST_INFO);
    let content: OctetString = content.ok_or(TimestampError::Unreadable)?.decode_as().map_err(unreadable)?;
    let info = TstInfo::from_der(content.as_bytes()).map_err(unreadable)?;
    if info.imprint.algorithm.oid != imprint.algorithm.oid || info.imprint.digest != imprint.digest {
        return Err(TimestampError::OtherImprint);
    }
    if info.nonce.as_ref() != Some(nonce) {
        return Err(TimestampError::OtherNonce);
    }
    let time = instant(&info).ok_or(TimestampError::Unreadable)?;
    let [signer] = data.signer_infos.0.as_slice() else { return Err(TimestampError::NoSigner) };
    let authority = authority(&data, signer)?;
    prove(signer, &authority, content.as_bytes())?;
    Ok(Timestamp { token: token.to_der().map_err(unreadable)?, time, authority })
}

/// The certificate that the signer names, for timestamps alone (RFC 3161 2.3).
fn authority(data: &SignedData, signer: &SignerInfo) -> Result<Certificate, TimestampError> {
    let all = data.certificates.iter().flat_map(|set| set.0.iter());
    let own = all.filter_map(|choice| match choice {
        CertificateChoices::Certificate(certificate) if is_of(signer, certificate) => Some(certificate),
        _ => None,
    });
    let own = own.last().ok_or(TimestampError::NoSigner)?;
    let uses = own.tbs_certificate().get_extension::<ExtendedKeyUsage>();
    match uses {
        Ok(Some((true, ExtendedKeyUsage(uses)))) if uses == [TIME_STAMPING] => {}
        _ => return Err(TimestampError::NotForTimestamps),
    }
    let der = own.to_der().map_err(|_| TimestampError::NoSigner)?;
    Certificate::from_der(&der).map_err(|_| TimestampError::NoSigner)
}

fn prove(signer: &SignerInfo, authority: &Certificate, content: &[u8]) -> Result<(), TimestampError> {
    let attributes = signer.signed_attrs.as_ref().ok_or(TimestampError::WrongSignature)?;
    let hash = Digesting::of(&signer.digest_alg).ok_or(TimestampError::Algorithm)?;
    let is_info = attribute::<ObjectIdentifier>(attributes, CONTENT_TYPE) == Some(TST_INFO);
    let digest = attribute::<OctetString>(attributes, MESSAGE_DIGEST);
    if !is_info || digest.is_none_or(|digest| digest.as_bytes() != hash.digest(content)) {
        return Err(TimestampError::WrongSignature);
    }
    // Older authorities name their certificate by SHA-1 (RFC 2634) only; where it is named as RFC 5816 asks, it must be this one.
    let named = attribute::<SigningCertificateV2>(attributes, SIGNING_CERTIFICATE_V2);
    if named.is_some_and(|named| !named.certificates.first().is_some_and(|first| first.is_of(authority.der()))) {
        return Err(TimestampError::WrongSignature);
    }
    let key = authority.key().ok_or(TimestampError::Algorithm)?;
    let signed = attributes.to_der().map_err(|_| TimestampError::Unreadable)?;
    match is_right(key, &signer.signature_algorithm, hash, &signed, signer.signature.as_bytes()) {
        Some(true) => Ok(()),
        Some(false) => Err(TimestampError::WrongSignature),
        None => Err(TimestampError::Algorithm),
    }
}

/// `genTime`: UTC, with or without fractions of a second, which are cut.
fn instant(info: &TstInfo) -> Option<DateTime<Utc>> {
    if info.time.tag() != Tag::GeneralizedTime {
        return None;
    }
    let text = std::str::from_utf8(info.time.value()).ok()?.strip_suffix('Z')?;
    let whole = text.split_once('.').map_or(text, |(whole, _)| whole);
    instant::digits(whole)
}
