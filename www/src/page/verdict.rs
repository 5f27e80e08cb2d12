//! A verdict on a bundle, shown.

use hoso_core::bundle::filer_code;
use hoso_core::dossier::Dossier;
use hoso_core::law::Pack;
use hoso_core::report::{Report, Severity, Verdict as Law};
use hoso_core::say;
use hoso_core::text::Lang;
use web_sys::Blob;
use yew::prelude::*;

use super::beside::beside;
use super::cosign::Cosign;
use super::entered::{Entered, entered};
use super::inside::Parts;
use crate::browser;
use crate::lang::{Tongue, use_tongue};
use crate::law::use_laws;
use crate::part::answers::{Answer, answers};
use crate::part::finding::finding;
use crate::part::notice::{Grave, Notice};
use crate::work::verdict::{Inside, Outcome, Reason, Signature, Signer, Verdict, Weight};
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

/// A verdict on a bundle.
#[component]
pub fn Shown(props: &ShownProps) -> Html {
    let tongue = use_tongue();
    let laws = use_laws();
    let Judged { verdict, dossier: inside, places } = &props.judged;
    use_effect_with(verdict.clone(), |_| browser::focus(ID));
    let law = verdict
        .dossier
        .as_ref()
        .and_then(|inside| laws.as_ref()?.newest.iter().find(|law| law.reference.id == inside.pack.id).cloned());
    let code = law.as_ref().zip(inside.as_ref()).and_then(|(law, dossier)| filer_code(&law.pack, dossier));
    html! {
        <section id={ID} tabindex="-1" aria-labelledby="verdict-title">
            { outcome(verdict, &tongue) }
            { reasons(&verdict.reasons, &tongue) }
            for (place, signature) in verdict.signatures.iter().enumerate() {
                { signed(signature, (verdict.signatures.len() > 1).then_some(place + 1), &tongue) }
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
                    <summary>{ tongue.say("Ký thêm vào gói này", "Add a signature to this bundle") }</summary>
                    <Cosign bundle={props.bundle.clone()} {code} />
                </details>
            }
        </section>
    }
}

fn outcome(verdict: &Verdict, tongue: &Tongue) -> Html {
    let (grave, title) = match verdict.outcome {
        Outcome::Valid => {
            (Grave::Good, tongue.say("Gói nguyên vẹn, chữ ký hợp lệ", "The bundle is intact and its signature valid"))
        }
        Outcome::Intact => (
            Grave::Warn,
            tongue.say("Gói nguyên vẹn, nhưng chưa đủ để tin", "The bundle is intact, but not enough to be trusted"),
        ),
        Outcome::Damaged => {
            (Grave::Stop, tongue.say("Gói đã bị thay đổi hoặc giả mạo", "The bundle was changed or forged"))
        }
        Outcome::NotAContainer => {
            (Grave::Stop, tongue.say("Tệp này không phải gói hồ sơ đã ký", "This file is no signed bundle"))
        }
    };
    html! { <Notice {grave}><h2 id="verdict-title">{ title }</h2></Notice> }
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

fn names(names: &[String]) -> Html {
    html! { <ul>for name in names.iter() { <li key={name.clone()} class="file-name">{ name }</li> }</ul> }
}

/// One signature; `number` where there are several.
fn signed(signature: &Signature, number: Option<usize>, tongue: &Tongue) -> Html {
    let title = tongue.say("Người ký", "Signer");
    let title = number.map_or_else(|| title.to_owned(), |number| format!("{title} {number}"));
    html! {
        <>
            <h3>{ title }</h3>
            if let Some(signer) = &signature.signer { { signed_by(signer, signature, tongue) } }
            else { <p class="mono">{ &signature.file }</p> }
            { reasons(&signature.reasons, tongue) }
            if !signature.uncovered.is_empty() {
                <p>{ tongue.say("Chữ ký này không bảo vệ:", "This signature does not cover:") }</p>
                { names(&signature.uncovered) }
            }
        </>
    }
}

fn signed_by(signer: &Signer, signature: &Signature, tongue: &Tongue) -> Html {
    let given = |question: &str, answer: Option<String>| Answer {
        question: question.to_owned(),
        given: answer.is_some(),
        answer: html! { answer.unwrap_or_default() },
        change: None,
    };
    let mut rows = vec![
        given(tongue.say("Tên", "Name"), Some(signer.common_name.clone().unwrap_or_else(|| signer.subject.clone()))),
        given(tongue.say("Tổ chức", "Organisation"), signer.organisation.clone()),
        given(tongue.say("Mã số thuế", "Tax code"), signer.tax_code.clone()),
        given(tongue.say("Nơi cấp chứng thư", "Certificate issued by"), Some(signer.issuer.clone())),
        given(
            tongue.say("Chứng thư có giá trị (UTC)", "Certificate valid (UTC)"),
            Some(format!("{} – {}", signer.not_before, signer.not_after)),
        ),
        given(
            tongue.say("Thời điểm ký, theo lời người ký (UTC)", "Signed at, as the signer claims (UTC)"),
            signature.claimed_time.clone(),
        ),
    ];
    if let Some(proven) = &signature.proven_time {
        rows.push(given(
            tongue.say("Đã ký chậm nhất lúc, theo dấu thời gian (UTC)", "Signed by, as a timestamp proves (UTC)"),
            Some(proven.clone()),
        ));
    }
    answers(rows, tongue)
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
            if let (Some(report), Some(pack)) = (&inside.report, pack) { { judged(report, pack, tongue) } }
        </>
    }
}

fn judged(report: &Report, pack: &Pack, tongue: &Tongue) -> Html {
    let wrong = report.findings.iter().filter(|found| found.severity == Severity::Error).count();
    let (grave, words) = match (report.verdict, tongue.lang) {
        (Law::Met, Lang::Vi) => (Grave::Good, "Hồ sơ đạt mọi yêu cầu của luật.".to_owned()),
        (Law::Met, Lang::En) => (Grave::Good, "The dossier meets all that the law asks.".to_owned()),
        (_, Lang::Vi) => (Grave::Stop, format!("Hồ sơ chưa đạt ở {wrong} điểm.")),
        (_, Lang::En) => (Grave::Stop, format!("The dossier is unmet in {wrong} points.")),
    };
    let nowhere = nowhere(report);
    html! {
        <>
            <Notice {grave}><p>{ words }</p></Notice>
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
