//! What is told for each place by itself, what goes to one place only, and what goes to all.

use super::Finder;
use crate::law::{DossierKind, Unit};

impl Finder<'_> {
    /// Only those who are in each place are told what is told for each, and only of those can one be meant.
    pub(super) fn places(&mut self) {
        let pack = self.pack;
        for kind in &pack.dossiers {
            self.at(format!("dossier {}", kind.id));
            let facts = pack.facts.groups.iter().filter(|group| group.each_place).flat_map(|group| &group.fields);
            let asks_each = facts.into_iter().any(|field| kind.facts.contains(&field.id));
            if asks_each && !self.are_in_each_place(&kind.recipients) {
                self.say("asks a question for each place, but goes to others than those who are in each");
            }
            if let Some(cite) = kind.one_place {
                self.cite(cite);
                if !kind.recipients.iter().any(|sort| self.are_in_each_place(std::slice::from_ref(sort))) {
                    self.say("goes to one place, but to nobody who is in each");
                }
            }
            if let Some(cite) = kind.to_all {
                self.cite(cite);
                if kind.recipients.len() < 2 {
                    self.say("goes to each sort of its recipients, of which there is one");
                }
            }
            for unit in pack.units().filter(|unit| pack.is_told_for_each_place(unit.cite)) {
                if pack.comprises(kind, unit.cite) && !self.are_in_each_place(self.asked_of(kind, unit)) {
                    self.at(unit.cite);
                    self.say(format!("is told for each place, but in dossier {} asked of others too", kind.id));
                }
            }
        }
    }

    /// The sorts of recipients that a unit is asked of.
    fn asked_of<'b>(&'b self, kind: &'b DossierKind, unit: &'b Unit) -> &'b [String] {
        let above = std::iter::successors(Some(unit.cite), crate::cite::Cite::parent);
        let mut to = above.filter_map(|cite| self.pack.unit(cite)).map(|unit| unit.to.as_slice());
        to.find(|to| !to.is_empty()).unwrap_or(&kind.recipients)
    }

    fn are_in_each_place(&self, sorts: &[String]) -> bool {
        let words = &self.pack.words.recipient;
        sorts.iter().all(|sort| words.get(sort).is_some_and(|recipient| recipient.in_each_place))
    }
}
