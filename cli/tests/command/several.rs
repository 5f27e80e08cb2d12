//! A filing to several recipients: checked for all of them, and sealed for each with one opening of the key.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::bundle::{TIME, key};
use crate::{Ran, folder, hoso, run};

/// The example of a report as a draft to the Authority and two Departments, the second of which is told what `camau` says.
fn draft(name: &str, camau: impl FnOnce(&Value) -> Value) -> PathBuf {
    let folder = folder(name);
    assert_eq!(run(hoso(["example", "report", "-o"]).arg(&folder)).code, Some(0));
    let path = folder.join("dossier.json");
    let mut dossier: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    let mut hanoi = json!({ "forms": {}, "lists": {}, "papers": {} });
    for (of, id) in [("forms", "report-place"), ("forms", "report-doit"), ("lists", "local-sales")] {
        hanoi[of][id] = dossier[of].as_object_mut().unwrap().remove(id).unwrap();
    }
    hanoi["papers"]["15/3.b:local-results-sheet"] = json!([{}]);
    let camau = camau(&hanoi);
    let draft = json!({
        "draft": 1,
        "filing": { "others": ["doit/01", "doit/96"], "places": { "doit/01": hanoi, "doit/96": camau } },
        "dossier": dossier,
    });
    fs::write(folder.join("draft.json"), draft.to_string()).unwrap();
    folder
}

/// Cà Mau with one participant.
fn one_participant(hanoi: &Value) -> Value {
    let mut camau = hanoi.clone();
    camau["forms"]["report-doit"]["participants"] = json!("1");
    camau
}

fn check(folder: &Path, options: &[&str]) -> Ran {
    run(hoso(["check", "--final"]).arg(folder.join("draft.json")).args(options))
}

fn bundle(folder: &Path, out: &str, options: &[&str]) -> Ran {
    let mut command = hoso(["bundle", "--time", TIME]);
    command.arg(folder.join("draft.json")).arg("--files").arg(folder).arg("--p12").arg(key("filer.p12"));
    command.arg("-o").arg(folder.join(out)).args(options).env("HOSO_P12_PASSWORD", "mật khẩu thử");
    run(&mut command)
}

/// How many took part, as the bundle says, and to whom it is addressed.
fn inside(bundle: &Path) -> (String, Option<String>) {
    let ran = run(hoso(["verify", "--json"]).arg(bundle).arg("--roots").arg(key("root.pem")));
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    let bytes = fs::read(bundle).unwrap();
    let text = String::from_utf8_lossy(&bytes);
    let participants = text.split_once("\"report-doit\":{").map(|(_, form)| {
        let (_, after) = form.split_once("\"participants\":\"").unwrap();
        after.split('"').next().unwrap().to_owned()
    });
    let verdict: Value = serde_json::from_str(&ran.out).unwrap();
    (verdict["dossier"]["recipient"].as_str().unwrap().to_owned(), participants)
}

#[test]
fn each_recipient_is_checked_and_named() {
    let folder = draft("several-check", |_| json!({}));
    let ran = check(&folder, &["--lang", "en"]);
    assert_eq!(ran.code, Some(1), "{}", ran.out);
    assert!(ran.out.contains("To: Vietnam Competition Authority, "), "{}", ran.out);
    let of_camau = "(only for what goes to Provincial Department of Industry and Trade, Ca Mau)";
    assert!(ran.out.matches(of_camau).count() >= 10, "{}", ran.out);
    assert!(!ran.out.contains("Trade, Ha Noi)"), "nothing is wrong there: {}", ran.out);
    let ran = check(&folder, &["--json"]);
    let said: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(said["recipients"], json!(["vca", "doit/01", "doit/96"]));
    let found = said["report"]["findings"].as_array().unwrap();
    let concerns = said["concerns"].as_array().unwrap();
    assert_eq!(found.len(), concerns.len());
    let errors = found.iter().zip(concerns).filter(|(finding, _)| finding["severity"] == "error");
    assert!(errors.map(|(_, concerns)| concerns).all(|concerns| *concerns == json!(["doit/96"])));
    let whole = draft("several-check-met", one_participant);
    assert_eq!(check(&whole, &[]).code, Some(0));
}

#[test]
fn one_opening_of_the_key_seals_for_all() {
    let folder = draft("several-bundle", one_participant);
    let ran = bundle(&folder, "out", &[]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    let said = |name: &str| inside(&folder.join("out").join(name));
    assert_eq!(said("vca.asice"), ("vca".into(), None));
    assert_eq!(said("doit-01.asice"), ("doit/01".into(), Some("1020".into())));
    assert_eq!(said("doit-96.asice"), ("doit/96".into(), Some("1".into())));
    // Nothing is replaced unasked.
    assert_eq!(bundle(&folder, "out", &[]).code, Some(2));
    assert_eq!(bundle(&folder, "out", &["--force", "--to", "doit/96"]).code, Some(0));
}

#[test]
fn one_file_does_not_take_bundles_for_several() {
    let folder = draft("several-file", one_participant);
    let ran = bundle(&folder, "out.asice", &["--lang", "en"]);
    assert_eq!(ran.code, Some(2), "{}", ran.out);
    assert!(ran.err.contains("vca, doit/01, doit/96") && ran.err.contains("--to"), "{}", ran.err);
    assert!(!folder.join("out.asice").exists());
    let ran = bundle(&folder, "out.asice", &["--to", "doit/96"]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    assert_eq!(inside(&folder.join("out.asice")), ("doit/96".into(), Some("1".into())));
    let ran = bundle(&folder, "other.asice", &["--to", "doit/30", "--lang", "en"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("does not go to “doit/30”"), "{}", ran.err);
}

#[test]
fn nothing_is_sealed_while_one_of_them_lacks_its_own() {
    let folder = draft("several-unmet", |_| json!({}));
    let ran = bundle(&folder, "out", &["--lang", "en"]);
    assert_eq!(ran.code, Some(1), "{}", ran.err);
    assert!(ran.out.contains("Ca Mau)") && ran.out.contains("Not sealed"), "{}", ran.out);
    assert!(!folder.join("out").exists());
    assert_eq!(bundle(&folder, "hanoi.asice", &["--to", "doit/01"]).code, Some(0), "what is whole may go");
    assert_eq!(bundle(&folder, "out", &["--even-if-unmet"]).code, Some(0));
}
