//! The first page: the drafts on this device, and what can be filed. It needs the list of laws only, not the laws.

use hoso_core::law::{IndexEntry, KnownLaw, PackIndex, Subject};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::drafts::Drafts;
use crate::lang::{Tongue, use_tongue};
use crate::law::index;
use crate::part::force::force;
use crate::part::heading::Heading;
use crate::part::notice::{Grave, Notice};
use crate::route::{Route, law_segment, to};

#[derive(Clone, PartialEq)]
enum Fetched {
    NotYet,
    Some(PackIndex),
    Failed,
}

/// The first page.
#[component]
pub fn Start() -> Html {
    let tongue = use_tongue();
    let fetched = use_state_eq(|| Fetched::NotYet);
    {
        let fetched = fetched.clone();
        use_effect_with((), move |()| {
            spawn_local(async move { fetched.set(index().await.map_or(Fetched::Failed, Fetched::Some)) });
        });
    }
    html! {
        <>
            <Heading title={tongue.say("Hồ sơ gửi cơ quan nhà nước, đúng luật ngay từ đầu", "Filing dossiers, right by the law from the start")} />
            <p class="lede">
                { tongue.say(
                    "Trả lời từng câu, đính kèm bản quét, biết ngay còn thiếu gì và vì sao, rồi ký số thành một tệp duy nhất.",
                    "Answer question by question, attach scans, see at once what is missing and why, then sign it all into one file.",
                ) }
            </p>
            <Drafts />
            <h2>{ tongue.say("Lập hồ sơ mới", "Draw up a new dossier") }</h2>
            { filings(&fetched, &tongue) }
            <h2>{ tongue.say("Đã có tệp?", "Do you have a file?") }</h2>
            <ul>
                <li><a href={to(&Route::Open)}>{ tongue.say("Mở hồ sơ đã lưu ra tệp", "Open a dossier saved to a file") }</a></li>
                <li><a href={to(&Route::Check)}>{ tongue.say("Kiểm tra một gói hồ sơ đã ký", "Check a signed bundle") }</a></li>
            </ul>
        </>
    }
}

fn filings(fetched: &Fetched, tongue: &Tongue) -> Html {
    match fetched {
        Fetched::NotYet => html! { <p class="loading">{ tongue.say("Đang mở…", "Opening…") }</p> },
        Fetched::Some(index) => {
            html! { <>{ for index.subjects.iter().map(|subject| of_subject(index, subject, tongue)) }</> }
        }
        Fetched::Failed => html! {
            <Notice grave={Grave::Stop}>
                <p>{ tongue.say(
                    "Không tải được dữ liệu pháp luật. Hãy kiểm tra kết nối rồi tải lại trang.",
                    "The law data could not be loaded. Check the connection and reload the page.",
                ) }</p>
            </Notice>
        },
    }
}

/// What is filed on a subject: the laws that are encoded with their dossiers, then the names of the others.
fn of_subject(index: &PackIndex, subject: &Subject, tongue: &Tongue) -> Html {
    let held = |law: &KnownLaw| index.packs.iter().find(|entry| Some(&entry.id) == law.pack.as_ref());
    let (encoded, others): (Vec<&KnownLaw>, Vec<&KnownLaw>) = subject.laws.iter().partition(|law| held(law).is_some());
    html! {
        <section key={subject.id.clone()}>
            <h3>{ tongue.text(&subject.title) }</h3>
            { for encoded.into_iter().filter_map(held).map(|law| of_law(law, tongue)) }
            if !others.is_empty() {
                <details>
                    <summary>{ tongue.say("Các ngày khác: văn bản chưa có ở đây", "Other days: laws not held here") }</summary>
                    <ul>{ for others.into_iter().map(|law| html! {
                        <li key={law.name.vi.clone()}>{ tongue.text(&law.name) }{ ". " }{ force(law.span, None, tongue) }</li>
                    }) }</ul>
                </details>
            }
        </section>
    }
}

/// The filings that a law knows.
fn of_law(law: &IndexEntry, tongue: &Tongue) -> Html {
    html! {
        <section key={law.id.clone()}>
            <p>
                { tongue.text(&law.name) }{ ". " }
                <span class="small">{ force(law.in_force, law.replaced_by.as_ref(), tongue) }</span>
                if law.partial {
                    { " " }<span class="small">{ tongue.say("Chỉ có một phần các điều.", "Some of its articles only.") }</span>
                }
            </p>
            if law.asks_first {
                <p><a class="button" href={to(&Route::Which { law: law_segment(&law.id) })}>
                    { tongue.say("Phải nộp hồ sơ nào? Trả lời vài câu", "Which dossier is asked? Answer a few questions") }
                </a></p>
            }
            <ul class="filings">
                for kind in law.dossiers.iter() {
                    <li key={kind.id.clone()}>
                        <h4>{ tongue.text(&kind.title) }</h4>
                        <div class="buttons">
                            <a class="button" href={to(&Route::New { procedure: kind.id.clone() })}>
                                { tongue.say("Bắt đầu", "Start now") }<span class="hidden-text">{ format!(": {}", tongue.text(&kind.title)) }</span>
                            </a>
                            <a href={to(&Route::Need { procedure: kind.id.clone() })}>
                                { tongue.say("Giấy tờ cần chuẩn bị", "Papers to prepare") }
                                <span class="hidden-text">{ format!(": {}", tongue.text(&kind.title)) }</span>
                            </a>
                        </div>
                    </li>
                }
            </ul>
            if !law.issued.is_empty() {
                <h4>{ tongue.say("Giấy tờ cấp cho người khác, không nộp", "Papers issued to others, not filed") }</h4>
                <ul>
                    for form in law.issued.iter() {
                        <li key={form.id.clone()}><a href={to(&Route::Issue { law: law_segment(&law.id), form: form.id.clone() })}>{ tongue.text(&form.title) }</a></li>
                    }
                </ul>
            }
        </section>
    }
}
