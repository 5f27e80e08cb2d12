//! Drafts of every dossier of every law: filled with anything, or an example that lacks some things and has others changed.

use std::sync::LazyLock;

use hoso_core::dossier::{Dossier, Earlier, FileRef, List, Paper, Row, Values, asked, requirements};
use hoso_core::law::{FieldKind, Form, Pack, PackRef, PaperKind};
use hoso_core::report::Slot;
use hoso_tests::{cases, circular};
use proptest::prelude::*;
use proptest::sample::select;

/// The law that a dossier names.
pub fn law(dossier: &Dossier) -> &'static (Pack, PackRef) {
    circular::packs().iter().find(|(pack, _)| pack.id == dossier.pack.id).unwrap()
}

/// One thing given: where it can be taken away.
#[derive(Clone, Debug)]
pub enum Given {
    Fact(String),
    Field(String, String),
    Cell(String, usize, String),
    Row(String, usize),
    Closing(String),
    Earlier,
    Papers(Slot),
    Scan(Slot),
    Kind(Slot),
    Copies(Slot),
    Sets(Slot),
}

/// What is known in a dossier, and could be unknown.
pub fn given(dossier: &Dossier) -> Vec<Given> {
    let facts = dossier.facts.keys().cloned().map(Given::Fact);
    let fields = dossier
        .forms
        .iter()
        .flat_map(|(form, values)| values.keys().map(|field| Given::Field(form.clone(), field.clone())));
    let cells = dossier.lists.iter().flat_map(|(list, rows)| {
        rows.rows
            .iter()
            .enumerate()
            .flat_map(move |(at, row)| row.values.keys().map(move |field| Given::Cell(list.clone(), at, field.clone())))
    });
    let papers = dossier.papers.keys().flat_map(|slot| {
        [Given::Papers, Given::Scan, Given::Kind, Given::Copies, Given::Sets]
            .map(|make: fn(Slot) -> Given| make(slot.clone()))
    });
    // A new row in a closed list is a change, not knowledge.
    let open = dossier.lists.iter().filter(|(_, list)| !list.closed && !dossier.closed);
    let rows = open.flat_map(|(id, list)| (0..list.rows.len()).map(|row| Given::Row(id.clone(), row)));
    let closed = dossier.lists.iter().filter(|(_, list)| list.closed);
    let closings = closed.map(|(id, _)| Given::Closing(id.clone()));
    let earlier = dossier.earlier.iter().map(|_| Given::Earlier);
    facts.chain(fields).chain(cells).chain(rows).chain(closings).chain(earlier).chain(papers).collect()
}

/// The dossier before that was known.
pub fn without(dossier: &Dossier, given: &Given) -> Dossier {
    let mut less = dossier.clone();
    let mut each =
        |slot: &Slot, change: fn(&mut Paper)| less.papers.get_mut(slot).into_iter().flatten().for_each(change);
    match given {
        Given::Scan(slot) => each(slot, |paper| paper.file = None),
        Given::Kind(slot) => each(slot, |paper| paper.kind = None),
        Given::Copies(slot) => each(slot, |paper| paper.copies.clear()),
        Given::Sets(slot) => each(slot, |paper| paper.sets.clear()),
        Given::Papers(slot) => drop(less.papers.remove(slot)),
        Given::Fact(fact) => drop(less.facts.remove(fact)),
        Given::Field(form, field) => drop(less.forms.get_mut(form).unwrap().remove(field)),
        Given::Cell(list, row, field) => drop(less.lists.get_mut(list).unwrap().rows[*row].values.remove(field)),
        Given::Row(list, row) => {
            let row = less.lists.get_mut(list).unwrap().rows.remove(*row);
            less.papers = less.papers.into_iter().filter(|(slot, _)| slot.row.as_ref() != Some(&row.id)).collect();
        }
        Given::Closing(list) => less.lists.get_mut(list).unwrap().closed = false,
        Given::Earlier => less.earlier = None,
    }
    less
}

