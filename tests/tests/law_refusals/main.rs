//! What the compiler of law files refuses: a small law that compiles, broken in one place at a time.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on should stop where it is")]

mod small;

use std::fs;
use std::path::Path;

use hoso_core::compile::{self, CompileFault};
use hoso_core::json::canonical;
use small::{ARTICLE_1, ARTICLE_2, small};

/// The faults after one change in one file.
fn broken(file: &str, old: &str, new: &str) -> Vec<CompileFault> {
    let mut files = small();
    let text = files.get_mut(file).unwrap();
    assert!(text.contains(old), "{file} holds no `{old}`");
    *text = text.replacen(old, new, 1);
    compile::pack(&files).unwrap_err()
}

/// That the change is refused with a fault in that file and unit that says so much.
fn refused(file: &str, old: &str, new: &str, place: (&str, &str), says: &str) {
    let faults = broken(file, old, new);
    let named = |fault: &&CompileFault| fault.file == place.0 && fault.unit == place.1 && fault.what.contains(says);
    assert!(faults.iter().any(|fault| named(&fault)), "told {place:?} `{says}`, found {faults:#?}");
}

#[test]
fn the_small_law_compiles_and_sets_are_inherited() {
    let pack = compile::pack(&small()).unwrap();
    let hoso_core::law::What::Papers(ask) = &pack.unit("1/2.a".parse().unwrap()).unwrap().what else {
        panic!("no papers")
    };
    assert_eq!(ask.specs()[0].sets, Some(2));
    assert_eq!(pack.readings.get("R-01").unwrap().applied.en, "Read so");
}

#[test]
fn the_pack_that_is_fuzzed_is_the_small_law() {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds/pack/small.json");
    let compiled = canonical(&compile::pack(&small()).unwrap()).unwrap();
    let is_same = fs::read(&kept).is_ok_and(|bytes| bytes == compiled);
    if !is_same {
        fs::write(&kept, compiled).unwrap();
    }
    assert!(is_same, "{} was not of the small law; it is now, commit it", kept.display());
}

#[test]
fn an_unknown_key() {
    refused("art-01.toml", "sets = 2", "setz = 2", ("art-01.toml", "1/2"), "unknown field `setz`");
    refused(
        "form/m-1.toml",
        "kind = \"enterprise-code\"",
        "kind = \"enterprise-code\"\nlength = 10",
        ("form/m-1.toml", "business.code"),
        "unknown field `length`",
    );
    refused("pack.toml", "number =", "nummer =", ("pack.toml", ""), "unknown field `nummer`");
    refused("words.toml", "[skip]", "[skipped]", ("words.toml", "skipped"), "unknown field `skipped`");
}

#[test]
fn a_unit_missing_or_extra_or_out_of_order() {
    refused("outline.txt", "2/1\n", "2/1\n2/2\n", ("art-02.toml", "2/2"), "missing here");
    refused("outline.txt", "1/2.b\n", "", ("art-01.toml", "1/2.b"), "not in the outline");
    refused("outline.txt", "3\n", "3\n4\n", ("pack.toml", "article 4"), "stands in the outline");
    refused("outline.txt", "\n3\n", "\n", ("pack.toml", "article 3"), "not in the outline");
    refused("outline.txt", "1/2.a\n1/2.b", "1/2.b\n1/2.a", ("outline.txt", "1/2.a"), "out of order");
    refused("art-01.toml", "[\"2.a\"]", "[\"3.f\"]", ("art-01.toml", "3.f"), "number of its unit");
    let mut files = small();
    let (head, lists) = ARTICLE_1.split_once("[\"2\"]").unwrap();
    let (_, last) = lists.split_once("[\"2.b\"]").unwrap();
    let moved = format!(
        "{}[\"2.b\"]{last}{}[\"2\"]{}",
        head.split_once("[\"1\"]").unwrap().0,
        "",
        "\nvi = \"x\"\nen = \"x\"\nskip = \"y\"\n"
    );
    files.insert("art-01.toml".into(), moved);
    let faults = compile::pack(&files).unwrap_err();
    assert!(faults.iter().any(|fault| fault.unit == "1/2" && fault.what.contains("keep the order")), "{faults:#?}");
}

