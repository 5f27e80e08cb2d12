//! Whoever does what the report says, and goes on until it says nothing more, has a dossier that is met.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "the helpers of a test stop it where they are"
)]

use hoso_core::dossier::{Dossier, Earlier, FileRef, Paper, Plans, Row, Values, check};
use hoso_core::law::{Condition, FieldKind, Form, Pack, PackRef, Ref};
use hoso_core::report::{Code, Datum, Finding, Place, Report, Settle, Severity, Verdict};
use hoso_tests::{cases, circular};
use serde_json::Value;

#[test]
fn from_an_empty_page_to_a_met_dossier_by_doing_what_the_report_says() {
    let (pack, reference) = circular::circular();
    for conditional in ["yes", "no"] {
        for kind in ["llc-many", "llc-one", "jsc", "partnership", "private"] {
            let mut dossier = circular::empty(reference);
            dossier.facts.insert("company.kind".into(), kind.into());
            dossier.facts.insert("goods.conditional".into(), conditional.into());
            let report = follow(pack, reference, &mut dossier);
            assert_eq!(report.verdict, Verdict::Met, "{kind} {conditional}: {:#?}", report.findings);
        }
    }
}

#[test]
fn any_way_that_is_offered_settles_the_duty() {
    let (pack, reference) = circular::circular();
    for way in 0..5 {
        let mut dossier = circular::empty(reference);
        let report = follow_by(pack, reference, &mut dossier, way);
        assert_eq!(report.verdict, Verdict::Met, "way {way}: {:#?}", report.findings);
    }
}

/// Every dossier of every law: with the answers of its example, and from nothing at all.
#[test]
fn every_dossier_of_every_law_can_be_settled() {
    for (pack, reference) in circular::packs() {
        for (kind, example) in cases::examples(reference).unwrap() {
            for facts in [example.facts.clone(), Values::new()] {
                let nothing = Dossier {
                    closed: false,
                    facts,
                    forms: [].into(),
                    lists: [].into(),
                    papers: [].into(),
                    ..example.clone()
                };
                let mut dossier = nothing;
                let report = follow(pack, reference, &mut dossier);
                assert_eq!(report.verdict, Verdict::Met, "{} {kind}: {:#?}", pack.id, report.findings);
            }
        }
    }
}

/// A dossier that goes to the wrong recipient, names an earlier one of another sort or is of no kind that the law knows: the report says how
/// to mend that too.
#[test]
fn what_is_wrong_with_the_whole_can_be_settled() {
    for (pack, reference) in circular::packs() {
        let examples = cases::examples(reference).unwrap();
        for (kind, example) in &examples {
            let of = |change: fn(&mut Dossier)| {
                let mut dossier = Dossier { closed: false, ..example.clone() };
                change(&mut dossier);
                dossier
            };
            let mut earlier = of(|_| {});
            let unfit = Dossier { procedure: "no-such-dossier".into(), ..example.clone() };
            earlier.earlier = Some(Earlier { sha256: "0".repeat(64), dossier: Some(Box::new(unfit)) });
            for mut dossier in [of(|dossier| dossier.recipient = "nobody".into()), earlier] {
                let report = follow(pack, reference, &mut dossier);
                assert_eq!(report.verdict, Verdict::Met, "{} {kind}: {:#?}", pack.id, report.findings);
            }
        }
        let mut unknown =
            Dossier { procedure: "no-such-dossier".into(), closed: false, ..examples.values().next().unwrap().clone() };
        let report = follow(pack, reference, &mut unknown);
        assert_eq!(report.verdict, Verdict::Met, "{:#?}", report.findings);
    }
}

/// Two rows of one id are one row to whoever names it, so they are no list.
#[test]
fn two_rows_of_one_id_are_refused() {
    let (pack, reference) = circular::circular();
    let mut dossier = cases::examples(reference).unwrap().remove("grant").unwrap();
    let rows = &mut dossier.lists.get_mut("officers").unwrap().rows;
    let twin = Row { id: rows[0].id.clone(), ..rows[rows.len() - 1].clone() };
    rows.push(twin);
    let text = serde_json::to_string(&dossier).unwrap();
    let told = "two rows have the id `r1`";
    assert!(serde_json::from_str::<Dossier>(&text).unwrap_err().to_string().contains(told));
    assert!(Dossier::read(text.as_bytes()).unwrap_err().to_string().contains(told));
    assert!(Plans::of(pack).check_text(reference, &text, None).is_none(), "the short way leaves it to the long one");
}

