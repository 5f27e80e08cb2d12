//! The signer's certificate: who it names, and whether it may sign a dossier at an instant.

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use x509_cert::{
    der::{
        Any, Decode, Tag, Tagged,
        asn1::{BmpString, ObjectIdentifier},
    },
    ext::pkix::{BasicConstraints, ExtendedKeyUsage, KeyUsage},
    name::Name,
    time::Time,
};

use super::{PublicKey, algorithm::RSA_ENCRYPTION};
use crate::json::hex;
use crate::text::is_invisible;

const COMMON_NAME: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.3");
const ORGANISATION: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.10");
const OCSP_SIGNING: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.9");
const TIME_STAMPING: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.8");
const LIST_PLACES: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.31");
/// `userId`, where Vietnamese authorities write `MST:` and the tax code, `CCCD:` and the citizen id.
const USER_ID: ObjectIdentifier = ObjectIdentifier::new_unwrap("0.9.2342.19200300.100.1.1");

/// Largest certificate that is read, in bytes: what it says is told, and looked at again for each path.
pub(super) const MAX_SIZE: usize = 1 << 16;

/// A certificate read from its DER bytes.
#[derive(Clone, Debug)]
pub struct Certificate {
    der: Vec<u8>,
    parsed: x509_cert::Certificate,
    key: Option<PublicKey>,
}

/// The bytes are no X.509 certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotACertificate;

/// Why a certificate may not sign a dossier (Circular 15/2025/TT-BKHCN, Appendix II).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CertificateFault {
    /// Its period ended before the instant.
    Expired,
    /// Its period begins after the instant.
    NotYetValid,
    /// Its key usage holds neither `digitalSignature` nor `nonRepudiation`.
    NoSigningUse,
    /// It belongs to a certification authority.
    Authority,
    /// Its key is none of P-256, P-384, RSA of 2048 bits or more.
    UnsupportedKey,
}

impl Certificate {
    /// Reads one certificate, and nothing after it.
    ///
    /// # Errors
    /// [`NotACertificate`] where the bytes are not exactly one DER certificate, of at most 64 KiB.
    pub fn from_der(der: &[u8]) -> Result<Self, NotACertificate> {
        if der.len() > MAX_SIZE {
            return Err(NotACertificate);
        }
        let parsed = x509_cert::Certificate::from_der(der).map_err(|_| NotACertificate)?;
        let key = PublicKey::from_spki(parsed.tbs_certificate().subject_public_key_info());
        Ok(Self { der: der.to_vec(), parsed, key })
    }

