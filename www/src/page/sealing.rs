//! Sealing at work: progress over all recipients, a way to stop it, what went wrong and for whom, and what is sealed all the same.

use std::collections::BTreeSet;
use std::rc::Rc;

use hoso_core::dossier::Dossier;
use hoso_core::draft::Filing;
use hoso_core::law::Pack;
use hoso_core::text::Lang;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::attach::size::size;
use crate::browser;
use crate::desk::Same;
use crate::lang::{Tongue, use_tongue};
use crate::law::Law;
use crate::part::notice::{Grave, Notice};
use crate::part::whom::name;
use crate::store;
use crate::work::fan::{Piece, pieces};
use crate::work::hashing::percent;
use crate::work::sealing::{Event, Key, Session, begin};
use crate::work::wire::Failed;

/// The work, and how it ended before its end: what was pressed is gone then, so the focus goes there.
const AT_WORK: &str = "sealing-at-work";
const ENDED: &str = "sealing-ended";

#[derive(Clone, PartialEq)]
enum State {
    Waiting,
    /// The recipient at work, which of how many, bytes done and bytes in all.
    Working(String, usize, usize, u64, u64),
    Failed(String, Failed),
    Stopped,
}

/// What is sealed, with what, and what to do afterwards.
#[derive(Properties, PartialEq)]
pub struct SealingProps {
    /// The law.
    pub law: Law,
    /// The dossier.
    pub dossier: Same,
    /// What is kept beside it: what is told for each place changes with the dossier.
    pub filing: Rc<Filing>,
    /// Who receives it.
    pub recipients: Vec<String>,
    /// What signs.
    pub signer: Key,
    /// Told when all is sealed.
    pub done: Callback<()>,
}

/// The button that signs, and the work behind it.
#[component]
pub fn Sealing(props: &SealingProps) -> Html {
    let tongue = use_tongue();
    let state = use_state_eq(|| State::Waiting);
    let session = use_mut_ref(|| None::<Session>);
    let all = use_memo((props.dossier.clone(), props.recipients.clone()), |(dossier, recipients)| {
        pieces(&props.law.pack, &dossier.0, props.filing.rest(), recipients)
    });
    let ready = use_ready(&props.dossier.0, &all);
    let count = all.len();
    let left: Vec<Piece> = all.iter().filter(|piece| !ready.contains(&piece.recipient)).cloned().collect();
    // Where all are sealed as they stand, signing again means all of them.
    let left = if left.is_empty() { all.to_vec() } else { left };
    let sign = {
        let (state, session, ready) = (state.clone(), session.clone(), ready.clone());
        let (key, done, left) = (props.signer.clone(), props.done.clone(), left.clone());
        Callback::from(move |_: MouseEvent| {
            let sizes: Vec<u64> = left.iter().map(Piece::size).collect();
            let names: Vec<String> = left.iter().map(|piece| piece.recipient.clone()).collect();
            let (state, ready, done) = (state.clone(), ready.clone(), done.clone());
            let sealed = std::cell::RefCell::new((*ready).clone());
            let told = Callback::from(move |event: Event| match event {
                Event::Working(at, read) => {
                    let before: u64 = sizes.iter().take(at).sum();
                    let recipient = names.get(at).cloned().unwrap_or_default();
                    state.set(State::Working(recipient, at, names.len(), before + read, sizes.iter().sum()));
                }
                Event::Sealed(recipient) => {
                    sealed.borrow_mut().insert(recipient);
                    ready.set(sealed.borrow().clone());
                }
                Event::Failed(recipient, failed) => state.set(State::Failed(recipient, failed)),
                Event::Done => done.emit(()),
            });
            *session.borrow_mut() = Some(begin(key.clone(), left.clone(), told));
        })
    };
    let stop = {
        let (state, session) = (state.clone(), session.clone());
        Callback::from(move |_: MouseEvent| {
            session.borrow_mut().take();
            state.set(State::Stopped);
        })
    };
    let kept = said_ready(ready.len(), count, &tongue);
    let ended = matches!(*state, State::Failed(..) | State::Stopped);
    use_effect_with(ended, |ended| {
        if *ended {
            browser::focus(ENDED);
        }
    });
    match &*state {
        State::Working(recipient, at, of, done, all) => html! {
            <Working whom={(*of > 1).then(|| whom(&props.law.pack, recipient, *at, *of, &tongue))} done={*done} all={*all} {stop} />
        },
        other => html! {
            <>
                <div id={ENDED} tabindex="-1">
                    if let State::Failed(recipient, failed) = other {
                        <Notice grave={Grave::Stop} live=true>
                            if count > 1 { <p><strong>{ name(&props.law.pack, recipient, &tongue) }</strong></p> }
                            <p>{ why(failed, &tongue) }{ " " }{ kept.clone() }</p>
                        </Notice>
                    }
                    if *other == State::Stopped {
                        <Notice grave={Grave::Say} live=true><p>{ tongue.say("Đã dừng.", "Stopped.") }{ " " }{ kept.clone() }</p></Notice>
                    }
                </div>
                if *other == State::Waiting && !ready.is_empty() && ready.len() < count {
                    <Notice grave={Grave::Say}><p>{ kept }</p></Notice>
                }
                <div class="buttons"><button type="button" class="button" onclick={sign}>{ button(left.len(), count, &tongue) }</button></div>
            </>
        },
    }
}

