//! `hoso example`, `hoso bundle` and `hoso verify`, one after the other as a filer and a receiver would.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use hoso_core::json::sha256_hex;
use serde_json::Value;

use crate::elsewhere::identity;
use crate::{Ran, folder, hoso, run};

/// A time at which the filer's certificate is valid.
pub const TIME: &str = "2026-05-10T08:30:00Z";

pub fn key(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/keys").join(name)
}

/// A fresh folder with the example in it.
pub fn example(name: &str) -> PathBuf {
    let folder = folder(name);
    let ran = run(hoso(["example", "grant", "-o"]).arg(&folder));
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    folder
}

/// `hoso bundle` of the example in the folder, with that key, into `out.asice` there.
pub fn bundle(folder: &Path, p12: &str) -> Command {
    let mut command = hoso(["bundle", "--time", TIME]);
    command.arg(folder.join("dossier.json")).arg("--files").arg(folder).arg("--p12").arg(key(p12));
    command.arg("-o").arg(folder.join("out.asice")).env("HOSO_P12_PASSWORD", "mật khẩu thử");
    command
}

pub fn verify(folder: &Path) -> Ran {
    run(hoso(["verify"]).arg(folder.join("out.asice")).arg("--roots").arg(key("root.pem")))
}

fn json(ran: &Ran) -> Value {
    serde_json::from_str(&ran.out).unwrap()
}

pub fn change(folder: &Path, change: impl FnOnce(&mut Value)) {
    let path = folder.join("dossier.json");
    let mut dossier: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    change(&mut dossier);
    fs::write(path, dossier.to_string()).unwrap();
}

#[test]
fn the_example_is_met_and_its_files_are_what_it_says() {
    let folder = example("example");
    let ran = run(hoso(["check", "--final"]).arg(folder.join("dossier.json")));
    assert_eq!(ran.code, Some(0), "{}", ran.out);
    let dossier: Value = serde_json::from_slice(&fs::read(folder.join("dossier.json")).unwrap()).unwrap();
    let files = dossier["papers"].as_object().unwrap().values().flat_map(|papers| papers.as_array().unwrap());
    let files: Vec<&Value> = files.map(|paper| &paper["file"]).filter(|file| !file.is_null()).collect();
    assert!(files.len() >= 8, "{}", files.len());
    for file in files {
        let bytes = fs::read(folder.join(file["name"].as_str().unwrap())).unwrap();
        assert_eq!(file["size"].as_u64().unwrap(), bytes.len() as u64);
        assert_eq!(file["sha256"], sha256_hex(&bytes));
        let magic: &[u8] = match file["media-type"].as_str().unwrap() {
            "application/pdf" => b"%PDF-",
            "image/jpeg" => &[0xff, 0xd8, 0xff],
            "image/png" => b"\x89PNG",
            other => panic!("{other}"),
        };
        assert!(bytes.starts_with(magic), "{}", file["name"]);
    }
    let again = run(hoso(["example", "grant", "-o"]).arg(&folder));
    assert!(again.code == Some(2) && again.err.contains("--force"), "{}", again.err);
}

#[test]
fn who_signs_is_said_before_anything_is_signed() {
    let folder = example("introduced");
    let ran = run(bundle(&folder, "filer.p12").args(["--lang", "vi"]));
    for said in
        ["Người ký: Nguyễn Thị Ví Dụ, ", "; mã số thuế 0199999991\n", "có giá trị 01/01/2025 – ", "dẫn đến gốc “"]
    {
        assert!(ran.err.contains(said), "{said}: {}", ran.err);
    }
    assert!(!ran.err.contains("Mã số thuế trên chứng thư khác"), "{}", ran.err);

    change(&folder, |dossier| dossier["forms"]["m-01"]["code"] = "0100109106".into());
    let ran = run(bundle(&folder, "filer.p12").args(["--force", "--even-if-unmet", "--lang", "en"]));
    let other = "The tax code in the certificate is not the enterprise code in the dossier.";
    assert!(ran.code == Some(0) && ran.err.contains(other), "{}", ran.err);
}

#[test]
fn what_is_sealed_verifies_as_valid_and_met() {
    for p12 in ["filer.p12", "filer-rsa.p12"] {
        let folder = example(&format!("sealed-{p12}"));
        let ran = run(&mut bundle(&folder, p12));
        assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
        let verdict = verify(&folder);
        assert_eq!(verdict.code, Some(0), "{}", verdict.out);
        for said in [
            "Valid: ",
            "leads to a trusted root",
            "MST:0199999991",
            "Verdict: MET",
            "2026-05-10T08:30:00Z",
            "is not checked",
        ] {
            assert!(verdict.out.contains(said), "{said}: {}", verdict.out);
        }
    }
}

#[test]
fn the_same_key_and_time_give_the_same_bytes() {
    let folder = example("same");
    let mut bytes = [0, 1].map(|_| {
        assert_eq!(run(bundle(&folder, "filer.p12").arg("--force")).code, Some(0));
        fs::read(folder.join("out.asice")).unwrap()
    });
    let (first, second) = bytes.split_at_mut(1);
    assert_eq!(sha256_hex(&first[0]), sha256_hex(&second[0]));
}

