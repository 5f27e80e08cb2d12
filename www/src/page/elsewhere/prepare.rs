//! What is to be signed elsewhere, prepared: what the signing software can do, and by which certificate it signs.

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::lang::{Tongue, use_tongue};
use crate::page::sealing::why;
use crate::part::errors::{Errors, Wrong};
use crate::part::radios::{Radios, radios};
use crate::work::hashing::percent;
use crate::work::matter::{Held, Matter};
use crate::work::wire::{Failed, Way};

const CERTIFICATE: &str = "f-certificate";
const PREPARE: &str = "prepare";

#[derive(Clone, PartialEq)]
enum State {
    Open,
    Working(u64, u64),
    NoFile,
    Failed(Failed),
}

/// What is prepared.
#[derive(Properties, PartialEq)]
pub struct PrepareProps {
    /// What is to be signed.
    pub matter: Matter,
    /// Takes what waits, once all of it does.
    pub prepared: Callback<Vec<Held>>,
}

/// How it will be signed, and by which certificate.
#[component]
pub fn Prepare(props: &PrepareProps) -> Html {
    let tongue = use_tongue();
    let (way, padding) = (use_state_eq(|| "key"), use_state_eq(|| "rsa-pss"));
    let state = use_state_eq(|| State::Open);
    let tries = use_state_eq(|| 0_u32);
    let file = use_node_ref();
    let by_key = *way == "key";
    let onsubmit = {
        let (matter, prepared, state, tries) =
            (props.matter.clone(), props.prepared.clone(), state.clone(), tries.clone());
        let (file, padding) = (file.clone(), *padding);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            tries.set(*tries + 1);
            let chosen = file.cast::<HtmlInputElement>().and_then(|input| input.files()).and_then(|files| files.get(0));
            if by_key && chosen.is_none() {
                state.set(State::NoFile);
                return;
            }
            state.set(State::Working(0, 0));
            let way = if by_key { Way::Key(padding.to_owned()) } else { Way::File };
            let (matter, prepared, state) = (matter.clone(), prepared.clone(), state.clone());
            spawn_local(async move {
                let bytes: Option<JsValue> = match &chosen {
                    Some(file) if by_key => JsFuture::from(file.array_buffer()).await.ok(),
                    _ => None,
                };
                let told = {
                    let state = state.clone();
                    move |done, all| state.set(State::Working(done, all))
                };
                match matter.prepare(&way, bytes, told).await {
                    Ok(held) => prepared.emit(held),
                    Err(failed) => state.set(State::Failed(failed)),
                }
            });
        })
    };
    let working = matches!(*state, State::Working(..));
    let wrong = wrong(&state, by_key, &tongue);
    let error = wrong.iter().find(|wrong| wrong.at == CERTIFICATE).map(|wrong| wrong.what.clone());
    html! {
        <>
            <Errors wrong={wrong} tries={*tries} />
            <form novalidate=true {onsubmit}>
                // A bundle takes one signature of the form that such software makes, and it is the first.
                if matches!(props.matter, Matter::Draft(_)) {
                    { radios(&Radios {
                        id: "f-way-elsewhere",
                        legend: tongue.say("Phần mềm ký của bạn ký được gì?", "What can your signing software sign?"),
                        hint: None,
                        answers: vec![
                            ("key", tongue.say("Dữ liệu hoặc mã băm, cho ra chữ ký thô", "Bytes or a digest, giving a raw signature")),
                            ("file", tongue.say("Chỉ một tệp, cho ra tệp chữ ký CAdES (.p7s)", "Only a file, giving a CAdES signature file (.p7s)")),
                        ],
                        chosen: *way,
                        choose: Callback::from({ let way = way.clone(); move |chosen| way.set(chosen) }),
                    }) }
                }
                if by_key {
                    <div class={if error.is_some() { "field field-error" } else { "field" }}>
                        <label for={CERTIFICATE}>{ tongue.say("Tệp chứng thư số của người ký", "The signer's certificate file") }</label>
                        <p class="hint" id="f-certificate-hint">{ tongue.say("Tệp .pem, .cer hoặc .crt; không phải tệp khóa", "A .pem, .cer or .crt file; not the key file") }</p>
                        if let Some(error) = &error { <p class="error" id="f-certificate-error">{ error.clone() }</p> }
                        <input type="file" id={CERTIFICATE} ref={file} accept=".pem,.cer,.crt,.der" aria-invalid={error.as_ref().map(|_| "true")}
                            aria-describedby={if error.is_some() { "f-certificate-hint f-certificate-error" } else { "f-certificate-hint" }} />
                    </div>
                    { radios(&Radios {
                        id: "f-padding",
                        legend: tongue.say("Nếu là khóa RSA, ký theo", "If the key is RSA, sign by"),
                        hint: Some(tongue.say(
                            "Phần lớn USB token chỉ làm được PKCS#1 v1.5; kết luận kiểm tra sẽ nêu điều đó. Khóa ECDSA bỏ qua câu này.",
                            "Most USB tokens can do PKCS#1 v1.5 alone; the verdict will say so. Of no matter for ECDSA keys.",
                        )),
                        answers: vec![("rsa-pss", "RSASSA-PSS"), ("rsa-pkcs1", "RSA PKCS#1 v1.5")],
                        chosen: *padding,
                        choose: Callback::from({ let padding = padding.clone(); move |chosen| padding.set(chosen) }),
                    }) }
                }
                <div class="buttons">
                    <button class="button" id={PREPARE} disabled={working}>{ tongue.say("Chuẩn bị dữ liệu cần ký", "Prepare what is to be signed") }</button>
                    <span role="status">{ progress(&state, &tongue) }</span>
                </div>
            </form>
        </>
    }
}

fn progress(state: &State, tongue: &Tongue) -> String {
    match state {
        State::Working(done, all @ 1..) => {
            format!("{} {} %", tongue.say("Đang đọc các tệp…", "Reading the files…"), percent(*done, *all))
        }
        _ => String::new(),
    }
}

fn wrong(state: &State, by_key: bool, tongue: &Tongue) -> Vec<Wrong> {
    let at = |at: &str, what: String| vec![Wrong { at: at.to_owned(), what }];
    match state {
        State::Open | State::Working(..) => Vec::new(),
        State::NoFile => {
            at(CERTIFICATE, tongue.say("Hãy chọn tệp chứng thư số", "Choose the certificate file").to_owned())
        }
        State::Failed(failed @ Failed::Said(_)) if by_key => at(CERTIFICATE, why(failed, tongue)),
        State::Failed(failed) => at(PREPARE, why(failed, tongue)),
    }
}
