//! Answers given, as a list of questions and answers with a way to change each.

use yew::prelude::*;

use crate::lang::Tongue;

/// One answer.
pub struct Answer {
    /// What was asked.
    pub question: String,
    /// What was answered, as a person reads it; empty when nothing was.
    pub answer: Html,
    /// Whether something was answered.
    pub given: bool,
    /// Where to change it.
    pub change: Option<String>,
}

/// A list of answers.
pub fn answers(answers: Vec<Answer>, tongue: &Tongue) -> Html {
    html! { <dl class="answers">{ for answers.into_iter().map(|answer| row(answer, tongue)) }</dl> }
}

fn row(answer: Answer, tongue: &Tongue) -> Html {
    let nothing = html! { <span class="nothing">{ tongue.say("Chưa có", "Not provided") }</span> };
    let look = if answer.change.is_some() { "answers-row" } else { "answers-row no-change" };
    html! {
        <div class={look}>
            <dt>{ &answer.question }</dt>
            <dd>{ if answer.given { answer.answer } else { nothing } }</dd>
            if let Some(change) = answer.change {
                <dd class="change">
                    <a href={change}>
                        { tongue.say("Thay đổi", "Change") }<span class="hidden-text">{ format!(" {}", answer.question) }</span>
                    </a>
                </dd>
            }
        </div>
    }
}
