//! The pieces of a dossier that are judged one by one, in the order of the report.

use std::ops::Range;

use super::plan::{At, FieldPlan, Plan, Test, rests_on};
use crate::cite::Cite;
use crate::law::{Check, EachAsk, Field, Form, FormCheck, ListAsk, PaperAsk, RowsAsk, Step, Unit, What};

/// What is judged by itself.
pub enum Piece<'a> {
    /// A field of a form, or a deciding question: form, field.
    Field(usize, usize),
    /// Papers.
    Papers(&'a PaperAsk),
    /// Papers by case.
    Cases(Vec<CasePlan<'a>>),
    /// A list, with the papers for each of its rows.
    List(ListPlan<'a>),
    /// A check that a unit asks for.
    Check(&'a Check, Vec<At<'a>>),
    /// A check that a form carries, by the number of the form; of a list it is judged row by row.
    FormCheck(usize, usize, &'a FormCheck, Vec<At<'a>>),
    /// The time of a step that the filing must keep.
    Time(TimePlan<'a>),
}

/// A step whose time the filing must keep.
pub struct TimePlan<'a> {
    pub step: &'a Step,
    pub when: Option<Test<'a>>,
    /// Where the day that the time is reckoned from is stated.
    pub day: At<'a>,
}

/// Papers of which a condition must hold, and what comes with them.
pub struct CasePlan<'a> {
    pub when: Test<'a>,
    pub papers: &'a PaperAsk,
    pub brought: Vec<Piece<'a>>,
}

/// A list, the rows that it must have, and the papers for each.
pub struct ListPlan<'a> {
    pub form: usize,
    pub rows: Vec<RowsPlan<'a>>,
    pub each: Vec<CasePlan<'a>>,
}

/// Rows that must be there.
pub struct RowsPlan<'a> {
    pub ask: &'a RowsAsk,
    pub matching: Option<Test<'a>>,
    pub when: Option<Test<'a>>,
}

impl<'a> Plan<'a> {
    /// Cuts the deciding questions and the first so many units into pieces.
    pub fn cut(&mut self, duties: usize) {
        let facts = self.fields_where(0, |field| self.kind.facts.contains(&field.id));
        self.take_in(facts);
        for unit in 0..duties {
            let Some(plan) = self.units.get(unit) else { return };
            let pieces = self.pieces_of(plan.unit, duties);
            self.take_in(pieces);
        }
    }

    fn take_in(&mut self, pieces: Vec<Piece<'a>>) {
        let numbered = pieces.iter().zip(self.pieces.len()..);
        self.waiting.push(numbered.filter(|(piece, _)| self.may_wait(piece)).map(|(_, number)| number).collect());
        self.pieces.extend(pieces);
        self.owners.resize(self.pieces.len(), self.ends.len());
        self.ends.push(self.pieces.len());
    }

    /// Whether an answer that is missing may leave open what a piece asks, apart from its own.
    fn may_wait(&self, piece: &Piece) -> bool {
        let may_come = |field: &FieldPlan| field.may_come().is_some();
        match piece {
            Piece::Field(form, field) => {
                self.forms.get(*form).and_then(|form| form.fields.get(*field)).is_some_and(may_come)
            }
            Piece::List(list) => {
                let fields = self.forms.get(list.form).map_or(&[][..], |form| form.fields.as_slice());
                list.rows.iter().any(|rows| rows.when.is_some()) || !list.each.is_empty() || fields.iter().any(may_come)
            }
            Piece::Check(check, _) => matches!(check, Check::AtLeastOne(_)),
            Piece::Cases(_) | Piece::Time(_) => true,
            Piece::Papers(_) | Piece::FormCheck(..) => false,
        }
    }

    /// The duties: the number of the unit of each.
    #[inline]
    pub fn duties(&self) -> Range<usize> {
        0..self.ends.len().saturating_sub(1)
    }

    /// The pieces of a duty.
    pub fn of_duty(&self, duty: usize) -> &[Piece<'a>] {
        self.pieces.get(self.numbers_of(duty)).unwrap_or_default()
    }

    /// The numbers of the pieces of a duty.
    #[inline]
    pub fn numbers_of(&self, duty: usize) -> Range<usize> {
        let from = self.ends.get(duty).copied().unwrap_or_default();
        from..self.ends.get(duty + 1).copied().unwrap_or(from)
    }

