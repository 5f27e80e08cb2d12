//! Reading a dossier by the names that law files use, and conditions in three values.

use std::collections::BTreeMap;

use super::{Dossier, Row, Values};
use crate::cite::Cite;
use crate::form::{Value, read};
use crate::law::{AsAsk, Condition, DossierKind, Field, FieldBasis, Form, ListAsk, Pack, PaperAsk, Ref, Unit, What};
use crate::report::Place;

/// How deep conditions of fields may look at fields that have conditions themselves.
const DEPTH: u8 = 8;

/// A dossier under a pack, with what follows from both.
pub struct Case<'a> {
    pub pack: &'a Pack,
    pub dossier: &'a Dossier,
    pub kind: &'a DossierKind,
    /// What units of the dossier ask because other units do: the unit that says so, and which.
    borrowed: Vec<(&'a Unit, &'a AsAsk)>,
    /// The forms and lists in use, and the unit that asks for each.
    pub forms: BTreeMap<&'a str, &'a Unit>,
}

/// A row, or a form, in hand.
#[derive(Clone, Copy)]
pub struct InHand<'a> {
    pub form: &'a Form,
    pub row: Option<&'a str>,
    pub values: &'a Values,
}

/// Whether a condition holds, and the places that decide it.
pub struct Truth {
    /// `None` while it is not known.
    pub holds: Option<bool>,
    pub because: Vec<Place>,
}

impl Truth {
    fn always() -> Truth {
        Truth { holds: Some(true), because: Vec::new() }
    }
}

