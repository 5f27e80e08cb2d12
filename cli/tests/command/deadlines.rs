//! `hoso deadlines`, `hoso which`, and the examples of every dossier.

use hoso_core::law::held;

use crate::{folder, hoso, run};

/// Article 3(1)(b): the Authority has ten working days from a complete dossier; New Year 2016 (Tết) lies in them.
#[test]
fn deadlines_are_told_with_the_days_passed_over_and_why() {
    let ran =
        run(&mut hoso(["deadlines", "grant", "--event", "received=03/02/2016", "--event", "complete=2016-02-03"]));
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.out.contains("03/02/2016 is not counted (Article 152(3) Civil Code 2005)"), "{}", ran.out);
    assert!(
        ran.out.contains("08/02/2016 (Lunar New Year)") && ran.out.contains("06/02/2016 (Saturday)"),
        "{}",
        ran.out
    );
    let later = run(&mut hoso(["deadlines", "grant", "--event", "received=03/02/2017"]));
    assert!(later.out.contains("Civil Code 2015") && !later.out.contains("Civil Code 2005"), "{}", later.out);
}

#[test]
fn an_event_that_is_not_there_is_answered_with_those_that_are() {
    let ran = run(&mut hoso(["deadlines", "grant", "--event", "filed=03/02/2016"]));
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("received: the Authority receives the dossier"), "{}", ran.err);
    let of_another = run(&mut hoso(["deadlines", "event", "--event", "received=03/02/2016"]));
    assert!(of_another.code == Some(2) && of_another.err.contains("locally-received"), "{}", of_another.err);
    let none = run(&mut hoso(["deadlines", "report", "--event", "half-year-reported=14/07/2016"]));
    assert!(none.code == Some(2) && none.err.contains("this dossier has no events"), "{}", none.err);
    let ran = run(&mut hoso(["deadlines", "no-such-dossier"]));
    assert!(ran.code == Some(2) && ran.err.contains("termination"), "{}", ran.err);
}

/// Article 10(3): each Department has five working days from the day on which the notice came to it.
#[test]
fn each_recipient_has_deadlines_of_its_own() {
    let folder = folder("parts");
    let ran = run(hoso(["example", "activities", "-o"]).arg(&folder));
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let dossier = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
    let dossier = dossier.into_iter().find(|path| path.extension().is_some_and(|ending| ending == "json")).unwrap();
    let words = ["--sent", "doit/01=2016-07-04", "--sent", "doit/30=2016-07-06"];
    let ran = run(hoso(["deadlines"]).arg(&dossier).args(words));
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.out.contains("11/07/2016") && ran.out.contains("13/07/2016"), "{}", ran.out);
    let wrong = run(hoso(["deadlines"]).arg(&dossier).args(["--sent", "doit/00=2016-07-04"]));
    assert!(wrong.code == Some(2) && wrong.err.contains("doit/01"), "{}", wrong.err);
}

/// A report on the half-year to 30 June 2017 is due before 15 July 2017, however late it is filed; and no law on counting is cited for a
/// last day that our reading moves back.
#[test]
fn a_report_that_is_late_was_due_when_it_was_due() {
    let folder = folder("late-report");
    let ran = run(hoso(["example", "report", "-o"]).arg(&folder));
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let (dossier, file) = (folder.join("dossier.json"), folder.join("late.ics"));
    let ran = run(hoso(["deadlines"]).arg(&dossier).args(["--on", "15/07/2017", "--ics"]).arg(&file));
    assert!(ran.out.contains("14/07/2017") && !ran.out.contains("2018"), "{}", ran.out);
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.contains("DTSTART;VALUE=DATE:20170714"), "{text}");
    let back = run(&mut hoso(["deadlines", "suspension", "--event", "suspension-begins=15/08/2017"]));
    assert!(back.out.contains("By 14/07/2017") && back.out.contains("moves back to 14/07/2017"), "{}", back.out);
    assert!(back.out.contains("16/07/2017") && !back.out.contains("148(5)"), "{}", back.out);
}

#[test]
fn a_calendar_file_has_a_whole_day_for_each_deadline() {
    let file = folder("ics").join("grant.ics");
    let ran = run(hoso(["deadlines", "grant", "--event", "received=2016-02-03", "--ics"]).arg(&file));
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") && text.ends_with("END:VCALENDAR\r\n"), "{text}");
    let begun = text.matches("BEGIN:VEVENT").count();
    assert!(begun > 1 && begun == text.matches("DTSTART;VALUE=DATE:2016").count(), "{text}");
    assert!(text.lines().all(|line| line.len() <= 75), "a line is longer than RFC 5545 allows");
    let unfolded = text.replace("\r\n ", "");
    assert!(unfolded.contains("SUMMARY:Vietnam Competition Authority: "), "{unfolded}");
}

