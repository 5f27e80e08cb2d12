//! `hoso deadlines`: who must do what by when, with the steps of the reckoning, as text, JSON or a calendar file.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use hoso_core::day::{Calendar, Day};
use hoso_core::dossier::{Dossier, Due, timeline, timeline_all};
use hoso_core::draft::{Draft, Filing, Sent};
use hoso_core::law::{DossierKind, Pack, Timing, held};
use hoso_core::say;
use hoso_core::text::{Lang, Text};

use crate::answer::{Answer, Problem};
use crate::args::Deadlines;
use crate::packs::{self, Law};
use crate::whom::opened;
use crate::{clock, input};

/// Reckons.
///
/// # Errors
/// When there is no such dossier or event, or the calendar file cannot be written.
pub fn run(asked: &Deadlines, lang: Lang) -> Result<Answer, Problem> {
    let calendar = held::calendar().map_err(|error| Problem::new(error.to_string(), error.to_string()))?;
    let mut told: BTreeMap<String, Day> = asked.events.iter().cloned().collect();
    let (law, draft) = of(&asked.dossier)?;
    let dossier = draft.as_ref().map(|draft| &draft.dossier);
    let kind = dossier.map_or_else(|| asked.dossier.display().to_string(), |at| at.procedure.clone());
    let kind = law.pack.dossier(&kind).ok_or_else(|| unknown_kind(&law.pack, &kind))?;
    let events = timeline_events(&law.pack, kind);
    if let Some(event) = told.keys().find(|event| !events.contains(event)) {
        return Err(unknown_event(&law.pack, &events, event));
    }
    if let Some((wrong, _)) = asked.sent.iter().find(|(to, _)| law.pack.words.recipient(to).is_none()) {
        return Err(unknown_recipient(&law.pack, wrong));
    }
    let on = asked.on.or(dossier.map(|at| at.on)).or(told.values().min().copied());
    let on = on.unwrap_or(law.pack.in_force.from);
    // What is filed is taken to be received whole on the day of filing, unless its events are told.
    if told.is_empty() && draft.is_none() && asked.on.is_some() {
        told.extend(kind.filed.iter().map(|event| (event.clone(), on)));
    }
    let dues = match &draft {
        Some(draft) => {
            let dossier = Dossier { on, ..draft.dossier.clone() };
            let filing = noted(&draft.filing, &dossier, &asked.sent);
            let told = |recipient: &str| {
                let mut days = filing.told_by(recipient, kind, &dossier);
                // Where some events are told, the day of filing is not taken for the others, unless it was noted of this part.
                if !told.is_empty() && !filing.sent.contains_key(recipient) {
                    days.retain(|event, _| !kind.filed.contains(event) || filing.days.contains_key(event));
                }
                // What the command tells of the part that it names goes before what it tells of all.
                let named = asked.sent.iter().any(|(to, _)| to == recipient);
                days.extend(told.clone().into_iter().filter(|(event, _)| !(named && kind.filed.contains(event))));
                days
            };
            timeline_all(&law.pack, &dossier, filing.rest(), told, &calendar)
        }
        None => timeline(&law.pack, kind, &told, on, &calendar),
    };
    if let Some(path) = &asked.ics {
        let key = dossier.map_or(kind.id.as_str(), |dossier| dossier.id.as_str());
        let text = say::ics(&law.pack, &dues, &calendar, key, clock::now(), lang);
        std::fs::write(path, text).map_err(|error| input::unwritable(path, &error))?;
    }
    if asked.json {
        return Answer::json(&dues, true);
    }
    let mut out = format!("{}\n{}\n", kind.title.get(lang), law.pack.name.get(lang));
    dues.iter().for_each(|due| out.push_str(&of_due(&law.pack, due, &dues, &calendar, lang)));
    Ok(Answer::new(out, true))
}

