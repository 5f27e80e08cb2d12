//! What is read straight from JSON is what serde reads, and what serde refuses is refused: packs, dossiers and findings, whole and broken.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "the helpers of a test stop it where they are")]

use std::fmt::Debug;
use std::sync::LazyLock;

use hoso_core::dossier::{Dossier, check};
use hoso_core::json::{Shape, parse, read};
use hoso_core::law::Pack;
use hoso_core::report::Finding;
use hoso_tests::{cases, circular};
use proptest::prelude::*;
use proptest::sample::Index;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The packs, the dossiers of told cases, and a finding of each code that they have.
static WHOLE: LazyLock<[Vec<Value>; 3]> = LazyLock::new(|| {
    let (mut packs, mut dossiers, mut findings) = (Vec::new(), Vec::new(), Vec::<Value>::new());
    for (pack, reference) in circular::packs() {
        packs.push(value(pack));
        for case in cases::all(reference).unwrap() {
            dossiers.push(value(&case.dossier));
            for finding in check(pack, reference, &case.dossier, case.dossier.on).findings {
                let finding = value(&finding);
                if findings.iter().all(|known| known["code"] != finding["code"]) {
                    findings.push(finding);
                }
            }
        }
    }
    [packs, dossiers, findings]
});

fn value(of: &impl Serialize) -> Value {
    serde_json::to_value(of).unwrap()
}

#[test]
fn what_is_whole_is_read_alike() {
    let [packs, dossiers, findings] = &*WHOLE;
    assert!(packs.iter().all(alike::<Pack>) && dossiers.iter().all(alike::<Dossier>));
    assert!(findings.len() > 20 && findings.iter().all(alike::<Finding>));
}

proptest! {
    #[test]
    fn what_is_broken_is_refused_alike(
        sort in 0..3_usize,
        which in any::<Index>(),
        path in prop::collection::vec(any::<Index>(), 1..9),
        how in 0..9_usize,
    ) {
        let mut whole = which.get(&WHOLE[sort]).clone();
        spoil(&mut whole, &path, how);
        match sort {
            0 => drop(alike::<Pack>(&whole)),
            1 => drop(alike::<Dossier>(&whole)),
            _ => drop(alike::<Finding>(&whole)),
        }
    }
}

/// Whether a value is read; both ways.
fn alike<T: Shape + DeserializeOwned + PartialEq + Debug>(value: &Value) -> bool {
    let text = value.to_string();
    let (straight, serde) = (parse(text.as_bytes()).unwrap().shaped::<T>(), read::<T>(text.as_bytes()));
    match (&straight, &serde) {
        (Ok(straight), Ok(serde)) => assert_eq!(straight, serde),
        _ => assert!(straight.is_err() && serde.is_err(), "{straight:?}\n{serde:?}\n{text}"),
    }
    straight.is_ok()
}

/// Makes something else of what the path leads to, as far as it leads.
fn spoil(value: &mut Value, path: &[Index], how: usize) {
    let (Some((step, rest)), true) = (path.split_first(), value.is_object() || value.is_array()) else {
        return *value = other(how);
    };
    match value {
        Value::Array(items) if !items.is_empty() => spoil(step.get_mut(items), rest, how),
        Value::Object(members) if !members.is_empty() => {
            let name = step.get(&members.keys().cloned().collect::<Vec<_>>()).clone();
            match how {
                7 if rest.is_empty() => drop(members.remove(&name)),
                8 if rest.is_empty() => drop(members.insert(format!("{name}-"), Value::Null)),
                _ => spoil(members.get_mut(&name).unwrap(), rest, how),
            }
        }
        _ => *value = other(how),
    }
}

fn other(how: usize) -> Value {
    let texts = ["null", "7", "-7", "true", "\"x\"", "[]", "{}", "{\"x\":1}", "[\"x\",\"x\"]"];
    serde_json::from_str(texts[how % texts.len()]).unwrap()
}
