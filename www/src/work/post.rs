//! Requests beyond the page's own files: to whom the site was built to speak to, and to nobody else. No cookie goes along, nothing is
//! kept, and no answer leads on to another address, where the policy would no longer look at the path.

use js_sys::{Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestCache, RequestCredentials, RequestInit, RequestRedirect, Response};

/// What came back.
pub struct Reply {
    /// The status of HTTP.
    pub status: u16,
    /// The bytes.
    pub body: Vec<u8>,
}

impl Reply {
    /// Whether its status is that of a success.
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }
}

/// Sends JSON, with an `Authorization` where one is given. `None` where nobody answers or the browser does not let the page read it.
pub async fn post(url: &str, authorization: Option<&str>, json: &[u8]) -> Option<Reply> {
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_body(&Uint8Array::from(json));
    init.set_credentials(RequestCredentials::Omit);
    init.set_redirect(RequestRedirect::Error);
    init.set_cache(RequestCache::NoStore);
    let headers = Object::new();
    // Fails for no object that was just made.
    let set = |name: &str, value: &str| drop(Reflect::set(&headers, &name.into(), &value.into()));
    set("content-type", "application/json");
    if let Some(authorization) = authorization {
        set("authorization", authorization);
    }
    init.set_headers(&headers);
    fetched(url, &init).await.ok()
}

/// The bytes of a file of the site.
pub async fn file(url: &str) -> Option<Vec<u8>> {
    let reply = fetched(url, &RequestInit::new()).await.ok()?;
    reply.is_success().then_some(reply.body)
}

async fn fetched(url: &str, init: &RequestInit) -> Result<Reply, JsValue> {
    let response = JsFuture::from(gloo::utils::window().fetch_with_str_and_init(url, init)).await?;
    let response: Response = response.dyn_into()?;
    let bytes = JsFuture::from(response.array_buffer()?).await?;
    Ok(Reply { status: response.status(), body: Uint8Array::new(&bytes).to_vec() })
}
