//! Many verdicts in one table: a line a bundle, and which bundles hold the same dossier.

use serde::Serialize;

use super::{Code, Outcome, Severity, Verdict};
use crate::report;
use crate::text::Text;

/// The verdicts on a folder of bundles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Table {
    /// The version of this layout; 1.
    pub format: u32,
    /// A line a bundle.
    pub bundles: Vec<Row>,
    /// What else is in the folder, and was not looked at.
    pub not_looked_at: Vec<String>,
}

/// One line of the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Row {
    /// The file, from the folder on.
    pub file: String,
    /// The outcome; none where the file could not be read.
    pub outcome: Option<Outcome>,
    /// What that means, or why the file could not be read.
    pub say: Text,
    /// What the check finds in the dossier now.
    pub law: Option<report::Verdict>,
    /// Which procedure the dossier is for.
    pub procedure: Option<String>,
    /// Whom it is addressed to.
    pub recipient: Option<String>,
    /// Its id.
    pub id: Option<String>,
    /// SHA-256 of its signed JSON.
    pub sha256: Option<String>,
    /// The tax codes of the signers.
    pub tax_codes: Vec<String>,
    /// When it was signed, as the signers claim (RFC 3339, UTC).
    pub claimed: Vec<String>,
    /// Until when it was signed at the latest, as timestamps prove (RFC 3339, UTC).
    pub proven: Vec<String>,
    /// Every error and warning, each once.
    pub reasons: Vec<Code>,
    /// A valid bundle of the folder that holds the very same dossier.
    pub same_as: Option<String>,
    /// A valid bundle of the folder that holds another dossier of the same id to the same recipient.
    pub same_id_as: Option<String>,
}

impl Table {
    /// The table of these lines. What is not valid tells nothing of what is: only a valid bundle is one that others are the same as.
    #[must_use]
    pub fn of(mut bundles: Vec<Row>, not_looked_at: Vec<String>) -> Self {
        let valid: Vec<(usize, Row)> = bundles.iter().cloned().enumerate().filter(|(_, row)| row.is_valid()).collect();
        for (at, row) in bundles.iter_mut().enumerate() {
            if row.id.is_none() {
                continue;
            }
            let is_before = |place: usize| if row.is_valid() { place < at } else { true };
            // Of a filing to several, each gets a dossier of the same id.
            let is_twin = |other: &Row| other.id == row.id && other.recipient == row.recipient;
            let mut others = valid.iter().filter(|(place, other)| is_before(*place) && is_twin(other));
            let Some((_, first)) = others.clone().next() else { continue };
            match others.find(|(_, other)| other.sha256 == row.sha256) {
                Some((_, same)) => row.same_as = Some(same.file.clone()),
                None => row.same_id_as = Some(first.file.clone()),
            }
        }
        Self { format: 1, bundles, not_looked_at }
    }
}

impl Row {
    /// The line of a verdict.
    #[must_use]
    pub fn of(file: String, verdict: &Verdict) -> Self {
        let inside = verdict.dossier.as_ref();
        let signatures = &verdict.seal.signatures;
        let mut reasons = Vec::new();
        for reason in verdict.seal.all_reasons().filter(|reason| reason.severity != Severity::Note) {
            if !reasons.contains(&reason.code) {
                reasons.push(reason.code);
            }
        }
        Self {
            outcome: Some(verdict.outcome),
            law: inside.and_then(|inside| inside.report.as_ref()).map(|report| report.verdict),
            procedure: inside.map(|inside| inside.procedure.clone()),
            recipient: inside.map(|inside| inside.recipient.clone()),
            id: inside.map(|inside| inside.id.clone()),
            sha256: inside.map(|inside| inside.sha256.clone()),
            tax_codes: signatures.iter().filter_map(|one| one.signer.as_ref()?.tax_code.clone()).collect(),
            claimed: signatures.iter().filter_map(|one| one.claimed_time.clone()).collect(),
            proven: signatures.iter().filter_map(|one| one.proven_time.clone()).collect(),
            reasons,
            ..Self::unread(file, verdict.say.clone())
        }
    }

    /// The line of a file that could not be read.
    #[must_use]
    pub fn unread(file: String, why: Text) -> Self {
        Self {
            file,
            outcome: None,
            say: why,
            law: None,
            procedure: None,
            recipient: None,
            id: None,
            sha256: None,
            tax_codes: Vec::new(),
            claimed: Vec::new(),
            proven: Vec::new(),
            reasons: Vec::new(),
            same_as: None,
            same_id_as: None,
        }
    }

    fn is_valid(&self) -> bool {
        self.outcome == Some(Outcome::Valid)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(file: &str, outcome: Outcome, id: &str, sha256: &str) -> Row {
        let (id, sha256) = (Some(id.to_owned()), Some(sha256.to_owned()));
        Row { outcome: Some(outcome), id, sha256, ..Row::unread(file.to_owned(), outcome.say()) }
    }

    #[test]
    fn a_filing_to_several_is_one_dossier_to_each() {
        let to = |recipient: &str, file: &str, sha256: &str| Row {
            recipient: Some(recipient.to_owned()),
            ..row(file, Outcome::Valid, "1", sha256)
        };
        let rows = vec![to("vca", "a", "x"), to("doit/01", "b", "y"), to("doit/01", "c", "z")];
        assert_eq!(marks(rows), [(None, None), (None, None), (None, Some("b".to_owned()))]);
    }

    fn marks(rows: Vec<Row>) -> Vec<(Option<String>, Option<String>)> {
        Table::of(rows, Vec::new()).bundles.into_iter().map(|row| (row.same_as, row.same_id_as)).collect()
    }

    #[test]
    fn what_is_not_valid_speaks_ill_of_nothing_that_is() {
        let (poison, valid) = (row("a", Outcome::Intact, "1", "x"), row("b", Outcome::Valid, "1", "x"));
        assert_eq!(marks(vec![poison, valid]), [(Some("b".to_owned()), None), (None, None)]);
    }

    #[test]
    fn the_same_dossier_is_told_from_another_of_the_same_id() {
        let rows = [("a", "1", "x"), ("b", "1", "y"), ("c", "1", "y"), ("d", "2", "x")];
        let rows = rows.map(|(file, id, sha256)| row(file, Outcome::Valid, id, sha256));
        let of = |file: &str| Some(file.to_owned());
        assert_eq!(marks(rows.to_vec()), [(None, None), (None, of("a")), (of("b"), None), (None, None)]);
        assert_eq!(marks(vec![Row::unread("a".to_owned(), Outcome::Valid.say()); 2]), [(None, None), (None, None)]);
    }
}
