//! A further signature on a bundle that was just checked: another person signs the same parts, with a key file of their own.

use std::rc::Rc;

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Blob, File};
use yew::prelude::*;

use super::key::{Certificate, KeyChooser, Signer};
use super::sealing::why;
use crate::browser;
use crate::lang::{Tongue, use_tongue};
use crate::part::notice::{Grave, Notice};
use crate::work::asking::ask;
use crate::work::wire::{Answer, Ask, Failed};

const DONE: &str = "signed-further";

#[derive(Clone, PartialEq)]
enum State {
    Open,
    Signing,
    Failed(Failed),
    /// The file's name, and how many signatures it holds.
    Signed(String, usize),
}

/// What is signed once more.
#[derive(Properties, PartialEq)]
pub struct FurtherProps {
    /// The bundle.
    pub bundle: Blob,
    /// The filer's enterprise code, where it is known.
    pub code: Option<String>,
}

/// Choosing a key, looking at its certificate, signing; the new bundle is saved as a file.
#[component]
pub fn Further(props: &FurtherProps) -> Html {
    let tongue = use_tongue();
    let signer = use_state(|| None::<Rc<Signer>>);
    let state = use_state_eq(|| State::Open);
    let chosen = {
        let (signer, state) = (signer.clone(), state.clone());
        Callback::from(move |chosen: Option<Signer>| {
            state.set(State::Open);
            signer.set(chosen.map(Rc::new));
        })
    };
    let is_signed = matches!(*state, State::Signed(..));
    use_effect_with(is_signed, |is_signed| {
        if *is_signed {
            browser::focus(DONE);
        }
    });
    if let State::Signed(name, count) = &*state {
        return html! { <div id={DONE} tabindex="-1"><Notice grave={Grave::Good} live=true><p>{ signed(name, *count, &tongue) }</p></Notice></div> };
    }
    let Some(by) = &*signer else {
        return html! {
            <>
                <p>{ tongue.say(
                    "Người khác (ví dụ kế toán trưởng) ký lên đúng những phần này bằng khóa của mình. Các chữ ký đã có giữ nguyên.",
                    "Another person (the chief accountant, say) signs the very same parts with a key of their own. The signatures that are there stay as they are.",
                ) }</p>
                <KeyChooser {chosen} />
            </>
        };
    };
    let sign = {
        let (state, by, bundle) = (state.clone(), by.clone(), props.bundle.clone());
        Callback::from(move |_: MouseEvent| {
            state.set(State::Signing);
            let (state, by, bundle) = (state.clone(), by.clone(), bundle.clone());
            spawn_local(async move { state.set(signed_further(&bundle, &by).await.unwrap_or_else(State::Failed)) });
        })
    };
    let is_signing = *state == State::Signing;
    html! {
        <>
            <Certificate shown={Some(by.shown.clone())} code={props.code.clone()} />
            if let State::Failed(failed) = &*state {
                <Notice grave={Grave::Stop} live=true><p>{ why(failed, &tongue) }</p></Notice>
            }
            <div class="buttons">
                <button type="button" class="button" disabled={is_signing} onclick={sign}>{ tongue.say("Ký thêm và lưu ra tệp", "Add the further signature and save to a file") }</button>
                <span role="status">{ if is_signing { tongue.say("Đang ký…", "Signing…") } else { "" } }</span>
            </div>
            <p><button type="button" class="button-plain" onclick={Callback::from(move |_: MouseEvent| chosen.emit(None))}>
                { tongue.say("Dùng tệp khóa khác", "Use another key file") }
            </button></p>
        </>
    }
}

async fn signed_further(bundle: &Blob, by: &Signer) -> Result<State, Failed> {
    let things: Vec<JsValue> = vec![bundle.clone().into(), by.certificate.clone(), by.key.clone()];
    let (answer, things) = ask(Ask::SignFurther { at: browser::now() as u64 }, things, |_, _| ()).await?;
    let signed = things.into_iter().next().and_then(|blob| blob.dyn_into::<Blob>().ok());
    let (Answer::SignedFurther(count), Some(signed)) = (answer, signed) else {
        return Err(Failed::Refused("worker".to_owned()));
    };
    let name = name(bundle, count);
    browser::save_as(&signed, &name);
    Ok(State::Signed(name, count))
}

/// The name that the bundle came under, with the number of its signatures.
fn name(bundle: &Blob, count: usize) -> String {
    let name = bundle.dyn_ref::<File>().map_or_else(|| "ho-so".to_owned(), File::name);
    format!("{}-{count}.asice", name.strip_suffix(".asice").unwrap_or(&name))
}

fn signed(name: &str, count: usize, tongue: &Tongue) -> String {
    let words = tongue.say("Đã ký thêm và lưu ra tệp", "Signed and saved to the file");
    let now = tongue.say("Số chữ ký trong gói:", "Signatures in the bundle:");
    format!("{words} {name}. {now} {count}.")
}
