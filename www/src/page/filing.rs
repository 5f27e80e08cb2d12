//! When and to whom a dossier is filed: asked before a draft is made, and changed later here.

use hoso_core::day::{BadDay, Day};
use hoso_core::law::Pack;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;
use yew_router::prelude::*;

use crate::browser;
use crate::desk::{Change, use_work};
use crate::lang::{Tongue, use_tongue};
use crate::law::Law;
use crate::part::errors::{Errors, Wrong};
use crate::part::heading::Heading;
use crate::part::notice::{Grave, Notice};
use crate::route::{Route, to};

const ON: &str = "f-on";
const RECIPIENT: &str = "f-recipient";
/// So many recipients are shown one below the other; more of them are chosen from a list that opens.
const FEW: usize = 8;

/// What is asked, as answered so far.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// The day, as typed.
    pub on: String,
    /// A word of the pack; empty until chosen.
    pub recipient: String,
}

impl Asked {
    /// Before anything is answered: today by the device's clock, where the law is in force today; the recipient where there is one only.
    pub fn before(law: Option<&Law>, procedure: &str) -> Asked {
        let today = browser::today().filter(|today| law.is_some_and(|law| law.pack.in_force.holds(*today)));
        let recipients = law.map_or(Vec::new(), |law| receivers(&law.pack, procedure));
        let recipient = if let [only] = recipients.as_slice() { only.clone() } else { String::new() };
        Asked { on: today.map_or(String::new(), |day| day.vn()), recipient }
    }

    /// The answers, when all are there and right.
    pub fn settled(&self) -> Option<(Day, String)> {
        let on = day(&self.on).ok()?;
        (!self.recipient.is_empty()).then(|| (on, self.recipient.clone()))
    }
}

/// What is wrong with the answers.
pub fn wrong(asked: &Asked, tongue: &Tongue) -> Vec<Wrong> {
    let on = day_error(&asked.on, tongue).map(|what| Wrong { at: ON.to_owned(), what });
    let recipient = asked.recipient.is_empty().then(|| Wrong {
        at: RECIPIENT.to_owned(),
        what: tongue.say("Hãy chọn nơi nhận hồ sơ", "Choose who receives the dossier").to_owned(),
    });
    on.into_iter().chain(recipient).collect()
}

/// What the questions stand on.
#[derive(Properties, PartialEq, Clone)]
pub struct QuestionsProps {
    /// The answers so far.
    pub asked: Asked,
    /// The law.
    pub law: Law,
    /// Words of the pack.
    pub recipients: Vec<String>,
    /// Whether what is wrong is shown.
    pub shown: bool,
    /// Takes the answers.
    pub change: Callback<Asked>,
}

/// The questions.
#[component]
pub fn Questions(props: &QuestionsProps) -> Html {
    let tongue = use_tongue();
    let error = props.shown.then(|| day_error(&props.asked.on, &tongue)).flatten();
    let outside = day(&props.asked.on).ok().filter(|on| !props.law.pack.in_force.holds(*on));
    let typed = {
        let (asked, change) = (props.asked.clone(), props.change.clone());
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                change.emit(Asked { on: input.value(), ..asked.clone() });
            }
        })
    };
    let described = if error.is_some() { "f-on-hint f-on-error" } else { "f-on-hint" };
    html! {
        <>
            <div class={if error.is_some() { "field field-error" } else { "field" }}>
                <label for={ON}>{ tongue.say("Ngày nộp hồ sơ", "Day of filing") }</label>
                <p class="hint" id="f-on-hint">{ tongue.say(
                    "Ngày này quyết định luật nào được áp dụng. Ngày/tháng/năm, ví dụ 27/03/2015",
                    "This day decides which law applies. Day/month/year, for example 27/03/2015",
                ) }</p>
                if let Some(error) = &error { <p class="error" id="f-on-error">{ error }</p> }
                <input class="input input-date" id={ON} name={ON} type="text" autocomplete="off" value={props.asked.on.clone()} oninput={typed}
                    aria-describedby={described} aria-invalid={error.as_ref().map(|_| "true")} />
            </div>
            if outside.is_some() {
                <Notice grave={Grave::Warn} live=true><p>{ tongue.say(
                    "Luật này không có hiệu lực vào ngày đó. Bạn vẫn lập được hồ sơ, nhưng báo cáo sẽ nói trước tiên rằng luật không áp dụng.",
                    "This law is not in force on that day. You can draw up the dossier, but the report will say first that the law does not apply.",
                ) }</p></Notice>
            }
            <Recipients ..props.clone() />
        </>
    }
}

