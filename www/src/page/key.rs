//! Choosing a key: the file and its password go to a worker that is ended once it has answered; what comes back is a certificate
//! and a key handle that cannot be read out.

use hoso_core::bundle::SignerIs;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::browser;
use crate::lang::{Tongue, use_tongue};
use crate::part::answers::{Answer, answers};
use crate::part::errors::{Errors, Wrong};
use crate::part::notice::{Grave, Notice};
use crate::work::client::{Job, KEY, start};
use crate::work::wire::{Closed, KeyAnswer, OpenKey, SEVERAL, Shown, Unfit};

const FILE: &str = "f-p12";
const PASSWORD: &str = "f-password";

/// A signer in hand.
#[derive(PartialEq)]
pub struct Signer {
    /// What the certificate says.
    pub shown: Shown,
    /// The certificate's bytes.
    pub certificate: JsValue,
    /// The key, which cannot be read out.
    pub key: JsValue,
}

#[derive(Clone, PartialEq)]
enum State {
    Waiting,
    Working,
    NoFile,
    Closed(Closed),
    Unfit(Box<Shown>, Vec<Unfit>),
    Failed,
}

/// What the chooser gives.
#[derive(Properties, PartialEq)]
pub struct KeyChooserProps {
    /// Takes the signer.
    pub chosen: Callback<Option<Signer>>,
}

/// A chooser for a PKCS#12 file and its password.
#[component]
pub fn KeyChooser(props: &KeyChooserProps) -> Html {
    let tongue = use_tongue();
    let state = use_state_eq(|| State::Waiting);
    let tries = use_state_eq(|| 0_u32);
    let job = use_mut_ref(|| None::<Job>);
    let (file, password) = (use_node_ref(), use_node_ref());
    let onsubmit = {
        let (state, tries, job, chosen) = (state.clone(), tries.clone(), job.clone(), props.chosen.clone());
        let (file, password) = (file.clone(), password.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            tries.set(*tries + 1);
            let chooser = file.cast::<HtmlInputElement>();
            let Some(blob) = chooser.and_then(|input| input.files()).and_then(|files| files.get(0)) else {
                state.set(State::NoFile);
                return;
            };
            let Some(input) = password.cast::<HtmlInputElement>() else { return };
            let secret = js_sys::Uint8Array::from(input.value().as_bytes());
            input.set_value("");
            state.set(State::Working);
            let (state, job, chosen) = (state.clone(), job.clone(), chosen.clone());
            spawn_local(async move {
                let Ok(bytes) = JsFuture::from(blob.array_buffer()).await else {
                    state.set(State::Failed);
                    return;
                };
                let moved = vec![bytes.clone(), secret.buffer().into()];
                let heard = {
                    let (state, job) = (state.clone(), job.clone());
                    move |answer: Option<(KeyAnswer, Vec<JsValue>)>| {
                        match answer {
                            Some((KeyAnswer::Open(shown), things)) => {
                                let mut things = things.into_iter();
                                if let (Some(certificate), Some(key)) = (things.next(), things.next()) {
                                    chosen.emit(Some(Signer { shown, certificate, key }));
                                }
                            }
                            Some((KeyAnswer::Unfit(shown, why), _)) => state.set(State::Unfit(shown.into(), why)),
                            Some((KeyAnswer::Closed(why), _)) => state.set(State::Closed(why)),
                            Some((KeyAnswer::Ready, _)) => return,
                            None => state.set(State::Failed),
                        }
                        // The worker has seen the key in the open: it is ended, and its memory goes with it. Not while it is calling.
                        let job = job.clone();
                        spawn_local(async move { drop(job.borrow_mut().take()) });
                    }
                };
                let started =
                    start(KEY, OpenKey { at: browser::now() as u64 }, vec![bytes, secret.into()], moved, heard);
                if started.is_none() {
                    state.set(State::Failed);
                }
                *job.borrow_mut() = started;
            });
        })
    };
    let wrong = wrong(&state, &tongue);
    let error = |id: &str| wrong.iter().find(|wrong| wrong.at == id).map(|wrong| wrong.what.clone());
    html! {
        <>
            <Errors wrong={wrong.clone()} tries={*tries} />
            if let State::Unfit(shown, _) = &*state { <Certificate shown={Some(Shown::clone(shown))} code={None::<String>} /> }
            <p>{ tongue.say(
                "Chọn tệp khóa (.p12 hoặc .pfx) do tổ chức cung cấp chữ ký số cấp. Tệp và mật khẩu không rời khỏi thiết bị này và không được lưu lại.",
                "Choose the key file (.p12 or .pfx) that your certificate provider gave you. The file and its password do not leave this device and are not kept.",
            ) }</p>
            <form novalidate=true {onsubmit}>
                <div class={if error(FILE).is_some() { "field field-error" } else { "field" }}>
                    <label for={FILE}>{ tongue.say("Tệp khóa", "Key file") }</label>
                    if let Some(error) = error(FILE) { <p class="error" id="f-p12-error">{ error }</p> }
                    <input type="file" id={FILE} ref={file} accept=".p12,.pfx,application/x-pkcs12" aria-describedby={error(FILE).map(|_| "f-p12-error")}
                        aria-invalid={error(FILE).map(|_| "true")} />
                </div>
                <div class={if error(PASSWORD).is_some() { "field field-error" } else { "field" }}>
                    <label for={PASSWORD}>{ tongue.say("Mật khẩu của tệp khóa", "Password of the key file") }</label>
                    if let Some(error) = error(PASSWORD) { <p class="error" id="f-password-error">{ error }</p> }
                    <input type="password" class="input" id={PASSWORD} ref={password} autocomplete="off" aria-describedby={error(PASSWORD).map(|_| "f-password-error")}
                        aria-invalid={error(PASSWORD).map(|_| "true")} />
                </div>
                <div class="buttons">
                    <button class="button" disabled={*state == State::Working}>{ tongue.say("Mở khóa và xem chứng thư", "Open the key and see the certificate") }</button>
                    <span role="status">{ if *state == State::Working { tongue.say("Đang mở…", "Opening…") } else { "" } }</span>
                </div>
            </form>
        </>
    }
}