#[test]
fn a_text_in_one_language_only() {
    refused("art-01.toml", "en = \"Licence\"\n", "", ("art-01.toml", "1/2.a"), "missing field `en`");
    refused("art-02.toml", "vi = \"Xem xét\"\n", "", ("art-02.toml", "2/1"), "missing field `vi`");
    refused("art-01.toml", "en = \"Licence\"\n", "en = \"\"\n", ("art-01.toml", "1/2.a"), "`en` text is missing");
    refused("words.toml", ", en = \"Licence\"", "", ("words.toml", "paper"), "missing field `en`");
    refused("form/m-1.toml", "en = \"Code\"\n", "", ("form/m-1.toml", "business.code"), "missing field `en`");
    refused("readings.md", "- en: A doubt\n", "", ("readings.md", "R-01"), "`- en: …` is missing");
    refused("pack.toml", "en = \"Effect\"\n", "", ("pack.toml", "article.3"), "missing field `en`");
    refused(
        "art-01.toml",
        "vi = \"Giấy phép\"",
        "vi = \"Gia\u{302}\u{301}y phép\"",
        ("art-01.toml", "1/2.a"),
        "not NFC",
    );
}

#[test]
fn a_reference_to_nothing() {
    refused("art-01.toml", "form = \"m-1\"", "form = \"m-2\"", ("art-01.toml", "1/1"), "form `m-2` is unknown");
    refused(
        "art-01.toml",
        "paper = \"licence\"\nkind",
        "paper = \"permit\"\nkind",
        ("art-01.toml", "1/2.a"),
        "`paper.permit` is unknown",
    );
    refused(
        "art-01.toml",
        "reading = \"R-01\"",
        "reading = \"R-09\"",
        ("art-01.toml", "1/2.a"),
        "reading `R-09` is unknown",
    );
    refused("art-01.toml", "\"large\"", "\"huge\"", ("art-01.toml", "1/2.a"), "no choice `huge`");
    refused("art-01.toml", "\"m-1/again\"", "\"m-1/twice\"", ("art-01.toml", "1/1"), "`m-1/twice` names no field");
    refused("art-02.toml", "from = \"received\"", "from = \"lost\"", ("art-02.toml", "2/1"), "`event.lost` is unknown");
    refused(
        "form/people.toml",
        "cite = \"1/2.b\"\n",
        "cite = \"1/9\"\n",
        ("form/people.toml", "form people"),
        "cites 1/9",
    );
    refused(
        "pack.toml",
        "facts = [\"kind\"]",
        "facts = [\"size\"]",
        ("pack.toml", "dossier grant"),
        "question `size` is unknown",
    );
    refused(
        "pack.toml",
        "reading = \"R-01\"",
        "reading = \"R-07\"",
        ("pack.toml", "pack"),
        "reading `R-07` is unknown",
    );
}

#[test]
fn a_duplicate() {
    refused("art-01.toml", "[\"2.b\"]", "[\"2.a\"]", ("art-01.toml", "2.a"), "duplicate key");
    refused("art-01.toml", "sets = 2", "sets = 2\nsets = 3", ("art-01.toml", "2"), "duplicate key");
    refused(
        "form/m-1.toml",
        "[business.again]",
        "[business.name]",
        ("form/m-1.toml", "business.name"),
        "duplicate key",
    );
    refused(
        "art-01.toml",
        "paper = \"licence\"\nkind",
        "any-of = [{ paper = \"licence\" }, { paper = \"licence\" }]\nkind",
        ("art-01.toml", "1/2.a, paper licence"),
        "stands twice",
    );
    refused(
        "readings.md",
        "\nBoth sides.\n",
        "\nBoth.\n\n## R-01\n\n- vi: a\n- en: b\n- applied vi: c\n- applied en: d\n\nBoth.\n",
        ("readings.md", "R-01"),
        "stands twice",
    );
    refused("outline.txt", "1/1\n", "1/1\n1/1\n", ("outline.txt", "1/1"), "twice");
    let mut files = small();
    files.insert("art-03.toml".into(), ARTICLE_2.to_owned());
    let faults = compile::pack(&files).unwrap_err();
    assert!(faults.iter().any(|fault| fault.unit == "article 3" && fault.what.contains("besides")), "{faults:#?}");
}

