//! Signing elsewhere: what is to be signed is prepared here, signed by software of the reader's own, and comes back, days later or on
//! another device. What waits is kept with the draft and saved to a file with it; of a bundle in hand the reader saves it.

mod in_hand;
mod prepare;
mod waits;

use yew::prelude::*;

use self::in_hand::OfBundle;
use self::prepare::Prepare;
use self::waits::Waits;
use crate::desk::{Note, Same, Work};
use crate::lang::use_tongue;
use crate::part::notice::{Grave, Notice};
use crate::part::whom::name;
use crate::work::fan::{Piece, pieces};
use crate::work::in_hand::Signed;
use crate::work::matter::{Held, Matter};

/// What is signed elsewhere.
#[derive(Properties, PartialEq)]
pub struct ElsewhereProps {
    /// What is to be signed.
    pub matter: Matter,
    /// Told when a bundle is sealed and none waits any more; a bundle in hand with the file that it was saved to.
    pub done: Callback<Option<Signed>>,
}

/// What waits for its signature, or the form that prepares it.
#[component]
pub fn Elsewhere(props: &ElsewhereProps) -> Html {
    let done = props.done.clone();
    match &props.matter {
        Matter::Draft(work) => html! { <OfDraft work={work.clone()} {done} /> },
        Matter::InHand(own) => html! { <OfBundle own={own.clone()} {done} /> },
    }
}

#[derive(Properties, PartialEq)]
struct OfDraftProps {
    work: Work,
    done: Callback<Option<Signed>>,
}

#[component]
fn OfDraft(props: &OfDraftProps) -> Html {
    let tongue = use_tongue();
    let work = &props.work;
    let recipients = work.recipients();
    let all = use_memo((Same(work.state.dossier.clone()), recipients), |(dossier, recipients)| {
        pieces(&work.law.pack, &dossier.0, work.rest(), recipients)
    });
    let waits: Vec<(Piece, _)> = all
        .iter()
        .filter_map(|piece| Some((piece.clone(), work.waiting().get(&piece.recipient)?.clone())))
        .filter(|(piece, waiting)| piece.content == waiting.content)
        .collect();
    if waits.is_empty() {
        let stale = !work.waiting().is_empty();
        let prepared = {
            let work = work.clone();
            Callback::from(move |held: Vec<Held>| {
                for held in held {
                    if let Held::Draft { recipient, waiting, .. } = held {
                        work.note(Note::Wait(recipient, Some(waiting)));
                    }
                }
            })
        };
        return html! {
            <>
                if stale {
                    <Notice grave={Grave::Warn}><p>{ tongue.say(
                        "Hồ sơ đã được sửa sau khi chuẩn bị dữ liệu cần ký; chữ ký trên dữ liệu cũ không còn dùng được. Hãy chuẩn bị lại.",
                        "The dossier was changed after what is to be signed was prepared; a signature over the old state no longer fits. Prepare it again.",
                    ) }</p></Notice>
                }
                <p>{ tongue.say(
                    "Dữ liệu cần ký được chuẩn bị ở đây; bạn ký bằng phần mềm của mình rồi đưa chữ ký trở lại, hôm nay hoặc hôm khác, trên máy này hoặc máy khác (mở bản nháp đã lưu ra tệp).",
                    "What is to be signed is prepared here; you sign it with software of your own and bring the signature back, today or another day, on this device or another one (open the draft saved to a file there).",
                ) }</p>
                <Prepare matter={Matter::Draft(work.clone())} {prepared} />
            </>
        };
    }
    let several = all.len() > 1;
    let is_last = waits.len() == 1;
    let gone = |recipient: &str| {
        let (work, recipient) = (work.clone(), recipient.to_owned());
        move || work.note(Note::Wait(recipient.clone(), None))
    };
    let title = |recipient: &str| {
        let title = tongue.say("Đang chờ chữ ký", "Waiting for the signature");
        match several {
            true => format!("{title}: {}", name(&work.law.pack, recipient, &tongue)),
            false => title.to_owned(),
        }
    };
    let sealed = |recipient: &str| {
        let (gone, done) = (gone(recipient), is_last.then(|| props.done.clone()));
        Callback::from(move |signed: Option<Signed>| {
            gone();
            done.iter().for_each(|done| done.emit(signed.clone()));
        })
    };
    html! {
        for (at, (Piece { recipient, .. }, waiting)) in waits.into_iter().enumerate() {
            <Waits key={recipient.clone()} held={Held::of(work, recipient.clone(), waiting)} {at} title={title(&recipient)} code={work.filer_code()}
                sealed={sealed(&recipient)} given_up={Callback::from({ let gone = gone(&recipient); move |()| gone() })} />
        }
    }
}
