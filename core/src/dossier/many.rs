//! One filing to several recipients: what goes to each, and all that is asked for any of them, each thing once.
//!
//! Where nothing is told for each place by itself, what is asked depends on the sort of the recipient alone, so the work is done once a
//! sort. What is told for each place is judged for each, and stands for it alone.

use super::Dossier;
use super::check::worse;
use super::find::by_cite;
use super::lookup::sort_of;
use super::places::{Marked, Rest, addressed, listing};
use super::plan::{Plan, Plans};
use super::progress::{Section, Status, is_open, is_started, listed, section_of, status};
use super::require::{Requirement, asked, asked_by_row, requirements};
use crate::day::Day;
use crate::law::{Field, Pack, PackRef};
use crate::report::{Code, Datum, DutyState, Finding, Place, Report, Severity, Verdict};

/// What is found about a filing to several recipients.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Joint {
    /// What is the same for several is found once; what is told for each place by itself, for each. Each verdict is the worst of any
    /// recipient's.
    pub report: Report,
    /// For each finding the recipients that it concerns; none where it concerns all.
    pub concerns: Vec<Vec<String>>,
}

/// A part of a filing, as a person works through it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Part {
    /// Which part of the dossier.
    pub section: Section,
    /// The recipient for whose place alone it is; none where it is the same for all to whom it goes.
    pub at: Option<String>,
}

impl Joint {
    /// Each finding with the recipients that it concerns, none where it concerns all.
    pub fn findings(&self) -> impl Iterator<Item = (&Finding, &[String])> {
        let concerns = self.concerns.iter().map(Vec::as_slice).chain(std::iter::repeat(&[][..]));
        self.report.findings.iter().zip(concerns)
    }

