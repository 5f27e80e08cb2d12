//! A field whose text is read once and kept nowhere else.

use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The field.
pub struct Input<'a> {
    /// Its id.
    pub id: &'a str,
    /// What is asked.
    pub label: Html,
    /// What helps to answer it.
    pub hint: Option<Html>,
    /// What is wrong with it.
    pub error: Option<String>,
    /// `text` or `password`.
    pub kind: &'static str,
    /// What the browser may fill in: `off`, `username`, `one-time-code`.
    pub autocomplete: &'static str,
    /// Whether digits alone are expected.
    pub is_digits: bool,
    /// The element.
    pub own: &'a NodeRef,
}

/// A field.
pub fn input(asked: Input<'_>) -> Html {
    let Input { id, label, hint, error, kind, autocomplete, is_digits, own } = asked;
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    let described: Vec<&str> =
        [hint.is_some().then_some(&*hint_id), error.is_some().then_some(&*error_id)].into_iter().flatten().collect();
    let described = (!described.is_empty()).then(|| described.join(" "));
    html! {
        <div class={if error.is_some() { "field field-error" } else { "field" }}>
            <label for={id.to_owned()}>{ label }</label>
            if let Some(hint) = hint { <p class="hint" id={hint_id}>{ hint }</p> }
            if let Some(error) = &error { <p class="error" id={error_id}>{ error }</p> }
            <input type={kind} class="input" id={id.to_owned()} ref={own.clone()} {autocomplete} spellcheck="false" autocapitalize="none"
                inputmode={is_digits.then_some("numeric")} aria-describedby={described} aria-invalid={error.map(|_| "true")} />
        </div>
    }
}

/// What stands in the field; it is empty afterwards.
pub fn taken(own: &NodeRef) -> String {
    let Some(input) = own.cast::<HtmlInputElement>() else { return String::new() };
    let text = input.value();
    input.set_value("");
    text
}

/// What stands in the field, and stays there.
pub fn typed(own: &NodeRef) -> String {
    own.cast::<HtmlInputElement>().map(|input| input.value()).unwrap_or_default()
}
