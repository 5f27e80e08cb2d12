//! What is found about a filing to several recipients, as it is written.

use serde::Serialize;

use super::many::{left_out, recipients};
use super::{Dossier, Joint, Rest};
use crate::law::Pack;
use crate::report::{Finding, Report};

/// What is found about a filing, and whom it concerns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct Several {
    /// Everyone that it goes to, the dossier's own recipient first.
    pub recipients: Vec<String>,
    /// What is found for any of them. The verdict is the worst.
    pub report: Report,
    /// For each finding of the report the recipients that it concerns; none where it concerns all.
    pub concerns: Vec<Vec<String>>,
    /// That some are left out to whom the law has it go too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left_out: Option<Finding>,
}

impl Several {
    /// What was found about a filing that goes to these.
    pub fn of(pack: &Pack, dossier: &Dossier, rest: Rest, Joint { report, concerns }: Joint) -> Several {
        let recipients = recipients(dossier, rest.to);
        Several { left_out: left_out(pack, dossier, &recipients), recipients, report, concerns }
    }
}
