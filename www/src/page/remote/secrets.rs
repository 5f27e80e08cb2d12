//! The secrets by which the reader agrees to a signature.

use hoso_core::bundle::csc::{Blamed, Consent, Secret, SecretKind, SecretSource};
use yew::prelude::*;

use super::input::{Input, input, taken, typed};
use crate::lang::Tongue;

/// What came of asking the service to send a secret.
#[derive(Clone, PartialEq)]
pub enum Called {
    /// It is being asked.
    Asking,
    /// It sends it.
    Sent,
    /// It asks this.
    Question(String),
}

/// A secret that the reader types, and its field.
#[derive(Clone, PartialEq)]
pub struct Field {
    /// The secret.
    pub secret: Secret,
    /// The field's id.
    pub id: String,
    own: NodeRef,
}

/// A field for each secret that is typed here.
pub fn fields(consent: &Consent) -> Vec<Field> {
    let secrets = match consent {
        Consent::Secrets(secrets) => secrets.as_slice(),
        Consent::Asked | Consent::OwnPage | Consent::Unknown => &[],
    };
    let typed = secrets.iter().filter(|secret| secret.source != SecretSource::Elsewhere).enumerate();
    typed
        .map(|(at, secret)| Field { secret: secret.clone(), id: format!("f-secret-{at}"), own: NodeRef::default() })
        .collect()
}

/// Whether the service asks the reader by a way of its own.
pub fn asks_itself(consent: &Consent) -> bool {
    match consent {
        Consent::Asked => true,
        Consent::Secrets(secrets) => secrets.iter().any(|secret| secret.source == SecretSource::Elsewhere),
        Consent::OwnPage | Consent::Unknown => false,
    }
}

/// The ids of the fields that must be filled in and are not.
pub fn empty(fields: &[Field]) -> Vec<String> {
    let is_empty = |field: &&Field| field.secret.must && typed(&field.own).trim().is_empty();
    fields.iter().filter(is_empty).map(|field| field.id.clone()).collect()
}

/// What was typed, under the secrets' names; the fields are empty afterwards.
pub fn take_all(fields: &[Field]) -> Vec<(String, String)> {
    let taken = fields.iter().map(|field| (field.secret.id.clone(), taken(&field.own)));
    taken.filter(|(_, secret)| !secret.is_empty()).collect()
}

/// The id of the field that the service blames, where it blames one.
pub fn blamed(fields: &[Field], blamed: Blamed) -> Option<String> {
    let is_it = |field: &&Field| match blamed {
        Blamed::Pin => field.secret.kind == SecretKind::Pin,
        Blamed::Otp => field.secret.kind == SecretKind::Otp,
        Blamed::Secrets => true,
        Blamed::Other => false,
    };
    fields.iter().find(is_it).map(|field| field.id.clone())
}

/// The id of the button that has a secret sent.
pub fn call_id(field: &Field) -> String {
    format!("{}-call", field.id)
}

/// A field, with the button that has its secret sent where the service sends it.
pub fn field(
    field: &Field,
    error: Option<String>,
    called: Option<&Called>,
    call: Callback<MouseEvent>,
    tongue: &Tongue,
) -> Html {
    let secret = &field.secret;
    let is_pin = secret.kind == SecretKind::Pin;
    let label = match secret.kind {
        SecretKind::Pin => tongue.say("Mã PIN ký số", "Signing PIN"),
        SecretKind::Otp => tongue.say("Mã một lần (OTP)", "One-time code (OTP)"),
    };
    let hint = secret.label.as_ref().map(|own| {
        let words = tongue.say("Dịch vụ gọi mã này là", "The service calls it");
        html! { format!("{words} “{own}”") }
    });
    html! {
        <>
            if secret.source == SecretSource::Called {
                <div class="buttons">
                    <button type="button" class="button button-second" id={call_id(field)} disabled={called == Some(&Called::Asking)} onclick={call}>
                        { tongue.say("Gửi mã cho tôi", "Send me the code") }
                    </button>
                    <span role="status">{ said(called, tongue) }</span>
                </div>
            }
            { input(Input {
                id: &field.id,
                label: html! {
                    <>
                        { label }
                        if !secret.must { <span class="optional">{ tongue.say(" (không bắt buộc)", " (optional)") }</span> }
                    </>
                },
                hint,
                error,
                kind: "password",
                autocomplete: if is_pin { "off" } else { "one-time-code" },
                is_digits: secret.is_digits,
                own: &field.own,
            }) }
        </>
    }
}

fn said(called: Option<&Called>, tongue: &Tongue) -> String {
    match called {
        None => String::new(),
        Some(Called::Asking) => tongue.say("Đang yêu cầu…", "Asking…").to_owned(),
        Some(Called::Sent) => {
            tongue.say("Dịch vụ đã nhận yêu cầu gửi mã.", "The service was asked to send the code.").to_owned()
        }
        Some(Called::Question(words)) => format!("{} “{words}”", tongue.say("Dịch vụ hỏi:", "The service asks:")),
    }
}
