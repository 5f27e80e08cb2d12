//! What is noted of a filing, and which days of its procedure are known by it.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "the helpers of a test stop it where they are")]

use std::collections::{BTreeMap, BTreeSet};

use chrono::DateTime;
use hoso_core::day::Day;
use hoso_core::dossier::{Dossier, Due};
use hoso_core::draft::{Answer, Draft, Filing, Sent, Told, deadlines, deadlines_of_kind};
use hoso_core::law::held;
use hoso_core::say;
use hoso_core::text::Lang;
use hoso_tests::{cases, circular};

fn example(procedure: &str) -> Dossier {
    cases::examples(&circular::circular().1).unwrap().remove(procedure).unwrap()
}

fn sent(on: &str, answer: Option<Answer>, answered: &str) -> Sent {
    Sent { on: on.into(), answer, answered: answered.into(), ..Sent::default() }
}

/// The days known of the part that went to a recipient.
fn days(filing: &Filing, dossier: &Dossier, recipient: &str) -> BTreeMap<String, String> {
    let (pack, _) = circular::circular();
    let kind = pack.dossier(&dossier.procedure).unwrap();
    let days = match filing.others.as_slice() {
        [] => filing.told(pack, kind, dossier),
        _ => filing.told_by(recipient, pack, kind, dossier),
    };
    days.into_iter().map(|(event, day): (String, Day)| (event, day.vn())).collect()
}

fn told<const N: usize>(all: [(&str, &str); N]) -> BTreeMap<String, String> {
    all.into_iter().map(|(event, day)| (event.to_owned(), day.to_owned())).collect()
}

/// Article 9(1)(b): the Authority certifies within 10 working days of receipt, and the 90 days run from its certification.
#[test]
fn a_certification_is_no_receipt() {
    let dossier = example("termination");
    let mut filing = Filing::default();
    filing.sent.insert("vca".into(), sent("13/03/2018", Some(Answer::Confirmed), "20/03/2018"));
    let known = [("termination-certified", "20/03/2018"), ("termination-notified", "13/03/2018")];
    assert_eq!(days(&filing, &dossier, "vca"), told(known));
}

/// A Department certifies no termination: what it confirms is the receipt of its own part.
#[test]
fn who_certifies_nothing_confirms_the_receipt() {
    let dossier = example("termination");
    let mut filing = Filing { others: vec!["doit/30".into()], ..Filing::default() };
    filing.sent.insert("doit/30".into(), sent("13/03/2018", Some(Answer::Confirmed), "16/03/2018"));
    assert_eq!(days(&filing, &dossier, "doit/30"), told([("termination-notified", "16/03/2018")]));
}

/// Article 3(1): once a supplement is asked for, the dossier is complete when that is said, or as late as it may be.
#[test]
fn what_lacks_something_was_not_received_whole() {
    let dossier = example("grant");
    let mut filing = Filing::default();
    let received = dossier.on.vn();
    assert_eq!(days(&filing, &dossier, "vca"), told([("complete", &received), ("received", &received)]));
    filing.sent.insert("vca".into(), sent("11/05/2016", Some(Answer::Supplement), "18/05/2016"));
    let asked = [("completion-asked", "18/05/2016"), ("received", "11/05/2016")];
    assert_eq!(days(&filing, &dossier, "vca"), told(asked));
    filing.days.insert("complete".into(), "30/05/2016".into());
    let complete = [("complete", "30/05/2016"), ("completion-asked", "18/05/2016"), ("received", "11/05/2016")];
    assert_eq!(days(&filing, &dossier, "vca"), told(complete));
}

#[test]
fn the_day_of_receipt_is_the_best_known_one() {
    let dossier = example("grant");
    let mut filing = Filing::default();
    filing.sent.insert("vca".into(), sent("11/05/2016", None, "13/05/2016"));
    let received = |filing: &Filing| days(filing, &dossier, "vca")["received"].clone();
    assert_eq!(received(&filing), "11/05/2016", "what came back is not said to be a confirmation");
    filing.sent.get_mut("vca").unwrap().answer = Some(Answer::Confirmed);
    assert_eq!(received(&filing), "13/05/2016");
    filing.days.insert("received".into(), "12/05/2016".into());
    assert_eq!(received(&filing), "12/05/2016");
}

