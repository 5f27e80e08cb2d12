//! The first page, and the one on what is kept: all that is loaded before the reader chooses.

use yew::prelude::*;
use yew_router::prelude::*;

use super::Frame;
use crate::page;
use crate::part::opening::Opening;
use crate::route::Route;

/// The program.
#[component]
pub fn Front() -> Html {
    html! { <Frame><Switch<Route> render={shown} /></Frame> }
}

fn shown(route: Route) -> Html {
    let page = match &route {
        Route::Start => html! { <page::start::Start /> },
        Route::Device => html! { <page::device::Device /> },
        _ => return html! { <Opening /> },
    };
    html! { <main class="sheet" key={route.to_path()}><div class="page">{ page }</div></main> }
}
