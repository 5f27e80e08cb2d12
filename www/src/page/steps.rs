//! The steps of a procedure, who takes each, by when, and on what it rests.

use std::collections::{BTreeMap, BTreeSet};

use hoso_core::day::Day;
use hoso_core::dossier::{Due, timeline_all};
use hoso_core::law::Timing;
use hoso_core::say;
use hoso_core::text::Lang;
use yew::prelude::*;

use crate::desk::Work;
use crate::lang::Tongue;

/// What happens to the dossier and by when, counted from the days that are told.
pub fn dues(work: &Work) -> Vec<Due> {
    let (pack, dossier, filing) = (&work.law.pack, work.dossier(), &work.state.filing);
    let kind = pack.dossier(&dossier.procedure);
    let told = |recipient: &str| {
        kind.map_or_else(BTreeMap::new, |kind| match filing.others.as_slice() {
            [] => filing.told(pack, kind, dossier),
            _ => filing.told_by(recipient, pack, kind, dossier),
        })
    };
    timeline_all(pack, dossier, filing.rest(), told, &work.law.calendar)
}

/// The days of events that are known.
pub fn told(work: &Work) -> BTreeMap<String, Day> {
    let dossier = work.dossier();
    let kind = work.law.pack.dossier(&dossier.procedure);
    kind.map_or_else(BTreeMap::new, |kind| work.state.filing.told(&work.law.pack, kind, dossier))
}

/// How far the calendar is to be trusted, said once each.
pub fn doubts(dues: &[Due], tongue: &Tongue) -> Html {
    let doubts = dues.iter().filter_map(|due| say::doubt(due.deadline.as_ref()?.trust, tongue.lang));
    let doubts: BTreeSet<String> = doubts.collect();
    html! { <>{ for doubts.into_iter().map(|doubt| html! { <p class="small">{ doubt }</p> }) }</> }
}

/// The steps in order; `more` adds to each what else is said of it.
pub fn steps(work: &Work, dues: &[Due], more: impl Fn(&Due) -> Html, tongue: &Tongue) -> Html {
    let words = &work.law.pack.words;
    let step = |due: &Due| {
        let who = words.actor.get(&due.step.who).map_or_else(|| due.step.who.clone(), |text| tongue.text(text));
        html! {
            <li>
                <h3>{ who }</h3>
                <p>{ tongue.text(&due.step.does) }</p>
                if let Some(to) = say::recipients(&work.law.pack, &due.to, tongue.lang) {
                    <p class="small">{ to }</p>
                }
                <p class="small">{ when(work, due, tongue) }</p>
                { more(due) }
                <p><span class="basis basis-law">{ say::cite(&work.law.pack, due.cite, tongue.lang) }</span></p>
            </li>
        }
    };
    html! { <ol class="steps">{ for dues.iter().map(step) }</ol> }
}

fn when(work: &Work, due: &Due, tongue: &Tongue) -> String {
    let time = say::time(&work.law.pack, &due.step, tongue.lang);
    let last = due.deadline.as_ref().map(|deadline| say::deadline(deadline, tongue.lang));
    let last = last.map(|last| match (&due.step.time, tongue.lang) {
        (Some(Timing::NotBefore(_)), Lang::Vi) => format!("sau ngày {last}"),
        (Some(Timing::NotBefore(_)), Lang::En) => format!("after {last}"),
        (Some(Timing::Lasts(_)), Lang::Vi) => format!("đến hết ngày {last}"),
        (Some(Timing::Lasts(_)), Lang::En) => format!("until {last}"),
        (_, Lang::Vi) => format!("chậm nhất {last}"),
        (_, Lang::En) => format!("by {last} at the latest"),
    });
    time.into_iter().chain(last).collect::<Vec<_>>().join("; ")
}
