//! Reading a dossier by the numbers of its plan.

use std::borrow::Cow;
use std::cell::Cell;

use super::plan::{At, FormPlan, Plan, To, UnitPlan};
use super::{Dossier, Row, Values};
use crate::form::{Value, Why, read};
use crate::law::{FieldKind, PlaceName, Ref};
use crate::report::Place;

/// How deep conditions may look at what has conditions itself.
const DEPTH: u8 = 16;

/// What stands in a field: nothing, a value, or why there is none.
pub type Read<'t> = Result<Option<Value<'t>>, Why>;

/// What was read of a dossier, by the numbers of its plan.
pub struct State<'t> {
    /// The values of each form in turn, then those of the rows of each list.
    pub reads: Vec<Read<'t>>,
    /// Whether the dossier holds what its plan has no place for.
    pub strange: bool,
    /// Where the rows of a list begin, by form.
    pub rows: Vec<usize>,
    /// Whether each unit is asked, as far as that was wanted.
    asked: Vec<Cell<Memo>>,
    depth: Cell<u8>,
    /// From the how manieth deciding question on no answer is looked at for now.
    veiled: Cell<Option<usize>>,
}

#[derive(Clone, Copy)]
enum Memo {
    Unknown,
    Known(Option<bool>),
}

/// A dossier under a plan.
#[derive(Clone, Copy)]
pub struct Case<'c, 'a> {
    pub plan: &'c Plan<'a>,
    pub dossier: &'c Dossier,
    pub state: &'c State<'c>,
}

/// A row, or a form, in hand.
#[derive(Clone, Copy)]
pub struct InHand<'c> {
    pub form: usize,
    pub row: Option<&'c str>,
    /// Where its values begin.
    pub base: usize,
}

impl<'t> State<'t> {
    /// Reads everything that a plan looks at.
    pub fn of(plan: &Plan, dossier: &'t Dossier) -> State<'t> {
        let mut state = State::empty(plan);
        let (mut forms, mut lists) = (0, 0);
        for (at, form) in plan.forms.iter().enumerate() {
            if form.form.list {
                let Some(list) = dossier.lists.get(&form.form.id) else { continue };
                lists += 1;
                if let Some(rows) = state.rows.get_mut(at) {
                    *rows = state.reads.len();
                }
                for row in &list.rows {
                    let base = state.reads.len();
                    state.reads.resize(base + form.fields.len(), Ok(None));
                    state.fill(form, &row.values, base);
                }
            } else if at == 0 {
                state.fill(form, &dossier.facts, form.base);
            } else if let Some(values) = dossier.forms.get(&form.form.id) {
                forms += 1;
                state.fill(form, values, form.base);
            }
        }
        state.strange |= forms < dossier.forms.len() || lists < dossier.lists.len();
        state
    }

    /// Nothing read yet.
    pub fn empty(plan: &Plan) -> State<'t> {
        let mut reads = Vec::new();
        reads.resize(plan.width, Ok(None));
        let asked = plan.units.iter().map(|_| Cell::new(Memo::Unknown)).collect();
        State {
            reads,
            strange: false,
            rows: vec![usize::MAX; plan.forms.len()],
            asked,
            depth: Cell::new(0),
            veiled: Cell::default(),
        }
    }

    /// Reads the values of a form or row: both sides are in the order of their ids.
    fn fill(&mut self, form: &FormPlan, values: &'t Values, base: usize) {
        let mut known = form.by_id.iter().filter_map(|at| Some((*at, form.fields.get(*at)?.field))).peekable();
        for (id, typed) in values {
            while known.next_if(|(_, field)| field.id < *id).is_some() {}
            match known.next_if(|(_, field)| field.id == *id) {
                Some((at, field)) => self.set(base + at, read(&field.kind, typed)),
                None => self.strange = true,
            }
        }
    }

    /// Puts what stands in a field.
    #[inline]
    pub fn set(&mut self, at: usize, value: Read<'t>) {
        if let Some(there) = self.reads.get_mut(at) {
            *there = value;
        }
    }

    /// The same apart from the dossier that it was read of.
    pub fn into_owned(self) -> State<'static> {
        let State { reads, strange, rows, asked, depth, veiled } = self;
        let reads = reads.into_iter().map(|read| read.map(|value| value.map(Value::into_owned))).collect();
        State { reads, strange, rows, asked, depth, veiled }
    }

    /// Puts what now stands in a field; whether it is another value.
    #[inline]
    pub fn put(&mut self, at: usize, value: Read) -> bool {
        let Some(there) = self.reads.get_mut(at).filter(|there| **there != value) else { return false };
        match (there, value) {
            // Written over, so that no room is asked for.
            (Ok(Some(Value::Text(Cow::Owned(there)))), Ok(Some(Value::Text(text)))) => text.as_ref().clone_into(there),
            (there, value) => *there = value.map(|value| value.map(Value::into_owned)),
        }
        true
    }

    /// Forgets whether a unit is asked.
    #[inline]
    pub fn forget(&self, unit: usize) {
        self.asked.get(unit).into_iter().for_each(|asked| asked.set(Memo::Unknown));
    }
}

