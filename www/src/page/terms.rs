//! The deadlines of a dossier: who must do what by when, how each day was counted, and what follows when it passes. The days on which
//! things happened can be entered, and the deadlines follow.

use hoso_core::day::Deadline;
use hoso_core::dossier::Due;
use hoso_core::text::Lang;
use yew::prelude::*;

use super::steps::{dues, steps, trust};
use crate::desk::{Note, Work, use_work};
use crate::lang::{Tongue, use_tongue};
use crate::part::day::DayField;
use crate::part::heading::Heading;
use crate::part::notice::{Grave, Notice};
use crate::route::{Route, to};

/// The deadlines.
#[component]
pub fn Terms() -> Html {
    let tongue = use_tongue();
    let Some(work) = use_work() else { return html! {} };
    let dues = dues(&work);
    let events = events(&dues);
    html! {
        <>
            <a class="back" href={to(&Route::Tasks { id: work.dossier().id.clone() })}>{ tongue.say("Các phần của hồ sơ", "Parts of the dossier") }</a>
            <Heading title={tongue.say("Thời hạn", "Deadlines")} />
            if dues.is_empty() {
                <Notice grave={Grave::Say}><p>{ tongue.say(
                    "Luật không đặt thời hạn nào sau khi nộp hồ sơ này.",
                    "The law sets no deadline after this dossier is filed.",
                ) }</p></Notice>
            } else {
                <p>{ tongue.say(
                    "Mỗi ngày là ngày muộn nhất. Việc chưa biết ngày được giả định xảy ra vào ngày cuối của thời hạn.",
                    "Each day is the latest one. What has no known day is taken to happen on the last day of its term.",
                ) }</p>
                { trust(&dues, &tongue) }
                { steps(&work, &dues, |due| counted(&work, due, &tongue), &tongue) }
                <h2>{ tongue.say("Ngày thực tế", "What happened when") }</h2>
                <p>{ tongue.say(
                    "Nhập ngày của những việc đã xảy ra; các thời hạn ở trên được tính lại ngay. Các ngày này được giữ trong hồ sơ, không nằm trong gói đã ký.",
                    "Enter the days of what has happened; the deadlines above are counted anew at once. The days are kept with the dossier and are no part of the signed bundle.",
                ) }</p>
                for event in events {
                    { day(&work, &event, &tongue) }
                }
            }
        </>
    }
}

/// The events of the steps, each once, in their order.
fn events(dues: &[Due]) -> Vec<String> {
    let mut events: Vec<String> = Vec::new();
    for event in dues.iter().flat_map(|due| due.step.from.iter().chain(&due.step.brings)) {
        if !events.contains(event) {
            events.push(event.clone());
        }
    }
    events
}

fn day(work: &Work, event: &str, tongue: &Tongue) -> Html {
    let typed = {
        let (work, event) = (work.clone(), event.to_owned());
        Callback::from(move |typed: String| work.note(Note::Day(event.clone(), typed)))
    };
    let value = work.state.filing.days.get(event).cloned().unwrap_or_default();
    html! { <DayField key={event.to_owned()} id={format!("f-day-{event}")} label={word(work, event, tongue)} {value} {typed} /> }
}

/// From which day a deadline is counted, which days were passed over and why, and what follows when it passes.
fn counted(work: &Work, due: &Due, tongue: &Tongue) -> Html {
    let from = due.step.from.as_ref().zip(due.deadline.as_ref()).map(|(event, deadline)| {
        let (event, on) = (word(work, event, tongue), deadline.event.vn());
        match (due.assumed, tongue.lang) {
            (false, Lang::Vi) => format!("Tính từ ngày {on} ({event})."),
            (false, Lang::En) => format!("Counted from {on} ({event})."),
            (true, Lang::Vi) => format!("Tính từ ngày {on}, giả định là ngày cuối ({event})."),
            (true, Lang::En) => format!("Counted from {on}, taken to be the last day ({event})."),
        }
    });
    let lapse = due.step.lapse.as_ref().map(|event| format!("{}: {}.", tongue.say("Nếu quá hạn", "If it passes"), word(work, event, tongue)));
    html! {
        <>
            if let Some(from) = from { <p class="small">{ from }</p> }
            if let Some(deadline) = due.deadline.as_ref().filter(|deadline| !deadline.skipped.is_empty()) {
                { skipped(work, deadline, tongue) }
            }
            if let Some(lapse) = lapse { <p class="small">{ lapse }</p> }
        </>
    }
}

fn skipped(work: &Work, deadline: &Deadline, tongue: &Tongue) -> Html {
    let why = |listed: bool, day| {
        let row = listed.then(|| work.law.calendar.row(day)).flatten();
        row.map_or_else(|| tongue.say("ngày nghỉ hằng tuần", "weekend").to_owned(), |row| tongue.text(&row.name))
    };
    html! {
        <details>
            <summary>{ format!("{} ({})", tongue.say("Những ngày không tính", "Days passed over"), deadline.skipped.len()) }</summary>
            <ul>
                for skipped in deadline.skipped.iter() {
                    <li key={skipped.day.to_string()}>{ format!("{}: {}", skipped.day.vn(), why(skipped.listed, skipped.day)) }</li>
                }
            </ul>
        </details>
    }
}

fn word(work: &Work, event: &str, tongue: &Tongue) -> String {
    work.law.pack.words.event.get(event).map_or_else(|| event.to_owned(), |text| tongue.text(text))
}
