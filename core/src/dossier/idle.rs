//! Deciding questions that have nothing to decide: whatever their answer, what they decide is not asked here.

use super::lookup::Case;
use super::pieces::Piece;
use super::truth::Truth;
use crate::report::Place;

impl Case<'_, '_> {
    /// Whether all that a deciding question decides is known not to be asked, by something else than its answer.
    pub fn is_idle(&self, fact: usize) -> bool {
        let plan = self.plan;
        let Some((reached, facts)) = plan.reach(0, fact).zip(plan.forms.first()) else { return false };
        let own = facts.fields.get(fact).map(|plan| Place::Fact { fact: plan.field.id.clone() });
        let is_off =
            |truth: Truth| truth.holds == Some(false) && own.as_ref().is_none_or(|own| !truth.because.contains(own));
        let unit_is_off = |at: usize| plan.units.get(at).is_some_and(|unit| is_off(self.truth_of(unit, true)));
        let mut decides = false;
        for piece in &reached.pieces {
            let of_fact = match (plan.owner(*piece).checked_sub(1), plan.pieces.get(*piece)) {
                (Some(duty), _) => Some(unit_is_off(duty)),
                (None, Some(Piece::Field(0, other))) if *other != fact => {
                    let when = facts.fields.get(*other).and_then(|plan| plan.when.as_ref());
                    when.map(|when| is_off(self.truth(when, None, true)))
                }
                _ => None,
            };
            match of_fact {
                Some(false) => return false,
                Some(true) => decides = true,
                None => {}
            }
        }
        (decides || !reached.units.is_empty()) && reached.units.iter().all(|unit| unit_is_off(*unit))
    }
}
