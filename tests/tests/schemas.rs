//! What is answered is what the published JSON Schemas say: the verdict on every known attack and base, and the table of them all; deadlines,
//! questionnaire, filings to several and issued forms of every law.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop where it is")]

use std::fs;
use std::path::Path;

use boon::{Compiler, Schemas};
use hoso_core::bundle::{Row, Table, Verdict};
use hoso_core::dossier::{Plans, Several, Values};
use hoso_core::draft::{Told, deadlines_of_kind};
use hoso_core::law::Use;
use hoso_core::page::issue;
use hoso_core::say;
use hoso_core::text::Text;
use hoso_tests::attacks::{Base, all, base_with_timestamp, judge, trust};
use hoso_tests::cases;
use hoso_tests::circular::packs;
use serde_json::{Value, to_value};

/// What of these values is not as the schema says.
fn misfits(schema: &str, values: &[Value]) -> Vec<String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/schema").join(schema);
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    compiler.add_resource(schema, serde_json::from_slice(&fs::read(file).unwrap()).unwrap()).unwrap();
    let compiled = compiler.compile(schema, &mut schemas).unwrap();
    values.iter().filter_map(|value| schemas.validate(value, compiled).err().map(|error| error.to_string())).collect()
}

fn verdicts() -> Vec<(String, Verdict)> {
    let base = Base::default();
    let trust = trust(&base);
    let mut all: Vec<_> = all(&base).iter().map(|attack| (attack.file_name(), judge(&attack.bytes, &trust))).collect();
    for (name, bytes) in [
        ("base", base.sealed()),
        ("foreign", Base::foreign().with_entries(|_| ())),
        ("timestamp", base_with_timestamp()),
        ("nothing", Vec::new()),
    ] {
        all.push((name.to_owned(), judge(&bytes, &trust)));
    }
    let mut beside = judge(&base.sealed(), &trust);
    beside.compare(&judge(&base_with_timestamp(), &trust), &|_| None);
    beside.say_findings(&|asked| {
        let held = packs().iter().find(|(_, reference)| reference == asked);
        held.map(|(pack, _)| pack.clone())
    });
    all.push(("beside".to_owned(), beside));
    all
}

#[test]
fn verdicts_and_their_table_are_what_the_schemas_say() {
    let verdicts = verdicts();
    let values: Vec<Value> = verdicts.iter().map(|(_, verdict)| to_value(verdict).unwrap()).collect();
    assert!(values.len() > 150, "{}", values.len());
    assert_eq!(misfits("verdict.json", &values), [""; 0]);
    let mut rows: Vec<Row> = verdicts.iter().map(|(name, verdict)| Row::of(name.clone(), verdict)).collect();
    rows.push(Row::unread("gone".to_owned(), Text::new("không đọc được", "not readable")));
    let table = to_value(Table::of(rows, vec!["readme.txt".to_owned()])).unwrap();
    assert_eq!(misfits("table.json", std::slice::from_ref(&table)), [""; 0]);
    // The schemas do refuse.
    assert_eq!(misfits("verdict.json", &[table]).len(), 1);
    let mut other = values[0].clone();
    other["outcome"] = "fine".into();
    assert_eq!(misfits("verdict.json", &[other]).len(), 1);
}

#[test]
fn deadlines_are_what_the_schema_says() {
    let of_law = |(pack, _): &(hoso_core::law::Pack, _)| {
        let (told, calendar) =
            (Told { on: Some(pack.in_force.from), ..Told::default() }, pack.calendar.clone().unwrap());
        let of_kind = |kind: &str| {
            let dues = deadlines_of_kind(pack, kind, &told, &calendar).unwrap();
            to_value(say::timeline(pack, &dues, &calendar)).unwrap()
        };
        pack.dossiers.iter().map(|kind| of_kind(&kind.id)).collect::<Vec<Value>>()
    };
    let all: Vec<Value> = packs().iter().flat_map(of_law).collect();
    let known = |due: &&Value| !due["deadline"].is_null() && due["say"]["vi"]["last"].is_string();
    let dated = all.iter().flat_map(|dues| dues.as_array().unwrap()).filter(known).count();
    assert!(all.len() > 25 && dated > 20, "{} of {}", dated, all.len());
    assert_eq!(misfits("timeline.json", &all), [""; 0]);
    let mut other = all.into_iter().find(|dues| dues.as_array().is_some_and(|dues| !dues.is_empty())).unwrap();
    other[0]["assumed"] = "maybe".into();
    assert_eq!(misfits("timeline.json", &[other]).len(), 1);
}

#[test]
fn a_questionnaire_and_issued_forms_are_what_the_schemas_say() {
    let (mut asked, mut issued) = (Vec::new(), Vec::new());
    for (pack, _) in packs() {
        asked.extend(say::which(pack, &Values::new(), pack.in_force.from));
        let forms = pack.forms.iter().filter(|form| form.used == Use::Issued);
        issued.extend(forms.map(|form| issue(pack, form, Values::new(), pack.in_force.from)));
    }
    let asked: Vec<Value> = asked.iter().map(|one| to_value(one).unwrap()).collect();
    assert!(asked.iter().all(|one| one["questions"][0]["answered"] == false && !asked.is_empty()));
    assert_eq!(misfits("which.json", &asked), [""; 0]);
    assert_eq!(issued.len(), 3);
    let issued = to_value(issued).unwrap();
    assert_eq!(misfits("issued.json", std::slice::from_ref(&issued)), [""; 0]);
    assert_eq!(misfits("which.json", &[issued]).len(), 1);
}

#[test]
fn what_is_found_for_several_is_what_the_schema_says() {
    let mut found = Vec::new();
    for (pack, reference) in packs() {
        let plans = Plans::of(pack);
        for case in cases::all(reference).unwrap().into_iter().filter(|case| !case.filing.others.is_empty()) {
            let joint = cases::report(&case, &plans, reference);
            found.push(to_value(Several::of(pack, &case.dossier, case.filing.rest(), joint)).unwrap());
        }
    }
    assert!(found.iter().any(|one| one["concerns"].as_array().unwrap().iter().any(|to| to != &serde_json::json!([]))));
    assert_eq!(misfits("several.json", &found), [""; 0]);
    found[0]["concerns"] = "all".into();
    assert_eq!(misfits("several.json", &found).len(), 1);
}
