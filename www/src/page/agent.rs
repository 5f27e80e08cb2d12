//! Signing with a token through `hoso agent`: paired by a code, everything prepared, and each bundle signed when the agent's
//! terminal agrees.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::key::Certificate;
use super::sealing::why;
use crate::desk::{Same, Work};
use crate::lang::{Tongue, use_tongue};
use crate::part::errors::{Errors, Wrong};
use crate::work::agent::{Paired, pair, sign};
use crate::work::batch::{Batch, keep, prepare_all};
use crate::work::fan::{Piece, pieces};
use crate::work::wire::Failed;

const CODE: &str = "f-pairing";
const SIGN: &str = "sign-by-agent";

/// The draft, and the agent that signs.
#[derive(Properties, PartialEq)]
pub struct AgentProps {
    /// The draft.
    pub work: Work,
    /// The agent's address.
    pub agent: String,
    /// Told when all is sealed.
    pub done: Callback<()>,
}

#[derive(Clone, PartialEq)]
enum State {
    Open,
    Pairing,
    Ready,
    Signing(usize),
    Failed(Failed),
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
    let recipients = props.work.recipients();
    let all = use_memo((Same(props.work.state.dossier.clone()), recipients), |(dossier, recipients)| {
        pieces(&props.work.law.pack, &dossier.0, props.work.rest(), recipients)
    });
    let wrong = wrong(&state, agreed.is_some(), &tongue);
    let working = matches!(*state, State::Pairing | State::Signing(_));
    let status = status(&state, all.len(), &tongue);
    match &*agreed {
        None => {
            let onsubmit = {
                let (state, agreed, tries, code) = (state.clone(), agreed.clone(), tries.clone(), code.clone());
                let (work, agent, all) = (props.work.clone(), props.agent.clone(), all.clone());
                Callback::from(move |event: SubmitEvent| {
                    event.prevent_default();
                    tries.set(*tries + 1);
                    let Some(input) = code.cast::<HtmlInputElement>() else { return };
                    state.set(State::Pairing);
                    let (state, agreed, work, agent, all) =
                        (state.clone(), agreed.clone(), work.clone(), agent.clone(), all.clone());
                    spawn_local(async move {
                        match agree(&work, &agent, &input.value(), &all).await {
                            Ok(with) => {
                                agreed.set(Some(with));
                                state.set(State::Ready);
                            }
                            Err(failed) => state.set(State::Failed(failed)),
                        }
                    });
                })
            };
            let error = wrong.first().map(|wrong| wrong.what.clone());
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
                        <button class="button" disabled={working}>{ tongue.say("Ghép đôi", "Pair") }</button>
                        <span role="status">{ status }</span>
                    </div>
                </form>
            }
        }
        Some(with) => {
            let onclick = {
                let (state, tries, with) = (state.clone(), tries.clone(), with.clone());
                let (work, agent, done) = (props.work.clone(), props.agent.clone(), props.done.clone());
                Callback::from(move |_: MouseEvent| {
                    tries.set(*tries + 1);
                    let (state, with, work, agent, done) =
                        (state.clone(), with.clone(), work.clone(), agent.clone(), done.clone());
                    spawn_local(async move {
                        match all_signed(&work, &agent, &with, &state).await {
                            Ok(()) => done.emit(()),
                            Err(failed) => state.set(State::Failed(failed)),
                        }
                    });
                })
            };
            html! {
                <>
                    <Errors {wrong} tries={*tries} />
                    <Certificate shown={with.batch.by.as_ref().map(|by| by.shown.clone())} code={props.work.filer_code()} />
                    <div class="buttons">
                        <button type="button" class="button" id={SIGN} disabled={working} {onclick}>{ tongue.say("Ký qua hoso agent", "Sign through hoso agent") }</button>
                        <span role="status">{ status }</span>
                    </div>
                </>
            }
        }
    }
}

/// Pairs, and prepares every bundle for the agent's certificate.
async fn agree(work: &Work, agent: &str, code: &str, all: &[Piece]) -> Result<Agreed, Failed> {
    let paired = pair(agent, code).await?;
    let certificate = pem(&paired.certificate).into_bytes();
    let batch = prepare_all(work, all, &paired.algorithm, &[certificate]).await?.into();
    Ok(Agreed { paired, batch })
}

/// Signs one bundle after another; each is kept as it is made.
async fn all_signed(work: &Work, agent: &str, with: &Agreed, state: &UseStateHandle<State>) -> Result<(), Failed> {
    let kind = work.law.pack.dossier(&work.dossier().procedure);
    let title = kind.map_or_else(String::new, |kind| kind.title.vi.clone());
    for (at, ready) in with.batch.ready.iter().enumerate() {
        state.set(State::Signing(at));
        let name = format!("{title} – {}", ready.recipient);
        let signature = sign(agent, &with.paired.session, &name, &ready.to_be_signed).await?;
        keep(work, ready, &signature).await?;
    }
    Ok(())
}

fn pem(base64: &str) -> String {
    format!("-----BEGIN CERTIFICATE-----\n{base64}\n-----END CERTIFICATE-----\n")
}

fn status(state: &State, of: usize, tongue: &Tongue) -> String {
    match state {
        State::Open | State::Ready | State::Failed(_) => String::new(),
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

fn wrong(state: &State, is_paired: bool, tongue: &Tongue) -> Vec<Wrong> {
    match state {
        State::Failed(failed) => {
            let at = if is_paired { SIGN } else { CODE };
            vec![Wrong { at: at.to_owned(), what: why(failed, tongue) }]
        }
        _ => Vec::new(),
    }
}