    /// Those pieces of a duty that may wait for an answer.
    #[inline]
    pub fn waiting_of(&self, duty: usize) -> impl Iterator<Item = &Piece<'a>> {
        let numbers = self.waiting.get(duty + 1).map_or(&[][..], Vec::as_slice);
        numbers.iter().filter_map(|number| self.pieces.get(*number))
    }

    /// What a piece belongs to: 0 for the deciding questions, then the duties.
    #[inline]
    pub fn owner(&self, piece: usize) -> usize {
        self.owners.get(piece).copied().unwrap_or(self.ends.len())
    }

    fn pieces_of(&self, unit: &'a Unit, duties: usize) -> Vec<Piece<'a>> {
        let mut pieces = Vec::new();
        // A unit that only says how the dossier is handled asks for its time alone.
        let held = self.holds_unit(unit.cite) || matches!(unit.what, What::FieldsOf(_));
        match &unit.what {
            _ if !held => {}
            What::Form(forms) => {
                forms.iter().for_each(|form| self.form_pieces(unit, form, |_| true, &mut pieces));
            }
            What::FieldsOf(form) => {
                let form = self.form_at(form).unwrap_or(usize::MAX);
                pieces.extend(self.fields_where(form, |field| rests_on(field, &unit.cite)));
            }
            What::Papers(ask) => {
                pieces.push(Piece::Papers(ask));
                self.brought_by(unit, ask, duties, &mut pieces);
            }
            What::ByCase(each) => {
                let cases = self.cases(each, None).into_iter().map(|mut case| {
                    self.brought_by(unit, case.papers, duties, &mut case.brought);
                    case
                });
                pieces.push(Piece::Cases(cases.collect()));
            }
            What::List(ask) => self.list_pieces(unit, ask, &mut pieces),
            What::Holds | What::Skip(_) | What::Issues(_) => {}
        }
        let checks = unit.checks.iter().filter(|_| held);
        pieces.extend(checks.map(|check| Piece::Check(check, self.places(check, None))));
        pieces.extend(self.times(unit).map(Piece::Time));
        pieces
    }

    /// The times of a unit that the filing must keep.
    fn times(&self, unit: &'a Unit) -> impl Iterator<Item = TimePlan<'a>> {
        let steps = unit.steps.iter().filter(|_| self.kind.handled_by(unit.cite));
        steps.filter_map(|step| {
            let when = step.when.as_ref().map(|when| self.test(when, None));
            Some(TimePlan { step, when, day: self.at(step.day.as_ref()?, None) })
        })
    }

    /// Lists that papers are printed from, and what papers state as far as no other unit names it.
    fn brought_by(&self, unit: &'a Unit, ask: &'a PaperAsk, duties: usize, pieces: &mut Vec<Piece<'a>>) {
        for spec in ask.specs() {
            if let Some(form) = spec.printed_from.as_ref().and_then(|list| self.form_at(list)) {
                pieces.push(Piece::List(ListPlan { form, rows: Vec::new(), each: Vec::new() }));
                self.form_checks(unit, form, pieces);
            }
            if let Some(form) = &spec.states {
                let others = self.units.iter().take(duties).map(|plan| plan.unit);
                let elsewhere: Vec<Cite> = others
                    .filter(|other| matches!(&other.what, What::FieldsOf(of) if of == form))
                    .map(|other| other.cite)
                    .collect();
                let here = |field: &Field| !elsewhere.iter().any(|other| rests_on(field, other));
                self.form_pieces(unit, form, here, pieces);
            }
        }
    }

    fn form_pieces(&self, unit: &'a Unit, form: &str, which: impl Fn(&Field) -> bool, pieces: &mut Vec<Piece<'a>>) {
        let Some(form) = self.form_at(form) else { return };
        pieces.extend(self.fields_where(form, which));
        self.form_checks(unit, form, pieces);
    }

    fn list_pieces(&self, unit: &'a Unit, ask: &'a ListAsk, pieces: &mut Vec<Piece<'a>>) {
        let Some(at) = self.form_at(&ask.list) else { return };
        let Some(form) = self.forms.get(at).map(|plan| plan.form) else { return };
        let rows = ask.rows.iter().map(|ask| RowsPlan {
            ask,
            matching: ask.matching.as_ref().map(|matching| self.test(matching, Some(form))),
            when: ask.when.as_ref().map(|when| self.test(when, None)),
        });
        pieces.push(Piece::List(ListPlan { form: at, rows: rows.collect(), each: self.cases(&ask.each, Some(form)) }));
        self.form_checks(unit, at, pieces);
    }

    fn cases(&self, each: &'a [EachAsk], row: Option<&'a Form>) -> Vec<CasePlan<'a>> {
        let case = |each: &'a EachAsk| CasePlan {
            when: self.test(&each.when, row),
            papers: &each.papers,
            brought: Vec::new(),
        };
        each.iter().map(case).collect()
    }

    fn fields_where(&self, form: usize, which: impl Fn(&Field) -> bool) -> Vec<Piece<'a>> {
        let fields = self.forms.get(form).map_or(&[][..], |plan| plan.fields.as_slice());
        let asked = fields.iter().enumerate().filter(|(_, plan)| which(plan.field));
        asked.map(|(at, _)| Piece::Field(form, at)).collect()
    }

    /// Checks that a form carries, asked when the form is, by the unit that asks for it.
    fn form_checks(&self, unit: &Unit, form: usize, pieces: &mut Vec<Piece<'a>>) {
        let Some(plan) = self.forms.get(form) else { return };
        let asker = plan.asker.and_then(|asker| self.units.get(asker));
        if asker.is_some_and(|asker| asker.unit.cite == unit.cite) {
            let checks = plan.form.checks.iter().enumerate();
            let places = |check: &'a FormCheck| self.places(&check.check, Some(plan.form));
            pieces.extend(checks.map(|(at, check)| Piece::FormCheck(form, at, check, places(check))));
        }
    }

    /// The places that a check names, for a row or form in hand.
    pub fn places(&self, check: &'a Check, in_hand: Option<&'a Form>) -> Vec<At<'a>> {
        check.refs().into_iter().map(|at| self.at(at, in_hand)).collect()
    }
}
