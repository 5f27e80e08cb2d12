//! No such page.

use yew::prelude::*;

use crate::lang::use_tongue;
use crate::part::heading::Heading;
use crate::route::{Route, to};

/// No such page.
#[component]
pub fn Lost() -> Html {
    let tongue = use_tongue();
    html! {
        <>
            <Heading title={tongue.say("Không có trang này", "There is no such page")} />
            <p>{ tongue.say("Địa chỉ có thể đã gõ sai hoặc thiếu.", "The address may be mistyped or cut short.") }</p>
            <p><a href={to(&Route::Start)}>{ tongue.say("Về trang đầu", "To the first page") }</a></p>
        </>
    }
}
