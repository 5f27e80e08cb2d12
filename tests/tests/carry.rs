//! What is typed once: values known elsewhere in the dossier or from the earlier one, and what is not as it was there.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "the helpers of a test stop it where they are")]

use std::collections::BTreeMap;

use hoso_core::dossier::{Carried, Changed, Dossier, Earlier, Rest, Row, Source, carried, changes, check};
use hoso_core::report::{Code, Place};
use hoso_tests::circular::{self, example};

fn known(dossier: &Dossier, form: &str) -> BTreeMap<String, Carried> {
    let (pack, _) = circular::circular();
    let field = |carried: &Carried| match &carried.place {
        Place::Field { field, .. } | Place::Fact { fact: field } => field.clone(),
        other => format!("{other:?}"),
    };
    carried(pack, dossier, Rest::NONE, None, form).into_iter().map(|carried| (field(&carried), carried)).collect()
}

fn from(carried: &Carried) -> (bool, &str) {
    match &carried.from {
        Source::Form(form) => (false, form),
        Source::Earlier(form) => (true, form),
        Source::Recipient(_) | Source::Whom => (false, ""),
    }
}

fn built_on(dossier: Dossier, earlier: Dossier) -> Dossier {
    Dossier { earlier: Some(Earlier { sha256: "0".repeat(64), dossier: Some(Box::new(earlier)) }), ..dossier }
}

#[test]
fn a_check_binds_fields_of_two_forms() {
    let mut dossier = example("termination");
    let certificate = dossier.forms.get("m-03").unwrap().clone();
    dossier.forms.remove("m-09");
    let known = known(&dossier, "m-09");
    // Bound by 9/1.a.2, and by the check of M-09; the labels of `name` and `code` differ on the certificate.
    for field in ["certificate-number", "certificate-first-issued", "code", "name"] {
        assert_eq!(
            (known[field].value.as_str(), from(&known[field])),
            (certificate.get(field).unwrap().as_str(), (false, "m-03")),
            "{field}"
        );
    }
    // The same field of the shared group.
    assert_eq!(known["certificate-issued-by"].value, *certificate.get("certificate-issued-by").unwrap());
    // The representative on the certificate may be another than the one who signs the letter, and is asked under other words.
    assert!(!known.contains_key("representative") && !known.contains_key("address"));
    assert!(["number", "place", "date"].iter().all(|own| !known.contains_key(*own)), "each letter has its own head");
}

/// What the Department confirmed last is copied once: it fills in the notice, and the next dossier (Article 10(3), form M-11A).
#[test]
fn a_confirmation_that_was_read_in_fills_in_later_forms() {
    let mut notice = example("event");
    notice.facts.insert("local.change-confirmed".into(), "yes".into());
    // No trainer certificate is asked, which states the name too.
    notice.facts.insert("event.trains".into(), "no".into());
    let confirmation = notice.forms.get("m-11a").unwrap().clone();
    let mut next = built_on(notice.clone(), example("activities-change"));
    notice.forms.remove("m-12");
    let filled = known(&notice, "m-12");
    for field in ["name", "certificate-number"] {
        let value = confirmation.get(field).unwrap().as_str();
        assert_eq!((filled[field].value.as_str(), from(&filled[field])), (value, (false, "m-11a")), "{field}");
    }
    // Which Department confirmed, either notice says only where its M-11 is at hand.
    assert!(!filled.contains_key("local-issued-by"));
    let mut changes = example("activities-change");
    changes.facts.insert("local.confirmed".into(), "yes".into());
    changes.forms.remove("m-11");
    changes.facts.insert("local.change-confirmed".into(), "yes".into());
    changes.forms.get_mut("m-10a").unwrap().remove("local-issued-by");
    let filled = known(&changes, "m-10a");
    let value = changes.forms.get("m-11a").unwrap().get("change-confirmed-by").unwrap().as_str();
    assert_eq!((filled["local-issued-by"].value.as_str(), from(&filled["local-issued-by"])), (value, (false, "m-11a")));
    next.forms.remove("m-11a");
    let copied = known(&next, "m-11a");
    for field in ["change-confirmation-number", "change-confirmed-on", "confirmed-change"] {
        let value = confirmation.get(field).unwrap().as_str();
        assert_eq!((copied[field].value.as_str(), from(&copied[field])), (value, (true, "m-11a")), "{field}");
    }
}