    /// The same as far as it concerns a recipient.
    pub fn of(&self, recipient: &str) -> Joint {
        let own = self.findings().filter(|(_, to)| to.is_empty() || to.iter().any(|to| to == recipient));
        let findings = own.map(|(finding, _)| finding.clone()).collect();
        Joint { report: Report { findings, ..self.report.clone() }, concerns: Vec::new() }
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

/// That a filing to these leaves out others to whom the law has it go: a sort of recipients, or the office of a place that it names. The
/// rest may be filed by itself.
pub fn left_out(pack: &Pack, dossier: &Dossier, to: &[String]) -> Option<Finding> {
    let kind = pack.dossier(&dossier.procedure)?;
    let cite = kind.to_all?;
    let listed = listing(pack, &kind.id).and_then(|at| dossier.typed(at)).unwrap_or_default();
    let names = pack.words.place_names();
    let places: Vec<&str> = listed.lines().filter_map(|line| names.named(line)).collect();
    let mut left = Vec::new();
    for sort in &kind.recipients {
        let offices = places.iter().map(|place| format!("{sort}/{place}"));
        let offices: Vec<String> = offices.filter(|office| pack.words.place_of(office).is_some()).collect();
        match offices.is_empty() {
            true if to.iter().any(|to| sort_of(to) == sort) => {}
            true => left.push(sort.clone()),
            false => left.extend(offices.into_iter().filter(|office| !to.contains(office))),
        }
    }
    let mut seen = Vec::new();
    left.retain(|office| {
        !seen.contains(office) && {
            seen.push(office.clone());
            true
        }
    });
    let finding = || by_cite(pack, cite, Code::NotToAll, Severity::Warning, Place::Dossier);
    (!left.is_empty()).then(|| finding().with("recipients", Datum::Recipients(left)))
}

/// As [`super::check`], for a filing that goes to others too.
pub fn check_all(pack: &Pack, reference: &PackRef, dossier: &Dossier, rest: Rest, on: Day) -> Joint {
    Plans::of(pack).check_all(reference, dossier, rest, on)
}

impl Plans<'_> {
    /// Checks a filing as [`check_all`] does, with plans that are made once.
    pub fn check_all(&self, reference: &PackRef, dossier: &Dossier, rest: Rest, on: Day) -> Joint {
        joint(self, reference, dossier, rest, on)
    }
}

fn joint(plans: &Plans, reference: &PackRef, dossier: &Dossier, rest: Rest, on: Day) -> Joint {
    let pack = plans.pack;
    let marked = Marked::apart(pack, dossier, rest);
    let mut report = plans.check(reference, dossier, on);
    let all = recipients(dossier, rest.to);
    let (own, more) = copies(pack, dossier, rest);
    let mut found: Vec<(Finding, Vec<String>)> =
        report.findings.drain(..).map(|finding| (finding, own.clone())).collect();
    let mut apart = Vec::new();
    for (copy, to) in &more {
        let other = plans.check(reference, copy, on);
        report.verdict = worse(report.verdict, other.verdict);
        merge(&mut report.duties, other.duties, |a, b| a.cite == b.cite, graver);
        let concerned = other.findings.into_iter().map(|finding| (finding, to.clone()));
        let (of_place, of_all): (Vec<_>, Vec<_>) = concerned.partition(|(finding, _)| marked.holds(&finding.place));
        merge(&mut found, of_all, |a, b| a.0 == b.0, |known, new| known.1.extend(new.1));
        apart.extend(of_place);
    }
    found.extend(apart);
    if let Some(finding) = one_place(pack, dossier, &all) {
        report.verdict = Verdict::Unmet;
        found.insert(0, (finding, all.clone()));
    }
    let (findings, concerns) = found
        .into_iter()
        .map(|(finding, to)| if to.len() == all.len() { (finding, Vec::new()) } else { (finding, to) })
        .unzip();
    Joint { report: Report { findings, ..report }, concerns }
}

/// That a filing goes to several places, though the law has it go to one.
fn one_place(pack: &Pack, dossier: &Dossier, all: &[String]) -> Option<Finding> {
    let cite = pack.dossier(&dossier.procedure)?.one_place?;
    let places = all.iter().filter(|recipient| pack.words.place_of(recipient).is_some()).count();
    (places > 1).then(|| by_cite(pack, cite, Code::OnePlace, Severity::Error, Place::Dossier))
}

/// The parts of a filing in the order of the law; what is told for each place stands once for each.
pub fn sections_all(pack: &Pack, dossier: &Dossier, rest: Rest) -> Vec<Part> {
    let marked = Marked::apart(pack, dossier, rest);
    let (mut all, mut papers) = parts(pack, dossier, &marked);
    for (copy, _) in copies(pack, dossier, rest).1 {
        let (parts, of_papers) = parts(pack, &copy, &marked);
        let new: Vec<Part> = parts.into_iter().filter(|part| !all.contains(part)).collect();
        all.extend(new);
        papers.extend(of_papers);
    }
    if let Some(plan) = pack.dossier(&dossier.procedure).map(|kind| Plan::of(pack, kind)) {
        all.sort_by_key(|part| match &part.section {
            Section::Form(form) | Section::List(form) => plan.form(form).and_then(|form| form.asker),
            Section::Facts | Section::Papers => None,
        });
    }
    papers.sort();
    papers.dedup();
    // Papers come last whoever brought them in, those for all first.
    let order = recipients(dossier, rest.to);
    papers.sort_by_key(|part| part.at.as_ref().map(|at| order.iter().position(|known| known == at)));
    all.extend(papers);
    all
}

/// The parts of a dossier as it goes to its recipient, and those of its papers.
fn parts(pack: &Pack, dossier: &Dossier, marked: &Marked) -> (Vec<Part>, Vec<Part>) {
    let (sections, papers) = listed(pack, dossier);
    let part = |section, is_apart: bool| Part { section, at: is_apart.then(|| dossier.recipient.clone()) };
    let asked = pack.dossier(&dossier.procedure).map_or(&[][..], |kind| kind.facts.as_slice());
    let sections = sections.into_iter().flat_map(|section| match &section {
        Section::Facts => {
            let [same, apart] = [false, true].map(|is| asked.iter().any(|fact| marked.has_fact(fact) == is));
            let both = [(same, part(Section::Facts, false)), (apart, part(Section::Facts, true))];
            both.into_iter().filter(|(is_there, _)| *is_there).map(|(_, part)| part).collect()
        }
        Section::Form(form) | Section::List(form) => {
            let is_apart = marked.has_form(form);
            vec![part(section, is_apart)]
        }
        Section::Papers => Vec::new(),
    });
    let papers = papers.into_iter().map(|unit| part(Section::Papers, marked.has_unit(unit)));
    (sections.collect(), papers.collect())
}

/// As [`super::progress`], for a filing that goes to others too; what is found is that of [`check_all`].
pub fn progress_all(pack: &Pack, dossier: &Dossier, rest: Rest, joint: &Joint) -> Vec<(Part, Status)> {
    let marked = Marked::apart(pack, dossier, rest);
    let (_, copies) = copies(pack, dossier, rest);
    let with_status = sections_all(pack, dossier, rest).into_iter().map(|part| {
        let found = joint.findings().filter(|(finding, to)| part_of(&marked, finding, to).as_ref() == Some(&part));
        let found: Vec<&Finding> = found.map(|(finding, _)| finding).collect();
        let copy = copies.iter().find(|(copy, _)| Some(&copy.recipient) == part.at.as_ref());
        let there = copy.map_or(dossier, |(copy, _)| copy);
        let is_started = match &part.section {
            Section::Facts => there.facts.keys().any(|fact| marked.has_fact(fact) == part.at.is_some()),
            Section::Papers => there
                .papers
                .iter()
                .any(|(slot, papers)| !papers.is_empty() && marked.has_unit(slot.cite) == part.at.is_some()),
            section => is_started(there, section),
        };
        let is_of_part = |cite| marked.has_unit(cite) == part.at.is_some();
        let status = status(is_started, &found, || part.section == Section::Papers && is_open(pack, there, is_of_part));
        (part, status)
    });
    with_status.collect()
}

/// The part of a filing that a finding belongs to, given the recipients that it concerns; `None` for those about the whole.
pub fn part_of(marked: &Marked, finding: &Finding, concerned: &[String]) -> Option<Part> {
    let at = concerned.first().filter(|_| marked.holds(&finding.place)).cloned();
    section_of(finding).map(|section| Part { section, at })
}

/// As [`requirements`], for a filing that goes to others too: those of one place, or those that are the same for all.
pub fn requirements_all(pack: &Pack, dossier: &Dossier, rest: Rest, at: Option<&str>) -> Vec<Requirement> {
    let marked = Marked::apart(pack, dossier, rest);
    let mut all = match at {
        Some(at) => requirements(pack, &addressed(pack, dossier, rest, at)),
        None => requirements(pack, dossier),
    };
    for copy in others(pack, dossier, rest, at) {
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
    all.retain(|requirement| marked.has_unit(requirement.cite) == at.is_some());
    all
}

/// As [`asked`], for a filing that goes to others too: for one place, or what is the same for all. Of a form that is told for each place
/// each is asked what its own answers ask.
pub fn asked_all<'a>(
    pack: &'a Pack,
    dossier: &Dossier,
    rest: Rest,
    at: Option<&str>,
    form: &str,
    row: Option<&str>,
) -> Vec<&'a Field> {
    let of_one = |dossier: &Dossier| vec![asked(pack, dossier, form, row)];
    joined_fields(pack, dossier, rest, at, form, &of_one).pop().unwrap_or_default()
}

