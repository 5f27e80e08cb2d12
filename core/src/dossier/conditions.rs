//! Conditions in three values: whether a unit, a field of a form or a row is asked, and by what.

use super::lists::case_of;
use super::lookup::{Case, InHand, sort_of};
use super::pieces::{CasePlan, Piece};
use super::plan::{At, FieldPlan, Gate, Test, To, UnitPlan};
use super::truth::{Truth, both, either};
use crate::form::Value;
use crate::law::Unit;
use crate::report::Place;

impl<'a> Case<'_, 'a> {
    /// Whether any unit of the pack is asked.
    pub fn asked_unit(&self, unit: &'a Unit) -> Option<bool> {
        match self.plan.number(unit.cite) {
            Some(known) => self.asked(known),
            None => self.truth_of(&self.plan.unit_plan(unit), false).holds,
        }
    }

    /// Whether a unit is asked, and where wanted the places that decide it.
    pub fn truth_of(&self, plan: &UnitPlan<'a>, places: bool) -> Truth {
        let mut truth = Truth::of(Some(true));
        for gate in &plan.gates {
            truth = both(
                truth,
                match gate {
                    Gate::To(to) => self.goes_to(to, places),
                    Gate::When(when) => self.truth(when, None, places),
                },
            );
        }
        if !plan.lenders.is_empty() {
            let lent = plan.lenders.iter().map(|(lender, when)| {
                let asked = self.truth_at(*lender, places);
                match when {
                    Some(when) => both(asked, self.truth(when, None, places)),
                    None => asked,
                }
            });
            truth = both(truth, lent.fold(Truth::of(Some(false)), either));
        }
        match plan.through {
            Some(asker) => both(truth, self.truth_at(asker, places)),
            None => truth,
        }
    }

    fn truth_at(&self, unit: usize, places: bool) -> Truth {
        match self.plan.units.get(unit) {
            Some(plan) if places => self.deeper(|| self.truth_of(plan, places)).unwrap_or(Truth::of(None)),
            _ => Truth::of(self.deeper(|| self.asked(unit)).flatten()),
        }
    }

    /// Whether what is asked of these recipients is asked of the dossier's.
    fn goes_to(&self, to: &[String], places: bool) -> Truth {
        let sort = sort_of(&self.dossier.recipient);
        if to.iter().any(|to| to == sort) {
            return Truth::of(Some(true));
        }
        Truth { holds: Some(false), because: if places { vec![Place::Dossier] } else { Vec::new() } }
    }

    /// Whether a condition holds, for a row or form in hand, and where wanted the places that decide it.
    pub fn truth(&self, test: &Test<'a>, in_hand: Option<InHand>, places: bool) -> Truth {
        let (at, holds) = match test {
            Test::All(all) => {
                return all.iter().map(|one| self.truth(one, in_hand, places)).fold(Truth::of(Some(true)), both);
            }
            Test::Any(any) => {
                return any.iter().map(|one| self.truth(one, in_hand, places)).fold(Truth::of(Some(false)), either);
            }
            Test::Not(one) => {
                let truth = self.truth(one, in_hand, places);
                return Truth { holds: truth.holds.map(|holds| !holds), because: truth.because };
            }
            Test::Is(at, wanted) => match self.value(at, in_hand).as_deref() {
                Some(Value::Text(text)) => (at, Some(text == wanted)),
                _ => (at, None),
            },
            Test::AtLeast(at, least) => match self.value(at, in_hand).as_deref() {
                Some(Value::Number(number)) => (at, Some(number >= least)),
                _ => (at, None),
            },
            Test::Before(at, limit) => match self.value(at, in_hand).as_deref() {
                Some(Value::Day(day)) => (at, Some(day < limit)),
                _ => (at, None),
            },
        };
        Truth { holds, because: if places { vec![self.place(at, in_hand)] } else { Vec::new() } }
    }

    /// Whether a condition holds, if there is one.
    #[inline]
    pub fn holds(&self, test: Option<&Test<'a>>, in_hand: Option<InHand>) -> bool {
        test.is_none_or(|test| self.truth(test, in_hand, false).holds == Some(true))
    }

    /// Whether a form or list is asked for: by its unit, and where that asks by case, by the case that holds.
    pub fn brought(&self, form: usize) -> Option<bool> {
        let asker = self.plan.forms.get(form)?.asker?;
        let brings = |case: &CasePlan| {
            case.brought.iter().any(|piece| match piece {
                Piece::List(list) => list.form == form,
                Piece::Field(of, _) | Piece::FormCheck(of, ..) => *of == form,
                _ => false,
            })
        };
        let asked = self.asked(asker);
        for piece in self.plan.of_duty(asker) {
            match piece {
                Piece::Cases(each) if asked == Some(true) && each.iter().any(brings) => {
                    return case_of(*self, each, None).map(brings);
                }
                _ => {}
            }
        }
        asked
    }

    /// Whether a field of a form is asked: by its own condition, and where a unit asks for those fields that name it, by that unit's. A
    /// deciding question is not where nothing that it decides is.
    pub fn field_asked(&self, field: usize, in_hand: InHand) -> Option<bool> {
        let plan = self.plan.forms.get(in_hand.form).and_then(|form| form.fields.get(field));
        let Some(plan) = plan.filter(|_| in_hand.form != 0 || !self.is_idle(field)) else { return Some(false) };
        let by_unit = plan.unit.map_or(Some(true), |unit| self.asked_unit(unit));
        let by_itself = plan.when.as_ref().map_or(Some(true), |test| self.truth(test, Some(in_hand), false).holds);
        both(Truth::of(by_unit), Truth::of(by_itself)).holds
    }

    /// Whether a field of a form is asked now, by what is answered so far.
    pub fn field_asked_now(&self, field: usize, in_hand: InHand) -> bool {
        self.field_asked(field, in_hand) == Some(true)
    }
}

impl<'a> FieldPlan<'a> {
    /// What decides whether the field must be filled in, where a question outside of its own row or form does.
    pub fn may_come(&self) -> Option<&Test<'a>> {
        let when = self.when.as_ref().filter(|_| !self.field.optional)?;
        let mut outside = false;
        when.each_place(&mut |at| outside |= matches!(at.to, To::Field(..)));
        outside.then_some(when)
    }
}

impl<'a> Test<'a> {
    /// Tells each place that it looks at.
    pub fn each_place(&self, tell: &mut dyn FnMut(&At<'a>)) {
        match self {
            Test::All(all) | Test::Any(all) => all.iter().for_each(|one| one.each_place(tell)),
            Test::Not(one) => one.each_place(tell),
            Test::Is(at, _) | Test::AtLeast(at, _) | Test::Before(at, _) => tell(at),
        }
    }
}