/// The Department's first confirmation (M-11) is read in where it is at hand: it fills the notice, and is there again for the next one.
#[test]
fn the_first_confirmation_fills_what_builds_on_it() {
    for (kind, form) in [("activities-change", "m-10a"), ("event", "m-12")] {
        let mut notice = example(kind);
        let confirmation = notice.forms.get("m-11").unwrap().clone();
        for field in ["local-number", "local-issued-by", "local-date"] {
            notice.forms.get_mut(form).unwrap().remove(field);
        }
        assert!(!known(&notice, form).contains_key("local-number"), "{kind}: it is not at hand");
        notice.facts.insert("local.confirmed".into(), "yes".into());
        let filled = known(&notice, form);
        for field in ["local-number", "local-issued-by", "local-date"] {
            let value = confirmation.get(field).unwrap().as_str();
            assert_eq!(
                (filled[field].value.as_str(), from(&filled[field])),
                (value, (false, "m-11")),
                "{kind} {field}"
            );
        }
    }
    let mut next = built_on(example("activities-change"), example("activities-change"));
    next.facts.insert("local.confirmed".into(), "yes".into());
    next.forms.remove("m-11");
    let copied = known(&next, "m-11");
    assert_eq!((copied["starts-on"].value.as_str(), from(&copied["starts-on"])), ("01/08/2016", (true, "m-11")));
}

#[test]
fn only_what_is_empty_and_asked_is_filled() {
    let mut dossier = example("termination");
    let notice = dossier.forms.get_mut("m-09").unwrap();
    notice.insert("name".into(), "CÔNG TY KHÁC".into());
    notice.insert("code".into(), " ".into());
    assert_eq!(known(&dossier, "m-09").keys().collect::<Vec<_>>(), ["code"]);
    // Of what goes to a Department alone the certificate is not asked, so it is not looked at.
    dossier.recipient = "doit/01".into();
    assert!(known(&dossier, "m-09").is_empty());
}

#[test]
fn a_recipient_among_others_lends_what_it_is_asked() {
    let (pack, _) = circular::circular();
    let mut dossier = Dossier { recipient: "doit/01".into(), ..example("termination") };
    dossier.forms.get_mut("m-09").unwrap().remove("code");
    assert!(carried(pack, &dossier, Rest::NONE, None, "m-09").is_empty());
    let rest = Rest { to: &["vca".to_owned()], ..Rest::NONE };
    let carried = carried(pack, &dossier, rest, None, "m-09");
    assert_eq!(carried.iter().map(from).collect::<Vec<_>>(), [(false, "m-03")]);
}

#[test]
fn the_registration_is_typed_once_and_its_event_notice_agrees() {
    let (pack, reference) = circular::circular();
    let mut grant = example("grant");
    // As it is sealed: days in their normal form.
    grant = hoso_core::dossier::sealed(pack, &grant);
    let mut dossier = built_on(example("event"), grant.clone());
    dossier.forms.remove("m-12");
    let known = known(&dossier, "m-12");
    for field in ["code", "registration-number", "address", "phone", "representative"] {
        assert_eq!(
            (known[field].value.as_str(), from(&known[field])),
            (grant.forms.get("m-01").unwrap().get(field).unwrap().as_str(), (true, "m-01")),
            "{field}"
        );
    }
    assert_eq!(
        from(&known["name"]),
        (false, "m-16"),
        "11/1.đ binds it to the trainer's certificate, which lies nearer"
    );
    assert_eq!(
        known["first-issued"].value,
        vn(grant.forms.get("m-01").unwrap().get("first-issued").unwrap()),
        "a day as people write it"
    );
    assert!(["number", "place", "date"].iter().all(|own| !known.contains_key(*own)));
    let form = dossier.forms.entry("m-12".into()).or_default();
    form.extend(known.into_iter().map(|(field, carried)| (field, carried.value)));
    let report = check(pack, reference, &dossier, dossier.on);
    let conflicts: Vec<_> =
        report.findings.iter().filter(|found| matches!(found.code, Code::NotSame | Code::Malformed)).collect();
    assert!(conflicts.is_empty(), "{conflicts:?}");
}

fn vn(day: &str) -> String {
    day.parse::<hoso_core::day::Day>().unwrap().vn()
}

