//! A remote signing service, where the site was built to speak to one: coming in, the signer's credentials there, and signatures that
//! he agrees to. Nothing of a dossier goes there but the digests of what is to be signed.

use gloo::timers::future::TimeoutFuture;
use hoso_core::bundle::csc::{
    Ask, Authorized, Blamed, Credential, NotByTheApi, Order, Refusal, Secret, Service, Version, ask_info, ask_list,
    ask_login, ask_whether_authorized, authorized, basic, challenge, credential_ids, no_answer_by_the_api, token,
};
use hoso_core::text::Text;

use super::post::post;
use super::wire::Failed;

/// Between two questions whether the signer has agreed, in milliseconds.
const PAUSE: u32 = 2_000;
/// So many times: ten minutes in all.
const QUESTIONS: u32 = 300;
/// The status of an answer to someone who is not let in.
const NOT_LET_IN: u16 = 401;

/// Where the service is, and what it knows the signer by.
#[derive(Clone, PartialEq)]
pub struct Door {
    /// The base address.
    pub url: String,
    /// The access token; empty where the service asks for none.
    pub token: String,
}

/// Why the service did not do what it was asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Trouble {
    /// What the service blames.
    pub blamed: Blamed,
    /// What the reader is told.
    pub failed: Failed,
}

/// The host of a service's address, with its port.
pub fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split_once('/').map_or(rest, |(host, _)| host)
}

/// What the service says of itself.
///
/// # Errors
/// When it does not answer.
pub async fn service(url: &str) -> Result<Service, Trouble> {
    asked(url, None, &ask_info(), Service::read).await
}

/// Comes in by a name and a password.
///
/// # Errors
/// When the service does not answer, or they are not right.
pub async fn come_in(url: &str, name: &str, password: &str) -> Result<Door, Trouble> {
    let token = asked(url, Some(&basic(name, password)), &ask_login(), token).await?;
    Ok(Door { url: url.to_owned(), token })
}

impl Door {
    /// The signer's credentials.
    ///
    /// # Errors
    /// When the service does not answer, or does not let the signer in.
    pub async fn credentials(&self, version: Version) -> Result<Vec<Credential>, Trouble> {
        let mut all = Vec::new();
        for id in self.ask(&ask_list(), credential_ids).await? {
            all.push(self.ask(&Credential::ask(&id), |bytes| Credential::read(&id, version, bytes)).await?);
        }
        Ok(all)
    }

    /// Has the service send a secret; gives what it asks, where it asks something.
    ///
    /// # Errors
    /// When it does not.
    pub async fn call(&self, version: Version, credential: &str, secret: &Secret) -> Result<Option<String>, Trouble> {
        self.ask(&secret.ask_for(version, credential), |bytes| Ok(challenge(bytes))).await
    }

    /// The signatures of an order, base64, in the order of its digests. Waits for the signer where the service asks him.
    ///
    /// # Errors
    /// When the service or the signer does not agree.
    pub async fn sign(&self, order: &Order<'_>, secrets: &[(&str, &str)]) -> Result<Vec<String>, Trouble> {
        let mut answer = self.ask(&order.ask_to_authorize(secrets), authorized).await?;
        for _ in 0..QUESTIONS {
            match answer {
                Authorized::Yes(word) => {
                    return self.ask(&order.ask_to_sign(&word), |bytes| order.signatures(bytes)).await;
                }
                Authorized::Later(handle) => {
                    TimeoutFuture::new(PAUSE).await;
                    answer = self.ask(&ask_whether_authorized(&handle), authorized).await?;
                }
            }
        }
        Err(trouble(Text::new(
            "Dịch vụ ký số từ xa chưa nhận được sự đồng ý ký của bạn. Hãy thử lại.",
            "The remote signing service has not heard of your consent. Try again.",
        )))
    }

    async fn ask<A>(&self, ask: &Ask, read: impl FnOnce(&[u8]) -> Result<A, NotByTheApi>) -> Result<A, Trouble> {
        let token = (!self.token.is_empty()).then(|| format!("Bearer {}", self.token));
        asked(&self.url, token.as_deref(), ask, read).await
    }
}

async fn asked<A>(
    url: &str,
    authorization: Option<&str>,
    ask: &Ask,
    read: impl FnOnce(&[u8]) -> Result<A, NotByTheApi>,
) -> Result<A, Trouble> {
    let reply = post(&format!("{url}/{}", ask.method), authorization, ask.body.as_bytes()).await;
    let reply = reply.ok_or_else(|| trouble(nobody()))?;
    if reply.is_success() {
        return read(&reply.body).map_err(|NotByTheApi| trouble(no_answer_by_the_api(url)));
    }
    let refusal = Refusal::read(&reply.body);
    let blamed = if reply.status == NOT_LET_IN { Blamed::Secrets } else { refusal.blamed };
    Err(Trouble { blamed, failed: Failed::Said(refusal.say()) })
}

fn trouble(text: Text) -> Trouble {
    Trouble { blamed: Blamed::Other, failed: Failed::Said(text) }
}

/// A browser does not tell the page whether nobody answered or the page may not read the answer.
fn nobody() -> Text {
    let site = gloo::utils::window().location().origin().unwrap_or_default();
    Text::new(
        format!(
            "Dịch vụ ký số từ xa không trả lời, hoặc không cho phép trang này gọi. Hãy kiểm tra kết nối mạng rồi thử lại; nếu vẫn vậy, đơn vị vận hành dịch vụ phải cho phép địa chỉ {site} (CORS)."
        ),
        format!(
            "The remote signing service does not answer, or does not allow this site. Check the network and try again; if it stays so, the service's operator must allow the origin {site} (CORS)."
        ),
    )
}
