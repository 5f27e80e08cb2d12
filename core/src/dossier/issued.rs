//! Forms that a business issues to someone and does not file: judged by themselves, outside of any dossier.

use super::carry::{is_own, same_field};
use super::check::form_check_findings;
use super::fields::row_findings;
use super::lookup::{Case, InHand, State};
use super::plan::Plan;
use super::which::{asked_first, imagined};
use super::{Dossier, Unknown, Values};
use crate::day::Day;
use crate::form::read;
use crate::law::{Field, FieldKind, Form, Group, Pack, Ref, Use};
use crate::report::Finding;
use crate::text::Lang;

/// The form of that id that is issued to people, where all that is filled in belongs to it.
///
/// # Errors
/// When no such form is issued under the law, or it has no such field.
pub fn issued_named<'a>(pack: &'a Pack, id: &str, values: &Values) -> Result<&'a Form, Unknown> {
    let issued = || pack.forms.iter().filter(|form| form.used == Use::Issued);
    let form = issued().find(|form| form.id == id).ok_or_else(|| {
        let all =
            |lang: Lang| issued().map(|form| format!("\n  {}: {}", form.id, form.title.get(lang))).collect::<String>();
        Unknown::new(
            "no-such-form",
            format!("{} không có giấy “{id}” cấp cho từng người; các giấy được cấp:{}", pack.name.vi, all(Lang::Vi)),
            format!("under {} no form “{id}” is issued to people; those issued are:{}", pack.name.en, all(Lang::En)),
        )
    })?;
    match values.keys().find(|field| form.field(field).is_none()) {
        None => Ok(form),
        Some(stranger) => {
            let all: Vec<&str> = form.fields().map(|field| field.id.as_str()).collect();
            let all = all.join(", ");
            Err(Unknown::new(
                "no-such-field",
                format!("giấy “{id}” không có mục “{stranger}”; các mục: {all}."),
                format!("the form “{id}” has no field “{stranger}”; its fields are: {all}."),
            ))
        }
    }
}

/// What the dossier of an organisation knows for a form to be issued: what it says of its filer, where the form has the same fields beside
/// the filer's name.
pub fn issued_known(pack: &Pack, form: &Form, dossier: &Dossier) -> Values {
    let Some(Ref::Field(own, name)) = pack.dossier(&dossier.procedure).map(|kind| &kind.filer_name) else {
        return Values::new();
    };
    let Some((own, values)) = pack.form(own).zip(dossier.forms.get(own)) else { return Values::new() };
    let same = |field: &Field| own.field(&field.id).is_some_and(|at| same_field(at, field) && !is_own(own, at));
    let names_filer = |group: &&Group| {
        let is_name = |field: &Field| field.id == *name && field.kind == FieldKind::OrganisationName && same(field);
        group.fields.iter().any(is_name)
    };
    let fields = form.groups.iter().filter(names_filer).flat_map(|group| &group.fields);
    let known = fields.filter(|field| same(field)).filter_map(|field| {
        let typed = values.get(&field.id)?;
        matches!(read(&field.kind, typed), Ok(Some(_))).then(|| (field.id.clone(), typed.clone()))
    });
    known.collect()
}

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