    /// The bytes it was read from.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    pub(super) const fn parsed(&self) -> &x509_cert::Certificate {
        &self.parsed
    }

    /// SHA-256 of its bytes.
    #[must_use]
    pub fn sha256(&self) -> [u8; 32] {
        Sha256::digest(&self.der).into()
    }

    /// Its key, where it is of a kind that can sign a bundle.
    #[must_use]
    pub const fn key(&self) -> Option<&PublicKey> {
        self.key.as_ref()
    }

    /// Whether its key is RSA, and of a length that is not taken.
    pub(super) fn has_short_key(&self) -> bool {
        self.key.is_none() && self.parsed.tbs_certificate().subject_public_key_info().algorithm.oid == RSA_ENCRYPTION
    }

    /// First and last instant of its validity.
    #[must_use]
    pub fn period(&self) -> (DateTime<Utc>, DateTime<Utc>) {
        let validity = self.parsed.tbs_certificate().validity();
        (instant(validity.not_before), instant(validity.not_after))
    }

    /// Every reason why it may not sign at `at`, none if it may.
    #[must_use]
    pub fn faults(&self, at: DateTime<Utc>) -> Vec<CertificateFault> {
        let (first, last) = self.period();
        [
            (at > last, CertificateFault::Expired),
            (at < first, CertificateFault::NotYetValid),
            (!self.may_sign(), CertificateFault::NoSigningUse),
            (self.is_authority(), CertificateFault::Authority),
            (self.key.is_none(), CertificateFault::UnsupportedKey),
        ]
        .into_iter()
        .filter_map(|(holds, fault)| holds.then_some(fault))
        .collect()
    }

    /// The subject as one line (RFC 4514).
    #[must_use]
    pub fn subject(&self) -> String {
        shown(&self.parsed.tbs_certificate().subject().to_string())
    }

    /// The issuer as one line (RFC 4514).
    #[must_use]
    pub fn issuer(&self) -> String {
        shown(&self.parsed.tbs_certificate().issuer().to_string())
    }

    /// The subject's common name.
    #[must_use]
    pub fn common_name(&self) -> Option<String> {
        values(self.parsed.tbs_certificate().subject(), COMMON_NAME).next().map(|name| shown(&name))
    }

    /// The subject's organisation.
    #[must_use]
    pub fn organisation(&self) -> Option<String> {
        values(self.parsed.tbs_certificate().subject(), ORGANISATION).next().map(|name| shown(&name))
    }

    /// The tax code in the subject's `UID=MST:…`; none where it is absent or given twice with different values.
    #[must_use]
    pub fn tax_code(&self) -> Option<String> {
        self.tax_codes().pop().filter(|_| !self.has_several_tax_codes())
    }

    /// Every tax code in the subject, each once.
    #[must_use]
    pub fn tax_codes(&self) -> Vec<String> {
        let mut codes = Vec::new();
        for value in values(self.parsed.tbs_certificate().subject(), USER_ID) {
            let code = value.trim().strip_prefix("MST:").map(|code| shown(code.trim()));
            codes.extend(code.filter(|code| !codes.contains(code)));
        }
        codes
    }

    /// Whether it states different tax codes, so that none of them is the holder's for sure.
    #[must_use]
    pub fn has_several_tax_codes(&self) -> bool {
        self.tax_codes().len() > 1
    }

    /// The serial number, hexadecimal.
    #[must_use]
    pub fn serial(&self) -> String {
        hex(self.parsed.tbs_certificate().serial_number().as_bytes())
    }

    /// The public key as it stands in the certificate, without its algorithm.
    #[cfg(feature = "key")]
    pub(crate) fn public_key_bytes(&self) -> &[u8] {
        self.parsed.tbs_certificate().subject_public_key_info().subject_public_key.raw_bytes()
    }

    /// Whether it is issued for timestamps and nothing else (RFC 3161 2.3).
    pub(super) fn is_for_timestamps(&self) -> bool {
        match self.parsed.tbs_certificate().get_extension::<ExtendedKeyUsage>() {
            Ok(Some((critical, usage))) => critical && usage.0 == [TIME_STAMPING],
            _ => false,
        }
    }

    /// Whether it is issued for answering about the certificates of its issuer (RFC 6960 4.2.2.2).
    pub(super) fn is_for_ocsp(&self) -> bool {
        let usage = self.parsed.tbs_certificate().get_extension::<ExtendedKeyUsage>();
        matches!(usage, Ok(Some((_, usage))) if usage.0.contains(&OCSP_SIGNING))
    }

    /// Whether it may sign revocation lists: where its key is restricted, by `cRLSign` (RFC 5280 4.2.1.3).
    pub(super) fn may_sign_lists(&self) -> bool {
        match self.parsed.tbs_certificate().get_extension::<KeyUsage>() {
            Ok(Some((_, usage))) => usage.crl_sign(),
            Ok(None) => true,
            Err(_) => false,
        }
    }

    /// Where lists are published on which it would stand: the content of `CRLDistributionPoints` (RFC 5280 4.2.1.13).
    pub(super) fn list_places(&self) -> Option<&[u8]> {
        let mut all = self.parsed.tbs_certificate().extensions()?.iter();
        all.find(|one| one.extn_id == LIST_PLACES).map(|one| one.extn_value.as_bytes())
    }

    fn may_sign(&self) -> bool {
        match self.parsed.tbs_certificate().get_extension::<KeyUsage>() {
            Ok(Some((_, usage))) => usage.digital_signature() || usage.non_repudiation(),
            // RFC 5280 4.2.1.3: without the extension the key is not restricted.
            Ok(None) => true,
            Err(_) => false,
        }
    }

    pub(super) fn is_authority(&self) -> bool {
        match self.parsed.tbs_certificate().get_extension::<BasicConstraints>() {
            Ok(Some((_, constraints))) => constraints.ca,
            Ok(None) => false,
            Err(_) => true,
        }
    }
}

/// A time of ASN.1 as an instant.
pub(super) fn instant(time: Time) -> DateTime<Utc> {
    let seconds = i64::try_from(time.to_unix_duration().as_secs()).unwrap_or(i64::MAX);
    DateTime::from_timestamp(seconds, 0).unwrap_or(DateTime::<Utc>::MAX_UTC)
}

fn values(name: &Name, oid: ObjectIdentifier) -> impl Iterator<Item = String> + '_ {
    name.iter().filter(move |attribute| attribute.oid == oid).filter_map(|attribute| text(&attribute.value))
}

/// What a stranger wrote, without characters that would steer a terminal or turn a line around.
fn shown(text: &str) -> String {
    text.chars().map(|c| if c.is_control() || is_invisible(c) { char::REPLACEMENT_CHARACTER } else { c }).collect()
}

pub(super) fn text(value: &Any) -> Option<String> {
    match value.tag() {
        Tag::Utf8String | Tag::PrintableString | Tag::Ia5String => String::from_utf8(value.value().to_vec()).ok(),
        Tag::BmpString => value.decode_as::<BmpString>().ok().map(|text| text.to_string()),
        // Read as Latin-1, as every implementation does.
        Tag::TeletexString => Some(value.value().iter().map(|&byte| char::from(byte)).collect()),
        _ => None,
    }
}
