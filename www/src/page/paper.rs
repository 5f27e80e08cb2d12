//! The papers that one unit asks: which of the alternatives, and for each paper its scan and what is stated of it.

use hoso_core::dossier::{Paper, Requirement, SlotAsk};
use hoso_core::report::{Code, Finding, Place, Severity, Slot};
use hoso_core::say;
use yew::prelude::*;
use yew_router::prelude::*;

use super::papers::{Total, title};
use super::stated::{Stated, ids};
use crate::desk::{Change, Work, use_work};
use crate::lang::{Tongue, use_tongue};
use crate::part::errors::{Errors, Wrong};
use crate::part::heading::Heading;
use crate::part::whom::of_place;
use crate::route::{Route, to, unit_of};

const WHICH: &str = "f-which";

/// Which unit, and for which row.
#[derive(Properties, PartialEq)]
pub struct PaperPageProps {
    /// The unit, as the address writes it.
    pub unit: String,
    /// The row.
    #[prop_or_default]
    pub row: Option<String>,
}

/// The papers that one unit asks.
#[component]
pub fn PaperPage(props: &PaperPageProps) -> Html {
    let tongue = use_tongue();
    let navigator = use_navigator();
    let work = use_work();
    let requirement = work.as_ref().and_then(|work| find(work, props));
    let which = use_state_eq(|| match (&work, &requirement) {
        (Some(work), Some(requirement)) => filled(work, requirement),
        _ => None,
    });
    let tries = use_state_eq(|| (0_u32, Vec::<Finding>::new()));
    let Some((work, requirement)) = work.zip(requirement) else { return html! { <super::lost::Lost /> } };
    let home = Route::Papers { id: work.address() };
    let shown = |at: usize| !requirement.any || requirement.papers.len() == 1 || *which == Some(at);
    let wrong = wrong(&work, &requirement, &tries.1, *which, &tongue);
    let onsubmit = {
        let (tries, home) = (tries.clone(), home.clone());
        let found: Vec<Finding> =
            about(&work, &requirement).filter(|found| found.severity != Severity::Warning).cloned().collect();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if found.is_empty() {
                navigator.iter().for_each(|to| to.push(&home));
            } else {
                tries.set((tries.0 + 1, found.clone()));
            }
        })
    };
    let heading = title(&work.law.pack, work.dossier(), &requirement, &tongue);
    let heading = of_place(&work.law.pack, heading, work.at(), &tongue);
    html! {
        <>
            <a class="back" href={to(&home)}>{ tongue.say("Tất cả giấy tờ", "All papers") }</a>
            <Errors wrong={wrong.clone()} tries={tries.0} />
            <Heading title={heading} above={AttrValue::from(say::cite(&work.law.pack, requirement.cite, tongue.lang))} wrong={!wrong.is_empty()} />
            { reading(&work, &requirement, &tongue) }
            <form novalidate=true {onsubmit}>
                if requirement.any && requirement.papers.len() > 1 {
                    { alternatives(&work, &requirement, *which, Callback::from({ let which = which.clone(); move |at| which.set(Some(at)) }), &wrong, &tongue) }
                }
                <div>
                for (at, ask) in requirement.papers.iter().enumerate() {
                    if shown(at) { { slot(&work, ask, requirement.papers.len() > 1, &wrong, &tongue) } }
                }
                </div>
                <Total />
                <div class="buttons">
                    <button class="button">{ tongue.say("Tiếp tục", "Continue") }</button>
                    <a href={to(&home)}>{ tongue.say("Để sau, quay lại", "Leave it for later, go back") }</a>
                </div>
            </form>
        </>
    }
}

fn find(work: &Work, props: &PaperPageProps) -> Option<Requirement> {
    let unit = unit_of(&props.unit)?;
    work.requirements().into_iter().find(|requirement| {
        requirement.cite == unit && requirement.row.as_ref().map(|(_, row)| row) == props.row.as_ref()
    })
}

/// The alternative that something is said of.
fn filled(work: &Work, requirement: &Requirement) -> Option<usize> {
    requirement.papers.iter().position(|paper| work.dossier().papers.contains_key(&paper.slot))
}

fn reading(work: &Work, requirement: &Requirement, tongue: &Tongue) -> Html {
    let id = work.law.pack.unit(requirement.cite).and_then(|unit| unit.reading.as_ref());
    let reading = id.and_then(|id| Some((id, work.law.pack.readings.get(id)?)));
    html! {
        if let Some((id, reading)) = reading {
            <details>
                <summary>{ format!("{} {id}: {}", tongue.say("Cách hiểu", "Reading"), tongue.text(&reading.title)) }</summary>
                <p>{ tongue.text(&reading.applied) }</p>
            </details>
        }
    }
}

