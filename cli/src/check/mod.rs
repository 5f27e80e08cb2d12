//! `hoso check`: a dossier under its law, for each of its recipients, and the report as JSON or as a person reads it.

mod text;

use hoso_core::dossier::{Several, check_all, left_out, recipients};
use hoso_core::report::Verdict;
use hoso_core::text::Lang;

use crate::answer::{Answer, Problem};
use crate::args::Check;
use crate::whom::opened;

pub use text::{in_force, joint_text, report_text};

/// Checks.
///
/// # Errors
/// When the dossier or its law cannot be read.
pub fn run(asked: &Check, lang: Lang) -> Result<Answer, Problem> {
    let (law, mut draft) = opened(&asked.dossier, &asked.packs)?;
    draft.dossier.closed |= asked.complete;
    let (dossier, rest) = (&draft.dossier, draft.filing.rest());
    let left_out = left_out(&law.pack, dossier, &recipients(dossier, rest.to));
    let joint = check_all(&law.pack, &law.reference, dossier, rest, asked.on.unwrap_or(dossier.on));
    let met = joint.report.verdict == Verdict::Met;
    if !asked.json {
        return Ok(Answer::new(joint_text(&law.pack, dossier, rest, &joint, left_out.as_ref(), lang), met));
    }
    match Several::of(&law.pack, dossier, rest, joint) {
        several if several.recipients.len() > 1 => Answer::json(&several, met),
        one => Answer::json(&one.report, met),
    }
}
