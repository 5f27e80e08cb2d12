//! Forms that a business issues to someone and does not file: judged by themselves, outside of any dossier.

use super::Values;
use super::fields::field_findings;
use super::lookup::{Case, InHand};
use super::which::{asked_first, imagined};
use crate::day::Day;
use crate::law::{Field, Form, Pack};
use crate::report::Finding;

/// What is missing, malformed or doubtful in a form to be issued on a day. What may stay empty is no finding.
pub fn issued_findings(pack: &Pack, form: &Form, values: &Values, on: Day) -> Vec<Finding> {
    with_case(pack, on, |case| field_findings(case, InHand { form, row: None, values }, true, |_| true))
}

/// The fields of a form to be issued that are asked, given what is filled in.
pub fn issued_fields<'a>(pack: &Pack, form: &'a Form, values: &Values, on: Day) -> Vec<&'a Field> {
    with_case(pack, on, |case| {
        let in_hand = InHand { form, row: None, values };
        form.fields().filter(|field| case.field_asked(field, Some(in_hand)).holds == Some(true)).collect()
    })
}

fn with_case<T>(pack: &Pack, on: Day, judge: impl FnOnce(&Case) -> T) -> T {
    let kind = asked_first(pack);
    let dossier = imagined(&kind, &Values::new(), on);
    judge(&Case::under(pack, &dossier, &kind))
}
