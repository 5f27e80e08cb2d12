//! Signatures that a signer agrees to in one go: authorised, then made.

use base64ct::{Base64, Encoding};
use serde_json::{Value, json};

use super::{Ask, Consent, Credential, NotByTheApi, SecretSource, Version, answer, text, texts};
use crate::bundle::Algorithm;

const SHA256: &str = "2.16.840.1.101.3.4.2.1";
const SHA384: &str = "2.16.840.1.101.3.4.2.2";

/// Digests that are signed by one credential in one go; no more than [`Credential::at_once`].
#[derive(Clone, Copy, Debug)]
pub struct Order<'a> {
    /// Whose key signs.
    pub credential: &'a Credential,
    /// How.
    pub algorithm: Algorithm,
    /// What is signed.
    pub digests: &'a [Vec<u8>],
}

/// What a service answers to being asked to authorise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Authorized {
    /// By this word it signs.
    Yes(String),
    /// The signer has not agreed yet; ask again after this handle.
    Later(String),
}

impl Order<'_> {
    /// Asks to authorise it, by secrets under their names.
    pub fn ask_to_authorize(&self, secrets: &[(&str, &str)]) -> Ask {
        let mut members = self.members();
        members.push(("numSignatures", json!(self.digests.len())));
        match self.credential.version {
            Version::One => {
                let given = |name: &str| secrets.iter().find(|(id, _)| *id == name).map(|(_, secret)| json!(secret));
                members.extend(["PIN", "OTP"].into_iter().filter_map(|name| Some((name, given(name)?))));
            }
            Version::Two => {
                let given = secrets.iter().map(|(id, secret)| json!({ "id": id, "value": secret }));
                members.push(("authData", given.chain(self.given_elsewhere()).collect()));
            }
        }
        Ask::of("credentials/authorize", members)
    }

    /// Asks to sign it, by the word that it was authorised with.
    pub fn ask_to_sign(&self, word: &str) -> Ask {
        let (name, parameters) = self.credential.names(self.algorithm);
        let mut members = self.members();
        members.extend([("SAD", json!(word)), ("signAlgo", json!(name))]);
        members.extend(parameters.map(|parameters| ("signAlgoParams", json!(parameters))));
        Ask::of("signatures/signHash", members)
    }

    /// The signatures in what was answered to [`Order::ask_to_sign`], in the order of the digests, base64.
    ///
    /// # Errors
    /// Where there is not one for each.
    pub fn signatures(&self, bytes: &[u8]) -> Result<Vec<String>, NotByTheApi> {
        let signatures: Vec<String> = texts(&answer(bytes)?, "/signatures").map(str::to_owned).collect();
        if signatures.len() == self.digests.len() { Ok(signatures) } else { Err(NotByTheApi) }
    }

    fn members(&self) -> Vec<(&'static str, Value)> {
        let (digests, algorithm) = match self.credential.version {
            Version::One => ("hash", "hashAlgo"),
            Version::Two => ("hashes", "hashAlgorithmOID"),
        };
        let own = if self.algorithm == Algorithm::EcdsaP384 { SHA384 } else { SHA256 };
        let all = self.digests.iter().map(|digest| json!(Base64::encode_string(digest))).collect();
        vec![("credentialID", json!(self.credential.id)), (digests, all), (algorithm, json!(own))]
    }

    /// By naming these alone the service knows that it has to ask for them.
    fn given_elsewhere(&self) -> impl Iterator<Item = Value> {
        let secrets = match &self.credential.consent {
            Consent::Secrets(secrets) => secrets.as_slice(),
            Consent::Asked | Consent::OwnPage | Consent::Unknown => &[],
        };
        let elsewhere = secrets.iter().filter(|secret| secret.source == SecretSource::Elsewhere);
        elsewhere.map(|secret| json!({ "id": secret.id }))
    }
}

/// What was answered to [`Order::ask_to_authorize`] or [`ask_whether_authorized`].
///
/// # Errors
/// Where it is neither.
pub fn authorized(bytes: &[u8]) -> Result<Authorized, NotByTheApi> {
    let answer = answer(bytes)?;
    let word = text(&answer, "/SAD").map(|word| Authorized::Yes(word.to_owned()));
    word.or_else(|| text(&answer, "/handle").map(|handle| Authorized::Later(handle.to_owned()))).ok_or(NotByTheApi)
}

/// Asks whether the signer has agreed by now.
pub fn ask_whether_authorized(handle: &str) -> Ask {
    Ask::of("credentials/authorizeCheck", [("handle", json!(handle))])
}
