//! The certificate, what the reader agrees by, and signing: everything is prepared first, then one agreement covers as many bundles as
//! the service lets it, and each is kept as its signature is proved.

use std::collections::BTreeMap;
use std::rc::Rc;

use hoso_core::bundle::Algorithm;
use hoso_core::bundle::csc::{Blamed, Order};
use hoso_core::text::Lang;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::offer::{Inside, Offer};
use super::secrets::{Called, Field, asks_itself, blamed, call_id, empty, field, fields, take_all};
use crate::lang::{Tongue, use_tongue};
use crate::page::further::add_and_save;
use crate::page::key::Certificate;
use crate::page::sealing::why;
use crate::part::errors::{Errors, Wrong};
use crate::part::notice::{Grave, Notice};
use crate::work::batch::{Batch, Ready, prepare_all};
use crate::work::in_hand::Signed;
use crate::work::matter::Matter;
use crate::work::remote::Trouble;
use crate::work::wire::Failed;

const SIGN: &str = "sign-by-remote";

/// What is to be signed, and who signs it.
#[derive(Properties, PartialEq)]
pub struct AgreeProps {
    /// What is to be signed.
    pub matter: Matter,
    /// The service.
    pub inside: Inside,
    /// The credential.
    pub offer: Rc<Offer>,
    /// Told when all is signed; a bundle in hand with the file that it was saved to.
    pub done: Callback<Option<Signed>>,
}

#[derive(Clone, PartialEq)]
enum State {
    Open,
    Signing,
    /// The ids of fields that must be filled in.
    Empty(Vec<String>),
    /// Where it is to be mended, and what the reader is told.
    Failed(String, Failed),
}

/// Agreeing and signing.
#[component]
pub fn Agree(props: &AgreeProps) -> Html {
    let tongue = use_tongue();
    let (batch, state) = (use_batch(props), use_state_eq(|| State::Open));
    let (tries, signed) = (use_state_eq(|| 0_u32), use_state_eq(|| 0_usize));
    let called = use_state_eq(BTreeMap::<String, Called>::new);
    let asked = use_memo(props.offer.clone(), |offer| fields(&offer.credential.consent));
    let batch = match &*batch {
        None => {
            return html! { <p role="status">{ tongue.say("Đang chuẩn bị dữ liệu cần ký…", "Preparing what is to be signed…") }</p> };
        }
        Some(Err(failed)) => {
            return html! { <Notice grave={Grave::Stop} live=true><p>{ why(failed, &tongue) }</p></Notice> };
        }
        Some(Ok(batch)) => batch.clone(),
    };
    let all = batch.ready.len();
    let onsubmit = {
        let (inside, offer, done) = (props.inside.clone(), props.offer.clone(), props.done.clone());
        let (batch, state, tries, signed, asked) =
            (batch.clone(), state.clone(), tries.clone(), signed.clone(), asked.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let empty = empty(&asked);
            if !empty.is_empty() {
                tries.set(*tries + 1);
                state.set(State::Empty(empty));
                return;
            }
            state.set(State::Signing);
            let (inside, offer, done) = (inside.clone(), offer.clone(), done.clone());
            let (batch, state, tries, signed, asked) =
                (batch.clone(), state.clone(), tries.clone(), signed.clone(), asked.clone());
            let secrets = take_all(&asked);
            spawn_local(async move {
                match sign(&inside, &offer, &batch, &secrets, &signed).await {
                    Ok((count, saved)) if count == batch.ready.len() => done.emit(saved),
                    Ok(_) => state.set(State::Open),
                    Err(trouble) => {
                        tries.set(*tries + 1);
                        let at = blamed(&asked, trouble.blamed).unwrap_or_else(|| SIGN.to_owned());
                        state.set(State::Failed(at, trouble.failed));
                    }
                }
            });
        })
    };
    let call = |field: &Field| {
        let (inside, offer, field) = (props.inside.clone(), props.offer.clone(), field.clone());
        let (called, state, tries) = (called.clone(), state.clone(), tries.clone());
        Callback::from(move |_: MouseEvent| {
            let with = |said: Option<Called>| {
                let mut all = (*called).clone();
                all.remove(&field.id);
                all.extend(said.map(|said| (field.id.clone(), said)));
                all
            };
            called.set(with(Some(Called::Asking)));
            let (sent, none) = (with(Some(Called::Sent)), with(None));
            let (inside, offer, field) = (inside.clone(), offer.clone(), field.clone());
            let (called, state, tries) = (called.clone(), state.clone(), tries.clone());
            spawn_local(async move {
                match inside.door.call(inside.version, &offer.credential.id, &field.secret).await {
                    Ok(None) => called.set(sent),
                    Ok(Some(question)) => {
                        let mut all = none;
                        all.insert(field.id.clone(), Called::Question(question));
                        called.set(all);
                    }
                    Err(trouble) => {
                        called.set(none);
                        tries.set(*tries + 1);
                        state.set(State::Failed(call_id(&field), trouble.failed));
                    }
                }
            });
        })
    };
    let wrong = wrong(&state, &tongue);
    let error = |id: &str| wrong.iter().find(|wrong| wrong.at == id).map(|wrong| wrong.what.clone());
    let (itself, working) = (asks_itself(&props.offer.credential.consent), *state == State::Signing);
    let shown = batch.by.as_ref().map(|by| by.shown.clone());
    html! {
        <>
            <Errors wrong={wrong.clone()} tries={*tries} />
            <Certificate {shown} code={props.matter.filer_code()} />
            if *signed > 0 { <Notice grave={Grave::Say} live=true><p>{ so_far(*signed, all, &tongue) }</p></Notice> }
            <form novalidate=true {onsubmit}>
                for own in asked.iter() {
                    { field(own, error(&own.id), called.get(&own.id), call(own), &tongue) }
                }
                if itself {
                    <p>{ tongue.say(
                        "Sau khi bấm nút dưới đây, hãy đồng ý ký theo cách mà dịch vụ yêu cầu, ví dụ trong ứng dụng trên điện thoại.",
                        "After pressing the button below, agree to the signature as the service asks you to, in its app on your telephone for example.",
                    ) }</p>
                }
                <div class="buttons">
                    <button class="button" id={SIGN} disabled={working}>{ button(&props.matter, all - *signed, props.offer.credential.at_once, &tongue) }</button>
                    <span role="status">{ if working { status(itself, &tongue) } else { "" } }</span>
                </div>
            </form>
        </>
    }
}

