//! A dossier in hand, judged again only as far as each change reaches, stands at every moment as one checked afresh.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    dead_code,
    reason = "the helpers of a test stop it where they are"
)]

mod drafts;

use hoso_core::dossier::{Dossier, Live, Plans, Row, Touched, Values};
use hoso_core::law::{FieldKind, Form, Pack, PackRef};
use hoso_core::report::Finding;
use proptest::prelude::*;
use proptest::sample::Index;

proptest! {
    #![proptest_config(ProptestConfig { cases: rounds(), ..ProptestConfig::default() })]

    #[test]
    fn a_dossier_in_hand_stands_as_one_checked_afresh(
        dossier in drafts::dossiers(),
        steps in prop::collection::vec((any::<Index>(), any::<Index>(), any::<Index>(), any::<bool>()), 1..12),
    ) {
        let (pack, reference) = drafts::law(&dossier);
        let plans = Plans::of(pack);
        let mut live = Live::of(&plans, reference, dossier);
        same(&live, &plans, reference)?;
        for (sort, place, value, back) in steps {
            let before = live.dossier().clone();
            let there = numbers(&live);
            change(&mut live, pack, sort, place, value);
            told(&live, &there)?;
            same(&live, &plans, reference)?;
            if back {
                let there = numbers(&live);
                let change = between(live.dossier(), &before);
                *live.change() = before;
                match &change {
                    Some((form, field)) if *form == pack.facts.id => live.judge(Touched::Fact(field)),
                    Some((form, field)) => live.judge(Touched::Field(form, field)),
                    None => live.judge(Touched::Whole),
                };
                told(&live, &there)?;
                same(&live, &plans, reference)?;
            }
        }
    }
}

fn rounds() -> u32 {
    if std::env::var_os("HOSO_LONG").is_some() { 20_000 } else { 300 }
}

/// Findings and verdict are those of a check made afresh.
fn same(live: &Live, plans: &Plans, reference: &PackRef) -> Result<(), TestCaseError> {
    let report = plans.check(reference, live.dossier(), live.dossier().on);
    let findings: Vec<&Finding> = live.findings().map(|number| live.finding(number).unwrap()).collect();
    prop_assert_eq!(findings, report.findings.iter().collect::<Vec<_>>());
    prop_assert_eq!(live.verdict(), report.verdict);
    Ok(())
}

fn numbers(live: &Live) -> Vec<u32> {
    live.findings().collect()
}

/// What a change is said to have done is what it did.
fn told(live: &Live, before: &[u32]) -> Result<(), TestCaseError> {
    let sorted = |mut numbers: Vec<u32>| {
        numbers.sort_unstable();
        numbers
    };
    let now = numbers(live);
    let added = now.iter().filter(|number| !before.contains(number)).copied().collect();
    let removed = before.iter().filter(|number| !now.contains(number)).copied().collect();
    prop_assert_eq!(sorted(live.difference().added.clone()), sorted(added));
    prop_assert_eq!(sorted(live.difference().removed.clone()), sorted(removed));
    Ok(())
}

/// The one field outside of lists in which two dossiers differ, if that is all.
fn between(one: &Dossier, other: &Dossier) -> Option<(String, String)> {
    let field = |a: &Values, b: &Values| {
        let ids: Vec<&String> = a.keys().chain(b.keys()).filter(|id| a.get(*id) != b.get(*id)).collect();
        ids.first().filter(|first| ids.iter().all(|id| id == *first)).map(|id| (*id).clone())
    };
    let facts = Dossier { facts: other.facts.clone(), ..one.clone() };
    if facts == *other {
        return Some(("facts".to_owned(), field(&one.facts, &other.facts)?));
    }
    let forms = Dossier { forms: other.forms.clone(), ..one.clone() };
    let form = one.forms.keys().find(|form| one.forms.get(*form) != other.forms.get(*form))?;
    (forms == *other).then_some(())?;
    Some((form.clone(), field(one.forms.get(form)?, other.forms.get(form)?)?))
}

