//! Shown while something opens.

use yew::prelude::*;

use crate::lang::use_tongue;

/// Something opens.
#[component]
pub fn Opening() -> Html {
    let tongue = use_tongue();
    html! { <main class="sheet"><p class="loading">{ tongue.say("Đang mở…", "Opening…") }</p></main> }
}
