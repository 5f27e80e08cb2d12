//! A bundle beside an earlier one, and before a desk that takes only some.

use super::dossiers::{SCAN, dossier, held, judged, seal_of};
use super::*;
use crate::dossier::{Dossier, Earlier, List, Row};
use crate::json::{canonical, sha256_hex};
use crate::law::{Pack, PackRef};
use crate::map::Map;
use crate::page::package;
use crate::report::Place;

/// A verdict on a dossier, sealed by the filer of that tax code.
fn verdict_on(told: &Dossier, uid: &'static str) -> Verdict {
    let (pack, reference) = held();
    let package = package(&pack, &reference, told).unwrap();
    let wish = Wish { subject: vec![("C", "VN"), ("CN", "Ai đó"), ("UID", uid)], ..Wish::default() };
    let (container, trust) = seal_of(&package, &wish, |_| ());
    judged(&container, &trust)
}

fn verdict(told: &Dossier) -> Verdict {
    verdict_on(told, "MST:0100109106")
}

/// What is said of the second beside the first.
fn beside(now: &Dossier, before: &Verdict) -> Compared {
    let (pack, reference) = held();
    let packs = |asked: &PackRef| (*asked == reference).then(|| pack.clone());
    let mut now = verdict(now);
    let outcome = now.outcome;
    now.compare(before, &packs);
    assert_eq!(now.outcome, outcome, "another bundle changes no outcome");
    now.earlier.unwrap()
}

fn codes(compared: &Compared) -> Vec<&'static str> {
    compared.reasons.iter().map(|reason| reason.code.as_str()).collect()
}

fn put(dossier: &mut Dossier, form: &str, field: &str, typed: &str) {
    dossier.forms.entry(form.to_owned()).or_default().insert(field.to_owned(), typed.to_owned());
}

/// Two officers, the second given by its name.
fn officers(dossier: &mut Dossier, second: &str) {
    let row = |id: &str, name: &str, born: &str| {
        let values = [("name", name), ("born", born)].map(|(field, typed)| (field.to_owned(), typed.to_owned()));
        Row { id: id.to_owned(), values: Map::from(values) }
    };
    let rows = vec![row("r1", "Trần Văn An", "1970-01-02"), row("r2", second, "1980-01-02")];
    dossier.lists.insert("officers".to_owned(), List { closed: true, rows });
}

fn begun() -> (Pack, Dossier) {
    let (pack, reference) = held();
    let mut told = dossier(&pack, &reference);
    put(&mut told, "m-01", "name", "CÔNG TY A");
    put(&mut told, "m-01", "registration-number", "0100109106");
    officers(&mut told, "Lê Thị Bình");
    (pack, told)
}

#[test]
fn what_differs_is_told_line_by_line_in_both_languages() {
    let (_, first) = begun();
    let mut second = first.clone();
    second.on = "2016-06-01".parse().unwrap();
    put(&mut second, "m-01", "name", "CÔNG TY B");
    put(&mut second, "m-01", "issued-by", "Sở Kế hoạch và Đầu tư");
    second.forms.get_mut("m-01").unwrap().remove("registration-number");
    officers(&mut second, "Phạm Văn Cường");
    let compared = beside(&second, &verdict(&first));
    assert_eq!((compared.outcome, codes(&compared), compared.same_business), (Outcome::Valid, vec![], Some(true)));
    let said: Vec<&str> = compared.differences.iter().map(|one| one.en.as_str()).collect();
    let form = "Application for a multi-level marketing registration certificate";
    assert_eq!(
        said,
        [
            "Day of filing: was “04/05/2016”, is now “01/06/2016”.",
            &format!("{form} – Name of the business: was “CÔNG TY A”, is now “CÔNG TY B”."),
            &format!(
                "{form} – Number of the enterprise registration or investment certificate: was “0100109106”, no longer there."
            ),
            &format!("{form} – Issued by: now “Sở Kế hoạch và Đầu tư”, not there before."),
            "List of identity papers: now “Phạm Văn Cường”, not there before.",
            "List of identity papers: was “Lê Thị Bình”, no longer there.",
        ]
    );
    assert!(compared.differences.iter().all(|one| one.vi != one.en && unicode_normalization::is_nfc(&one.vi)));
    assert_eq!(compared.differences[1].vi.split_once(": ").unwrap().1, "trước là “CÔNG TY A”, nay là “CÔNG TY B”.");
    let name = &compared.differences[1];
    assert_eq!(name.place, Place::Field { form: "m-01".into(), field: "name".into() });
    assert_eq!((name.before.as_deref(), name.after.as_deref()), (Some("CÔNG TY A"), Some("CÔNG TY B")));
}

