//! The deadlines of a dossier: who must do what by when, how each day was counted, and what follows when it passes. The days on which
//! things happened can be entered, and the deadlines follow.

use chrono::DateTime;

use hoso_core::day::Day;
use hoso_core::dossier::Due;
use hoso_core::law::PackIndex;
use hoso_core::say;
use hoso_core::text::Lang;
use js_sys::Array;
use web_sys::{Blob, BlobPropertyBag};
use yew::prelude::*;

use super::stated::capital;
use super::steps::{dues, steps, told};
use crate::browser;
use crate::desk::{Note, Work, use_work};
use crate::lang::{Tongue, use_tongue};
use crate::law::use_laws;
use crate::part::day::DayField;
use crate::part::force::in_force_on;
use crate::part::heading::Heading;
use crate::part::notice::{Grave, Notice};
use crate::route::{Route, to};

/// The deadlines.
#[component]
pub fn Terms() -> Html {
    let tongue = use_tongue();
    let laws = use_laws();
    let Some(work) = use_work() else { return html! {} };
    let dues = dues(&work);
    let index = laws.as_ref().map(|laws| &*laws.index);
    let force = force(&work, index, &dues, &tongue);
    let events = events(&dues);
    let ics = {
        let (work, lang) = (work.clone(), tongue.lang);
        Callback::from(move |_: MouseEvent| save(&work, lang))
    };
    html! {
        <>
            <a class="back" href={to(&Route::Tasks { id: work.dossier().id.clone() })}>{ tongue.say("Các phần của hồ sơ", "Parts of the dossier") }</a>
            <Heading title={tongue.say("Thời hạn", "Deadlines")} />
            if !force.is_empty() {
                <Notice grave={Grave::Warn}>{ for force.iter().map(|said| html! { <p>{ said }</p> }) }</Notice>
            }
            if dues.is_empty() {
                <Notice grave={Grave::Say}><p>{ tongue.say(
                    "Luật không đặt thời hạn nào sau khi nộp hồ sơ này.",
                    "The law sets no deadline after this dossier is filed.",
                ) }</p></Notice>
            } else {
                <p>{ tongue.say(
                    "Mỗi ngày kết thúc một thời hạn. Việc chưa biết ngày được giả định xảy ra vào ngày cuối của thời hạn, hoặc ngay khi có thể nếu luật không nêu thời hạn.",
                    "Each day ends a time. What has no known day is taken to happen on the last day of its time, or at once where the law names no time.",
                ) }</p>
                <h2>{ tongue.say("Ai làm gì, chậm nhất ngày nào", "Who does what, by when") }</h2>
                { steps(&work, &dues, |due| counted(&work, due, &dues, &tongue), &tongue) }
                <div class="buttons">
                    <button type="button" class="button button-second" onclick={ics}>{ tongue.say("Lưu vào lịch (.ics)", "Save to a calendar (.ics)") }</button>
                </div>
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

/// What there is to say of the law's force on the days of filing and after it, and which law was in force instead.
fn force(work: &Work, index: Option<&PackIndex>, dues: &[Due], tongue: &Tongue) -> Vec<String> {
    let law = &work.law;
    let said = |day: Day| {
        let other = index.filter(|_| !law.pack.in_force.holds(day));
        let other = other.and_then(|index| in_force_on(index, &law.reference.id, day, tongue));
        say::force(&law.pack, day, tongue.lang).into_iter().chain(other)
    };
    say::days_of_force(&law.pack, dues).into_iter().flat_map(said).collect()
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
    let label = capital(&word(work, event, tongue));
    // Of a filing to several, each part has a day of its own; it is noted where the parts are sent.
    let taken = (value.is_empty() && work.others().is_empty()).then(|| told(work).get(event).copied()).flatten();
    let otherwise = taken
        .map(|day| format!("{} {}", tongue.say("Chưa nhập; đang tính từ ngày", "Not entered; counted from"), day.vn()));
    html! { <DayField key={event.to_owned()} id={format!("f-day-{event}")} {label} {otherwise} {value} {typed} /> }
}

/// How a day was found, and what follows when it passes.
fn counted(work: &Work, due: &Due, dues: &[Due], tongue: &Tongue) -> Html {
    let reckoning = say::reckoning(&work.law.pack, due, &work.law.calendar, tongue.lang);
    let lapse = say::lapse(&work.law.pack, due, dues, tongue.lang);
    let reading = due.step.reading.as_ref().map(|id| say::reading(&work.law.pack, id, tongue.lang));
    html! {
        <>
            if due.assumed && due.deadline.is_some() {
                <p class="small">{ tongue.say("Tính từ ngày giả định.", "Counted from a day that is assumed.") }</p>
            }
            if !reckoning.is_empty() {
                <details>
                    <summary>{ tongue.say("Cách tính", "How it is counted") }</summary>
                    <ul>{ for reckoning.into_iter().map(|said| html! { <li>{ said }</li> }) }</ul>
                </details>
            }
            if let Some(lapse) = lapse { <p class="small">{ lapse }</p> }
            if let Some(reading) = reading { <p><span class="basis basis-reading">{ reading }</span></p> }
        </>
    }
}

/// Saves the deadlines as a calendar file.
fn save(work: &Work, lang: Lang) {
    let dossier = work.dossier();
    let Some(now) = DateTime::from_timestamp_millis(browser::now() as i64) else { return };
    let text = say::ics(&work.law.pack, &dues(work), &work.law.calendar, &dossier.id, now, lang);
    let kind = BlobPropertyBag::new();
    kind.set_type("text/calendar");
    if let Ok(blob) = Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &kind) {
        browser::save_as(&blob, &format!("thoi-han-{}.ics", dossier.id.get(..8).unwrap_or(&dossier.id)));
    }
}

fn word(work: &Work, event: &str, tongue: &Tongue) -> String {
    work.law.pack.words.event.get(event).map_or_else(|| event.to_owned(), |text| tongue.text(text))
}
