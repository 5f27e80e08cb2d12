//! The first page: the drafts on this device, and what can be filed. It needs the list of laws only, not the laws.

use hoso_core::law::{DossierEntry, IndexEntry, PackIndex};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::drafts::Drafts;
use crate::lang::{Tongue, use_tongue};
use crate::law::index;
use crate::part::force::force;
use crate::part::heading::Heading;
use crate::part::notice::{Grave, Notice};
use crate::route::{Route, to};

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
        Fetched::Some(index) => html! { <>{ for index.packs.iter().map(|law| of_law(law, tongue)) }</> },
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

/// The filings that a law knows.
fn of_law(law: &IndexEntry, tongue: &Tongue) -> Html {
    html! { for kind in law.dossiers.iter() { { of_kind(law, kind, tongue) } } }
}

fn of_kind(law: &IndexEntry, kind: &DossierEntry, tongue: &Tongue) -> Html {
    // Which filing a link is for, for those who hear one link at a time.
    let of = html! { <span class="hidden-text">{ format!(": {}", tongue.text(&kind.title)) }</span> };
    html! {
            <section class="panel" key={kind.id.clone()}>
                <h3>{ tongue.text(&kind.title) }</h3>
                <p>
                    { tongue.text(&law.name) }
                    <br />
                    <span class="small">{ force(law.in_force, law.replaced_by.as_ref(), tongue) }</span>
                </p>
                <div class="buttons">
                    <a class="button" href={to(&Route::New { procedure: kind.id.clone() })}>{ tongue.say("Bắt đầu", "Start now") }{ of.clone() }</a>
                    <a href={to(&Route::Need { procedure: kind.id.clone() })}>
                        { tongue.say("Xem trước giấy tờ cần chuẩn bị", "See what papers to prepare") }{ of }
                    </a>
                </div>
            </section>
    }
}