impl<'a> Case<'a> {
    /// The case of a dossier; `None` when the pack knows no such dossier.
    pub fn of(pack: &'a Pack, dossier: &'a Dossier) -> Option<Case<'a>> {
        Some(Case::under(pack, dossier, pack.dossier(&dossier.procedure)?))
    }

    /// The case of a dossier of that kind, which its pack need not know.
    pub fn under(pack: &'a Pack, dossier: &'a Dossier, kind: &'a DossierKind) -> Case<'a> {
        let own = pack.units().filter(|unit| is_held(kind, unit.cite));
        let borrowed = own.flat_map(|unit| unit.borrows.iter().map(move |ask| (unit, ask)));
        let mut case = Case { pack, dossier, kind, borrowed: borrowed.collect(), forms: BTreeMap::new() };
        let mut forms = BTreeMap::new();
        for unit in pack.units().filter(|unit| case.holds_unit(unit.cite)) {
            for form in forms_of(unit) {
                forms.entry(form).or_insert(unit);
            }
        }
        case.forms = forms;
        case
    }

    /// Whether a unit belongs to the dossier: of itself, or because another unit asks the same.
    fn holds_unit(&self, cite: Cite) -> bool {
        is_held(self.kind, cite) || self.borrowed.iter().any(|(_, ask)| cite.within(&ask.unit))
    }

    /// The units that ask something in this dossier: those under what it comprises, and those whose fields its forms hold.
    pub fn units(&self) -> impl Iterator<Item = &'a Unit> {
        let units = self.pack.units().filter(|unit| match &unit.what {
            What::FieldsOf(form) => self.forms.contains_key(form.as_str()),
            What::Form(_) | What::Papers(_) | What::ByCase(_) | What::List(_) => self.holds_unit(unit.cite),
            What::Holds | What::Skip(_) | What::Issues(_) => false,
        });
        units.filter(|unit| unit.in_force.is_none_or(|span| span.holds(self.dossier.on)))
    }

    /// Whether a unit is asked: its own condition, those above it, and for fields of a form that of the unit asking for the form.
    pub fn asked(&self, unit: &Unit) -> Truth {
        self.asked_at(unit, DEPTH)
    }

    /// Whether a condition holds, for a row or form in hand.
    pub fn holds(&self, condition: &Condition, in_hand: Option<InHand>) -> Truth {
        self.holds_at(condition, in_hand, DEPTH)
    }

    /// Whether a field is asked, for the row or form in hand.
    pub fn field_asked(&self, field: &Field, in_hand: Option<InHand>) -> Truth {
        self.field_asked_at(field, in_hand, DEPTH)
    }

    /// Whether a field of a form is asked now: by its own condition, and where a unit asks for those fields that name it, by that unit's.
    pub fn field_asked_now(&self, field: &Field, in_hand: InHand) -> bool {
        let asks = |unit: &&Unit| {
            let fields_of = matches!(&unit.what, What::FieldsOf(form) if *form == in_hand.form.id);
            fields_of && matches!(field.basis, FieldBasis::Cite(cite) if cite.within(&unit.cite))
        };
        let by_unit = self.pack.units().find(asks).is_none_or(|unit| self.asked(unit).holds == Some(true));
        by_unit && self.field_asked(field, Some(in_hand)).holds == Some(true)
    }

    /// The value at a place, if one of the right form is there and asked for.
    pub fn value(&self, at: &Ref, in_hand: Option<InHand>) -> Option<Value> {
        self.value_at(at, in_hand, DEPTH)
    }

    /// Where in the dossier a name points.
    pub fn place(&self, at: &Ref, in_hand: Option<InHand>) -> Place {
        match (at, in_hand) {
            (Ref::Fact(fact), _) => Place::Fact { fact: fact.clone() },
            (Ref::Field(form, field), _) => Place::Field { form: form.clone(), field: field.clone() },
            (Ref::Row(field), Some(in_hand)) => in_hand.place(field),
            (Ref::Row(_) | Ref::Earlier(..) | Ref::On, _) => Place::Dossier,
        }
    }

    /// The rows of a list.
    pub fn rows(&self, list: &str) -> &'a [Row] {
        self.dossier.lists.get(list).map_or(&[], |list| list.rows.as_slice())
    }

    fn asked_at(&self, unit: &Unit, depth: u8) -> Truth {
        let mut truth = Truth::always();
        let mut at = Some(unit.cite);
        let own = is_held(self.kind, unit.cite);
        while let Some(cite) = at {
            if let Some(unit) = self.pack.unit(cite) {
                truth = both(truth, self.goes_to(&unit.to));
                if let Some(when) = &unit.when {
                    truth = both(truth, self.holds_at(when, None, depth));
                }
            }
            // What another dossier asks above what is borrowed from it is asked there alone.
            let lent = !own && self.borrowed.iter().any(|(_, ask)| ask.unit == cite);
            at = cite.parent().filter(|_| !lent);
        }
        if !own {
            truth = both(truth, self.lent_at(unit, depth));
        }
        match &unit.what {
            What::FieldsOf(form) => match self.forms.get(form.as_str()) {
                Some(asking) if asking.cite != unit.cite => both(truth, self.asked_at(asking, depth)),
                _ => truth,
            },
            _ => truth,
        }
    }

    /// Whether a unit that stands elsewhere is asked because units of the dossier ask the same. A unit whose fields a form holds, and
    /// that no unit names, is asked when the form is.
    fn lent_at(&self, unit: &Unit, depth: u8) -> Truth {
        let lenders: Vec<_> = self.borrowed.iter().filter(|(_, ask)| unit.cite.within(&ask.unit)).collect();
        if lenders.is_empty() {
            return Truth::always();
        }
        let truths = lenders.into_iter().map(|(lender, ask)| {
            let asked =
                if depth == 0 { Truth { holds: None, because: Vec::new() } } else { self.asked_at(lender, depth - 1) };
            match &ask.when {
                Some(when) => both(asked, self.holds_at(when, None, depth)),
                None => asked,
            }
        });
        truths.fold(Truth { holds: Some(false), because: Vec::new() }, either)
    }

    /// Whether what is asked of these recipients is asked of the dossier's.
    fn goes_to(&self, to: &[String]) -> Truth {
        let sort = sort_of(&self.dossier.recipient);
        if to.is_empty() || to.iter().any(|to| to == sort) {
            return Truth::always();
        }
        Truth { holds: Some(false), because: vec![Place::Dossier] }
    }

    fn holds_at(&self, condition: &Condition, in_hand: Option<InHand>, depth: u8) -> Truth {
        match condition {
            Condition::All(all) => all.iter().map(|one| self.holds_at(one, in_hand, depth)).fold(Truth::always(), both),
            Condition::Any(any) => {
                let none = Truth { holds: Some(false), because: Vec::new() };
                any.iter().map(|one| self.holds_at(one, in_hand, depth)).fold(none, either)
            }
            Condition::Not(one) => {
                let truth = self.holds_at(one, in_hand, depth);
                Truth { holds: truth.holds.map(|holds| !holds), because: truth.because }
            }
            Condition::Is(at, choice) => self.answer(at, choice, in_hand, depth),
            Condition::Has(at) => self.answer(at, "yes", in_hand, depth),
            Condition::AtLeast(at, least) => {
                let holds = match self.value_at(at, in_hand, depth) {
                    Some(Value::Number(number)) => Some(number >= *least),
                    _ => None,
                };
                Truth { holds, because: vec![self.place(at, in_hand)] }
            }
        }
    }

    fn answer(&self, at: &Ref, wanted: &str, in_hand: Option<InHand>, depth: u8) -> Truth {
        let holds = match self.value_at(at, in_hand, depth) {
            Some(Value::Text(text)) => Some(text == wanted),
            _ => None,
        };
        Truth { holds, because: vec![self.place(at, in_hand)] }
    }

    fn field_asked_at(&self, field: &Field, in_hand: Option<InHand>, depth: u8) -> Truth {
        match &field.when {
            None => Truth::always(),
            Some(_) if depth == 0 => Truth { holds: None, because: Vec::new() },
            Some(when) => self.holds_at(when, in_hand, depth - 1),
        }
    }

    fn value_at(&self, at: &Ref, in_hand: Option<InHand>, depth: u8) -> Option<Value> {
        let none = Values::new();
        let (form, values) = match at {
            Ref::On => return Some(Value::Day(self.dossier.on)),
            Ref::Fact(fact) if !self.kind.facts.contains(fact) => return None,
            Ref::Fact(_) => (&self.pack.facts, &self.dossier.facts),
            Ref::Field(form, _) => {
                let unit = self.forms.get(form.as_str())?;
                if depth == 0 || self.asked_at(unit, depth - 1).holds != Some(true) {
                    return None;
                }
                (self.pack.form(form)?, self.dossier.forms.get(form).unwrap_or(&none))
            }
            Ref::Row(_) => (in_hand?.form, in_hand?.values),
            Ref::Earlier(form, field) => {
                let earlier = self.dossier.earlier.as_ref()?.dossier.as_ref()?;
                let kind = &self.pack.form(form)?.field(field)?.kind;
                return read(kind, earlier.forms.get(form)?.get(field)?).ok().flatten();
            }
        };
        let (Ref::Fact(id) | Ref::Field(_, id) | Ref::Row(id)) = at else { return None };
        let field = form.field(id)?;
        let within = InHand { form, row: in_hand.and_then(|in_hand| in_hand.row), values };
        if self.field_asked_at(field, Some(within), depth).holds != Some(true) {
            return None;
        }
        read(&field.kind, values.get(id)?).ok().flatten()
    }
}