/// The Circular was in force until 14 July 2018, from 2 May 2018 with a doubt.
#[test]
fn outside_the_days_of_the_law_the_deadlines_say_so_first() {
    let file = folder("force").join("grant.ics");
    let ran = run(hoso(["deadlines", "grant", "--on", "2019-03-01", "--ics"]).arg(&file));
    assert!(ran.out.contains("On 01/03/2019, Circular 24/2014/TT-BCT is not in force"), "{}", ran.out);
    assert!(ran.out.contains("From 15/07/2018, Circular 10/2018/TT-BCT applies."), "{}", ran.out);
    assert!(ran.out.contains("filed under Decree 40/2018/ND-CP and Circular 10/2018/TT-BCT"), "{}", ran.out);
    let text = std::fs::read_to_string(&file).unwrap().replace("\r\n ", "");
    assert_eq!(text.matches("BEGIN:VEVENT").count(), text.matches("is not in force").count(), "{text}");
    let json = run(&mut hoso(["deadlines", "grant", "--event", "received=2018-05-10", "--json"]));
    let told: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(told[0]["filed"], "2018-05-10");
    assert!(told[0]["say"]["en"]["force"][0].as_str().unwrap().contains("Reading R-03"), "{}", json.out);
    let within = run(&mut hoso(["deadlines", "grant", "--event", "received=2018-04-10"]));
    assert!(!within.out.contains("R-03") && !within.out.contains("force"), "{}", within.out);
}

/// Article 9(1)(b), last dash: 90 days, with what follows; Article 10(3): returned.
#[test]
fn what_follows_when_a_time_is_missed_is_told() {
    let ran = run(&mut hoso(["deadlines", "termination", "--on", "2016-06-01"]));
    assert!(ran.out.contains("If it is missed (R-47): The obligations remain."), "{}", ran.out);
    assert!(ran.out.contains("If it is missed (R-45): The Circular names no consequence"), "{}", ran.out);
    let json = run(&mut hoso(["deadlines", "activities", "--on", "2016-06-01", "--json"]));
    let told: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    let missed = told.as_array().unwrap().iter().filter_map(|due| due["say"]["en"]["lapse"].as_str());
    assert!(missed.into_iter().any(|missed| missed.contains("Returns the dossier")), "{}", json.out);
    assert!(told[0]["say"]["en"]["force"].is_null());
}

/// The Civil Code does not name a swapped day off: 30 days from 3 December 2014 end on Friday 2 January 2015, one such day. On 4 December
/// they end on a Saturday, which it does name.
#[test]
fn a_swapped_day_off_that_moves_a_last_day_is_named_as_a_reading() {
    let of = |day: &str| run(&mut hoso(["deadlines", "grant", "--event", &format!("completion-asked={day}")])).out;
    let swapped = of("2014-12-03");
    assert!(swapped.contains("By 05/01/2015") && swapped.contains("a working day off that is swapped"), "{swapped}");
    let weekend = of("2014-12-04");
    assert!(weekend.contains("By 05/01/2015") && !weekend.contains("swapped"), "{weekend}");
}

/// Article 32(1)(b): 60 days from Friday 10 July 2026; Article 53: what was confirmed before.
#[test]
fn which_reckons_the_day_and_knows_the_transition() {
    let on_day = |on: &str, answers: &[&str]| {
        let answers = answers.iter().flat_map(|answer| ["--answer", answer]);
        run(hoso(["which", "vn/nd-248-2026", "--on", on]).args(answers))
    };
    let words = |answers: &[&str]| on_day("2026-07-20", answers);
    let told = words(&[
        "platform.type=intermediary-foreign",
        "platform.confirmed-before=no",
        "platform.ordering=yes",
        "platform.vietnamese=no",
        "platform.vn-domain=no",
        "platform.transactions=100000",
        "platform.threshold-on=10/07/2026",
        "owner.treaty=yes",
    ]);
    assert_eq!(told.code, Some(0), "{}", told.out);
    assert!(told.out.contains("By 08/09/2026: Files the dossier for registration"), "{}", told.out);
    assert!(told.out.contains("hold an escrow of 20 billion đồng"), "{}", told.out);
    let confirmed = words(&["platform.type=intermediary-foreign", "platform.confirmed-before=yes"]);
    assert_eq!(confirmed.code, Some(0), "{}", confirmed.out);
    assert!(
        confirmed.out.contains("until 30 June 2027") && confirmed.out.contains("By 30/06/2027"),
        "{}",
        confirmed.out
    );
    assert!(
        confirmed.out.contains("transition-change") && !confirmed.out.contains("-registration"),
        "{}",
        confirmed.out
    );
    let over = on_day("2027-07-01", &["platform.type=intermediary", "platform.confirmed-before=yes"]);
    assert!(over.out.contains("To:") && !over.out.contains("may run as confirmed"), "{}", over.out);
}

