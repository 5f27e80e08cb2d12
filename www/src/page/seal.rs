//! Signing: by a key file, by a token through an agent or at a remote service where the site was built to speak to them, or elsewhere. A
//! PKCS#12 file is opened in a worker of its own, the certificate is looked at, then everything is sealed in another.
//! The key lives in this page only as a handle that cannot be read out, and only until the reader leaves the page.

use std::rc::Rc;

use hoso_core::report::Verdict;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use yew_router::prelude::*;

use super::agent::Agent;
use super::elsewhere::Elsewhere;
use super::key::{KeyChooser, Signer};
use super::remote::Remote;
use super::sealing::Sealing;
use crate::desk::{Change, Same, Work, use_work};
use crate::lang::{Tongue, use_tongue};
use crate::page::reattach::Reattach;
use crate::part::heading::Heading;
use crate::part::notice::{Grave, Notice};
use crate::part::radios::{Radios, radios};
use crate::part::whom;
use crate::route::{Route, to};
use crate::work::connect::{self, Connect};
use crate::work::remote::host;
use crate::work::sealing::Key;

/// The ways to sign.
const FILE: &str = "file";
const ELSEWHERE: &str = "elsewhere";
const AGENT: &str = "agent";
const REMOTE: &str = "remote";

/// Signing.
#[component]
pub fn Seal() -> Html {
    let tongue = use_tongue();
    let navigator = use_navigator();
    let signer = use_state(|| None::<Rc<Signer>>);
    let way = use_state_eq(|| None::<&'static str>);
    let connect = use_state_eq(Connect::default);
    {
        let connect = connect.clone();
        use_effect_with((), move |()| spawn_local(async move { connect.set(connect::connect().await) }));
    }
    let Some(work) = use_work() else { return html! {} };
    let id = work.dossier().id.clone();
    let review = Route::Review { id: id.clone() };
    let heading = html! {
        <>
            <a class="back" href={to(&review)}>{ tongue.say("Xem lại hồ sơ", "Check the dossier") }</a>
            <Heading title={tongue.say("Ký và đóng gói", "Sign and seal")} />
        </>
    };
    if !work.dossier().closed {
        return html! {
            <>
                { heading }
                <Notice grave={Grave::Say}>
                    <p>{ tongue.say("Hãy xem lại và xác nhận hồ sơ trước khi ký.", "Check and confirm the dossier before you sign it.") }</p>
                    <p><a href={to(&review)}>{ tongue.say("Xem lại hồ sơ", "Check the dossier") }</a></p>
                </Notice>
            </>
        };
    }
    let missing = work.attached().keys().any(|name| !work.state.here.contains(*name));
    let chosen = {
        let signer = signer.clone();
        Callback::from(move |chosen: Option<Signer>| signer.set(chosen.map(Rc::new)))
    };
    let done = {
        let sealed = Route::Sealed { id: id.clone() };
        Callback::from(move |()| navigator.iter().for_each(|to| to.push(&sealed)))
    };
    // What waits for a signature is shown first.
    let by = way.unwrap_or(if work.waiting().is_empty() { FILE } else { ELSEWHERE });
    let finished = done.clone();
    let key = signer.as_ref().map(|signer| Key {
        pack: work.law.bytes.clone(),
        certificate: JsValue::clone(&signer.certificate),
        key: JsValue::clone(&signer.key),
    });
    let code = work.filer_code();
    let remote = connect.remote.as_deref().map(|url| remote_way(url, &tongue));
    html! {
        <>
            { heading }
            if work.report().verdict != Verdict::Met {
                <Notice grave={Grave::Warn}><p>{ tongue.say(
                    "Hồ sơ còn điều chưa đạt. Bạn vẫn ký được, nhưng cơ quan nhận sẽ thấy những điều đó.",
                    "The dossier is still unmet in some points. You can sign it, but the receiving office will see them.",
                ) }</p></Notice>
            }
            <Reattach />
            if missing {
                <p>{ tongue.say("Hãy chọn lại các tệp trên trước khi ký.", "Choose the files above again before you sign.") }</p>
            } else if let Some(key) = key {
                <super::key::Certificate shown={signer.as_ref().map(|signer| signer.shown.clone())} {code} />
                { to_whom(&work, &tongue) }
                <Sealing law={work.law.clone()} dossier={Same(work.state.dossier.clone())} filing={work.state.filing.clone()} recipients={work.recipients()} signer={key} {done} />
                <p><button type="button" class="button-plain" onclick={Callback::from({ let chosen = chosen.clone(); move |_: MouseEvent| chosen.emit(None) })}>
                    { tongue.say("Dùng tệp khóa khác", "Use another key file") }
                </button></p>
            } else {
                { radios(&Radios {
                    id: "f-way",
                    legend: tongue.say("Ký bằng gì?", "What do you sign with?"),
                    hint: None,
                    answers: [
                        Some((FILE, tongue.say("Một tệp trên thiết bị này (.p12, .pfx)", "A file on this device (.p12, .pfx)"))),
                        connect.agent.as_ref().map(|_| (AGENT, tongue.say("USB token trên máy này hoặc dịch vụ ký từ xa, qua hoso agent", "A USB token of this machine or a remote service, through hoso agent"))),
                        remote.as_deref().map(|words| (REMOTE, words)),
                        Some((ELSEWHERE, tongue.say("Phần mềm ký khác: USB token, HSM, máy khác", "Other signing software: a USB token, an HSM, another machine"))),
                    ].into_iter().flatten().collect(),
                    chosen: by,
                    choose: Callback::from({ let way = way.clone(); move |chosen| way.set(Some(chosen)) }),
                }) }
                {
                    match (by, &connect.agent, &connect.remote) {
                        (ELSEWHERE, ..) => html! { <Elsewhere work={work.clone()} done={finished} /> },
                        (AGENT, Some(agent), _) => html! { <Agent work={work.clone()} agent={agent.clone()} done={finished} /> },
                        (REMOTE, _, Some(url)) => html! { <Remote work={work.clone()} url={url.clone()} done={finished} /> },
                        _ => html! { <KeyChooser {chosen} /> },
                    }
                }
            }
            <h2>{ tongue.say("Cần sửa trước khi ký?", "Something to change first?") }</h2>
            <p><button type="button" class="button-plain" onclick={Callback::from({ let work = work.clone(); move |_: MouseEvent| work.change(Change::Close(false)) })}>
                { tongue.say("Mở lại hồ sơ để sửa", "Open the dossier again to change it") }
            </button></p>
        </>
    }
}

/// What the way through a remote service is called.
fn remote_way(url: &str, tongue: &Tongue) -> String {
    format!("{} ({})", tongue.say("Dịch vụ ký số từ xa", "A remote signing service"), host(url))
}

/// Who receives a bundle, where there are several.
fn to_whom(work: &Work, tongue: &Tongue) -> Html {
    let names = whom::names(work, tongue);
    if names.len() < 2 {
        return html! {};
    }
    html! {
        <>
            <p>{ tongue.say("Mỗi nơi nhận sau đây có một gói riêng, ký trong cùng một lần:", "Each of these recipients has a bundle of its own, signed in one go:") }</p>
            <ul>{ for names.into_iter().map(|name| html! { <li>{ name }</li> }) }</ul>
        </>
    }
}
