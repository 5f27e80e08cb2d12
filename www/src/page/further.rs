//! A further signature on a bundle that was just checked: another person signs the same parts, in any way that there is to sign.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::key::Signer;
use super::sealing::why;
use super::ways::Ways;
use crate::browser;
use crate::lang::{Tongue, use_tongue};
use crate::part::notice::{Grave, Notice};
use crate::work::in_hand::{InHand, Signed};
use crate::work::matter::Matter;
use crate::work::wire::Failed;

const DONE: &str = "signed-further";

#[derive(Clone, PartialEq)]
enum State {
    Open,
    Signing,
    Failed(Failed),
    Signed(Signed),
}

/// What is signed once more.
#[derive(Properties, PartialEq)]
pub struct FurtherProps {
    /// The bundle.
    pub own: InHand,
}

/// Choosing a way to sign, looking at the certificate, signing; the new bundle is saved as a file.
#[component]
pub fn Further(props: &FurtherProps) -> Html {
    let tongue = use_tongue();
    let signer = use_state(|| None::<Rc<Signer>>);
    let state = use_state_eq(|| State::Open);
    let is_signed = matches!(*state, State::Signed(_));
    use_effect_with(is_signed, |is_signed| {
        if *is_signed {
            browser::focus(DONE);
        }
    });
    if let State::Signed(done) = &*state {
        return html! { <div id={DONE} tabindex="-1"><Notice grave={Grave::Good} live=true><p>{ signed(done, &tongue) }</p></Notice></div> };
    }
    let chosen = {
        let (signer, state) = (signer.clone(), state.clone());
        Callback::from(move |chosen: Option<Signer>| {
            state.set(State::Open);
            signer.set(chosen.map(Rc::new));
        })
    };
    let done = {
        let state = state.clone();
        Callback::from(move |signed: Option<Signed>| {
            signed.into_iter().for_each(|signed| state.set(State::Signed(signed)))
        })
    };
    let sign = {
        let (state, signer, own) = (state.clone(), signer.clone(), props.own.clone());
        Callback::from(move |_: MouseEvent| {
            let Some(by) = (*signer).clone() else { return };
            state.set(State::Signing);
            let (state, own) = (state.clone(), own.clone());
            spawn_local(async move {
                state.set(own.sign(&by.certificate, &by.key).await.map_or_else(State::Failed, State::Signed));
            });
        })
    };
    let is_signing = *state == State::Signing;
    html! {
        <>
            if signer.is_none() {
                <p>{ tongue.say(
                    "Người khác (ví dụ kế toán trưởng) ký lên đúng những phần này bằng khóa của mình. Các chữ ký đã có giữ nguyên.",
                    "Another person (the chief accountant, say) signs the very same parts with a key of their own. The signatures that are there stay as they are.",
                ) }</p>
            }
            <Ways matter={Matter::InHand(props.own.clone())} signer={(*signer).clone()} {chosen} {done}>
                if let State::Failed(failed) = &*state {
                    <Notice grave={Grave::Stop} live=true><p>{ why(failed, &tongue) }</p></Notice>
                }
                <div class="buttons">
                    <button type="button" class="button" disabled={is_signing} onclick={sign}>{ add_and_save(&tongue) }</button>
                    <span role="status">{ if is_signing { tongue.say("Đang ký…", "Signing…") } else { "" } }</span>
                </div>
            </Ways>
        </>
    }
}

/// What the button says that adds the signature.
pub fn add_and_save(tongue: &Tongue) -> &'static str {
    tongue.say("Ký thêm và lưu ra tệp", "Add the further signature and save to a file")
}

fn signed(done: &Signed, tongue: &Tongue) -> String {
    let words = tongue.say("Đã ký thêm và lưu ra tệp", "Signed and saved to the file");
    let now = tongue.say("Số chữ ký trong gói:", "Signatures in the bundle:");
    format!("{words} {}. {now} {}.", done.name, done.signatures)
}
