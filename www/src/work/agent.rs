//! `hoso agent` on the reader's own machine, where the site was built to speak to it: pairing by the code that stands in its
//! terminal, and signatures that its terminal agrees to. Nothing of a dossier goes there but what is to be signed.

use hoso_core::json::{canonical, read};
use hoso_core::text::Text;
use serde::{Deserialize, Serialize};

use super::post;
use super::wire::Failed;

/// What a paired agent signs with.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Paired {
    /// What proves that this page is the paired one.
    pub session: String,
    /// The certificate, DER, base64.
    pub certificate: String,
    /// The algorithm, as core names it.
    pub algorithm: String,
}

#[derive(Serialize)]
struct Pair<'a> {
    code: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Sign<'a> {
    name: &'a str,
    to_be_signed: String,
}

/// What the agent answers.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Said {
    Paired(Paired),
    Signed(String),
    Refused(Text),
}

/// Pairs with the agent.
///
/// # Errors
/// When it is not there, or the code is another one.
pub async fn pair(agent: &str, code: &str) -> Result<Paired, Failed> {
    match post(&format!("{agent}/pair"), None, &Pair { code }).await? {
        Said::Paired(paired) => Ok(paired),
        other => Err(refused(other)),
    }
}

/// Has the agent sign, once its terminal agrees: the signature, base64.
///
/// # Errors
/// When it is not there, or its terminal does not agree.
pub async fn sign(agent: &str, session: &str, name: &str, to_be_signed: &[u8]) -> Result<String, Failed> {
    let asked = Sign { name, to_be_signed: base64(to_be_signed) };
    match post(&format!("{agent}/sign"), Some(session), &asked).await? {
        Said::Signed(signature) => Ok(signature),
        other => Err(refused(other)),
    }
}

fn refused(said: Said) -> Failed {
    match said {
        Said::Refused(why) => Failed::Said(why),
        Said::Paired(_) | Said::Signed(_) => Failed::Refused("agent".to_owned()),
    }
}

async fn post<Q: Serialize>(url: &str, session: Option<&str>, asked: &Q) -> Result<Said, Failed> {
    let body = canonical(asked).map_err(|error| Failed::Refused(error.to_string()))?;
    let session = session.map(|session| format!("Bearer {session}"));
    let reply = post::post(url, session.as_deref(), &body).await.ok_or_else(|| Failed::Said(nobody()))?;
    match reply.is_success() {
        true => read(&reply.body).map_err(|error| Failed::Refused(error.to_string())),
        false => Err(Failed::Said(read::<Text>(&reply.body).unwrap_or_else(|_| nobody()))),
    }
}

fn nobody() -> Text {
    Text::new(
        "Không gọi được hoso agent trên máy này. Hãy chạy hoso agent rồi thử lại.",
        "hoso agent does not answer on this machine. Start hoso agent and try again.",
    )
}

/// The browser's own base64, of bytes as characters.
fn base64(bytes: &[u8]) -> String {
    let characters: String = bytes.iter().map(|byte| char::from(*byte)).collect();
    gloo::utils::window().btoa(&characters).unwrap_or_default()
}
