//! A verdict on a bundle, shown.

use hoso_core::bundle::filer_code;
use hoso_core::dossier::Dossier;
use hoso_core::law::{Pack, PackRef};
use hoso_core::report::{Report, Verdict as Met};
use hoso_core::say;
use hoso_core::text::Lang;
use wasm_bindgen_futures::spawn_local;
use web_sys::Blob;
use yew::prelude::*;

use super::beside::beside;
use super::entered::{Entered, entered};
use super::further::Further;
use super::inside::Parts;
use super::signature::signature;
use crate::browser;
use crate::lang::{Tongue, use_tongue};
use crate::law::{Law, Laws, use_laws};
use crate::part::answers::{Answer, answers};
use crate::part::finding::finding;
use crate::part::notice::{Grave, Notice};
use crate::work::in_hand::InHand;
use crate::work::verdict::{Inside, Outcome, Reason, Verdict, Weight};
use crate::work::verifying::Judged;

const ID: &str = "verdict";

/// What is shown.
#[derive(Properties, PartialEq)]
pub struct ShownProps {
    /// The bundle that was judged.
    pub bundle: Blob,
    /// The verdict on it.
    pub judged: Judged,
}

/// The law in the very version that a dossier was judged by, once it is at hand.
#[hook]
fn use_version(laws: &Option<Laws>, wanted: Option<&PackRef>) -> Option<Law> {
    let held = use_state_eq(|| None::<Law>);
    {
        let held = held.clone();
        use_effect_with((laws.clone(), wanted.cloned()), move |(laws, wanted)| {
            if let (Some(laws), Some(wanted)) = (laws.clone(), wanted.clone()) {
                spawn_local(async move { held.set(laws.of(&wanted).await) });
            }
        });
    }
    // Where the site has another version only, it is not the one.
    (*held).clone().filter(|law| wanted.is_some_and(|wanted| *law.reference == *wanted))
}

/// A verdict on a bundle.
#[component]
pub fn Shown(props: &ShownProps) -> Html {
    let tongue = use_tongue();
    let laws = use_laws();
    let Judged { verdict, dossier: inside, places } = &props.judged;
    use_effect_with(verdict.clone(), |_| browser::focus(ID));
    let law = use_version(&laws, verdict.dossier.as_ref().map(|inside| &inside.pack));
    // Chromium 156 does not draw a fieldset that changed while it was folded away; and whom the site may speak to is asked only then.
    let is_further = use_state_eq(|| false);
    let further = {
        let is_further = is_further.clone();
        Callback::from(move |_: MouseEvent| is_further.set(true))
    };
    let code = law.as_ref().zip(inside.as_ref()).and_then(|(law, dossier)| filer_code(&law.pack, dossier));
    html! {
        <section id={ID} tabindex="-1" aria-labelledby="verdict-title">
            { outcome(verdict, &tongue) }
            { reasons(&verdict.reasons, &tongue) }
            for (place, one) in verdict.signatures.iter().enumerate() {
                { signature(one, (verdict.signatures.len() > 1).then_some(place + 1), &verdict.uncovered, &tongue) }
            }
            if !verdict.uncovered.is_empty() {
                <h3>{ tongue.say("Không được chữ ký nào bảo vệ", "Covered by no signature") }</h3>
                { names(&verdict.uncovered) }
            }
            if let Some(inside) = &verdict.dossier { { dossier(inside, law.as_ref().map(|law| &*law.pack), &tongue) } }
            if let (Some(law), Some(inside), Some(Inside { report: Some(report), .. })) = (&law, inside, &verdict.dossier) {
                <details>
                    <summary>{ tongue.say("Nội dung hồ sơ", "What the dossier says") }</summary>
                    { entered(&Entered::received(&law.pack, inside, report), &tongue) }
                </details>
            }
            if let Some(compared) = &verdict.earlier { { beside(compared, &tongue) } }
            if !verdict.parts.is_empty() {
                <details>
                    <summary>{ format!("{} ({})", tongue.say("Các phần trong gói", "Parts of the bundle"), verdict.parts.len()) }</summary>
                    <Parts bundle={props.bundle.clone()} parts={verdict.parts.clone()} places={places.clone()} />
                </details>
            }
            if verdict.takes_signature() {
                <details>
                    <summary onclick={further}>{ tongue.say("Ký thêm vào gói này", "Add a further signature to this bundle") }</summary>
                    if *is_further {
                        <div><Further own={InHand { bundle: props.bundle.clone(), title: title(verdict, law.as_ref().map(|law| &*law.pack)), code, signatures: verdict.signatures.len() }} /></div>
                    }
                </details>
            }
        </section>
    }
}