#[test]
fn a_changed_byte_a_missing_root_and_no_bundle_are_told_apart() {
    let folder = example("changed");
    assert_eq!(run(&mut bundle(&folder, "filer.p12")).code, Some(0));
    let out = folder.join("out.asice");
    let json_of = |roots: bool| {
        let mut command = hoso(["verify", "--json"]);
        command.arg(&out);
        if roots {
            command.arg("--roots").arg(key("root.pem"));
        }
        run(&mut command)
    };
    let without = json_of(false);
    assert_eq!((without.code, &json(&without)["outcome"]), (Some(1), &"intact".into()));
    let mut bytes = fs::read(&out).unwrap();
    let at = bytes.windows(5).position(|five| five == b"%PDF-").unwrap();
    bytes[at + 6] ^= 1;
    fs::write(&out, &bytes).unwrap();
    let changed = json_of(true);
    assert_eq!((changed.code, &json(&changed)["outcome"]), (Some(1), &"damaged".into()));
    fs::write(&out, "no bundle").unwrap();
    let none = json_of(true);
    assert_eq!((none.code, &json(&none)["outcome"]), (Some(2), &"not-a-container".into()));
    assert_eq!(run(hoso(["verify"]).arg(folder.join("nothing"))).code, Some(2));
    let roots = run(hoso(["verify"]).arg(&out).arg("--roots").arg(folder.join("dossier.json")));
    assert!(roots.code == Some(2) && roots.err.contains("PEM"), "{}", roots.err);
    let leaf = folder.join("leaf.der");
    fs::write(&leaf, identity("filer.p12").certificate().der()).unwrap();
    let no_root = run(hoso(["verify"]).arg(&out).arg("--roots").arg(leaf));
    assert!(no_root.code == Some(2) && no_root.err.contains("no root in it"), "{}", no_root.err);
}

#[test]
fn a_signing_time_that_is_still_to_come_is_said() {
    let folder = example("to-come");
    let mut command = hoso(["bundle", "--time", "2044-01-01T00:00:00Z"]);
    command.arg(folder.join("dossier.json")).arg("--files").arg(&folder).arg("--p12").arg(key("filer.p12"));
    command.arg("-o").arg(folder.join("out.asice")).env("HOSO_P12_PASSWORD", "mật khẩu thử");
    let ran = run(&mut command);
    assert!(ran.code == Some(0) && ran.err.contains("signing-time-in-future"), "{}", ran.err);
    let verdict = verify(&folder);
    assert!(verdict.code == Some(1) && verdict.out.contains("signing-time-in-future"), "{}", verdict.out);
}

#[test]
fn a_key_that_may_not_sign_is_refused_before_anything_else_each_with_its_own_message() {
    let folder = example("keys");
    let text = folder.join("dossier.json");
    let said = [
        run(&mut bundle(&folder, "expired.p12")),
        run(&mut bundle(&folder, "no-use.p12")),
        run(bundle(&folder, "filer.p12").env("HOSO_P12_PASSWORD", "wrong")),
        run(bundle(&folder, "root.pem").arg("--force")),
    ];
    for (ran, expected) in
        said.iter().zip(["expired on 31/12/2025", "not issued for signing", "password does not open", "no PKCS#12"])
    {
        assert!(ran.code == Some(2) && ran.err.contains(expected), "{expected}: {}", ran.err);
    }
    assert!(text.exists() && !folder.join("out.asice").exists());
}

#[test]
fn what_is_unmet_is_sealed_only_on_demand_and_never_verifies_as_met() {
    let folder = example("unmet");
    change(&folder, |dossier| drop(dossier["papers"].as_object_mut().unwrap().remove("2/8:escrow-certificate")));
    let refused = run(&mut bundle(&folder, "filer.p12"));
    assert!(refused.code == Some(1) && refused.out.contains("--even-if-unmet"), "{}", refused.out);
    assert!(!folder.join("out.asice").exists());
    let sealed = run(bundle(&folder, "filer.p12").arg("--even-if-unmet"));
    assert!(sealed.code == Some(0) && sealed.out.contains("UNMET"), "{}", sealed.out);
    let verdict = verify(&folder);
    assert!(verdict.code == Some(1) && verdict.out.contains("Verdict: UNMET"), "{}", verdict.out);
}

#[test]
fn another_companys_code_is_no_valid_bundle() {
    let folder = example("other-company");
    change(&folder, |dossier| dossier["forms"]["m-01"]["code"] = "0100109106".into());
    assert_eq!(run(&mut bundle(&folder, "filer.p12")).code, Some(0));
    let verdict = verify(&folder);
    assert!(verdict.code == Some(1) && verdict.out.contains("tax-code-differs"), "{}", verdict.out);
}

