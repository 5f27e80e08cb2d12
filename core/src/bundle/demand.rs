//! What a receiver demands of a bundle beside its being valid: that it is for its desk.

use super::{Code, Reason, Verdict, verify::worst_first};
use crate::page::DOSSIER;

/// Which dossiers a desk takes. Where a list is empty, any.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Demand {
    /// Procedures, as packs name them: `grant`.
    pub procedures: Vec<String>,
    /// Recipients, as dossiers name them: `vca`, `doit/01`.
    pub recipients: Vec<String>,
}

impl Verdict {
    /// Holds the dossier against what a desk demands; what is for another is not valid for this one.
    pub fn demand(&mut self, demand: &Demand) {
        let Some(inside) = &self.dossier else { return };
        let is_other = |taken: &[String], own: &String| !taken.is_empty() && !taken.contains(own);
        let reasons = &mut self.seal.reasons;
        if is_other(&demand.procedures, &inside.procedure) {
            reasons.push(Reason::about(Code::OtherProcedure, DOSSIER));
        }
        if is_other(&demand.recipients, &inside.recipient) {
            reasons.push(Reason::about(Code::OtherRecipient, DOSSIER));
        }
        worst_first(reasons);
        self.conclude();
    }
}
