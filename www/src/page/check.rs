//! Checking a sealed bundle: whether it is as signed, who signed it, and what the check finds in the dossier inside, made anew.

use hoso_core::text::Text;
use js_sys::Uint8Array;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, FileList, HtmlInputElement};
use yew::prelude::*;

use super::verdict::Shown;
use crate::lang::use_tongue;
use crate::law::{all, use_laws};
use crate::part::errors::{Errors, Wrong};
use crate::part::heading::Heading;
use crate::part::notice::{Grave, Notice};
use crate::work::client::Job;
use crate::work::verifying::{Brought, Heard, Judged, verify};

const BUNDLE: &str = "f-bundle";
const ROOTS: &str = "f-roots";
const STATUS: &str = "f-status";
const EARLIER: &str = "f-earlier";

#[derive(Clone, PartialEq)]
enum State {
    Waiting,
    NoFile,
    Working(u32),
    /// The bundle that was judged, and the verdict.
    Judged(Blob, Box<Judged>),
    /// There is none, and why where that is known.
    Failed(Option<Text>),
}

/// Checking a sealed bundle.
#[component]
pub fn Check() -> Html {
    let tongue = use_tongue();
    let laws = use_laws();
    let state = use_state_eq(|| State::Waiting);
    let tries = use_state_eq(|| 0_u32);
    let job = use_mut_ref(|| None::<Job>);
    let (file, earlier, roots, status) = (use_node_ref(), use_node_ref(), use_node_ref(), use_node_ref());
    let onsubmit = {
        let (state, tries, job, laws) = (state.clone(), tries.clone(), job.clone(), laws.clone());
        let (file, earlier, roots, status) = (file.clone(), earlier.clone(), roots.clone(), status.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            tries.set(*tries + 1);
            let files = |chooser: &NodeRef| chooser.cast::<HtmlInputElement>().and_then(|input| input.files());
            let (Some(bundle), Some(laws)) = (files(&file).and_then(|files| files.get(0)), laws.clone()) else {
                state.set(State::NoFile);
                return;
            };
            let earlier = files(&earlier).and_then(|files| files.get(0)).map(|file| Blob::clone(&file));
            state.set(State::Working(0));
            let (state, job, roots, status) = (state.clone(), job.clone(), files(&roots), files(&status));
            spawn_local(async move {
                let packs = all(&laws.index).await;
                let brought = Brought {
                    earlier,
                    roots: match roots {
                        Some(roots) => contents(&roots).await.into_iter().map(|(_, bytes)| bytes).collect(),
                        None => Vec::new(),
                    },
                    status: match status {
                        Some(status) => contents(&status).await,
                        None => Vec::new(),
                    },
                };
                let heard = {
                    let (state, bundle) = (state.clone(), Blob::clone(&bundle));
                    move |heard: Heard| {
                        state.set(match heard {
                            Heard::Progress(percent) => State::Working(percent),
                            Heard::Judged(judged) => State::Judged(bundle.clone(), judged),
                            Heard::Failed(why) => State::Failed(why),
                        });
                    }
                };
                let started = verify(&bundle, packs, brought, heard);
                if started.is_none() {
                    state.set(State::Failed(None));
                }
                *job.borrow_mut() = started;
            });
        })
    };
    let stop = {
        let (state, job) = (state.clone(), job.clone());
        Callback::from(move |_: MouseEvent| {
            job.borrow_mut().take();
            state.set(State::Waiting);
        })
    };
    let missing =
        (*state == State::NoFile).then(|| tongue.say("Hãy chọn tệp cần kiểm tra", "Choose the file to check"));
    let wrong: Vec<Wrong> =
        missing.iter().map(|what| Wrong { at: BUNDLE.to_owned(), what: (*what).to_owned() }).collect();
    html! {
        <>
            <Errors wrong={wrong.clone()} tries={*tries} />
            <Heading title={tongue.say("Kiểm tra một gói đã ký", "Check a signed bundle")} wrong={!wrong.is_empty()} />
            <p>{ tongue.say(
                "Gói được đọc ngay trên thiết bị này: có đúng như khi ký không, ai đã ký, và hồ sơ bên trong có đạt không, kiểm tra lại từ đầu.",
                "The bundle is read on this device: whether it is as it was signed, who signed it, and whether the dossier inside is met, checked anew.",
            ) }</p>
            <form novalidate=true {onsubmit}>
                <div class={if missing.is_some() { "field field-error" } else { "field" }}>
                    <label for={BUNDLE}>{ tongue.say("Tệp hồ sơ đã ký (.asice)", "Signed dossier (.asice)") }</label>
                    if let Some(missing) = missing { <p class="error" id="f-bundle-error">{ missing }</p> }
                    <input type="file" id={BUNDLE} ref={file} accept=".asice" aria-describedby={missing.map(|_| "f-bundle-error")} aria-invalid={missing.map(|_| "true")} />
                </div>
                <div class="field">
                    <label for={EARLIER}>{ tongue.say("Gói hồ sơ trước", "Earlier bundle") }
                        <span class="optional">{ tongue.say(" (nếu có)", " (if any)") }</span></label>
                    <p class="hint" id="f-earlier-hint">{ tongue.say("Của cùng doanh nghiệp: gói này cũng được kiểm tra, và những điểm khác với nó được nêu ra.", "Of the same business: it is checked too, and what differs from it is told.") }</p>
                    <input type="file" id={EARLIER} ref={earlier} accept=".asice" aria-describedby="f-earlier-hint" />
                </div>
                <div class="field">
                    <label for={ROOTS}>{ tongue.say("Chứng thư gốc bạn tin cậy", "Root certificates you trust") }
                        <span class="optional">{ tongue.say(" (không bắt buộc)", " (optional)") }</span></label>
                    <p class="hint" id="f-roots-hint">{ tongue.say("Tệp PEM hoặc DER; không có thì không xét được người ký có đáng tin.", "PEM or DER files; without them whether to trust the signer is not judged.") }</p>
                    <input type="file" id={ROOTS} ref={roots} multiple=true accept=".pem,.crt,.cer,.der" aria-describedby="f-roots-hint" />
                </div>
                <div class="field">
                    <label for={STATUS}>{ tongue.say("Thông tin thu hồi chứng thư", "What is known of revocation") }
                        <span class="optional">{ tongue.say(" (không bắt buộc)", " (optional)") }</span></label>
                    <p class="hint" id="f-status-hint">{ tongue.say("Danh sách thu hồi (CRL) hoặc trả lời OCSP của nơi cấp chứng thư; trang này không tự tải về.", "Revocation lists (CRL) or OCSP responses of the issuer; this page fetches none.") }</p>
                    <input type="file" id={STATUS} ref={status} multiple=true accept=".crl,.pem,.ocsp,.ors,.der" aria-describedby="f-status-hint" />
                </div>
                <div class="buttons"><button class="button">{ tongue.say("Kiểm tra", "Check") }</button></div>
            </form>
            if let State::Working(percent) = *state {
                <div class="meter">
                    <p id="checking" role="status">{ tongue.say("Đang kiểm tra…", "Checking…") }</p>
                    <progress max="100" value={percent.to_string()} aria-labelledby="checking">{ format!("{percent} %") }</progress>
                    <button type="button" class="button button-second" onclick={stop}>{ tongue.say("Dừng", "Stop") }</button>
                </div>
            }
            if let State::Failed(why) = &*state {
                <Notice grave={Grave::Stop} live=true><p>{ why.as_ref().map_or_else(
                    || tongue.say("Không đọc được tệp này.", "This file cannot be read.").to_owned(),
                    |why| tongue.text(why),
                ) }</p></Notice>
            }
            if let State::Judged(bundle, judged) = &*state { <Shown bundle={bundle.clone()} judged={Judged::clone(judged)} /> }
        </>
    }
}

/// Name and bytes of the chosen files that can be read.
async fn contents(files: &FileList) -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    for file in (0..files.length()).filter_map(|at| files.get(at)) {
        let blob: &Blob = &file;
        let Ok(buffer) = JsFuture::from(blob.array_buffer()).await else { continue };
        all.push((file.name(), Uint8Array::new(&buffer).to_vec()));
    }
    all
}
