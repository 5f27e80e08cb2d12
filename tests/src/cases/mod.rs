//! Told cases: Markdown beside the law, in which a dossier that is met is changed a little and the findings are foretold.
//!
//! A case is a heading with prose and a fenced block `case`. Each line of the block changes the example dossier or foretells
//! something; see `core/law/README.md` for the lines there are. What is not foretold must not happen: every duty stands as in the
//! first case, and the findings are those told and no others. The same cases run natively and in the browser.

mod expect;
mod read;
mod terms;

use hoso_core::day::Calendar;
use hoso_core::dossier::{Dossier, check};
use hoso_core::json::{canonical, sha256_hex};
use hoso_core::law::{Pack, PackRef};
use hoso_core::report::Report;

pub use expect::Expected;
pub use terms::{TermCase, terms, wrong_terms};

/// The Markdown files, by name, with the dossier that they change.
const FILES: [(&str, &str); 3] = [
    ("art-02.md", include_str!("../../../core/law/vn/tt-24-2014/cases/art-02.md")),
    ("art-16.md", include_str!("../../../core/law/vn/tt-24-2014/cases/art-16.md")),
    ("whole.md", include_str!("../../../core/law/vn/tt-24-2014/cases/whole.md")),
];
const TERMS: &str = include_str!("../../../core/law/vn/tt-24-2014/cases/art-03.md");
const EXAMPLE: &str = include_str!("../../../core/law/vn/tt-24-2014/example/dossier.json");

/// One told case.
#[derive(Clone, Debug)]
pub struct Case {
    /// File and heading.
    pub name: String,
    /// The dossier, changed.
    pub dossier: Dossier,
    /// What is foretold.
    pub expected: Expected,
}

/// Every case, in the order of the files. The dossiers are drawn up under the pack given.
///
/// # Errors
/// When a case cannot be understood; says which and where.
pub fn all(reference: &PackRef) -> Result<Vec<Case>, String> {
    let mut example: Dossier = serde_json::from_str(EXAMPLE).map_err(|error| format!("example dossier: {error}"))?;
    example.pack = reference.clone();
    let mut cases = Vec::new();
    for (file, text) in FILES {
        read::file(file, text, &example, &mut cases)?;
    }
    Ok(cases)
}

/// The names of the files read, to compare with those in the folder.
pub fn files() -> Vec<&'static str> {
    FILES.iter().map(|(name, _)| *name).chain(["art-03.md"]).collect()
}

/// The report on a case.
pub fn report(case: &Case, pack: &Pack, reference: &PackRef) -> Report {
    check(pack, reference, &case.dossier, case.dossier.on)
}

/// Where report and foretelling differ, one line each; empty when the case holds.
pub fn wrong(case: &Case, report: &Report) -> Vec<String> {
    case.expected.against(report).into_iter().map(|what| format!("{}: {what}", case.name)).collect()
}

/// Everything in which a pack contradicts the told cases and terms, one line each.
///
/// # Errors
/// When a case cannot be understood.
pub fn all_wrong(pack: &Pack, reference: &PackRef, calendar: &Calendar) -> Result<Vec<String>, String> {
    let cases = all(reference)?;
    let mut found: Vec<String> = cases.iter().flat_map(|case| wrong(case, &report(case, pack, reference))).collect();
    found.extend(wrong_terms(&terms()?, pack, calendar));
    Ok(found)
}

/// SHA-256 over all cases' names and report bytes: the same natively and in the browser.
///
/// # Errors
/// When a case cannot be understood.
pub fn hash(pack: &Pack, reference: &PackRef) -> Result<String, String> {
    let mut bytes = Vec::new();
    for case in all(reference)? {
        bytes.extend_from_slice(case.name.as_bytes());
        bytes.push(b'\n');
        bytes.extend(canonical(&report(&case, pack, reference)).map_err(|error| error.to_string())?);
        bytes.push(b'\n');
    }
    Ok(sha256_hex(&bytes))
}