#[test]
fn each_recipient_has_a_day_of_its_own() {
    let dossier = example("activities");
    let mut filing = Filing { others: vec!["doit/30".into()], ..Filing::default() };
    filing.sent.insert("doit/01".into(), sent("11/07/2016", None, ""));
    filing.sent.insert("doit/30".into(), sent("12/07/2016", None, ""));
    filing.days.insert("locally-received".into(), "20/07/2016".into());
    let received = |to: &str| days(&filing, &dossier, to)["locally-received"].clone();
    assert_eq!(["doit/01", "doit/30", "doit/79"].map(received), ["11/07/2016", "12/07/2016", "20/07/2016"]);
}

#[test]
fn what_is_no_day_tells_none() {
    let dossier = example("grant");
    let mut filing = Filing::default();
    filing.sent.insert("vca".into(), sent("31/02/2016", Some(Answer::Supplement), "mai"));
    filing.days.insert("change-asked".into(), "mai".into());
    let received = dossier.on.vn();
    assert_eq!(days(&filing, &dossier, "vca"), told([("complete", &received), ("received", &received)]));
}

/// Article 10(4): the notice sets off the Department's time of Article 10(3), though that clause stands before it.
#[test]
fn what_a_step_sets_off_follows_it() {
    let (pack, _) = circular::circular();
    let events = [("local-change".to_owned(), "2017-04-26".parse().unwrap())].into();
    let told = Told { events, ..Told::default() };
    let dues = deadlines_of_kind(pack, "activities-change", &told, &held::calendar().unwrap()).unwrap();
    let last = |due: &Due| (due.cite.to_string(), due.deadline.as_ref().map(|deadline| deadline.last.vn()));
    let found: Vec<_> = dues.iter().map(last).take(2).collect();
    // From 26 April ten working days, without 29 April to 2 May, then five.
    assert_eq!(found, [("10/4".to_owned(), Some("12/05/2017".to_owned())), ("10/3".into(), Some("19/05/2017".into()))]);
}

/// A calendar program tells deadlines by their names: noting on what day one part was sent moves that part's and leaves the others.
#[test]
fn a_deadline_keeps_its_name_in_the_calendar() {
    let (pack, _) = circular::circular();
    let calendar = held::calendar().unwrap();
    let dossier = example("activities");
    let mut filing = Filing { others: vec!["doit/30".into(), "doit/79".into()], ..Filing::default() };
    let names = |filing: &Filing| -> Vec<String> {
        let draft = Draft { filing: filing.clone(), ..Draft::of(dossier.clone(), Lang::En, "") };
        let dues = deadlines(pack, &draft, &Told::default(), &calendar).unwrap();
        let text = say::ics(pack, &dues, &calendar, &dossier.id, DateTime::UNIX_EPOCH, Lang::En);
        text.lines().filter(|line| line.starts_with("UID:")).map(str::to_owned).collect()
    };
    let before = names(&filing);
    filing.sent.insert("doit/30".into(), sent("10/08/2016", None, ""));
    let after = names(&filing);
    assert!(before.iter().all(|name| after.contains(name)), "{before:?} {after:?}");
    assert_eq!(after.len(), 2 * before.len());
    assert_eq!(after.iter().collect::<BTreeSet<_>>().len(), after.len(), "no two have one name");
}

/// Article 13(5)(a): before 15 January of which year, no one has said.
#[test]
fn without_a_day_no_year_is_foretold() {
    let (pack, _) = circular::circular();
    let dues = deadlines_of_kind(pack, "training-report", &Told::default(), &held::calendar().unwrap()).unwrap();
    assert!(dues.iter().all(|due| due.deadline.is_none()));
}
