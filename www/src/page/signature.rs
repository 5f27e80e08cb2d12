//! One signature of a bundle that was judged, shown: what Circular 15/2025/TT-BKHCN, Article 6, asks to be shown of it.

use std::collections::HashSet;

use yew::prelude::*;

use super::verdict::{names, reasons};
use crate::lang::Tongue;
use crate::part::answers::{Answer, answers};
use crate::work::verdict::{Signature, Signer};

/// One signature; `number` where there are several. What none of them covers (`uncovered`) is said of the bundle, once.
pub fn signature(signature: &Signature, number: Option<usize>, uncovered: &[String], tongue: &Tongue) -> Html {
    let said: HashSet<&String> = uncovered.iter().collect();
    let left: Vec<String> = signature.uncovered.iter().filter(|name| !said.contains(name)).cloned().collect();
    let title = tongue.say("Người ký", "Signer");
    let title = number.map_or_else(|| title.to_owned(), |number| format!("{title} {number}"));
    let mut rows = signature.signer.as_ref().map_or_else(Vec::new, |signer| signed_by(signer, tongue));
    rows.extend(known(signature, tongue));
    html! {
        <>
            <h3>{ title }</h3>
            { answers(rows, tongue) }
            { reasons(&signature.reasons, tongue) }
            if !left.is_empty() {
                <p>{ tongue.say("Chữ ký này không bảo vệ:", "This signature does not cover:") }</p>
                { names(&left) }
            }
        </>
    }
}

fn signed_by(signer: &Signer, tongue: &Tongue) -> Vec<Answer> {
    vec![
        given(tongue.say("Tên", "Name"), signer.common_name.clone()),
        given(tongue.say("Tổ chức", "Organisation"), signer.organisation.clone()),
        given(tongue.say("Mã số thuế", "Tax code"), signer.tax_code.clone()),
        given(tongue.say("Chủ thể chứng thư", "Subject of the certificate"), Some(signer.subject.clone())),
        given(tongue.say("Nơi cấp chứng thư", "Certificate issued by"), Some(signer.issuer.clone())),
        given(tongue.say("Số hiệu chứng thư", "Serial number"), Some(signer.serial.clone())),
        given(
            tongue.say("Chứng thư có giá trị (UTC)", "Certificate valid (UTC)"),
            Some(format!("{} – {}", signer.not_before, signer.not_after)),
        ),
    ]
}

/// What is known of the signature itself.
fn known(signature: &Signature, tongue: &Tongue) -> Vec<Answer> {
    let say = &signature.say;
    let mut rows = vec![
        given(tongue.say("Chữ ký", "Signature"), Some(tongue.text(&say.state))),
        given(
            tongue.say("Tệp và định dạng chữ ký", "File and format of the signature"),
            Some(format!("{} · {}", signature.file, tongue.text(&say.profile))),
        ),
        given(tongue.say("Thuật toán", "Algorithm"), signature.algorithm.clone()),
        given(tongue.say("Độ tin cậy", "Trust"), Some(tongue.text(&say.trust))),
        given(claimed(signature, tongue), signature.claimed_time.clone()),
    ];
    if let Some(proven) = &signature.proven_time {
        rows.push(given(
            tongue.say("Đã ký chậm nhất lúc, theo dấu thời gian (UTC)", "Signed by, as a timestamp proves (UTC)"),
            Some(proven.clone()),
        ));
    }
    if signature.signer.is_some() {
        rows.push(given(tongue.say("Lúc ký", "When signed"), Some(tongue.text(&say.validity))));
        rows.push(given(tongue.say("Thu hồi", "Revocation"), Some(tongue.text(&say.revocation))));
    }
    if let Some(since) = &signature.revoked_since {
        rows.push(given(tongue.say("Bị thu hồi từ (UTC)", "Revoked since (UTC)"), Some(since.clone())));
    }
    rows
}

/// What the claimed time is called. Without a `Z` no zone is stated.
fn claimed(signature: &Signature, tongue: &Tongue) -> &'static str {
    match &signature.claimed_time {
        Some(time) if !time.ends_with('Z') => tongue.say(
            "Thời điểm ký, theo lời người ký (không nêu múi giờ)",
            "Signed at, as the signer claims (no time zone stated)",
        ),
        _ => tongue.say("Thời điểm ký, theo lời người ký (UTC)", "Signed at, as the signer claims (UTC)"),
    }
}

fn given(question: &str, answer: Option<String>) -> Answer {
    Answer {
        question: question.to_owned(),
        given: answer.is_some(),
        answer: html! { answer.unwrap_or_default() },
        change: None,
    }
}