impl<'c, 'a> Case<'c, 'a> {
    /// The units that ask something on the day, by the numbers of their duties.
    pub fn duties(&self) -> impl Iterator<Item = (usize, &'c UnitPlan<'a>)> + use<'c, 'a> {
        let case = *self;
        let duties = self.plan.units.iter().take(self.plan.duties().end).enumerate();
        duties.filter(move |(at, _)| case.in_force(*at))
    }

    /// Whether a unit is in force on the day.
    #[inline]
    pub fn in_force(&self, unit: usize) -> bool {
        let span = self.plan.units.get(unit).and_then(|plan| plan.unit.in_force);
        span.is_none_or(|span| span.holds(self.dossier.on))
    }

    /// Whether the unit of that number is asked: its own condition, those above it, and for fields of a form that of the unit asking
    /// for the form.
    #[inline]
    pub fn asked(&self, unit: usize) -> Option<bool> {
        let (Some(memo), Some(plan)) = (self.state.asked.get(unit), self.plan.units.get(unit)) else { return None };
        if self.state.veiled.get().is_some() {
            return self.truth_of(plan, false).holds;
        }
        if let Memo::Known(holds) = memo.get() {
            return holds;
        }
        let holds = self.truth_of(plan, false).holds;
        memo.set(Memo::Known(holds));
        holds
    }

    /// The value at a place, if one of the right form is there and asked for.
    #[inline]
    pub fn value(&self, at: &At<'a>, in_hand: Option<InHand>) -> Option<Cow<'c, Value<'c>>> {
        match at.to {
            To::Day => Some(Cow::Owned(Value::Day(self.dossier.on))),
            To::Field(form, field) => {
                let plan = self.plan.forms.get(form)?;
                self.deeper(|| {
                    let asked = plan.asker.is_none_or(|asker| self.asked(asker) == Some(true));
                    let in_hand = InHand { form, row: None, base: plan.base };
                    if asked { self.value_in(field, in_hand) } else { None }
                })?
            }
            To::InHand(field) => {
                let in_hand = in_hand?;
                let plan = self.plan.forms.get(in_hand.form)?.fields.get(field)?;
                if plan.when.is_some() || plan.field.kind == FieldKind::Place {
                    return self.deeper(|| self.value_in(field, in_hand))?;
                }
                let read = self.read(field, in_hand).filter(|_| self.state.depth.get() < DEPTH)?;
                read.as_ref().ok()?.as_ref().map(Cow::Borrowed)
            }
            To::Earlier(kind) => self.earlier_value(kind, self.dossier.typed(at.named)?).map(Cow::Owned),
            To::Column(..) | To::EarlierColumn(_) | To::Nowhere => None,
        }
    }

    /// Whether a field outside of lists has no value, though it is asked or may come to be.
    pub fn is_missing(&self, at: &At<'a>) -> bool {
        let To::Field(form, field) = at.to else { return false };
        let Some((form, number)) = self.plan.forms.get(form).map(|plan| (plan, form)) else { return false };
        let Some(plan) = form.fields.get(field).filter(|plan| !plan.field.optional) else { return false };
        let in_hand = Some(self.in_hand(number));
        let asked = plan.when.as_ref().is_none_or(|when| self.truth(when, in_hand, false).holds != Some(false));
        asked && form.asker.is_none_or(|asker| self.asked(asker) != Some(false)) && self.value(at, None).is_none()
    }

    #[inline]
    fn value_in(&self, field: usize, in_hand: InHand) -> Option<Cow<'c, Value<'c>>> {
        let plan = self.plan.forms.get(in_hand.form)?.fields.get(field)?;
        if let (Some(unasked), Some(when)) = (&plan.field.unasked, &plan.when)
            && self.truth(when, Some(in_hand), false).holds == Some(false)
        {
            return Some(Cow::Owned(Value::Text(Cow::Borrowed(unasked))));
        }
        if in_hand.form == 0 && self.state.veiled.get().is_some_and(|from| self.plan.turn(field) >= from) {
            return None;
        }
        let value = self.read(field, in_hand)?.as_ref().ok()?.as_ref()?;
        self.holds(plan.when.as_ref(), Some(in_hand)).then_some(())?;
        if matches!(plan.field.kind, FieldKind::Place) {
            return Some(self.placed(value).map_or(Cow::Borrowed(value), Cow::Owned));
        }
        Some(Cow::Borrowed(value))
    }

