//! `hoso issue`: certificates and cards that a business hands out.

use std::fs;
use std::path::{Path, PathBuf};

use hoso_core::json::read;
use serde_json::{Value, json};

use crate::{Ran, folder, hoso, run};

/// A participant's certificate of basic training; the course ended on 3 June 2016, and the 15th day after it is a Saturday.
fn person(name: &str, issued: &str) -> Value {
    json!({
        "basic-number": "01/2016", "participant-name": name, "born": "27/03/1990", "identity-paper": "passport",
        "passport-number": "B1234567", "contract-number": "15/HĐ", "contract-date": "20/05/2016", "trainer-name": "Lê Văn Chín",
        "course-from": "02/06/2016", "course-until": "03/06/2016", "issued-on": issued,
    })
}

/// The example of a business, and a folder for what is made of it.
fn business(name: &str) -> (PathBuf, PathBuf) {
    let folder = folder(name);
    let ran = run(hoso(["example", "grant", "-o"]).arg(&folder));
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    (folder.join("dossier.json"), folder)
}

fn issue(form: &str, values: &Value, folder: &Path, words: &[&str]) -> Ran {
    let file = folder.join("values.json");
    fs::write(&file, values.to_string()).unwrap();
    run(hoso(["issue", form]).arg(&file).args(words))
}

#[test]
fn a_certificate_is_written_with_what_the_dossier_says_of_the_business() {
    let (dossier, folder) = business("issue-one");
    let out = folder.join("certificate.html");
    let words = ["--dossier", dossier.to_str().unwrap(), "-o", out.to_str().unwrap()];
    let ran = issue("m-14", &person("Nguyễn <b>Thị</b> Hiền", "20/06/2016"), &folder, &words);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{}", ran.out);
    let page = fs::read_to_string(&out).unwrap();
    let stated: Value = serde_json::from_slice(&fs::read(&dossier).unwrap()).unwrap();
    assert!(page.contains(stated["forms"]["m-01"]["name"].as_str().unwrap()), "{page}");
    assert!(page.contains("Nguyễn &lt;b&gt;Thị&lt;/b&gt; Hiền") && page.contains("B1234567"), "{page}");
    let again = issue("m-14", &person("A", "20/06/2016"), &folder, &words);
    assert!(again.code == Some(2) && again.err.contains("--force"), "{}", again.err);
    // What is typed goes before what the dossier says.
    let mut own = person("A", "20/06/2016");
    own["name"] = "CÔNG TY TNHH KHÁC".into();
    let ran = issue("m-14", &own, &folder, &["--force", words[0], words[1], words[2], words[3]]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(fs::read_to_string(&out).unwrap().contains("CÔNG TY TNHH KHÁC"));
}

/// Article 12(2): within 15 days of the end of the course; later is warned of. A day that there is not is wrong, and nothing is written.
#[test]
fn many_are_written_into_a_folder_and_none_while_one_is_wrong() {
    let (dossier, folder) = business("issue-many");
    let out = folder.join("certificates");
    let words = ["--dossier", dossier.to_str().unwrap(), "-o", out.to_str().unwrap()];
    let wrong = json!([person("Nguyễn Thị Hiền", "20/06/2016"), person("Trần Văn Bình", "31/06/2016")]);
    let refused = issue("m-14", &wrong, &folder, &words);
    assert_eq!(refused.code, Some(1), "{}", refused.err);
    assert!(refused.out.contains("2. M-14") && refused.out.contains("no such day"), "{}", refused.out);
    assert!(refused.out.contains("No file was written") && !out.exists(), "{}", refused.out);
    let late = json!([person("Nguyễn Thị Hiền", "20/06/2016"), person("Trần Văn Bình", "21/06/2016")]);
    let ran = issue("m-14", &late, &folder, &words);
    assert_eq!(ran.code, Some(0), "{} {}", ran.out, ran.err);
    assert!(ran.out.contains("20/06/2016") && ran.out.contains("R-35"), "{}", ran.out);
    assert!(fs::read_to_string(out.join("m-14-1.html")).unwrap().contains("Nguyễn Thị Hiền"));
    assert!(fs::read_to_string(out.join("m-14-2.html")).unwrap().contains("Trần Văn Bình"));
}

#[test]
fn what_is_missing_is_named_for_the_card_and_for_the_institution() {
    let folder = folder("issue-bare");
    for (form, missing) in [("m-02", "Number of the card"), ("m-15", "Training institution")] {
        let ran = issue(form, &json!({}), &folder, &["--json"]);
        assert_eq!(ran.code, Some(1), "{}", ran.err);
        let issued: Vec<Value> = read(ran.out.as_bytes()).unwrap();
        assert!(issued.len() == 1 && issued[0]["page"].is_null() && issued[0]["form"] == form, "{}", ran.out);
        let said = issue(form, &json!({}), &folder, &["-o", "nowhere.html"]);
        assert!(said.code == Some(1) && said.out.contains(missing), "{}", said.out);
    }
}

#[test]
fn what_is_no_form_no_field_or_no_json_is_said_in_both_languages() {
    let folder = folder("issue-wrong");
    for (form, values, en, vi) in [
        ("m-01", json!({}), "m-14: Certificate of basic", "m-14: Chứng chỉ đào tạo"),
        ("m-14", json!({ "colour": "red" }), "has no field “colour”", "không có mục “colour”"),
        ("m-14", json!([{}, { "colour": "red" }]), "person 2: the form", "người thứ 2: giấy"),
        ("m-14", json!("red"), "an object", "một đối tượng"),
        ("m-14", json!({ "born": 7 }), "an object", "một đối tượng"),
        ("m-14", json!([]), "the list is empty", "danh sách trống"),
    ] {
        let ran = issue(form, &values, &folder, &["-o", "x.html"]);
        assert!(ran.code == Some(2) && ran.err.contains(en), "{}", ran.err);
        let ran = issue(form, &values, &folder, &["-o", "x.html", "--lang", "vi"]);
        assert!(ran.code == Some(2) && ran.err.contains(vi), "{}", ran.err);
    }
}
