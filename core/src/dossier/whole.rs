//! What concerns the dossier as a whole: the law's force on the day, the pack's version, the recipient, and what the pack does not know.

use super::find::{by_cite, by_ground, by_house, by_reading};
use super::lookup::{Case, sort_of};
use super::{Dossier, List, Values};
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
        found.push(by_cite(pack, cite, Code::WrongRecipient, Severity::Error, Place::Dossier));
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
    by_house(pack, "procedure", Code::UnknownProcedure, Severity::Error, Place::Dossier)
}

/// Whether the earlier dossier is one that this may build on. That it is the one its digest names, the bundle's verifier judges.
fn earlier(pack: &Pack, dossier: &Dossier) -> Option<Finding> {
    let held = dossier.earlier.as_ref()?.dossier.as_ref()?;
    let kind = pack.dossier(&dossier.procedure);
    if kind.is_some_and(|kind| kind.builds_on.contains(&held.procedure)) {
        return None;
    }
    let (code, severity, place) = (Code::EarlierUnfit, Severity::Error, Place::Dossier);
    Some(match kind.and_then(|kind| kind.earlier.as_ref()) {
        Some(ground) => by_ground(pack, ground, code, severity, place),
        None => by_house(pack, "earlier", code, severity, place),
    })
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

/// What the dossier holds and the pack does not know: said, never dropped in silence.
fn unknown(pack: &Pack, dossier: &Dossier, strange: bool) -> Vec<Finding> {
    let papers = dossier.papers.iter().filter(|(slot, _)| !known_slot(pack, slot));
    let papers =
        papers.flat_map(|(slot, papers)| (0..papers.len()).map(|index| Place::Paper { slot: slot.clone(), index }));
    let answers = if strange { unknown_answers(pack, dossier) } else { Vec::new() };
    let places = answers.into_iter().chain(papers);
    places.map(|place| by_house(pack, "unknown", Code::Unknown, Severity::Warning, place)).collect()
}

fn unknown_answers(pack: &Pack, dossier: &Dossier) -> Vec<Place> {
    let facts = unknown_fields(&pack.facts, &dossier.facts).map(|fact| Place::Fact { fact });
    let forms = dossier.forms.iter().flat_map(|(id, values)| {
        let field = |field: String| Place::Field { form: id.clone(), field };
        match pack.form(id).filter(|form| !form.list) {
            Some(form) => unknown_fields(form, values).map(field).collect::<Vec<_>>(),
            None => values.keys().cloned().map(field).collect(),
        }
    });
    let lists = dossier.lists.iter().flat_map(|(id, list)| match pack.form(id).filter(|form| form.list) {
        Some(form) => unknown_in_rows(form, list),
        None => vec![Place::List { list: id.clone() }],
    });
    facts.chain(forms).chain(lists).collect()
}

fn unknown_fields(form: &Form, values: &Values) -> impl Iterator<Item = String> {
    values.keys().filter(|id| form.field(id).is_none()).cloned()
}

fn unknown_in_rows(form: &Form, list: &List) -> Vec<Place> {
    let rows = list.rows.iter();
    rows.flat_map(|row| {
        unknown_fields(form, &row.values).map(|field| Place::Row { list: form.id.clone(), row: row.id.clone(), field })
    })
    .collect()
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
