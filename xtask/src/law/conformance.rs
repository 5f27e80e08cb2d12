//! The conformance kits: every told case as JSON in and JSON out, for whoever checks dossiers with another program, or another version.

use std::collections::BTreeMap;

use anyhow::{Result, anyhow};
use hoso_core::dossier::{Dossier, Plans, Several};
use hoso_core::draft::Draft;
use hoso_core::json::{canonical, sha256_hex};
use hoso_core::law::PackRef;
use hoso_core::report::Report;
use hoso_core::text::Lang;
use hoso_tests::cases::{self, Case};
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

/// The kits: under `conformance` and `conformance-several` and the last part of a law's id a file for each file of told cases.
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
        let (one, several): (Vec<Case>, Vec<Case>) = cases.into_iter().partition(|case| case.filing.others.is_empty());
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
    }
    Ok(files)
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
