//! A finding on the page: what is the matter, on what it rests, what would settle it. Law, house rule and reading look different.

use hoso_core::dossier::Dossier;
use hoso_core::law::{Field, FieldBasis, Pack};
use hoso_core::report::{Basis, Finding, Settle, Severity};
use hoso_core::say;
use yew::prelude::*;

use crate::lang::Tongue;

/// A finding with its basis and ways to settle it; `place` says where it is, and may be a link there.
pub fn finding(pack: &Pack, dossier: &Dossier, found: &Finding, place: Html, tongue: &Tongue) -> Html {
    let said = say::finding(pack, dossier, found, tongue.lang);
    let look = match found.severity {
        Severity::Error => "finding finding-error",
        Severity::ToDo => "finding finding-to-do",
        Severity::Warning => "finding finding-warning",
    };
    // The link to the place says as much as a way that only says to answer there.
    let answer_there = |steps: &Vec<Settle>| *steps == [Settle::Answer(found.place.clone())];
    let ways: Vec<String> = said
        .settle
        .into_iter()
        .zip(&found.settle)
        .filter(|(_, steps)| !answer_there(steps))
        .map(|(way, _)| way)
        .collect();
    html! {
        <li class={look}>
            <p class="small">{ severity(found.severity, tongue) }{ " · " }{ place }</p>
            <p class="finding-what">{ &said.what }</p>
            <p><span class={basis_look(&found.basis)}>{ said.basis }</span></p>
            for reading in said.readings {
                <p><span class="basis basis-reading">{ reading }</span></p>
            }
            if !said.reckoning.is_empty() {
                <details>
                    <summary>{ tongue.say("Cách tính", "How it is counted") }</summary>
                    <ul>{ for said.reckoning.into_iter().map(|said| html! { <li>{ said }</li> }) }</ul>
                </details>
            }
            if !ways.is_empty() {
                <ul class="settle">
                    for way in ways { <li>{ way }</li> }
                </ul>
            }
        </li>
    }
}

/// On what a field rests, in a line.
pub fn field_basis(pack: &Pack, field: &Field, tongue: &Tongue) -> Html {
    let (look, words) = match &field.basis {
        FieldBasis::Cite(cite) => {
            let cites = std::iter::once(cite).chain(&field.also).map(|cite| say::cite(pack, *cite, tongue.lang));
            ("basis basis-law", cites.collect::<Vec<_>>().join("; "))
        }
        FieldBasis::House(why) => ("basis basis-house", tongue.text(why)),
    };
    let reading = field.reading.as_ref().map(|id| {
        let title = pack.readings.get(id).map_or(String::new(), |reading| tongue.text(&reading.title));
        html! { <>{ " " }<span class="basis basis-reading">{ format!("{id}: {title}") }</span></> }
    });
    html! { <p class="basis-line"><span class={look}>{ words }</span>{ for reading }</p> }
}

fn severity(severity: Severity, tongue: &Tongue) -> &'static str {
    match severity {
        Severity::Error => tongue.say("Chưa đạt", "Unmet"),
        Severity::ToDo => tongue.say("Còn phải làm", "Still to do"),
        Severity::Warning => tongue.say("Nên xem lại", "Worth a second look"),
    }
}

fn basis_look(basis: &Basis) -> &'static str {
    match basis {
        Basis::Law(_) => "basis basis-law",
        Basis::House => "basis basis-house",
        Basis::Reading(_) => "basis basis-reading",
    }
}