/// Makes some change or other and has it judged.
fn change(live: &mut Live, pack: &Pack, sort: Index, place: Index, value: Index) {
    let dossier = live.change();
    match sort.index(12) {
        0..=3 => {
            let field = place.get(&fields(&pack.facts)).clone();
            put(&mut dossier.facts, &pack.facts, &field, value);
            live.judge(Touched::Fact(&field));
        }
        4..=6 => {
            let forms: Vec<&Form> = pack.forms.iter().filter(|form| dossier.forms.contains_key(&form.id)).collect();
            let Some((form, field)) = pick(&forms, place) else { return nothing(live) };
            put(dossier.forms.entry(form.id.clone()).or_default(), form, &field, value);
            live.judge(Touched::Field(&form.id, &field));
        }
        7 | 8 => {
            let filled = |form: &&Form| dossier.lists.get(&form.id).is_some_and(|list| !list.rows.is_empty());
            let lists: Vec<&Form> = pack.forms.iter().filter(filled).collect();
            let Some((form, field)) = pick(&lists, place) else { return nothing(live) };
            let rows = &mut dossier.lists.get_mut(&form.id).unwrap().rows;
            let at = value.index(rows.len());
            put(&mut rows[at].values, form, &field, value);
            let row = rows[at].id.clone();
            live.judge(Touched::Cell(&form.id, &row, &field));
        }
        9 => {
            let slots: Vec<_> = dossier.papers.keys().cloned().collect();
            if slots.is_empty() {
                return nothing(live);
            }
            let slot = place.get(&slots).clone();
            let papers = dossier.papers.get_mut(&slot).unwrap();
            match (value.index(4), papers.first_mut()) {
                (0, Some(paper)) => paper.kind = None,
                (1, Some(paper)) => paper.file = None,
                (2, Some(paper)) => "0".clone_into(&mut paper.copies),
                _ => papers.clear(),
            }
            live.judge(Touched::Papers(slot.cite));
        }
        10 => {
            let lists: Vec<&String> = dossier.lists.keys().collect();
            if lists.is_empty() {
                return nothing(live);
            }
            let list = (*place.get(&lists)).clone();
            let list = dossier.lists.get_mut(&list).unwrap();
            match value.index(3) {
                0 => list.closed = !list.closed,
                1 => drop(list.rows.pop()),
                _ => list.rows.push(Row { id: format!("r{}", 90 + list.rows.len()), values: Values::new() }),
            }
            live.judge(Touched::Whole);
        }
        _ => {
            match value.index(3) {
                0 => dossier.closed = !dossier.closed,
                1 => dossier.on = dossier.on.next(),
                _ => dossier.recipient = "doit/01".into(),
            }
            live.judge(Touched::Whole);
        }
    }
}

/// There is nothing of the sort to change.
fn nothing(live: &mut Live) {
    live.judge(Touched::Whole);
}

fn pick<'a>(forms: &[&'a Form], place: Index) -> Option<(&'a Form, String)> {
    let all: Vec<(&Form, String)> =
        forms.iter().flat_map(|form| fields(form).into_iter().map(move |field| (*form, field))).collect();
    (!all.is_empty()).then(|| place.get(&all).clone())
}

/// Its fields, and one that it does not have.
fn fields(form: &Form) -> Vec<String> {
    form.fields().map(|field| field.id.clone()).chain(["no-such-field".to_owned()]).collect()
}

fn put(values: &mut Values, form: &Form, field: &str, value: Index) {
    let mut offered: Vec<String> =
        ["", "yes", "no", "3", "03/05/2016", "1/1/1900", "x@y.vn", "0100109106", "?"].map(str::to_owned).into();
    if let Some(FieldKind::Choice(choices)) = form.field(field).map(|field| &field.kind) {
        offered = choices.iter().map(|choice| choice.value.clone()).chain(["?".to_owned()]).collect();
    }
    match value.index(offered.len() + 1) {
        at if at < offered.len() => drop(values.insert(field.to_owned(), offered[at].clone())),
        _ => drop(values.remove(field)),
    }
}
