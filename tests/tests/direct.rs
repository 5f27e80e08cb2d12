//! A dossier checked straight from its text has the report that it has when it is read first.

#![allow(clippy::unwrap_used, clippy::string_slice, reason = "the helpers of a test stop it where they are")]

use hoso_core::dossier::{Dossier, Plans, Values};
use hoso_core::json::{canonical, read};
use hoso_core::law::{Pack, PackRef};
use hoso_tests::{cases, circular};
use proptest::prelude::*;
use proptest::sample::Index;

#[test]
fn every_example_is_read_the_short_way_however_it_is_written() {
    for (plans, reference, dossier) in examples() {
        let day = dossier.on.next();
        for text in [
            String::from_utf8(canonical(&dossier).unwrap()).unwrap(),
            serde_json::to_string(&dossier).unwrap(),
            serde_json::to_string_pretty(&dossier).unwrap(),
        ] {
            let report = plans.check_text(reference, &text, None).unwrap();
            assert_eq!(report, plans.check(reference, &dossier, dossier.on));
            assert_eq!(report.json().unwrap(), serde_json::to_string(&report).unwrap());
            assert_eq!(plans.check_text(reference, &text, Some(day)).unwrap(), plans.check(reference, &dossier, day));
        }
    }
}

#[test]
fn what_is_out_of_the_ordinary_is_left_to_the_long_way() {
    let (plans, reference, dossier) = examples().remove(0);
    let text = serde_json::to_string(&dossier).unwrap();
    for (from, to) in [
        ("{\"format\":1,", "{\"format\":2,"),
        ("{\"format\":1,", "{\"format\":1,\"format\":1,"),
        ("{\"format\":1,", "{\"format\":1,\"more\":1,"),
        ("{\"format\":1,", "{"),
        ("\"facts\":{", "\"facts\":{\"no-such-question\":\"yes\","),
        ("\"forms\":{", "\"forms\":{\"no-such-form\":{},"),
        ("\"forms\":{", "\"forms\":7,\"form\":{"),
        ("\"lists\":{", "\"lists\":{\"no-such-list\":{},"),
        ("\"papers\":{", "\"papers\":{\"nowhere\":[],"),
    ] {
        let changed = text.replacen(from, to, 1);
        assert_ne!(changed, text);
        assert!(plans.check_text(reference, &changed, None).is_none(), "{to}");
    }
    // What the long way refuses for its size is not taken here.
    let slots: String = (0..20_000).rev().map(|at| format!("\"2/1:p{at:05}\":[],")).collect();
    let crowded = text.replacen("\"papers\":{", &format!("\"papers\":{{{slots}"), 1);
    assert!(plans.check_text(reference, &crowded, None).is_none());
    assert!(plans.check_text(reference, &format!("{text} {{}}"), None).is_none());
    assert!(plans.check_text(reference, &format!("{{\"draft\":1,\"dossier\":{text}}}"), None).is_none());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: rounds(), ..ProptestConfig::default() })]

    /// Texts with pieces of themselves taken out, doubled or put elsewhere.
    #[test]
    fn whatever_is_taken_the_short_way_has_the_report_of_the_long_way(
        which in any::<Index>(),
        cuts in prop::collection::vec((any::<Index>(), any::<Index>(), any::<Index>(), 0..3_u8), 1..4),
        pretty: bool,
    ) {
        let examples = examples();
        let (plans, reference, dossier) = which.get(&examples);
        let mut text = if pretty { serde_json::to_string_pretty(dossier) } else { serde_json::to_string(dossier) }.unwrap();
        for (from, to, at, how) in cuts {
            // Where something begins or ends, so that much of it stays JSON.
            let marks: Vec<usize> = text.match_indices(['"', ',', '{', '}', '[', ']', ':']).map(|(at, _)| at).collect();
            let (from, to, at) = (*from.get(&marks), *to.get(&marks), *at.get(&marks));
            let piece = text[from.min(to)..from.max(to)].to_owned();
            match how {
                0 => text.replace_range(from.min(to)..from.max(to), ""),
                1 => text.insert_str(at, &piece),
                _ => text.replace_range(at..at, "\""),
            }
        }
        if let Some(report) = plans.check_text(reference, &text, None) {
            let dossier: Dossier = read(text.as_bytes()).unwrap();
            prop_assert_eq!(report, plans.check(reference, &dossier, dossier.on));
        }
    }

    /// Answers of every sort, escaped and not, in any order, some of them twice.
    #[test]
    fn answers_are_read_alike(
        which in any::<Index>(),
        answers in prop::collection::vec((any::<Index>(), "\\PC{0,12}|[ \"\\\\\n/0-9a-zàệ]{0,12}|yes|no|03/05/2016"), 0..8),
    ) {
        let examples = examples();
        let (plans, reference, dossier) = which.get(&examples);
        let mut dossier = dossier.clone();
        for (at, answer) in answers {
            let forms: Vec<String> = dossier.forms.keys().cloned().collect();
            if forms.is_empty() {
                break;
            }
            let form = dossier.forms.get_mut(at.get(&forms)).unwrap();
            let fields: Vec<String> = form.keys().cloned().collect();
            form.insert(at.get(&fields).clone(), answer);
        }
        let text = serde_json::to_string(&dossier).unwrap();
        let long = plans.check(reference, &dossier, dossier.on);
        prop_assert_eq!(long.json().unwrap(), serde_json::to_string(&long).unwrap());
        let flat = plans.check_flat(reference, &laid_flat(plans, &dossier), None);
        prop_assert_eq!(flat.as_ref(), Some(&long));
        match plans.check_text(reference, &text, None) {
            Some(short) => prop_assert_eq!(short, long),
            None => prop_assert!(text.contains("\\u")),
        }
    }
}

