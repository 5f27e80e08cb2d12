//! Signing with a token through `hoso agent`: paired by a code, everything prepared, and each bundle signed when the agent's
//! terminal agrees.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::key::Certificate;
use super::sealing::why;
use crate::lang::{Tongue, use_tongue};
use crate::part::errors::{Errors, Wrong};
use crate::part::turn::use_turn;
use crate::work::agent::{Paired, pair, sign};
use crate::work::batch::{Batch, prepare_all};
use crate::work::in_hand::Signed;
use crate::work::matter::Matter;
use crate::work::wire::Failed;

const CODE: &str = "f-pairing";
const PAIR: &str = "pair";
const PAIRED: &str = "paired";
const SIGN: &str = "sign-by-agent";

/// What is to be signed, and the agent that signs.
#[derive(Properties, PartialEq)]
pub struct AgentProps {
    /// What is to be signed.
    pub matter: Matter,
    /// The agent's address.
    pub agent: String,
    /// Told when all is signed; a bundle in hand with the file that it was saved to.
    pub done: Callback<Option<Signed>>,
}

#[derive(Clone, PartialEq)]
enum State {
    Open,
    Pairing,
    Ready,
    Signing(usize),
    /// Where it is to be mended, and what the reader is told.
    Failed(&'static str, Failed),
}

/// What was agreed with the agent.
#[derive(Clone, PartialEq)]
struct Agreed {
    paired: Paired,
    batch: Rc<Batch>,
}

/// Pairing, then signing.
#[component]
pub fn Agent(props: &AgentProps) -> Html {
    let tongue = use_tongue();
    let (state, agreed) = (use_state_eq(|| State::Open), use_state_eq(|| None::<Agreed>));
    let tries = use_state_eq(|| 0_u32);
    let code = use_node_ref();
    use_turn(agreed.is_some(), PAIRED.to_owned(), CODE.to_owned());
    let wrong = wrong(&state, &tongue);
    let working = matches!(*state, State::Pairing | State::Signing(_));
    let status = status(&state, props.matter.count(), &tongue);
    match &*agreed {
        None => {
            let onsubmit = {
                let (state, agreed, tries, code) = (state.clone(), agreed.clone(), tries.clone(), code.clone());
                let (matter, agent) = (props.matter.clone(), props.agent.clone());
                Callback::from(move |event: SubmitEvent| {
                    event.prevent_default();
                    tries.set(*tries + 1);
                    let Some(input) = code.cast::<HtmlInputElement>() else { return };
                    state.set(State::Pairing);
                    let (state, agreed, matter, agent) = (state.clone(), agreed.clone(), matter.clone(), agent.clone());
                    spawn_local(async move {
                        match agree(&matter, &agent, &input.value()).await {
                            Ok(with) => {
                                agreed.set(Some(with));
                                state.set(State::Ready);
                            }
                            Err((at, failed)) => state.set(State::Failed(at, failed)),
                        }
                    });
                })
            };
            let error = wrong.iter().find(|wrong| wrong.at == CODE).map(|wrong| wrong.what.clone());
            html! {
                <form novalidate=true {onsubmit}>
                    <Errors {wrong} tries={*tries} />
                    <p>{ tongue.say(
                        "Chạy hoso agent trên máy này (với USB token đã cắm, hoặc với dịch vụ ký từ xa), rồi nhập mã ghép đôi hiện ở cửa sổ lệnh của nó.",
                        "Start hoso agent on this machine (with the token plugged in, or with a remote signing service), and type the pairing code that its terminal shows.",
                    ) }</p>
                    <div class={if error.is_some() { "field field-error" } else { "field" }}>
                        <label for={CODE}>{ tongue.say("Mã ghép đôi", "Pairing code") }</label>
                        if let Some(error) = &error { <p class="error" id="f-pairing-error">{ error.clone() }</p> }
                        <input class="input input-code" id={CODE} ref={code} inputmode="numeric" autocomplete="off"
                            aria-describedby={error.as_ref().map(|_| "f-pairing-error")} aria-invalid={error.as_ref().map(|_| "true")} />
                    </div>
                    <div class="buttons">
                        <button class="button" id={PAIR} disabled={working}>{ tongue.say("Ghép đôi", "Pair") }</button>
                        <span role="status">{ status }</span>
                    </div>
                </form>
            }
        }
        Some(with) => {
            let onclick = {
                let (state, tries, with) = (state.clone(), tries.clone(), with.clone());
                let (matter, agent, done) = (props.matter.clone(), props.agent.clone(), props.done.clone());
                Callback::from(move |_: MouseEvent| {
                    tries.set(*tries + 1);
                    let (state, with, matter, agent, done) =
                        (state.clone(), with.clone(), matter.clone(), agent.clone(), done.clone());
                    spawn_local(async move {
                        match all_signed(&matter, &agent, &with, &state).await {
                            Ok(signed) => done.emit(signed),
                            Err(failed) => state.set(State::Failed(SIGN, failed)),
                        }
                    });
                })
            };
            html! {
                <>
                    <Errors {wrong} tries={*tries} />
                    <div id={PAIRED} tabindex="-1"><Certificate shown={with.batch.by.as_ref().map(|by| by.shown.clone())} code={props.matter.filer_code()} /></div>
                    <div class="buttons">
                        <button type="button" class="button" id={SIGN} disabled={working} {onclick}>{ tongue.say("Ký qua hoso agent", "Sign through hoso agent") }</button>
                        <span role="status">{ status }</span>
                    </div>
                </>
            }
        }
    }
}

/// Pairs, and prepares every bundle for the agent's certificate. What went wrong comes with where it is to be mended.
async fn agree(matter: &Matter, agent: &str, code: &str) -> Result<Agreed, (&'static str, Failed)> {
    let paired = pair(agent, code).await.map_err(|failed| (CODE, failed))?;
    let certificate = pem(&paired.certificate).into_bytes();
    let batch = prepare_all(matter, &paired.algorithm, &[certificate]).await.map_err(|failed| (PAIR, failed))?;
    Ok(Agreed { paired, batch: batch.into() })
}

/// Signs one bundle after another; each is kept as it is made.
async fn all_signed(
    matter: &Matter,
    agent: &str,
    with: &Agreed,
    state: &UseStateHandle<State>,
) -> Result<Option<Signed>, Failed> {
    let mut signed = None;
    for (at, ready) in with.batch.ready.iter().enumerate() {
        state.set(State::Signing(at));
        let signature = sign(agent, &with.paired.session, &ready.called(matter), &ready.to_be_signed).await?;
        signed = ready.keep(&signature).await?;
    }
    Ok(signed)
}

fn pem(base64: &str) -> String {
    format!("-----BEGIN CERTIFICATE-----\n{base64}\n-----END CERTIFICATE-----\n")
}

fn status(state: &State, of: usize, tongue: &Tongue) -> String {
    match state {
        State::Open | State::Ready | State::Failed(..) => String::new(),
        State::Pairing => tongue.say("Đang ghép đôi và chuẩn bị…", "Pairing and preparing…").to_owned(),
        State::Signing(at) => {
            let words = tongue.say(
                "Hãy đồng ý ký ở cửa sổ lệnh của hoso agent.",
                "Agree to the signature in the terminal of hoso agent.",
            );
            if of > 1 { format!("{words} ({}/{of})", at + 1) } else { words.to_owned() }
        }
    }
}

fn wrong(state: &State, tongue: &Tongue) -> Vec<Wrong> {
    match state {
        State::Failed(at, failed) => vec![Wrong { at: (*at).to_owned(), what: why(failed, tongue) }],
        _ => Vec::new(),
    }
}
