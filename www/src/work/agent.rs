//! `hoso agent` on the reader's own machine, where the site was built to speak to it: pairing by the code that stands in its
//! terminal, and signatures that its terminal agrees to. Nothing of a dossier goes there but what is to be signed.

use hoso_core::json::{canonical, read};
use hoso_core::text::Text;
use js_sys::Uint8Array;
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestInit, Response};

use super::wire::Failed;

/// Whom the site may speak to, as it was built.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Connect {
    /// The agent's address.
    pub agent: Option<String>,
}

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

/// What the site says of itself; nobody where it says nothing.
pub async fn connect() -> Connect {
    fetched("./connect.json", &RequestInit::new())
        .await
        .ok()
        .and_then(|(_, bytes)| read(&bytes).ok())
        .unwrap_or_default()
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

/// Has the agent sign, once its terminal agrees: the signature as base64 text.
///
/// # Errors
/// When it is not there, or its terminal does not agree.
pub async fn sign(agent: &str, session: &str, name: &str, to_be_signed: &JsValue) -> Result<Vec<u8>, Failed> {
    let bytes = Uint8Array::new(to_be_signed).to_vec();
    let asked = Sign { name, to_be_signed: base64(&bytes) };
    match post(&format!("{agent}/sign"), Some(session), &asked).await? {
        Said::Signed(signature) => Ok(signature.into_bytes()),
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
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_body(&Uint8Array::from(body.as_slice()));
    let headers = js_sys::Object::new();
    let set = |name: &str, value: &str| drop(js_sys::Reflect::set(&headers, &name.into(), &value.into()));
    set("content-type", "application/json");
    if let Some(session) = session {
        set("authorization", &format!("Bearer {session}"));
    }
    init.set_headers(&headers);
    let (is_right, bytes) = fetched(url, &init).await.map_err(|_| Failed::Said(nobody()))?;
    match is_right {
        true => read(&bytes).map_err(|error| Failed::Refused(error.to_string())),
        false => Err(Failed::Said(read::<Text>(&bytes).unwrap_or_else(|_| nobody()))),
    }
}

async fn fetched(url: &str, init: &RequestInit) -> Result<(bool, Vec<u8>), JsValue> {
    let response = JsFuture::from(gloo::utils::window().fetch_with_str_and_init(url, init)).await?;
    let response: Response = response.dyn_into()?;
    let bytes = JsFuture::from(response.array_buffer()?).await?;
    Ok((response.ok(), Uint8Array::new(&bytes).to_vec()))
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
