//! The ways to sign: by a key file, by a token through an agent or at a remote service where the site was built to speak to them, or
//! elsewhere. The key of a file lives in this page only as a handle that cannot be read out, and only until the reader leaves the page.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::agent::Agent;
use super::elsewhere::Elsewhere;
use super::key::{Certificate, KeyChooser, Signer};
use super::remote::Remote;
use crate::lang::{Tongue, use_tongue};
use crate::part::radios::{Radios, radios};
use crate::part::turn::use_turn;
use crate::work::connect::{self, Connect};
use crate::work::in_hand::Signed;
use crate::work::matter::Matter;
use crate::work::remote::host;

const WAY: &str = "f-way";
const FILE: &str = "file";
const ELSEWHERE: &str = "elsewhere";
const AGENT: &str = "agent";
const REMOTE: &str = "remote";
/// The key from a file, once it is open.
const AT_HAND: &str = "key-at-hand";

/// What is to be signed, and who is told.
#[derive(Properties, PartialEq)]
pub struct WaysProps {
    /// What is to be signed.
    pub matter: Matter,
    /// The key from a file, once one is open.
    pub signer: Option<Rc<Signer>>,
    /// Takes that key, or nothing where another is wanted.
    pub chosen: Callback<Option<Signer>>,
    /// What signs with that key, below what its certificate says.
    pub children: Children,
    /// Told when a key elsewhere has signed all of it; a bundle in hand with the file that it was saved to.
    pub done: Callback<Option<Signed>>,
}

/// The ways to sign, and the one that is chosen.
#[component]
pub fn Ways(props: &WaysProps) -> Html {
    let tongue = use_tongue();
    let way = use_state_eq(|| None::<&'static str>);
    let connect = use_state_eq(|| None::<Connect>);
    {
        let connect = connect.clone();
        use_effect_with((), move |()| spawn_local(async move { connect.set(Some(connect::connect().await)) }));
    }
    use_turn(props.signer.is_some(), AT_HAND.to_owned(), format!("{WAY}-{FILE}"));
    let chosen = props.chosen.clone();
    if let Some(signer) = &props.signer {
        return html! {
            <>
                <div id={AT_HAND} tabindex="-1"><Certificate shown={Some(signer.shown.clone())} code={props.matter.filer_code()} /></div>
                { props.children.clone() }
                <p><button type="button" class="button-plain" onclick={Callback::from(move |_: MouseEvent| chosen.emit(None))}>
                    { tongue.say("Dùng tệp khóa khác", "Use another key file") }
                </button></p>
            </>
        };
    }
    // No way is offered before all are known: none comes in between under the reader's hands.
    let Some(connect) = &*connect else { return html! {} };
    let by = way.unwrap_or_else(|| first(&props.matter));
    let (matter, done) = (props.matter.clone(), props.done.clone());
    let remote = connect.remote.as_deref().map(|url| remote_way(url, &tongue));
    html! {
        <>
            { radios(&Radios {
                id: WAY,
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
                    (ELSEWHERE, ..) => html! { <Elsewhere {matter} {done} /> },
                    (AGENT, Some(agent), _) => html! { <Agent {matter} agent={agent.clone()} {done} /> },
                    (REMOTE, _, Some(url)) => html! { <Remote {matter} url={url.clone()} {done} /> },
                    _ => html! { <KeyChooser {chosen} /> },
                }
            }
        </>
    }
}

/// What waits for a signature is shown first.
fn first(matter: &Matter) -> &'static str {
    match matter {
        Matter::Draft(work) if !work.waiting().is_empty() => ELSEWHERE,
        Matter::Draft(_) | Matter::InHand(_) => FILE,
    }
}

/// What the way through a remote service is called.
fn remote_way(url: &str, tongue: &Tongue) -> String {
    format!("{} ({})", tongue.say("Dịch vụ ký số từ xa", "A remote signing service"), host(url))
}
