//! The deadlines of a filing, as somebody asks for them who has the draft and knows of some days, or has only the kind of dossier.

use std::collections::{BTreeMap, BTreeSet};

use super::{Draft, Filing, Sent};
use crate::day::{Calendar, Day};
use crate::dossier::{Dossier, Due, Unknown, timeline, timeline_all};
use crate::law::{DossierKind, Pack};
use crate::text::Lang;

/// What is told of a procedure besides what the draft holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// Events, and on what days they happened.
    pub events: BTreeMap<String, Day>,
    /// Recipients, and on what days it was sent there.
    pub sent: BTreeMap<String, Day>,
    /// The day of filing; else the dossier's own, or that of the first event.
    pub on: Option<Day>,
}

/// The deadlines of a filing, for each of its recipients; events of which nothing is known are taken on their last day.
///
/// # Errors
/// When the pack knows no such dossier, event or recipient.
pub fn deadlines(pack: &Pack, draft: &Draft, told: &Told, calendar: &Calendar) -> Result<Vec<Due>, Unknown> {
    let kind = known(pack, &draft.dossier.procedure, told)?;
    let dossier = Dossier { on: told.on.unwrap_or(draft.dossier.on), ..draft.dossier.clone() };
    let filing = noted(&draft.filing, &dossier, &told.sent);
    let days = |recipient: &str| {
        let mut days = filing.told_by(recipient, pack, kind, &dossier);
        // Where some events are told, the day of filing is not taken for the others, unless it was noted of this part.
        if !told.events.is_empty() && !filing.sent.contains_key(recipient) {
            days.retain(|event, _| !kind.filed.contains(event) || filing.days.contains_key(event));
        }
        // What is told of the part that it names goes before what is told of all.
        let named = told.sent.contains_key(recipient);
        days.extend(told.events.clone().into_iter().filter(|(event, _)| !(named && kind.filed.contains(event))));
        days
    };
    Ok(timeline_all(pack, &dossier, filing.rest(), days, calendar))
}

/// The deadlines of a kind of dossier of which there is none yet.
///
/// # Errors
/// As [`deadlines`].
pub fn deadlines_of_kind(pack: &Pack, kind: &str, told: &Told, calendar: &Calendar) -> Result<Vec<Due>, Unknown> {
    let kind = known(pack, kind, told)?;
    let mut events = told.events.clone();
    let on = told.on.or(events.values().min().copied());
    // What is filed is taken to be received whole on the day of filing, unless its events are told.
    if let (true, Some(on)) = (events.is_empty(), told.on) {
        events.extend(kind.filed.iter().map(|event| (event.clone(), on)));
    }
    Ok(timeline(pack, kind, &events, on, calendar))
}

/// The kind of dossier, where all that is told is known of it.
fn known<'a>(pack: &'a Pack, kind: &str, told: &Told) -> Result<&'a DossierKind, Unknown> {
    let kind = pack.dossier(kind).ok_or_else(|| unknown_kind(pack, kind))?;
    let events = events(pack, kind);
    if let Some(event) = told.events.keys().find(|event| !events.contains(*event)) {
        return Err(unknown_event(pack, &events, event));
    }
    match told.sent.keys().find(|to| pack.words.recipient(to).is_none()) {
        Some(stranger) => Err(unknown_recipient(pack, stranger)),
        None => Ok(kind),
    }
}

/// What is noted of a filing, with the days on which its parts were sent.
fn noted(filing: &Filing, dossier: &Dossier, sent: &BTreeMap<String, Day>) -> Filing {
    let mut filing = filing.clone();
    for (to, day) in sent {
        if *to != dossier.recipient && !filing.others.contains(to) {
            filing.others.push(to.clone());
        }
        filing.sent.insert(to.clone(), Sent { on: day.vn(), ..Sent::default() });
    }
    filing
}

/// The events that the steps of a dossier start from.
fn events(pack: &Pack, kind: &DossierKind) -> BTreeSet<String> {
    let steps = pack.units().filter(|unit| kind.handled_by(unit.cite)).flat_map(|unit| &unit.steps);
    steps.filter_map(|step| step.from.clone()).collect()
}

fn unknown_kind(pack: &Pack, kind: &str) -> Unknown {
    Unknown::new(
        "no-such-dossier",
        format!("{} không có loại hồ sơ “{kind}”.", pack.name.vi),
        format!("{} knows no dossier “{kind}”.", pack.name.en),
    )
}

fn unknown_recipient(pack: &Pack, recipient: &str) -> Unknown {
    let place = pack.words.place.keys().next();
    let written = pack.words.recipient.iter().map(|(id, sort)| match place.filter(|_| sort.in_each_place) {
        Some(place) => format!("{id}/{place}"),
        None => id.clone(),
    });
    let written: Vec<String> = written.collect();
    Unknown::new(
        "no-such-recipient",
        format!("{} không có nơi nhận “{recipient}”; viết như {}.", pack.name.vi, written.join(" hoặc ")),
        format!("{} knows no recipient “{recipient}”; write it as {}.", pack.name.en, written.join(" or ")),
    )
}

fn unknown_event(pack: &Pack, events: &BTreeSet<String>, event: &str) -> Unknown {
    if events.is_empty() {
        return Unknown::new(
            "no-such-event",
            format!("không có bước nào của hồ sơ này bắt đầu từ sự kiện “{event}”; hồ sơ này không có sự kiện nào."),
            format!("no step of this dossier starts from the event “{event}”; this dossier has no events."),
        );
    }
    let listed = |lang: Lang| {
        let named = events.iter().map(|id| {
            let name = pack.words.event.get(id).map_or("", |name| name.get(lang));
            format!("\n  {id}: {name}")
        });
        named.collect::<String>()
    };
    Unknown::new(
        "no-such-event",
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
