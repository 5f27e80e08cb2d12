//! A day that is noted in passing: kept as it is typed, and judged when the reader leaves it.

use hoso_core::day::{BadDay, Day};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::lang::{Tongue, use_tongue};

/// A day.
#[derive(Properties, PartialEq)]
pub struct DayFieldProps {
    /// The id of the input.
    pub id: String,
    /// What is asked.
    pub label: AttrValue,
    /// What holds while nothing is typed.
    #[prop_or_default]
    pub otherwise: Option<String>,
    /// What was typed.
    pub value: String,
    /// Takes what is typed.
    pub typed: Callback<String>,
}

/// A field for a day.
#[component]
pub fn DayField(props: &DayFieldProps) -> Html {
    let tongue = use_tongue();
    let left = use_state_eq(|| true);
    let wrong = left.then(|| wrong(&props.value, &tongue)).flatten();
    let oninput = {
        let (typed, left) = (props.typed.clone(), left.clone());
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                left.set(false);
                typed.emit(input.value());
            }
        })
    };
    let onchange = Callback::from(move |_: Event| left.set(true));
    let id = props.id.clone();
    let described = if wrong.is_some() { format!("{id}-hint {id}-error") } else { format!("{id}-hint") };
    html! {
        <div class={if wrong.is_some() { "field field-error" } else { "field" }}>
            <label for={id.clone()}>{ &props.label }</label>
            <p class="hint" id={format!("{id}-hint")}>{ tongue.say("Ngày/tháng/năm, ví dụ 27/03/2015", "Day/month/year, for example 27/03/2015") }
                if let Some(words) = &props.otherwise { <br />{ words } }</p>
            if let Some(wrong) = wrong { <p class="error" id={format!("{id}-error")} role="alert">{ wrong }</p> }
            <input class="input input-date" type="text" autocomplete="off" id={id} value={props.value.clone()} {oninput} {onchange}
                aria-describedby={described} aria-invalid={wrong.map(|_| "true")} />
        </div>
    }
}

fn wrong(typed: &str, tongue: &Tongue) -> Option<&'static str> {
    let typed = hoso_core::text::normal(typed);
    match typed.parse::<Day>() {
        _ if typed.is_empty() => None,
        Ok(_) => None,
        Err(BadDay::Form) => Some(tongue.say("Viết ngày theo ngày/tháng/năm", "Write the day as day/month/year")),
        Err(BadDay::NoSuchDay) => {
            Some(tongue.say("Không có ngày này trong lịch", "There is no such day in the calendar"))
        }
    }
}
