//! `hoso check`: a dossier under its law, and the report as JSON or as a person reads it.

mod text;

use hoso_core::dossier::{Dossier, check};
use hoso_core::report::{Report, Verdict};
use hoso_core::text::Lang;

use crate::answer::{Answer, Problem};
use crate::args::Check;
use crate::input;
use crate::packs::{self, Law};

pub use text::report_text;

/// Checks.
///
/// # Errors
/// When the dossier or its law cannot be read.
pub fn run(asked: &Check, lang: Lang) -> Result<Answer, Problem> {
    let mut dossier = input::dossier(&asked.dossier)?;
    dossier.closed |= asked.complete;
    let law = packs::of(&dossier.pack, &asked.packs)?;
    let report = check(&law.pack, &law.reference, &dossier, asked.on.unwrap_or(dossier.on));
    answer(&law, &dossier, &report, asked.json, lang)
}

fn answer(law: &Law, dossier: &Dossier, report: &Report, json: bool, lang: Lang) -> Result<Answer, Problem> {
    let met = report.verdict == Verdict::Met;
    if json { Answer::json(report, met) } else { Ok(Answer::new(report_text(&law.pack, dossier, report, lang), met)) }
}
