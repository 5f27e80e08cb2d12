//! A signer's key at a service.

use base64ct::{Base64, Encoding};
use serde_json::{Value, json};

use super::{Ask, NotByTheApi, Secret, Version, answer, list, text, texts};
use crate::bundle::Algorithm;

/// More credentials than a person has at one service.
const MOST_CREDENTIALS: usize = 50;
/// More certificates than a path has.
const MOST_CERTIFICATES: usize = 10;

const RSA: &str = "1.2.840.113549.1.1.1";
const RSA_PSS: &str = "1.2.840.113549.1.1.10";
const RSA_SHA256: &str = "1.2.840.113549.1.1.11";
const ECDSA_SHA256: &str = "1.2.840.10045.4.3.2";
const ECDSA_SHA384: &str = "1.2.840.10045.4.3.3";
/// `RSASSA-PSS-params` with SHA-256, MGF1 with SHA-256 and a salt of 32 bytes (RFC 8017 A.2.3), base64 of its DER.
pub(super) const PSS_PARAMETERS: &str = "MDSgDzANBglghkgBZQMEAgEFAKEcMBoGCSqGSIb3DQEBCDANBglghkgBZQMEAgEFAKIDAgEg";

/// A signer's key at a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credential {
    /// Its name there.
    pub id: String,
    /// Whether it may be used.
    pub is_enabled: bool,
    /// Its certificate and those that the service says it was issued under, in that order (DER).
    pub certificates: Vec<Vec<u8>>,
    /// How its owner agrees to a signature.
    pub consent: Consent,
    /// How many signatures one agreement may cover, at most.
    pub at_once: usize,
    pub(super) version: Version,
    algorithms: Vec<String>,
}

/// How the owner of a key agrees to a signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Consent {
    /// The service asks him by a way of its own, on his telephone say: its answer takes as long as he does.
    Asked,
    /// By secrets; none where being let in is enough.
    Secrets(Vec<Secret>),
    /// On a page of the service (OAuth 2.0).
    OwnPage,
    /// In a way that is not known here.
    Unknown,
}

/// Asks for the names of the signer's credentials.
pub fn ask_list() -> Ask {
    Ask::of("credentials/list", [])
}

/// The names in what was answered to [`ask_list`].
///
/// # Errors
/// Where it is no list of names.
pub fn credential_ids(bytes: &[u8]) -> Result<Vec<String>, NotByTheApi> {
    let answer = answer(bytes)?;
    if answer.get("credentialIDs").is_none() {
        return Err(NotByTheApi);
    }
    Ok(texts(&answer, "/credentialIDs").take(MOST_CREDENTIALS).map(str::to_owned).collect())
}

impl Credential {
    /// Asks about a credential, and for its certificates.
    pub fn ask(id: &str) -> Ask {
        let wanted = [("credentialID", json!(id)), ("certificates", json!("chain")), ("authInfo", json!(true))];
        Ask::of("credentials/info", wanted)
    }

    /// Reads what was answered to [`Credential::ask`] by a service of that version.
    ///
    /// # Errors
    /// Where it tells of no key, or gives no certificate.
    pub fn read(id: &str, version: Version, bytes: &[u8]) -> Result<Credential, NotByTheApi> {
        let answer = answer(bytes)?;
        let certificates = list(&answer, "/cert/certificates").iter().take(MOST_CERTIFICATES);
        let der = |base64: &Value| {
            let base64: String = base64.as_str()?.split_whitespace().collect();
            Base64::decode_vec(&base64).ok()
        };
        let certificates = certificates.map(der).collect::<Option<Vec<_>>>().filter(|all| !all.is_empty());
        Ok(Credential {
            id: id.to_owned(),
            is_enabled: text(&answer, "/key/status").ok_or(NotByTheApi)? == "enabled",
            certificates: certificates.ok_or(NotByTheApi)?,
            consent: consent(&answer, version),
            at_once: at_once(&answer),
            version,
            algorithms: texts(&answer, "/key/algo").map(str::to_owned).collect(),
        })
    }

    /// How an RSA key signs best here: RSASSA-PSS where the service can, else PKCS#1 v1.5. Other keys have one way.
    pub fn rsa(&self) -> Algorithm {
        if self.can(RSA_PSS) { Algorithm::RsaPss } else { Algorithm::RsaPkcs1 }
    }

    /// The algorithm as the service names it, with its parameters. Some name RSA by the key alone.
    pub(super) fn names(&self, algorithm: Algorithm) -> (&'static str, Option<&'static str>) {
        match algorithm {
            Algorithm::EcdsaP256 => (ECDSA_SHA256, None),
            Algorithm::EcdsaP384 => (ECDSA_SHA384, None),
            Algorithm::RsaPss => (RSA_PSS, Some(PSS_PARAMETERS)),
            Algorithm::RsaPkcs1 if self.can(RSA) && !self.can(RSA_SHA256) => (RSA, None),
            Algorithm::RsaPkcs1 => (RSA_SHA256, None),
        }
    }

    fn can(&self, algorithm: &str) -> bool {
        self.algorithms.iter().any(|own| own == algorithm)
    }
}

fn consent(answer: &Value, version: Version) -> Consent {
    match text(answer, "/authMode").or_else(|| text(answer, "/auth/mode")) {
        Some("implicit") => Consent::Asked,
        Some("oauth2code") => Consent::OwnPage,
        Some("explicit") | None => match version {
            Version::One => Consent::Secrets(Secret::of_first(answer)),
            Version::Two => Secret::of_second(answer).map_or(Consent::Unknown, Consent::Secrets),
        },
        Some(_) => Consent::Unknown,
    }
}

/// One, unless the service says more. Some write the number as a text.
fn at_once(answer: &Value) -> usize {
    let own = answer.get("multisign");
    let number = own.and_then(Value::as_u64).or_else(|| own?.as_str()?.parse().ok());
    number.and_then(|number| usize::try_from(number).ok()).unwrap_or(1).max(1)
}
