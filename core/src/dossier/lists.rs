//! Lists: the rows that must be there, the fields of each, and papers for each.

use super::fields::row_findings;
use super::find::{absent, by_unit};
use super::lookup::{Case, InHand};
use super::papers::paper_findings;
use super::pieces::{CasePlan, ListPlan, Piece};
use super::plan::Test;
use crate::form::Value;
use crate::law::{Check, Condition, Unit};
use crate::report::{Code, Datum, Finding, Place, Settle, Severity};

/// Findings about a list that a unit asks for: how many rows there are, the fields of each, and the papers for each.
pub fn list_findings(case: Case, unit: &Unit, list: &ListPlan, found: &mut Vec<Finding>) {
    let Some(form) = case.plan.forms.get(list.form) else { return };
    let id = &form.form.id;
    let place = Place::List { list: id.clone() };
    let said_closed = case.dossier.lists.get(id).is_some_and(|list| list.closed);
    let closed = said_closed || case.dossier.closed;
    let too_few = |least: u32, matching: &Option<Condition>| {
        let finding = by_unit(case.plan.pack, unit, Code::TooFewRows, absent(closed), place.clone());
        let finding = finding.with("at-least", Datum::Number(least.into()));
        finding.settled_by(vec![vec![Settle::AddRow { list: id.clone(), matching: matching.clone() }]])
    };
    if case.rows(list.form).len() == 0 && !form.form.may_be_empty {
        found.push(too_few(1, &None));
    }
    for rows in &list.rows {
        let matching = case.rows(list.form).filter(|(in_hand, _)| case.holds(rows.matching.as_ref(), Some(*in_hand)));
        let least = rows.ask.at_least;
        if case.holds(rows.when.as_ref(), None) && matching.map(|_| 1).sum::<u64>() < u64::from(least) {
            found.push(too_few(least, &rows.ask.matching));
        }
    }
    for (in_hand, _) in case.rows(list.form) {
        found.extend(row_findings(case, in_hand, closed));
    }
    if !closed {
        let finding = by_unit(case.plan.pack, unit, Code::ListOpen, Severity::ToDo, place);
        found.push(finding.settled_by(vec![vec![Settle::CloseList(id.clone())]]));
    }
    for (in_hand, row) in case.rows(list.form) {
        if let Some(each) = case_of(case, &list.each, Some(in_hand)) {
            paper_findings(case, unit, each.papers, Some(&row.id), found);
        }
    }
}

/// The first case whose condition holds, for a row where there is one.
pub fn case_of<'p, 'a>(
    case: Case<'_, 'a>,
    each: &'p [CasePlan<'a>],
    in_hand: Option<InHand>,
) -> Option<&'p CasePlan<'a>> {
    each.iter().find(|each| case.holds(Some(&each.when), in_hand))
}

/// Whether a duty waits for an answer.
#[inline]
pub fn waits(case: Case, duty: usize) -> bool {
    case.plan.waiting_of(duty).any(|piece| !waited_for(case, piece).is_empty())
        || papers_of(case, duty).any(|test| case.truth(test, None, false).holds.is_none())
}

/// The answers that decide what a duty asks, or that a time is reckoned from, and that are still missing.
pub fn waits_for(case: Case, duty: usize) -> Vec<Place> {
    let mut places: Vec<Place> = case.plan.waiting_of(duty).flat_map(|piece| waited_for(case, piece)).collect();
    let papers = papers_of(case, duty).map(|test| case.truth(test, None, true));
    places.extend(papers.filter(|truth| truth.holds.is_none()).flat_map(|truth| truth.because));
    places.dedup();
    places
}

/// What must hold for papers of a duty to be asked that are not always.
fn papers_of<'c, 'a>(case: Case<'c, 'a>, duty: usize) -> impl Iterator<Item = &'c Test<'a>> {
    let cite = case.plan.units.get(duty).map(|plan| plan.unit.cite);
    let papers = case.plan.conditional.iter().filter(move |(unit, ..)| Some(*unit) == cite);
    papers.map(|(.., test)| test)
}

fn waited_for<'a>(case: Case<'_, 'a>, piece: &Piece<'a>) -> Vec<Place> {
    let tests: Vec<&Test> = match piece {
        Piece::List(list) => list.rows.iter().filter_map(|rows| rows.when.as_ref()).collect(),
        // What comes after the case that holds decides nothing.
        Piece::Cases(each) if case_of(case, each, None).is_none() => each.iter().map(|each| &each.when).collect(),
        Piece::Time(time) => {
            let taken = time.when.as_ref().map(|when| case.truth(when, None, true));
            return match taken.filter(|taken| taken.holds != Some(true)) {
                Some(taken) if taken.holds.is_none() => taken.because,
                Some(_) => Vec::new(),
                None if case.is_missing(&time.day) => vec![case.place(&time.day, None)],
                None => Vec::new(),
            };
        }
        // A question that is not answered may yet be the one.
        Piece::Check(Check::AtLeastOne(_), places) => {
            let is_yes = |at| case.value(at, None).is_some_and(|value| *value == Value::Text("yes".into()));
            let missing = places.iter().filter(|at| case.is_missing(at));
            let missing = missing.map(|at| case.place(at, None)).collect();
            return if places.iter().any(is_yes) { Vec::new() } else { missing };
        }
        _ => Vec::new(),
    };
    let truths = tests.into_iter().map(|test| case.truth(test, None, true));
    truths.filter(|truth| truth.holds.is_none()).flat_map(|truth| truth.because).collect()
}