/// Every bundle, prepared for the credential's certificate.
#[hook]
fn use_batch(props: &AgreeProps) -> UseStateHandle<Option<Result<Rc<Batch>, Failed>>> {
    let batch = use_state_eq(|| None);
    {
        let (batch, matter, offer) = (batch.clone(), props.matter.clone(), props.offer.clone());
        use_effect_with((matter.about(), props.offer.clone()), move |_| {
            batch.set(None);
            spawn_local(async move {
                let (algorithm, certificates) = (offer.credential.rsa().as_str(), &offer.credential.certificates);
                batch.set(Some(prepare_all(&matter, algorithm, certificates).await.map(Rc::new)));
            });
        });
    }
    batch
}

/// Signs as many bundles as one agreement covers; gives how many are signed by then, of all, and the file that a bundle in hand was saved to.
async fn sign(
    inside: &Inside,
    offer: &Offer,
    batch: &Batch,
    secrets: &[(String, String)],
    signed: &UseStateHandle<usize>,
) -> Result<(usize, Option<Signed>), Trouble> {
    let before = **signed;
    let now: Vec<&Ready> = batch.ready.iter().skip(before).take(offer.credential.at_once).collect();
    let digests: Vec<Vec<u8>> = now.iter().map(|ready| ready.digest.clone()).collect();
    let algorithm = batch.by.as_ref().and_then(|by| Algorithm::named(&by.algorithm));
    let algorithm = algorithm.ok_or_else(|| Failed::Refused("algorithm".to_owned()))?;
    let order = Order { credential: &offer.credential, algorithm, digests: &digests };
    let secrets: Vec<(&str, &str)> = secrets.iter().map(|(id, secret)| (id.as_str(), secret.as_str())).collect();
    let signatures = inside.door.sign(&order, &secrets).await?;
    let (mut count, mut saved) = (before, None);
    for (ready, signature) in now.iter().zip(&signatures) {
        saved = ready.keep(signature).await?;
        count += 1;
        signed.set(count);
    }
    Ok((count, saved))
}

impl From<Failed> for Trouble {
    fn from(failed: Failed) -> Trouble {
        Trouble { blamed: Blamed::Other, failed }
    }
}

fn button(matter: &Matter, left: usize, at_once: usize, tongue: &Tongue) -> String {
    if matches!(matter, Matter::InHand(_)) {
        return add_and_save(tongue).to_owned();
    }
    let (all, now) = (matter.count(), left.min(at_once));
    match tongue.lang {
        Lang::Vi if all == 1 => "Ký và đóng gói".to_owned(),
        Lang::En if all == 1 => "Sign and seal".to_owned(),
        Lang::Vi if now < all => format!("Ký và đóng gói {now} trên {all} gói"),
        Lang::En if now < all => format!("Sign and seal {now} of {all} bundles"),
        Lang::Vi => format!("Ký và đóng gói {all} gói"),
        Lang::En => format!("Sign and seal {all} bundles"),
    }
}

fn so_far(signed: usize, all: usize, tongue: &Tongue) -> String {
    match tongue.lang {
        Lang::Vi => format!(
            "Đã ký {signed} trên {all} gói; những gói đó được giữ trên thiết bị này. Các gói còn lại cần thêm một lần đồng ý."
        ),
        Lang::En => {
            format!("{signed} of {all} bundles are signed and kept on this device. The others need one more consent.")
        }
    }
}

fn status(itself: bool, tongue: &Tongue) -> &'static str {
    if itself {
        tongue
            .say("Đang chờ bạn đồng ý ký theo cách của dịch vụ…", "Waiting for you to agree in the service's own way…")
    } else {
        tongue.say("Đang ký…", "Signing…")
    }
}

fn wrong(state: &State, tongue: &Tongue) -> Vec<Wrong> {
    let fill_in = tongue.say("Hãy nhập mã này để đồng ý ký", "Enter this code to agree to the signature");
    match state {
        State::Open | State::Signing => Vec::new(),
        State::Empty(ids) => ids.iter().map(|id| Wrong { at: id.clone(), what: fill_in.to_owned() }).collect(),
        State::Failed(at, failed) => vec![Wrong { at: at.clone(), what: why(failed, tongue) }],
    }
}
