//! Papers: the slots that a duty opens, and whether what is stated and attached there is what is asked.

use super::find::{absent, by_ground, by_house, by_unit};
use super::lookup::Case;
use super::model::Paper;
use crate::cite::Cite;
use crate::form::count;
use crate::law::{PaperAsk, PaperSpec, Unit};
use crate::report::{Code, Datum, Finding, Place, Settle, Severity, Slot};

/// Findings about the papers that a unit asks for, for one row where it asks by row.
pub fn paper_findings(case: Case, unit: &Unit, ask: &PaperAsk, row: Option<&str>, found: &mut Vec<Finding>) {
    match ask {
        PaperAsk::AllOf(specs) => {
            for spec in specs.iter().filter(|spec| paper_asked(case, unit.cite, &spec.paper) == Some(true)) {
                match held(case, unit, spec, row) {
                    Some(papers) => in_slot(case, unit, spec, row, papers, found),
                    None => found.push(missing(case, unit, std::slice::from_ref(spec), row)),
                }
            }
        }
        PaperAsk::AnyOf(specs) => {
            let from = found.len();
            let (mut filled, mut settled) = (false, false);
            for spec in specs {
                let Some(papers) = held(case, unit, spec, row) else { continue };
                let before = found.len();
                in_slot(case, unit, spec, row, papers, found);
                filled = true;
                settled |= found.iter().skip(before).all(|finding| finding.severity == Severity::Warning);
            }
            if !filled {
                found.push(missing(case, unit, specs, row));
            }
            // One good paper is enough; what is wrong with another beside it is worth a look and no more.
            if settled {
                found.iter_mut().skip(from).for_each(|finding| finding.severity = Severity::Warning);
            }
        }
    }
}

/// Whether a paper of a unit that is asked is asked itself; `None` while that is not known.
pub fn paper_asked(case: Case, unit: Cite, paper: &str) -> Option<bool> {
    let known = case.plan.conditional.iter().find(|(cite, id, _)| *cite == unit && *id == paper);
    known.map_or(Some(true), |(.., test)| case.truth(test, None, false).holds)
}

/// Where a paper belongs.
pub fn slot(unit: &Unit, spec: &PaperSpec, row: Option<&str>) -> Slot {
    Slot { cite: unit.cite, paper: spec.paper.clone(), row: row.map(str::to_owned) }
}

/// The papers in a slot; `None` when it holds none.
fn held<'c>(case: Case<'c, '_>, unit: &Unit, spec: &PaperSpec, row: Option<&str>) -> Option<&'c [Paper]> {
    let wanted = (unit.cite, spec.paper.as_str(), row);
    let papers =
        case.dossier.papers.get_by(|slot| (slot.cite, slot.paper.as_str(), slot.row.as_deref()).cmp(&wanted))?;
    (!papers.is_empty()).then_some(papers.as_slice())
}

fn in_slot(case: Case, unit: &Unit, spec: &PaperSpec, row: Option<&str>, papers: &[Paper], found: &mut Vec<Finding>) {
    for (index, paper) in papers.iter().enumerate() {
        let of = |code, severity| {
            let slot = slot(unit, spec, row);
            let (pack, place) = (case.plan.pack, Place::Paper { slot: slot.clone(), index });
            let asked = case.plan.kind.soft_copy.as_ref().filter(|_| !spec.beside);
            let finding = match (code, asked) {
                (Code::NoScan, Some(asked)) => by_ground(pack, asked, code, severity, place),
                // The unit asks for the paper alone.
                (Code::NoScan, None) => by_house(pack, "scan", code, severity, place),
                _ => by_unit(pack, unit, code, severity, place),
            };
            finding.settled_by(vec![vec![attach(slot, spec)]])
        };
        in_paper(spec, paper, case.dossier.closed, of, found);
    }
}

/// What is wrong with a paper; `of` makes the finding.
fn in_paper(
    spec: &PaperSpec,
    paper: &Paper,
    closed: bool,
    of: impl Fn(Code, Severity) -> Finding,
    found: &mut Vec<Finding>,
) {
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
        let code = code.map(|(code, severity)| (code, if spec.beside { Severity::Warning } else { severity }));
        found.extend(code.map(|(code, severity)| of(code, severity).with(of_what, Datum::Number(needed.into()))));
    }
}

fn missing(case: Case, unit: &Unit, specs: &[PaperSpec], row: Option<&str>) -> Finding {
    let place = Place::Duty { cite: unit.cite, row: row.map(str::to_owned) };
    let ways = specs.iter().map(|spec| vec![attach(slot(unit, spec, row), spec)]).collect();
    let (code, severity) = if specs.iter().all(|spec| spec.beside) {
        (Code::EvidenceMissing, Severity::Warning)
    } else {
        (Code::PaperMissing, absent(case.dossier.closed))
    };
    by_unit(case.plan.pack, unit, code, severity, place).settled_by(ways)
}

fn attach(slot: Slot, spec: &PaperSpec) -> Settle {
    Settle::Attach { slot, kinds: spec.kinds.clone(), copies: spec.copies, sets: spec.sets }
}
