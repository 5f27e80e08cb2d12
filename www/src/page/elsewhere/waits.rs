//! One bundle that waits for its signature: what is to be signed, to download; the signature, to hand in; or to give it up.

use hoso_core::draft::Waiting;
use js_sys::Array;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, HtmlInputElement};
use yew::prelude::*;

use crate::browser;
use crate::lang::{Tongue, use_tongue};
use crate::page::key::Certificate;
use crate::page::sealing::why;
use crate::part::errors::{Errors, Wrong};
use crate::part::notice::{Grave, Notice};
use crate::work::hashing::percent;
use crate::work::in_hand::Signed;
use crate::work::matter::Held;
use crate::work::outside::introduce;
use crate::work::wire::{Failed, Shown, ToSign};

/// The bundle that waits.
#[derive(Properties, PartialEq)]
pub struct WaitsProps {
    /// The bundle.
    pub held: Held,
    /// Which of those that wait, from 0.
    pub at: usize,
    /// What stands above it.
    pub title: String,
    /// The filer's enterprise code, where it is known.
    pub code: Option<String>,
    /// Told when it is sealed; a bundle in hand with the file that it was saved to.
    pub sealed: Callback<Option<Signed>>,
    /// Told when it is given up.
    pub given_up: Callback<()>,
}

/// The id of what stands above the bundle of that number.
pub fn heading(at: usize) -> String {
    format!("waits-{at}")
}

#[derive(Clone, PartialEq)]
enum State {
    Open,
    Working(u64, u64),
    /// A file was signed, by this signer with these bytes; it is sealed when asked once more.
    Introduced(Box<Shown>, JsValue),
    NoFile,
    Failed(Failed),
}

/// What is to be signed, with its bytes.
#[derive(Clone, PartialEq)]
enum Asked {
    NotYet,
    Known(Box<ToSign>, Vec<JsValue>),
    Failed(Failed),
}

/// A bundle that waits.
#[component]
pub fn Waits(props: &WaitsProps) -> Html {
    let tongue = use_tongue();
    let asked = use_state_eq(|| Asked::NotYet);
    {
        let asked = asked.clone();
        use_effect_with(props.held.clone(), move |held| {
            let held = held.clone();
            spawn_local(async move {
                asked.set(match held.to_sign(&[]).await {
                    Ok((said, things)) => Asked::Known(said, things),
                    Err(failed) => Asked::Failed(failed),
                });
            });
        });
    }
    let give_up = props.given_up.reform(|_: MouseEvent| ());
    let (code, sealed) = (props.code.clone(), props.sealed.clone());
    html! {
        <section class="panel">
            <h2 id={heading(props.at)} tabindex="-1">{ props.title.clone() }</h2>
            {
                match &*asked {
                    Asked::NotYet => html! {},
                    Asked::Failed(failed) => html! { <Notice grave={Grave::Stop}><p>{ why(failed, &tongue) }</p></Notice> },
                    Asked::Known(said, things) => html! {
                        <>
                            if let Some(by) = &said.by { <Certificate shown={Some(by.shown.clone())} code={code.clone()} /> }
                            { downloads(said, things, props, &tongue) }
                            { keep(&props.held, &tongue) }
                            <HandIn held={props.held.clone()} at={props.at} by_key={said.by.is_some()} {code} {sealed} />
                        </>
                    },
                }
            }
            <p><button type="button" class="button-plain" onclick={give_up}>{ tongue.say("Bỏ lần chuẩn bị này", "Give up this preparation") }</button></p>
        </section>
    }
}

