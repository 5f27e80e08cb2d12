//! The conformance kit: every told case as JSON in and JSON out, for whoever checks dossiers with another program, or another version.

use std::collections::BTreeMap;

use anyhow::{Result, anyhow};
use hoso_core::dossier::{Dossier, Plans};
use hoso_core::json::{canonical, sha256_hex};
use hoso_core::law::PackRef;
use hoso_core::report::Report;
use hoso_tests::cases;
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

/// The kit: a file for each file of told cases, under the last part of the law's id.
///
/// # Errors
/// When a law does not compile or a case cannot be understood.
pub fn kit() -> Result<Files> {
    let mut files = Files::default();
    for law in Shelf::open().laws()? {
        let pack = law.compile()?;
        let reference = PackRef { id: pack.id.clone(), version: sha256_hex(&canonical(&pack)?) };
        let stem = pack.id.rsplit('/').next().unwrap_or(&pack.id).to_owned();
        let plans = Plans::of(&pack);
        let mut told: BTreeMap<String, Vec<Told>> = BTreeMap::new();
        // A filing to several is no matter of one dossier.
        let cases = cases::all(&reference).map_err(|what| anyhow!(what))?;
        for case in cases.into_iter().filter(|case| case.filing.others.is_empty()) {
            let report = cases::report(&case, &plans, &reference).report;
            let (file, _) = case.name.split_once(".md: ").unwrap_or((&case.name, ""));
            told.entry(file.to_owned()).or_default().push(Told {
                report,
                dossier: case.dossier,
                name: case.name.clone(),
            });
        }
        for (file, told) in told {
            files.insert(format!("{stem}/{file}.json"), canonical(&told)?);
        }
    }
    Ok(files)
}
