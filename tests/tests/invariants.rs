//! What holds for every dossier of every law, whatever is entered.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "the helpers of a test stop it where they are"
)]

use std::sync::LazyLock;

use hoso_core::dossier::{
    Dossier, Earlier, FileRef, List, Paper, Row, Values, asked, asked_by_row, check, requirements, sealed,
};
use hoso_core::law::{FieldKind, Form, Pack, PackRef, PaperKind};
use hoso_core::report::{Report, Slot, Verdict};
use hoso_core::say;
use hoso_core::text::Lang;
use hoso_tests::{cases, circular};
use proptest::prelude::*;
use proptest::sample::select;

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), ..ProptestConfig::default() })]

    /// House invariant 4: turning unknown into known never turns a decided verdict open.
    #[test]
    fn knowing_more_never_reopens_what_was_decided(dossier in dossiers(), pick in any::<prop::sample::Index>()) {
        let (pack, reference) = law(&dossier);
        let places = given(&dossier);
        prop_assume!(!places.is_empty());
        let less = without(&dossier, pick.get(&places));
        let before = check(pack, reference, &less, less.on);
        let after = check(pack, reference, &dossier, dossier.on);
        prop_assert!(before.verdict == Verdict::Open || after.verdict != Verdict::Open, "was {:?}", before.verdict);
        prop_assert_eq!(before.duties.len(), after.duties.len());
        for (duty, now) in before.duties.iter().zip(&after.duties) {
            prop_assert_eq!(duty.cite, now.cite);
            if duty.verdict != Verdict::Open {
                prop_assert_ne!(now.verdict, Verdict::Open, "{} was {:?}", duty.cite, duty.verdict);
            }
        }
    }

    /// A closed dossier has nothing open.
    #[test]
    fn closing_decides_everything(mut dossier in dossiers()) {
        dossier.closed = true;
        let report = judge(&dossier);
        prop_assert!(report.duties.iter().all(|duty| duty.verdict != Verdict::Open));
        prop_assert_ne!(report.verdict, Verdict::Open);
    }

    /// What is sealed is judged as the closed draft is, and sealing it again changes nothing.
    #[test]
    fn sealing_keeps_the_verdict(mut dossier in dossiers()) {
        let (pack, _) = law(&dossier);
        let once = sealed(pack, &dossier);
        prop_assert_eq!(&sealed(pack, &once), &once);
        dossier.closed = true;
        dossier.lists.values_mut().for_each(|list| list.closed = true);
        prop_assert_eq!(judge(&once).duties, judge(&dossier).duties);
    }

    /// Asked of all rows at once, a list asks of each what is asked of it alone.
    #[test]
    fn what_is_asked_of_all_rows_is_asked_of_each(dossier in dossiers()) {
        let (pack, _) = law(&dossier);
        for (id, list) in &dossier.lists {
            let alone: Vec<_> = list.rows.iter().map(|row| asked(pack, &dossier, id, Some(&row.id))).collect();
            prop_assert_eq!(asked_by_row(pack, &dossier, id), alone);
        }
    }

    /// House invariant 5: what is not asked influences no finding and enters no bundle; asked again, it is back.
    #[test]
    fn what_is_not_asked_has_no_say(mut dossier in dossiers_like(grant())) {
        let (pack, _) = circular::circular();
        dossier.facts.insert("goods.conditional".into(), "no".into());
        let mut filled = dossier.clone();
        filled.papers.insert("2/7:business-licence".parse().unwrap(), vec![Paper { copies: "x".into(), ..Paper::default() }]);
        prop_assert_eq!(judge(&filled).duties, judge(&dossier).duties);
        prop_assert!(sealed(pack, &filled).papers.keys().all(|slot| slot.cite.to_string() != "2/7"));
        filled.facts.insert("goods.conditional".into(), "yes".into());
        prop_assert!(requirements(pack, &filled).iter().any(|asked| asked.cite.to_string() == "2/7"));
        prop_assert!(filled.papers.contains_key(&"2/7:business-licence".parse::<Slot>().unwrap()));
    }

    /// Every finding has its sentence, basis and place in both languages, and holds nothing that the filer typed.
    #[test]
    fn every_finding_can_be_said_without_the_filers_data(mut dossier in dossiers()) {
        const SECRET: &str = "Bí Mật Zq";
        let (pack, _) = law(&dossier);
        let form = dossier.forms.keys().next().cloned().unwrap_or_else(|| pack.forms[0].id.clone());
        let values = dossier.forms.entry(form).or_default();
        values.values_mut().for_each(|typed| SECRET.clone_into(typed));
        values.insert("no-such-field".into(), SECRET.into());
        let report = judge(&dossier);
        prop_assert!(!serde_json::to_string(&report).unwrap().contains(SECRET));
        for finding in &report.findings {
            for lang in [Lang::Vi, Lang::En] {
                let said = say::finding(pack, &dossier, finding, lang);
                prop_assert!(said.what.len() > 10 && said.basis.len() > 10, "{finding:?} {said:?}");
                prop_assert!(!said.what.contains(SECRET) && !said.what.contains("{"), "{}", said.what);
            }
        }
    }

    /// The same dossier gives the same bytes, and a report can be read back.
    #[test]
    fn a_report_is_a_value(dossier in dossiers()) {
        let report = judge(&dossier);
        let bytes = hoso_core::json::canonical(&report).unwrap();
        prop_assert_eq!(&bytes, &hoso_core::json::canonical(&judge(&dossier)).unwrap());
        prop_assert_eq!(serde_json::from_slice::<Report>(&bytes).unwrap(), report);
    }
}

#[test]
fn an_empty_draft_is_all_open() {
    let (pack, reference) = circular::circular();
    let dossier = circular::empty(reference);
    let report = check(pack, reference, &dossier, dossier.on);
    assert!(report.duties.len() > 10);
    assert!(report.duties.iter().all(|duty| duty.verdict == Verdict::Open), "{:?}", report.duties);
}

fn cases() -> u32 {
    if std::env::var_os("HOSO_LONG").is_some() { 20_000 } else { 300 }
}

/// The law that a dossier names.
fn law(dossier: &Dossier) -> &'static (Pack, PackRef) {
    circular::packs().iter().find(|(pack, _)| pack.id == dossier.pack.id).unwrap()
}

fn judge(dossier: &Dossier) -> Report {
    let (pack, reference) = law(dossier);
    check(pack, reference, dossier, dossier.on)
}

/// One thing given: where it can be taken away.
#[derive(Clone, Debug)]
enum Given {
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

fn given(dossier: &Dossier) -> Vec<Given> {
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

fn without(dossier: &Dossier, given: &Given) -> Dossier {
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

/// Dossiers of every kind of every law: filled with anything, or an example that lacks some things and has others changed.
fn dossiers() -> impl Strategy<Value = Dossier> {
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
fn grant() -> Dossier {
    examples().iter().find(|example| example.procedure == "grant").unwrap().clone()
}

/// Dossiers with the forms, lists and papers of an example, filled with anything.
fn dossiers_like(example: Dossier) -> impl Strategy<Value = Dossier> {
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
