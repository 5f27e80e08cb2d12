//! What is answered is what the published JSON Schemas say: the verdict on every known attack and base, and the table of them all.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop where it is")]

use std::fs;
use std::path::Path;

use boon::{Compiler, Schemas};
use hoso_core::bundle::{Row, Table, Verdict};
use hoso_core::text::Text;
use hoso_tests::attacks::{Base, all, base_with_timestamp, judge, trust};
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
        let held = hoso_tests::circular::packs().iter().find(|(_, reference)| reference == asked);
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
