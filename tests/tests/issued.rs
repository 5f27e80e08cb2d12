//! Forms that a business issues: every one of them is judged and printed by itself.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop where it is")]

use hoso_core::dossier::{Values, issued_findings, issued_known, issued_named};
use hoso_core::law::Use;
use hoso_core::page::issue;
use hoso_core::report::{Code, Finding, Place, Severity};
use hoso_tests::cases;
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
        ("basic-issued-on", "01/03/2016"),
        ("issued-on", "31/02/2016"),
        ("issued-at", "Hà Nội"),
    ]
    .map(|(field, value)| (field.to_owned(), value.to_owned()))
    .into();
    let issued = issue(pack, form, values.clone(), on);
    assert!(issued.findings.iter().all(|found| found.code != Code::Missing), "{:?}", issued.findings);
    assert_eq!(issued.page, None, "there is no such day");
    values.insert("issued-on".into(), "29/02/2016".into());
    let early = |found: &Finding| found.code == Code::OutOfOrder && found.severity == Severity::Error;
    assert!(issued_findings(pack, form, &values, on).iter().any(early), "the card before the certificate");
    values.insert("basic-issued-on".into(), "29/02/2016".into());
    assert!(!issued_findings(pack, form, &values, on).iter().any(early), "both on one day");
    let late = issue(pack, form, values.clone(), "2026-02-04".parse().unwrap());
    let caution = |found: &Finding| (found.code, found.severity) == (Code::NotInForce, Severity::Warning);
    assert!(
        late.page.is_some() && late.findings.iter().any(caution),
        "nothing keeps anybody from issuing it after the law"
    );
    let issued = issue(pack, form, values, on);
    assert!(!issued.findings.iter().any(caution));
    let page = issued.page.unwrap();
    assert!(page.contains("Nguyễn &lt;b&gt;Thị&lt;/b&gt; Hiền") && page.contains("B1234567") && page.contains("M-02"));
    assert!(!page.contains("<script") && !page.contains("identity-number"));
}

/// Article 12(2): M-14 within 15 days of the end of the course. From Friday 3 June 2016 the 15th day is Saturday 18 June, so Monday the 20th.
#[test]
fn a_certificate_granted_after_its_time_is_warned_of() {
    let (pack, _) = circular();
    let (form, on) = (pack.form("m-14").unwrap(), pack.in_force.from);
    let found = |issued: &str| {
        let values = [("contract-date", "20/05/2016"), ("course-from", "02/06/2016"), ("course-until", "03/06/2016")];
        let mut values: Values = values.map(|(field, value)| (field.to_owned(), value.to_owned())).into();
        values.insert("issued-on".into(), issued.to_owned());
        let found = issued_findings(pack, form, &values, on).into_iter().filter(|found| found.code != Code::Missing);
        found.map(|found| (found.code, found.severity)).collect::<Vec<_>>()
    };
    assert_eq!(found("20/06/2016"), []);
    assert_eq!(found("21/06/2016"), [(Code::TooLate, Severity::Warning)]);
    assert_eq!(found("02/06/2016"), [(Code::OutOfOrder, Severity::Error)]);
}

/// What the dossier says of the business stands on its cards and certificates; of a person it says nothing.
#[test]
fn a_dossier_fills_in_what_it_says_of_the_business_alone() {
    let (pack, reference) = circular();
    let examples = cases::examples(reference).unwrap();
    let grant = examples.get("grant").unwrap();
    let known = |id: &str, dossier| issued_known(pack, pack.form(id).unwrap(), dossier);
    let of_business = known("m-02", grant);
    let fields: Vec<&str> = of_business.keys().map(String::as_str).collect();
    assert_eq!(fields, ["address", "name", "phone"]);
    assert_eq!(of_business.get("name"), grant.forms.get("m-01").unwrap().get("name"));
    assert_eq!(known("m-14", grant).len(), 1, "the name of the business");
    assert_eq!(known("m-15", grant).len(), 0, "no training institution files this dossier");
    let participant = examples.get("escrow-use").unwrap();
    assert_eq!(known("m-02", participant).len(), 0, "a participant files it, who is no business");
    let stranger = Values::from([("colour".to_owned(), "red".to_owned())]);
    assert_eq!(issued_named(pack, "m-02", &stranger).unwrap_err().code, "no-such-field");
    assert_eq!(issued_named(pack, "m-01", &Values::new()).unwrap_err().code, "no-such-form");
}