/// What a certificate says.
#[derive(Properties, PartialEq)]
pub struct CertificateProps {
    /// What it says.
    pub shown: Option<Shown>,
    /// The filer's enterprise code, to compare with.
    pub code: Option<String>,
}

/// What a certificate says, before anything is signed with it.
#[component]
pub fn Certificate(props: &CertificateProps) -> Html {
    let tongue = use_tongue();
    let Some(shown) = &props.shown else { return html! {} };
    let given = |question: &str, answer: Option<String>| Answer {
        question: question.to_owned(),
        given: answer.is_some(),
        answer: html! { answer.unwrap_or_default() },
        change: None,
    };
    let is = match (&props.code, &shown.tax_code) {
        (Some(_), Some(of)) if of.contains(SEVERAL) => SignerIs::Several.say(),
        (Some(code), Some(of)) if code != of => SignerIs::Other.say(),
        (Some(_), None) => SignerIs::Unstated.say(),
        _ => None,
    };
    html! {
        <section class="panel">
            <h2>{ tongue.say("Chứng thư số", "Certificate") }</h2>
            { answers(vec![
                given(tongue.say("Cấp cho", "Issued to"), Some(shown.name.clone())),
                given(tongue.say("Tổ chức", "Organisation"), shown.organisation.clone()),
                given(tongue.say("Mã số thuế", "Tax code"), shown.tax_code.clone()),
                given(tongue.say("Nơi cấp", "Issued by"), Some(shown.issuer.clone())),
                given(tongue.say("Có giá trị", "Valid"), Some(format!("{} – {}", shown.from, shown.until))),
                given(tongue.say("Số hiệu", "Serial number"), Some(shown.serial.clone())),
            ], &tongue) }
            if shown.is_doubtful {
                <Notice grave={Grave::Warn}><p>{ tongue.text(&shown.path) }</p></Notice>
            } else {
                <p class="small">{ tongue.text(&shown.path) }</p>
            }
            if let Some(said) = is {
                <Notice grave={Grave::Warn}><p>{ tongue.text(&said) }</p></Notice>
            }
        </section>
    }
}

