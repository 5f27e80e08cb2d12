//! Lists: the rows that must be there, the fields of each, and papers for each.

use super::fields::row_findings;
use super::find::{absent, by_unit};
use super::lookup::{Case, InHand};
use super::papers::paper_findings;
use super::pieces::{CasePlan, ListPlan};
use crate::law::{Condition, Unit};
use crate::report::{Code, Datum, Finding, Place, Settle, Severity};

/// Findings about a list that a unit asks for: how many rows there are, the fields of each, and the papers for each.
pub fn list_findings(case: Case, unit: &Unit, list: &ListPlan, found: &mut Vec<Finding>) {
    let Some(form) = case.plan.forms.get(list.form) else { return };
    let id = &form.form.id;
    let place = Place::List { list: id.clone() };
    let said_closed = case.dossier.lists.get(id).is_some_and(|list| list.closed);
    let closed = said_closed || case.dossier.closed;
    let too_few = |least: u32, matching: &Option<Condition>, decided: bool| {
        let finding = by_unit(case.plan.pack, unit, Code::TooFewRows, absent(decided), place.clone());
        let finding = finding.with("at-least", Datum::Number(least.into()));
        finding.settled_by(vec![vec![Settle::AddRow { list: id.clone(), matching: matching.clone() }]])
    };
    if case.rows(list.form).len() == 0 && !form.form.may_be_empty {
        found.push(too_few(1, &None, closed));
    }
    for rows in &list.rows {
        if !case.holds(rows.when.as_ref(), None) {
            continue;
        }
        let least = rows.ask.at_least as usize;
        let matches = |(in_hand, _): (InHand, _)| match &rows.matching {
            Some(test) => case.truth(test, Some(in_hand), false).holds,
            None => Some(true),
        };
        let (mut matching, mut unknown) = (0, 0);
        for holds in case.rows(list.form).map(matches) {
            match holds {
                Some(true) => matching += 1,
                Some(false) => {}
                None => unknown += 1,
            }
        }
        if matching < least {
            // A row that lacks the answer may yet be one of them, though the list is closed.
            let decided = case.dossier.closed || said_closed && matching + unknown < least;
            found.push(too_few(rows.ask.at_least, &rows.ask.matching, decided));
        }
    }
    // To close a list says that no row is to come; what a row lacks stays unknown until the dossier is closed.
    for (in_hand, _) in case.rows(list.form) {
        found.extend(row_findings(case, in_hand, case.dossier.closed));
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
