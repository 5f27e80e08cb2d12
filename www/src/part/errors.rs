//! The summary of errors: at the top of the page, with the focus, each line a way to the input that is wrong.

use yew::prelude::*;
use yew_router::prelude::*;

use crate::browser;
use crate::lang::use_tongue;
use crate::route::{Route, to};

const ID: &str = "errors";

/// One error: the id of the input, and the same words as beside it.
#[derive(Clone, PartialEq)]
pub struct Wrong {
    /// The id of the element to go to.
    pub at: String,
    /// What is wrong.
    pub what: String,
}

/// What is wrong.
#[derive(Properties, PartialEq)]
pub struct ErrorsProps {
    /// Each error, in the order of the page.
    pub wrong: Vec<Wrong>,
    /// Counts the tries, so that each one brings the focus here anew.
    pub tries: u32,
}

/// The summary of errors; nothing while nothing is wrong.
#[component]
pub fn Errors(props: &ErrorsProps) -> Html {
    let tongue = use_tongue();
    let route = use_route::<Route>().unwrap_or(Route::Start);
    let any = !props.wrong.is_empty();
    use_effect_with((props.tries, any), |(_, any)| {
        if *any {
            browser::focus(ID);
        }
    });
    if !any {
        return html! {};
    }
    // The address is the page's own: going to the input is done by code, since the part after `#` names the page.
    let here = to(&route);
    html! {
        <div class="summary-of-errors" id={ID} tabindex="-1" role="alert" aria-labelledby="errors-title">
            <h2 id="errors-title">{ tongue.say("Có điều cần sửa", "There is a problem") }</h2>
            <ul>
                for wrong in props.wrong.iter().cloned() {
                    <li key={wrong.at.clone()}>
                        <a href={here.clone()} onclick={Callback::from({
                            let at = wrong.at.clone();
                            move |event: MouseEvent| { event.prevent_default(); browser::focus(&at); }
                        })}>{ wrong.what }</a>
                    </li>
                }
            </ul>
        </div>
    }
}