/// The recipients whose bundles are sealed and as the dossier stands.
#[hook]
fn use_ready(dossier: &Rc<Dossier>, all: &Rc<Vec<Piece>>) -> UseStateHandle<BTreeSet<String>> {
    let ready = use_state_eq(BTreeSet::new);
    {
        let (ready, all) = (ready.clone(), all.clone());
        use_effect_with(Same(dossier.clone()), move |dossier| {
            let id = dossier.0.id.clone();
            spawn_local(async move {
                let kept = store::bundles(&id).await;
                let is_kept =
                    |piece: &&Piece| kept.get(&piece.recipient).is_some_and(|bundle| bundle.content == piece.content);
                ready.set(all.iter().filter(is_kept).map(|piece| piece.recipient.clone()).collect());
            });
        });
    }
    ready
}

#[derive(Properties, PartialEq)]
struct WorkingProps {
    whom: Option<String>,
    done: u64,
    all: u64,
    stop: Callback<MouseEvent>,
}

#[component]
fn Working(props: &WorkingProps) -> Html {
    let tongue = use_tongue();
    use_effect_with((), |()| browser::focus(AT_WORK));
    let percent = percent(props.done, props.all);
    let words = match tongue.lang {
        Lang::Vi => format!("Đã đọc {} trên {}", size(props.done, tongue.lang), size(props.all, tongue.lang)),
        Lang::En => format!("{} of {} read", size(props.done, tongue.lang), size(props.all, tongue.lang)),
    };
    html! {
        <div class="meter" id={AT_WORK} tabindex="-1" role="group" aria-labelledby="sealing">
            <p id="sealing" role="status">
                { tongue.say("Đang ký và đóng gói…", "Signing and sealing…") }
                if let Some(whom) = &props.whom { { " " }{ whom } }
            </p>
            <progress max="100" value={percent.to_string()} aria-labelledby="sealing">{ format!("{percent} %") }</progress>
            <p class="small">{ words }</p>
            <button type="button" class="button button-second" onclick={props.stop.clone()}>{ tongue.say("Dừng", "Stop") }</button>
        </div>
    }
}

fn whom(pack: &Pack, recipient: &str, at: usize, of: usize, tongue: &Tongue) -> String {
    let name = name(pack, recipient, tongue);
    match tongue.lang {
        Lang::Vi => format!("Gói {} trên {of}: {name}", at + 1),
        Lang::En => format!("Bundle {} of {of}: {name}", at + 1),
    }
}

fn button(left: usize, all: usize, tongue: &Tongue) -> String {
    match (left, tongue.lang) {
        (_, Lang::Vi) if all == 1 => "Ký và đóng gói".to_owned(),
        (_, Lang::En) if all == 1 => "Sign and seal".to_owned(),
        (_, Lang::Vi) if left < all => format!("Ký và đóng gói {left} gói còn lại"),
        (_, Lang::En) if left < all => format!("Sign and seal the {left} left"),
        (_, Lang::Vi) => format!("Ký và đóng gói {all} gói"),
        (_, Lang::En) => format!("Sign and seal {all} bundles"),
    }
}

/// What is signed already.
fn said_ready(ready: usize, all: usize, tongue: &Tongue) -> String {
    match (ready, tongue.lang) {
        (0, Lang::Vi) => "Chưa có gì được ký.".to_owned(),
        (0, Lang::En) => "Nothing was signed.".to_owned(),
        (_, Lang::Vi) => format!("Đã ký {ready} trên {all} gói; những gói đó được giữ trên thiết bị này."),
        (_, Lang::En) => format!("{ready} of {all} bundles are signed and kept on this device."),
    }
}

/// Why it was not sealed, as the reader is told.
pub fn why(failed: &Failed, tongue: &Tongue) -> String {
    match failed {
        Failed::Unreadable(name) => match tongue.lang {
            Lang::Vi => format!("Không đọc được tệp {name}. Hãy đính kèm lại tệp đó."),
            Lang::En => format!("The file {name} cannot be read. Attach it again."),
        },
        Failed::Changed(name) => match tongue.lang {
            Lang::Vi => format!("Tệp {name} không còn như khi đính kèm. Hãy đính kèm lại tệp đó."),
            Lang::En => {
                format!("The file {name} is no longer as it was attached. Attach it again.")
            }
        },
        Failed::NotSigned | Failed::WrongSignature => tongue
            .say("Khóa không ký được. Hãy mở lại tệp khóa.", "The key did not sign. Open the key file again.")
            .to_owned(),
        Failed::Said(text) => tongue.text(text).to_owned(),
        Failed::Refused(_) => tongue
            .say(
                "Không đóng gói được hồ sơ. Hãy tải lại trang rồi thử lại.",
                "The dossier could not be sealed. Reload the page and try again.",
            )
            .to_owned(),
    }
}
