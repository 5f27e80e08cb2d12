//! Sealing at work: progress, a way to stop it, and what went wrong.

use std::rc::Rc;

use hoso_core::dossier::Dossier;
use hoso_core::json::canonical;
use hoso_core::text::Lang;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::Blob;
use yew::prelude::*;

use crate::attach::size::size;
use crate::browser;
use crate::desk::attached;
use crate::lang::{Tongue, use_tongue};
use crate::law::Law;
use crate::part::notice::{Grave, Notice};
use crate::store::{self, Bundle};
use crate::work::client::{Job, SEAL, start};
use crate::work::hashing::percent;
use crate::work::wire::{Answer, Ask, Failed};

/// What is sealed, and with what.
#[derive(Clone)]
pub struct What {
    /// The law.
    pub law: Law,
    /// The dossier.
    pub dossier: Rc<Dossier>,
    /// The certificate's bytes.
    pub certificate: JsValue,
    /// The key.
    pub key: JsValue,
}

impl PartialEq for What {
    fn eq(&self, other: &What) -> bool {
        Rc::ptr_eq(&self.dossier, &other.dossier) && self.key == other.key
    }
}

#[derive(Clone, PartialEq)]
enum State {
    Waiting,
    Working(u64, u64),
    Failed(Failed),
    Stopped,
}

/// What is sealed, and what to do afterwards.
#[derive(Properties, PartialEq)]
pub struct SealingProps {
    /// What is sealed.
    pub what: What,
    /// Told when it is.
    pub done: Callback<()>,
}

/// The button that signs, and the work behind it.
#[component]
pub fn Sealing(props: &SealingProps) -> Html {
    let tongue = use_tongue();
    let state = use_state_eq(|| State::Waiting);
    let job = use_mut_ref(|| None::<Job>);
    let sign = {
        let (state, job, what, done) = (state.clone(), job.clone(), props.what.clone(), props.done.clone());
        Callback::from(move |_: MouseEvent| {
            state.set(State::Working(0, 0));
            let (state, job, what, done) = (state.clone(), job.clone(), what.clone(), done.clone());
            spawn_local(async move {
                match begin(&what, state.clone(), done).await {
                    Ok(started) => *job.borrow_mut() = Some(started),
                    Err(failed) => state.set(State::Failed(failed)),
                }
            });
        })
    };
    let stop = {
        let (state, job) = (state.clone(), job.clone());
        Callback::from(move |_: MouseEvent| {
            job.borrow_mut().take();
            state.set(State::Stopped);
        })
    };
    match &*state {
        State::Working(done, all) => html! { <Working done={*done} all={*all} {stop} /> },
        other => html! {
            <>
                if let State::Failed(failed) = other {
                    <Notice grave={Grave::Stop} live=true><p>{ why(failed, &tongue) }</p></Notice>
                }
                if *other == State::Stopped {
                    <Notice grave={Grave::Say} live=true><p>{ tongue.say("Đã dừng. Chưa có gì được ký.", "Stopped. Nothing was signed.") }</p></Notice>
                }
                <div class="buttons"><button type="button" class="button" onclick={sign}>{ tongue.say("Ký và đóng gói", "Sign and seal") }</button></div>
            </>
        },
    }
}

#[derive(Properties, PartialEq)]
struct WorkingProps {
    done: u64,
    all: u64,
    stop: Callback<MouseEvent>,
}

#[component]
fn Working(props: &WorkingProps) -> Html {
    let tongue = use_tongue();
    let percent = percent(props.done, props.all);
    let words = match tongue.lang {
        Lang::Vi => format!("Đã đọc {} trên {}", size(props.done, tongue.lang), size(props.all, tongue.lang)),
        Lang::En => format!("{} of {} read", size(props.done, tongue.lang), size(props.all, tongue.lang)),
    };
    html! {
        <div class="meter">
            <p id="sealing" role="status">{ tongue.say("Đang ký và đóng gói…", "Signing and sealing…") }</p>
            <progress max="100" value={percent.to_string()} aria-labelledby="sealing">{ format!("{percent} %") }</progress>
            <p class="small">{ words }</p>
            <button type="button" class="button button-second" onclick={props.stop.clone()}>{ tongue.say("Dừng", "Stop") }</button>
        </div>
    }
}

async fn begin(what: &What, state: UseStateHandle<State>, done: Callback<()>) -> Result<Job, Failed> {
    let dossier = canonical(&*what.dossier).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let dossier = dossier.ok_or_else(|| Failed::Refused("dossier".to_owned()))?;
    let mut names = Vec::new();
    let mut things: Vec<JsValue> =
        vec![js_sys::Uint8Array::from(what.law.bytes.as_slice()).into(), what.certificate.clone(), what.key.clone()];
    for name in attached(&what.dossier).into_keys() {
        let Ok(Some(blob)) = store::file(&what.dossier.id, name).await else {
            return Err(Failed::Unreadable(name.to_owned()));
        };
        names.push(name.to_owned());
        things.push(blob.into());
    }
    let (id, at) = (what.dossier.id.clone(), browser::now() as u64);
    let heard = move |answer: Option<(Answer, Vec<JsValue>)>| match answer {
        Some((Answer::Progress(read, all), _)) => state.set(State::Working(read, all)),
        Some((Answer::Sealed(reference), things)) => {
            let blob = things.into_iter().next().and_then(|blob| blob.dyn_into::<Blob>().ok());
            let (id, state, done) = (id.clone(), state.clone(), done.clone());
            spawn_local(async move {
                let Some(blob) = blob else { return state.set(State::Failed(Failed::Refused("bundle".to_owned()))) };
                let name = format!("ho-so-{}.asice", reference.get(..12).unwrap_or(&reference));
                // Without room it is still in memory, and the next page has it downloaded.
                let _ = store::keep_bundle(&id, &Bundle { blob, name, reference, signed: at as f64 }).await;
                done.emit(());
            });
        }
        Some((Answer::Failed(failed), _)) => state.set(State::Failed(failed)),
        Some(_) => {}
        None => state.set(State::Failed(Failed::Refused("worker".to_owned()))),
    };
    start(SEAL, Ask::Seal { dossier, names, at }, things, Vec::new(), heard)
        .ok_or_else(|| Failed::Refused("worker".to_owned()))
}

fn why(failed: &Failed, tongue: &Tongue) -> String {
    match failed {
        Failed::Unreadable(name) => match tongue.lang {
            Lang::Vi => format!("Không đọc được tệp {name}. Hãy đính kèm lại tệp đó. Chưa có gì được ký."),
            Lang::En => format!("The file {name} cannot be read. Attach it again. Nothing was signed."),
        },
        Failed::Changed(name) => match tongue.lang {
            Lang::Vi => format!("Tệp {name} không còn như khi đính kèm. Hãy đính kèm lại tệp đó. Chưa có gì được ký."),
            Lang::En => {
                format!("The file {name} is no longer as it was attached. Attach it again. Nothing was signed.")
            }
        },
        Failed::NotSigned | Failed::WrongSignature => tongue
            .say(
                "Khóa không ký được. Hãy mở lại tệp khóa. Chưa có gì được ký.",
                "The key did not sign. Open the key file again. Nothing was signed.",
            )
            .to_owned(),
        Failed::Refused(_) => tongue
            .say(
                "Không đóng gói được hồ sơ. Hãy tải lại trang rồi thử lại. Chưa có gì được ký.",
                "The dossier could not be sealed. Reload the page and try again. Nothing was signed.",
            )
            .to_owned(),
    }
}
