//! When and to whom a dossier is filed: asked before a draft is made, and changed later here.

use hoso_core::day::{BadDay, Day};
use hoso_core::dossier::Earlier;
use web_sys::HtmlInputElement;
use yew::prelude::*;
use yew_router::prelude::*;

use super::earlier::EarlierChooser;
use super::recipients::{FIRST, Recipients, receivers};
use crate::browser;
use crate::desk::{Change, Work, use_work};
use crate::lang::{Tongue, use_tongue};
use crate::law::{Law, use_laws};
use crate::part::errors::{Errors, Wrong};
use crate::part::force::in_force_on;
use crate::part::heading::Heading;
use crate::part::notice::{Grave, Notice};
use crate::route::{Route, to};

const ON: &str = "f-on";

/// What is asked, as answered so far.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// The day, as typed.
    pub on: String,
    /// Words of the pack.
    pub recipients: Vec<String>,
    /// The earlier dossier that it builds on.
    pub earlier: Option<Earlier>,
}

/// The answers, all there and right.
pub struct Settled {
    /// The day.
    pub on: Day,
    /// Words of the pack, one at least.
    pub recipients: Vec<String>,
    /// The earlier dossier that it builds on.
    pub earlier: Option<Earlier>,
}

impl Asked {
    /// Before anything is answered: today by the device's clock, where the law is in force today; the recipient where there is one only.
    pub fn before(law: Option<&Law>, procedure: &str) -> Asked {
        let today = browser::today().filter(|today| law.is_some_and(|law| law.pack.in_force.holds(*today)));
        let mut recipients = law.map_or(Vec::new(), |law| receivers(&law.pack, procedure));
        if recipients.len() > 1 {
            recipients.clear();
        }
        Asked { on: today.map_or(String::new(), |day| day.vn()), recipients, earlier: None }
    }

    /// The answers, when all are there and right.
    pub fn settled(&self) -> Option<Settled> {
        let on = day(&self.on).ok()?;
        let recipients = Some(self.recipients.clone()).filter(|recipients| !recipients.is_empty())?;
        Some(Settled { on, recipients, earlier: self.earlier.clone() })
    }
}

/// What is wrong with the answers.
pub fn wrong(asked: &Asked, tongue: &Tongue) -> Vec<Wrong> {
    let on = day_error(&asked.on, tongue).map(|what| Wrong { at: ON.to_owned(), what });
    let recipient = asked.recipients.is_empty().then(|| Wrong { at: FIRST.to_owned(), what: no_recipient(tongue) });
    on.into_iter().chain(recipient).collect()
}

/// What the questions stand on.
#[derive(Properties, PartialEq, Clone)]
pub struct QuestionsProps {
    /// The answers so far.
    pub asked: Asked,
    /// The law.
    pub law: Law,
    /// Which filing.
    pub procedure: String,
    /// The draft, where there is one already.
    #[prop_or_default]
    pub own: Option<String>,
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
    let laws = use_laws();
    let outside = day(&props.asked.on).ok().filter(|on| !props.law.pack.in_force.holds(*on));
    let typed = {
        let (asked, change) = (props.asked.clone(), props.change.clone());
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                change.emit(Asked { on: input.value(), ..asked.clone() });
            }
        })
    };
    let chosen = {
        let (asked, change) = (props.asked.clone(), props.change.clone());
        Callback::from(move |recipients: Vec<String>| change.emit(Asked { recipients, ..asked.clone() }))
    };
    // Reading a bundle takes a while; what was answered meanwhile stays.
    let latest = use_mut_ref(|| props.asked.clone());
    *latest.borrow_mut() = props.asked.clone();
    let named = {
        let change = props.change.clone();
        Callback::from(move |earlier: Option<Earlier>| {
            let next = Asked { earlier, ..latest.borrow().clone() };
            change.emit(next);
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
            if let Some(on) = outside {
                <Notice grave={Grave::Warn} live=true><p>{ laws.as_ref().and_then(|laws| in_force_on(&laws.index, &props.law.reference.id, on, &tongue)) }{ " " }{ tongue.say(
                    "Luật này không có hiệu lực vào ngày đó. Bạn vẫn lập được hồ sơ, nhưng báo cáo sẽ nói trước tiên rằng luật không áp dụng.",
                    "This law is not in force on that day. You can draw up the dossier, but the report will say first that the law does not apply.",
                ) }</p></Notice>
            }
            <Recipients law={props.law.clone()} procedure={props.procedure.clone()} chosen={props.asked.recipients.clone()}
                error={(props.shown && props.asked.recipients.is_empty()).then(|| no_recipient(&tongue))} change={chosen} />
            <EarlierChooser law={props.law.reference.id.clone()} procedure={props.procedure.clone()} own={props.own.clone()}
                earlier={props.asked.earlier.clone()} change={named} />
        </>
    }
}

/// Changing day and recipient of a draft.
#[component]
pub fn Filing() -> Html {
    let tongue = use_tongue();
    let work = use_work();
    let navigator = use_navigator();
    let asked = use_state_eq(|| {
        let dossier = work.as_ref().map(Work::dossier);
        Asked {
            on: dossier.map_or(String::new(), |dossier| dossier.on.vn()),
            recipients: work.as_ref().map_or(Vec::new(), Work::recipients),
            earlier: dossier.and_then(|dossier| dossier.earlier.clone()),
        }
    });
    let tries = use_state_eq(|| (0_u32, false));
    let Some(work) = work else { return html! {} };
    let home = Route::Tasks { id: work.dossier().id.clone() };
    let procedure = work.dossier().procedure.clone();
    let wrong = if tries.1 { wrong(&asked, &tongue) } else { Vec::new() };
    let onsubmit = {
        let (asked, tries, work, home) = (asked.clone(), tries.clone(), work.clone(), home.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            match asked.settled() {
                Some(Settled { on, recipients, earlier }) => {
                    work.change(Change::Filing { on, earlier });
                    work.send_to(recipients);
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
                <Questions asked={(*asked).clone()} law={work.law.clone()} {procedure} own={Some(work.dossier().id.clone())} shown={tries.1}
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

fn no_recipient(tongue: &Tongue) -> String {
    tongue.say("Hãy chọn ít nhất một nơi nhận hồ sơ", "Choose at least one recipient of the dossier").to_owned()
}
