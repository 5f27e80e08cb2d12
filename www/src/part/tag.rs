//! How far a part of the dossier is, in a word.

use hoso_core::dossier::Status;
use yew::prelude::*;

use crate::lang::Tongue;

/// The status of a part. Only a problem is loud.
pub fn tag(status: Status, tongue: &Tongue) -> Html {
    html! { <span class={look(status)}>{ word(status, tongue) }</span> }
}

/// The status in words.
pub fn word(status: Status, tongue: &Tongue) -> &'static str {
    match status {
        Status::NotStarted => tongue.say("Chưa bắt đầu", "Not yet started"),
        Status::InProgress => tongue.say("Đang làm", "In progress"),
        Status::Completed => tongue.say("Đã xong", "Completed"),
        Status::Problem => tongue.say("Có vấn đề", "There is a problem"),
    }
}

fn look(status: Status) -> &'static str {
    match status {
        Status::NotStarted => "tag tag-new",
        Status::InProgress => "tag tag-begun",
        Status::Completed => "tag tag-done",
        Status::Problem => "tag tag-problem",
    }
}
