//! `hoso verify` of a folder.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::bundle::{TIME, bundle, example, key};
use crate::{Ran, folder, hoso, run};

fn verify_folder(folder: &Path, words: &[&str]) -> Ran {
    run(hoso(["verify"]).arg(folder).arg("--roots").arg(key("root.pem")).args(words))
}

/// A folder with one valid bundle, `b.asice`.
fn received(name: &str) -> std::path::PathBuf {
    let (from, to) = (example(&format!("{name}-example")), folder(name));
    assert_eq!(run(&mut bundle(&from, "filer.p12")).code, Some(0));
    fs::copy(from.join("out.asice"), to.join("b.asice")).unwrap();
    to
}

#[test]
fn what_is_not_looked_at_is_counted_and_what_cannot_be_read_says_why() {
    let folder = received("received");
    assert_eq!(verify_folder(&folder, &[]).code, Some(0));
    fs::write(folder.join("read me"), "?").unwrap();
    fs::write(folder.join("scan.pdf"), "%PDF-").unwrap();
    let ran = verify_folder(&folder, &[]);
    assert_eq!(ran.code, Some(0));
    assert!(ran.out.ends_with("1 of 1 bundles are valid.\n2 other files were not looked at (--json names them).\n"));
    let table: Value = serde_json::from_str(&verify_folder(&folder, &["--json"]).out).unwrap();
    assert_eq!(table["not-looked-at"], serde_json::json!(["read me", "scan.pdf"]));
    assert_eq!(
        table["bundles"][0]["say"]["en"],
        "Valid: the bundle is intact, signed with the filer's certificate, which is trusted."
    );
    let csv = verify_folder(&folder, &["--csv"]);
    assert!(csv.err.contains("2 other files were not looked at"), "{}", csv.err);
}

#[test]
fn a_claimed_time_is_no_proven_one() {
    let csv = verify_folder(&received("times"), &["--csv"]).out;
    let mut lines = csv.split("\r\n").map(|line| line.split(',').collect::<Vec<_>>());
    let (names, row) = (lines.next().unwrap(), lines.next().unwrap());
    let of = |name: &str| row[names.iter().position(|other| *other == name).unwrap()];
    assert_eq!((of("claimed"), of("proven"), of("outcome")), (TIME, "", "valid"));
}

#[test]
fn the_same_dossier_twice_is_told_from_another_of_the_same_id() {
    let folder = received("twice");
    fs::copy(folder.join("b.asice"), folder.join("c.asice")).unwrap();
    let ran = verify_folder(&folder, &[]);
    assert!(ran.code == Some(1) && ran.out.contains("c.asice  [the same dossier as b.asice]"), "{}", ran.out);
    // A copy that is not valid says nothing of the one that is.
    let mut bytes = fs::read(folder.join("c.asice")).unwrap();
    bytes.push(0);
    fs::write(folder.join("a.asice"), bytes).unwrap();
    fs::remove_file(folder.join("c.asice")).unwrap();
    let table: Value = serde_json::from_str(&verify_folder(&folder, &["--json"]).out).unwrap();
    assert_eq!(table["bundles"][1]["same-as"], Value::Null);
}