#[test]
fn answers_laid_flat_have_the_same_report() {
    for (plans, reference, dossier) in examples() {
        let (flat, long) = (laid_flat(&plans, &dossier), plans.check(reference, &dossier, dossier.on));
        assert_eq!(plans.check_flat(reference, &flat, None), Some(long));
        let (less, _) = flat.rsplit_once(APART).unwrap();
        for wrong in [less, &format!("{flat}{APART}"), &flat.replacen("\"format\":1", "\"format\":2", 1)] {
            assert_eq!(plans.check_flat(reference, wrong, None), None);
        }
    }
    let (plans, ..) = examples().remove(0);
    assert_eq!(plans.layout("no-such-procedure"), None);
}

const APART: char = '\u{1f}';

/// A dossier written by the layout of its procedure.
fn laid_flat(plans: &Plans, dossier: &Dossier) -> String {
    let mut flat = serde_json::to_value(dossier).unwrap();
    ["facts", "forms", "lists"].iter().for_each(|part| drop(flat.as_object_mut().unwrap().remove(*part)));
    let mut flat = flat.to_string();
    let mut put = |piece: &str| flat.extend([&APART.to_string(), piece]);
    for (line, at) in plans.layout(&dossier.procedure).unwrap().lines().zip(0..) {
        let (name, fields) = line.split_once(' ').unwrap_or((line, ""));
        let fields = || fields.split(' ').filter(|field| !field.is_empty());
        let typed =
            |values: Option<&Values>, field| values.and_then(|values| values.get(field)).cloned().unwrap_or_default();
        match (name.strip_prefix('*'), at) {
            (Some(list), _) => match dossier.lists.get(list) {
                Some(list) => {
                    put(&format!("{}{}", list.rows.len(), if list.closed { "." } else { "" }));
                    for row in &list.rows {
                        put(&row.id);
                        fields().for_each(|field| put(&typed(Some(&row.values), field)));
                    }
                }
                None => put(""),
            },
            (None, 0) => fields().for_each(|field| put(&typed(Some(&dossier.facts), field))),
            (None, _) => fields().for_each(|field| put(&typed(dossier.forms.get(name), field))),
        }
    }
    flat
}

/// As many rounds as are asked for, else few.
fn rounds() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|count| count.parse().ok()).unwrap_or(300)
}

fn examples() -> Vec<(Plans<'static>, &'static PackRef, Dossier)> {
    let of = |(pack, reference): &'static (Pack, PackRef)| {
        let examples = cases::examples(reference).unwrap();
        examples.into_values().map(move |dossier| (Plans::of(pack), reference, dossier))
    };
    circular::packs().iter().flat_map(of).collect()
}