/// The dossier in a file with what is noted of its filing, or a kind of dossier by its id.
fn of(path: &Path) -> Result<(Law, Option<Draft>), Problem> {
    let word = path.to_str().filter(|word| !word.contains(['/', '.', '\\']) && *word != "-");
    match word.filter(|_| !path.exists()) {
        Some(kind) => Ok((packs::of_kind(kind)?, None)),
        None => {
            let (law, draft) = opened(path, &[])?;
            Ok((law, Some(draft)))
        }
    }
}

/// What is noted of a filing, with the days on which its parts were sent.
fn noted(filing: &Filing, dossier: &Dossier, sent: &[(String, Day)]) -> Filing {
    let mut filing = filing.clone();
    for (to, day) in sent {
        if *to != dossier.recipient && !filing.others.contains(to) {
            filing.others.push(to.clone());
        }
        filing.sent.insert(to.clone(), Sent { on: day.vn(), ..Sent::default() });
    }
    filing
}

fn of_due(pack: &Pack, due: &Due, dues: &[Due], calendar: &Calendar, lang: Lang) -> String {
    let who = pack.words.actor.get(&due.step.who).map_or(due.step.who.as_str(), |name| name.get(lang));
    let mut lines = vec![format!("{who}: {}", due.step.does.get(lang))];
    if let Some(deadline) = &due.deadline {
        let before = match due.step.time {
            Some(Timing::NotBefore(_)) => Text::new("Sau ngày", "After"),
            Some(Timing::Lasts(_)) => Text::new("Đến hết ngày", "Until"),
            _ => Text::new("Chậm nhất ngày", "By"),
        };
        let assumed = Text::new(" (tính từ ngày muộn nhất của bước trước)", " (from the last day of the step before)");
        let assumed = if due.assumed { assumed.get(lang) } else { "" };
        lines.push(format!("{} {}{assumed}", before.get(lang), deadline.last.vn()));
    }
    lines.extend(say::recipients(pack, &due.to, lang));
    lines.extend(say::time(pack, &due.step, lang));
    lines.extend(say::reckoning(due, calendar, lang));
    lines.extend(say::lapse(pack, due, dues, lang));
    if let Some((id, reading)) = due.step.reading.as_ref().and_then(|id| Some((id, pack.readings.get(id)?))) {
        lines.push(format!("{id}: {}", reading.applied.get(lang)));
    }
    lines.push(say::cite(pack, due.cite, lang));
    format!("\n{}\n", lines.join("\n    "))
}

/// The events that the steps of a dossier start from.
fn timeline_events(pack: &Pack, kind: &DossierKind) -> Vec<String> {
    let steps = pack.units().filter(|unit| kind.handled_by(unit.cite)).flat_map(|unit| &unit.steps);
    let events: BTreeSet<String> = steps.filter_map(|step| step.from.clone()).collect();
    events.into_iter().collect()
}

fn unknown_kind(pack: &Pack, kind: &str) -> Problem {
    Problem::new(
        format!("{} không có loại hồ sơ “{kind}”.", pack.name.vi),
        format!("{} knows no dossier “{kind}”.", pack.name.en),
    )
}

fn unknown_recipient(pack: &Pack, recipient: &str) -> Problem {
    Problem::new(
        format!("{} không có nơi nhận “{recipient}”; viết như vca hoặc doit/01.", pack.name.vi),
        format!("{} knows no recipient “{recipient}”; write it as vca or doit/01.", pack.name.en),
    )
}

fn unknown_event(pack: &Pack, events: &[String], event: &str) -> Problem {
    let listed = |lang: Lang| {
        let named = events.iter().map(|id| {
            let name = pack.words.event.get(id).map_or("", |name| name.get(lang));
            format!("\n  {id}: {name}")
        });
        named.collect::<String>()
    };
    Problem::new(
        format!(
            "không có bước nào của hồ sơ này bắt đầu từ sự kiện “{event}”; các sự kiện của hồ sơ này:{}",
            listed(Lang::Vi)
        ),
        format!(
            "no step of this dossier starts from the event “{event}”; the events of this dossier are:{}",
            listed(Lang::En)
        ),
    )
}
