//! Signing by a remote signing service: called only when the reader says so, then coming in, choosing a credential, and agreeing. What
//! lets the reader in and what he agrees by live in these components alone, and are gone when he leaves them.

mod choice;
mod consent;
mod entry;
mod input;
mod offer;
mod secrets;

use std::mem::discriminant;
use std::rc::Rc;

use hoso_core::bundle::csc::Service;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use self::choice::Choice;
use self::consent::Agree;
use self::entry::Enter;
use self::offer::{Inside, Offer};
use super::sealing::why;
use crate::browser;
use crate::lang::{Tongue, use_tongue};
use crate::part::errors::{Errors, Wrong};
use crate::work::in_hand::Signed;
use crate::work::matter::Matter;
use crate::work::remote::{Trouble, host, service};

const STAGE: &str = "remote-stage";
const CALL: &str = "remote-call";

/// What is to be signed, and the service that signs.
#[derive(Properties, PartialEq)]
pub struct RemoteProps {
    /// What is to be signed.
    pub matter: Matter,
    /// The service's base address.
    pub url: String,
    /// Told when all is signed; a bundle in hand with the file that it was saved to.
    pub done: Callback<Option<Signed>>,
}

/// How far the reader has come.
#[derive(Clone, PartialEq)]
enum Stage {
    Outside,
    AtTheDoor(Service),
    Inside(Service, Inside),
    Chosen(Service, Inside, Rc<Offer>),
}

impl Stage {
    fn title(&self, tongue: &Tongue) -> Option<&'static str> {
        match self {
            Stage::Outside => None,
            Stage::AtTheDoor(_) => {
                Some(tongue.say("Đăng nhập dịch vụ ký số từ xa", "Sign in to the remote signing service"))
            }
            Stage::Inside(..) => Some(tongue.say("Chọn chứng thư để ký", "Choose the certificate to sign with")),
            Stage::Chosen(..) => Some(tongue.say("Đồng ý và ký", "Agree and sign")),
        }
    }
}

/// Signing by a remote service.
#[component]
pub fn Remote(props: &RemoteProps) -> Html {
    let tongue = use_tongue();
    let stage = use_state_eq(|| Stage::Outside);
    let title = stage.title(&tongue);
    // What was pressed is gone then. At first the focus stays where the reader chooses among the ways.
    use_effect_with((discriminant(&*stage), title.is_some()), |(_, has_title)| {
        if *has_title {
            browser::focus(STAGE);
        }
    });
    let go = |to: fn(Service, Inside) -> Stage| {
        let stage = stage.clone();
        move |service| {
            let stage = stage.clone();
            Callback::from(move |inside: Inside| stage.set(to(service, inside)))
        }
    };
    let enter_again = |service: Service| {
        let stage = stage.clone();
        Callback::from(move |_: MouseEvent| stage.set(Stage::AtTheDoor(service)))
    };
    let chosen = |service: Service, inside: &Inside| {
        let (stage, inside) = (stage.clone(), inside.clone());
        Callback::from(move |offer: Rc<Offer>| stage.set(Stage::Chosen(service, inside.clone(), offer)))
    };
    html! {
        <>
            { spoken_to(&props.url, &tongue) }
            if let Some(title) = title { <h2 id={STAGE} tabindex="-1">{ title }</h2> }
            {
                match &*stage {
                    Stage::Outside => html! {
                        <Call url={props.url.clone()} answered={Callback::from({ let stage = stage.clone(); move |service| stage.set(Stage::AtTheDoor(service)) })} />
                    },
                    Stage::AtTheDoor(service) => html! {
                        <Enter url={props.url.clone()} service={*service} entered={go(after_the_door)(*service)} />
                    },
                    Stage::Inside(service, inside) => html! {
                        <>
                            <Choice offers={inside.offers.clone()} chosen={chosen(*service, inside)} />
                            { another(tongue.say("Đăng nhập bằng tài khoản khác", "Sign in with another account"), enter_again(*service)) }
                        </>
                    },
                    Stage::Chosen(service, inside, offer) => html! {
                        <>
                            <Agree matter={props.matter.clone()} inside={inside.clone()} offer={offer.clone()} done={props.done.clone()} />
                            if inside.offers.len() > 1 {
                                { another(
                                    tongue.say("Chọn chứng thư khác", "Choose another certificate"),
                                    Callback::from({ let (stage, service, inside) = (stage.clone(), *service, inside.clone()); move |_: MouseEvent| stage.set(Stage::Inside(service, inside.clone())) }),
                                ) }
                            } else {
                                { another(tongue.say("Đăng nhập bằng tài khoản khác", "Sign in with another account"), enter_again(*service)) }
                            }
                        </>
                    },
                }
            }
        </>
    }
}

/// Where there is one credential, and it may sign, there is nothing to choose.
fn after_the_door(service: Service, inside: Inside) -> Stage {
    match inside.offers.as_slice() {
        [only] if only.refusal().is_none() => {
            let only = only.clone();
            Stage::Chosen(service, inside, only)
        }
        _ => Stage::Inside(service, inside),
    }
}

fn another(words: &str, onclick: Callback<MouseEvent>) -> Html {
    html! { <p><button type="button" class="button-plain" {onclick}>{ words }</button></p> }
}

/// Who is spoken to, and what is said there.
fn spoken_to(url: &str, tongue: &Tongue) -> Html {
    html! {
        <>
            <p>
                { tongue.say("Địa chỉ được gọi: ", "The address spoken to: ") }
                <code class="mono">{ url }</code>
            </p>
            <p>{ tongue.say(
                "Chỉ mã băm của dữ liệu cần ký được gửi đến đó; hồ sơ và các tệp không rời khỏi thiết bị này. Mật khẩu, mã PIN và mã một lần chỉ dùng cho lần ký này và không được lưu lại.",
                "Only the digest of what is to be signed goes there; the dossier and its files do not leave this device. Password, PIN and one-time code are used for this signing alone and are not kept.",
            ) }</p>
        </>
    }
}

#[derive(Properties, PartialEq)]
struct CallProps {
    url: String,
    answered: Callback<Service>,
}

/// The button before which the service hears nothing.
#[component]
fn Call(props: &CallProps) -> Html {
    let tongue = use_tongue();
    let (trouble, working) = (use_state_eq(|| None::<Trouble>), use_state_eq(|| false));
    let tries = use_state_eq(|| 0_u32);
    let onclick = {
        let (trouble, working, tries) = (trouble.clone(), working.clone(), tries.clone());
        let (url, answered) = (props.url.clone(), props.answered.clone());
        Callback::from(move |_: MouseEvent| {
            working.set(true);
            let (trouble, working, tries) = (trouble.clone(), working.clone(), tries.clone());
            let (url, answered) = (url.clone(), answered.clone());
            spawn_local(async move {
                match service(&url).await {
                    Ok(service) => answered.emit(service),
                    Err(error) => {
                        working.set(false);
                        tries.set(*tries + 1);
                        trouble.set(Some(error));
                    }
                }
            });
        })
    };
    let wrong = trouble.iter().map(|trouble| Wrong { at: CALL.to_owned(), what: why(&trouble.failed, &tongue) });
    html! {
        <>
            <Errors wrong={wrong.collect::<Vec<_>>()} tries={*tries} />
            <div class="buttons">
                <button type="button" class="button" id={CALL} disabled={*working} {onclick}>
                    { format!("{} {}", tongue.say("Kết nối với", "Connect to"), host(&props.url)) }
                </button>
                <span role="status">{ if *working { tongue.say("Đang kết nối…", "Connecting…") } else { "" } }</span>
            </div>
        </>
    }
}