fn wrong(state: &State, tongue: &Tongue) -> Vec<Wrong> {
    let at = |at: &str, what: &str| Wrong { at: at.to_owned(), what: what.to_owned() };
    match state {
        State::Waiting | State::Working => Vec::new(),
        State::NoFile => vec![at(FILE, tongue.say("Hãy chọn tệp khóa", "Choose the key file"))],
        State::Closed(why @ (Closed::WrongPassword | Closed::PasswordLetters)) => {
            vec![at(PASSWORD, closed(*why, tongue))]
        }
        State::Closed(why) => vec![at(FILE, closed(*why, tongue))],
        State::Unfit(_, why) => why.iter().take(1).map(|why| at(FILE, unfit(*why, tongue))).collect(),
        State::Failed => vec![at(
            FILE,
            tongue
                .say("Không đọc được tệp khóa trên trình duyệt này", "The key file could not be read in this browser"),
        )],
    }
}

fn closed(why: Closed, tongue: &Tongue) -> &'static str {
    match why {
        Closed::NotPkcs12 => {
            tongue.say("Tệp này không phải tệp khóa PKCS#12 (.p12, .pfx)", "This is no PKCS#12 key file (.p12, .pfx)")
        }
        Closed::WrongPassword => tongue.say("Mật khẩu không đúng", "The password is not right"),
        Closed::NoKey => tongue.say(
            "Tệp không chứa khóa riêng; hãy xuất lại chứng thư kèm khóa riêng",
            "The file holds no private key; export the certificate again with its key",
        ),
        Closed::SeveralKeys => tongue.say(
            "Tệp chứa nhiều khóa; hãy xuất riêng khóa cần dùng",
            "The file holds several keys; export the one to use by itself",
        ),
        Closed::NoCertificate => {
            tongue.say("Tệp không chứa chứng thư của khóa", "The file holds no certificate of its key")
        }
        Closed::Unsupported => tongue.say(
            "Tệp khóa được mã hóa theo cách chưa được hỗ trợ",
            "The key file is made in a way that is not supported",
        ),
        Closed::PasswordLetters => tongue.say(
            "Mật khẩu có ký tự chưa được hỗ trợ, chẳng hạn biểu tượng cảm xúc; hãy xuất lại tệp với mật khẩu khác",
            "The password has letters that are not supported, such as emoji; export the file again with another password",
        ),
        Closed::TooMuchWork => tongue.say(
            "Tệp đòi hỏi quá nhiều vòng tính khóa; hãy xuất lại với số vòng thông thường",
            "The file asks for too many rounds of key derivation; export it again with a usual number",
        ),
        Closed::Damaged => {
            tongue.say("Mở được nhưng nội dung tệp khóa bị hỏng", "It opens, but what is inside is damaged")
        }
    }
}

fn unfit(why: Unfit, tongue: &Tongue) -> &'static str {
    match why {
        Unfit::Expired => {
            tongue.say("Chứng thư đã hết hạn; hãy gia hạn rồi ký", "The certificate has expired; renew it, then sign")
        }
        Unfit::NotYetValid => tongue.say("Chứng thư chưa đến ngày có giá trị", "The certificate is not valid yet"),
        Unfit::NoSigningUse => {
            tongue.say("Chứng thư này không được cấp để ký số", "This certificate is not issued for signing")
        }
        Unfit::Authority => tongue.say(
            "Đây là chứng thư của tổ chức cấp chứng thư, không dùng để ký hồ sơ",
            "This is the certificate of an authority, not for signing dossiers",
        ),
        Unfit::UnsupportedKey => tongue.say(
            "Loại khóa của chứng thư này không được chấp nhận",
            "The key of this certificate is of no kind that is accepted",
        ),
    }
}
