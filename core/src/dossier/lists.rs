//! Lists: the rows that must be there, the fields of each, and papers for each.

use super::fields::field_findings;
use super::find::{absent, by_unit};
use super::lookup::{Case, InHand};
use super::papers::paper_findings;
use crate::law::{Condition, EachAsk, Form, ListAsk, PaperAsk, RowsAsk, Unit, What};
use crate::report::{Code, Datum, Finding, Place, Settle, Severity};

/// Findings about a list that a unit asks for, with the papers for each of its rows.
pub fn list_findings(case: &Case, unit: &Unit, ask: &ListAsk) -> Vec<Finding> {
    let Some(form) = case.pack.form(&ask.list) else { return Vec::new() };
    let mut found = rows_findings(case, unit, form, &ask.rows);
    for row in case.rows(&form.id) {
        let in_hand = InHand { form, row: Some(&row.id), values: &row.values };
        if let Some(papers) = papers_of(case, ask, in_hand) {
            found.extend(paper_findings(case, unit, papers, Some(&row.id)));
        }
    }
    found
}

/// The papers asked for a row: those of the first condition that holds.
pub fn papers_of<'a>(case: &Case, ask: &'a ListAsk, in_hand: InHand) -> Option<&'a PaperAsk> {
    case_of(case, &ask.each, Some(in_hand))
}

/// The papers of the first case whose condition holds, for a row where there is one.
pub fn case_of<'a>(case: &Case, each: &'a [EachAsk], in_hand: Option<InHand>) -> Option<&'a PaperAsk> {
    each.iter().find(|each| case.holds(&each.when, in_hand).holds == Some(true)).map(|each| &each.papers)
}

/// The answers that decide which rows a unit's list must have, and that are still missing.
pub fn waits_for(case: &Case, unit: &Unit) -> Vec<Place> {
    let conditions: Vec<&Condition> = match &unit.what {
        What::List(ask) => ask.rows.iter().filter_map(|rows| rows.when.as_ref()).collect(),
        // What comes after the case that holds decides nothing.
        What::ByCase(each) if case_of(case, each, None).is_none() => each.iter().map(|each| &each.when).collect(),
        _ => Vec::new(),
    };
    let truths = conditions.into_iter().map(|when| case.holds(when, None));
    let mut places: Vec<Place> = truths.filter(|truth| truth.holds.is_none()).flat_map(|truth| truth.because).collect();
    places.dedup();
    places
}

/// Findings about the rows of a list: how many there are, and the fields of each.
pub fn rows_findings(case: &Case, unit: &Unit, form: &Form, asks: &[RowsAsk]) -> Vec<Finding> {
    let list = Place::List { list: form.id.clone() };
    let said_closed = case.dossier.lists.get(&form.id).is_some_and(|list| list.closed);
    let closed = said_closed || case.dossier.closed;
    let mut found = Vec::new();
    let too_few = |least: u32, matching: &Option<Condition>| {
        let finding = by_unit(case.pack, unit, Code::TooFewRows, absent(closed), list.clone());
        let finding = finding.with("at-least", Datum::Number(least.into()));
        finding.settled_by(vec![vec![Settle::AddRow { list: form.id.clone(), matching: matching.clone() }]])
    };
    if case.rows(&form.id).is_empty() {
        found.push(too_few(1, &None));
    }
    for ask in asks {
        let asked = ask.when.as_ref().is_none_or(|when| case.holds(when, None).holds == Some(true));
        if asked && rows_matching(case, form, ask) < u64::from(ask.at_least) {
            found.push(too_few(ask.at_least, &ask.matching));
        }
    }
    for row in case.rows(&form.id) {
        found.extend(field_findings(case, InHand { form, row: Some(&row.id), values: &row.values }, closed, |_| true));
    }
    if !closed {
        let finding = by_unit(case.pack, unit, Code::ListOpen, Severity::ToDo, list);
        found.push(finding.settled_by(vec![vec![Settle::CloseList(form.id.clone())]]));
    }
    found
}

fn rows_matching(case: &Case, form: &Form, ask: &RowsAsk) -> u64 {
    let matches = |values| {
        let in_hand = InHand { form, row: Some(""), values };
        ask.matching.as_ref().is_none_or(|condition| case.holds(condition, Some(in_hand)).holds == Some(true))
    };
    case.rows(&form.id).iter().filter(|row| matches(&row.values)).map(|_| 1).sum()
}