/// The dossier with something typed in every field that is not asked of it.
pub fn with_unasked(pack: &Pack, dossier: &Dossier, typed: &str) -> Dossier {
    let mut filled = dossier.clone();
    let fill = |form: &Form, row: Option<&str>, values: &mut Values| {
        let asked = asked(pack, dossier, &form.id, row);
        let unasked = form.fields().filter(|field| !asked.iter().any(|known| known.id == field.id));
        unasked.for_each(|field| drop(values.insert(field.id.clone(), typed.to_owned())));
    };
    fill(&pack.facts, None, &mut filled.facts);
    for (id, values) in &mut filled.forms {
        pack.form(id).into_iter().for_each(|form| fill(form, None, values));
    }
    for (id, list) in &mut filled.lists {
        for row in &mut list.rows {
            pack.form(id).into_iter().for_each(|form| fill(form, Some(&row.id), &mut row.values));
        }
    }
    filled
}

/// Dossiers of every kind of every law: filled with anything, or an example that lacks some things and has others changed.
pub fn dossiers() -> impl Strategy<Value = Dossier> {
    select(examples())
        .prop_flat_map(|example| prop_oneof![dossiers_like(example.clone()), nearly(example)])
        .prop_flat_map(|dossier| {
            let earlier = earlier_of(&dossier);
            select(earlier).prop_map(move |earlier| Dossier { earlier, ..dossier.clone() })
        })
}

/// No earlier dossier, or any example that the dossier may build on.
fn earlier_of(dossier: &Dossier) -> Vec<Option<Earlier>> {
    let (pack, _) = law(dossier);
    let kind = pack.dossier(&dossier.procedure).unwrap();
    let is_one = |held: &&Dossier| held.pack.id == pack.id && kind.builds_on.contains(&held.procedure);
    let of = |held: &Dossier| Earlier { sha256: "0".repeat(64), dossier: Some(Box::new(held.clone())) };
    let earlier = examples().iter().filter(is_one).map(|held| Some(of(held)));
    std::iter::once(None).chain(earlier).collect()
}

/// An example that lacks up to eight things, has up to three answers of another field or unlike any, and whose lists are closed or not.
fn nearly(example: Dossier) -> impl Strategy<Value = Dossier> {
    let index = any::<prop::sample::Index>;
    let lacking = prop::collection::vec(index(), 0..8);
    let other =
        prop_oneof![index().prop_map(Err), select(vec!["yes", "no", "0", "12", "02/03/2015", " "]).prop_map(Ok)];
    let changed = prop::collection::vec((index(), other), 0..3);
    let closed = prop::collection::vec(any::<bool>(), example.lists.len());
    (lacking, changed, closed, prop::bool::weighted(0.1)).prop_map(move |(lacking, changed, closed, whole)| {
        let mut dossier = Dossier { closed: whole, ..example.clone() };
        for (list, closed) in dossier.lists.values_mut().zip(closed) {
            list.closed = closed;
        }
        for (at, to) in changed {
            let mut answers = answers(&mut dossier);
            let to = to.map_or_else(|of| of.get(&answers).to_string(), str::to_owned);
            **at.get_mut(&mut answers) = to;
        }
        for at in lacking {
            let places = given(&dossier);
            if !places.is_empty() {
                dossier = without(&dossier, at.get(&places));
            }
        }
        dossier
    })
}

/// The example of every dossier of every law.
fn examples() -> &'static [Dossier] {
    static EXAMPLES: LazyLock<Vec<Dossier>> = LazyLock::new(|| {
        let of = |reference| cases::examples(reference).unwrap().into_values();
        circular::packs().iter().flat_map(|(_, reference)| of(reference)).collect()
    });
    &EXAMPLES
}

/// Every answer in a dossier.
fn answers(dossier: &mut Dossier) -> Vec<&mut String> {
    let rows = dossier.lists.values_mut().flat_map(|list| &mut list.rows).map(|row| &mut row.values);
    let all = std::iter::once(&mut dossier.facts).chain(dossier.forms.values_mut()).chain(rows);
    all.flat_map(|values| values.values_mut()).collect()
}

/// The example of the dossier of Article 2.
pub fn grant() -> Dossier {
    examples().iter().find(|example| example.procedure == "grant").unwrap().clone()
}

