//! What concerns the dossier as a whole: the law's force on the day, the pack's version, the recipient, and what the pack does not know.

use super::find::{by_cite, by_ground, by_house, by_reading};
use super::lookup::{Case, sort_of};
use super::{Dossier, Values};
use crate::day::Day;
use crate::law::{DossierKind, Form, Pack, PackRef, What};
use crate::report::{Code, Datum, Finding, Place, Settle, Severity, Slot};

/// Findings about the whole, the law's force first.
/// `strange` says whether the dossier may hold answers that the pack does not know.
pub fn whole_findings(pack: &Pack, reference: &PackRef, dossier: &Dossier, strange: bool) -> Vec<Finding> {
    let mut found = force(pack, dossier.on);
    if dossier.pack != *reference {
        found.push(by_house(pack, "pack", Code::OtherVersion, Severity::Warning, Place::Dossier));
    }
    let kind = pack.dossier(&dossier.procedure);
    let receives = |kind: &DossierKind| {
        kind.recipients.iter().any(|sort| sort == sort_of(&dossier.recipient))
            && pack.words.recipient(&dossier.recipient).is_some()
    };
    if let Some(kind) = kind.filter(|kind| !receives(kind)) {
        let cite = kind.procedure.first().copied().unwrap_or(pack.in_force_cite);
        let finding = by_cite(pack, cite, Code::WrongRecipient, Severity::Error, Place::Dossier);
        found.push(finding.settled_by(kind.recipients.iter().map(|to| vec![Settle::SendTo(to.clone())]).collect()));
    }
    found.extend(earlier(pack, dossier));
    found.extend(unknown(pack, dossier, strange));
    found
}

/// The finding when no duty of a dossier is asked by its answers: then none of its sort is due, though nothing in it is wrong.
pub fn of_nothing_asked(case: Case) -> Option<Finding> {
    let (pack, place) = (case.plan.pack, Place::Dossier);
    asks_nothing(case).then(|| by_house(pack, "nothing-asked", Code::NothingAsked, Severity::Warning, place))
}

/// Whether it is known that no duty is asked.
#[inline]
pub fn asks_nothing(case: Case) -> bool {
    case.duties().all(|(duty, _)| case.asked(duty) == Some(false))
}

/// The finding when the pack knows no such dossier.
pub fn of_unknown_procedure(pack: &Pack) -> Finding {
    let finding = by_house(pack, "procedure", Code::UnknownProcedure, Severity::Error, Place::Dossier);
    finding.settled_by(vec![vec![Settle::ChooseKind]])
}

/// Whether the earlier dossier is one that this may build on. That it is the one its digest names, the bundle's verifier judges.
fn earlier(pack: &Pack, dossier: &Dossier) -> Option<Finding> {
    let held = dossier.earlier.as_ref()?.dossier.as_ref()?;
    let kind = pack.dossier(&dossier.procedure);
    if kind.is_some_and(|kind| kind.builds_on.contains(&held.procedure)) {
        return None;
    }
    let (code, severity, place) = (Code::EarlierUnfit, Severity::Error, Place::Dossier);
    let finding = match kind.and_then(|kind| kind.earlier.as_ref()) {
        Some(ground) => by_ground(pack, ground, code, severity, place),
        None => by_house(pack, "earlier", code, severity, place),
    };
    let kinds = kind.map_or_else(Vec::new, |kind| kind.builds_on.clone());
    Some(finding.settled_by(vec![vec![Settle::BuildOn(kinds)]]))
}

/// What there is to say of the law's force for a dossier filed on a day: that it was not in force, or that its force is in doubt.
pub fn force(pack: &Pack, on: Day) -> Vec<Finding> {
    let mut found = Vec::new();
    if !pack.in_force.holds(on) {
        let finding = by_cite(pack, pack.in_force_cite, Code::NotInForce, Severity::Error, Place::Dossier);
        let finding = finding.with("from", Datum::Day(pack.in_force.from)).settled_by(vec![vec![Settle::ChangeDay]]);
        found.push(match pack.in_force.until {
            Some(until) => finding.with("until", Datum::Day(until)),
            None => finding,
        });
    }
    for caution in pack.cautions.iter().filter(|caution| caution.span.holds(on)) {
        found.push(by_reading(
            pack,
            "in-force",
            &caution.reading,
            Code::ForceInDoubt,
            Severity::Warning,
            Place::Dossier,
        ));
    }
    found
}

/// Most of what the pack does not know that is told of one by one; a dossier may hold any number of it.
const MOST_UNKNOWN: usize = 200;

/// What the dossier holds and the pack does not know: said, never dropped in silence.
fn unknown(pack: &Pack, dossier: &Dossier, strange: bool) -> Vec<Finding> {
    let (mut found, mut more) = (Vec::new(), 0);
    let by_house = |place| by_house(pack, "unknown", Code::Unknown, Severity::Warning, place);
    let tell = &mut |place: &dyn Fn() -> Place| {
        if found.len() < MOST_UNKNOWN { found.push(by_house(place())) } else { more += 1 }
    };
    if strange {
        unknown_answers(pack, dossier, tell);
    }
    for (slot, papers) in dossier.papers.iter().filter(|(slot, _)| !known_slot(pack, slot)) {
        (0..papers.len()).for_each(|index| tell(&|| Place::Paper { slot: slot.clone(), index }));
    }
    found.extend((more > 0).then(|| by_house(Place::Dossier).with("more", Datum::Number(more))));
    found
}

/// Tells of each place whose answer the pack does not know.
fn unknown_answers(pack: &Pack, dossier: &Dossier, tell: &mut dyn FnMut(&dyn Fn() -> Place)) {
    for fact in unknown_fields(Some(&pack.facts), &dossier.facts) {
        tell(&|| Place::Fact { fact: fact.clone() });
    }
    for (id, values) in &dossier.forms {
        for field in unknown_fields(pack.form(id).filter(|form| !form.list), values) {
            tell(&|| Place::Field { form: id.clone(), field: field.clone() });
        }
    }
    for (id, list) in &dossier.lists {
        let Some(form) = pack.form(id).filter(|form| form.list) else {
            tell(&|| Place::List { list: id.clone() });
            continue;
        };
        for row in &list.rows {
            for field in unknown_fields(Some(form), &row.values) {
                tell(&|| Place::Row { list: id.clone(), row: row.id.clone(), field: field.clone() });
            }
        }
    }
}

/// The answers to what a form does not ask; all of them where there is no such form.
fn unknown_fields<'a>(form: Option<&'a Form>, values: &'a Values) -> impl Iterator<Item = &'a String> {
    values.keys().filter(move |id| form.is_none_or(|form| form.field(id).is_none()))
}

fn known_slot(pack: &Pack, slot: &Slot) -> bool {
    pack.unit(slot.cite).is_some_and(|unit| match &unit.what {
        What::Papers(ask) => slot.row.is_none() && ask.specs().iter().any(|spec| spec.paper == slot.paper),
        What::ByCase(each) => {
            slot.row.is_none() && each.iter().flat_map(|each| each.papers.specs()).any(|spec| spec.paper == slot.paper)
        }
        What::List(ask) => {
            slot.row.is_some()
                && ask.each.iter().flat_map(|each| each.papers.specs()).any(|spec| spec.paper == slot.paper)
        }
        _ => false,
    })
}
