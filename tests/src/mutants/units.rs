//! Changes to what units ask: duties, conditions, papers, kinds, counts, rows, checks, steps and terms.

use hoso_core::day::{Term, TermUnit};
use hoso_core::law::{EachAsk, ListAsk, Pack, PaperAsk, PaperKind, PaperSpec, RowsAsk, Step, Unit, What};

use super::Mutate;
use super::alter::{checks, conditions};

/// Every change to every unit.
pub fn units(pack: &Pack, mutate: &mut Mutate) {
    for (article_at, article) in pack.articles.iter().enumerate() {
        for (at, unit) in article.units.iter().enumerate() {
            let cite = unit.cite;
            let mut change = |what: &str, change: &dyn Fn(&mut Unit)| {
                let of = |pack: &mut Pack| {
                    let unit = pack.articles.get_mut(article_at).and_then(|article| article.units.get_mut(at));
                    unit.into_iter().for_each(change);
                };
                mutate(format!("{cite}: {what}"), &of);
            };
            of_unit(unit, &mut change);
        }
    }
}

type Change<'a> = dyn FnMut(&str, &dyn Fn(&mut Unit)) + 'a;

fn of_unit(unit: &Unit, change: &mut Change) {
    if !matches!(unit.what, What::Holds | What::Skip(_)) {
        change("duty dropped", &|unit| unit.what = What::Skip("authority".into()));
        change("reading dropped", &|unit| unit.reading = None);
    }
    if let Some(when) = &unit.when {
        for (what, other) in conditions(when) {
            change(what, &|unit| unit.when.clone_from(&other));
        }
    }
    for (at, check) in unit.checks.iter().enumerate() {
        for (what, other) in checks(check) {
            change(&what, &|unit| replace(&mut unit.checks, at, other.clone()));
        }
    }
    match &unit.what {
        What::Papers(ask) => {
            of_papers(ask, &mut |what, other| change(what, &|unit| unit.what = What::Papers(other.clone())))
        }
        What::List(ask) => of_list(ask, &mut |what, other| change(what, &|unit| unit.what = What::List(other.clone()))),
        What::Steps(steps) => {
            of_steps(steps, &mut |what, other| change(what, &|unit| unit.what = What::Steps(other.to_vec())))
        }
        _ => {}
    }
}

fn of_papers(ask: &PaperAsk, change: &mut dyn FnMut(&str, &PaperAsk)) {
    let specs = ask.specs();
    let any = matches!(ask, PaperAsk::AnyOf(_));
    let make = |specs: Vec<PaperSpec>| if any { PaperAsk::AnyOf(specs) } else { PaperAsk::AllOf(specs) };
    if specs.len() > 1 {
        change(
            if any { "any-of becomes all-of" } else { "all-of becomes any-of" },
            &if any { PaperAsk::AllOf(specs.to_vec()) } else { PaperAsk::AnyOf(specs.to_vec()) },
        );
        for lost in 0..specs.len() {
            change("paper lost", &make(changed(specs, lost, None)));
        }
    }
    for (at, spec) in specs.iter().enumerate() {
        for (what, other) in of_spec(spec) {
            change(&format!("{}: {what}", spec.paper), &make(changed(specs, at, Some(other))));
        }
    }
}

fn of_spec(spec: &PaperSpec) -> Vec<(&'static str, PaperSpec)> {
    let mut others = Vec::new();
    for kind in PaperKind::ALL {
        let mut kinds = spec.kinds.clone();
        if kinds.contains(&kind) {
            kinds.retain(|known| *known != kind);
            others.push(("kind lost", PaperSpec { kinds, ..spec.clone() }));
        } else {
            kinds.push(kind);
            others.push(("kind too many", PaperSpec { kinds, ..spec.clone() }));
        }
    }
    for copies in other_counts(spec.copies) {
        others.push(("another number of copies", PaperSpec { copies, ..spec.clone() }));
    }
    for sets in other_counts(spec.sets) {
        others.push(("another number of sets", PaperSpec { sets, ..spec.clone() }));
    }
    others.push(("not printed from its list", PaperSpec { printed_from: None, ..spec.clone() }));
    others.push(("need not state anything", PaperSpec { states: None, ..spec.clone() }));
    others.retain(|(_, other)| other != spec);
    others
}