/// A report does not depend on the order in which a dossier's members or rows stand.
#[test]
fn a_report_does_not_depend_on_the_order_of_input() {
    for (pack, reference) in circular::packs() {
        for (kind, mut example) in cases::examples(reference).unwrap() {
            // Something must be found for an order to show.
            for values in example.forms.values_mut() {
                let first = values.keys().next().cloned();
                first.iter().for_each(|field| drop(values.remove(field)));
            }
            let report = check(pack, reference, &example, example.on);
            let turned: Dossier = serde_json::from_str(&reversed(&serde_json::to_value(&example).unwrap())).unwrap();
            assert_eq!(check(pack, reference, &turned, turned.on), report, "{kind}");
            example.lists.values_mut().for_each(|list| list.rows.reverse());
            let rows = check(pack, reference, &example, example.on);
            let sorted = |report: &Report| {
                let mut found: Vec<String> = report.findings.iter().map(|found| format!("{found:?}")).collect();
                found.sort();
                (report.verdict, report.duties.clone(), found)
            };
            assert_eq!(sorted(&rows), sorted(&report), "{kind}");
        }
    }
}

/// JSON with the members of every object in the opposite order.
fn reversed(value: &Value) -> String {
    match value {
        Value::Object(members) => {
            let members: Vec<String> = members
                .iter()
                .rev()
                .map(|(name, value)| format!("{}:{}", Value::from(name.as_str()), reversed(value)))
                .collect();
            format!("{{{}}}", members.join(","))
        }
        Value::Array(all) => format!("[{}]", all.iter().map(reversed).collect::<Vec<_>>().join(",")),
        other => other.to_string(),
    }
}

fn follow(pack: &Pack, reference: &PackRef, dossier: &mut Dossier) -> Report {
    follow_by(pack, reference, dossier, 0)
}

/// Takes the way of that number, or the last one offered, for each finding in turn; then closes the dossier.
fn follow_by(pack: &Pack, reference: &PackRef, dossier: &mut Dossier, way: usize) -> Report {
    for _ in 0..500 {
        let report = check(pack, reference, dossier, dossier.on);
        let Some(finding) = report.findings.iter().find(|finding| finding.severity != Severity::Warning) else { break };
        assert!(!finding.settle.is_empty(), "no way is offered: {finding:?}");
        // Of parts and their sum, the sum can always be made to agree; of an event and a filing, the filing be made sooner.
        let way = if matches!(finding.code, Code::NotTheSum | Code::TooLate) { usize::MAX } else { way };
        for step in &finding.settle[way.min(finding.settle.len() - 1)] {
            take(pack, dossier, finding, step);
        }
    }
    dossier.closed = true;
    check(pack, reference, dossier, dossier.on)
}

fn take(pack: &Pack, dossier: &mut Dossier, finding: &Finding, step: &Settle) {
    match step {
        Settle::Answer(place) => {
            let value = match (finding.code, finding.data.get("places")) {
                (Code::NotSame, Some(Datum::Places(places))) => places
                    .iter()
                    .find_map(|at| value_at(dossier, at).filter(|_| place_of(at) != *place))
                    .expect("the other place holds a value"),
                (Code::NotTheSum, Some(Datum::Places(places))) => {
                    let (_, parts) = places.split_last().unwrap();
                    let all = parts.iter().flat_map(|at| values_at(dossier, at));
                    all.map(|typed| typed.replace('.', "").parse::<u64>().unwrap()).sum::<u64>().to_string()
                }
                (Code::NotTheRows, Some(Datum::Places(places))) => values_at(dossier, &places[0]).len().to_string(),
                (Code::WrongPlace, _) => pack.words.place_of(&dossier.recipient).unwrap().vi.clone(),
                (Code::OtherDay, _) => match finding.data.get("day") {
                    Some(Datum::Day(day)) => day.vn(),
                    other => panic!("no day: {other:?}"),
                },
                (Code::Alike, _) => format!("{} khác", sample(pack, place)),
                // The same in no other row.
                (Code::Repeated, _) => match place {
                    Place::Row { row, .. } => format!("{} {row}", sample(pack, place)),
                    _ => sample(pack, place),
                },
                _ => sample(pack, place),
            };
            put(dossier, place, value);
        }
        Settle::Attach { slot, kinds, copies, sets } => {
            let scan = FileRef { name: "scan.pdf".into(), media_type: "application/pdf".into(), size: 9, sha256: None };
            let count = |count: &Option<u32>| count.map_or(String::new(), |count| count.to_string());
            let paper =
                Paper { kind: kinds.first().copied(), copies: count(copies), sets: count(sets), file: Some(scan) };
            dossier.papers.insert(slot.clone(), vec![paper]);
        }
        Settle::AddRow { list, matching } => {
            let rows = &mut dossier.lists.entry(list.clone()).or_default().rows;
            let mut row = Row { id: format!("r{}", rows.len() + 1), ..Row::default() };
            matching.iter().for_each(|matching| make_true(matching, &mut row));
            rows.push(row);
        }
        Settle::CloseList(list) => dossier.lists.entry(list.clone()).or_default().closed = true,
        Settle::ChangeDay => dossier.on = pack.in_force.from,
        Settle::SendTo(to) => dossier.recipient = pack.words.receivers(std::slice::from_ref(to))[0].clone(),
        Settle::BuildOn(_) => dossier.earlier = None,
        Settle::ChooseKind => dossier.procedure = pack.dossiers[0].id.clone(),
    }
}

