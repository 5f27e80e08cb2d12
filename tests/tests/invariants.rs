//! What holds for every dossier of every law, whatever is entered.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "the helpers of a test stop it where they are"
)]

use hoso_core::dossier::{
    Dossier, FileRef, List, Paper, Row, Values, asked, asked_by_row, check, requirements, sealed,
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
        for duty in &before.duties {
            let now = after.duties.iter().find(|now| now.cite == duty.cite);
            if let (Verdict::Met | Verdict::Unmet | Verdict::NotAsked, Some(now)) = (duty.verdict, now) {
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
    // What is absent from a closed list is decided: to fill it in is a change, and no knowledge (house invariant 4).
    let open = dossier.lists.iter().filter(|(_, list)| !list.closed);
    let cells = open.flat_map(|(list, rows)| {
        rows.rows
            .iter()
            .enumerate()
            .flat_map(move |(at, row)| row.values.keys().map(move |field| Given::Cell(list.clone(), at, field.clone())))
    });
    let papers = dossier.papers.keys().flat_map(|slot| {
        [Given::Papers, Given::Scan, Given::Kind, Given::Copies, Given::Sets]
            .map(|make: fn(Slot) -> Given| make(slot.clone()))
    });
    facts.chain(fields).chain(cells).chain(papers).collect()
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
    }
    less
}

/// Dossiers of every kind of every law.
fn dossiers() -> impl Strategy<Value = Dossier> {
    let examples =
        circular::packs().iter().flat_map(|(_, reference)| cases::examples(reference).unwrap().into_values());
    select(examples.collect::<Vec<_>>()).prop_flat_map(dossiers_like)
}

/// The example of the dossier of Article 2.
fn grant() -> Dossier {
    cases::examples(&circular::circular().1).unwrap().remove("grant").unwrap()
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
