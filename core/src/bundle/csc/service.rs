//! What a service says of itself, and coming in.

use base64ct::{Base64, Encoding};
use serde_json::Value;

use super::{Ask, NotByTheApi, answer, text, texts};

/// The version of the API, by which digests and secrets have other names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// 1.0.x.
    One,
    /// 2.x.
    Two,
}

/// How a service lets its signers in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// By a name and a password (`auth/login`).
    Password,
    /// By an access token that the signer has from elsewhere.
    Token,
    /// In a way that the API does not know, if at all: by the network that it is reached through, say. A token may be given.
    Open,
}

/// What a service says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Service {
    /// The version it speaks.
    pub version: Version,
    /// How it lets signers in.
    pub entry: Entry,
}

/// Asks a service about itself.
pub fn ask_info() -> Ask {
    Ask::of("info", [])
}

impl Service {
    /// Reads what it answered to [`ask_info`].
    ///
    /// # Errors
    /// Where it names no version of the API.
    pub fn read(bytes: &[u8]) -> Result<Service, NotByTheApi> {
        let answer = answer(bytes)?;
        let version = match text(&answer, "/specs").and_then(|specs| specs.split('.').next()) {
            Some("1") => Version::One,
            Some("2") => Version::Two,
            _ => return Err(NotByTheApi),
        };
        let lets_in_by = |name: &str| texts(&answer, "/authType").any(|own| own == name);
        let has_login = texts(&answer, "/methods").any(|method| method == LOGIN);
        let entry = match () {
            () if has_login && lets_in_by("basic") => Entry::Password,
            () if ["basic", "digest", "oauth2code", "oauth2client"].into_iter().any(lets_in_by) => Entry::Token,
            () => Entry::Open,
        };
        Ok(Service { version, entry })
    }
}

const LOGIN: &str = "auth/login";

/// Asks for an access token, to be sent with the `Authorization` of [`basic`].
pub fn ask_login() -> Ask {
    Ask::of(LOGIN, [("rememberMe", Value::Bool(false))])
}

/// The `Authorization` of a name and a password (RFC 7617).
pub fn basic(name: &str, password: &str) -> String {
    format!("Basic {}", Base64::encode_string(format!("{name}:{password}").as_bytes()))
}

/// The access token in what was answered to [`ask_login`].
///
/// # Errors
/// Where there is none.
pub fn token(bytes: &[u8]) -> Result<String, NotByTheApi> {
    text(&answer(bytes)?, "/access_token").map(str::to_owned).ok_or(NotByTheApi)
}
