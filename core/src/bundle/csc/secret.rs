//! The secrets by which a signer agrees to a signature.

use serde_json::{Value, json};

use super::{Ask, Version, harmless, list, text};

/// More than any credential asks for.
const MOST: usize = 8;

/// A secret that a credential asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Secret {
    /// Its name with the service.
    pub id: String,
    /// What it is.
    pub kind: SecretKind,
    /// Where it comes from.
    pub source: SecretSource,
    /// Whether it must be given; else the service takes another one in its place, or does without.
    pub must: bool,
    /// Whether it has digits alone.
    pub is_digits: bool,
    /// What the service calls it, in its own language.
    pub label: Option<String>,
}

/// What a secret is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecretKind {
    /// One that stays the same.
    Pin,
    /// A one-time password, or the answer to what the service asks.
    Otp,
}

/// Where a secret comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecretSource {
    /// The signer knows it or reads it from a device of his own.
    Known,
    /// The service sends it, once it is asked to: [`Secret::ask_for`].
    Called,
    /// It goes to the service by another way; here it is only named.
    Elsewhere,
}

impl Secret {
    /// The secrets that a credential of version 1 asks for.
    pub(super) fn of_first(credential: &Value) -> Vec<Secret> {
        let secret = |(id, kind): (&str, SecretKind)| {
            let own = credential.get(id)?;
            let presence = own.get("presence")?;
            let must = presence == "true" || presence == true;
            let source = if text(own, "/type") == Some("online") { SecretSource::Called } else { SecretSource::Known };
            (must || presence == "optional").then(|| Secret::named(own, id, kind, source, must))
        };
        [("PIN", SecretKind::Pin), ("OTP", SecretKind::Otp)].into_iter().filter_map(secret).collect()
    }

    /// The secrets that a credential of version 2 asks for; `None` where one is of no known kind.
    pub(super) fn of_second(credential: &Value) -> Option<Vec<Secret>> {
        // Where the service lets one stand for another, it judges itself whether what came is enough.
        let must = !text(credential, "/auth/expression").unwrap_or_default().contains("OR");
        let secret = |own: &Value| {
            let (id, kind) = (text(own, "/id")?, text(own, "/type")?);
            let source = match kind {
                "Password" => SecretSource::Known,
                "ChallengeResponse" => SecretSource::Called,
                "PasswordOOB" | "ChallengeResponseOOB" => SecretSource::Elsewhere,
                _ => return None,
            };
            let once = own.get("generator").is_some() || kind != "Password" || id.to_ascii_uppercase().contains("OTP");
            Some(Secret::named(own, id, if once { SecretKind::Otp } else { SecretKind::Pin }, source, must))
        };
        list(credential, "/auth/objects").iter().take(MOST).map(secret).collect()
    }

    fn named(own: &Value, id: &str, kind: SecretKind, source: SecretSource, must: bool) -> Secret {
        let label = text(own, "/label").map(harmless).filter(|label| !label.is_empty());
        Secret { id: id.to_owned(), kind, source, must, is_digits: text(own, "/format") == Some("N"), label }
    }

    /// Asks the service to send this secret, or what it is the answer to.
    pub fn ask_for(&self, version: Version, credential: &str) -> Ask {
        let credential = ("credentialID", json!(credential));
        match version {
            Version::One => Ask::of("credentials/sendOTP", [credential]),
            Version::Two => Ask::of("credentials/getChallenge", [credential, ("authObjectID", json!(self.id))]),
        }
    }
}

/// What the service asks, in its answer to [`Secret::ask_for`]; nothing where it sent it another way.
pub fn challenge(bytes: &[u8]) -> Option<String> {
    text(&super::answer(bytes).ok()?, "/challenge").map(harmless).filter(|words| !words.is_empty())
}
