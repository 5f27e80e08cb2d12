//! Choosing who receives a dossier: a box for each office there is one of, and for a sort that is in each place the places, to be
//! found by typing.

use hoso_core::dossier::Marked;
use hoso_core::law::Pack;
use hoso_core::text::{Lang, Text};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::lang::{Tongue, use_tongue};
use crate::law::Law;
use crate::part::whom::name;

/// The id of what is gone to when nothing is chosen.
pub const FIRST: &str = "f-recipient";

/// What is chosen from.
#[derive(Properties, PartialEq, Clone)]
pub struct RecipientsProps {
    /// The law.
    pub law: Law,
    /// Which filing.
    pub procedure: String,
    /// Words of the pack.
    pub chosen: Vec<String>,
    /// What is wrong.
    pub error: Option<String>,
    /// Takes what is chosen, in the order in which it is offered.
    pub change: Callback<Vec<String>>,
}

/// The choice. Where there is one office only nothing is asked.
#[component]
pub fn Recipients(props: &RecipientsProps) -> Html {
    let tongue = use_tongue();
    let all = receivers(&props.law.pack, &props.procedure);
    if let [only] = all.as_slice() {
        return html! {
            <div class="field">
                <p class="label">{ tongue.say("Nơi nhận hồ sơ", "Who receives the dossier") }</p>
                <p>{ name(&props.law.pack, only, &tongue) }</p>
            </div>
        };
    }
    let kind = props.law.pack.dossier(&props.procedure);
    let is_one_place = is_one_place(props);
    let choose = {
        let (chosen, change, all) = (props.chosen.clone(), props.change.clone(), all.clone());
        Callback::from(move |(word, wanted): (String, bool)| {
            // Where it goes to one place only, choosing one leaves the others.
            let leaves = |at: &String| is_one_place && at.contains('/') && word.contains('/');
            let is_chosen = |at: &&String| if **at == word { wanted } else { chosen.contains(at) && !leaves(at) };
            change.emit(all.iter().filter(is_chosen).cloned().collect());
        })
    };
    let sorts = kind.map_or(&[][..], |kind| kind.recipients.as_slice());
    let error = props.error.as_ref();
    let described = if error.is_some() { "f-recipient-hint f-recipient-error" } else { "f-recipient-hint" };
    html! {
        <fieldset class={if error.is_some() { "field field-error" } else { "field" }} aria-describedby={described}>
            <legend>{ tongue.say("Nơi nhận hồ sơ", "Who receives the dossier") }</legend>
            <p class="hint" id="f-recipient-hint">
                if is_one_place {
                    { tongue.say("Hồ sơ này chỉ nộp cho một nơi.", "This dossier goes to one place only.") }
                } else {
                    { tongue.say(
                        "Chọn mọi nơi cần gửi. Mỗi nơi nhận một gói riêng, với nội dung luật yêu cầu gửi nơi đó; ký một lần cho tất cả.",
                        "Choose everyone that it goes to. Each receives a bundle of its own with what the law asks to be sent there; you sign once for all.",
                    ) }
                    if !Marked::of(&props.law.pack, &props.procedure).is_empty() {
                        { " " }
                        { tongue.say(
                            "Có phần khai riêng cho từng nơi; bỏ chọn một nơi không xóa những gì đã khai cho nơi đó.",
                            "Some of it is told for each place by itself; a place no longer chosen keeps what was told for it.",
                        ) }
                    }
                }
            </p>
            if let Some(error) = error { <p class="error" id="f-recipient-error">{ error }</p> }
            for sort in sorts {
                { of_sort(props, sort, &all, &choose, &tongue) }
            }
        </fieldset>
    }
}

/// Whether it goes to one place only, though there are such offices in each.
fn is_one_place(props: &RecipientsProps) -> bool {
    props.law.pack.dossier(&props.procedure).is_some_and(|kind| kind.one_place.is_some())
}

/// Everyone who may receive a dossier.
pub fn receivers(pack: &Pack, procedure: &str) -> Vec<String> {
    pack.dossier(procedure).map_or(Vec::new(), |kind| pack.words.receivers(&kind.recipients))
}

