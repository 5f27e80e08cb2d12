//! Before a draft is made: on what day it is filed, which selects the law, and to whom. Then a draft with an id of its own.

use hoso_core::dossier::Dossier;
use hoso_core::draft::Filing;
use hoso_core::map::Map;
use hoso_core::text::Lang;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::browser;
use crate::desk::kept;
use crate::lang::use_tongue;
use crate::law::{Law, use_laws};
use crate::page::filing::{Asked, Questions, Settled, wrong};
use crate::part::errors::Errors;
use crate::part::force::force;
use crate::part::heading::Heading;
use crate::part::notice::{Grave, Notice};
use crate::route::{Route, to};
use crate::store;

/// Which filing.
#[derive(Properties, PartialEq)]
pub struct NewProps {
    /// Its id.
    pub procedure: String,
}

/// The questions before a draft is made.
#[component]
pub fn New(props: &NewProps) -> Html {
    let tongue = use_tongue();
    let laws = use_laws();
    let navigator = use_navigator();
    let law = laws.as_ref().and_then(|laws| laws.of_procedure(&props.procedure)).cloned();
    let asked = use_state_eq(|| Asked::before(law.as_ref(), &props.procedure));
    let tries = use_state_eq(|| (0_u32, false));
    let failed = use_state_eq(|| false);
    let Some((law, kind)) = law.as_ref().and_then(|law| Some((law, law.pack.dossier(&props.procedure)?))) else {
        return html! { <super::lost::Lost /> };
    };
    let wrong = if tries.1 { wrong(&asked, &tongue) } else { Vec::new() };
    let onsubmit = {
        let (asked, tries, failed) = (asked.clone(), tries.clone(), failed.clone());
        let (law, procedure, lang) = (law.clone(), props.procedure.clone(), tongue.lang);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Some(settled) = asked.settled() else {
                tries.set((tries.0 + 1, true));
                return;
            };
            let (navigator, failed) = (navigator.clone(), failed.clone());
            let mut filing = Filing::default();
            let to = settled.recipients.clone();
            let (law, mut dossier) = (law.clone(), begin(&law, &procedure, settled));
            filing.send_to(&law.pack, &mut dossier, &to);
            spawn_local(async move {
                match keep(&law, &dossier, &filing, lang).await {
                    Some(()) => navigator.iter().for_each(|to| to.push(&Route::Tasks { id: dossier.id.clone() })),
                    None => failed.set(true),
                }
            });
        })
    };
    html! {
        <>
            <a class="back" href={to(&Route::Start)}>{ tongue.say("Về trang đầu", "To the first page") }</a>
            <Errors wrong={wrong.clone()} tries={tries.0} />
            <Heading title={tongue.text(&kind.title)} above={tongue.say("Hồ sơ mới", "New dossier")} wrong={!wrong.is_empty()} />
            if *failed {
                <Notice grave={Grave::Stop} live=true><p>{ tongue.say(
                    "Trình duyệt không cho lưu hồ sơ trên thiết bị này, nên không thể bắt đầu. Hãy thoát cửa sổ riêng tư hoặc giải phóng dung lượng.",
                    "The browser does not let the dossier be kept on this device, so it cannot be started. Leave the private window or free some space.",
                ) }</p></Notice>
            }
            <form novalidate=true {onsubmit}>
                <Questions asked={(*asked).clone()} law={law.clone()} procedure={kind.id.clone()} shown={tries.1}
                    change={Callback::from({ let asked = asked.clone(); move |next| asked.set(next) })} />
                <Notice grave={Grave::Say}>
                    <h2>{ tongue.say("Luật được áp dụng", "The law applied") }</h2>
                    <p>
                        <a href={to(&Route::Law)}>{ tongue.text(&law.pack.name) }</a>
                        { ". " }
                        { force(law.pack.in_force, law.pack.replaced_by.as_ref(), &tongue) }
                    </p>
                </Notice>
                <div class="buttons">
                    <button class="button">{ tongue.say("Lập hồ sơ", "Make the dossier") }</button>
                    <a href={to(&Route::Need { procedure: props.procedure.clone() })}>
                        { tongue.say("Xem trước giấy tờ cần chuẩn bị", "See what papers to prepare") }
                    </a>
                </div>
            </form>
        </>
    }
}

fn begin(law: &Law, procedure: &str, settled: Settled) -> Dossier {
    Dossier {
        format: 1,
        id: browser::random_hex(16),
        procedure: procedure.to_owned(),
        recipient: settled.recipients.into_iter().next().unwrap_or_default(),
        pack: (*law.reference).clone(),
        on: settled.on,
        earlier: settled.earlier,
        closed: false,
        facts: Map::new(),
        forms: Map::new(),
        lists: Map::new(),
        papers: Map::new(),
    }
}

async fn keep(law: &Law, dossier: &Dossier, filing: &Filing, lang: Lang) -> Option<()> {
    store::ask_to_persist();
    store::keep_draft(&kept(&law.pack, dossier, filing, lang, "")?).await.ok()
}
