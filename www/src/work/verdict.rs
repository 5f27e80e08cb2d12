//! A verdict on a bundle as the worker gives it, for the page to show.

use hoso_core::day::Day;
use hoso_core::law::PackRef;
use hoso_core::report::Report;
use hoso_core::text::Text;
use serde::Deserialize;
use serde::de::IgnoredAny;

/// What is shown of a verdict.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Verdict {
    /// All in one word.
    pub outcome: Outcome,
    /// What that means.
    pub say: Text,
    /// What sort of container it is, as core names it.
    pub container: String,
    /// The signatures.
    pub signatures: Vec<Signature>,
    /// Why, worst first, as far as no one signature is meant.
    pub reasons: Vec<Reason>,
    /// The parts.
    pub parts: Vec<Part>,
    /// The entries that no signature covers.
    pub uncovered: Vec<String>,
    /// The dossier inside.
    #[serde(default)]
    pub dossier: Option<Inside>,
    /// What there is to say beside an earlier bundle.
    #[serde(default)]
    pub earlier: Option<Compared>,
    /// What else there is, which is left.
    #[serde(rename = "..", default)]
    pub rest: IgnoredAny,
}

impl Verdict {
    /// Whether a further signature fits: every byte of the container is our writer's.
    pub fn takes_signature(&self) -> bool {
        self.container == "hoso" && matches!(self.outcome, Outcome::Valid | Outcome::Intact)
    }
}

/// A verdict in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// As signed, and trusted.
    Valid,
    /// As signed, but not trusted or not judged in full.
    Intact,
    /// Signed, but no signature could be judged.
    NotJudged,
    /// Changed, forged, or not of our profile.
    Damaged,
    /// No signed container.
    NotAContainer,
}

/// One signature.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Signature {
    /// The entry that holds it.
    pub file: String,
    /// How it is made, as its standard names that.
    #[serde(default)]
    pub algorithm: Option<String>,
    /// Who signed.
    #[serde(default)]
    pub signer: Option<Signer>,
    /// When, as the signer claims (RFC 3339, UTC).
    #[serde(default)]
    pub claimed_time: Option<String>,
    /// Until when at the latest, as a timestamp proves.
    #[serde(default)]
    pub proven_time: Option<String>,
    /// Since when the certificate is revoked or suspended.
    #[serde(default)]
    pub revoked_since: Option<String>,
    /// What is known of it, in sentences.
    pub say: SignatureSaid,
    /// The parts that it does not cover.
    pub uncovered: Vec<String>,
    /// Why, worst first.
    pub reasons: Vec<Reason>,
    /// What else there is, which is left.
    #[serde(rename = "..", default)]
    pub rest: IgnoredAny,
}

/// What is known of a signature, in sentences.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct SignatureSaid {
    /// Of its format and level.
    pub profile: Text,
    /// Of its value.
    pub state: Text,
    /// Of the certificate.
    pub trust: Text,
    /// Of the time.
    pub time: Text,
    /// Of the certificate's period at that time.
    pub validity: Text,
    /// Of revocation.
    pub revocation: Text,
}

/// Who signed.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Signer {
    /// The whole subject.
    pub subject: String,
    /// Common name.
    #[serde(default)]
    pub common_name: Option<String>,
    /// Organisation.
    #[serde(default)]
    pub organisation: Option<String>,
    /// Tax code.
    #[serde(default)]
    pub tax_code: Option<String>,
    /// The whole issuer.
    pub issuer: String,
    /// Serial number, hexadecimal.
    pub serial: String,
    /// Begin of validity.
    pub not_before: String,
    /// End of validity.
    pub not_after: String,
    /// What else there is, which is left.
    #[serde(rename = "..", default)]
    pub rest: IgnoredAny,
}

/// One reason.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Reason {
    /// Its code.
    pub code: String,
    /// How much it weighs.
    pub severity: Weight,
    /// The entry it is about.
    #[serde(default)]
    pub entry: Option<String>,
    /// One sentence in Vietnamese.
    pub vi: String,
    /// The same in English.
    pub en: String,
    /// What else there is, which is left.
    #[serde(rename = "..", default)]
    pub rest: IgnoredAny,
}

/// How much a reason weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Weight {
    /// To be known.
    Note,
    /// To be weighed.
    Warning,
    /// Against it.
    Error,
}

/// A part.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// Its size in bytes.
    pub size: u64,
    /// Whether its bytes are the signed ones.
    pub intact: bool,
    /// What else there is, which is left.
    #[serde(rename = "..", default)]
    pub rest: IgnoredAny,
}

/// The dossier inside.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Inside {
    /// SHA-256 of its signed JSON.
    pub sha256: String,
    /// Which procedure it is for.
    pub procedure: String,
    /// Whom it is addressed to.
    pub recipient: String,
    /// The pack that it was drawn up under.
    pub pack: PackRef,
    /// The day of filing.
    pub on: Day,
    /// What the check finds now.
    #[serde(default)]
    pub report: Option<Report>,
    /// What that says, in sentences.
    #[serde(default)]
    pub say: Option<ReportSaid>,
    /// What else there is, which is left.
    #[serde(rename = "..", default)]
    pub rest: IgnoredAny,
}

/// What a report says, in sentences.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct ReportSaid {
    /// Its verdict.
    pub verdict: Text,
    /// What else there is, which is left.
    #[serde(rename = "..", default)]
    pub rest: IgnoredAny,
}

/// What is to be said of a bundle beside an earlier one.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Compared {
    /// The verdict on the earlier bundle.
    pub outcome: Outcome,
    /// What that means.
    pub say: Text,
    /// Why the earlier bundle is not valid.
    pub errors: Vec<Reason>,
    /// Whether both are the same business's.
    #[serde(default)]
    pub same_business: Option<bool>,
    /// What is to be known of the comparison.
    pub reasons: Vec<Reason>,
    /// What is not as it was.
    pub differences: Vec<Difference>,
    /// What else there is, which is left.
    #[serde(rename = "..", default)]
    pub rest: IgnoredAny,
}

/// One thing that is not as it was.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Difference {
    /// One sentence in Vietnamese.
    pub vi: String,
    /// The same in English.
    pub en: String,
    /// What else there is, which is left.
    #[serde(rename = "..", default)]
    pub rest: IgnoredAny,
}