fn of_sort(
    props: &RecipientsProps,
    sort: &str,
    all: &[String],
    choose: &Callback<(String, bool)>,
    tongue: &Tongue,
) -> Html {
    let pack = &props.law.pack;
    let of = |word: &&String| word.split_once('/').is_some_and(|(of, _)| of == sort);
    let places: Vec<String> = all.iter().filter(of).cloned().collect();
    let first = all.first().cloned().unwrap_or_default();
    if places.is_empty() {
        let word = sort.to_owned();
        return boxed(&Offer { pack, first: &first, one: false, choose, tongue }, &word, props.chosen.contains(&word));
    }
    let label = pack.words.recipient.get(sort).map(|sort| Text::new(&sort.vi, &sort.en));
    html! {
        <Places key={sort.to_owned()} law={props.law.clone()} sort={sort.to_owned()} label={label.map_or(String::new(), |label| tongue.text(&label))}
            {places} {first} one={is_one_place(props)} chosen={props.chosen.clone()} choose={choose.clone()} />
    }
}

#[derive(Properties, PartialEq)]
struct PlacesProps {
    law: Law,
    sort: String,
    label: String,
    places: Vec<String>,
    first: String,
    /// Whether one of them is chosen only.
    one: bool,
    chosen: Vec<String>,
    choose: Callback<(String, bool)>,
}

/// The recipients of a sort in each place, to be found by typing; how many are chosen is said while it changes.
#[component]
fn Places(props: &PlacesProps) -> Html {
    let tongue = use_tongue();
    let wanted = use_state_eq(String::new);
    let pack = &props.law.pack;
    let shown: Vec<&String> = props.places.iter().filter(|word| pack.words.is_found(word, &wanted)).collect();
    let chosen = props.places.iter().filter(|word| props.chosen.contains(word)).count();
    let typed = {
        let wanted = wanted.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                wanted.set(input.value());
            }
        })
    };
    // Enter would send the form off, and what is typed here is no answer.
    let stay = Callback::from(|event: KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
        }
    });
    // What is wrong is mended here where no box stands before.
    let id = if props.places.contains(&props.first) { FIRST.to_owned() } else { format!("f-find-{}", props.sort) };
    html! {
        <fieldset class="places">
            <legend>{ &props.label }</legend>
            <label for={id.clone()}>{ tongue.say("Tìm theo tên tỉnh, thành phố", "Find by the name of the province or city") }</label>
            <input class="input" type="search" id={id} autocomplete="off" value={(*wanted).clone()} oninput={typed} onkeydown={stay} />
            <p class="small" role="status">{ count(chosen, shown.len(), props.places.len(), &tongue) }</p>
            <div class="places-list">
                for word in shown {
                    { boxed(&Offer { pack, first: &props.first, one: props.one, choose: &props.choose, tongue: &tongue }, word, props.chosen.contains(word)) }
                }
            </div>
        </fieldset>
    }
}

/// What each choice stands on.
struct Offer<'a> {
    pack: &'a Pack,
    first: &'a str,
    one: bool,
    choose: &'a Callback<(String, bool)>,
    tongue: &'a Tongue,
}

fn boxed(offer: &Offer, word: &str, checked: bool) -> Html {
    let place = word.split_once('/');
    let id = if word == offer.first && place.is_none() {
        FIRST.to_owned()
    } else {
        format!("{FIRST}-{}", word.replace('/', "-"))
    };
    let onchange = {
        let (choose, word) = (offer.choose.clone(), word.to_owned());
        Callback::from(move |event: Event| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                choose.emit((word.clone(), input.checked()));
            }
        })
    };
    html! {
        <div class="choice" key={word.to_owned()}>
            <input type={if offer.one { "radio" } else { "checkbox" }} name={offer.one.then_some(FIRST)} id={id.clone()} {checked} {onchange} />
            <label for={id}>{ name(offer.pack, word, offer.tongue) }</label>
        </div>
    }
}

fn count(chosen: usize, shown: usize, all: usize, tongue: &Tongue) -> String {
    match (shown == all, tongue.lang) {
        (true, Lang::Vi) => format!("Đã chọn {chosen} trên {all}"),
        (true, Lang::En) => format!("{chosen} of {all} chosen"),
        (false, Lang::Vi) => format!("Đã chọn {chosen} trên {all}; tìm thấy {shown}"),
        (false, Lang::En) => format!("{chosen} of {all} chosen; {shown} found"),
    }
}
