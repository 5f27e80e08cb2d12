//! What is sealed for one recipient: the file to download, and the note of what was sent and what came back.

use hoso_core::draft::{Answer, By, Sent};
use hoso_core::text::Lang;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::sealed::grouped;
use crate::attach::bytes;
use crate::attach::size::size;
use crate::browser;
use crate::desk::{Note, Told, Work};
use crate::lang::{Tongue, use_tongue};
use crate::part::day::DayField;
use crate::part::whom::name;
use crate::route::{Route, to};
use crate::store::Bundle;

/// Whose, and what is kept of it.
#[derive(Properties, PartialEq)]
pub struct ParcelProps {
    /// The draft.
    pub work: Work,
    /// A word of the pack.
    pub recipient: String,
    /// The bundle, where one is sealed.
    pub bundle: Option<Bundle>,
    /// Whether it is of the dossier as it stands.
    pub fresh: bool,
    /// Whether there are other recipients.
    pub several: bool,
}

/// What is sealed for one recipient.
#[component]
pub fn Parcel(props: &ParcelProps) -> Html {
    let tongue = use_tongue();
    let name = name(&props.work.law.pack, &props.recipient, &tongue);
    html! {
        <li class="card">
            <div class="card-head">
                <h3>{ &name }</h3>
                <span class="tag tag-later">{ state(&props.work, &props.recipient, &tongue) }</span>
            </div>
            <div class="card-body">
                if let Some(bundle) = &props.bundle {
                    { download(bundle, props.several.then_some(name.as_str()), &tongue) }
                    if !props.fresh && props.several {
                        <p><strong>{ tongue.say("Ký trước khi hồ sơ được sửa, hoặc nơi này không còn được chọn.", "Signed before the dossier was changed, or no longer chosen.") }</strong></p>
                    }
                } else {
                    <p>{ tongue.say("Chưa ký gói này. ", "This bundle is not signed yet. ") }
                        <a href={to(&Route::Seal { id: props.work.dossier().id.clone() })}>{ tongue.say("Ký và đóng gói", "Sign and seal") }</a></p>
                }
                <details>
                    <summary>{ tongue.say("Theo dõi việc gửi", "Note what was sent and what came back") }<span class="hidden-text">{ format!(": {name}") }</span></summary>
                    <div><Checklist work={props.work.clone()} recipient={props.recipient.clone()} {name} /></div>
                </details>
            </div>
        </li>
    }
}

fn download(bundle: &Bundle, of: Option<&str>, tongue: &Tongue) -> Html {
    let save = {
        let bundle = bundle.clone();
        Callback::from(move |_: MouseEvent| browser::save_as(&bundle.blob, &bundle.name))
    };
    let at = browser::day_and_clock(bundle.signed);
    let signed = match tongue.lang {
        Lang::Vi => format!("Thời điểm ký ghi trong gói: {at}."),
        Lang::En => format!("Signing time stated in the bundle: {at}."),
    };
    html! {
        <>
            <p>
                <button type="button" class={if of.is_some() { "button button-second" } else { "button" }} onclick={save}>
                    { format!("{} {} ({})", tongue.say("Tải về", "Download"), bundle.name, size(bytes(&bundle.blob), tongue.lang)) }
                    if let Some(of) = of { <span class="hidden-text">{ format!(": {of}") }</span> }
                </button>
            </p>
            if of.is_some() {
                <p>{ tongue.say("Số tham chiếu: ", "Reference: ") }<span class="mono">{ grouped(&bundle.reference) }</span></p>
            }
            <p class="small">{ signed }</p>
        </>
    }
}

#[derive(Properties, PartialEq)]
struct ChecklistProps {
    work: Work,
    recipient: String,
    name: String,
}

