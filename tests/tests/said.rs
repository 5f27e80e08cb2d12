//! Findings in words: a rule of ours on a reading says both, and ways to settle name the forms of fields that are called the same.

#![allow(clippy::unwrap_used, reason = "the helpers of a test stop it where they are")]

use hoso_core::dossier::{Dossier, check};
use hoso_core::report::{Basis, Code};
use hoso_core::say::{Said, finding};
use hoso_core::text::Lang;
use hoso_tests::circular::{self, example};

/// What is said of the one finding of a code.
fn said(dossier: &Dossier, code: Code, lang: Lang) -> (Basis, Said) {
    let (pack, reference) = circular::circular();
    let report = check(pack, reference, dossier, dossier.on);
    let found = report.findings.iter().find(|finding| finding.code == code).unwrap();
    (found.basis.clone(), finding(pack, dossier, found, lang))
}

fn typed(dossier: &mut Dossier, form: &str, field: &str, text: &str) {
    dossier.forms.get_mut(form).unwrap().insert(field.into(), text.into());
}

/// Five working days before an event are advice, and so are three months before a certificate expires: no clause names either.
#[test]
fn a_lead_time_that_no_law_names_says_so() {
    let mut event = example("event");
    typed(&mut event, "m-12", "begins", "10/09/2016");
    let mut extension = example("extension");
    typed(&mut extension, "m-06", "valid-until", "20/06/2018");
    for (dossier, id, vi, en) in [
        (
            event,
            "R-31",
            ["Thông tư không nêu thời hạn, nên chỉ cảnh báo", "Quy tắc của hoso: Sở có 5 ngày làm việc để trả lời"],
            [
                "The Circular names no term, so there is only a warning",
                "A rule of hoso: The Department has 5 working days",
            ],
        ),
        (
            extension,
            "R-17",
            ["Thông tư không nêu, nên chỉ cảnh báo", "Quy tắc của hoso: Việc kiểm tra và thẩm định theo Điều 3"],
            [
                "The Circular does not say, so there is only a warning",
                "A rule of hoso: The checks and terms of Article 3",
            ],
        ),
    ] {
        for (lang, parts) in [(Lang::Vi, vi), (Lang::En, en)] {
            let (basis, said) = said(&dossier, Code::TooLate, lang);
            assert_eq!(basis, Basis::Reading(id.to_owned()));
            let advised = ["muộn hơn mức nên có", "later than advised"];
            assert!(advised.iter().any(|words| said.what.contains(words)), "{}", said.what);
            for part in parts {
                assert!(said.basis.contains(part), "{}", said.basis);
            }
        }
    }
}

/// 30 days before the suspension are asked by Article 8(2): what is late is late.
#[test]
fn a_lead_time_of_the_law_is_no_advice() {
    let mut suspension = example("suspension");
    suspension.on = suspension.forms.get("m-07").unwrap().get("suspended-from").unwrap().parse().unwrap();
    let (basis, said) = said(&suspension, Code::TooLate, Lang::En);
    assert!(matches!(basis, Basis::Law(_)) && said.what.contains("too late; the last day was"), "{}", said.what);
}

#[test]
fn ways_that_would_read_the_same_name_their_forms() {
    let mut change = example("activities-change");
    change.facts.insert("local.confirmed".into(), "yes".into());
    typed(&mut change, "m-11", "province", "Hải Phòng");
    let (_, said) = said(&change, Code::NotSame, Lang::En);
    assert_eq!(said.settle, ["Fill in or mend: Province (M-11)", "Fill in or mend: Province (M-10A)"]);
}
