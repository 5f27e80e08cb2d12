//! Signing a dossier. A PKCS#12 file is opened in a worker of its own, the certificate is looked at, then everything is sealed in another;
//! the other ways are the same for whatever is signed.

use std::rc::Rc;

use hoso_core::report::Verdict;
use wasm_bindgen::JsValue;
use yew::prelude::*;
use yew_router::prelude::*;

use super::key::Signer;
use super::sealing::Sealing;
use super::ways::Ways;
use crate::desk::{Change, Same, Work, use_work};
use crate::lang::{Tongue, use_tongue};
use crate::page::reattach::Reattach;
use crate::part::heading::Heading;
use crate::part::notice::{Grave, Notice};
use crate::part::whom;
use crate::route::{Route, to};
use crate::work::in_hand::Signed;
use crate::work::matter::Matter;
use crate::work::sealing::Key;

/// Signing.
#[component]
pub fn Seal() -> Html {
    let tongue = use_tongue();
    let navigator = use_navigator();
    let signer = use_state(|| None::<Rc<Signer>>);
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
    let finished = done.reform(|_: Option<Signed>| ());
    let key = signer.as_ref().map(|signer| Key {
        pack: work.law.bytes.clone(),
        certificate: JsValue::clone(&signer.certificate),
        key: JsValue::clone(&signer.key),
    });
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
            } else {
                <Ways matter={Matter::Draft(work.clone())} signer={(*signer).clone()} {chosen} done={finished}>
                    { to_whom(&work, &tongue) }
                    if let Some(key) = key {
                        <Sealing law={work.law.clone()} dossier={Same(work.state.dossier.clone())} filing={work.state.filing.clone()} recipients={work.recipients()} signer={key} {done} />
                    }
                </Ways>
            }
            <h2>{ tongue.say("Cần sửa trước khi ký?", "Something to change first?") }</h2>
            <p><button type="button" class="button-plain" onclick={Callback::from({ let work = work.clone(); move |_: MouseEvent| work.change(Change::Close(false)) })}>
                { tongue.say("Mở lại hồ sơ để sửa", "Open the dossier again to change it") }
            </button></p>
        </>
    }
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
