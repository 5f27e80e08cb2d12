//! Deciding questions that have nothing to decide: by the answers to those before them, what they decide is not asked here.

use super::lookup::Case;
use super::pieces::Piece;
use super::plan::Plan;
use super::reach::{Reached, decided};

impl Case<'_, '_> {
    /// Whether all that a deciding question decides is known not to be asked, whatever the answers to it and to those after it: of two
    /// that leave out the same, the first has the say.
    pub fn is_idle(&self, fact: usize) -> bool {
        self.veiling(fact, || self.decides_nothing(fact))
    }

    /// The same of the question of that id.
    pub fn fact_is_idle(&self, id: &str) -> bool {
        let facts = self.plan.forms.first();
        let at = facts.and_then(|facts| facts.fields.iter().position(|plan| plan.field.id == id));
        at.is_some_and(|fact| self.is_idle(fact))
    }

    fn decides_nothing(&self, fact: usize) -> bool {
        let plan = self.plan;
        let Some((reached, facts)) = plan.decided(fact).zip(plan.forms.first()) else { return false };
        let is_off = |unit: usize| self.asked(unit) == Some(false);
        let mut decides = false;
        for piece in &reached.pieces {
            let of_fact = match (plan.owner(*piece).checked_sub(1), plan.pieces.get(*piece)) {
                (Some(duty), _) => Some(is_off(duty)),
                (None, Some(Piece::Field(0, other))) if *other != fact => {
                    let when = facts.fields.get(*other).and_then(|plan| plan.when.as_ref());
                    when.map(|when| self.truth(when, None, false).holds == Some(false))
                }
                _ => None,
            };
            match of_fact {
                Some(false) => return false,
                Some(true) => decides = true,
                None => {}
            }
        }
        (decides || !reached.units.is_empty()) && reached.units.iter().all(|unit| is_off(*unit))
    }
}

impl Plan<'_> {
    /// What depends on a deciding question, without what is asked or not for what it decides.
    fn decided(&self, fact: usize) -> Option<&Reached> {
        self.decided.get_or_init(|| decided(self)).first()?.get(fact)
    }

    /// The how manieth of the dossier's deciding questions a field of theirs is.
    pub fn turn(&self, fact: usize) -> usize {
        let field = self.forms.first().and_then(|facts| facts.fields.get(fact));
        let turn = field.and_then(|plan| self.kind.facts.iter().position(|id| *id == plan.field.id));
        turn.unwrap_or(usize::MAX)
    }
}
