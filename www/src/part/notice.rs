//! A notice: what the reader should know before going on.

use yew::prelude::*;

/// How grave.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Grave {
    /// Good to know.
    Say,
    /// Done, and well.
    Good,
    /// Look again.
    Warn,
    /// It cannot go on like this.
    Stop,
}

/// What it says.
#[derive(Properties, PartialEq)]
pub struct NoticeProps {
    /// How grave.
    pub grave: Grave,
    /// Whether it appears after the page and is read out by itself.
    #[prop_or_default]
    pub live: bool,
    /// The words.
    pub children: Html,
}

/// A notice.
#[component]
pub fn Notice(props: &NoticeProps) -> Html {
    let look = match props.grave {
        Grave::Say => "notice",
        Grave::Good => "notice notice-good",
        Grave::Warn => "notice notice-warn",
        Grave::Stop => "notice notice-stop",
    };
    let role = props.live.then_some(if props.grave == Grave::Stop { "alert" } else { "status" });
    html! { <div class={look} {role}>{ props.children.clone() }</div> }
}
