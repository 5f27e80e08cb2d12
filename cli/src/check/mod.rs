//! `hoso check`: a dossier under its law, for each of its recipients, and the report as JSON or as a person reads it.

mod text;

use hoso_core::dossier::{check_all, recipients};
use hoso_core::report::{Report, Verdict};
use hoso_core::text::Lang;
use serde::Serialize;

use crate::answer::{Answer, Problem};
use crate::args::Check;
use crate::whom::opened;

pub use text::{joint_text, report_text};

/// What is found about a filing to several recipients, as JSON.
#[derive(Serialize)]
struct Several<'a> {
    /// Everyone that it goes to.
    recipients: Vec<String>,
    /// What is found for any of them.
    report: &'a Report,
    /// For each finding of the report the recipients that it concerns; none where it concerns all.
    concerns: &'a [Vec<String>],
}

/// Checks.
///
/// # Errors
/// When the dossier or its law cannot be read.
pub fn run(asked: &Check, lang: Lang) -> Result<Answer, Problem> {
    let (law, mut draft) = opened(&asked.dossier, &asked.packs)?;
    draft.dossier.closed |= asked.complete;
    let (dossier, rest) = (&draft.dossier, draft.filing.rest());
    let joint = check_all(&law.pack, &law.reference, dossier, rest, asked.on.unwrap_or(dossier.on));
    let met = joint.report.verdict == Verdict::Met;
    let recipients = recipients(dossier, rest.to);
    match asked.json {
        true if recipients.len() == 1 => Answer::json(&joint.report, met),
        true => Answer::json(&Several { recipients, report: &joint.report, concerns: &joint.concerns }, met),
        false => Ok(Answer::new(joint_text(&law.pack, dossier, rest, &joint, lang), met)),
    }
}
