//! `hoso check`.

use std::io::Read;
use std::process::Stdio;

use hoso_core::dossier::{Dossier, check};
use hoso_core::json::canonical;
use hoso_core::law::{held, load};
use serde_json::Value;

use crate::{bare, circular, fed, folder, hoso, run};

#[test]
fn an_open_dossier_ends_with_1_and_says_what_is_still_to_do() {
    let ran = fed(&mut hoso(["check", "-"]), &bare("2016-05-10"));
    assert_eq!(ran.code, Some(1), "{}", ran.err);
    assert!(ran.out.contains("Verdict: OPEN") && ran.out.contains("Still to do"), "{}", ran.out);
    assert!(ran.out.contains("Under Article 2(8) of Circular 24/2014/TT-BCT."), "{}", ran.out);
    assert!(ran.out.contains("Reading R-01"), "{}", ran.out);
}

#[test]
fn taken_as_complete_what_is_absent_is_missing() {
    let ran = fed(&mut hoso(["check", "-", "--final"]), &bare("2016-05-10"));
    assert_eq!(ran.code, Some(1));
    assert!(ran.out.contains("Verdict: UNMET") && !ran.out.contains("Still to do"), "{}", ran.out);
}

#[test]
fn outside_its_force_the_law_that_replaced_it_is_named_before_the_verdict() {
    let ran = fed(&mut hoso(["check", "-", "--on", "15/07/2018"]), &bare("2016-05-10"));
    let (force, verdict) = (ran.out.find("Circular 10/2018/TT-BCT").unwrap(), ran.out.find("Verdict:").unwrap());
    assert!(force < verdict, "{}", ran.out);
    let later = fed(&mut hoso(["check", "-", "--on", "01/10/2026"]), &bare("2016-05-10"));
    assert!(later.out.contains("are filed under Decree 137/2026/ND-CP, which hoso does not hold"), "{}", later.out);
    let within = fed(&mut hoso(["check", "-", "--on", "2018-07-14"]), &bare("2016-05-10"));
    assert!(!within.out.contains("Circular 10/2018/TT-BCT"), "{}", within.out);
}

/// Article 9(1)(b), second dash: posting up and telling the participants; the told example shows it.
#[test]
fn an_act_of_which_nothing_is_shown_is_not_counted_with_what_is_met() {
    let folder = folder("unshown");
    let ran = run(hoso(["example", "termination", "-o"]).arg(&folder));
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let path = folder.join("dossier.json");
    let met = run(hoso(["check", "--final"]).arg(&path)).out;
    let mut dossier: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
    dossier["papers"].as_object_mut().unwrap().retain(|slot, _| !slot.starts_with("9/1.b.2:"));
    let unshown = fed(&mut hoso(["check", "-", "--final"]), &dossier.to_string());
    assert!(met.contains("5 met, 0 unmet") && !met.contains("to be shown"), "{met}");
    assert_eq!(unshown.code, Some(0), "{}", unshown.out);
    assert!(unshown.out.contains("4 met, 0 unmet"), "{}", unshown.out);
    assert!(unshown.out.contains("1 beside the filing still to be shown"), "{}", unshown.out);
}

#[test]
fn the_json_is_the_report_of_core_byte_for_byte() {
    let text = bare("2016-05-10");
    let dossier: Dossier = serde_json::from_str(&text).unwrap();
    let index = held::index().unwrap();
    let file = index.file(&dossier.pack.id, &dossier.pack.version).unwrap();
    let (pack, reference) = load(held::file(file).unwrap()).unwrap();
    let report = canonical(&check(&pack, &reference, &dossier, dossier.on)).unwrap();
    let ran = fed(&mut hoso(["check", "-", "--json"]), &text);
    assert_eq!(ran.out.trim_end().as_bytes(), report);
}