/// Dossiers with the forms, lists and papers of an example, filled with anything.
pub fn dossiers_like(example: Dossier) -> impl Strategy<Value = Dossier> {
    let (pack, _) = law(&example);
    let slots = slots(pack, &example);
    let asked = |form: &&Form| example.forms.contains_key(&form.id) || example.lists.contains_key(&form.id);
    let forms = pack.forms.iter().filter(asked).filter(|form| !form.list).map(|form| {
        values(form).prop_map({
            let id = form.id.clone();
            move |values| (id.clone(), values)
        })
    });
    let lists = pack.forms.iter().filter(asked).filter(|form| form.list).map(|form| {
        list(form).prop_map({
            let id = form.id.clone();
            move |list| (id.clone(), list)
        })
    });
    let (forms, lists) = (forms.collect::<Vec<_>>(), lists.collect::<Vec<_>>());
    let mut days = vec![example.on, pack.in_force.from, pack.in_force.from.previous()];
    days.extend(pack.in_force.until.iter().flat_map(|until| [*until, until.next()]));
    days.extend(pack.cautions.iter().map(|caution| caution.span.from));
    let papers = prop::collection::btree_map(select(slots), prop::collection::vec(paper(), 1..3), 0..20);
    (values(&pack.facts), forms, lists, papers, select(days), any::<bool>()).prop_map(
        move |(facts, forms, lists, papers, on, closed)| Dossier {
            on,
            closed,
            facts,
            forms: forms.into_iter().collect(),
            lists: lists.into_iter().collect(),
            papers: papers.into_iter().collect(),
            ..example.clone()
        },
    )
}

/// Every slot that the example fills or that is asked without an answer, and those of its rows for two rows.
fn slots(pack: &Pack, example: &Dossier) -> Vec<Slot> {
    let mut nothing = example.clone();
    nothing.facts.clear();
    let asked = requirements(pack, &nothing).into_iter().flat_map(|asked| asked.papers).map(|paper| paper.slot);
    let by_row = example.papers.keys().filter(|slot| slot.row.is_some());
    let rows = by_row.flat_map(|slot| ["r1", "r2"].map(|row| Slot { row: Some(row.into()), ..slot.clone() }));
    let mut slots: Vec<Slot> = asked.chain(example.papers.keys().cloned()).chain(rows).collect();
    // Some dossiers hold forms alone; a paper that nobody asks for does no harm.
    slots.push("1/1:none".parse().unwrap());
    slots
}

fn values(form: &Form) -> impl Strategy<Value = Values> + use<> {
    let fields: Vec<_> = form
        .fields()
        .map(|field| {
            let id = field.id.clone();
            prop::option::of(typed(&field.kind)).prop_map(move |typed| typed.map(|typed| (id.clone(), typed)))
        })
        .collect();
    fields.prop_map(|fields| fields.into_iter().flatten().collect::<Values>())
}

fn list(form: &Form) -> impl Strategy<Value = List> + use<> {
    let rows = prop::collection::vec(values(form), 0..3);
    (rows, any::<bool>()).prop_map(|(rows, closed)| List {
        closed,
        rows: rows.into_iter().enumerate().map(|(at, values)| Row { id: format!("r{}", at + 1), values }).collect(),
    })
}

fn typed(kind: &FieldKind) -> BoxedStrategy<String> {
    match kind {
        FieldKind::YesNo => select(vec!["yes", "no", "yes", "no", "maybe"]).prop_map(str::to_owned).boxed(),
        FieldKind::Choice(choices) => {
            let mut all: Vec<String> = choices.iter().map(|choice| choice.value.clone()).collect();
            all.push("none-of-them".into());
            select(all).boxed()
        }
        _ => {
            let pool = [
                "02/03/2015",
                "31/02/2015",
                "5.000.000.000",
                "12",
                "0100112437",
                "0100233480",
                "001185000123",
                "012345678",
                "B1234567",
                "024 3936 1234",
                "a@vidu.vn",
                "Nguyễn Thị Hiền",
                " ",
                "x\u{200b}",
            ];
            prop_oneof![8 => select(pool.to_vec()).prop_map(str::to_owned), 1 => any::<String>()].boxed()
        }
    }
}

fn paper() -> impl Strategy<Value = Paper> {
    let file = FileRef { name: "a.pdf".into(), media_type: "application/pdf".into(), size: 1, sha256: None };
    let count = select(vec!["", "1", "2", "hai", "0"]);
    (prop::option::of(select(PaperKind::ALL.to_vec())), count.clone(), count, prop::option::of(Just(file)))
        .prop_map(|(kind, copies, sets, file)| Paper { kind, copies: copies.into(), sets: sets.into(), file })
}
