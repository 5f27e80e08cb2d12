//! Forms that a business issues to someone and does not file: judged by themselves, outside of any dossier.

use super::Values;
use super::check::form_check_findings;
use super::fields::row_findings;
use super::lookup::{Case, InHand, State};
use super::plan::Plan;
use super::which::{asked_first, imagined};
use crate::day::Day;
use crate::law::{Field, Form, Pack};
use crate::report::Finding;

/// What is missing, malformed or doubtful in a form to be issued on a day, and what its checks find. What may stay empty is no finding.
pub fn issued_findings(pack: &Pack, form: &Form, values: &Values, on: Day) -> Vec<Finding> {
    with_case(pack, form, values, on, |case, in_hand| {
        let mut found: Vec<Finding> = row_findings(case, in_hand, true).collect();
        let form = case.plan.forms.get(in_hand.form).map(|plan| plan.form);
        for (at, check) in form.iter().flat_map(|form| &form.checks).enumerate() {
            let places = case.plan.places(&check.check, form);
            form_check_findings(case, in_hand.form, at, check, &places, &mut found);
        }
        found
    })
}

/// The fields of a form to be issued that are asked, given what is filled in.
pub fn issued_fields<'a>(pack: &Pack, form: &'a Form, values: &Values, on: Day) -> Vec<&'a Field> {
    with_case(pack, form, values, on, |case, in_hand| {
        let plans = case.plan.forms.get(in_hand.form).map_or(&[][..], |plan| plan.fields.as_slice());
        let fields = form.fields().zip(plans).filter(|(_, plan)| case.holds(plan.when.as_ref(), Some(in_hand)));
        fields.map(|(field, _)| field).collect()
    })
}

fn with_case<T>(pack: &Pack, form: &Form, values: &Values, on: Day, judge: impl FnOnce(Case, InHand) -> T) -> T {
    let kind = asked_first(pack);
    let mut dossier = imagined(&kind, &Values::new(), on);
    dossier.forms.insert(form.id.clone(), values.clone());
    let mut plan = Plan::of(pack, &kind);
    let form = plan.any_form(form);
    let case = Case { plan: &plan, dossier: &dossier, state: &State::of(&plan, &dossier) };
    judge(case, case.in_hand(form))
}
