//! One paper: its scan, and what is stated of it in the paper packet.

use hoso_core::dossier::{Paper, SlotAsk};
use hoso_core::law::PaperKind;
use hoso_core::report::Slot;
use hoso_core::text::Lang;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::scan::Scan;
use crate::desk::{Change, Said, use_work};
use crate::lang::use_tongue;
use crate::part::errors::Wrong;
use crate::part::notice::{Grave, Notice};
use crate::route::{Route, to};

/// The ids of a paper's inputs.
pub struct Ids {
    /// The file chooser.
    pub file: String,
    /// The first of the kinds.
    pub kind: String,
    /// The copies.
    pub copies: String,
    /// The sets.
    pub sets: String,
    /// Whether it is in the packet, where nothing else is asked of it.
    pub there: String,
}

/// The ids of a paper's inputs.
pub fn ids(slot: &Slot, index: usize) -> Ids {
    let slug: String = slot.to_string().chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    let id = |what: &str| format!("p-{slug}-{index}-{what}");
    Ids { file: id("file"), kind: id("kind"), copies: id("copies"), sets: id("sets"), there: id("there") }
}

impl Ids {
    /// The first input that a paper without a scan has.
    pub fn first_of(&self, ask: &SlotAsk) -> String {
        if !ask.kinds.is_empty() {
            self.kind.clone()
        } else if ask.copies.is_some() {
            self.copies.clone()
        } else if ask.sets.is_some() {
            self.sets.clone()
        } else {
            self.there.clone()
        }
    }
}

/// One paper.
#[derive(Properties, PartialEq)]
pub struct StatedProps {
    /// What is asked of it.
    pub ask: SlotAsk,
    /// Which of the papers in the slot.
    pub index: usize,
    /// What is said of it.
    pub paper: Paper,
    /// Whether it is one of several in the slot.
    pub several: bool,
    /// What is wrong on the page.
    pub wrong: Vec<Wrong>,
}

/// One paper.
#[component]
pub fn Stated(props: &StatedProps) -> Html {
    let tongue = use_tongue();
    let Some(work) = use_work() else { return html! {} };
    let ids = ids(&props.ask.slot, props.index);
    let error = |id: &str| props.wrong.iter().find(|wrong| wrong.at == id).map(|wrong| wrong.what.clone());
    let form_of = |id: &String| work.law.pack.form(id).map_or_else(|| id.clone(), |form| tongue.text(&form.title));
    let saying = |said: fn(String) -> Said| {
        let (work, slot, index) = (work.clone(), props.ask.slot.clone(), props.index);
        Callback::from(move |typed: String| work.change(Change::Say(slot.clone(), index, said(typed))))
    };
    let away = {
        let (work, slot, index) = (work.clone(), props.ask.slot.clone(), props.index);
        Callback::from(move |_: MouseEvent| work.change(Change::DropPaper(slot.clone(), index)))
    };
    let of = AttrValue::from(
        work.law.pack.words.paper.get(&props.ask.slot.paper).map_or(String::new(), |name| tongue.text(name)),
    );
    let id = work.address();
    let enclosed = of.clone();
    html! {
        <>
            if let Some(list) = &props.ask.printed_from {
                <Notice grave={Grave::Say}><p>
                    { tongue.say("Không cần bản quét: giấy tờ này được in ra từ danh sách bạn điền. ", "No scan is needed: this paper is printed from the list that you fill in. ") }
                    <a href={to(&Route::List { id: id.clone(), list: list.clone() })}>{ form_of(list) }</a>
                </p></Notice>
            } else {
                <Scan id={ids.file.clone()} slot={props.ask.slot.clone()} index={props.index} of={of.clone()} file={props.paper.file.clone()} error={error(&ids.file)} />
            }
            if let Some(form) = &props.ask.states {
                <Notice grave={Grave::Say}><p>
                    { tongue.say("Giấy tờ này phải nêu một số nội dung; hãy điền chúng ở phần: ", "This paper must state certain things; enter them in the part: ") }
                    <a href={to(&Route::Form { id, form: form.clone() })}>{ form_of(form) }</a>
                </p></Notice>
            }
            if !props.ask.kinds.is_empty() { <Kind id={ids.kind.clone()} error={error(&ids.kind)} slot={props.ask.slot.clone()} index={props.index} of={of.clone()} kind={props.paper.kind} /> }
            if let Some(asked) = props.ask.copies {
                <Count id={ids.copies.clone()} error={error(&ids.copies)} value={props.paper.copies.clone()} {asked}
                    label={tongue.say("Số bản trong mỗi bộ hồ sơ giấy", "Copies in each set of the paper packet")}
                    of={of.clone()} change={saying(Said::Copies)} />
            }
            if let Some(asked) = props.ask.sets {
                <Count id={ids.sets.clone()} error={error(&ids.sets)} value={props.paper.sets.clone()} {asked}
                    label={tongue.say("Số bộ trong hồ sơ giấy", "Sets in the paper packet")}
                    {of} change={saying(Said::Sets)} />
            }
            if is_only_there(&props.ask) { <Enclosed id={ids.there.clone()} error={error(&ids.there)} slot={props.ask.slot.clone()} of={enclosed} /> }
            if props.several {
                <p><button type="button" class="button-plain" onclick={away}>{ format!("{} {}", tongue.say("Bỏ tệp thứ", "Remove file"), props.index + 1) }</button></p>
            }
        </>
    }
}

