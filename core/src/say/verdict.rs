//! The verdict of a report.

use crate::report::{Report, Severity, Verdict};
use crate::text::Text;

/// Whether the dossier meets the law, and else in how many points it does not, in both languages.
#[must_use]
pub fn verdict(report: &Report) -> Text {
    let wrong = report.findings.iter().filter(|found| found.severity == Severity::Error).count();
    match report.verdict {
        Verdict::Met => Text::new("Hồ sơ đạt mọi yêu cầu của luật.", "The dossier meets all that the law asks."),
        Verdict::Unmet => {
            Text::new(format!("Hồ sơ chưa đạt ở {wrong} điểm."), format!("The dossier is unmet in {wrong} points."))
        }
        Verdict::Open => Text::new("Hồ sơ còn thiếu.", "The dossier is not complete."),
        Verdict::NotAsked => Text::new("Hồ sơ không được yêu cầu.", "The dossier is not asked for."),
    }
}
