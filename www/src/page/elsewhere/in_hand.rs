//! A further signature made elsewhere on a bundle in hand. The bundle belongs to no draft here, so nothing of it is kept: what waits is a
//! file that the reader saves, and chooses again with the bundle when the signature is there.

use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{File, HtmlInputElement};
use yew::prelude::*;

use super::prepare::Prepare;
use super::waits::{Waits, heading};
use crate::lang::{Tongue, use_tongue};
use crate::page::sealing::why;
use crate::part::errors::{Errors, Wrong};
use crate::part::radios::{Radios, radios};
use crate::part::turn::use_turn;
use crate::work::in_hand::{InHand, Signed};
use crate::work::matter::{Held, Matter};
use crate::work::wire::Failed;

const WAITING: &str = "f-waiting";
/// What waits is a certificate and a few words: nothing larger is read, in bytes.
const MOST: f64 = 65_536.0;

/// Whether it was prepared before.
const BEFORE: &str = "f-before";
const NEW: &str = "new";
const KEPT: &str = "kept";

/// The bundle.
#[derive(Properties, PartialEq)]
pub struct OfBundleProps {
    /// The bundle.
    pub own: InHand,
    /// Told when it is signed, with the file that it was saved to.
    pub done: Callback<Option<Signed>>,
}

/// What waits for its signature; or the form that prepares it, and the one that goes on with what was prepared before.
#[component]
pub fn OfBundle(props: &OfBundleProps) -> Html {
    let tongue = use_tongue();
    let (held, before) = (use_state_eq(|| None::<Held>), use_state_eq(|| NEW));
    use_turn(held.is_some(), heading(0), format!("{BEFORE}-{}", *before));
    if let Some(waiting) = &*held {
        let given_up = {
            let held = held.clone();
            Callback::from(move |()| held.set(None))
        };
        let title = tongue.say("Đang chờ chữ ký thêm", "Waiting for the further signature");
        return html! { <Waits held={waiting.clone()} at=0 {title} code={props.own.code.clone()} sealed={props.done.clone()} {given_up} /> };
    }
    let prepared = {
        let held = held.clone();
        Callback::from(move |prepared: Vec<Held>| held.set(prepared.into_iter().next()))
    };
    let go_on = {
        let held = held.clone();
        Callback::from(move |kept: Held| held.set(Some(kept)))
    };
    html! {
        <>
            <p>{ tongue.say(
                "Dữ liệu cần ký được chuẩn bị ở đây; người ký dùng phần mềm của mình rồi đưa chữ ký trở lại, hôm nay hoặc hôm khác, trên máy này hoặc máy khác. Gói không thuộc bản nháp nào, nên trang này không giữ lại gì: bạn tự lưu tệp chờ chữ ký thêm.",
                "What is to be signed is prepared here; the signer uses software of their own, and the signature comes back today or another day, on this device or another one. The bundle belongs to no draft, so this page keeps nothing: you save the file that waits for the further signature.",
            ) }</p>
            { radios(&Radios {
                id: BEFORE,
                legend: tongue.say("Chữ ký thêm này đã được chuẩn bị chưa?", "Was this further signature prepared before?"),
                hint: None,
                answers: vec![
                    (NEW, tongue.say("Chưa, chuẩn bị bây giờ", "No, prepare it now")),
                    (KEPT, tongue.say("Rồi, tôi có tệp chờ chữ ký thêm đã lưu", "Yes, I have the saved file that waits for it")),
                ],
                chosen: *before,
                choose: Callback::from({ let before = before.clone(); move |chosen| before.set(chosen) }),
            }) }
            if *before == NEW {
                <Prepare matter={Matter::InHand(props.own.clone())} {prepared} />
            } else {
                <GoOn own={props.own.clone()} {go_on} />
            }
        </>
    }
}

#[derive(Clone, PartialEq)]
enum State {
    Open,
    Working,
    NoFile,
    Failed(Failed),
}

#[derive(Properties, PartialEq)]
struct GoOnProps {
    own: InHand,
    go_on: Callback<Held>,
}

/// The file that waits is chosen again.
#[component]
fn GoOn(props: &GoOnProps) -> Html {
    let tongue = use_tongue();
    let state = use_state_eq(|| State::Open);
    let tries = use_state_eq(|| 0_u32);
    let file = use_node_ref();
    let onsubmit = {
        let (state, tries, file) = (state.clone(), tries.clone(), file.clone());
        let (own, go_on) = (props.own.clone(), props.go_on.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            tries.set(*tries + 1);
            let chosen = file.cast::<HtmlInputElement>().and_then(|input| input.files()).and_then(|files| files.get(0));
            let Some(chosen) = chosen else {
                state.set(State::NoFile);
                return;
            };
            state.set(State::Working);
            let (state, own, go_on) = (state.clone(), own.clone(), go_on.clone());
            spawn_local(async move {
                match kept(own, &chosen).await {
                    Ok(held) => go_on.emit(held),
                    Err(failed) => state.set(State::Failed(failed)),
                }
            });
        })
    };
    let error = wrong(&state, &tongue);
    let wrong = error.iter().map(|what| Wrong { at: WAITING.to_owned(), what: what.clone() }).collect::<Vec<_>>();
    html! {
        <>
            <Errors {wrong} tries={*tries} />
            <form novalidate=true {onsubmit}>
                <div class={if error.is_some() { "field field-error" } else { "field" }}>
                    <label for={WAITING}>{ tongue.say("Tệp chờ chữ ký thêm", "File that waits for the further signature") }</label>
                    <p class="hint" id="f-waiting-hint">{ tongue.say(
                        "Tệp …waiting.json mà trang này đã lưu, hoặc do lệnh hoso prepare ghi, cho chính gói này",
                        "The file …waiting.json that this page saved, or that hoso prepare wrote, for this very bundle",
                    ) }</p>
                    if let Some(error) = &error { <p class="error" id="f-waiting-error">{ error.clone() }</p> }
                    <input type="file" id={WAITING} ref={file} accept=".json,application/json" aria-invalid={error.as_ref().map(|_| "true")}
                        aria-describedby={if error.is_some() { "f-waiting-hint f-waiting-error" } else { "f-waiting-hint" }} />
                </div>
                <div class="buttons">
                    <button class="button" disabled={*state == State::Working}>{ tongue.say("Tiếp tục với tệp này", "Go on with this file") }</button>
                </div>
            </form>
        </>
    }
}

/// What waits by the file, once the worker finds that it does so on this bundle.
async fn kept(own: InHand, file: &File) -> Result<Held, Failed> {
    let text = match file.size() <= MOST {
        true => JsFuture::from(file.text()).await.map_err(|_| Failed::Unreadable(file.name()))?,
        false => String::new().into(),
    };
    let held = Held::Further { own, waiting: text.as_string().unwrap_or_default() };
    held.to_sign(&[]).await.map(|_| held)
}

fn wrong(state: &State, tongue: &Tongue) -> Option<String> {
    match state {
        State::Open | State::Working => None,
        State::NoFile => Some(
            tongue
                .say("Hãy chọn tệp chờ chữ ký thêm", "Choose the file that waits for the further signature")
                .to_owned(),
        ),
        State::Failed(failed) => Some(why(failed, tongue)),
    }
}
