//! What is known of a container and of the signatures in it, as it is answered.

use serde::Serialize;

use super::{Reason, Severity, said};

/// What is known of a container, its signatures and their signers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Seal {
    /// Whether the bytes are the signed ones.
    pub integrity: Integrity,
    /// By which rules the container was read.
    pub container: Container,
    /// The signatures, in the order of their files.
    #[serde(serialize_with = "said::with_words")]
    #[cfg_attr(feature = "schema", schemars(with = "Vec<said::WithWords<'static>>"))]
    pub signatures: Vec<Signature>,
    /// The parts: every file beside the container's own.
    pub parts: Vec<Covered>,
    /// The entries that no signature covers.
    pub uncovered: Vec<String>,
    /// What is to be said of the container and its content, worst first; what is to be said of a signature stands there.
    pub reasons: Vec<Reason>,
}

impl Seal {
    /// Every reason: of the container, then of each signature.
    pub fn all_reasons(&self) -> impl Iterator<Item = &Reason> {
        self.reasons.iter().chain(self.signatures.iter().flat_map(|signature| &signature.reasons))
    }

    /// All in one word.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        match self.integrity {
            Integrity::NotAContainer => Outcome::NotAContainer,
            Integrity::Damaged => Outcome::Damaged,
            Integrity::NotJudged => Outcome::NotJudged,
            Integrity::Intact if self.all_reasons().any(|reason| reason.severity == Severity::Error) => Outcome::Intact,
            Integrity::Intact => Outcome::Valid,
        }
    }
}

/// A verdict in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Outcome {
    /// Intact, signed by trusted and current certificates, one of them the filer's, and judged in full. Whether the law is met stands
    /// in the report.
    Valid,
    /// Intact, but not trusted, not current, not the filer's, or not judged in full.
    Intact,
    /// Signed in a way that could not be judged, so that whether it was changed is not known.
    NotJudged,
    /// Changed or forged.
    Damaged,
    /// No signed container.
    NotAContainer,
}

/// Whether a container is what was sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Integrity {
    /// Every byte that a signature covers is as sealed, and a right signature there is; in a container of our own profile every byte.
    Intact,
    /// No signature could be judged, so nothing is known of the bytes.
    NotJudged,
    /// Changed, cut or forged.
    Damaged,
    /// No signed container at all.
    NotAContainer,
}

/// By which rules a container is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Container {
    /// Our own profile, of which each byte is determined.
    Hoso,
    /// The same, to whose signatures timestamps were added and nothing else. Judged by its signatures.
    HosoRaised,
    /// Our own second profile: a CMS signature, whoever made it, over a manifest of all parts. Judged by that signature.
    HosoCades,
    /// Made or raised by other software: judged by its signatures alone.
    Foreign,
    /// It could not be read.
    NotRead,
}

/// One signature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Signature {
    /// The entry that holds it.
    pub file: String,
    /// Its format and level.
    pub profile: Profile,
    /// The algorithm, as its standard identifies it: the URI of an XML signature, the dotted OID of a CMS one.
    pub algorithm: Option<String>,
    /// Whether the signature is the certificate's.
    pub state: SignatureState,
    /// Who signed, as the certificate says; trusted no further than `trust`.
    pub signer: Option<Signer>,
    /// Whether the certificate leads to a root of the receiver.
    pub trust: Trust,
    /// When it was signed, as the signer claims (RFC 3339, UTC; without the `Z` where the signer states no time zone).
    pub claimed_time: Option<String>,
    /// Until when it was signed at the latest, as a timestamp proves (RFC 3339, UTC).
    pub proven_time: Option<String>,
    /// What is known of revocation.
    pub revocation: Revocation,
    /// Since when it is revoked or suspended, be it after it signed (`revoked-later`).
    pub revoked_since: Option<String>,
    /// The parts that it covers.
    pub covered: Vec<String>,
    /// The parts that it does not cover.
    pub uncovered: Vec<String>,
    /// Whether a part that it covers is missing or is not the one that was signed; the answer in JSON leaves it to the reasons.
    #[serde(skip)]
    pub has_changed_parts: bool,
    /// Why, worst first.
    pub reasons: Vec<Reason>,
}

/// Format and level of a signature (ETSI EN 319 132-1, EN 319 122-1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Profile {
    /// XAdES without a proof of when it was made.
    XadesB,
    /// XAdES with a timestamp that proves when it was made at the latest.
    XadesT,
    /// The same, with what its certificate was validated by.
    XadesLt,
    /// CAdES without a proof of when it was made.
    CadesB,
    /// CAdES with a timestamp that proves when it was made at the latest.
    CadesT,
    /// Something else.
    Unknown,
}

/// What is known of the signature value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum SignatureState {
    /// Made by the key of the certificate over what stands in the container.
    Right,
    /// Not so.
    Wrong,
    /// It did not let itself be read so far.
    NotJudged,
}

/// Whether the signer's certificate is trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Trust {
    /// A path leads to a given root, at each time in question.
    Trusted,
    /// No path leads to a given root.
    UnknownRoot,
    /// A path leads there, but was not valid when it was signed or is not now.
    NotCurrent,
    /// A path leads there, but breaks a rule.
    BrokenPath,
    /// No roots were given.
    NoRoots,
    /// No certificate could be judged, or not the path from there.
    NotJudged,
}

/// What is known of revocation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Revocation {
    /// Nobody who may say so said anything of the time in question.
    NotChecked,
    /// Not revoked, by a list of its issuer.
    GoodByCrl,
    /// Not revoked, by an OCSP response.
    GoodByOcsp,
    /// Revoked or suspended when it signed, so far as is known.
    Revoked,
    /// Its authority answers that it does not know it.
    Unknown,
}

/// What the certificate says of the signer (Circular 15/2025/TT-BKHCN, Article 6).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Signer {
    /// The whole subject (RFC 4514).
    pub subject: String,
    /// Common name.
    pub common_name: Option<String>,
    /// Organisation.
    pub organisation: Option<String>,
    /// Tax code, from `UID=MST:…`.
    pub tax_code: Option<String>,
    /// Whether the certificate states several, so that none is taken; the answer in JSON leaves it to the reasons.
    #[serde(skip)]
    pub has_several_tax_codes: bool,
    /// The whole issuer (RFC 4514).
    pub issuer: String,
    /// Serial number, hexadecimal.
    pub serial: String,
    /// SHA-256 of the certificate, hexadecimal.
    pub certificate_sha256: String,
    /// Begin of validity (RFC 3339, UTC).
    pub not_before: String,
    /// End of validity.
    pub not_after: String,
}

/// A part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Covered {
    /// Its name.
    pub name: String,
    /// Its media type, as signed.
    pub media_type: Option<String>,
    /// Size in bytes.
    pub size: u64,
    /// SHA-256 of its bytes, hexadecimal.
    pub sha256: String,
    /// Whether its bytes are the signed ones, by every signature that covers it.
    pub intact: bool,
}
