//! Papers: the slots that a duty opens, and whether what is stated and attached there is what is asked.

use super::find::{absent, by_unit};
use super::lookup::Case;
use super::model::Paper;
use crate::form::count;
use crate::law::{PaperAsk, PaperSpec, Unit};
use crate::report::{Code, Datum, Finding, Place, Settle, Severity, Slot};

/// Findings about the papers that a unit asks for, for one row where it asks by row.
pub fn paper_findings(case: Case, unit: &Unit, ask: &PaperAsk, row: Option<&str>) -> Vec<Finding> {
    let slots: Vec<(Slot, &PaperSpec)> = ask.specs().iter().map(|spec| (slot(unit, spec, row), spec)).collect();
    let each = slots.iter().map(|(slot, spec)| (slot, *spec, in_slot(case, unit, spec, slot)));
    match ask {
        PaperAsk::AllOf(_) => each
            .flat_map(|(slot, spec, found)| {
                found.unwrap_or_else(|| vec![missing(case, unit, &[(slot.clone(), spec)], row)])
            })
            .collect(),
        PaperAsk::AnyOf(_) => {
            let filled: Vec<Vec<Finding>> = each.filter_map(|(_, _, found)| found).collect();
            if filled.is_empty() {
                return vec![missing(case, unit, &slots, row)];
            }
            let settled = filled.iter().any(|found| found.iter().all(|finding| finding.severity == Severity::Warning));
            let found = filled.into_iter().flatten();
            // One good paper is enough; what is wrong with another beside it is worth a look and no more.
            if settled {
                found.map(|finding| Finding { severity: Severity::Warning, ..finding }).collect()
            } else {
                found.collect()
            }
        }
    }
}

/// Where a paper belongs.
pub fn slot(unit: &Unit, spec: &PaperSpec, row: Option<&str>) -> Slot {
    Slot { cite: unit.cite, paper: spec.paper.clone(), row: row.map(str::to_owned) }
}

/// What is wrong with the papers in a slot; `None` when it holds none.
fn in_slot(case: Case, unit: &Unit, spec: &PaperSpec, slot: &Slot) -> Option<Vec<Finding>> {
    let papers = case.dossier.papers.get(slot).filter(|papers| !papers.is_empty())?;
    Some(papers.iter().enumerate().flat_map(|(index, paper)| in_paper(case, unit, spec, slot, index, paper)).collect())
}

fn in_paper(case: Case, unit: &Unit, spec: &PaperSpec, slot: &Slot, index: usize, paper: &Paper) -> Vec<Finding> {
    let place = Place::Paper { slot: slot.clone(), index };
    let of = |code, severity| {
        by_unit(case.plan.pack, unit, code, severity, place.clone()).settled_by(vec![vec![attach(slot, spec)]])
    };
    let closed = case.dossier.closed;
    let mut found = Vec::new();
    if paper.file.is_none() && spec.printed_from.is_none() {
        found.push(of(Code::NoScan, if spec.beside { Severity::Warning } else { absent(closed) }));
    }
    match paper.kind {
        _ if spec.kinds.is_empty() => {}
        None => found.push(of(Code::KindMissing, absent(closed)).with("kinds", Datum::Kinds(spec.kinds.clone()))),
        Some(kind) if !spec.kinds.contains(&kind) => {
            found.push(of(Code::WrongKind, Severity::Error).with("kinds", Datum::Kinds(spec.kinds.clone())));
        }
        Some(_) => {}
    }
    for (of_what, needed, stated) in [("copies", spec.copies, &paper.copies), ("sets", spec.sets, &paper.sets)] {
        let Some(needed) = needed else { continue };
        let code = match count(stated) {
            _ if stated.trim().is_empty() => Some((Code::CountMissing, absent(closed))),
            Ok(stated) if stated >= u64::from(needed) => None,
            Ok(_) | Err(_) => Some((Code::TooFew, Severity::Error)),
        };
        found.extend(code.map(|(code, severity)| of(code, severity).with(of_what, Datum::Number(needed.into()))));
    }
    found
}

fn missing(case: Case, unit: &Unit, slots: &[(Slot, &PaperSpec)], row: Option<&str>) -> Finding {
    let place = Place::Duty { cite: unit.cite, row: row.map(str::to_owned) };
    let ways = slots.iter().map(|(slot, spec)| vec![attach(slot, spec)]).collect();
    let (code, severity) = if slots.iter().all(|(_, spec)| spec.beside) {
        (Code::EvidenceMissing, Severity::Warning)
    } else {
        (Code::PaperMissing, absent(case.dossier.closed))
    };
    by_unit(case.plan.pack, unit, code, severity, place).settled_by(ways)
}

fn attach(slot: &Slot, spec: &PaperSpec) -> Settle {
    Settle::Attach { slot: slot.clone(), kinds: spec.kinds.clone(), copies: spec.copies, sets: spec.sets }
}
