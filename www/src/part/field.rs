//! A field of any kind: label, how to answer, what is wrong, the input. Written once, for every form of every law.
//!
//! A date is one field `dd/mm/yyyy`, not three: the forms of Vietnamese law write it in one run, dates are mostly copied from
//! another document or pasted, and core reads every usual way of writing it, so three fields would only add keystrokes.

use hoso_core::law::{Choice, Field, FieldKind};
use hoso_core::text::Text;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::finding::field_basis;
use crate::lang::Tongue;
use crate::law::Law;

/// A field with what was typed in it.
pub struct Shown<'a> {
    /// The field.
    pub field: &'a Field,
    /// What was typed.
    pub value: &'a str,
    /// What is wrong with it.
    pub error: Option<String>,
    /// What looks wrong and may be right.
    pub doubt: Option<String>,
    /// Takes what is typed.
    pub typed: Callback<String>,
}

/// The id of a field's input; of its first choice where it has several.
pub fn input_id(field: &str) -> String {
    format!("f-{}", field.replace('.', "-"))
}

/// A field.
pub fn field(law: &Law, shown: Shown, tongue: &Tongue) -> Html {
    let id = input_id(&shown.field.id);
    let notes = notes(&id, &shown, tongue);
    let look = if shown.error.is_some() { "field field-error" } else { "field" };
    let label = html! {
        <>
            { tongue.text(&shown.field.label) }
            if shown.field.optional {
                <span class="optional">{ tongue.say(" (không bắt buộc)", " (optional)") }</span>
            }
        </>
    };
    match choices(&shown.field.kind) {
        Some(choices) => html! {
            <fieldset class={look} aria-describedby={notes.described_by} key={id.clone()}>
                <legend>{ label }</legend>
                { notes.html }
                for (at, choice) in choices.into_iter().enumerate() {
                    { radio(&id, at, &choice, &shown, tongue) }
                }
                { field_basis(&law.pack, shown.field, tongue) }
            </fieldset>
        },
        None => html! {
            <div class={look} key={id.clone()}>
                <label for={id.clone()}>{ label }</label>
                { notes.html }
                { text_input(&id, &shown, notes.described_by) }
                { field_basis(&law.pack, shown.field, tongue) }
            </div>
        },
    }
}

struct Notes {
    html: Html,
    described_by: Option<String>,
}

/// What stands between the label and the input. Only what is there is named by `aria-describedby`.
fn notes(id: &str, shown: &Shown, tongue: &Tongue) -> Notes {
    let hint = shown.field.hint.as_ref().or(usual_hint(&shown.field.kind).as_ref()).map(|hint| tongue.text(hint));
    let ids = [
        hint.as_ref().map(|_| format!("{id}-hint")),
        shown.error.as_ref().map(|_| format!("{id}-error")),
        shown.doubt.as_ref().map(|_| format!("{id}-doubt")),
    ];
    let ids: Vec<String> = ids.into_iter().flatten().collect();
    let html = html! {
        <>
            if let Some(hint) = hint { <p class="hint" id={format!("{id}-hint")}>{ hint }</p> }
            if let Some(error) = &shown.error {
                <p class="error" id={format!("{id}-error")}>
                    <span class="hidden-text">{ tongue.say("Lỗi: ", "Error: ") }</span>{ error }
                </p>
            }
            if let Some(doubt) = &shown.doubt { <p class="doubt" id={format!("{id}-doubt")}>{ doubt }</p> }
        </>
    };
    Notes { html, described_by: (!ids.is_empty()).then(|| ids.join(" ")) }
}

fn text_input(id: &str, shown: &Shown, described_by: Option<String>) -> Html {
    let id = id.to_owned();
    let invalid = shown.error.as_ref().map(|_| "true");
    let (look, mode, kind) = manner(&shown.field.kind);
    let value = shown.value.to_owned();
    let autocomplete = shown.field.autocomplete.clone().unwrap_or_else(|| "off".to_owned());
    let typed = shown.typed.clone();
    if matches!(shown.field.kind, FieldKind::LongText) {
        let oninput = Callback::from(move |event: InputEvent| {
            if let Some(area) = event.target_dyn_into::<HtmlTextAreaElement>() {
                typed.emit(area.value());
            }
        });
        return html! {
            <textarea id={id.clone()} name={id} class="input" rows="4" {value} {oninput} {autocomplete}
                aria-describedby={described_by} aria-invalid={invalid} />
        };
    }
    let oninput = Callback::from(move |event: InputEvent| {
        if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
            typed.emit(input.value());
        }
    });
    html! {
        <input id={id.clone()} name={id} type={kind} class={look} inputmode={mode} {value} {oninput} {autocomplete}
            spellcheck="false" aria-describedby={described_by} aria-invalid={invalid} />
    }
}

fn radio(id: &str, at: usize, choice: &Choice, shown: &Shown, tongue: &Tongue) -> Html {
    let own = if at == 0 { id.to_owned() } else { format!("{id}-{}", at + 1) };
    let typed = shown.typed.clone();
    let value = choice.value.clone();
    let onchange = Callback::from(move |_: Event| typed.emit(value.clone()));
    html! {
        <div class="choice" key={choice.value.clone()}>
            <input type="radio" id={own.clone()} name={id.to_owned()} value={choice.value.clone()}
                checked={shown.value == choice.value} {onchange} />
            <label for={own}>{ tongue.text(&choice.label) }</label>
        </div>
    }
}

fn choices(kind: &FieldKind) -> Option<Vec<Choice>> {
    match kind {
        FieldKind::Choice(choices) => Some(choices.clone()),
        FieldKind::YesNo => Some(vec![
            Choice { value: "yes".into(), label: Text::new("Có", "Yes") },
            Choice { value: "no".into(), label: Text::new("Không", "No") },
        ]),
        _ => None,
    }
}

/// Class, `inputmode` and `type` of the input for a kind.
fn manner(kind: &FieldKind) -> (&'static str, Option<&'static str>, &'static str) {
    match kind {
        FieldKind::Date => ("input input-date", None, "text"),
        FieldKind::Year => ("input input-count", Some("numeric"), "text"),
        FieldKind::Money => ("input input-money", Some("numeric"), "text"),
        FieldKind::Count => ("input input-count", Some("numeric"), "text"),
        FieldKind::EnterpriseCode | FieldKind::IdentityNumber { .. } => ("input input-code", Some("numeric"), "text"),
        FieldKind::Passport => ("input input-code", None, "text"),
        FieldKind::Phone => ("input input-code", Some("tel"), "tel"),
        FieldKind::Email => ("input", Some("email"), "text"),
        FieldKind::Text
        | FieldKind::Place
        | FieldKind::LongText
        | FieldKind::PersonName
        | FieldKind::OrganisationName
        | FieldKind::YesNo
        | FieldKind::Choice(_) => ("input", None, "text"),
    }
}

/// How a value of a kind is written, where the law's file says nothing of its own.
fn usual_hint(kind: &FieldKind) -> Option<Text> {
    match kind {
        FieldKind::Date => {
            Some(Text::new("Ngày/tháng/năm, ví dụ 27/03/2015", "Day/month/year, for example 27/03/2015"))
        }
        FieldKind::Money => Some(Text::new("Ví dụ 10.000.000.000", "For example 10.000.000.000")),
        FieldKind::EnterpriseCode => {
            Some(Text::new("10 chữ số, hoặc 13 chữ số với chi nhánh", "10 digits, or 13 with a branch"))
        }
        _ => None,
    }
}
