//! The conformance kits: every told case as JSON in and JSON out, for whoever checks dossiers with another program, or another version.

use std::collections::BTreeMap;

use anyhow::{Result, anyhow};
use hoso_core::cite::Cite;
use hoso_core::day::Day;
use hoso_core::dossier::{Dossier, Plans, Several, Values};
use hoso_core::draft::Draft;
use hoso_core::json::{canonical, sha256_hex};
use hoso_core::law::{Pack, PackRef};
use hoso_core::report::Report;
use hoso_core::text::Lang;
use hoso_tests::cases::{self, Case, FiledCase, FiledLast};
use schemars::JsonSchema;
use serde::Serialize;

use super::files::Shelf;
use crate::files::Files;

/// One told case: checking the dossier under its pack, on its own day of filing, gives the report.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Told {
    /// File and heading of the case beside the law.
    pub name: String,
    /// What goes in. It names pack and version.
    pub dossier: Dossier,
    /// What comes out: member for member and in this order of findings.
    pub report: Report,
}

/// One told case of a filing to several recipients: checking the draft for all of them gives what is found.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ToldOfSeveral {
    /// File and heading of the case beside the law.
    pub name: String,
    /// What goes in. Its dossier names pack and version.
    pub draft: Draft,
    /// What comes out: member for member and in this order of findings.
    pub found: Several,
}

/// One told time: of the deadlines of a dossier, or of a kind of dossier, given the days of events, that of one step.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ToldTime {
    /// What is told, in short.
    pub name: String,
    /// The pack.
    pub pack: PackRef,
    /// The dossier that goes in; else what counts is the kind alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dossier: Option<Dossier>,
    /// Which kind of dossier.
    pub procedure: String,
    /// What happened when.
    pub events: BTreeMap<String, Day>,
    /// The day of filing.
    pub on: Day,
    /// The unit of the step that is told of.
    pub cite: String,
    /// The event that starts it; none for a day of every year.
    pub from: Option<String>,
    /// What it brings about, where the unit has several steps from one event.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub brings: Option<Vec<String>>,
    /// Whether it is taken at all, given the answers.
    pub taken: bool,
    /// What comes out: its last day; none where the text sets no time, or what starts it is not known.
    pub last: Option<Day>,
}

/// One told case of a law's short questionnaire: which dossiers and acts apply by the answers, on a day.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ToldWhich {
    /// File and heading of the case beside the law.
    pub name: String,
    /// The pack.
    pub pack: PackRef,
    /// The answers that go in.
    pub answers: Values,
    /// The day.
    pub on: Day,
    /// What comes out: of each dossier and act that applies `asked`, of each that an answer is missing to `open`.
    pub applies: BTreeMap<String, String>,
    /// The times set by what applies and reckoned from the answers: each unit and its last day, `32/1.b 13/11/2026`, in order.
    pub terms: Vec<String>,
}

/// The kits: under `conformance` and `conformance-several` and the last part of a law's id a file for each file of told cases, and under
/// `conformance-time` and `conformance-which` one for each law that tells any.
///
/// # Errors
/// When a law does not compile or a case cannot be understood.
pub fn kits() -> Result<Files> {
    let mut files = Files::default();
    for law in Shelf::open().laws()? {
        let pack = law.compile()?;
        let reference = PackRef { id: pack.id.clone(), version: sha256_hex(&canonical(&pack)?) };
        let stem = pack.id.rsplit('/').next().unwrap_or(&pack.id).to_owned();
        let plans = Plans::of(&pack);
        let cases = cases::all(&reference).map_err(|what| anyhow!(what))?;
        let asked: Vec<ToldWhich> = cases.iter().filter_map(|case| which(&pack, &reference, case)).collect();
        if !asked.is_empty() {
            files.insert(format!("conformance-which/{stem}/which.json"), canonical(&asked)?);
        }
        // Whom a filing leaves out is told of the filing, to one recipient too.
        let (one, several): (Vec<Case>, Vec<Case>) =
            cases.into_iter().partition(|case| case.filing.others.is_empty() && case.expected.left_out.is_none());
        let of_one = |case: Case| {
            let report = cases::report(&case, &plans, &reference).report;
            Told { report, dossier: case.dossier, name: case.name }
        };
        let of_several = |case: Case| {
            let found = cases::report(&case, &plans, &reference);
            let found = Several::of(&pack, &case.dossier, case.filing.rest(), found);
            let draft = Draft { filing: case.filing, ..Draft::of(case.dossier, Lang::default(), "") };
            ToldOfSeveral { name: case.name, draft, found }
        };
        insert(&mut files, &format!("conformance/{stem}"), one, of_one)?;
        insert(&mut files, &format!("conformance-several/{stem}"), several, of_several)?;
        files.insert(format!("conformance-time/{stem}/terms.json"), canonical(&times(&pack, &reference)?)?);
    }
    Ok(files)
}

