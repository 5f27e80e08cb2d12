//! What holds for every dossier of every law, whatever is entered.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "the helpers of a test stop it where they are"
)]

mod drafts;

use hoso_core::dossier::{Dossier, Paper, asked, asked_by_row, check, requirements, sealed};
use hoso_core::report::{Report, Slot, Verdict};
use hoso_core::say;
use hoso_core::text::Lang;
use hoso_tests::circular;
use proptest::prelude::*;
use proptest::sample::select;

use drafts::{dossiers, dossiers_like, given, grant, law, with_unasked, without};

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), ..ProptestConfig::default() })]

    /// House invariant 4: turning unknown into known never turns a decided verdict open.
    #[test]
    fn knowing_more_never_reopens_what_was_decided(dossier in dossiers(), pick in any::<prop::sample::Index>()) {
        let (pack, reference) = law(&dossier);
        let places = given(&dossier);
        prop_assume!(!places.is_empty());
        let less = without(&dossier, pick.get(&places));
        let before = check(pack, reference, &less, less.on);
        let after = check(pack, reference, &dossier, dossier.on);
        prop_assert!(before.verdict == Verdict::Open || after.verdict != Verdict::Open, "was {:?}", before.verdict);
        prop_assert_eq!(before.duties.len(), after.duties.len());
        for (duty, now) in before.duties.iter().zip(&after.duties) {
            prop_assert_eq!(duty.cite, now.cite);
            if duty.verdict != Verdict::Open {
                prop_assert_ne!(now.verdict, Verdict::Open, "{} was {:?}", duty.cite, duty.verdict);
            }
        }
    }

    /// A closed dossier has nothing open.
    #[test]
    fn closing_decides_everything(mut dossier in dossiers()) {
        dossier.closed = true;
        let report = judge(&dossier);
        prop_assert!(report.duties.iter().all(|duty| duty.verdict != Verdict::Open));
        prop_assert_ne!(report.verdict, Verdict::Open);
    }

    /// What is sealed is judged as the closed draft is, and sealing it again changes nothing.
    #[test]
    fn sealing_keeps_the_verdict(mut dossier in dossiers()) {
        let (pack, _) = law(&dossier);
        let once = sealed(pack, &dossier);
        prop_assert_eq!(&sealed(pack, &once), &once);
        dossier.closed = true;
        dossier.lists.values_mut().for_each(|list| list.closed = true);
        prop_assert_eq!(judge(&once).duties, judge(&dossier).duties);
    }

    /// Asked of all rows at once, a list asks of each what is asked of it alone.
    #[test]
    fn what_is_asked_of_all_rows_is_asked_of_each(dossier in dossiers()) {
        let (pack, _) = law(&dossier);
        for (id, list) in &dossier.lists {
            let alone: Vec<_> = list.rows.iter().map(|row| asked(pack, &dossier, id, Some(&row.id))).collect();
            prop_assert_eq!(asked_by_row(pack, &dossier, id), alone);
        }
    }

    /// House invariant 5: what is not asked influences no finding and enters no bundle, whatever stands there.
    #[test]
    fn what_is_not_asked_has_no_say(mut dossier in dossiers(), typed in select(vec!["yes", "no", "0", "x\u{200b}", "02/03/2035"])) {
        let (pack, _) = law(&dossier);
        dossier.closed = true;
        let filled = with_unasked(pack, &dossier, typed);
        prop_assert_eq!(judge(&filled), judge(&dossier));
        prop_assert_eq!(sealed(pack, &filled), sealed(pack, &dossier));
    }

    /// A paper that comes to be asked is there with what was said of it before.
    #[test]
    fn what_is_asked_again_is_back(mut dossier in dossiers_like(grant())) {
        let (pack, _) = circular::circular();
        dossier.facts.insert("goods.conditional".into(), "no".into());
        let mut filled = dossier.clone();
        filled.papers.insert("2/7:business-licence".parse().unwrap(), vec![Paper { copies: "x".into(), ..Paper::default() }]);
        prop_assert_eq!(judge(&filled), judge(&dossier));
        prop_assert!(sealed(pack, &filled).papers.keys().all(|slot| slot.cite.to_string() != "2/7"));
        filled.facts.insert("goods.conditional".into(), "yes".into());
        prop_assert!(requirements(pack, &filled).iter().any(|asked| asked.cite.to_string() == "2/7"));
        prop_assert!(filled.papers.contains_key(&"2/7:business-licence".parse::<Slot>().unwrap()));
    }

    /// Every finding has its sentence, basis and place in both languages, and holds nothing that the filer typed.
    #[test]
    fn every_finding_can_be_said_without_the_filers_data(mut dossier in dossiers()) {
        const SECRET: &str = "Bí Mật Zq";
        let (pack, _) = law(&dossier);
        let form = dossier.forms.keys().next().cloned().unwrap_or_else(|| pack.forms[0].id.clone());
        let values = dossier.forms.entry(form).or_default();
        values.values_mut().for_each(|typed| SECRET.clone_into(typed));
        values.insert("no-such-field".into(), SECRET.into());
        let report = judge(&dossier);
        prop_assert!(!serde_json::to_string(&report).unwrap().contains(SECRET));
        for finding in &report.findings {
            for lang in [Lang::Vi, Lang::En] {
                let said = say::finding(pack, &dossier, finding, lang);
                prop_assert!(said.what.len() > 10 && said.basis.len() > 10, "{finding:?} {said:?}");
                prop_assert!(!said.what.contains(SECRET) && !said.what.contains("{"), "{}", said.what);
            }
        }
    }

    /// The same dossier gives the same bytes, and a report can be read back.
    #[test]
    fn a_report_is_a_value(dossier in dossiers()) {
        let report = judge(&dossier);
        let bytes = hoso_core::json::canonical(&report).unwrap();
        prop_assert_eq!(&bytes, &hoso_core::json::canonical(&judge(&dossier)).unwrap());
        prop_assert_eq!(serde_json::from_slice::<Report>(&bytes).unwrap(), report);
    }
}

#[test]
fn an_empty_draft_is_all_open() {
    let (pack, reference) = circular::circular();
    let dossier = circular::empty(reference);
    let report = check(pack, reference, &dossier, dossier.on);
    assert!(report.duties.len() > 10);
    assert!(report.duties.iter().all(|duty| duty.verdict == Verdict::Open), "{:?}", report.duties);
}

fn cases() -> u32 {
    if std::env::var_os("HOSO_LONG").is_some() { 20_000 } else { 300 }
}

fn judge(dossier: &Dossier) -> Report {
    let (pack, reference) = law(dossier);
    check(pack, reference, dossier, dossier.on)
}
