//! Told cases: Markdown beside the law, in which a dossier that is met is changed a little and the findings are foretold.
//!
//! A case is a heading with prose and a fenced block `case`. Each line of the block changes the example dossier or foretells
//! something; see `core/law/README.md` for the lines there are. What is not foretold must not happen: every duty stands as in the
//! first case, and the findings are those told and no others. The same cases run natively and in the browser.

mod expect;
mod read;
mod terms;

use std::collections::BTreeMap;

use hoso_core::day::Calendar;
use hoso_core::dossier::{Dossier, Joint, Plans, left_out, recipients, which};
use hoso_core::draft::Filing;
use hoso_core::json::{canonical, sha256_hex};
use hoso_core::law::{Pack, PackRef};

pub use expect::Expected;
use expect::basis;
pub use terms::{FiledCase, FiledLast, TermCase, filings, terms, wrong_terms};

/// Law, file within its folder, text: written by the build script.
const FILES: &[(&str, &str, &str)] = include!(concat!(env!("OUT_DIR"), "/told.in"));

/// One told case.
#[derive(Clone, Debug)]
pub struct Case {
    /// File and heading.
    pub name: String,
    /// The dossier of the example that it starts from.
    pub of: String,
    /// The dossier, changed.
    pub dossier: Dossier,
    /// Whom it goes to besides, and what is told for the place of each.
    pub filing: Filing,
    /// What is foretold.
    pub expected: Expected,
}

/// Every case of a law, in the order of the files. The dossiers are drawn up under the pack given.
///
/// # Errors
/// When a case cannot be understood; says which and where.
pub fn all(reference: &PackRef) -> Result<Vec<Case>, String> {
    let examples = examples(reference)?;
    let mut cases = Vec::new();
    for (file, text) in markdown(&reference.id) {
        read::file(file, text, &examples, &mut cases)?;
    }
    Ok(cases)
}

/// The example dossiers of a law by their procedure, each of which is met.
///
/// # Errors
/// When one cannot be read.
pub fn examples(reference: &PackRef) -> Result<BTreeMap<String, Dossier>, String> {
    let examples = FILES.iter().filter(|(law, name, _)| *law == reference.id && name.starts_with("example/"));
    let read = |(_, name, text): &(&str, &str, &str)| {
        let dossier: Dossier = serde_json::from_str(text).map_err(|error| format!("{name}: {error}"))?;
        Ok((dossier.procedure.clone(), Dossier { pack: reference.clone(), ..dossier }))
    };
    examples.map(read).collect()
}

/// The largest told dossier of these laws that is met.
///
/// # Errors
/// When a case cannot be understood, or there is none.
pub fn largest(packs: &[(Pack, PackRef)]) -> Result<Dossier, String> {
    let mut largest = None;
    for (_, reference) in packs {
        for case in all(reference)?.into_iter().filter(|case| case.expected.verdict == "met") {
            let size = canonical(&case.dossier).map_err(|error| error.to_string())?.len();
            if largest.as_ref().is_none_or(|(most, _)| size > *most) {
                largest = Some((size, case.dossier));
            }
        }
    }
    largest.map(|(_, dossier)| dossier).ok_or_else(|| "no told dossier is met".to_owned())
}

/// The example of one dossier of a law.
fn example(law: &str, dossier: &str) -> Result<Dossier, String> {
    let name = format!("example/{dossier}.json");
    let (.., text) =
        FILES.iter().find(|(of, file, _)| *of == law && *file == name).ok_or("there is no such example")?;
    serde_json::from_str(text).map_err(|error| format!("{name}: {error}"))
}

/// The Markdown files of a law: name and text.
fn markdown(law: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let of_law = FILES.iter().filter(move |(of, ..)| *of == law);
    of_law.filter_map(|(_, name, text)| Some((name.strip_prefix("cases/")?, *text)))
}

/// The report on a case.
pub fn report(case: &Case, plans: &Plans, reference: &PackRef) -> Joint {
    plans.check_all(reference, &case.dossier, case.filing.rest(), case.dossier.on)
}

/// Where report and foretelling differ, one line each; empty when the case holds.
pub fn wrong(case: &Case, report: &Joint) -> Vec<String> {
    case.expected.against(report).into_iter().map(|what| format!("{}: {what}", case.name)).collect()
}

/// Where whom a filing leaves out and the foretelling differ, one line each.
pub fn wrong_recipients(case: &Case, pack: &Pack) -> Vec<String> {
    let Some(told) = &case.expected.left_out else { return Vec::new() };
    let to = recipients(&case.dossier, &case.filing.others);
    let found = left_out(pack, &case.dossier, &to).map_or_else(|| "nobody".to_owned(), |found| basis(&found));
    if found == *told { Vec::new() } else { vec![format!("{}: left out told {told}, found {found}", case.name)] }
}

/// Where what applies by the answers and the foretelling differ, one line each.
pub fn wrong_acts(case: &Case, pack: &Pack) -> Vec<String> {
    if case.expected.acts.is_none() {
        return Vec::new();
    }
    let applies = which(pack, &case.dossier.facts, case.dossier.on);
    case.expected.against_acts(&applies).into_iter().map(|what| format!("{}: {what}", case.name)).collect()
}

/// Everything in which a pack contradicts the told cases and terms, one line each.
///
/// # Errors
/// When a case cannot be understood.
pub fn all_wrong(pack: &Pack, reference: &PackRef, calendar: &Calendar) -> Result<Vec<String>, String> {
    let (cases, plans) = (all(reference)?, Plans::of(pack));
    let mut found: Vec<String> = cases.iter().flat_map(|case| wrong(case, &report(case, &plans, reference))).collect();
    found.extend(cases.iter().flat_map(|case| wrong_acts(case, pack)));
    found.extend(cases.iter().flat_map(|case| wrong_recipients(case, pack)));
    found.extend(wrong_terms(&terms(&pack.id)?, pack, calendar));
    Ok(found)
}

/// SHA-256 over all laws' cases, their names and report bytes: the same natively and in the browser.
///
/// # Errors
/// When a case cannot be understood.
pub fn hash(packs: &[(Pack, PackRef)]) -> Result<String, String> {
    let mut bytes = Vec::new();
    for (pack, reference) in packs {
        let plans = Plans::of(pack);
        for case in all(reference)? {
            bytes.extend_from_slice(case.name.as_bytes());
            bytes.push(b'\n');
            bytes.extend(canonical(&report(&case, &plans, reference).report).map_err(|error| error.to_string())?);
            bytes.push(b'\n');
        }
    }
    Ok(sha256_hex(&bytes))
}