fn alternatives(
    work: &Work,
    requirement: &Requirement,
    which: Option<usize>,
    choose: Callback<usize>,
    wrong: &[Wrong],
    tongue: &Tongue,
) -> Html {
    let error = wrong.iter().find(|wrong| wrong.at == WHICH).map(|wrong| wrong.what.clone());
    html! {
        <fieldset class={if error.is_some() { "field field-error" } else { "field" }} aria-describedby={error.as_ref().map(|_| "f-which-error")}>
            <legend>{ tongue.say("Bạn nộp giấy tờ nào? Chỉ cần một trong các loại sau", "Which paper do you file? One of these is enough") }</legend>
            if let Some(error) = error { <p class="error" id="f-which-error">{ error }</p> }
            for (at, ask) in requirement.papers.iter().enumerate() {
                <div class="choice" key={ask.slot.to_string()}>
                    <input type="radio" name={WHICH} id={if at == 0 { WHICH.to_owned() } else { format!("{WHICH}-{}", at + 1) }}
                        checked={which == Some(at)} onchange={Callback::from({ let choose = choose.clone(); move |_: Event| choose.emit(at) })} />
                    <label for={if at == 0 { WHICH.to_owned() } else { format!("{WHICH}-{}", at + 1) }}>{ paper_name(work, &ask.slot, tongue) }</label>
                </div>
            }
        </fieldset>
    }
}

/// A slot: each paper in it, at least one to fill in, and a way to add another.
fn slot(work: &Work, ask: &SlotAsk, headed: bool, wrong: &[Wrong], tongue: &Tongue) -> Html {
    let none = vec![Paper::default()];
    let there = work.dossier().papers.get(&ask.slot).filter(|papers| !papers.is_empty());
    let papers = there.unwrap_or(&none);
    let more = {
        let (work, slot) = (work.clone(), ask.slot.clone());
        Callback::from(move |_: MouseEvent| work.change(Change::MorePaper(slot.clone())))
    };
    html! {
        <section class="group" key={ask.slot.to_string()}>
            if headed { <h2>{ paper_name(work, &ask.slot, tongue) }</h2> }
            <div>
            for (index, paper) in papers.iter().enumerate() {
                <Stated key={index} ask={ask.clone()} {index} paper={paper.clone()} several={papers.len() > 1} wrong={wrong.to_vec()} />
            }
            </div>
            if there.is_some() && ask.printed_from.is_none() {
                <p><button type="button" class="button-plain" onclick={more}>
                    { tongue.say("Thêm một tệp nữa cho giấy tờ này", "Add another file for this paper") }
                    <span class="hidden-text">{ format!(": {}", paper_name(work, &ask.slot, tongue)) }</span>
                </button></p>
            }
        </section>
    }
}

fn paper_name(work: &Work, slot: &Slot, tongue: &Tongue) -> String {
    work.law.pack.words.paper.get(&slot.paper).map_or_else(|| slot.paper.clone(), |name| tongue.text(name))
}

fn about<'a>(work: &'a Work, requirement: &'a Requirement) -> impl Iterator<Item = &'a Finding> {
    let row = requirement.row.as_ref().map(|(_, row)| row);
    work.report().findings.iter().filter(move |found| match &found.place {
        Place::Duty { cite, row: of } => *cite == requirement.cite && of.as_ref() == row,
        Place::Paper { slot, .. } => slot.cite == requirement.cite && slot.row.as_ref() == row,
        _ => false,
    })
}

/// Each error with the input that settles it.
fn wrong(
    work: &Work,
    requirement: &Requirement,
    found: &[Finding],
    which: Option<usize>,
    tongue: &Tongue,
) -> Vec<Wrong> {
    let of = |found: &Finding| {
        let at = match &found.place {
            Place::Paper { slot, index } => {
                let ids = ids(slot, *index);
                match found.code {
                    Code::KindMissing | Code::WrongKind => ids.kind,
                    Code::CountMissing | Code::TooFew if found.data.contains_key("sets") => ids.sets,
                    Code::CountMissing | Code::TooFew => ids.copies,
                    _ => ids.file,
                }
            }
            _ if requirement.any && requirement.papers.len() > 1 && which.is_none() => WHICH.to_owned(),
            _ => {
                // Of all that is asked together, the first that nothing is said of yet.
                let empty = |paper: &&SlotAsk| !work.dossier().papers.contains_key(&paper.slot);
                let chosen = which.filter(|_| requirement.any).and_then(|at| requirement.papers.get(at));
                let paper =
                    chosen.or_else(|| missing(found, requirement)).or_else(|| requirement.papers.iter().find(empty));
                paper.map_or_else(String::new, |paper| {
                    if paper.printed_from.is_some() {
                        ids(&paper.slot, 0).first_of(paper)
                    } else {
                        ids(&paper.slot, 0).file
                    }
                })
            }
        };
        Wrong { at, what: say::finding(&work.law.pack, work.dossier(), found, tongue.lang).what }
    };
    found.iter().map(of).collect()
}

/// The paper that a finding about a missing one would have attached.
fn missing<'a>(found: &Finding, requirement: &'a Requirement) -> Option<&'a SlotAsk> {
    let slot = found.settle.iter().flatten().find_map(|step| match step {
        hoso_core::report::Settle::Attach { slot, .. } => Some(slot),
        _ => None,
    })?;
    requirement.papers.iter().find(|paper| paper.slot == *slot)
}
