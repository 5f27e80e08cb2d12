//! What a case foretells, and how a report is compared with it.

use std::collections::{BTreeMap, BTreeSet};

use hoso_core::dossier::{Applies, Joint};
use hoso_core::report::{Basis, Finding, Place, Severity, Verdict};
use serde::Serialize;

/// What a case foretells.
#[derive(Clone, Debug, Default)]
pub struct Expected {
    /// The verdict on the whole.
    pub verdict: String,
    /// The verdict on each duty, by its citation: those of the first case, and those told here.
    pub duties: BTreeMap<String, String>,
    /// The duties told in this case itself.
    pub told: BTreeSet<String>,
    /// Every finding, as [`written`] writes it.
    pub findings: BTreeSet<String>,
    /// Which dossiers and acts apply by the answers, and whether that is open: id to `asked` or `open`. None where the case does not tell.
    pub acts: Option<BTreeMap<String, String>>,
    /// The unit by which the filing should go to others too, or `nobody`. None where the case does not tell.
    pub left_out: Option<String>,
    /// The last days that are reckoned from the answers, each with its unit: `32/1.b 13/11/2026`.
    pub terms: BTreeSet<String>,
}

impl Expected {
    /// Where the report differs, one line each.
    pub fn against(&self, joint: &Joint) -> Vec<String> {
        let report = &joint.report;
        let mut wrong = Vec::new();
        if self.verdict != word(&report.verdict) {
            wrong.push(format!("verdict told {}, found {}", self.verdict, word(&report.verdict)));
        }
        let found: BTreeMap<String, String> =
            report.duties.iter().map(|duty| (duty.cite.to_string(), word(&duty.verdict))).collect();
        for cite in self.duties.keys().chain(found.keys()).collect::<BTreeSet<_>>() {
            let (told, found) = (self.duties.get(cite), found.get(cite));
            if told != found {
                wrong.push(format!("duty {cite} told {}, found {}", or_none(told), or_none(found)));
            }
        }
        for duty in report.duties.iter().filter(|duty| duty.verdict == Verdict::NotAsked && duty.because.is_empty()) {
            wrong.push(format!("duty {} is not asked, for no reason named", duty.cite));
        }
        let found: BTreeSet<String> = joint.findings().map(|(finding, to)| written(finding, to)).collect();
        wrong.extend(self.findings.difference(&found).map(|told| format!("told and not found: {told}")));
        wrong.extend(found.difference(&self.findings).map(|found| format!("found and not told: {found}")));
        wrong
    }
}

impl Expected {
    /// Where what applies by the answers differs, one line each.
    pub fn against_acts(&self, applies: &[Applies]) -> Vec<String> {
        let Some(told) = &self.acts else { return Vec::new() };
        let found = applies.iter().filter_map(|one| match one.holds {
            Some(true) => Some((one.id.clone(), "asked".to_owned())),
            None => Some((one.id.clone(), "open".to_owned())),
            Some(false) => None,
        });
        let found: BTreeMap<String, String> = found.collect();
        let asked = applies.iter().filter(|one| one.holds == Some(true));
        let terms = asked.flat_map(|one| &one.dues).filter_map(|due| Some((due.cite, due.deadline.as_ref()?.last)));
        let terms: BTreeSet<String> = terms.map(|(cite, last)| format!("{cite} {}", last.vn())).collect();
        let mut wrong = Vec::new();
        if *told != found {
            wrong.push(format!("acts told {told:?}, found {found:?}"));
        }
        if self.terms != terms {
            wrong.push(format!("terms told {:?}, found {terms:?}", self.terms));
        }
        wrong
    }
}

/// A finding in one line: `error paper-missing at 2/3 by 2/3 reading R-01`, and whom of several it concerns: ` for doit/01`.
fn written(finding: &Finding, to: &[String]) -> String {
    let basis = basis(finding);
    let severity = match finding.severity {
        Severity::Error => "error",
        Severity::ToDo => "to-do",
        Severity::Warning => "warning",
    };
    let readings: String = finding.readings.iter().map(|id| format!(" reading {id}")).collect();
    let to = if to.is_empty() { String::new() } else { format!(" for {}", to.join(" ")) };
    format!("{severity} {} at {} by {basis}{readings}{to}", word(&finding.code), place(&finding.place))
}

/// What a finding rests on: `3/1.b`, `house`, `R-07`.
pub fn basis(finding: &Finding) -> String {
    match &finding.basis {
        Basis::Law(cite) => cite.to_string(),
        Basis::House => "house".to_owned(),
        Basis::Reading(id) => id.clone(),
    }
}

fn place(place: &Place) -> String {
    match place {
        Place::Dossier => "dossier".to_owned(),
        Place::Fact { fact } => fact.clone(),
        Place::Field { form, field } => format!("{form}/{field}"),
        Place::List { list } => format!("{list}/*"),
        Place::Row { list, row, field } => format!("{list}/{row}/{field}"),
        Place::Duty { cite, row: None } => cite.to_string(),
        Place::Duty { cite, row: Some(row) } => format!("{cite}:{row}"),
        Place::Paper { slot, index: 0 } => slot.to_string(),
        Place::Paper { slot, index } => format!("{slot}#{}", index + 1),
    }
}

/// A word of a closed set, as data writes it.
fn word<T: Serialize>(value: &T) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

fn or_none(told: Option<&String>) -> &str {
    told.map_or("nothing", String::as_str)
}
