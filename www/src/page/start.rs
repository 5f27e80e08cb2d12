//! The first page: what can be filed, the drafts on this device, and opening a draft from a file.

use hoso_core::draft;
use hoso_core::text::Lang;
use yew::prelude::*;

use super::drafts::Drafts;
use crate::lang::{Tongue, use_tongue};
use crate::law::{Law, use_laws};
use crate::part::heading::Heading;
use crate::route::{Route, to};

/// The first page.
#[component]
pub fn Start() -> Html {
    let tongue = use_tongue();
    let laws = use_laws();
    let newest = laws.iter().flat_map(|laws| laws.newest.iter());
    html! {
        <>
            <Heading title={tongue.say("Hồ sơ gửi cơ quan nhà nước, đúng luật ngay từ đầu", "Filing dossiers, right by the law from the start")} />
            <p class="lede">
                { tongue.say(
                    "Trả lời từng câu, đính kèm bản quét, biết ngay còn thiếu gì và vì sao, rồi ký số thành một tệp duy nhất.",
                    "Answer question by question, attach scans, see at once what is missing and why, then sign it all into one file.",
                ) }
            </p>
            <Drafts>
                <h2>{ tongue.say("Lập hồ sơ mới", "Draw up a new dossier") }</h2>
                { for newest.map(|law| filings(law, &tongue)) }
            </Drafts>
        </>
    }
}

/// The filings that a law knows.
fn filings(law: &Law, tongue: &Tongue) -> Html {
    let pack = &law.pack;
    html! {
        for kind in pack.dossiers.iter() {
            <section class="panel" key={kind.id.clone()}>
                <h3>{ tongue.text(&kind.title) }</h3>
                <p>
                    { tongue.text(&pack.name) }
                    <br />
                    <span class="small">{ force(law, tongue) }</span>
                </p>
                <div class="buttons">
                    <a class="button" href={to(&Route::New { procedure: kind.id.clone() })}>{ tongue.say("Bắt đầu", "Start now") }</a>
                    <a href={to(&Route::Need { procedure: kind.id.clone() })}>
                        { tongue.say("Xem trước giấy tờ cần chuẩn bị", "See what papers to prepare") }
                    </a>
                </div>
            </section>
        }
    }
}

/// From when to when the law is in force, and what replaced it.
pub fn force(law: &Law, tongue: &Tongue) -> String {
    let pack = &law.pack;
    let from = pack.in_force.from.vn();
    let mut words = match (pack.in_force.until, tongue.lang) {
        (Some(until), Lang::Vi) => format!("Áp dụng cho hồ sơ nộp từ {from} đến {}.", until.vn()),
        (Some(until), Lang::En) => format!("For dossiers filed from {from} to {}.", until.vn()),
        (None, Lang::Vi) => format!("Áp dụng cho hồ sơ nộp từ {from}."),
        (None, Lang::En) => format!("For dossiers filed from {from}."),
    };
    if let Some(next) = &pack.replaced_by {
        words.push_str(&match tongue.lang {
            Lang::Vi => format!(" Từ {} được thay bằng {}.", next.from.vn(), next.name.vi),
            Lang::En => format!(" Replaced from {} by {}.", next.from.vn(), next.name.en),
        });
    }
    words
}

/// What a draft is called in a list: the filing, and the filer where it is known.
pub fn name_of(laws: &crate::law::Laws, draft: &draft::Draft, tongue: &Tongue) -> String {
    let dossier = &draft.dossier;
    let law = laws.newest.iter().find(|law| law.pack.id == dossier.pack.id);
    let kind = law.and_then(|law| law.pack.dossier(&dossier.procedure));
    let Some(kind) = kind else { return dossier.procedure.clone() };
    let filer = match &kind.filer_name {
        hoso_core::law::Ref::Fact(fact) => dossier.facts.get(fact),
        hoso_core::law::Ref::Field(form, field) => dossier.forms.get(form).and_then(|form| form.get(field)),
        hoso_core::law::Ref::Row(_) | hoso_core::law::Ref::On => None,
    };
    match filer {
        Some(filer) => format!("{} – {filer}", tongue.text(&kind.title)),
        None => tongue.text(&kind.title),
    }
}