fn outcome(verdict: &Verdict, tongue: &Tongue) -> Html {
    html! { <Notice grave={grave(verdict.outcome)}><h2 id="verdict-title">{ tongue.text(&verdict.say) }</h2></Notice> }
}

/// What a bundle is called where a further signature is asked for.
fn title(verdict: &Verdict, pack: Option<&Pack>) -> String {
    let kind = |inside: &Inside| {
        let kind = pack.and_then(|pack| pack.dossier(&inside.procedure));
        let title = kind.map_or(inside.procedure.as_str(), |kind| kind.title.vi.as_str());
        format!("{title} – {} – ", inside.recipient)
    };
    format!("{}chữ ký thêm", verdict.dossier.as_ref().map(kind).unwrap_or_default())
}

/// How grave an outcome is.
pub(super) fn grave(outcome: Outcome) -> Grave {
    match outcome {
        Outcome::Valid => Grave::Good,
        Outcome::Intact => Grave::Warn,
        Outcome::NotJudged | Outcome::Damaged | Outcome::NotAContainer => Grave::Stop,
    }
}

/// What there is to say, one sentence each.
pub(super) fn reasons(reasons: &[Reason], tongue: &Tongue) -> Html {
    if reasons.is_empty() {
        return Html::default();
    }
    html! {
        <ul class="findings">
            for reason in reasons.iter() {
                <li class={look(reason.severity)}>
                    <p class="finding-what">{ if tongue.lang == Lang::Vi { &reason.vi } else { &reason.en } }</p>
                    if let Some(entry) = &reason.entry { <p class="mono">{ entry }</p> }
                </li>
            }
        </ul>
    }
}

pub(super) fn names(names: &[String]) -> Html {
    html! { <ul>for name in names.iter() { <li key={name.clone()} class="file-name">{ name }</li> }</ul> }
}

fn dossier(inside: &Inside, pack: Option<&Pack>, tongue: &Tongue) -> Html {
    let kind = pack
        .and_then(|pack| pack.dossier(&inside.procedure))
        .map_or_else(|| inside.procedure.clone(), |kind| tongue.text(&kind.title));
    let recipient = pack
        .and_then(|pack| pack.words.recipient(&inside.recipient))
        .map_or_else(|| inside.recipient.clone(), |text| tongue.text(&text));
    let given = |question: &str, answer: String| Answer {
        question: question.to_owned(),
        given: true,
        answer: html! { answer },
        change: None,
    };
    html! {
        <>
            <h3>{ tongue.say("Hồ sơ bên trong", "The dossier inside") }</h3>
            { answers(vec![
                given(tongue.say("Loại hồ sơ", "Dossier"), kind),
                given(tongue.say("Nơi nhận", "Recipient"), recipient),
                given(tongue.say("Ngày nộp", "Day of filing"), inside.on.vn()),
                given(tongue.say("Mã tham chiếu (SHA-256)", "Reference (SHA-256)"), inside.sha256.clone()),
                given(tongue.say("Dữ liệu pháp luật", "Law data"), format!("{} {}", inside.pack.id, inside.pack.version)),
            ], tongue) }
            if let (Some(report), Some(said)) = (&inside.report, &inside.say) {
                <Notice grave={if report.verdict == Met::Met { Grave::Good } else { Grave::Stop }}>
                    <p>{ tongue.text(&said.verdict) }</p>
                </Notice>
                if let Some(pack) = pack { { findings(report, pack, tongue) } }
            }
        </>
    }
}

fn findings(report: &Report, pack: &Pack, tongue: &Tongue) -> Html {
    let nowhere = nowhere(report);
    html! {
        <>
            <ul class="findings">
                for found in report.findings.iter() {
                    { finding(pack, &nowhere, found, html! { say::place(pack, &nowhere, &found.place, tongue.lang) }, tongue) }
                }
            </ul>
        </>
    }
}

/// A dossier without rows: a verdict carries none, and sentences ask it only for the number of a row.
fn nowhere(report: &Report) -> Dossier {
    Dossier {
        format: 1,
        id: String::new(),
        procedure: String::new(),
        recipient: String::new(),
        pack: report.pack.clone(),
        on: report.on,
        earlier: None,
        closed: true,
        facts: Default::default(),
        forms: Default::default(),
        lists: Default::default(),
        papers: Default::default(),
    }
}

fn look(weight: Weight) -> &'static str {
    match weight {
        Weight::Error => "finding finding-error",
        Weight::Warning => "finding finding-warning",
        Weight::Note => "finding",
    }
}