/// What a case tells of the short questionnaire, on a day on which the law is in force.
fn which(pack: &Pack, reference: &PackRef, case: &Case) -> Option<ToldWhich> {
    let applies = case.expected.acts.clone().filter(|_| pack.in_force.holds(case.dossier.on))?;
    let answers = pack.questions.iter().filter_map(|id| Some((id.clone(), case.dossier.facts.get(id)?.clone())));
    Some(ToldWhich {
        name: case.name.clone(),
        pack: reference.clone(),
        answers: answers.collect(),
        on: case.dossier.on,
        applies,
        terms: case.expected.terms.iter().cloned().collect(),
    })
}

/// Every told time of a law: those of steps by themselves, and those of filings.
fn times(pack: &Pack, reference: &PackRef) -> Result<Vec<ToldTime>> {
    let mut times = Vec::new();
    for row in cases::terms(&pack.id).map_err(|what| anyhow!(what))? {
        let unit: Cite = row.cite.parse().map_err(|_| anyhow!("{} is no unit", row.cite))?;
        // What nobody files sets off no procedure that could be asked for.
        let kind = pack.dossiers.iter().find(|kind| kind.handled_by(unit));
        let Some((kind, day)) = kind.zip(row.event) else { continue };
        times.push(ToldTime {
            name: format!("{} from {}", row.cite, row.from.as_deref().unwrap_or("a day of every year")),
            pack: reference.clone(),
            dossier: None,
            procedure: kind.id.clone(),
            events: row.from.iter().map(|event| (event.clone(), day)).collect(),
            on: day,
            cite: row.cite,
            from: row.from,
            brings: Some(row.brings),
            taken: true,
            last: row.last,
        });
    }
    // What came back of a filing may be an event that nothing starts from; nobody asks by it.
    let starts =
        |event: &String| pack.units().flat_map(|unit| &unit.steps).any(|step| step.from.as_ref() == Some(event));
    let of_filing = |case: FiledCase| ToldTime {
        name: case.name,
        pack: reference.clone(),
        dossier: case.dossier.map(|dossier| Dossier { pack: reference.clone(), ..dossier }),
        procedure: case.procedure,
        events: case.events.into_iter().filter(|(event, _)| starts(event)).collect(),
        on: case.on,
        cite: case.cite,
        from: case.from,
        brings: None,
        taken: case.last != FiledLast::NotTaken,
        last: if let FiledLast::Day(last) = case.last { Some(last) } else { None },
    };
    times.extend(cases::filings(pack).map_err(|what| anyhow!(what))?.into_iter().map(of_filing));
    Ok(times)
}

/// Puts cases under a folder, a file for each file that tells them.
fn insert<T: Serialize>(files: &mut Files, folder: &str, cases: Vec<Case>, told: impl Fn(Case) -> T) -> Result<()> {
    let mut by_file: BTreeMap<String, Vec<T>> = BTreeMap::new();
    for case in cases {
        let file = case.name.split_once(".md: ").map_or(case.name.as_str(), |(file, _)| file).to_owned();
        by_file.entry(file).or_default().push(told(case));
    }
    for (file, told) in by_file {
        files.insert(format!("{folder}/{file}.json"), canonical(&told)?);
    }
    Ok(())
}