fn other_counts(count: Option<u32>) -> Vec<Option<u32>> {
    match count {
        None => vec![Some(2)],
        Some(count) => vec![None, Some(count + 1), Some(count - 1)],
    }
}

fn of_list(ask: &ListAsk, change: &mut dyn FnMut(&str, &ListAsk)) {
    for (at, rows) in ask.rows.iter().enumerate() {
        let mut with = |what: &str, other: Option<RowsAsk>| {
            change(what, &ListAsk { rows: changed(&ask.rows, at, other), ..ask.clone() })
        };
        with("rows not asked", None);
        with("one row more asked", Some(RowsAsk { at_least: rows.at_least + 1, ..rows.clone() }));
        for (what, matching) in rows.matching.iter().flat_map(conditions) {
            with(&format!("rows counted: {what}"), Some(RowsAsk { matching, ..rows.clone() }));
        }
        for (what, when) in rows.when.iter().flat_map(conditions) {
            with(&format!("rows asked: {what}"), Some(RowsAsk { when, ..rows.clone() }));
        }
    }
    for (at, each) in ask.each.iter().enumerate() {
        let mut with = |what: &str, other: Option<EachAsk>| {
            change(what, &ListAsk { each: changed(&ask.each, at, other), ..ask.clone() })
        };
        with("papers of these rows not asked", None);
        for (what, when) in conditions(&each.when).into_iter().filter_map(|(what, when)| Some((what, when?))) {
            with(&format!("papers of rows: {what}"), Some(EachAsk { when, ..each.clone() }));
        }
        of_papers(&each.papers, &mut |what, papers| {
            with(what, Some(EachAsk { papers: papers.clone(), ..each.clone() }))
        });
    }
}

fn of_steps(steps: &[Step], change: &mut dyn FnMut(&str, &[Step])) {
    for (at, step) in steps.iter().enumerate() {
        let mut with =
            |what: &str, other: Option<Step>| change(&format!("step {}: {what}", at + 1), &changed(steps, at, other));
        with("dropped", None);
        with("by another", Some(Step { who: "another".into(), ..step.clone() }));
        with("from another event", Some(Step { from: "another".into(), ..step.clone() }));
        with("brings nothing", Some(Step { brings: Vec::new(), ..step.clone() }));
        with("reading dropped", Some(Step { reading: None, ..step.clone() }));
        with("lapse another", Some(Step { lapse: Some("another".into()), ..step.clone() }));
        with("lapse dropped", Some(Step { lapse: None, ..step.clone() }));
        for term in other_terms(step.term) {
            with("another term", Some(Step { term, ..step.clone() }));
        }
    }
}

fn other_terms(term: Option<Term>) -> Vec<Option<Term>> {
    let Some(Term { count, unit }) = term else { return vec![Some(Term { count: 5, unit: TermUnit::WorkingDays })] };
    let units = [TermUnit::WorkingDays, TermUnit::Days, TermUnit::Months].into_iter().filter(|other| *other != unit);
    let others = units.map(|unit| Some(Term { count, unit }));
    let counts = [count + 1, count - 1].map(|count| Some(Term { count, unit }));
    others.chain(counts).chain([None]).collect()
}

/// The list with one item in another way, or without it.
fn changed<T: Clone>(list: &[T], at: usize, other: Option<T>) -> Vec<T> {
    let mut list = list.to_vec();
    replace(&mut list, at, other);
    list
}

fn replace<T>(list: &mut Vec<T>, at: usize, other: Option<T>) {
    list.splice(at..=at, other);
}
