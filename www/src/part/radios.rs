//! A question with a few answers, one of which is chosen.

use yew::prelude::*;

/// The question.
pub struct Radios<'a> {
    /// The id that the inputs' ids begin with.
    pub id: &'a str,
    /// The question.
    pub legend: &'a str,
    /// What helps to answer it.
    pub hint: Option<&'a str>,
    /// The value and the words of each answer.
    pub answers: Vec<(&'static str, &'a str)>,
    /// The value that is chosen.
    pub chosen: &'a str,
    /// Takes the value chosen.
    pub choose: Callback<&'static str>,
}

/// A question with its answers.
pub fn radios(asked: &Radios<'_>) -> Html {
    let hint = format!("{}-hint", asked.id);
    let answer = |(value, words): &(&'static str, &str)| {
        let (value, own) = (*value, format!("{}-{value}", asked.id));
        let choose = asked.choose.clone();
        let onchange = Callback::from(move |_: Event| choose.emit(value));
        html! {
            <div class="choice" key={value}>
                <input type="radio" id={own.clone()} name={asked.id.to_owned()} {value} checked={asked.chosen == value} {onchange} />
                <label for={own}>{ *words }</label>
            </div>
        }
    };
    html! {
        <fieldset class="field" aria-describedby={asked.hint.map(|_| hint.clone())}>
            <legend>{ asked.legend }</legend>
            if let Some(text) = asked.hint { <p class="hint" id={hint.clone()}>{ text }</p> }
            { for asked.answers.iter().map(answer) }
        </fieldset>
    }
}
