//! A form that a business issues to someone: judged, and drawn as a page where nothing is wrong with it.

use serde::Serialize;

use super::form::issued_page;
use crate::day::Day;
use crate::dossier::{Values, force, issued_fields, issued_findings};
use crate::law::{Form, Pack};
use crate::report::{Finding, Severity};

/// A form filled in for one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct Issued {
    /// The form.
    pub form: String,
    /// What it states, as typed.
    pub values: Values,
    /// What is wrong with it, or worth a second look.
    pub findings: Vec<Finding>,
    /// The page to print and sign, as HTML; none while something is wrong.
    pub page: Option<String>,
}

/// Judges what is filled in on a day, and draws the page. That the law is not in force on that day keeps nobody from drawing it.
pub fn issue(pack: &Pack, form: &Form, values: Values, on: Day) -> Issued {
    let caution = |finding| Finding { severity: Severity::Warning, settle: Vec::new(), ..finding };
    let force = force(pack, on).into_iter().map(caution);
    let findings: Vec<Finding> = force.chain(issued_findings(pack, form, &values, on)).collect();
    let is_fine = findings.iter().all(|finding| finding.severity != Severity::Error);
    let page = is_fine.then(|| issued_page(pack, form, &issued_fields(pack, form, &values, on), &values));
    Issued { form: form.id.clone(), values, findings, page }
}
