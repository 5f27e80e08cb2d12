//! What is told for each place by itself: a report to the Authority and Departments (Article 15(3)), notices to Departments (Article 10(2)).

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "the helpers of a test stop it where they are")]

use hoso_core::dossier::{
    Dossier, Local, Marked, Section, Source, Status, addressed, carried, check_all, progress_all, requirements_all,
    sealed,
};
use hoso_core::draft::Filing;
use hoso_core::report::{Code, Place, Verdict};
use hoso_tests::circular::{self, example};

const HANOI: &str = "doit/01";
const CAMAU: &str = "doit/96";

/// The example of a report, which tells what is asked for Hà Nội, sent to the Authority and these.
fn report(to: &[&str]) -> (Dossier, Filing) {
    let (pack, _) = circular::circular();
    let (mut dossier, mut filing) = (example("report"), Filing::default());
    let all: Vec<String> = std::iter::once("vca").chain(to.iter().copied()).map(str::to_owned).collect();
    filing.send_to(pack, &mut dossier, &all);
    (dossier, filing)
}

fn figures(dossier: &Dossier) -> Option<&str> {
    dossier.forms.get("report-doit")?.get("sales-total").map(String::as_str)
}

#[test]
fn what_is_told_for_one_place_goes_to_no_other() {
    let (pack, reference) = circular::circular();
    let (dossier, filing) = report(&[HANOI, CAMAU]);
    let to = |recipient: &str| addressed(pack, &dossier, filing.rest(), recipient);
    assert_eq!(figures(&to(HANOI)), Some("5.310.000.000"), "told before it was told for each: of the first place");
    assert_eq!((figures(&to(CAMAU)), figures(&to("vca"))), (None, None));
    assert_eq!(to(CAMAU).forms.get("report"), dossier.forms.get("report"), "the head is the same for all");
    assert!(sealed(pack, &to(CAMAU)).lists.get("local-sales").is_none());
    let joint = check_all(pack, reference, &dossier, filing.rest(), dossier.on);
    assert_eq!(joint.report.verdict, Verdict::Open);
    let missing = Place::Field { form: "report-doit".into(), field: "sales-total".into() };
    let found: Vec<_> = joint.findings().filter(|(finding, _)| finding.place == missing).map(|(_, to)| to).collect();
    assert_eq!(found, [[CAMAU]]);
    assert!(joint.of(HANOI).report.findings.iter().all(|finding| finding.place != missing));
    assert!(joint.of(CAMAU).report.findings.iter().any(|finding| finding.code == Code::Missing));
}