fn make_true(condition: &Condition, row: &mut Row) {
    match condition {
        Condition::All(all) => all.iter().for_each(|one| make_true(one, row)),
        Condition::Any(any) => any.iter().take(1).for_each(|one| make_true(one, row)),
        Condition::Is(Ref::Row(field), value) => drop(row.values.insert(field.clone(), value.clone())),
        Condition::Has(Ref::Row(field)) => drop(row.values.insert(field.clone(), "yes".into())),
        other => panic!("a row cannot be made to meet {other:?}"),
    }
}

fn place_of(at: &Ref) -> Place {
    match at {
        Ref::Field(form, field) => Place::Field { form: form.clone(), field: field.clone() },
        Ref::Fact(fact) => Place::Fact { fact: fact.clone() },
        _ => Place::Dossier,
    }
}

fn value_at(dossier: &Dossier, at: &Ref) -> Option<String> {
    dossier.typed(at).map(str::to_owned)
}

/// What is typed at a place, or in each row of a list.
fn values_at(dossier: &Dossier, at: &Ref) -> Vec<String> {
    let list = match at {
        Ref::Field(list, field) => dossier.lists.get(list).map(|list| (list, field)),
        _ => None,
    };
    match list {
        Some((list, field)) => list.rows.iter().filter_map(|row| row.values.get(field).cloned()).collect(),
        None => value_at(dossier, at).into_iter().collect(),
    }
}

fn put(dossier: &mut Dossier, place: &Place, value: String) {
    let values = match place {
        Place::Fact { .. } => &mut dossier.facts,
        Place::Field { form, .. } => dossier.forms.entry(form.clone()).or_default(),
        Place::Row { list, row, .. } => {
            let list = dossier.lists.get_mut(list).unwrap();
            &mut list.rows.iter_mut().find(|at| at.id == *row).unwrap().values
        }
        other => panic!("{other:?} takes no answer"),
    };
    values.insert(field_of(place).to_owned(), value);
}

fn field_of(place: &Place) -> &str {
    match place {
        Place::Fact { fact } => fact,
        Place::Field { field, .. } | Place::Row { field, .. } => field,
        other => panic!("{other:?} takes no answer"),
    }
}

/// A value that the field takes.
fn sample(pack: &Pack, place: &Place) -> String {
    let form: &Form = match place {
        Place::Fact { .. } => &pack.facts,
        Place::Field { form, .. } | Place::Row { list: form, .. } => pack.form(form).unwrap(),
        other => panic!("{other:?} takes no answer"),
    };
    match &form.field(field_of(place)).unwrap().kind {
        FieldKind::Date => "02/03/2015".into(),
        FieldKind::Year => "2015".into(),
        FieldKind::Money => "10.000.000.000".into(),
        // Nothing adds up to nothing, whichever sums share a total.
        FieldKind::Count => "0".into(),
        FieldKind::EnterpriseCode => "0100112437".into(),
        FieldKind::IdentityNumber { .. } => "012345678".into(),
        FieldKind::Passport => "B1234567".into(),
        FieldKind::Phone => "024 3936 1234".into(),
        FieldKind::Email => "lienhe@vidu.vn".into(),
        FieldKind::YesNo => "yes".into(),
        FieldKind::Choice(choices) => choices[0].value.clone(),
        FieldKind::Text
        | FieldKind::Place
        | FieldKind::LongText
        | FieldKind::PersonName
        | FieldKind::OrganisationName => "Nguyễn Thị Hiền".into(),
    }
}