#[test]
fn what_cannot_be_read_ends_with_2_and_a_reason() {
    for (input, reason) in [
        ("{", "line 1"),
        ("[]", "neither a draft nor a dossier"),
        (r#"{"format":9}"#, "newer hoso"),
        (r#"{"format":1}"#, "not of its shape"),
    ] {
        let ran = fed(&mut hoso(["check", "-"]), input);
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{input}");
        assert!(ran.err.contains(reason), "{}", ran.err);
    }
    let ran = run(&mut hoso(["check", "no-such-file.json"]));
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("no-such-file.json"), "{}", ran.err);
    assert_eq!(run(&mut hoso(["check", "a.json", "--on", "31/02/2016"])).code, Some(2));
}

#[test]
fn a_law_that_is_not_at_hand_is_named_with_those_that_are() {
    let mut dossier: Value = serde_json::from_str(&bare("2016-05-10")).unwrap();
    dossier["pack"]["id"] = "vn/other".into();
    let ran = fed(&mut hoso(["check", "-"]), &dossier.to_string());
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("vn/other") && ran.err.contains("vn/tt-24-2014"), "{}", ran.err);
}

#[test]
fn a_pack_of_ones_own_judges() {
    let index = held::index().unwrap();
    let mut pack: Value =
        serde_json::from_slice(held::file(index.file("vn/tt-24-2014", &circular(&index).latest).unwrap()).unwrap())
            .unwrap();
    pack["id"] = "vn/own".into();
    pack["name"]["en"] = "Our own rules".into();
    let file = folder("own-pack").join("own.json");
    std::fs::write(&file, pack.to_string()).unwrap();
    let mut dossier: Value = serde_json::from_str(&bare("2016-05-10")).unwrap();
    dossier["pack"]["id"] = "vn/own".into();
    let ran = fed(hoso(["check", "-", "--pack"]).arg(&file), &dossier.to_string());
    assert_eq!(ran.code, Some(1), "{}", ran.err);
    assert!(ran.out.contains("Our own rules"), "{}", ran.out);
}

#[test]
fn the_reader_is_answered_in_the_language_asked_for_or_of_the_environment() {
    let verdict = |command: &mut std::process::Command| fed(command, &bare("2016-05-10")).out;
    assert!(verdict(&mut hoso(["check", "-"])).contains("Verdict: OPEN"));
    assert!(verdict(hoso(["check", "-"]).env("LANG", "vi_VN.UTF-8")).contains("Kết luận: CHƯA XONG"));
    assert!(verdict(hoso(["check", "-"]).env("LANG", "C")).contains("Kết luận: CHƯA XONG"));
    assert!(verdict(hoso(["check", "-", "--lang", "en"]).env("LANG", "C")).contains("Verdict: OPEN"));
    assert!(verdict(hoso(["--lang=vi", "check", "-"]).env("LC_ALL", "en_US")).contains("Kết luận: CHƯA XONG"));
}

#[test]
fn a_reader_who_stops_early_does_no_harm() {
    let file = folder("early").join("dossier.json");
    std::fs::write(&file, bare("2016-05-10")).unwrap();
    let mut command = hoso(["check"]);
    command.arg(&file).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    drop(child.stdout.take());
    let mut err = String::new();
    child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
    assert_eq!((child.wait().unwrap().code(), err.as_str()), (Some(1), ""));
}

/// Article 8(2)(a): to the Authority and each Department where it is active; the example names two and goes to the Authority alone.
#[test]
fn whom_a_filing_leaves_out_is_said_beside_the_verdict() {
    let folder = folder("left-out");
    let ran = run(hoso(["example", "suspension", "-o"]).arg(&folder));
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let ran = run(hoso(["check", "--final"]).arg(folder.join("dossier.json")));
    assert_eq!(ran.code, Some(0), "what is left out may be filed by itself: {}", ran.out);
    let parts =
        ["Industry and Trade, Ha Noi; Provincial Department of Industry and Trade, Hai Duong", "Article 8(2)(a)"];
    assert!(parts.iter().all(|part| ran.out.contains(part)), "{}", ran.out);
    let of_one = run(hoso(["example", "grant", "-o"]).arg(folder.join("grant")));
    assert_eq!(of_one.code, Some(0), "{}", of_one.err);
    let ran = run(hoso(["check", "--final"]).arg(folder.join("grant/dossier.json")));
    assert!(ran.code == Some(0) && !ran.out.contains("This dossier also goes to"), "{}", ran.out);
}