/// What was sent to a recipient and what came back.
#[component]
fn Checklist(props: &ChecklistProps) -> Html {
    let tongue = use_tongue();
    let sent = props.work.state.filing.sent.get(&props.recipient).cloned().unwrap_or_default();
    let id = |what: &str| format!("f-{what}-{}", props.recipient.replace('/', "-"));
    let note = |told: fn(String) -> Told| {
        let (work, recipient) = (props.work.clone(), props.recipient.clone());
        Callback::from(move |typed: String| work.note(Note::Sent(recipient.clone(), told(typed))))
    };
    let receipt = note(Told::Receipt);
    let typed = Callback::from(move |event: InputEvent| {
        if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
            receipt.emit(input.value());
        }
    });
    html! {
        <fieldset>
            <legend class="hidden-text">{ &props.name }</legend>
            <DayField id={id("sent")} label={tongue.say("Ngày gửi", "Sent on")} value={sent.on.clone()} typed={note(Told::On)} />
            { select(&id("by"), tongue.say("Cách gửi", "How"), BY, sent.by, note(|chosen| Told::By(of(BY, &chosen))), &tongue) }
            <div class="field">
                <label for={id("receipt")}>{ tongue.say("Số giấy biên nhận hoặc mã bưu gửi", "Number of the receipt or postal item") }</label>
                <input class="input input-code" type="text" autocomplete="off" id={id("receipt")} value={sent.receipt.clone()} oninput={typed} />
            </div>
            { select(&id("answer"), tongue.say("Đã nhận lại", "What came back"), ANSWERS, sent.answer, note(|chosen| Told::Answer(of(ANSWERS, &chosen))), &tongue) }
            if sent.answer.is_some() {
                <DayField id={id("answered")} label={tongue.say("Ngày nhận lại", "Came back on")} value={sent.answered.clone()} typed={note(Told::Answered)} />
            }
        </fieldset>
    }
}

/// A choice: the value as the page names it, what it stands for, the words.
type Choice<T> = (&'static str, T, &'static str, &'static str);

const BY: &[Choice<By>] = &[
    ("hand", By::Hand, "Nộp trực tiếp", "Handed in"),
    ("post", By::Post, "Qua bưu điện", "By post"),
    ("network", By::Network, "Qua mạng", "Over the network"),
];

const ANSWERS: &[Choice<Answer>] = &[
    ("confirmed", Answer::Confirmed, "Đã xác nhận tiếp nhận", "Receipt confirmed"),
    ("supplement", Answer::Supplement, "Yêu cầu sửa đổi, bổ sung", "Asked to modify or supplement"),
    ("returned", Answer::Returned, "Trả lại hồ sơ", "Dossier returned"),
];

fn of<T: Copy>(choices: &[Choice<T>], id: &str) -> Option<T> {
    choices.iter().find(|(known, ..)| *known == id).map(|(_, what, ..)| *what)
}

fn select<T: Copy + PartialEq>(
    id: &str,
    label: &'static str,
    choices: &[Choice<T>],
    chosen: Option<T>,
    choose: Callback<String>,
    tongue: &Tongue,
) -> Html {
    let onchange = Callback::from(move |event: Event| {
        if let Some(select) = event.target_dyn_into::<HtmlSelectElement>() {
            choose.emit(select.value());
        }
    });
    html! {
        <div class="field">
            <label for={id.to_owned()}>{ label }</label>
            <select class="input input-code" id={id.to_owned()} {onchange}>
                <option value="" selected={chosen.is_none()}>{ tongue.say("Chưa có", "Nothing yet") }</option>
                for (value, what, vi, en) in choices {
                    <option key={*value} value={*value} selected={chosen == Some(*what)}>{ tongue.say(vi, en) }</option>
                }
            </select>
        </div>
    }
}

/// How far the sending is, in a few words.
fn state(work: &Work, recipient: &str, tongue: &Tongue) -> String {
    let none = Sent::default();
    let sent = work.state.filing.sent.get(recipient).unwrap_or(&none);
    let answer = sent.answer.and_then(|answer| ANSWERS.iter().find(|(_, known, ..)| *known == answer));
    let (words, on) = match answer {
        Some((_, _, vi, en)) => (tongue.say(vi, en), &sent.answered),
        None if sent == &none => return tongue.say("Chưa gửi", "Not sent yet").to_owned(),
        None => (tongue.say("Đã gửi", "Sent"), &sent.on),
    };
    format!("{words} {on}").trim().to_owned()
}
