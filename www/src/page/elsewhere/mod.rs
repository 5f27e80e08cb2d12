//! Signing elsewhere: what is to be signed is prepared here, signed by software of the reader's own, and comes back, days later or on
//! another device. What waits is kept with the draft and saved to a file with it.

use std::rc::Rc;

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::sealing::why;
use super::waits::Waits;
use crate::desk::{Note, Same, Work};
use crate::lang::{Tongue, use_tongue};
use crate::part::errors::{Errors, Wrong};
use crate::part::notice::{Grave, Notice};
use crate::part::radios::{Radios, radios};
use crate::work::fan::{Piece, pieces};
use crate::work::hashing::percent;
use crate::work::outside::prepare;
use crate::work::wire::{Failed, Way};

const CERTIFICATE: &str = "f-certificate";
const PREPARE: &str = "prepare";

/// The draft whose bundles are signed elsewhere.
#[derive(Properties, PartialEq)]
pub struct ElsewhereProps {
    /// The draft.
    pub work: Work,
    /// Told when a bundle is sealed and none waits any more.
    pub done: Callback<()>,
}

/// What waits for its signature, or the form that prepares it.
#[component]
pub fn Elsewhere(props: &ElsewhereProps) -> Html {
    let tongue = use_tongue();
    let work = &props.work;
    let recipients = work.recipients();
    let all = use_memo((Same(work.state.dossier.clone()), recipients), |(dossier, recipients)| {
        pieces(&work.law.pack, &dossier.0, work.rest(), recipients)
    });
    let waits: Vec<(Piece, _)> = all
        .iter()
        .filter_map(|piece| Some((piece.clone(), work.waiting().get(&piece.recipient)?.clone())))
        .filter(|(piece, waiting)| piece.content == waiting.content)
        .collect();
    if waits.is_empty() {
        let stale = !work.waiting().is_empty();
        return html! {
            <>
                if stale {
                    <Notice grave={Grave::Warn}><p>{ tongue.say(
                        "Hồ sơ đã được sửa sau khi chuẩn bị dữ liệu cần ký; chữ ký trên dữ liệu cũ không còn dùng được. Hãy chuẩn bị lại.",
                        "The dossier was changed after what is to be signed was prepared; a signature over the old state no longer fits. Prepare it again.",
                    ) }</p></Notice>
                }
                <Prepare work={work.clone()} pieces={all} />
            </>
        };
    }
    let several = all.len() > 1;
    let last = waits.len() == 1;
    html! {
        <>
            for (at, (piece, waiting)) in waits.into_iter().enumerate() {
                <Waits key={piece.recipient.clone()} work={work.clone()} {at} recipient={piece.recipient.clone()} {waiting} {several} done={last.then(|| props.done.clone())} />
            }
        </>
    }
}

#[derive(Clone, PartialEq)]
enum State {
    Open,
    Working(u64, u64),
    NoFile,
    Failed(Failed),
}

#[derive(Properties, PartialEq)]
struct PrepareProps {
    work: Work,
    pieces: Rc<Vec<Piece>>,
}

/// How it will be signed, and by which certificate.
#[component]
fn Prepare(props: &PrepareProps) -> Html {
    let tongue = use_tongue();
    let (way, padding) = (use_state_eq(|| "key"), use_state_eq(|| "rsa-pss"));
    let state = use_state_eq(|| State::Open);
    let tries = use_state_eq(|| 0_u32);
    let file = use_node_ref();
    let by_key = *way == "key";
    let onsubmit = {
        let (work, pieces, state, tries) = (props.work.clone(), props.pieces.clone(), state.clone(), tries.clone());
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
            let (work, pieces, state) = (work.clone(), pieces.clone(), state.clone());
            spawn_local(async move {
                let bytes = match &chosen {
                    Some(file) if by_key => JsFuture::from(file.array_buffer()).await.ok(),
                    _ => None,
                };
                if let Err(failed) = all(&work, &pieces, way, bytes, &state).await {
                    state.set(State::Failed(failed));
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
            <p>{ tongue.say(
                "Dữ liệu cần ký được chuẩn bị ở đây; bạn ký bằng phần mềm của mình rồi đưa chữ ký trở lại, hôm nay hoặc hôm khác, trên máy này hoặc máy khác (mở bản nháp đã lưu ra tệp).",
                "What is to be signed is prepared here; you sign it with software of your own and bring the signature back, today or another day, on this device or another one (open the draft saved to a file there).",
            ) }</p>
            <form novalidate=true {onsubmit}>
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

/// Prepares one piece after another; what is prepared is kept with the draft only when all are.
async fn all(
    work: &Work,
    pieces: &[Piece],
    way: Way,
    certificate: Option<JsValue>,
    state: &UseStateHandle<State>,
) -> Result<(), Failed> {
    let mut ready = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let state = state.clone();
        let told = move |done, all| state.set(State::Working(done, all));
        let waiting = prepare(&work.law.bytes, piece, way.clone(), certificate.clone(), told).await?;
        ready.push((piece.recipient.clone(), waiting));
    }
    for (recipient, waiting) in ready {
        work.note(Note::Wait(recipient, Some(waiting)));
    }
    Ok(())
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