#[test]
fn a_report_takes_last_periods_end_as_its_beginning_and_no_other_figure() {
    let (pack, _) = circular::circular();
    let mut earlier = hoso_core::dossier::sealed(pack, &example("report"));
    earlier.forms.get_mut("report").unwrap().insert("period-until".into(), "31/12/2016".into());
    let mut dossier = built_on(example("report"), earlier.clone());
    dossier.forms.remove("report-vca");
    let known = known(&dossier, "report-vca");
    assert_eq!(known.keys().collect::<Vec<_>>(), ["participants-before"]);
    assert_eq!(
        known["participants-before"].value,
        *earlier.forms.get("report-vca").unwrap().get("participants").unwrap()
    );
}

/// What changed is answered by comparing, where the fields compared are typed (Article 4(1)(c), R-13).
#[test]
fn the_question_what_changed_is_answered_by_comparing() {
    let without = |question: &str| {
        let mut dossier = example("modification");
        dossier.facts.remove(question);
        dossier
    };
    let answer = |earlier: &str| {
        let known = known(&built_on(without("changed.registration"), example(earlier)), "facts");
        known
            .get("changed.registration")
            .map(|carried| (carried.value.clone(), from(carried).0, from(carried).1.to_owned()))
    };
    // Last changed on 22/02/2016 in the grant, on 20/02/2017 in the modification.
    assert_eq!(answer("grant"), Some(("yes".into(), true, "m-01".into())));
    assert_eq!(answer("modification"), Some(("no".into(), true, "m-04".into())));
    // Something compared is not typed yet.
    let mut dossier = built_on(without("changed.registration"), example("modification"));
    dossier.forms.get_mut("m-04").unwrap().remove("address");
    assert!(!known(&dossier, "facts").contains_key("changed.registration"));
    // The list is asked for only once the answer is yes: there is nothing to compare before.
    let dossier = built_on(without("changed.goods"), example("grant"));
    assert!(!known(&dossier, "facts").contains_key("changed.goods"));
    // Among what the Authority returned are documents of which nothing is typed: their being the same does not show.
    let mut dossier = built_on(example("activities-change"), example("activities-change"));
    dossier.facts.remove("local-changed.copies");
    assert!(!known(&dossier, "facts").contains_key("local-changed.copies"));
}

#[test]
fn a_dossier_is_not_changed_from_itself() {
    let (pack, _) = circular::circular();
    for dossier in circular::examples() {
        let sealed = hoso_core::dossier::sealed(pack, &dossier);
        assert_eq!(changes(pack, &sealed, &dossier, Rest::NONE), [], "{}", dossier.procedure);
    }
}

#[test]
fn what_changed_is_found_by_field_and_by_row() {
    let (pack, _) = circular::circular();
    let earlier = example("grant");
    let mut dossier = earlier.clone();
    let form = dossier.forms.get_mut("m-01").unwrap();
    let (name, address) = (form.get("name").unwrap().clone(), form.get("address").unwrap().clone());
    form.insert("name".into(), name.to_lowercase());
    form.insert("address".into(), "Số 1 phố Khác".into());
    form.insert("date".into(), "09/05/2016".into());
    let rows = &mut dossier.lists.get_mut("officers").unwrap().rows;
    let gone = rows.remove(0).id;
    rows.push(Row { id: "r9".into(), values: [("name".into(), "Ngô Văn Mới".into())].into() });
    let found = changes(pack, &earlier, &dossier, Rest::NONE);
    let address = Changed::Field {
        place: Place::Field { form: "m-01".into(), field: "address".into() },
        before: address,
        after: "Số 1 phố Khác".into(),
    };
    let list = "officers".to_owned();
    assert_eq!(
        found,
        [address, Changed::Came { list: list.clone(), row: "r9".into() }, Changed::Gone { list, row: gone }],
        "capitals and the letter's own date are no change"
    );
}

/// Participants at the end of a period begin the next, and no other: a yearly report begins where its half-year began.
#[test]
fn what_ended_the_period_just_before_begins_this_one() {
    let begun = |until: &str| {
        let (mut report, mut earlier) = (example("report"), example("report"));
        report.forms.get_mut("report-vca").unwrap().remove("participants-before");
        earlier.forms.get_mut("report").unwrap().insert("period-until".into(), until.into());
        let known = known(&built_on(report, earlier), "report-vca");
        known.get("participants-before").map(|carried| carried.value.clone())
    };
    assert_eq!(begun("31/12/2016").as_deref(), Some("1.545"));
    assert_eq!(begun("30/06/2016"), None);
    assert_eq!(begun("30/06/2017"), None);
}
