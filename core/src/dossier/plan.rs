//! What the law asks in one kind of dossier, laid out for judging: everything that does not depend on answers, worked out once.
//!
//! Units, forms and fields are numbered, conditions hold numbers instead of names, and each duty is cut into pieces that are judged
//! one by one. Forms and fields that the dossier holds, and nothing else, are looked at while judging.

use std::cell::OnceCell;

use super::pieces::Piece;
use super::reach::{Reached, reach};
use crate::cite::Cite;
use crate::day::Day;
use crate::law::{
    AsAsk, Condition, DossierKind, Field, FieldBasis, FieldKind, Form, ListAsk, Pack, PaperAsk, PlaceNames, Ref, Unit,
    What,
};

/// The plans of a pack, each made when it is first asked for.
pub struct Plans<'a> {
    /// The pack.
    pub pack: &'a Pack,
    of_kinds: Vec<OnceCell<Plan<'a>>>,
}

impl<'a> Plans<'a> {
    /// Those of a pack.
    pub fn of(pack: &'a Pack) -> Plans<'a> {
        Plans { pack, of_kinds: pack.dossiers.iter().map(|_| OnceCell::new()).collect() }
    }

    /// The plan of the dossiers of that id; `None` when the pack knows none.
    pub fn plan(&self, procedure: &str) -> Option<&Plan<'a>> {
        let kinds = self.pack.dossiers.iter().zip(&self.of_kinds);
        let (kind, plan) = kinds.into_iter().find(|(kind, _)| kind.id == procedure)?;
        Some(plan.get_or_init(|| Plan::of(self.pack, kind)))
    }
}

/// One kind of dossier under a pack.
pub struct Plan<'a> {
    pub pack: &'a Pack,
    pub kind: &'a DossierKind,
    /// The units that ask something, in the order of the law, and after them those that others are asked through.
    pub units: Vec<UnitPlan<'a>>,
    /// The deciding questions, then the forms and lists in use.
    pub forms: Vec<FormPlan<'a>>,
    /// Everything that is judged by itself, that of the deciding questions first.
    pub pieces: Vec<Piece<'a>>,
    /// Where the pieces of the deciding questions end, and those of each duty after them.
    pub ends: Vec<usize>,
    /// What each piece belongs to: 0 for the deciding questions, then the duties.
    pub owners: Vec<usize>,
    /// The pieces that may wait for an answer: those of the deciding questions, then those of each duty.
    pub waiting: Vec<Vec<usize>>,
    /// How many fields there are outside of lists.
    pub width: usize,
    borrowed: Vec<(&'a Unit, &'a AsAsk)>,
    /// Papers that a unit is asked for elsewhere, and here only when something holds.
    pub conditional: Vec<(Cite, &'a str, Test<'a>)>,
    /// What depends on each field, once that is asked for.
    reach: OnceCell<Vec<Vec<Reached>>>,
    pub decided: OnceCell<Vec<Vec<Reached>>>,
    /// The places by their names, once one is looked for.
    pub places: OnceCell<PlaceNames>,
}

/// A unit, and when it is asked.
pub struct UnitPlan<'a> {
    pub unit: &'a Unit,
    /// What must hold, its own and what stands above it, in this order.
    pub gates: Vec<Gate<'a>>,
    /// The units that ask the same, one of which must be asked; none where the unit is the dossier's own.
    pub lenders: Vec<(usize, Option<Test<'a>>)>,
    /// The unit that asks for the form whose fields this one names.
    pub through: Option<usize>,
}

/// What must hold for a unit to be asked.
pub enum Gate<'a> {
    /// The dossier goes to one of these.
    To(&'a [String]),
    /// A condition.
    When(Test<'a>),
}

/// A form or list, and its fields.
pub struct FormPlan<'a> {
    pub form: &'a Form,
    /// The unit that asks for it; none for the deciding questions.
    pub asker: Option<usize>,
    /// Where its values begin; unless it is a list.
    pub base: usize,
    pub fields: Vec<FieldPlan<'a>>,
    /// The numbers of its fields in the order of their ids.
    pub by_id: Vec<usize>,
}

/// A field, and when it is asked.
pub struct FieldPlan<'a> {
    pub field: &'a Field,
    pub when: Option<Test<'a>>,
    /// The unit that asks for those fields of the form that name it, where the field is one of them.
    pub unit: Option<&'a Unit>,
    /// Where birth date and sex are typed, for an identity number.
    pub beside: [Option<At<'a>>; 2],
}