#[test]
fn which_dossier_applies_follows_from_a_few_answers() {
    let asked = run(&mut hoso(["which", "vn/nd-248-2026"]));
    assert!(
        asked.code == Some(1) && asked.out.contains("platform.type") && asked.out.contains("intermediary-foreign"),
        "{}",
        asked.out
    );
    let answers = [
        "platform.type=intermediary-foreign",
        "platform.confirmed-before=no",
        "platform.ordering=yes",
        "platform.vietnamese=yes",
        "platform.vn-domain=no",
        "platform.operates-from=01/10/2026",
        "owner.treaty=no",
    ];
    let mut words = vec!["which", "vn/nd-248-2026"];
    words.extend(answers.iter().flat_map(|answer| ["--answer", answer]));
    let told = run(&mut hoso(words));
    assert_eq!(told.code, Some(0), "{}", told.out);
    assert!(
        told.out.contains("platform-registration") && told.out.contains("Ministry of Industry and Trade"),
        "{}",
        told.out
    );
    assert!(
        told.out.contains("confirmed before it operates") && told.out.contains("Found a legal entity"),
        "{}",
        told.out
    );
    assert!(told.out.contains("By 21/09/2026: Files the dossier before it operates"), "{}", told.out);
    assert!(!told.out.contains("registers within 60 days"), "{}", told.out);
    let wrong = run(&mut hoso(["which", "vn/nd-248-2026", "--answer", "colour=red"]));
    assert!(wrong.code == Some(2) && wrong.err.contains("platform.type"), "{}", wrong.err);
}

#[test]
fn every_dossier_has_an_example_that_is_met() {
    let index = held::index().unwrap();
    for kind in index.packs.iter().flat_map(|entry| &entry.dossiers) {
        let folder = folder("examples").join(&kind.id);
        let ran = run(hoso(["example", &kind.id, "-o"]).arg(&folder));
        assert_eq!(ran.code, Some(0), "{}: {}", kind.id, ran.err);
        let ran = run(hoso(["check", "--final"]).arg(folder.join("dossier.json")));
        assert_eq!(ran.code, Some(0), "{}: {}", kind.id, ran.out);
        assert!(!ran.out.contains("no dossier of this sort is due"), "{}: {}", kind.id, ran.out);
    }
    let ran = run(hoso(["example", "colour", "-o"]).arg(folder("none")));
    assert!(ran.code == Some(2) && ran.err.contains("grant"), "{}", ran.err);
}

#[test]
fn the_list_of_laws_names_those_that_are_not_held() {
    let ran = run(&mut hoso(["law", "list", "--on", "01/10/2026"]));
    assert!(ran.out.contains("Decree 137/2026/ND-CP") && ran.out.contains("hoso does not hold it"), "{}", ran.out);
    assert!(ran.out.contains("vn/nd-248-2026") && !ran.out.contains("vn/tt-24-2014"), "{}", ran.out);
}

#[test]
fn on_a_day_of_another_law_the_questions_are_not_asked_and_that_law_is_named() {
    let ran = run(&mut hoso(["which", "vn/nd-248-2026", "--on", "01/11/2024"]));
    assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""));
    assert!(ran.err.contains("not in force on 01/11/2024") && ran.err.contains("52/2013"), "{}", ran.err);
    let ran = run(&mut hoso(["which", "vn/tt-24-2014"]));
    assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""));
    assert!(ran.err.contains("no short questionnaire"), "{}", ran.err);
}

/// The Circular was in force until 14/07/2018; a report on the half-year is due before 15 July, one on the year before 15 January.
#[test]
fn a_time_that_ends_after_the_law_says_which_law_is_in_force_then() {
    let ran = run(&mut hoso(["deadlines", "report", "--on", "2018-07-10"]));
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.out.contains("On 14/01/2019, Circular 24/2014/TT-BCT is not in force"), "{}", ran.out);
    assert!(ran.out.contains("filed under Decree 40/2018/ND-CP"), "{}", ran.out);
    let before = run(&mut hoso(["deadlines", "report", "--on", "2016-07-10"]));
    assert!(before.code == Some(0) && !before.out.contains("not in force"), "{}", before.out);
}

#[test]
fn an_event_or_answer_given_twice_is_refused() {
    let ran =
        run(&mut hoso(["deadlines", "grant", "--event", "received=03/02/2016", "--event", "received=04/02/2016"]));
    assert!(ran.code == Some(2) && ran.err.contains("“received” is given twice"), "{}", ran.err);
    let answers = ["--answer", "platform.owner=foreign", "--answer", "platform.owner=domestic"];
    let ran = run(hoso(["which", "vn/nd-248-2026"]).args(answers));
    assert!(ran.code == Some(2) && ran.err.contains("is given twice"), "{}", ran.err);
}