#[test]
fn a_part_stands_once_for_each_place_with_a_status_of_its_own() {
    let (pack, reference) = circular::circular();
    let (dossier, filing) = report(&[HANOI, CAMAU]);
    let joint = check_all(pack, reference, &dossier, filing.rest(), dossier.on);
    let progress = progress_all(pack, &dossier, filing.rest(), &joint);
    let of = |section: Section| -> Vec<(Option<&str>, Status)> {
        let parts = progress.iter().filter(|(part, _)| part.section == section);
        parts.map(|(part, status)| (part.at.as_deref(), *status)).collect()
    };
    let each = [(Some(HANOI), Status::Completed), (Some(CAMAU), Status::NotStarted)];
    assert_eq!(of(Section::Form("report-doit".into())), each);
    assert_eq!(of(Section::List("local-sales".into())), each);
    assert_eq!(of(Section::Form("report-vca".into())), [(None, Status::Completed)]);
    let papers = of(Section::Papers);
    assert_eq!(papers.iter().map(|(at, _)| *at).collect::<Vec<_>>(), [None, Some(HANOI), Some(CAMAU)]);
    let asked = |at: Option<&str>| {
        let asked = requirements_all(pack, &dossier, filing.rest(), at).into_iter();
        asked.filter(|asked| asked.asked == Some(true)).map(|asked| asked.cite.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(asked(Some(CAMAU)), ["15/3.b"]);
    assert!(!asked(None).contains(&"15/3.b".to_owned()));
}

#[test]
fn what_is_told_goes_with_its_recipient() {
    let (pack, _) = circular::circular();
    let (mut dossier, mut filing) = report(&[HANOI, CAMAU]);
    filing.change_at(pack, &mut dossier, CAMAU, |there| {
        there.forms.entry("report-doit".into()).or_default().insert("sales-total".into(), "7".into());
        there.forms.entry("report".into()).or_default().insert("name".into(), "another".into());
    });
    let name = dossier.forms.get("report").and_then(|form| form.get("name"));
    assert!(name.is_some_and(|name| name != "another"), "what is the same for all is no matter of one place");
    let whole = (dossier.clone(), filing.clone());
    for to in [vec![CAMAU, HANOI], vec![HANOI], vec![CAMAU], vec!["vca", HANOI, CAMAU]] {
        let to: Vec<String> = to.into_iter().map(str::to_owned).collect();
        filing.send_to(pack, &mut dossier, &to);
        for (recipient, told) in [(HANOI, "5.310.000.000"), (CAMAU, "7")] {
            let there = addressed(pack, &dossier, filing.rest(), recipient);
            assert_eq!(figures(&there), Some(told), "{recipient} of {to:?}");
        }
    }
    assert_eq!((dossier, filing), whole, "there and back nothing is lost");
}

#[test]
fn only_what_is_marked_is_told_for_a_place() {
    let (pack, _) = circular::circular();
    let marked = Marked::of(pack, "report");
    let mut dossier = example("report");
    let before = dossier.clone();
    let local = marked.take(&mut dossier);
    assert_eq!(local.forms.keys().collect::<Vec<_>>(), ["report-doit", "report-place"]);
    assert_eq!(local.lists.keys().collect::<Vec<_>>(), ["local-sales"]);
    marked.put(&local, &mut dossier);
    assert_eq!(dossier, before);
    let Dossier { facts, forms, lists, papers, .. } = before.clone();
    let mut other = Dossier { forms: [].into(), lists: [].into(), papers: [].into(), facts: [].into(), ..before };
    marked.put(&Local { facts, forms, lists, papers }, &mut other);
    assert_eq!(marked.take(&mut other), local);
    assert!(other.forms.is_empty() && other.facts.is_empty(), "the rest is passed over");
    assert!(Marked::of(pack, "termination").is_empty());
}

#[test]
fn a_place_is_filled_in_from_its_recipient_and_the_business_from_another_place() {
    let (pack, _) = circular::circular();
    let (mut dossier, mut filing) = (example("activities"), Filing::default());
    filing.send_to(pack, &mut dossier, &[HANOI.to_owned(), CAMAU.to_owned()]);
    let known = carried(pack, &dossier, filing.rest(), Some(CAMAU), "m-10");
    let of = |field: &str| {
        let place = Place::Field { form: "m-10".into(), field: field.into() };
        known.iter().find(|carried| carried.place == place).map(|carried| (carried.value.as_str(), &carried.from))
    };
    assert_eq!(of("province"), Some(("Cà Mau", &Source::Whom)));
    assert_eq!(of("phone"), Some(("04 3936 0018", &Source::Recipient(HANOI.into()))));
    assert_eq!(of("code"), Some(("0199999991", &Source::Form("m-03".into()))));
    assert_eq!([of("premises-name"), of("starts-on"), of("number")], [None, None, None]);
}

/// An earlier notice to one Department is no earlier notice to another (Article 10(4)).
#[test]
fn an_earlier_dossier_to_one_place_says_nothing_of_another() {
    let (pack, _) = circular::circular();
    let earlier =
        hoso_core::dossier::Earlier { sha256: "0".repeat(64), dossier: Some(Box::new(example("activities"))) };
    let mut dossier = Dossier { earlier: Some(earlier), ..example("activities-change") };
    let mut filing = Filing::default();
    filing.send_to(pack, &mut dossier, &[HANOI.to_owned(), CAMAU.to_owned()]);
    assert!(addressed(pack, &dossier, filing.rest(), HANOI).earlier.is_some());
    assert!(addressed(pack, &dossier, filing.rest(), CAMAU).earlier.is_none());
}

/// No place is taken for another when its sort stands before its name, whichever of its names is typed.
#[test]
fn a_place_is_known_by_each_of_its_names() {
    let words = &circular::circular().0.words;
    for (code, place) in words.place.iter() {
        for name in place.all() {
            let named = words.place_named(&format!("tỉnh {}", name.to_uppercase()));
            assert_eq!(named, words.place.get(code), "{name}");
        }
    }
}

/// The names as people write them: new and old places of the tone mark, without marks, with the sort before, shortened.
#[test]
fn the_place_is_known_however_its_name_is_written() {
    let words = &circular::circular().0.words;
    let places = [
        ("56", &["Khánh Hoà", "tỉnh Khánh Hoà", "KHANH HOA"][..]),
        ("38", &["Thanh Hoá", "tỉnh Thanh Hóa"]),
        ("17", &["Hoà Bình", "tỉnh Hòa Bình"]),
        ("66", &["Đăk Lăk", "Đắc Lắc", "Daklak"]),
        ("67", &["Đăk Nông", "Đắc Nông"]),
        ("06", &["Bắc Cạn", "Bắc Kạn"]),
        ("62", &["Kontum", "tỉnh Kon Tum"]),
        ("79", &["TP HCM", "TP. Hồ Chí Minh", "TPHCM", "Thành phố Hồ Chí Minh", "TP.HCM", "Ho Chi Minh City"]),
        ("46", &["Huế", "Thừa Thiên - Huế", "tỉnh Thừa Thiên Huế"]),
        ("77", &["Bà Rịa – Vũng Tàu", "tỉnh Bà Rịa-Vũng Tàu", "BÀ RỊA VŨNG TÀU"]),
        ("01", &["Hanoi", "TP. Hà Nội", "thành phố Hà Nội", "Sở Công Thương Hà Nội"]),
    ];
    for (code, names) in places {
        for name in names {
            assert_eq!(words.place_named(name), words.place.get(code), "{name}");
        }
    }
    for none in ["", "Vũng Tàu", "Nha Trang", "miền Bắc", "Hà"] {
        assert_eq!(words.place_named(none), None, "{none}");
    }
}

/// What is typed to find a recipient: part of a name, or a name of the place.
#[test]
fn a_recipient_is_found_by_any_name_of_its_place() {
    let words = &circular::circular().0.words;
    let all = words.receivers(&["doit".to_owned()]);
    let found = |typed: &str| all.iter().filter(|to| words.is_found(to, typed)).map(String::as_str).collect::<Vec<_>>();
    assert_eq!(found("TPHCM"), ["doit/79"]);
    assert_eq!(found("tỉnh Khánh Hoà"), ["doit/56"]);
    assert_eq!(found("hue"), ["doit/46"]);
    assert_eq!(found("da nang"), ["doit/48"]);
    assert_eq!(found("").len(), 63);
    assert!(found("Nha Trang").is_empty());
}
