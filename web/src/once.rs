//! Questions about a whole dossier, answered once.

use hoso_core::day::Day;
use hoso_core::dossier::{Dossier, requirements as requirements_of};
use hoso_core::json::{BadJson, Shape, Written, parse};
use hoso_core::report::{Finding, Report};
use hoso_core::text::Lang;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::packs;
use crate::problem::Problem;

/// The report on a dossier, as JSON. `on` is a day such as `2016-05-10`; else the dossier's own counts.
///
/// # Errors
/// When the pack was not loaded, the text is no dossier, or `on` is no day.
#[wasm_bindgen(skip_jsdoc)]
pub fn check(version: &str, dossier: &str, on: Option<String>) -> Result<String, Problem> {
    let law = packs::of(version)?;
    let dossier = read(dossier)?;
    let on = on.map_or(Ok(dossier.on), |on| on.parse::<Day>().map_err(|_| no_day(&on)))?;
    report_json(&law.plans.check(&law.reference, &dossier, on))
}

/// That a text is no day.
pub fn no_day(on: &str) -> Problem {
    Problem::new(
        "not-a-day",
        format!("“{on}” không phải là ngày; viết 2016-05-10."),
        format!("“{on}” is no day; write 2016-05-10."),
    )
}

/// The papers that a dossier asks for, as JSON.
///
/// # Errors
/// When the pack was not loaded, or the text is no dossier.
#[wasm_bindgen(skip_jsdoc)]
pub fn requirements(version: &str, dossier: &str) -> Result<String, Problem> {
    json(requirements_of(packs::of(version)?.pack, &read(dossier)?).as_slice())
}

/// A finding as a person reads it, as JSON.
///
/// # Errors
/// When the pack was not loaded, or the texts are no dossier or no finding.
#[wasm_bindgen(skip_jsdoc)]
pub fn say(version: &str, dossier: &str, finding: &str, lang: &str) -> Result<String, Problem> {
    let finding: Finding = read_shape(finding).map_err(|error| Problem::of_shape(&error))?;
    json(&hoso_core::say::finding(packs::of(version)?.pack, &read(dossier)?, &finding, language(lang)))
}

/// A dossier by itself, or that of a draft.
///
/// # Errors
/// When the text is neither.
pub fn read(text: &str) -> Result<Dossier, Problem> {
    // A dossier by itself is the common case, and is read without building a tree of it first.
    match Dossier::read(text.as_bytes()) {
        Ok(dossier) if dossier.format == 1 => Ok(dossier),
        _ => hoso_core::draft::open_dossier(text.as_bytes()).map_err(|error| Problem::of_draft(&error)),
    }
}

/// A value of ours from its JSON text.
///
/// # Errors
/// When the text is no JSON, or JSON of another shape.
pub fn read_shape<T: Shape>(text: &str) -> Result<T, BadJson> {
    parse(text.as_bytes())?.shaped()
}

/// A report as JSON text.
///
/// # Errors
/// When the writer fails, which it does not for our values.
pub fn report_json(report: &Report) -> Result<String, Problem> {
    report.json().map_err(|error| Problem::of_shape(&error))
}

/// A value of ours as JSON text.
///
/// # Errors
/// When the writer fails, which it does not for our values.
pub fn json<T: Written + ?Sized>(value: &T) -> Result<String, Problem> {
    value.json().map_err(|error| Problem::of_shape(&error))
}

/// English where it is asked for, else Vietnamese.
pub fn language(lang: &str) -> Lang {
    if lang == "en" { Lang::En } else { Lang::Vi }
}