/// As [`asked_by_row`], for a filing that goes to others too.
pub fn asked_by_row_all<'a>(
    pack: &'a Pack,
    dossier: &Dossier,
    rest: Rest,
    at: Option<&str>,
    list: &str,
) -> Vec<Vec<&'a Field>> {
    joined_fields(pack, dossier, rest, at, list, &|dossier| asked_by_row(pack, dossier, list))
}

/// What is asked of any recipient, of a form once or of each row of a list, each field once. However it is addressed, the rows are the same.
fn joined_fields<'a>(
    pack: &'a Pack,
    dossier: &Dossier,
    rest: Rest,
    at: Option<&str>,
    form: &str,
    ask: &dyn Fn(&Dossier) -> Vec<Vec<&'a Field>>,
) -> Vec<Vec<&'a Field>> {
    let marked = Marked::apart(pack, dossier, rest);
    let mut all = match at {
        Some(at) => ask(&addressed(pack, dossier, rest, at)),
        None => ask(dossier),
    };
    for copy in others(pack, dossier, rest, at) {
        for (all, more) in all.iter_mut().zip(ask(&copy)) {
            merge(all, more, |a, b| a.id == b.id, |_, _| {});
        }
    }
    let belongs = |field: &Field| form != pack.facts.id || marked.has_fact(&field.id) == at.is_some();
    if let Some(form) = pack.form(form) {
        for all in &mut all {
            let is_asked = |field: &Field| all.iter().any(|one| one.id == field.id) && belongs(field);
            *all = form.fields().filter(|field| is_asked(field)).collect();
        }
    }
    all
}

/// How the dossier goes to the others; of no account where one place is asked for.
fn others(pack: &Pack, dossier: &Dossier, rest: Rest, at: Option<&str>) -> Vec<Dossier> {
    if at.is_some() {
        return Vec::new();
    }
    copies(pack, dossier, rest).1.into_iter().map(|(copy, _)| copy).collect()
}

/// The recipients for whom the dossier stands as it is, and how it goes to the others: once for each of whose place something is told
/// or listed, else once a sort, and once to one that the pack does not know, so that this is found.
pub(super) fn copies(pack: &Pack, dossier: &Dossier, rest: Rest) -> (Vec<String>, Vec<(Dossier, Vec<String>)>) {
    let by_place = !Marked::apart(pack, dossier, rest).is_empty() || listing(pack, &dossier.procedure).is_some();
    let kind = |recipient: &String| {
        let apart = Some(recipient).filter(|to| by_place && pack.words.place_of(to).is_some());
        (sort_of(recipient).to_owned(), pack.words.recipient(recipient).is_some(), apart.cloned())
    };
    let mut own = Vec::new();
    let mut copies: Vec<(Dossier, Vec<String>)> = Vec::new();
    for recipient in recipients(dossier, rest.to) {
        let of = kind(&recipient);
        if of == kind(&dossier.recipient) {
            own.push(recipient);
        } else if let Some((_, to)) = copies.iter_mut().find(|(copy, _)| kind(&copy.recipient) == of) {
            to.push(recipient);
        } else {
            copies.push((addressed(pack, dossier, rest, &recipient), vec![recipient]));
        }
    }
    (own, copies)
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
        // Two that ask for the same mostly go on side by side.
        let is_next = all.get(at).is_some_and(|known| same(known, &new));
        match is_next.then_some(at).or_else(|| all.iter().position(|known| same(known, &new))) {
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