impl InHand<'_> {
    /// The place of one of its fields.
    pub fn place(&self, field: &str) -> Place {
        let (form, field) = (self.form.id.clone(), field.to_owned());
        match self.row {
            Some(row) => Place::Row { list: form, row: row.to_owned(), field },
            None if self.form.cite.is_none() => Place::Fact { fact: field },
            None => Place::Field { form, field },
        }
    }
}

/// The sort of a recipient: `doit` of `doit/01`.
pub fn sort_of(recipient: &str) -> &str {
    recipient.split_once('/').map_or(recipient, |(sort, _)| sort)
}

fn is_held(kind: &DossierKind, cite: Cite) -> bool {
    kind.holds.iter().any(|held| cite.within(held))
}

/// The forms and lists that a unit brings into a dossier.
fn forms_of(unit: &Unit) -> Vec<&str> {
    match &unit.what {
        What::Form(form) => vec![form],
        What::Papers(ask) => forms_of_papers(ask),
        What::ByCase(each) => each.iter().flat_map(|each| forms_of_papers(&each.papers)).collect(),
        What::List(ListAsk { list, each, .. }) => {
            std::iter::once(list.as_str()).chain(each.iter().flat_map(|each| forms_of_papers(&each.papers))).collect()
        }
        _ => Vec::new(),
    }
}

fn forms_of_papers(ask: &PaperAsk) -> Vec<&str> {
    ask.specs().iter().flat_map(|spec| spec.printed_from.iter().chain(&spec.states)).map(String::as_str).collect()
}

fn both(a: Truth, b: Truth) -> Truth {
    match (a.holds, b.holds) {
        (Some(false), Some(false)) | (None, None) | (Some(true), Some(true)) => join(a, b),
        (Some(false), _) | (None, Some(true)) => a,
        (_, Some(false)) | (Some(true), None) => b,
    }
}

/// Whether one of two holds, and what decides it.
pub fn either(a: Truth, b: Truth) -> Truth {
    match (a.holds, b.holds) {
        (Some(false), Some(false)) | (None, None) | (Some(true), Some(true)) => join(a, b),
        (Some(true), _) | (None, Some(false)) => a,
        (_, Some(true)) | (Some(false), None) => b,
    }
}

fn join(mut a: Truth, b: Truth) -> Truth {
    for place in b.because {
        if !a.because.contains(&place) {
            a.because.push(place);
        }
    }
    a
}