#[test]
fn an_unknown_named_check() {
    refused("art-01.toml", "{ same = [", "{ total = [", ("art-01.toml", "1/1"), "unknown variant `total`");
    refused(
        "form/m-1.toml",
        "[form]",
        "[[check]]\ntotal = [\"m-1/name\"]\nhouse = { vi = \"x\", en = \"x\" }\n[form]",
        ("form/m-1.toml", "check"),
        "unknown field `total`",
    );
}

#[test]
fn dates_that_overlap_or_run_backwards() {
    refused("pack.toml", "from = \"2018-06-01\"", "from = \"2018-03-31\"", ("pack.toml", "pack"), "overlap");
    refused("pack.toml", "until = \"2018-03-31\"", "until = \"2017-03-31\"", ("pack.toml", "pack"), "overlap");
    refused(
        "pack.toml",
        "until = \"2018-12-31\", cite",
        "until = \"2015-12-31\", cite",
        ("pack.toml", "pack"),
        "out of force before",
    );
    refused("pack.toml", "from = \"2019-01-01\"", "from = \"2018-12-31\"", ("pack.toml", "pack"), "another day");
    refused("pack.toml", "from = \"2018-06-01\"", "from = \"2018-06-31\"", ("pack.toml", "caution"), "is no date");
}

#[test]
fn what_contradicts_itself() {
    refused(
        "art-01.toml",
        "form = \"m-1\"",
        "form = \"m-1\"\nskip = \"x\"",
        ("art-01.toml", "1/1"),
        "two ways at once",
    );
    refused("art-01.toml", "list = \"people\"\n", "", ("art-01.toml", "1/2.b"), "speaks of a list");
    refused("art-01.toml", "paper = \"licence\"\nkind", "kind", ("art-01.toml", "1/2.a"), "none is named");
    refused("art-01.toml", "form = \"m-1\"", "form = \"m-1\"\nsets = 2", ("art-01.toml", "1/1"), "asks for no paper");
    refused("art-01.toml", "form = \"m-1\"", "", ("art-01.toml", "1/1"), "holds nothing");
    refused(
        "form/m-1.toml",
        "cite = \"1/1\"\n[business.code]",
        "cite = \"1/1\"\nhouse = { vi = \"x\", en = \"x\" }\n[business.code]",
        ("form/m-1.toml", "business.again"),
        "one basis",
    );
    refused("pack.toml", "encoded = false", "encoded = true", ("pack.toml", "article 3"), "file of its own");
}

#[test]
fn places_that_could_be_taken_for_one_another_or_are_compared_with_what_is_none() {
    let places = |names: &str| format!("[place]\n01 = {{ vi = \"Hà Nam\", en = \"Ha Nam\" }}\n02 = {names}\n[actor]");
    let named =
        |names: &str, says: &str| refused("words.toml", "[actor]", &places(names), ("words.toml", "place.02"), says);
    named("{ vi = \"Khánh Hà Nam\", en = \"Khanh\" }", "ends in a name of place.01");
    named("{ vi = \"Thanh\", en = \"Thanh\", also = [\"Xã Hà Nam\"] }", "ends in a name of place.01");
    refused(
        "words.toml",
        "[actor]",
        "[place]\n01 = { vi = \"Hà Nam\", en = \"Ha Nam\", also = [\" - \"] }\n[actor]",
        ("words.toml", "words place.01"),
        "a name is empty",
    );
    refused(
        "form/m-1.toml",
        "[business.again]\nkind = \"organisation-name\"",
        "[business.again]\nkind = \"place\"",
        ("art-01.toml", "1/1"),
        "compares a place with what is none",
    );
}