#[component]
fn Recipients(props: &QuestionsProps) -> Html {
    let tongue = use_tongue();
    let error = (props.shown && props.asked.recipient.is_empty())
        .then(|| tongue.say("Hãy chọn nơi nhận hồ sơ", "Choose who receives the dossier"));
    let name =
        |word: &String| props.law.pack.words.recipient(word).map_or_else(|| word.clone(), |text| tongue.text(&text));
    if let [only] = props.recipients.as_slice() {
        return html! {
            <div class="field">
                <p class="label">{ tongue.say("Nơi nhận hồ sơ", "Who receives the dossier") }</p>
                <p>{ name(only) }</p>
            </div>
        };
    }
    let choose = |word: String| {
        let (asked, change) = (props.asked.clone(), props.change.clone());
        Callback::from(move |_: Event| change.emit(Asked { recipient: word.clone(), ..asked.clone() }))
    };
    if props.recipients.len() > FEW {
        let (asked, change) = (props.asked.clone(), props.change.clone());
        let onchange = Callback::from(move |event: Event| {
            let chosen = event.target_dyn_into::<HtmlSelectElement>().map(|select| select.value()).unwrap_or_default();
            change.emit(Asked { recipient: chosen, ..asked.clone() });
        });
        return html! {
            <div class={if error.is_some() { "field field-error" } else { "field" }}>
                <label for={RECIPIENT}>{ tongue.say("Nơi nhận hồ sơ", "Who receives the dossier") }</label>
                if let Some(error) = error { <p class="error" id="f-recipient-error">{ error }</p> }
                <select id={RECIPIENT} {onchange} aria-describedby={error.map(|_| "f-recipient-error")}>
                    <option value="" selected={props.asked.recipient.is_empty()}>{ tongue.say("Hãy chọn", "Choose") }</option>
                    for word in props.recipients.iter() {
                        <option key={word.clone()} value={word.clone()} selected={props.asked.recipient == *word}>{ name(word) }</option>
                    }
                </select>
            </div>
        };
    }
    html! {
        <fieldset class={if error.is_some() { "field field-error" } else { "field" }} aria-describedby={error.map(|_| "f-recipient-error")}>
            <legend>{ tongue.say("Nơi nhận hồ sơ", "Who receives the dossier") }</legend>
            if let Some(error) = error { <p class="error" id="f-recipient-error">{ error }</p> }
            for (at, word) in props.recipients.iter().enumerate() {
                <div class="choice" key={word.clone()}>
                    <input type="radio" id={if at == 0 { RECIPIENT.to_owned() } else { format!("{RECIPIENT}-{}", at + 1) }} name={RECIPIENT}
                        value={word.clone()} checked={props.asked.recipient == *word} onchange={choose(word.clone())} />
                    <label for={if at == 0 { RECIPIENT.to_owned() } else { format!("{RECIPIENT}-{}", at + 1) }}>{ name(word) }</label>
                </div>
            }
        </fieldset>
    }
}

/// Changing day and recipient of a draft.
#[component]
pub fn Filing() -> Html {
    let tongue = use_tongue();
    let work = use_work();
    let navigator = use_navigator();
    let asked = use_state_eq(|| {
        let dossier = work.as_ref().map(|work| work.dossier());
        Asked {
            on: dossier.map_or(String::new(), |dossier| dossier.on.vn()),
            recipient: dossier.map_or(String::new(), |dossier| dossier.recipient.clone()),
        }
    });
    let tries = use_state_eq(|| (0_u32, false));
    let Some(work) = work else { return html! {} };
    let home = Route::Tasks { id: work.dossier().id.clone() };
    let recipients = receivers(&work.law.pack, &work.dossier().procedure);
    let wrong = if tries.1 { wrong(&asked, &tongue) } else { Vec::new() };
    let onsubmit = {
        let (asked, tries, work, home) = (asked.clone(), tries.clone(), work.clone(), home.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            match asked.settled() {
                Some((on, recipient)) => {
                    work.change(Change::Filing { on, recipient });
                    navigator.iter().for_each(|to| to.push(&home));
                }
                None => tries.set((tries.0 + 1, true)),
            }
        })
    };
    html! {
        <>
            <a class="back" href={to(&home)}>{ tongue.say("Các phần của hồ sơ", "Parts of the dossier") }</a>
            <Errors wrong={wrong.clone()} tries={tries.0} />
            <Heading title={tongue.say("Ngày nộp và nơi nhận", "Day of filing and recipient")} wrong={!wrong.is_empty()} />
            <form novalidate=true {onsubmit}>
                <Questions asked={(*asked).clone()} law={work.law.clone()} {recipients} shown={tries.1}
                    change={Callback::from({ let asked = asked.clone(); move |next| asked.set(next) })} />
                <div class="buttons"><button class="button">{ tongue.say("Tiếp tục", "Continue") }</button></div>
            </form>
        </>
    }
}

fn day(typed: &str) -> Result<Day, BadDay> {
    hoso_core::text::normal(typed).parse()
}

fn day_error(typed: &str, tongue: &Tongue) -> Option<String> {
    let words = match day(typed) {
        Ok(_) => return None,
        Err(BadDay::Form) if typed.trim().is_empty() => {
            tongue.say("Hãy nhập ngày nộp hồ sơ", "Enter the day of filing")
        }
        Err(BadDay::Form) => tongue.say(
            "Ngày nộp hồ sơ phải viết theo ngày/tháng/năm, ví dụ 27/03/2015",
            "The day of filing must be written day/month/year, for example 27/03/2015",
        ),
        Err(BadDay::NoSuchDay) => tongue.say("Không có ngày này trong lịch", "There is no such day in the calendar"),
    };
    Some(words.to_owned())
}

/// Everyone who may receive a dossier.
pub fn receivers(pack: &Pack, procedure: &str) -> Vec<String> {
    pack.dossier(procedure).map_or(Vec::new(), |kind| pack.words.receivers(&kind.recipients))
}
