//! One filing to several recipients under the Circular: Article 9(1)(a) to (b) sends the Authority the whole dossier and each
//! Department the notice alone; Article 15(2) and (3) ask each for a report of its own.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "the helpers of a test stop it where they are")]

use std::collections::BTreeSet;

use hoso_core::dossier::{
    Dossier, Section, addressed, asked, asked_all, check, check_all, progress, progress_all, recipients, requirements,
    requirements_all, sealed, sections_all,
};
use hoso_core::report::{Code, Place, Verdict};
use hoso_core::say;
use hoso_core::text::Lang;
use hoso_tests::circular::{self, example, examples};

fn others(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

fn verdict(dossier: &Dossier, to: &[&str]) -> Verdict {
    let (pack, reference) = circular::circular();
    check_all(pack, reference, dossier, &others(to), dossier.on).report.verdict
}

#[test]
fn to_one_recipient_everything_is_as_it_was() {
    let (pack, reference) = circular::circular();
    for dossier in examples() {
        let report = check(pack, reference, &dossier, dossier.on);
        let joint = check_all(pack, reference, &dossier, &[], dossier.on);
        assert!(joint.concerns.iter().all(Vec::is_empty));
        assert_eq!(progress_all(pack, &dossier, &[], &report), progress(pack, &dossier, &report));
        assert_eq!(requirements_all(pack, &dossier, &[]), requirements(pack, &dossier));
        for form in &pack.forms {
            assert_eq!(asked_all(pack, &dossier, &[], &form.id, None), asked(pack, &dossier, &form.id, None));
        }
        assert_eq!(joint.report, report);
    }
}

#[test]
fn the_authority_and_the_departments_are_asked_for_together_each_thing_once() {
    let (pack, reference) = circular::circular();
    let mut dossier = Dossier { closed: true, ..example("termination") };
    dossier.forms.clear();
    dossier.papers.clear();
    let joint = check_all(pack, reference, &dossier, &others(&["doit/01", "doit/30"]), dossier.on);
    let alone = check(pack, reference, &dossier, dossier.on);
    assert_eq!(joint.report, alone, "a Department gets nothing that the Authority does not");
    let concerned = |wanted: &dyn Fn(&Place) -> bool| {
        let found = joint.report.findings.iter().filter(|found| wanted(&found.place));
        found.map(|found| joint.concerned(found).to_vec()).collect::<BTreeSet<_>>()
    };
    let of_notice = concerned(&|place| matches!(place, Place::Field { form, .. } if form == "m-09"));
    assert_eq!(of_notice, BTreeSet::from([vec![]]), "the notice goes to all");
    let of_certificate = concerned(&|place| matches!(place, Place::Field { form, .. } if form == "m-03"));
    assert_eq!(of_certificate, BTreeSet::from([vec!["vca".to_owned()]]), "the certificate goes to the Authority alone");
    assert_eq!(say::concerned(pack, &[], Lang::Vi), None);
    assert!(say::concerned(pack, &["vca".to_owned()], Lang::Vi).unwrap().starts_with("chỉ với hồ sơ gửi "));
}

#[test]
fn whoever_stands_first_the_same_is_asked() {
    let (pack, reference) = circular::circular();
    let dossier = Dossier { forms: [].into(), papers: [].into(), ..example("termination") };
    let first = |recipient: &str, other: &str| {
        let dossier = addressed(&dossier, recipient);
        let joint = check_all(pack, reference, &dossier, &others(&[other]), dossier.on);
        let found: BTreeSet<String> =
            joint.report.findings.iter().map(|found| format!("{found:?} {:?}", joint.concerned(found))).collect();
        let asked: BTreeSet<String> =
            requirements_all(pack, &dossier, &others(&[other])).iter().map(|asked| format!("{asked:?}")).collect();
        (found, asked, sections_all(pack, &dossier, &others(&[other])), joint.report.verdict)
    };
    assert_eq!(first("vca", "doit/01"), first("doit/01", "vca"));
}

#[test]
fn the_verdict_is_the_worst_of_any_recipient() {
    let mut dossier = Dossier { closed: true, ..example("termination") };
    assert_eq!(verdict(&dossier, &["doit/01"]), Verdict::Met);
    dossier.papers.remove(&"9/1.a.2:certificate".parse().unwrap());
    let to_departments = addressed(&dossier, "doit/01");
    assert_eq!(verdict(&to_departments, &["doit/30"]), Verdict::Met, "the certificate is not asked of what they get");
    assert_eq!(verdict(&to_departments, &["doit/30", "vca"]), Verdict::Unmet);
    assert_eq!(verdict(&dossier, &["doit/30"]), Verdict::Unmet);
}

#[test]
fn each_report_is_asked_of_its_recipient() {
    let (pack, _) = circular::circular();
    let dossier = example("report");
    let forms = |to: &[&str]| {
        let sections = sections_all(pack, &addressed(&dossier, "vca"), &others(to));
        let form = |id: &str| sections.contains(&Section::Form(id.to_owned()));
        (form("report"), form("report-vca"), form("report-doit"))
    };
    assert_eq!(forms(&[]), (true, true, false));
    assert_eq!(forms(&["doit/01"]), (true, true, true));
}

#[test]
fn a_department_is_sealed_the_notice_alone() {
    let (pack, reference) = circular::circular();
    let dossier = example("termination");
    let copy = sealed(pack, &addressed(&dossier, "doit/30"));
    assert_eq!(copy.forms.keys().collect::<Vec<_>>(), ["m-09"]);
    let cites: BTreeSet<String> = copy.papers.keys().map(|slot| slot.cite.to_string()).collect();
    assert_eq!(cites, BTreeSet::from(["9/1.b.2".to_owned()]));
    assert_eq!(check(pack, reference, &copy, copy.on).verdict, Verdict::Met);
    assert_eq!(copy.recipient, "doit/30");
}

#[test]
fn one_who_does_not_receive_it_is_found_among_many() {
    let (pack, reference) = circular::circular();
    let dossier = example("termination");
    for wrong in ["doit/00", "provincial-committee"] {
        let joint = check_all(pack, reference, &dossier, &others(&["doit/01", wrong]), dossier.on);
        let found: Vec<_> = joint.report.findings.iter().filter(|found| found.code == Code::WrongRecipient).collect();
        assert_eq!(found.len(), 1, "{wrong}");
    }
    assert_eq!(recipients(&dossier, &others(&["doit/01", "vca", "doit/01"])), ["vca", "doit/01"]);
}