/// What is to be signed, to save to files.
fn downloads(said: &ToSign, things: &[JsValue], props: &WaitsProps, tongue: &Tongue) -> Html {
    let name = |what: &str, end: &str| match &props.held {
        Held::Draft { .. } => format!("{what}-{}.{end}", props.at + 1),
        Held::Further { own, .. } => own.name(&format!("-{what}.{end}")),
    };
    let mut things = things.iter();
    match &said.by {
        Some(by) => html! {
            <>
                <p>{ tongue.say("Thuật toán: ", "Algorithm: ") }<code class="mono">{ by.algorithm.clone() }</code></p>
                <p>{ tongue.say("Mã băm cần ký: ", "Digest to be signed: ") }<code class="mono">{ said.digest.clone() }</code></p>
                <div class="buttons">
                    for thing in things.next() { { save(thing, name("tbs", "bin"), tongue.say("Tải dữ liệu cần ký", "Download what is to be signed")) } }
                    for thing in things.next() { { save(thing, name("tbs", "digest"), tongue.say("Tải mã băm", "Download its digest")) } }
                </div>
            </>
        },
        None => html! {
            <>
                <p>{ "SHA-256: " }<code class="mono">{ said.sha256.clone() }</code></p>
                <p>{ tongue.say(
                    "Hãy ký nguyên tệp này theo chuẩn CAdES, chữ ký tách rời (.p7s), không sửa tệp.",
                    "Sign this file as it is, as CAdES with a detached signature (.p7s).",
                ) }</p>
                <div class="buttons">
                    for thing in things.next() { { save(thing, name("ASiCManifest", "xml"), tongue.say("Tải tệp cần ký", "Download the file to be signed")) } }
                </div>
            </>
        },
    }
}

/// What waits, to save to a file, where no draft keeps it.
fn keep(held: &Held, tongue: &Tongue) -> Html {
    let Held::Further { own, waiting } = held else { return html! {} };
    html! {
        <Notice grave={Grave::Say}>
            <p>{ tongue.say(
                "Chưa có chữ ký ngay? Hãy lưu cả tệp chờ chữ ký thêm: rời trang này mà không có tệp đó thì phải chuẩn bị và ký lại. Khi có chữ ký, mở lại đúng gói này ở trang kiểm tra rồi chọn tệp đó, trên máy này hoặc máy khác; lệnh hoso finish cũng nhận tệp đó.",
                "Is the signature not there yet? Save the file that waits for it too: without that file, once you leave this page, it has to be prepared and signed anew. When the signature is there, open this very bundle on the page that checks it and choose that file, on this device or another one; hoso finish takes it too.",
            ) }</p>
            <div class="buttons">
                { save(&waiting.clone().into(), own.name("-waiting.json"), tongue.say("Lưu tệp chờ chữ ký thêm", "Save the file that waits")) }
            </div>
        </Notice>
    }
}

/// A button that saves bytes or a text to a file.
fn save(thing: &JsValue, name: String, words: &str) -> Html {
    let (thing, saved) = (thing.clone(), name.clone());
    let onclick = Callback::from(move |_: MouseEvent| {
        if let Ok(blob) = Blob::new_with_blob_sequence(&Array::of1(&thing)) {
            browser::save_as(&blob, &saved);
        }
    });
    html! { <button type="button" class="button button-second" {onclick}>{ format!("{words}: {name}") }</button> }
}

#[derive(Properties, PartialEq)]
struct HandInProps {
    held: Held,
    at: usize,
    by_key: bool,
    code: Option<String>,
    sealed: Callback<Option<Signed>>,
}

/// The bundle whose manifest is signed as a file, where it is.
fn signed_as_a_file(props: &HandInProps) -> Option<Waiting> {
    match &props.held {
        Held::Draft { waiting, .. } if !props.by_key => Some(waiting.bundle.clone()),
        _ => None,
    }
}

