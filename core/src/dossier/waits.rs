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
    let mut waits = false;
    case.plan.waiting_of(duty).for_each(|piece| waited_for(case, piece, &mut |_| waits = true));
    waits || papers_of(case, duty).any(|test| case.truth(test, None, false).holds.is_none())
}

/// The answers that decide what a duty asks, or that a time is reckoned from, and that are still missing; each once.
pub fn waits_for(case: Case, duty: usize) -> Vec<Place> {
    let mut places = Vec::new();
    let tell = &mut |place| {
        if !places.contains(&place) {
            places.push(place);
        }
    };
    case.plan.waiting_of(duty).for_each(|piece| waited_for(case, piece, tell));
    papers_of(case, duty).for_each(|test| unknown(case, test, tell));
    places
}

/// Told of each answer that is waited for.
type Tell<'t> = &'t mut dyn FnMut(Place);

/// What must hold for papers of a duty to be asked that are not always.
fn papers_of<'c, 'a>(case: Case<'c, 'a>, duty: usize) -> impl Iterator<Item = &'c Test<'a>> {
    let cite = case.plan.units.get(duty).map(|plan| plan.unit.cite);
    let papers = case.plan.conditional.iter().filter(move |(unit, ..)| Some(*unit) == cite);
    papers.map(|(.., test)| test)
}

fn waited_for<'a>(case: Case<'_, 'a>, piece: &Piece<'a>, tell: Tell) {
    match piece {
        Piece::Field(form, field) => for_field(case, *field, case.in_hand(*form), tell),
        Piece::List(list) => for_list(case, list, tell),
        Piece::Cases(each) if case_of(case, each, None).is_none() => {
            each.iter().for_each(|each| unknown(case, &each.when, tell));
        }
        Piece::Cases(each) => for_case(case, each, None, tell),
        Piece::Time(time) => {
            let taken = time.when.as_ref().map_or(Some(true), |when| {
                unknown(case, when, tell);
                case.truth(when, None, false).holds
            });
            if taken == Some(true) && case.is_missing(&time.day) {
                tell(case.place(&time.day, None));
            }
        }
        // A question that is not answered may yet be the one.
        Piece::Check(Check::AtLeastOne(_), places) => {
            let is_yes = |at| case.value(at, None).is_some_and(|value| *value == Value::Text("yes".into()));
            if !places.iter().any(is_yes) {
                places.iter().filter(|at| case.is_missing(at)).for_each(|at| tell(case.place(at, None)));
            }
        }
        Piece::Check(..) | Piece::Papers(_) | Piece::FormCheck(..) => {}
    }
}

fn for_list<'a>(case: Case<'_, 'a>, list: &ListPlan<'a>, tell: Tell) {
    list.rows.iter().filter_map(|rows| rows.when.as_ref()).for_each(|test| unknown(case, test, tell));
    let Some(form) = case.plan.forms.get(list.form) else { return };
    for (field, _) in form.fields.iter().enumerate().filter(|(_, plan)| plan.may_come().is_some()) {
        case.rows(list.form).for_each(|(in_hand, _)| for_field(case, field, in_hand, tell));
    }
    if !list.each.is_empty() {
        case.rows(list.form).for_each(|(in_hand, _)| for_case(case, &list.each, Some(in_hand), tell));
    }
}

/// What decides whether a field is asked, which is of no account while the draft has it filled in already.
fn for_field(case: Case, field: usize, in_hand: InHand, tell: Tell) {
    let plan = case.plan.forms.get(in_hand.form).and_then(|form| form.fields.get(field));
    let is_filled = !matches!(case.read(field, in_hand), Some(Ok(None)));
    if let Some(when) = plan.filter(|_| !is_filled || case.dossier.closed).and_then(|plan| plan.may_come()) {
        undecided(case, when, Some(in_hand), tell);
    }
}

/// What decides which case holds, as long as one may that stands before the one that does.
fn for_case<'a>(case: Case<'_, 'a>, each: &[CasePlan<'a>], in_hand: Option<InHand>, tell: Tell) {
    let before = each.iter().take_while(|each| !case.holds(Some(&each.when), in_hand));
    before.for_each(|each| undecided(case, &each.when, in_hand, tell));
}

/// Tells of the answers still to come that decide whether a condition holds.
fn undecided<'a>(case: Case<'_, 'a>, test: &Test<'a>, in_hand: Option<InHand>, tell: Tell) {
    if case.truth(test, in_hand, false).holds.is_none() {
        test.each_place(&mut |at| {
            if case.is_missing(at) {
                tell(case.place(at, in_hand));
            }
        });
    }
}

/// Tells of what decides whether a condition holds, while that is not known.
fn unknown<'a>(case: Case<'_, 'a>, test: &Test<'a>, tell: Tell) {
    if case.truth(test, None, false).holds.is_none() {
        case.truth(test, None, true).because.into_iter().for_each(tell);
    }
}
