//! One filing to several recipients: what goes to each, and all that is asked for any of them, each thing once.
//!
//! What is asked depends on the sort of the recipient alone, so the work is done once a sort and not once a recipient.

use super::Dossier;
use super::check::{check, worse};
use super::lookup::sort_of;
use super::progress::{Section, Status, sections, statuses};
use super::require::{Requirement, asked, requirements};
use crate::day::Day;
use crate::law::{Field, Pack, PackRef};
use crate::report::{DutyState, Finding, Report, Verdict};

/// What is found about a filing to several recipients.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Joint {
    /// Every finding once; each verdict is the worst of any recipient's.
    pub report: Report,
    /// For each finding the sorts of recipients that it concerns; none where it concerns all.
    pub concerns: Vec<Vec<String>>,
}

impl Joint {
    /// The sorts of recipients that a finding concerns; none where it concerns all.
    pub fn concerned(&self, finding: &Finding) -> &[String] {
        let at = self.report.findings.iter().position(|found| found == finding);
        at.and_then(|at| self.concerns.get(at)).map_or(&[], Vec::as_slice)
    }
}

/// Everyone that a filing goes to, each once: the dossier's own recipient, then the others.
pub fn recipients(dossier: &Dossier, others: &[String]) -> Vec<String> {
    let mut all = vec![dossier.recipient.clone()];
    for other in others {
        if !all.contains(other) {
            all.push(other.clone());
        }
    }
    all
}

/// The dossier as it goes to a recipient.
pub fn addressed(dossier: &Dossier, recipient: &str) -> Dossier {
    Dossier { recipient: recipient.to_owned(), ..dossier.clone() }
}

/// As [`check`], for a filing that goes to others too.
pub fn check_all(pack: &Pack, reference: &PackRef, dossier: &Dossier, others: &[String], on: Day) -> Joint {
    let mut report = check(pack, reference, dossier, on);
    let sort = |dossier: &Dossier| sort_of(&dossier.recipient).to_owned();
    let mut found: Vec<(Finding, Vec<String>)> =
        report.findings.drain(..).map(|finding| (finding, vec![sort(dossier)])).collect();
    let more = copies(pack, dossier, others);
    for copy in &more {
        let other = check(pack, reference, copy, on);
        report.verdict = worse(report.verdict, other.verdict);
        merge(&mut report.duties, other.duties, |a, b| a.cite == b.cite, graver);
        let concerned = other.findings.into_iter().map(|finding| (finding, vec![sort(copy)]));
        merge(&mut found, concerned, |a, b| a.0 == b.0, |known, new| known.1.extend(new.1));
    }
    let all = more.len() + 1;
    let (findings, concerns) = found
        .into_iter()
        .map(|(finding, mut sorts)| {
            if sorts.len() == all {
                sorts.clear();
            }
            sorts.dedup();
            (finding, sorts)
        })
        .unzip();
    Joint { report: Report { findings, ..report }, concerns }
}

/// As [`sections`], for a filing that goes to others too.
pub fn sections_all(pack: &Pack, dossier: &Dossier, others: &[String]) -> Vec<Section> {
    let mut all = sections(pack, dossier);
    for copy in copies(pack, dossier, others) {
        merge(&mut all, sections(pack, &copy), |a, b| a == b, |_, _| {});
    }
    // Papers come last whoever brought them in.
    if let Some(at) = all.iter().position(|section| *section == Section::Papers) {
        let papers = all.remove(at);
        all.push(papers);
    }
    all
}

/// As [`super::progress`], for a filing that goes to others too; the report is that of [`check_all`].
pub fn progress_all(pack: &Pack, dossier: &Dossier, others: &[String], report: &Report) -> Vec<(Section, Status)> {
    statuses(sections_all(pack, dossier, others), dossier, report)
}

/// As [`requirements`], for a filing that goes to others too.
pub fn requirements_all(pack: &Pack, dossier: &Dossier, others: &[String]) -> Vec<Requirement> {
    let mut all = requirements(pack, dossier);
    for copy in copies(pack, dossier, others) {
        let same = |a: &Requirement, b: &Requirement| (a.cite, &a.row) == (b.cite, &b.row);
        merge(&mut all, requirements(pack, &copy), same, |known, new| {
            known.asked = if known.asked == Some(true) { known.asked } else { new.asked };
            for paper in new.papers {
                if known.papers.iter().all(|known| known.slot != paper.slot) {
                    known.papers.push(paper);
                }
            }
        });
    }
    all
}

/// As [`asked`], for a filing that goes to others too.
pub fn asked_all<'a>(
    pack: &'a Pack,
    dossier: &Dossier,
    others: &[String],
    form: &str,
    row: Option<&str>,
) -> Vec<&'a Field> {
    let mut all = asked(pack, dossier, form, row);
    for copy in copies(pack, dossier, others) {
        merge(&mut all, asked(pack, &copy, form, row), |a, b| a.id == b.id, |_, _| {});
    }
    match pack.form(form) {
        Some(form) => form.fields().filter(|field| all.iter().any(|one| one.id == field.id)).collect(),
        None => all,
    }
}

/// The dossier as it goes to each sort of recipient but its own; and to one that the pack does not know, so that this is found.
pub(super) fn copies(pack: &Pack, dossier: &Dossier, others: &[String]) -> Vec<Dossier> {
    let kind = |recipient: &str| (sort_of(recipient).to_owned(), pack.words.recipient(recipient).is_some());
    let mut seen = vec![kind(&dossier.recipient)];
    let mut copies = Vec::new();
    for other in others {
        let kind = kind(other);
        if !seen.contains(&kind) {
            seen.push(kind);
            copies.push(addressed(dossier, other));
        }
    }
    copies
}

/// Puts into `all` what is new in `more`, after what came before it there; what is in both is joined.
fn merge<T>(
    all: &mut Vec<T>,
    more: impl IntoIterator<Item = T>,
    same: impl Fn(&T, &T) -> bool,
    mut join: impl FnMut(&mut T, T),
) {
    let mut at = 0;
    for new in more {
        match all.iter().position(|known| same(known, &new)) {
            Some(place) => {
                at = place + 1;
                if let Some(known) = all.get_mut(place) {
                    join(known, new);
                }
            }
            None => {
                all.insert(at, new);
                at += 1;
            }
        }
    }
}

/// Keeps the graver of two states of one duty.
fn graver(known: &mut DutyState, new: DutyState) {
    let weight = |verdict: Verdict| match verdict {
        Verdict::NotAsked => 0,
        Verdict::Met => 1,
        Verdict::Open => 2,
        Verdict::Unmet => 3,
    };
    if weight(new.verdict) > weight(known.verdict) {
        *known = new;
    }
}