/// The signature is handed in, proved, and the bundle put together.
#[component]
fn HandIn(props: &HandInProps) -> Html {
    let tongue = use_tongue();
    let state = use_state_eq(|| State::Open);
    let tries = use_state_eq(|| 0_u32);
    let file = use_node_ref();
    let id = format!("f-signature-{}", props.at);
    let onsubmit = {
        let (state, tries, file) = (state.clone(), tries.clone(), file.clone());
        let (held, as_a_file, sealed) = (props.held.clone(), signed_as_a_file(props), props.sealed.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            tries.set(*tries + 1);
            let introduced = match &*state {
                State::Introduced(_, signature) => Some(signature.clone()),
                _ => None,
            };
            let chosen = file.cast::<HtmlInputElement>().and_then(|input| input.files()).and_then(|files| files.get(0));
            let Some(chosen) = chosen else {
                state.set(State::NoFile);
                return;
            };
            state.set(State::Working(0, 0));
            let (state, held, as_a_file, sealed) = (state.clone(), held.clone(), as_a_file.clone(), sealed.clone());
            spawn_local(async move {
                let told = {
                    let state = state.clone();
                    move |done, all| state.set(State::Working(done, all))
                };
                let read = match &introduced {
                    Some(signature) => Ok(signature.clone()),
                    None => JsFuture::from(chosen.array_buffer()).await,
                };
                match (read, as_a_file.filter(|_| introduced.is_none())) {
                    (Err(_), _) => state.set(State::Failed(Failed::Unreadable(chosen.name()))),
                    // Whose a signature of a file is, is known only now: it is said before anything is sealed.
                    (Ok(signature), Some(waiting)) => state.set(match introduce(&waiting, signature.clone()).await {
                        Ok(shown) => State::Introduced(shown, signature),
                        Err(failed) => State::Failed(failed),
                    }),
                    (Ok(signature), None) => match held.finish(signature, told).await {
                        Ok(signed) => sealed.emit(signed),
                        Err(failed) => state.set(State::Failed(failed)),
                    },
                }
            });
        })
    };
    let error = match &*state {
        State::Open | State::Working(..) | State::Introduced(..) => None,
        State::NoFile => Some(tongue.say("Hãy chọn tệp chữ ký", "Choose the signature file").to_owned()),
        State::Failed(failed) => Some(why(failed, &tongue)),
    };
    let wrong = error.iter().map(|what| Wrong { at: id.clone(), what: what.clone() }).collect::<Vec<_>>();
    let progress = match &*state {
        State::Working(done, all @ 1..) => {
            format!("{} {} %", tongue.say("Đang kiểm tra…", "Checking…"), percent(*done, *all))
        }
        _ => String::new(),
    };
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    let hint = if props.by_key {
        tongue.say(
            "Chữ ký thô (ECDSA viết r‖s hoặc DER), hoặc chính nó viết base64 hay thập lục phân",
            "A raw signature (ECDSA as r‖s or DER), or the same as base64 or hexadecimal text",
        )
    } else {
        tongue.say("Tệp .p7s dạng DER, BER, PEM hoặc base64", "A .p7s file as DER, BER, PEM or base64")
    };
    let (introduced, button) = match &*state {
        State::Introduced(shown, _) => (Some(Shown::clone(shown)), tongue.say("Đóng gói", "Seal")),
        _ if matches!(props.held, Held::Further { .. }) => (
            None,
            tongue.say("Kiểm tra chữ ký, ký thêm và lưu ra tệp", "Check the signature, add it and save to a file"),
        ),
        _ if props.by_key => (None, tongue.say("Kiểm tra chữ ký và đóng gói", "Check the signature and seal")),
        _ => (None, tongue.say("Kiểm tra chữ ký", "Check the signature")),
    };
    let another = {
        let state = state.clone();
        Callback::from(move |_: Event| state.set(State::Open))
    };
    // A file of the same name chosen again is no change to the browser, unless the first one is gone from the field.
    let choosing = {
        let (state, file) = (state.clone(), file.clone());
        Callback::from(move |_: MouseEvent| {
            if let (State::Introduced(..), Some(input)) = (&*state, file.cast::<HtmlInputElement>()) {
                input.set_value("");
                state.set(State::Open);
            }
        })
    };
    html! {
        <form novalidate=true {onsubmit}>
            <Errors wrong={wrong} tries={*tries} />
            <div class={if error.is_some() { "field field-error" } else { "field" }}>
                <label for={id.clone()}>{ tongue.say("Tệp chữ ký", "Signature file") }</label>
                <p class="hint" id={hint_id.clone()}>{ hint }</p>
                if let Some(error) = &error { <p class="error" id={error_id.clone()}>{ error.clone() }</p> }
                <input type="file" id={id.clone()} ref={file} onclick={choosing} onchange={another} aria-invalid={error.as_ref().map(|_| "true")}
                    aria-describedby={if error.is_some() { format!("{hint_id} {error_id}") } else { hint_id.clone() }} />
            </div>
            if introduced.is_some() {
                <div role="status"><Certificate shown={introduced} code={props.code.clone()} /></div>
            }
            <div class="buttons">
                <button class="button" disabled={matches!(*state, State::Working(..))}>{ button }</button>
                <span role="status">{ progress }</span>
            </div>
        </form>
    }
}