#[test]
fn a_file_missing_or_unknown() {
    for name in ["pack.toml", "outline.txt", "words.toml", "readings.md", "form/facts.toml"] {
        let mut files = small();
        files.remove(name);
        let faults = compile::pack(&files).unwrap_err();
        assert!(faults.iter().any(|fault| fault.file == name && fault.what.contains("missing")), "{name}: {faults:#?}");
    }
    let mut files = small();
    files.insert("art-1.toml".into(), String::new());
    assert_eq!(compile::pack(&files).unwrap_err()[0].file, "art-1.toml");
}

#[test]
fn a_calendar_that_contradicts_itself() {
    let calendar = |days: &str| {
        compile::calendar(&format!(
            "known = {{ from = \"2016-01-01\", until = \"2016-12-31\" }}\n[name]\ntet = {{ vi = \"Tết\", en = \"Tết\" }}\n[lunar]\ntet = \"new-year\"\n[year.2016]\ntrust = \"computed\"\nsource = \"x\"\ndays = [{days}]\n"
        ))
    };
    assert_eq!(calendar(r#"["2016-02-08", "holiday", "tet"]"#).unwrap().rows.len(), 1);
    let off_by_a_day = calendar(r#"["2016-02-09", "holiday", "tet"]"#).unwrap_err();
    assert!(off_by_a_day.iter().any(|fault| fault.what.contains("on 2016-02-08")), "{off_by_a_day:#?}");
    for (days, says) in [
        (r#"["2016-02-08", "holiday", "tet"], ["2016-02-08", "holiday", "tet"]"#, "twice"),
        (r#"["2015-02-08", "holiday", "tet"]"#, "another year"),
        (r#"["2016-02-08", "holiday", "noel"]"#, "does not list"),
        (r#"["2016-02-08", "worked", "tet"]"#, "only a weekend"),
        (r#"["2016-02-30", "holiday", "tet"]"#, "is no date"),
    ] {
        let faults = calendar(days).unwrap_err();
        assert!(faults.iter().any(|fault| fault.what.contains(says)), "{days}: {faults:#?}");
    }
}

/// What changed is asked by a yes-or-no question, and a field here is compared with one of its kind in the earlier dossier.
#[test]
fn a_question_what_changed_that_compares_nothing_or_amiss() {
    let refused = |check: &str, says: &str| {
        let old = "check = { same = [\"m-1/name\", \"m-1/again\"] }";
        refused("art-01.toml", old, &format!("check = {{ changed = {check} }}"), ("art-01.toml", "1/1"), says);
    };
    let name = "[[\"earlier/m-1/name\", \"m-1/again\"]]";
    refused(&format!("{{ question = \"kind\", fields = {name} }}"), "is no yes-or-no question");
    refused("{ question = \"kind\" }", "compares nothing");
    refused("{ question = \"kind\", fields = [[\"m-1/name\", \"m-1/again\"]] }", "no earlier field");
    refused("{ question = \"kind\", fields = [[\"earlier/m-1/code\", \"m-1/name\"]] }", "no earlier field");
    refused("{ question = \"kind\", whole = [\"m-9\"] }", "form `m-9` is unknown");
}

/// Two places differ or not, and a date is held to the days that go with the choices of a question.
#[test]
fn places_that_differ_and_days_by_an_answer_amiss() {
    let refused = |check: &str, says: &str| {
        let old = "check = { same = [\"m-1/name\", \"m-1/again\"] }";
        refused("art-01.toml", old, &format!("check = {{ {check} }}"), ("art-01.toml", "1/1"), says);
    };
    refused("differ = [\"m-1/name\"]", "compares two places");
    let with = "among = { value = \"m-1/name\", column = \"people/name\", with = [\"m-1/again\", \"m-1/name\"] }";
    refused(with, "`m-1/name` is no field of the list of `people/name`");
    refused("on-day = { date = \"m-1/name\", by = \"kind\", days = { large = \"30/06\" } }", "holds no day");
    refused("on-day = { date = \"on\", by = \"m-1/name\", days = { large = \"30/06\" } }", "is no choice");
    refused("on-day = { date = \"on\", by = \"kind\", days = { huge = \"30/06\" } }", "has no choice `huge`");
}

#[test]
fn acts_of_which_all_and_any_are_asked() {
    let acts = "acts = [\"licence\"]\nany-act = [\"licence\"]";
    refused("art-01.toml", "paper = \"licence\"", acts, ("art-01.toml", "1/2.a"), "write one of `acts` and `any-act`");
}

/// A day that decides: what it is compared with is a day, what counts unasked is a yes or no, and no other time has an earliest day.
#[test]
fn days_that_decide_amiss() {
    let when = |when: &str| format!("when = {when}\npaper = \"licence\"");
    let not_a_day = when("{ before = [\"m-1/name\", \"2016-07-01\"] }");
    let asked = "when = { is = [\"kind\", \"large\"] }\npaper = \"licence\"";
    refused("art-01.toml", asked, &not_a_day, ("art-01.toml", "1/2.a"), "`m-1/name` holds no day");
    let no_day = when("{ before = [\"on\", \"2016-02-30\"] }");
    refused("art-01.toml", asked, &no_day, ("art-01.toml", "1/2.a"), "is no date");
    let (head, place) = ("vi = \"Đứng đầu\"", ("form/people.toml", "form people, field head"));
    refused("form/people.toml", head, &format!("{head}\nunasked = \"no\""), place, "not always asked");
    let maybe = format!("{head}\nwhen = {{ before = [\"on\", \"2016-07-01\"] }}\nunasked = \"maybe\"");
    refused("form/people.toml", head, &maybe, place, "yes or no");
    let (within, place) = ("within = { working-days = 5 }", ("art-02.toml", "2/1"));
    let since =
        |time: &str, reading: &str| format!("{time}, earliest = {{ day = \"2016-07-01\", reading = \"{reading}\" }}");
    refused("art-02.toml", within, &since("not-before = { days = 5 }", "R-01"), place, "`within` or `ahead`");
    refused("art-02.toml", within, &since(within, "R-09"), place, "reading `R-09` is unknown");
}

/// A paper asked on a condition of its own is one of several that the borrowed unit asks for.
#[test]
fn a_paper_borrowed_that_is_not_there() {
    let borrowed = "as = [{ unit = \"1/2.a\", papers = { permit = { is = [\"kind\", \"large\"] } } }]\nform = \"m-1\"";
    refused("art-01.toml", "form = \"m-1\"", borrowed, ("art-01.toml", "1/1"), "does not ask for `permit`");
}

#[test]
fn a_form_that_nobody_makes_out() {
    let place = ("form/m-1.toml", "form m-1");
    refused("form/m-1.toml", "issuer = \"business\"\n", "", place, "says not who makes it out");
    refused("form/m-1.toml", "\"business\"", "\"nobody\"", place, "word `actor.nobody` is unknown");
    let signer = "[signer]\nbusiness = { vi = \"Giám đốc\", en = \"\" }\n[event]";
    refused("words.toml", "[event]", signer, ("words.toml", "words signer.business"), "`en` text is missing");
}

#[test]
fn a_filing_to_all_of_one() {
    let to_all = "recipients = [\"office\"]\nto-all = \"1/1\"";
    refused("pack.toml", "recipients = [\"office\"]", to_all, ("pack.toml", "dossier grant"), "of which there is one");
}