    /// What was typed in an earlier dossier.
    pub fn earlier_value<'t>(&self, kind: &FieldKind, typed: &'t str) -> Option<Value<'t>>
    where
        'c: 't,
    {
        let value = read(kind, typed).ok().flatten()?;
        let placed = if matches!(kind, FieldKind::Place) { self.placed(&value) } else { None };
        Some(placed.unwrap_or(value))
    }

    /// A place by its one name, where one is named that is known.
    #[cold]
    fn placed(&self, value: &Value) -> Option<Value<'c>> {
        let Value::Text(typed) = value else { return None };
        self.place_named(typed).map(|place| Value::Text(Cow::Borrowed(&place.vi)))
    }

    /// The place that what is typed names.
    pub fn place_named(&self, typed: &str) -> Option<&'c PlaceName> {
        let words = &self.plan.pack.words;
        words.place.get(self.plan.places.get_or_init(|| words.place_names()).named(typed)?)
    }

    /// What stands in a field of the row or form in hand.
    #[inline]
    pub fn read(&self, field: usize, in_hand: InHand) -> Option<&'c Read<'c>> {
        self.state.reads.get(in_hand.base.saturating_add(field))
    }

    /// Does something as if a deciding question and those after it had no answer.
    pub fn veiling<T>(&self, fact: usize, work: impl FnOnce() -> T) -> T {
        let known = self.state.veiled.replace(Some(self.plan.turn(fact)));
        let done = work();
        self.state.veiled.set(known);
        done
    }

    /// Goes one step deeper, unless conditions look at each other in a circle.
    pub fn deeper<T>(&self, work: impl FnOnce() -> T) -> Option<T> {
        let depth = &self.state.depth;
        if depth.get() == DEPTH {
            return None;
        }
        depth.set(depth.get() + 1);
        let done = work();
        depth.set(depth.get() - 1);
        Some(done)
    }

    /// Where in the dossier a name points.
    pub fn place(&self, at: &At, in_hand: Option<InHand>) -> Place {
        match (at.named, in_hand) {
            (Ref::Fact(fact), _) => Place::Fact { fact: fact.clone() },
            (Ref::Field(list, _), _) if matches!(at.to, To::Column(..)) => Place::List { list: list.clone() },
            (Ref::Field(form, field), _) => Place::Field { form: form.clone(), field: field.clone() },
            (Ref::Row(field), Some(in_hand)) => self.place_of(field, in_hand),
            (Ref::Row(_) | Ref::Earlier(..) | Ref::On, _) => Place::Dossier,
        }
    }

    /// The place of a field of the row or form in hand.
    pub fn place_of(&self, field: &str, in_hand: InHand) -> Place {
        let Some(plan) = self.plan.forms.get(in_hand.form) else { return Place::Dossier };
        let (form, field) = (plan.form.id.clone(), field.to_owned());
        match in_hand.row {
            Some(row) => Place::Row { list: form, row: row.to_owned(), field },
            None if plan.form.cite.is_none() => Place::Fact { fact: field },
            None => Place::Field { form, field },
        }
    }

    /// The form of that number in hand.
    #[inline]
    pub fn in_hand(&self, form: usize) -> InHand<'c> {
        InHand { form, row: None, base: self.plan.forms.get(form).map_or(usize::MAX, |plan| plan.base) }
    }

    /// The rows of the list of that number, each to be taken in hand.
    pub fn rows(&self, form: usize) -> impl ExactSizeIterator<Item = (InHand<'c>, &'c Row)> + use<'c, 'a> {
        let (id, width) = self.plan.forms.get(form).map_or(("", 0), |plan| (plan.form.id.as_str(), plan.fields.len()));
        let rows = self.dossier.lists.get(id).map_or(&[][..], |list| list.rows.as_slice());
        let start = self.state.rows.get(form).copied().unwrap_or(usize::MAX);
        let in_hand = move |(at, row): (usize, &'c Row)| {
            let base = start.saturating_add(at.saturating_mul(width));
            (InHand { form, row: Some(row.id.as_str()), base }, row)
        };
        rows.iter().enumerate().map(in_hand)
    }
}

/// The sort of a recipient: `doit` of `doit/01`.
pub fn sort_of(recipient: &str) -> &str {
    recipient.split_once('/').map_or(recipient, |(sort, _)| sort)
}