/// Whether nothing is asked of a paper but to be in the packet: it is printed here, and the text names neither kind nor number.
fn is_only_there(ask: &SlotAsk) -> bool {
    ask.printed_from.is_some() && ask.kinds.is_empty() && ask.copies.is_none() && ask.sets.is_none()
}

#[derive(Properties, PartialEq)]
struct EnclosedProps {
    id: String,
    error: Option<String>,
    slot: Slot,
    of: AttrValue,
}

/// That a paper is in the packet.
#[component]
fn Enclosed(props: &EnclosedProps) -> Html {
    let tongue = use_tongue();
    let Some(work) = use_work() else { return html! {} };
    let checked = work.dossier().papers.contains_key(&props.slot);
    let error_id = format!("{}-error", props.id);
    let onchange = {
        let (work, slot) = (work.clone(), props.slot.clone());
        Callback::from(move |event: Event| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                work.change(Change::Enclose(slot.clone(), input.checked()));
            }
        })
    };
    html! {
        <div class={if props.error.is_some() { "field field-error" } else { "field" }}>
            if let Some(error) = &props.error { <p class="error" id={error_id.clone()}>{ error }</p> }
            <div class="choice">
                <input type="checkbox" id={props.id.clone()} {checked} {onchange}
                    aria-describedby={props.error.as_ref().map(|_| error_id)} aria-invalid={props.error.as_ref().map(|_| "true")} />
                <label for={props.id.clone()}>{ tongue.say("Giấy tờ này có trong hồ sơ giấy", "This paper is in the paper packet") }{ named(&props.of) }</label>
            </div>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct KindProps {
    id: String,
    error: Option<String>,
    slot: Slot,
    index: usize,
    of: AttrValue,
    kind: Option<PaperKind>,
}

/// In what kind the paper is in the packet. All kinds are offered: what is stated is the filer's to say, and core's to judge.
#[component]
fn Kind(props: &KindProps) -> Html {
    let tongue = use_tongue();
    let Some(work) = use_work() else { return html! {} };
    let error_id = format!("{}-error", props.id);
    let choose = |kind: PaperKind| {
        let (work, slot, index) = (work.clone(), props.slot.clone(), props.index);
        Callback::from(move |_: Event| work.change(Change::Say(slot.clone(), index, Said::Kind(kind))))
    };
    html! {
        <fieldset class={if props.error.is_some() { "field field-error" } else { "field" }} aria-describedby={props.error.as_ref().map(|_| error_id.clone())}>
            <legend>{ tongue.say("Trong hồ sơ giấy, đây là bản gì?", "In what kind is it in the paper packet?") }{ named(&props.of) }</legend>
            if let Some(error) = &props.error { <p class="error" id={error_id.clone()}>{ error }</p> }
            for (at, kind) in PaperKind::ALL.into_iter().enumerate() {
                <div class="choice" key={kind.id()}>
                    <input type="radio" name={props.id.clone()} id={if at == 0 { props.id.clone() } else { format!("{}-{}", props.id, at + 1) }}
                        value={kind.id()} checked={props.kind == Some(kind)} onchange={choose(kind)} />
                    <label for={if at == 0 { props.id.clone() } else { format!("{}-{}", props.id, at + 1) }}>{ capital(&tongue.text(&kind.label())) }</label>
                </div>
            }
        </fieldset>
    }
}

#[derive(Properties, PartialEq)]
struct CountProps {
    id: String,
    label: &'static str,
    of: AttrValue,
    asked: u32,
    value: String,
    error: Option<String>,
    change: Callback<String>,
}

#[component]
fn Count(props: &CountProps) -> Html {
    let tongue = use_tongue();
    let (hint_id, error_id) = (format!("{}-hint", props.id), format!("{}-error", props.id));
    let typed = {
        let change = props.change.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                change.emit(input.value());
            }
        })
    };
    let described = if props.error.is_some() { format!("{hint_id} {error_id}") } else { hint_id.clone() };
    let hint = match tongue.lang {
        Lang::Vi => format!("Luật yêu cầu ít nhất {}", props.asked),
        Lang::En => format!("The law asks for at least {}", props.asked),
    };
    html! {
        <div class={if props.error.is_some() { "field field-error" } else { "field" }}>
            <label for={props.id.clone()}>{ props.label }{ named(&props.of) }</label>
            <p class="hint" id={hint_id}>{ hint }</p>
            if let Some(error) = &props.error { <p class="error" id={error_id}>{ error }</p> }
            <input class="input input-count" type="text" inputmode="numeric" autocomplete="off" id={props.id.clone()} name={props.id.clone()}
                value={props.value.clone()} oninput={typed} aria-describedby={described} aria-invalid={props.error.as_ref().map(|_| "true")} />
        </div>
    }
}

/// Which paper a label is about, for those who hear one label at a time.
pub fn named(of: &str) -> Html {
    html! { <span class="hidden-text">{ format!(" ({of})") }</span> }
}

/// With a capital at its head, as a choice stands by itself.
pub fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