#[test]
fn a_file_that_is_missing_changed_or_out_of_the_folder_stops_the_work() {
    let folder = example("files");
    let file = folder.join("quy-tac-hoat-dong.pdf");
    let bytes = fs::read(&file).unwrap();
    fs::write(&file, "another").unwrap();
    let ran = run(&mut bundle(&folder, "filer.p12"));
    assert!(ran.code == Some(2) && ran.err.contains("SHA-256 differs"), "{}", ran.err);
    fs::remove_file(&file).unwrap();
    let ran = run(&mut bundle(&folder, "filer.p12"));
    assert!(ran.code == Some(2) && ran.err.contains("no such file"), "{}", ran.err);
    fs::write(&file, bytes).unwrap();
    change(&folder, |dossier| {
        dossier["papers"]["2/5.d:rules-of-operation"][0]["file"]["name"] = "../quy-tac.pdf".into()
    });
    let ran = run(&mut bundle(&folder, "filer.p12"));
    assert!(ran.code == Some(2) && ran.err.contains("points out of the folder"), "{}", ran.err);
}

#[test]
fn nothing_is_replaced_without_force_and_nothing_half_made_is_left() {
    let folder = example("force");
    fs::write(folder.join("out.asice"), "mine").unwrap();
    let ran = run(&mut bundle(&folder, "filer.p12"));
    assert!(ran.code == Some(2) && ran.err.contains("--force"), "{}", ran.err);
    assert_eq!(fs::read(folder.join("out.asice")).unwrap(), b"mine");
    assert_eq!(run(bundle(&folder, "filer.p12").arg("--force")).code, Some(0));
    let names = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    assert!(names.into_iter().all(|name| !name.ends_with(".part")));
}

#[test]
fn a_bundle_for_another_desk_is_not_valid_for_this_one() {
    let folder = example("desk");
    assert_eq!(run(&mut bundle(&folder, "filer.p12")).code, Some(0));
    let held_to = |words: &[&str], json: bool| {
        let mut command = hoso(["verify"]);
        command.arg(folder.join("out.asice")).arg("--roots").arg(key("root.pem")).args(words);
        run(if json { command.arg("--json") } else { &mut command })
    };
    let right = held_to(&["--procedure", "event", "--procedure", "grant", "--recipient", "vca"], false);
    assert!(right.code == Some(0) && right.out.contains("Procedure: grant"), "{}", right.out);
    let other = held_to(&["--procedure", "event"], true);
    assert_eq!((other.code, &json(&other)["outcome"]), (Some(1), &"intact".into()));
    assert_eq!(json(&other)["reasons"][0]["code"], "other-procedure");
    let office = held_to(&["--recipient", "doit/01"], false);
    assert!(office.code == Some(1) && office.out.contains("other-recipient"), "{}", office.out);
    let table = run(hoso(["verify", "--json", "--procedure", "event", "--roots"]).arg(key("root.pem")).arg(&folder));
    assert_eq!(
        (table.code, &json(&table)["bundles"][0]["reasons"][0]),
        (Some(1), &"other-procedure".into()),
        "{}",
        table.out
    );
}

#[test]
fn what_differs_from_an_earlier_bundle_is_told() {
    let folder = example("earlier");
    assert_eq!(run(&mut bundle(&folder, "filer.p12")).code, Some(0));
    let earlier = folder.join("first.asice");
    fs::rename(folder.join("out.asice"), &earlier).unwrap();
    change(&folder, |dossier| dossier["forms"]["m-01"]["name"] = "CÔNG TY ĐỔI TÊN".into());
    assert_eq!(run(bundle(&folder, "filer.p12").arg("--even-if-unmet")).code, Some(0));
    let beside = |earlier: &Path, words: &[&str]| {
        let mut command = hoso(["verify"]);
        command.arg(folder.join("out.asice")).arg("--earlier").arg(earlier).args(words);
        run(command.arg("--roots").arg(key("root.pem")))
    };
    let text = beside(&earlier, &[]);
    for said in ["Earlier bundle: Valid: ", "Differs from the earlier dossier (1)", "is now “CÔNG TY ĐỔI TÊN”."]
    {
        assert!(text.out.contains(said), "{said}: {}", text.out);
    }
    let verdict = json(&beside(&earlier, &["--json"]));
    let compared = &verdict["earlier"];
    assert_eq!((&compared["outcome"], &compared["same-business"]), (&"valid".into(), &true.into()));
    let line = &compared["differences"][0];
    assert_eq!((&line["kind"], &line["after"]), (&"field".into(), &"CÔNG TY ĐỔI TÊN".into()));
    assert!(line["vi"].as_str().unwrap().contains("nay là"), "{line}");
    fs::write(folder.join("none.asice"), "no bundle").unwrap();
    let none = json(&beside(&folder.join("none.asice"), &["--json"]));
    assert_eq!(none["earlier"]["outcome"], "not-a-container");
    assert_eq!(
        (none["outcome"].clone(), none["earlier"]["dossier"].clone()),
        (verdict["outcome"].clone(), Value::Null)
    );
    assert_eq!(beside(&folder.join("nothing"), &[]).code, Some(2));
    let many = run(hoso(["verify"]).arg(&folder).arg("--earlier").arg(&earlier));
    assert!(many.code == Some(2) && many.err.contains("for one bundle"), "{}", many.err);
}
