//! What differs from an earlier bundle, shown beside the verdict on this one.

use hoso_core::text::Lang;
use yew::prelude::*;

use super::verdict::{grave, reasons};
use crate::lang::Tongue;
use crate::part::notice::Notice;
use crate::work::verdict::{Compared, Difference};

/// A bundle beside an earlier one.
pub fn beside(compared: &Compared, tongue: &Tongue) -> Html {
    html! {
        <>
            <h3>{ tongue.say("So với hồ sơ trước", "Beside the earlier dossier") }</h3>
            <Notice grave={grave(compared.outcome)}>
                <p>{ tongue.say("Gói hồ sơ trước: ", "Earlier bundle: ") }{ tongue.text(&compared.say) }</p>
            </Notice>
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
