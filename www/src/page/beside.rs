//! What differs from an earlier bundle, shown beside the verdict on this one.

use hoso_core::text::Lang;
use yew::prelude::*;

use super::verdict::reasons;
use crate::lang::Tongue;
use crate::part::notice::{Grave, Notice};
use crate::work::verdict::{Compared, Difference, Outcome};

/// A bundle beside an earlier one.
pub fn beside(compared: &Compared, tongue: &Tongue) -> Html {
    let (grave, said) = match compared.outcome {
        Outcome::Valid => (Grave::Good, tongue.say("Gói hồ sơ trước hợp lệ.", "The earlier bundle is valid.")),
        Outcome::Intact => (
            Grave::Warn,
            tongue.say(
                "Gói hồ sơ trước nguyên vẹn, nhưng chưa đủ để tin.",
                "The earlier bundle is intact, but not enough to be trusted.",
            ),
        ),
        Outcome::Damaged => (
            Grave::Stop,
            tongue.say("Gói hồ sơ trước đã bị thay đổi hoặc giả mạo.", "The earlier bundle was changed or forged."),
        ),
        Outcome::NotAContainer => (
            Grave::Stop,
            tongue.say("Tệp hồ sơ trước không phải gói hồ sơ đã ký.", "The earlier file is no signed bundle."),
        ),
    };
    html! {
        <>
            <h3>{ tongue.say("So với hồ sơ trước", "Beside the earlier dossier") }</h3>
            <Notice {grave}><p>{ said }</p></Notice>
            { reasons(&compared.reasons, tongue) }
            if !compared.errors.is_empty() {
                <p>{ tongue.say("Về gói hồ sơ trước:", "Of the earlier bundle:") }</p>
                { reasons(&compared.errors, tongue) }
            }
            if compared.same_business == Some(true) { { differences(&compared.differences, tongue) } }
        </>
    }
}

fn differences(differences: &[Difference], tongue: &Tongue) -> Html {
    if differences.is_empty() {
        return html! { <p>{ tongue.say("Không có gì khác với hồ sơ trước.", "Nothing differs from the earlier dossier.") }</p> };
    }
    let title = match tongue.lang {
        Lang::Vi => format!("Khác với hồ sơ trước ở {} điểm", differences.len()),
        Lang::En => format!("Differs from the earlier dossier in {} points", differences.len()),
    };
    html! {
        <>
            <h4>{ title }</h4>
            <ol>
                for difference in differences.iter() {
                    <li>{ if tongue.lang == Lang::Vi { &difference.vi } else { &difference.en } }</li>
                }
            </ol>
        </>
    }
}
