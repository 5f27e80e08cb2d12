//! Coming in: by a name and a password where the service takes them, else by an access token that the reader has from elsewhere.

use hoso_core::bundle::csc::{Blamed, Entry, Service};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::input::{Input, input, taken, typed};
use super::offer::Inside;
use crate::lang::{Tongue, use_tongue};
use crate::page::sealing::why;
use crate::part::errors::{Errors, Wrong};
use crate::work::remote::{Door, Trouble, come_in};

const NAME: &str = "f-remote-name";
const PASSWORD: &str = "f-remote-password";
const TOKEN: &str = "f-remote-token";
const ENTER: &str = "remote-enter";

/// The service, and who is told of the reader who came in.
#[derive(Properties, PartialEq)]
pub struct EnterProps {
    /// Its base address.
    pub url: String,
    /// What it says of itself.
    pub service: Service,
    /// Takes what it offers.
    pub entered: Callback<Inside>,
}

#[derive(Clone, PartialEq)]
enum State {
    Open,
    Working,
    Empty(Vec<&'static str>),
    Failed(Trouble),
}

/// The form at the door.
#[component]
pub fn Enter(props: &EnterProps) -> Html {
    let tongue = use_tongue();
    let state = use_state_eq(|| State::Open);
    let tries = use_state_eq(|| 0_u32);
    let (name, password) = (use_node_ref(), use_node_ref());
    let (service, by_password) = (props.service, props.service.entry == Entry::Password);
    let onsubmit = {
        let (state, tries, name, password) = (state.clone(), tries.clone(), name.clone(), password.clone());
        let (url, entered) = (props.url.clone(), props.entered.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let empty = empty(service.entry, &name, &password);
            if !empty.is_empty() {
                tries.set(*tries + 1);
                state.set(State::Empty(empty));
                return;
            }
            state.set(State::Working);
            let (name, secret) = (typed(&name).trim().to_owned(), taken(&password));
            let (state, tries, url, entered) = (state.clone(), tries.clone(), url.clone(), entered.clone());
            spawn_local(async move {
                let door = match by_password {
                    true => come_in(&url, &name, &secret).await,
                    false => Ok(Door { url, token: secret.trim().to_owned() }),
                };
                let inside = match door {
                    Ok(door) => Inside::of(door, service.version).await,
                    Err(trouble) => Err(trouble),
                };
                match inside {
                    Ok(inside) => entered.emit(inside),
                    Err(trouble) => {
                        tries.set(*tries + 1);
                        state.set(State::Failed(trouble));
                    }
                }
            });
        })
    };
    let wrong = wrong(&state, by_password, &tongue);
    let error = |id: &str| wrong.iter().find(|wrong| wrong.at == id).map(|wrong| wrong.what.clone());
    let working = *state == State::Working;
    html! {
        <>
            <Errors wrong={wrong.clone()} tries={*tries} />
            <form novalidate=true {onsubmit}>
                if by_password {
                    { input(Input {
                        id: NAME,
                        label: html! { tongue.say("Tên đăng nhập tại dịch vụ", "User name at the service") },
                        hint: None,
                        error: error(NAME),
                        kind: "text",
                        autocomplete: "off",
                        is_digits: false,
                        own: &name,
                    }) }
                }
                { secret_field(service.entry, &password, &error, &tongue) }
                <div class="buttons">
                    <button class="button" id={ENTER} disabled={working}>{ tongue.say("Đăng nhập và xem chứng thư", "Sign in and see the certificates") }</button>
                    <span role="status">{ if working { tongue.say("Đang đăng nhập…", "Signing in…") } else { "" } }</span>
                </div>
            </form>
        </>
    }
}

/// The password or the token.
fn secret_field(entry: Entry, own: &NodeRef, error: &dyn Fn(&str) -> Option<String>, tongue: &Tongue) -> Html {
    let (id, label) = match entry {
        Entry::Password => (PASSWORD, html! { tongue.say("Mật khẩu tại dịch vụ", "Password at the service") }),
        Entry::Token => (TOKEN, html! { tongue.say("Mã truy cập (access token)", "Access token") }),
        Entry::Open => (
            TOKEN,
            html! {
                <>
                    { tongue.say("Mã truy cập (access token)", "Access token") }
                    <span class="optional">{ tongue.say(" (không bắt buộc)", " (optional)") }</span>
                </>
            },
        ),
    };
    let hint = (entry != Entry::Password).then(|| {
        html! { tongue.say("Lấy ở trang hoặc ứng dụng của dịch vụ.", "From the service's own site or app.") }
    });
    input(Input { id, label, hint, error: error(id), kind: "password", autocomplete: "off", is_digits: false, own })
}

/// The fields that must be filled in and are not.
fn empty(entry: Entry, name: &NodeRef, secret: &NodeRef) -> Vec<&'static str> {
    let (name, secret) = (typed(name).trim().is_empty(), typed(secret).trim().is_empty());
    match entry {
        Entry::Password => {
            [(name, NAME), (secret, PASSWORD)].into_iter().filter_map(|(empty, id)| empty.then_some(id)).collect()
        }
        Entry::Token if secret => vec![TOKEN],
        Entry::Token | Entry::Open => Vec::new(),
    }
}

fn wrong(state: &State, by_password: bool, tongue: &Tongue) -> Vec<Wrong> {
    let at = |at: &str, what: String| Wrong { at: at.to_owned(), what };
    match state {
        State::Open | State::Working => Vec::new(),
        State::Empty(ids) => ids.iter().map(|id| at(id, fill_in(id, tongue).to_owned())).collect(),
        State::Failed(trouble) => {
            let field = if by_password { PASSWORD } else { TOKEN };
            vec![at(if trouble.blamed == Blamed::Other { ENTER } else { field }, why(&trouble.failed, tongue))]
        }
    }
}

fn fill_in(id: &str, tongue: &Tongue) -> &'static str {
    match id {
        NAME => tongue.say("Hãy nhập tên đăng nhập", "Enter the user name"),
        PASSWORD => tongue.say("Hãy nhập mật khẩu", "Enter the password"),
        _ => tongue.say("Hãy nhập mã truy cập", "Enter the access token"),
    }
}
