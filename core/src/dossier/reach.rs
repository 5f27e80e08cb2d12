//! What each answer reaches: the units whose being asked depends on it, and the pieces that are to be judged again when it changes.

use super::pieces::Piece;
use super::plan::{At, Gate, Plan, Test, To, UnitPlan};
use crate::law::{Check, FieldBasis};

/// What depends on a field, near or far.
#[derive(Clone, Default)]
pub struct Reached {
    /// Units, by number.
    pub units: Vec<usize>,
    /// Pieces, by number.
    pub pieces: Vec<usize>,
}

/// What depends on each field of each form of a plan, those of lists included.
pub fn reach(plan: &Plan) -> Vec<Vec<Reached>> {
    let mut reach = decided(plan);
    with_questions(plan, &mut reach);
    reach
}

/// The same, but for the questions that are asked or not by whether what they decide is.
pub fn decided(plan: &Plan) -> Vec<Vec<Reached>> {
    let mut reach: Vec<Vec<Reached>> =
        plan.forms.iter().map(|form| vec![Reached::default(); form.fields.len()]).collect();
    let mut looked = Looked { plan, at: Vec::new() };
    for (number, unit) in plan.units.iter().enumerate() {
        looked.unit(unit);
        looked.note(&mut reach, |reached| reached.units.push(number));
    }
    for (number, piece) in plan.pieces.iter().enumerate() {
        looked.piece(piece);
        looked.note(&mut reach, |reached| reached.pieces.push(number));
    }
    reach
}

/// Whether a deciding question is asked depends on whether anything is that it decides.
fn with_questions(plan: &Plan, reach: &mut [Vec<Reached>]) {
    let facts = reach.first().cloned().unwrap_or_default();
    for (own, piece) in plan.pieces.iter().enumerate() {
        let Piece::Field(0, fact) = piece else { continue };
        let Some(of) = facts.get(*fact) else { continue };
        let depends = |other: &Reached| {
            let owners = of.pieces.iter().filter_map(|piece| plan.owner(*piece).checked_sub(1));
            let questions = of.pieces.iter().filter(|piece| plan.owner(**piece) == 0);
            of.units.iter().copied().chain(owners).any(|unit| other.units.contains(&unit))
                || questions.into_iter().any(|question| other.pieces.contains(question))
        };
        for other in reach.iter_mut().flatten() {
            if !other.pieces.contains(&own) && depends(other) {
                other.pieces.push(own);
            }
        }
    }
}

/// The fields that are looked at, each once: form and field.
struct Looked<'p, 'a> {
    plan: &'p Plan<'a>,
    at: Vec<(usize, usize)>,
}

impl Looked<'_, '_> {
    fn note(&mut self, reach: &mut [Vec<Reached>], note: impl Fn(&mut Reached)) {
        for (form, field) in self.at.drain(..) {
            reach.get_mut(form).and_then(|form| form.get_mut(field)).into_iter().for_each(&note);
        }
    }

    fn unit(&mut self, unit: &UnitPlan) {
        for gate in &unit.gates {
            if let Gate::When(test) = gate {
                self.test(test, 0);
            }
        }
        for (lender, when) in &unit.lenders {
            self.number(*lender);
            when.iter().for_each(|test| self.test(test, 0));
        }
        unit.through.into_iter().for_each(|asker| self.number(asker));
        let plan = self.plan;
        let papers = plan.conditional.iter().filter(|(cite, ..)| *cite == unit.unit.cite);
        papers.for_each(|(.., test)| self.test(test, 0));
    }

    fn number(&mut self, unit: usize) {
        let plan = self.plan;
        plan.units.get(unit).into_iter().for_each(|unit| self.unit(unit));
    }

    fn piece(&mut self, piece: &Piece) {
        match piece {
            Piece::Field(form, field) => self.asked_field(*form, *field),
            Piece::Papers(_) => {}
            Piece::Cases(each) => {
                for case in each {
                    self.test(&case.when, 0);
                    case.brought.iter().for_each(|piece| self.piece(piece));
                }
            }
            Piece::List(list) => {
                let fields = self.plan.forms.get(list.form).map_or(0, |form| form.fields.len());
                (0..fields).for_each(|field| self.asked_field(list.form, field));
                for rows in &list.rows {
                    rows.when.iter().chain(&rows.matching).for_each(|test| self.test(test, list.form));
                }
                list.each.iter().for_each(|case| self.test(&case.when, list.form));
            }
            Piece::Time(time) => {
                time.when.iter().for_each(|test| self.test(test, 0));
                self.at(&time.day, 0);
            }
            Piece::Check(check, places) => {
                places.iter().for_each(|at| self.at(at, 0));
                if let Check::Changed(ask) = check {
                    ask.whole.iter().filter_map(|id| self.plan.form_at(id)).for_each(|form| self.whole(form));
                }
            }
            Piece::FormCheck(form, .., places) => places.iter().for_each(|at| self.at(at, *form)),
        }
    }

    /// Every field of a form or list, and what asks for it.
    fn whole(&mut self, form: usize) {
        let Some(plan) = self.plan.forms.get(form) else { return };
        (0..plan.fields.len()).for_each(|field| self.field(form, field));
        plan.asker.into_iter().for_each(|asker| self.number(asker));
    }

    fn test(&mut self, test: &Test, in_hand: usize) {
        match test {
            Test::All(all) | Test::Any(all) => all.iter().for_each(|one| self.test(one, in_hand)),
            Test::Not(one) => self.test(one, in_hand),
            Test::Is(at, _) | Test::AtLeast(at, _) | Test::Before(at, _) => self.at(at, in_hand),
        }
    }

    fn at(&mut self, at: &At, in_hand: usize) {
        match at.to {
            To::Field(form, field) | To::Column(form, field) => {
                // A field seen before has brought its form's unit along; so circles end.
                if !self.at.contains(&(form, field)) {
                    self.field(form, field);
                    let asker = self.plan.forms.get(form).and_then(|form| form.asker);
                    asker.into_iter().for_each(|asker| self.number(asker));
                }
            }
            To::InHand(field) => self.field(in_hand, field),
            To::Day | To::Earlier(_) | To::EarlierColumn(_) | To::Nowhere => {}
        }
    }

    /// A field, and which of several units asks it, on which its finding rests.
    fn asked_field(&mut self, form: usize, field: usize) {
        self.field(form, field);
        let plan = self.plan;
        let Some(known) = plan.forms.get(form).and_then(|form| form.fields.get(field)) else { return };
        let FieldBasis::Cite(first) = known.field.basis else { return };
        if known.field.also.is_empty() {
            return;
        }
        for cite in std::iter::once(first).chain(known.field.also.iter().copied()) {
            match (plan.number(cite), plan.pack.unit(cite)) {
                (Some(unit), _) => self.number(unit),
                (None, Some(unit)) => self.unit(&plan.unit_plan(unit)),
                (None, None) => {}
            }
        }
    }

    /// A field, and what it is asked by and compared with.
    fn field(&mut self, form: usize, field: usize) {
        if self.at.contains(&(form, field)) {
            return;
        }
        self.at.push((form, field));
        let plan = self.plan;
        let Some(plan) = plan.forms.get(form).and_then(|form| form.fields.get(field)) else { return };
        plan.when.iter().for_each(|test| self.test(test, form));
        plan.beside.iter().flatten().for_each(|at| self.at(at, form));
    }
}
