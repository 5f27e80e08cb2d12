//! hoso.
use yew::prelude::*;
#[component]
fn App() -> Html { html! { <main><h1>{ "Hồ sơ" }</h1></main> } }
fn main() { if let Some(e) = gloo::utils::document().get_element_by_id("app") { yew::Renderer::<App>::with_root(e).render(); } }
