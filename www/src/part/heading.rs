//! The heading of a page: it names the tab, and takes the focus when the reader comes to the page.

use yew::prelude::*;

use crate::browser;
use crate::lang::use_tongue;

/// The heading's id, for skip links and labels.
pub const ID: &str = "title";

/// What it says.
#[derive(Properties, PartialEq)]
pub struct HeadingProps {
    /// The title.
    pub title: AttrValue,
    /// A line above it: what the page is part of.
    #[prop_or_default]
    pub above: Option<AttrValue>,
    /// Whether the page shows errors; said in the tab before the title.
    #[prop_or_default]
    pub wrong: bool,
}

/// The heading of a page.
#[component]
pub fn Heading(props: &HeadingProps) -> Html {
    let tongue = use_tongue();
    let prefix = if props.wrong { tongue.say("Lỗi: ", "Error: ") } else { "" };
    let tab = format!("{prefix}{} – {}", props.title, tongue.say("Hồ sơ", "Hồ sơ: filing dossiers"));
    use_effect_with(tab, |tab| browser::set_title(tab));
    use_effect_with((), |()| {
        if browser::was_shown() {
            browser::focus(ID);
            browser::to_top();
        }
    });
    html! {
        <>
            if let Some(above) = &props.above { <p class="eyebrow">{ above }</p> }
            <h1 id={ID} tabindex="-1">{ &props.title }</h1>
        </>
    }
}
