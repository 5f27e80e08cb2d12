//! What is said with a remote signing service, by the API of the Cloud Signature Consortium (versions 1.0.4 and 2.0): the text of each
//! request and the meaning of each answer. Whoever has a network sends them; nothing but digests is in them.
//!
//! [`Service`] is what a service says of itself, [`Credential`] a key of its signer there, [`Order`] what is authorised and then signed
//! in one go. What comes back is proved like any signature made elsewhere ([`super::take`]).

mod credential;
mod order;
mod refusal;
mod say;
mod secret;
mod service;
#[cfg(test)]
mod tests;

use serde_json::Value;

pub use credential::{Consent, Credential, ask_list, credential_ids};
pub use order::{Authorized, Order, ask_whether_authorized, authorized};
pub use refusal::{Blamed, Refusal, harmless};
pub use say::{disabled, no_answer_by_the_api, no_credential, other_certificate, own_page_only, unknown_consent};
pub use secret::{Secret, SecretKind, SecretSource, challenge};
pub use service::{Entry, Service, Version, ask_info, ask_login, basic, token};

/// What is asked: the method's name, which is the end of its address, and the body, JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// Such as `credentials/list`.
    pub method: &'static str,
    /// The body.
    pub body: String,
}

/// An answer that is none by the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotByTheApi;

impl Ask {
    fn of(method: &'static str, members: impl IntoIterator<Item = (&'static str, Value)>) -> Ask {
        let members = members.into_iter().map(|(name, value)| (name.to_owned(), value));
        Ask { method, body: Value::Object(members.collect()).to_string() }
    }
}

/// An answer as JSON. It is not ours: numbers may be of any kind and members of any name may stand beside those that are looked for.
fn answer(bytes: &[u8]) -> Result<Value, NotByTheApi> {
    serde_json::from_slice(bytes).map_err(|_| NotByTheApi)
}

/// The text at a place in an answer.
fn text<'a>(answer: &'a Value, place: &str) -> Option<&'a str> {
    answer.pointer(place).and_then(Value::as_str)
}

/// The texts of the list at a place in an answer; none where there is no list.
fn texts<'a>(answer: &'a Value, place: &str) -> impl Iterator<Item = &'a str> {
    list(answer, place).iter().filter_map(Value::as_str)
}

/// The list at a place in an answer; empty where there is none.
fn list<'a>(answer: &'a Value, place: &str) -> &'a [Value] {
    answer.pointer(place).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}
