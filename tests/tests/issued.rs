//! Forms that a business issues: every one of them is judged and printed by itself.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop where it is")]

use hoso_core::dossier::{Values, issued_fields, issued_findings};
use hoso_core::law::Use;
use hoso_core::page::issued_page;
use hoso_core::report::{Code, Place};
use hoso_tests::circular::circular;

fn field_of(place: &Place) -> &str {
    let Place::Field { field, .. } = place else { return "" };
    field
}

/// Article 12(2): the certificate of basic training, and the member card after it; M-15 is what a training institution issues.
#[test]
fn the_certificate_and_the_card_are_issued() {
    let (pack, _) = circular();
    let issued: Vec<&str> =
        pack.forms.iter().filter(|form| form.used == Use::Issued).map(|form| form.id.as_str()).collect();
    assert_eq!(issued, ["m-02", "m-14", "m-15"]);
    let (form, on) = (pack.form("m-02").unwrap(), pack.in_force.from);
    let nothing = issued_findings(pack, form, &Values::new(), on);
    assert!(nothing.iter().any(|found| found.code == Code::Missing && field_of(&found.place) == "card-number"));
    assert!(nothing.iter().all(|found| field_of(&found.place) != "passport-number"), "no paper is chosen yet");
    let mut values: Values = [
        ("name", "CÔNG TY TNHH SEN XANH VÍ DỤ"),
        ("address", "Số 18 phố Lý Thường Kiệt, Hà Nội"),
        ("phone", "024 3936 1234"),
        ("participant-name", "Nguyễn <b>Thị</b> Hiền"),
        ("identity-paper", "passport"),
        ("passport-number", "B1234567"),
        ("card-number", "0001"),
        ("issued-on", "31/02/2016"),
        ("issued-at", "Hà Nội"),
    ]
    .map(|(field, value)| (field.to_owned(), value.to_owned()))
    .into();
    let found = issued_findings(pack, form, &values, on);
    assert!(found.iter().all(|found| found.code != Code::Missing), "{found:?}");
    values.insert("issued-on".into(), "29/02/2016".into());
    let asked = issued_fields(pack, form, &values, on);
    let page = issued_page(pack, form, &asked, &values);
    assert!(page.contains("Nguyễn &lt;b&gt;Thị&lt;/b&gt; Hiền") && page.contains("B1234567") && page.contains("M-02"));
    assert!(!page.contains("<script") && !page.contains("identity-number"));
}