#[test]
fn papers_are_told_apart_by_their_digests() {
    let (_, first) = begun();
    let before = verdict(&first);
    let slot = first.papers.keys().next().unwrap().clone();
    let mut none = first.clone();
    none.papers.clear();
    let differences = |now: &Dossier, before: &Verdict| beside(now, before).differences;
    let came = &differences(&first, &earlier_of(&none))[..];
    let [one] = came else { panic!("{came:?}") };
    assert_eq!(
        (one.kind, one.before.clone(), one.after.clone()),
        (DifferenceKind::Paper, None, Some(sha256_hex(SCAN)))
    );
    assert!(one.vi.contains("nay có") && one.vi.contains(sha256_hex(SCAN).get(..12).unwrap()), "{}", one.vi);
    let mut renamed = first.clone();
    renamed.papers.get_mut(&slot).unwrap()[0].file.as_mut().unwrap().name = "other.pdf".to_owned();
    assert_eq!(differences(&renamed, &before), []);
    let mut declared = first.clone();
    declared.papers.get_mut(&slot).unwrap()[0].copies = "2".to_owned();
    let found = differences(&declared, &before);
    assert_eq!(found.iter().map(|one| one.kind).collect::<Vec<_>>(), [DifferenceKind::Declared]);
    let mut other = before;
    let paper = &mut other.dossier.as_mut().unwrap().dossier.papers.get_mut(&slot).unwrap()[0];
    paper.file.as_mut().unwrap().sha256 = Some("00".repeat(32));
    let found = differences(&first, &other);
    let [one] = &found[..] else { panic!("{found:?}") };
    assert_eq!((one.before.as_deref(), one.after.as_deref()), (Some(&*"00".repeat(32)), Some(&*sha256_hex(SCAN))));
}

/// A verdict as of an earlier bundle that holds this dossier, whatever else is in it.
fn earlier_of(told: &Dossier) -> Verdict {
    let mut verdict = verdict(&begun().1);
    *verdict.dossier.as_mut().unwrap().dossier = told.clone();
    verdict
}

#[test]
fn another_business_is_said_and_not_compared() {
    let (_, first) = begun();
    let mut other = first.clone();
    put(&mut other, "m-01", "code", "0300588569");
    let compared = beside(&first, &verdict_on(&other, "MST:0300588569"));
    assert_eq!((compared.outcome, codes(&compared)), (Outcome::Valid, vec!["earlier-of-another"]));
    assert_eq!((compared.same_business, compared.differences.len()), (Some(false), 0));
    let mut nameless = first.clone();
    nameless.forms.get_mut("m-01").unwrap().remove("code");
    let compared = beside(&first, &verdict(&nameless));
    assert_eq!(codes(&compared), ["earlier-not-valid", "earlier-owner-unknown"]);
    assert_eq!((compared.same_business, compared.differences.len()), (None, 0));
}

#[test]
fn an_earlier_bundle_that_is_not_valid_is_said_to_be_so() {
    let (_, first) = begun();
    let mut second = first.clone();
    put(&mut second, "m-01", "name", "CÔNG TY B");
    let compared = beside(&second, &verdict_on(&first, "CCCD:001085000001"));
    assert_eq!((compared.outcome, codes(&compared)), (Outcome::Intact, vec!["earlier-not-valid"]));
    assert_eq!(compared.errors.iter().map(|reason| reason.code.as_str()).collect::<Vec<_>>(), ["tax-code-absent"]);
    assert_eq!(compared.differences.len(), 1);
    let none = judged(b"no container", &TrustStore::default());
    let compared = beside(&second, &none);
    assert_eq!(
        (compared.outcome, codes(&compared)),
        (Outcome::NotAContainer, vec!["earlier-not-valid", "not-compared"])
    );
}

#[test]
fn whether_it_is_the_one_that_the_dossier_names_is_said() {
    let (_, first) = begun();
    let before = verdict(&first);
    let sealed = before.dossier.as_ref().unwrap();
    assert_eq!(sealed.sha256, sha256_hex(&canonical(&*sealed.dossier).unwrap()));
    let naming = |sha256: String| Dossier { earlier: Some(Earlier { sha256, dossier: None }), ..first.clone() };
    let compared = beside(&naming(sealed.sha256.clone()), &before);
    assert_eq!((compared.is_named, codes(&compared)), (Some(true), vec!["earlier-named"]));
    let compared = beside(&naming("00".repeat(32)), &before);
    assert_eq!((compared.is_named, codes(&compared)), (Some(false), vec!["earlier-not-named"]));
    let compared = beside(&first, &before);
    assert_eq!((compared.is_named, codes(&compared)), (None, vec!["earlier-same"]));
}

#[test]
fn a_desk_takes_what_it_demands_and_nothing_else() {
    let (_, told) = begun();
    let held_to = |procedures: &[&str], recipients: &[&str]| {
        let own = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect();
        let mut verdict = verdict(&told);
        verdict.demand(&Demand { procedures: own(procedures), recipients: own(recipients) });
        (verdict.outcome, errors(&verdict.seal))
    };
    for (procedures, recipients) in [(&[][..], &[][..]), (&["grant"], &[]), (&["event", "grant"], &["vca"])] {
        assert_eq!(held_to(procedures, recipients), (Outcome::Valid, vec![]));
    }
    assert_eq!(held_to(&["event"], &[]), (Outcome::Intact, vec!["other-procedure"]));
    assert_eq!(held_to(&["grant"], &["doit/01"]), (Outcome::Intact, vec!["other-recipient"]));
    assert_eq!(held_to(&["event"], &["doit/01"]), (Outcome::Intact, vec!["other-procedure", "other-recipient"]));
}