/// A condition with every place found.
pub enum Test<'a> {
    All(Vec<Test<'a>>),
    Any(Vec<Test<'a>>),
    Not(Box<Test<'a>>),
    Is(At<'a>, &'a str),
    AtLeast(At<'a>, u64),
    Before(At<'a>, Day),
}

/// A place, by its name in the law file and by number.
#[derive(Clone, Copy)]
pub struct At<'a> {
    pub named: &'a Ref,
    pub to: To<'a>,
}

/// Where a value is.
#[derive(Clone, Copy)]
pub enum To<'a> {
    /// The day of filing.
    Day,
    /// A field of a form, or a deciding question.
    Field(usize, usize),
    /// A field of the row or form in hand.
    InHand(usize),
    /// A field of the earlier dossier.
    Earlier(&'a FieldKind),
    /// A field of every row of a list.
    Column(usize, usize),
    /// A field of every row of a list of the earlier dossier.
    EarlierColumn(&'a FieldKind),
    /// No such dossier holds it.
    Nowhere,
}

impl<'a> Plan<'a> {
    /// The plan of a kind of dossier, which the pack need not know.
    pub fn of(pack: &'a Pack, kind: &'a DossierKind) -> Plan<'a> {
        let own = pack.units().filter(|unit| is_held(kind, unit.cite));
        let borrowed = own.flat_map(|unit| unit.borrows.iter().map(move |ask| (unit, ask))).collect();
        let (units, forms, pieces) = (Vec::new(), Vec::new(), Vec::new());
        let (ends, owners, waiting) = (Vec::new(), Vec::new(), Vec::new());
        let (reach, decided, places) = (OnceCell::new(), OnceCell::new(), OnceCell::new());
        let mut plan = Plan {
            pack,
            kind,
            units,
            forms,
            pieces,
            ends,
            owners,
            waiting,
            width: 0,
            borrowed,
            conditional: Vec::new(),
            reach,
            decided,
            places,
        };
        let (duties, count) = plan.listed();
        plan.units = duties.iter().map(|unit| plan.unit_plan(unit)).collect();
        plan.conditional = plan.conditional();
        (0..plan.forms.len()).for_each(|form| plan.find_places(form));
        plan.cut(count);
        plan
    }

    /// The number of a form that may be none of those in use, for questions about it alone.
    pub fn any_form(&mut self, form: &'a Form) -> usize {
        let known = if form.id == self.pack.facts.id { Some(0) } else { self.form_at(&form.id) };
        known.unwrap_or_else(|| {
            self.put(form, None);
            let at = self.forms.len() - 1;
            self.find_places(at);
            at
        })
    }

    /// Names the units and forms, so that each can be found by number: every unit that is looked at, and how many of them ask.
    fn listed(&mut self) -> (Vec<&'a Unit>, usize) {
        let pack = self.pack;
        let held: Vec<(&Unit, bool)> = pack.units().map(|unit| (unit, self.holds_unit(unit.cite))).collect();
        let mut forms: Vec<(&'a Form, &'a Unit)> = Vec::new();
        for (unit, _) in held.iter().filter(|(_, held)| *held) {
            for id in forms_of(unit) {
                if let Some(form) = pack.form(id).filter(|_| forms.iter().all(|(form, _)| form.id != id)) {
                    forms.push((form, unit));
                }
            }
        }
        let asks = |(unit, held): &&(&'a Unit, bool)| match &unit.what {
            What::FieldsOf(of) => forms.iter().any(|(form, _)| form.id == *of),
            What::Form(_) | What::Papers(_) | What::ByCase(_) | What::List(_) => *held,
            What::Holds | What::Skip(_) | What::Issues(_) => false,
        };
        let judged = |(unit, held): &&(&'a Unit, bool)| {
            let timed = unit.steps.iter().any(|step| step.day.is_some()) && self.kind.handled_by(unit.cite);
            timed || (*held && !unit.checks.is_empty())
        };
        let asked = held.iter().filter(|unit| asks(unit) || judged(unit));
        let mut units: Vec<&Unit> = asked.map(|(unit, _)| *unit).collect();
        let count = units.len();
        for unit in forms.iter().map(|(_, unit)| *unit).chain(self.borrowed.iter().map(|(lender, _)| *lender)) {
            if units.iter().all(|known| known.cite != unit.cite) {
                units.push(unit);
            }
        }
        self.put(&pack.facts, None);
        for (form, asker) in forms {
            self.put(form, units.iter().position(|unit| unit.cite == asker.cite));
        }
        // Lenders and askers are found by number among these while the rest is made.
        let bare = |unit: &&'a Unit| UnitPlan { unit, gates: Vec::new(), lenders: Vec::new(), through: None };
        self.units = units.iter().map(bare).collect();
        (units, count)
    }

    fn put(&mut self, form: &'a Form, asker: Option<usize>) {
        let bare = |field| FieldPlan { field, when: None, unit: None, beside: [None, None] };
        let fields: Vec<FieldPlan> = form.fields().map(bare).collect();
        // Each put in its place: sorting them would be far more code in a browser.
        let id_of = |at: usize| fields.get(at).map_or("", |plan: &FieldPlan| plan.field.id.as_str());
        let mut by_id = Vec::with_capacity(fields.len());
        for at in 0..fields.len() {
            by_id.insert(by_id.partition_point(|other| id_of(*other) < id_of(at)), at);
        }
        let base = self.width;
        self.width += if form.list { 0 } else { fields.len() };
        self.forms.push(FormPlan { form, asker, base, fields, by_id });
    }

    /// When a unit is asked, whether or not it is one of the plan's.
    pub fn unit_plan(&self, unit: &'a Unit) -> UnitPlan<'a> {
        let own = is_held(self.kind, unit.cite);
        let (mut gates, mut at) = (Vec::new(), Some(unit.cite));
        while let Some(cite) = at {
            if let Some(unit) = self.pack.unit(cite) {
                gates.extend((!unit.to.is_empty()).then_some(Gate::To(&unit.to)));
                gates.extend(unit.when.as_ref().map(|when| Gate::When(self.test(when, None))));
            }
            // What another dossier asks above what is borrowed from it is asked there alone.
            let lent = !own && self.borrowed.iter().any(|(_, ask)| ask.unit == cite);
            at = cite.parent().filter(|_| !lent);
        }
        let lent = self.borrowed.iter().filter(|(_, ask)| !own && unit.cite.within(&ask.unit));
        let lent = lent.filter_map(|(lender, ask)| {
            Some((self.number(lender.cite)?, ask.when.as_ref().map(|when| self.test(when, None))))
        });
        let through = match &unit.what {
            What::FieldsOf(form) => self.form(form).and_then(|form| form.asker),
            _ => None,
        };
        let through = through.filter(|asker| self.units.get(*asker).is_some_and(|asker| asker.unit.cite != unit.cite));
        UnitPlan { unit, gates, lenders: lent.collect(), through }
    }

    /// The papers of borrowed units that are asked on a condition of their own.
    fn conditional(&self) -> Vec<(Cite, &'a str, Test<'a>)> {
        let of = |ask: &'a AsAsk| {
            ask.papers.iter().map(move |(paper, when)| (ask.unit, paper.as_str(), self.test(when, None)))
        };
        self.borrowed.iter().flat_map(|(_, ask)| of(ask)).collect()
    }

    /// What depends on a field of a form.
    #[inline]
    pub fn reach(&self, form: usize, field: usize) -> Option<&Reached> {
        self.reach.get_or_init(|| reach(self)).get(form)?.get(field)
    }

    /// The number of a unit.
    pub fn number(&self, cite: Cite) -> Option<usize> {
        self.units.iter().position(|plan| plan.unit.cite == cite)
    }

    /// The form in use of that id.
    pub fn form(&self, id: &str) -> Option<&FormPlan<'a>> {
        self.forms.get(self.form_at(id)?)
    }

    /// The number of the form in use of that id.
    pub fn form_at(&self, id: &str) -> Option<usize> {
        self.forms.iter().position(|plan| plan.asker.is_some() && plan.form.id == id)
    }

    /// A condition with its places found, for a row or form in hand.
    pub fn test(&self, condition: &'a Condition, in_hand: Option<&'a Form>) -> Test<'a> {
        let tests = |all: &'a [Condition]| all.iter().map(|one| self.test(one, in_hand)).collect();
        match condition {
            Condition::All(all) => Test::All(tests(all)),
            Condition::Any(any) => Test::Any(tests(any)),
            Condition::Not(one) => Test::Not(Box::new(self.test(one, in_hand))),
            Condition::Is(at, choice) => Test::Is(self.at(at, in_hand), choice),
            Condition::Has(at) => Test::Is(self.at(at, in_hand), "yes"),
            Condition::AtLeast(at, least) => Test::AtLeast(self.at(at, in_hand), *least),
            Condition::Before(at, day) => Test::Before(self.at(at, in_hand), *day),
        }
    }

    /// Where a name points.
    pub fn at(&self, named: &'a Ref, in_hand: Option<&'a Form>) -> At<'a> {
        let field = |form: &'a Form, id: &str| form.fields().position(|field| field.id == *id);
        let to = match named {
            Ref::On => Some(To::Day),
            Ref::Fact(fact) if !self.kind.facts.contains(fact) => None,
            Ref::Fact(fact) => field(&self.pack.facts, fact).map(|at| To::Field(0, at)),
            Ref::Field(form, id) => self.form_at(form).and_then(|at| {
                let form = self.forms.get(at)?.form;
                let field = field(form, id)?;
                Some(if form.list { To::Column(at, field) } else { To::Field(at, field) })
            }),
            Ref::Row(id) => in_hand.and_then(|form| field(form, id)).map(To::InHand),
            Ref::Earlier(form, id) => self.pack.form(form).and_then(|form| {
                let kind = &form.field(id)?.kind;
                Some(if form.list { To::EarlierColumn(kind) } else { To::Earlier(kind) })
            }),
        };
        At { named, to: to.unwrap_or(To::Nowhere) }
    }

    /// Finds the places that the fields of a form look at, once every form has its number.
    fn find_places(&mut self, form: usize) {
        let Some(plan) = self.forms.get(form) else { return };
        let of = |field: &'a Field| {
            let at = |place: &'a Option<Ref>| place.as_ref().map(|place| self.at(place, Some(plan.form)));
            let beside = match &field.kind {
                FieldKind::IdentityNumber { born, sex } => [at(born), at(sex)],
                _ => [None, None],
            };
            let when = field.when.as_ref().map(|when| self.test(when, Some(plan.form)));
            FieldPlan { field, when, unit: self.unit_of(plan.form, field), beside }
        };
        let fields = plan.form.fields().map(of).collect();
        if let Some(plan) = self.forms.get_mut(form) {
            plan.fields = fields;
        }
    }

    /// The unit that asks for a field by naming its form.
    fn unit_of(&self, form: &Form, field: &Field) -> Option<&'a Unit> {
        let asks =
            |unit: &&Unit| matches!(&unit.what, What::FieldsOf(of) if *of == form.id) && rests_on(field, &unit.cite);
        self.pack.units().find(asks)
    }

    /// Whether a unit belongs to the dossier: of itself, or because another unit asks the same.
    pub(super) fn holds_unit(&self, cite: Cite) -> bool {
        is_held(self.kind, cite) || self.borrowed.iter().any(|(_, ask)| cite.within(&ask.unit))
    }
}

impl FormPlan<'_> {
    /// The number of the field of that id.
    pub fn field_at(&self, id: &str) -> Option<usize> {
        self.by_id.get(self.place_of(id)?).copied()
    }

    /// The place of the field of that id in the order of their ids.
    #[inline]
    pub fn place_of(&self, id: &str) -> Option<usize> {
        let id_of = |at: &usize| self.fields.get(*at).map_or("", |plan| plan.field.id.as_str());
        self.by_id.binary_search_by(|at| id_of(at).cmp(id)).ok()
    }
}

/// Whether a field names a unit, or what stands under it, as its basis.
pub fn rests_on(field: &Field, cite: &Cite) -> bool {
    matches!(field.basis, FieldBasis::Cite(basis) if basis.within(cite))
}

fn is_held(kind: &DossierKind, cite: Cite) -> bool {
    kind.holds.iter().any(|held| cite.within(held))
}

/// The forms and lists that a unit brings into a dossier.
pub(super) fn forms_of(unit: &Unit) -> Vec<&str> {
    match &unit.what {
        What::Form(forms) => forms.iter().map(String::as_str).collect(),
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
