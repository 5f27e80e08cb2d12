//! What a duty waits for: the answers that are missing and decide what it asks.

use super::lists::case_of;
use super::lookup::{Case, InHand};
use super::pieces::{CasePlan, ListPlan, Piece};
use super::plan::Test;
use crate::form::Value;
use crate::law::Check;
use crate::report::Place;

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
    let mut seen = Vec::new();
    places.retain(|place| {
        let is_new = !seen.contains(place);
        if is_new {
            seen.push(place.clone());
        }
        is_new
    });
    places
}

/// What must hold for papers of a duty to be asked that are not always.
fn papers_of<'c, 'a>(case: Case<'c, 'a>, duty: usize) -> impl Iterator<Item = &'c Test<'a>> {
    let cite = case.plan.units.get(duty).map(|plan| plan.unit.cite);
    let papers = case.plan.conditional.iter().filter(move |(unit, ..)| Some(*unit) == cite);
    papers.map(|(.., test)| test)
}

fn waited_for<'a>(case: Case<'_, 'a>, piece: &Piece<'a>) -> Vec<Place> {
    match piece {
        Piece::Field(form, field) => for_field(case, *field, case.in_hand(*form)),
        Piece::List(list) => for_list(case, list),
        Piece::Cases(each) if case_of(case, each, None).is_none() => {
            each.iter().flat_map(|each| unknown(case, &each.when)).collect()
        }
        Piece::Cases(each) => for_case(case, each, None),
        Piece::Time(time) => match time.when.as_ref().map(|when| case.truth(when, None, true)) {
            Some(taken) if taken.holds.is_none() => taken.because,
            Some(taken) if taken.holds == Some(false) => Vec::new(),
            _ if case.is_missing(&time.day) => vec![case.place(&time.day, None)],
            _ => Vec::new(),
        },
        // A question that is not answered may yet be the one.
        Piece::Check(Check::AtLeastOne(_), places) => {
            let is_yes = |at| case.value(at, None).is_some_and(|value| *value == Value::Text("yes".into()));
            let missing = places.iter().filter(|at| case.is_missing(at));
            let missing = missing.map(|at| case.place(at, None)).collect();
            if places.iter().any(is_yes) { Vec::new() } else { missing }
        }
        Piece::Check(..) | Piece::Papers(_) | Piece::FormCheck(..) => Vec::new(),
    }
}

fn for_list<'a>(case: Case<'_, 'a>, list: &ListPlan<'a>) -> Vec<Place> {
    let tests = list.rows.iter().filter_map(|rows| rows.when.as_ref());
    let mut places: Vec<Place> = tests.flat_map(|test| unknown(case, test)).collect();
    let fields = case.plan.forms.get(list.form).map_or(&[][..], |form| form.fields.as_slice());
    let coming: Vec<usize> =
        fields.iter().enumerate().filter(|(_, plan)| plan.may_come().is_some()).map(|(field, _)| field).collect();
    if coming.is_empty() && list.each.is_empty() {
        return places;
    }
    for (in_hand, _) in case.rows(list.form) {
        places.extend(coming.iter().flat_map(|field| for_field(case, *field, in_hand)));
        places.extend(for_case(case, &list.each, Some(in_hand)));
    }
    places
}

/// What decides whether a field is asked, which is of no account while the draft has it filled in already.
fn for_field(case: Case, field: usize, in_hand: InHand) -> Vec<Place> {
    let plan = case.plan.forms.get(in_hand.form).and_then(|form| form.fields.get(field));
    let Some(when) = plan.and_then(|plan| plan.may_come()) else { return Vec::new() };
    let is_filled = !matches!(case.read(field, in_hand), Some(Ok(None)));
    if is_filled && !case.dossier.closed { Vec::new() } else { undecided(case, when, Some(in_hand)) }
}

/// What decides which case holds, as long as one may that stands before the one that does.
fn for_case<'a>(case: Case<'_, 'a>, each: &[CasePlan<'a>], in_hand: Option<InHand>) -> Vec<Place> {
    let before = each.iter().take_while(|each| !case.holds(Some(&each.when), in_hand));
    before.flat_map(|each| undecided(case, &each.when, in_hand)).collect()
}

/// The answers still to come that decide whether a condition holds.
fn undecided<'a>(case: Case<'_, 'a>, test: &Test<'a>, in_hand: Option<InHand>) -> Vec<Place> {
    if case.truth(test, in_hand, false).holds.is_some() {
        return Vec::new();
    }
    test.places().filter(|at| case.is_missing(at)).map(|at| case.place(at, in_hand)).collect()
}

/// What decides whether a condition holds, while that is not known.
fn unknown<'a>(case: Case<'_, 'a>, test: &Test<'a>) -> Vec<Place> {
    let truth = case.truth(test, None, true);
    if truth.holds.is_none() { truth.because } else { Vec::new() }
}
