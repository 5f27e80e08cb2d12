//! One filing to several recipients under the Circular: Article 9(1)(a) to (b) sends the Authority the whole dossier and each
//! Department the notice alone; Article 15(2) and (3) ask each for a report of its own.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "the helpers of a test stop it where they are")]

use std::collections::{BTreeMap, BTreeSet};

use hoso_core::day::Day;
use hoso_core::dossier::{
    Dossier, Due, Part, Rest, Section, addressed, asked, asked_all, check, check_all, left_out, progress, progress_all,
    recipients, requirements, requirements_all, sealed, sections, sections_all, timeline_all, timeline_of,
};
use hoso_core::draft::{Filing, Sent};
use hoso_core::law::held;
use hoso_core::report::{Code, Datum, Place, Verdict};
use hoso_core::say;
use hoso_core::text::Lang;
use hoso_tests::circular::{self, example, examples};

fn others(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// To these besides, with nothing told for any place.
fn rest(to: &[String]) -> Rest<'_> {
    Rest { to, ..Rest::NONE }
}

fn verdict(dossier: &Dossier, to: &[&str]) -> Verdict {
    let (pack, reference) = circular::circular();
    check_all(pack, reference, dossier, rest(&others(to)), dossier.on).report.verdict
}

#[test]
fn to_one_recipient_everything_is_as_it_was() {
    let (pack, reference) = circular::circular();
    for dossier in examples() {
        let report = check(pack, reference, &dossier, dossier.on);
        let joint = check_all(pack, reference, &dossier, Rest::NONE, dossier.on);
        assert!(joint.concerns.iter().all(Vec::is_empty));
        let alone = progress(pack, &dossier, &report).into_iter();
        let alone = alone.map(|(section, status)| (Part { section, at: None }, status)).collect::<Vec<_>>();
        assert_eq!(progress_all(pack, &dossier, Rest::NONE, &joint), alone);
        assert_eq!(requirements_all(pack, &dossier, Rest::NONE, None), requirements(pack, &dossier));
        for form in &pack.forms {
            assert_eq!(
                asked_all(pack, &dossier, Rest::NONE, None, &form.id, None),
                asked(pack, &dossier, &form.id, None)
            );
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
    let joint = check_all(pack, reference, &dossier, rest(&others(&["doit/01", "doit/30"])), dossier.on);
    let alone = check(pack, reference, &dossier, dossier.on);
    assert_eq!(joint.report, alone, "a Department gets nothing that the Authority does not");
    let concerned = |wanted: &dyn Fn(&Place) -> bool| {
        let found = joint.findings().filter(|(found, _)| wanted(&found.place));
        found.map(|(_, to)| to.to_vec()).collect::<BTreeSet<_>>()
    };
    let of_notice = concerned(&|place| matches!(place, Place::Field { form, .. } if form == "m-09"));
    assert_eq!(of_notice, BTreeSet::from([vec![]]), "the notice goes to all");
    let of_certificate = concerned(&|place| matches!(place, Place::Field { form, .. } if form == "m-03"));
    assert_eq!(of_certificate, BTreeSet::from([vec!["vca".to_owned()]]), "the certificate goes to the Authority alone");
    let all = others(&["vca", "doit/01", "doit/30"]);
    let said = |to: &[&str]| say::concerned(pack, &others(to), &all, Lang::Vi);
    assert_eq!(said(&[]), None);
    assert_eq!(said(&["doit/01"]).as_deref(), Some("chỉ với hồ sơ gửi Sở Công Thương Hà Nội"));
    assert_eq!(said(&["doit/01", "doit/30"]).as_deref(), Some("chỉ với hồ sơ gửi Sở Công Thương"));
}

#[test]
fn whoever_stands_first_the_same_is_asked() {
    let (pack, reference) = circular::circular();
    let dossier = Dossier { forms: [].into(), papers: [].into(), ..example("termination") };
    let first = |recipient: &str, other: &str| {
        let dossier = Dossier { recipient: recipient.to_owned(), ..dossier.clone() };
        let joint = check_all(pack, reference, &dossier, rest(&others(&[other])), dossier.on);
        let found: BTreeSet<String> = joint.findings().map(|(found, to)| format!("{found:?} {to:?}")).collect();
        let asked: BTreeSet<String> = requirements_all(pack, &dossier, rest(&others(&[other])), None)
            .iter()
            .map(|asked| format!("{asked:?}"))
            .collect();
        (found, asked, sections_all(pack, &dossier, rest(&others(&[other]))), joint.report.verdict)
    };
    assert_eq!(first("vca", "doit/01"), first("doit/01", "vca"));
}

#[test]
fn the_verdict_is_the_worst_of_any_recipient() {
    let mut dossier = Dossier { closed: true, ..example("termination") };
    assert_eq!(verdict(&dossier, &["doit/01"]), Verdict::Met);
    dossier.papers.remove(&"9/1.a.2:certificate".parse().unwrap());
    let to_departments = Dossier { recipient: "doit/01".into(), ..dossier.clone() };
    assert_eq!(verdict(&to_departments, &["doit/30"]), Verdict::Met, "the certificate is not asked of what they get");
    assert_eq!(verdict(&to_departments, &["doit/30", "vca"]), Verdict::Unmet);
    assert_eq!(verdict(&dossier, &["doit/30"]), Verdict::Unmet);
}

#[test]
fn each_report_is_asked_of_its_recipient() {
    let (pack, _) = circular::circular();
    let dossier = example("report");
    let forms = |to: &[&str]| {
        let parts = sections_all(pack, &dossier, rest(&others(to)));
        let form = |id: &str| parts.iter().any(|part| part.section == Section::Form(id.to_owned()));
        (form("report"), form("report-vca"), form("report-doit"))
    };
    assert_eq!(forms(&[]), (true, true, false));
    assert_eq!(forms(&["doit/01"]), (true, true, true));
}

#[test]
fn a_department_is_sealed_the_notice_alone() {
    let (pack, reference) = circular::circular();
    let dossier = example("termination");
    let copy = sealed(pack, &addressed(pack, &dossier, Rest::NONE, "doit/30"));
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
        let joint = check_all(pack, reference, &dossier, rest(&others(&["doit/01", wrong])), dossier.on);
        let found: Vec<_> = joint.report.findings.iter().filter(|found| found.code == Code::WrongRecipient).collect();
        assert_eq!(found.len(), 1, "{wrong}");
    }
    assert_eq!(recipients(&dossier, &others(&["doit/01", "vca", "doit/01"])), ["vca", "doit/01"]);
}

/// A termination to the Authority and three provinces, each sent on a day of its own: the Authority's ten working days run from its own
/// day (Article 9(1)(b), third dash), whatever the Departments', and the business's 90 days from the certification alone.
#[test]
fn each_part_of_a_filing_has_its_own_day() {
    let (pack, _) = circular::circular();
    let calendar = held::calendar().unwrap();
    let dossier = example("termination");
    let kind = pack.dossier("termination").unwrap();
    let mut filing = Filing { others: others(&["doit/01", "doit/30", "doit/79"]), ..Filing::default() };
    for (to, on) in [("vca", "07/08/2017"), ("doit/01", "08/08/2017"), ("doit/30", "09/08/2017")] {
        filing.sent.insert(to.into(), Sent { on: on.into(), ..Sent::default() });
    }
    let told = |to: &str| filing.told_by(to, pack, kind, &dossier);
    let dues = timeline_all(pack, &dossier, filing.rest(), told, &calendar);
    let of = |cite: &str| -> Vec<(String, Vec<String>)> {
        let found = dues.iter().filter(|due| due.cite.to_string() == cite);
        let last = |due: &Due| due.deadline.as_ref().map_or(String::new(), |deadline| deadline.last.vn());
        found.map(|due| (last(due), due.to.clone())).collect()
    };
    assert_eq!(of("9/1.b.3"), [("21/08/2017".to_owned(), others(&["vca"]))]);
    // 90 days after 21 August 2017 is Sunday 19 November, so Monday the 20th.
    assert_eq!(of("9/1.b.4"), [("20/11/2017".to_owned(), others(&["vca"]))]);
    assert_eq!(of("9/1.b.2"), [(String::new(), Vec::new())], "posting up is done once for all");
}

/// Activities notified in two provinces: each Department has five working days from its own day (Article 10(3)).
#[test]
fn each_department_answers_in_its_own_time() {
    let (pack, _) = circular::circular();
    let calendar = held::calendar().unwrap();
    let dossier = example("activities");
    let kind = pack.dossier("activities").unwrap();
    let mut filing = Filing { others: others(&["doit/30"]), ..Filing::default() };
    filing.sent.insert("doit/01".into(), Sent { on: "04/07/2016".into(), ..Sent::default() });
    filing.sent.insert("doit/30".into(), Sent { on: "06/07/2016".into(), ..Sent::default() });
    let told = |to: &str| filing.told_by(to, pack, kind, &dossier);
    let dues = timeline_all(pack, &dossier, filing.rest(), told, &calendar);
    let checks = dues.iter().filter(|due| due.cite.to_string() == "10/3");
    let found: Vec<_> = checks.map(|due| (due.deadline.as_ref().unwrap().last.vn(), due.to.join(" "))).collect();
    assert_eq!(found, [("11/07/2016".to_owned(), "doit/01".to_owned()), ("13/07/2016".into(), "doit/30".into())]);
    // Sent on one day, they answer by one day, and it is said once.
    filing.sent.insert("doit/30".into(), Sent { on: "04/07/2016".into(), ..Sent::default() });
    let told = |to: &str| filing.told_by(to, pack, kind, &dossier);
    let dues = timeline_all(pack, &dossier, filing.rest(), told, &calendar);
    assert!(dues.iter().filter(|due| due.cite.to_string() == "10/3").all(|due| due.to.is_empty()));
    assert_eq!(dues, timeline_of(pack, &dossier, &filing.told(pack, kind, &dossier), &calendar));
}

/// Two lists are entered only by whom they are to be compared for (Article 17(2)(b) asks for the list of participants alone).
#[test]
fn a_list_that_asks_nothing_is_no_part_of_the_dossier() {
    let (pack, _) = circular::circular();
    let mut dossier = example("escrow-withdrawal");
    let lists = |dossier: &Dossier| -> Vec<String> {
        let of = |section| if let Section::List(list) = section { Some(list) } else { None };
        sections(pack, dossier).into_iter().filter_map(of).collect()
    };
    assert_eq!(lists(&dossier), ["participants", "contracts-issued", "cards-issued"]);
    dossier.facts.insert("withdrawal.compared".into(), "no".into());
    assert_eq!(lists(&dossier), ["participants"]);
}

/// The dossier states the day of the event, and the timeline counts from it (Article 8(2)).
#[test]
fn the_timeline_knows_the_days_that_the_dossier_states() {
    let (pack, _) = circular::circular();
    let calendar = held::calendar().unwrap();
    let dossier = example("suspension");
    let last = |told: &BTreeMap<String, Day>| {
        let dues = timeline_of(pack, &dossier, told, &calendar);
        let due = dues.into_iter().find(|due| due.cite.to_string() == "8/2.a").unwrap();
        due.deadline.unwrap().last.vn()
    };
    assert_eq!(last(&BTreeMap::new()), "13/06/2017", "thirty full days lie between it and 14 July");
    let told = [("suspension-begins".to_owned(), "2017-08-01".parse().unwrap())].into();
    assert_eq!(last(&told), "30/06/2017", "what is told goes before what is stated; 1 July 2017 is a Saturday");
}

/// The Department certifies receipt within its five working days, whether or not its M-11 is typed in under the same unit
/// (Article 10(3)): 20 April 2017 is a Thursday.
#[test]
fn a_step_is_taken_whether_or_not_its_unit_is_asked_through_another() {
    let (pack, _) = circular::circular();
    let calendar = held::calendar().unwrap();
    let told = BTreeMap::from([("locally-received".to_owned(), "2017-04-20".parse().unwrap())]);
    for answer in ["no", "yes"] {
        let mut dossier = example("activities-change");
        dossier.facts.insert("local.confirmed".into(), answer.into());
        let dues = timeline_of(pack, &dossier, &told, &calendar);
        let due = dues.iter().find(|due| due.cite.to_string() == "10/3.§2");
        let last = due.and_then(|due| due.deadline.as_ref()).map(|deadline| deadline.last.vn());
        assert_eq!(last.as_deref(), Some("27/04/2017"), "{answer}");
    }
}

/// A Department gets the notice of termination alone (Article 9(1)(b), first dash): the type of enterprise decides nothing of it.
#[test]
fn a_question_that_decides_nothing_is_not_asked() {
    let (pack, _) = circular::circular();
    let of = |recipient: &str, to: &[&str]| {
        let dossier = Dossier { recipient: recipient.to_owned(), ..example("termination") };
        let to = others(to);
        let asked = asked_all(pack, &dossier, rest(&to), None, &pack.facts.id, None).len();
        let facts = |part: &Part| part.section == Section::Facts;
        (asked, sections_all(pack, &dossier, rest(&to)).iter().any(facts), sealed(pack, &dossier).facts.len())
    };
    assert_eq!(of("vca", &[]), (1, true, 1));
    assert_eq!(of("doit/01", &[]), (0, false, 0));
    assert_eq!(of("doit/01", &["vca"]).0, 1, "the Authority needs it");
    assert!(of("doit/01", &["vca"]).1);
}

/// Articles 8(2)(a), 9(1)(b) and 9(2)(a): whom a filing leaves out is said by name, as far as it names the places itself.
#[test]
fn who_is_left_out_is_named() {
    let (pack, _) = circular::circular();
    let left = |dossier: &Dossier, to: &[&str]| {
        left_out(pack, dossier, &others(to)).map(|finding| match finding.data.get("recipients") {
            Some(Datum::Recipients(left)) => left.join(" "),
            _ => String::new(),
        })
    };
    let mut dossier = example("suspension");
    assert_eq!(left(&dossier, &["vca"]).as_deref(), Some("doit/01 doit/30"));
    assert_eq!(left(&dossier, &["doit/79"]).as_deref(), Some("vca doit/01 doit/30"));
    assert_eq!(left(&dossier, &["vca", "doit/30", "doit/01"]), None);
    let listed = "TP.HCM\nkhắp nơi\nHà Nội: chi nhánh, số 7 Quang Trung, Hải Dương\nHo Chi Minh City: kho\n";
    dossier.forms.get_mut("m-07").unwrap().insert("localities".into(), listed.into());
    assert_eq!(left(&dossier, &["vca", "doit/01"]).as_deref(), Some("doit/79"));
    dossier.forms.get_mut("m-07").unwrap().remove("localities");
    assert_eq!(left(&dossier, &["vca"]).as_deref(), Some("doit"));
    let finding = left_out(pack, &dossier, &others(&["vca"])).unwrap();
    assert!(say::finding(pack, &dossier, &finding, Lang::En).what.contains("of each place concerned"));
}
