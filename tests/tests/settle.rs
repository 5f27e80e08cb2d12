//! Whoever does what the report says, and goes on until it says nothing more, has a dossier that is met.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "the helpers of a test stop it where they are"
)]

mod follower;

use hoso_core::dossier::{Dossier, Earlier, Plans, Row, Values, check};
use hoso_core::report::{Finding, Report, Severity, Verdict};
use hoso_tests::{cases, circular};
use serde_json::Value;

use follower::{follow, follow_by};

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

/// Every dossier of every law, from its example with answers spoilt and things missing: whoever mends what the report names comes through.
#[test]
fn a_wrong_draft_can_be_mended() {
    const WRONG: [&str; 6] = ["yes", "no", "0", "31/02/2015", "một hai", "02/03/2035"];
    let mut seed = 1_u64;
    let mut roll = move |of: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap() % of.max(1)
    };
    for (pack, reference) in circular::packs() {
        let examples = cases::examples(reference).unwrap();
        for (kind, example) in &examples {
            for round in 0..if std::env::var_os("HOSO_LONG").is_some() { 300 } else { 20 } {
                let mut dossier = Dossier { closed: false, ..example.clone() };
                for _ in 0..1 + roll(4) {
                    let mut answers = answers(&mut dossier);
                    let at = roll(answers.len());
                    if let Some(answer) = answers.get_mut(at) {
                        WRONG[roll(WRONG.len())].clone_into(answer);
                    }
                }
                dossier.lists.values_mut().for_each(|list| list.closed = roll(2) == 0);
                let fit = pack.dossier(kind).unwrap().builds_on.iter().filter_map(|kind| examples.get(kind));
                let fit: Vec<&Dossier> = fit.collect();
                dossier.earlier = fit
                    .get(roll(2 * fit.len()))
                    .map(|held| Earlier { sha256: "0".repeat(64), dossier: Some(Box::new((*held).clone())) });
                let spoilt = dossier.clone();
                let report = follow(pack, reference, &mut dossier);
                let left: Vec<&Finding> =
                    report.findings.iter().filter(|found| found.severity != Severity::Warning).collect();
                assert_eq!(report.verdict, Verdict::Met, "{} {kind} {round}: {left:#?} from {spoilt:#?}", pack.id);
            }
        }
    }
}

/// Every answer in a dossier.
fn answers(dossier: &mut Dossier) -> Vec<&mut String> {
    let rows = dossier.lists.values_mut().flat_map(|list| &mut list.rows).map(|row| &mut row.values);
    let all = std::iter::once(&mut dossier.facts).chain(dossier.forms.values_mut()).chain(rows);
    all.flat_map(|values| values.values_mut()).collect()
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
            let text = reversed(&serde_json::to_value(&example).unwrap());
            let turned: Dossier = serde_json::from_str(&text).unwrap();
            assert_eq!(check(pack, reference, &turned, turned.on), report, "{kind}");
            let at_once = Plans::of(pack).check_text(reference, &text, None);
            assert!(at_once.is_none_or(|at_once| at_once == report), "{kind}, read the short way");
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

/// Of two rows that are alike the later one is found, and named with the first; in whatever order, it is found as often.
#[test]
fn of_rows_alike_each_order_finds_the_later_one() {
    for (pack, reference) in circular::packs() {
        for (kind, mut example) in cases::examples(reference).unwrap() {
            for list in example.lists.values_mut().filter(|list| !list.rows.is_empty()) {
                list.rows.push(Row { id: "r900".into(), ..list.rows[0].clone() });
            }
            let summed = |dossier: &Dossier| {
                let report = check(pack, reference, dossier, dossier.on);
                let mut codes: Vec<String> =
                    report.findings.iter().map(|found| format!("{:?} {}", found.code, found.rule)).collect();
                codes.sort();
                (report.verdict, report.duties, codes)
            };
            let before = summed(&example);
            example.lists.values_mut().for_each(|list| list.rows.reverse());
            assert_eq!(summed(&example), before, "{kind}");
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
