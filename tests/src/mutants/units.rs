//! Changes to what units ask: duties, conditions, papers, kinds, counts, rows, checks, steps and terms.

use hoso_core::cite::Cite;
use hoso_core::day::{Term, TermUnit};
use hoso_core::law::{
    AsAsk, EachAsk, Earliest, ListAsk, Pack, PaperAsk, PaperKind, PaperSpec, RowsAsk, Step, Timing, Unit, What,
};

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
            of_unit(unit, is_reached(pack, cite), &mut change);
        }
    }
}

type Change<'a> = dyn FnMut(&str, &dyn Fn(&mut Unit)) + 'a;

/// Whether a unit is part of some dossier: what is not asks nothing of a filer, except for the steps that it sets.
pub fn is_reached(pack: &Pack, cite: Cite) -> bool {
    pack.dossiers.iter().any(|kind| {
        let held = |cite: Cite| kind.holds.iter().any(|held| cite.within(held));
        let mut borrowed = pack.units().filter(|unit| held(unit.cite)).flat_map(|unit| &unit.borrows);
        held(cite) || borrowed.any(|ask| cite.within(&ask.unit))
    }) || matches!(pack.unit(cite).map(|unit| &unit.what), Some(What::FieldsOf(_)))
}

fn of_unit(unit: &Unit, reached: bool, change: &mut Change) {
    of_steps(&unit.steps, &mut |what, other| change(what, &|unit| unit.steps = other.to_vec()));
    if !reached {
        return;
    }
    if !matches!(unit.what, What::Holds | What::Skip(_)) {
        change("duty dropped", &|unit| unit.what = What::Skip("authority".into()));
        // What is found about a form rests on its fields, so a reading on the unit is for readers of the law alone.
        if !matches!(unit.what, What::Form(_)) || unit.when.is_some() || !unit.checks.is_empty() {
            change("reading dropped", &|unit| unit.reading = None);
        }
    }
    of_as(&unit.borrows, &mut |what, other| change(what, &|unit| unit.borrows = other.to_vec()));
    if let Some(when) = &unit.when {
        for (what, other) in conditions(when) {
            change(what, &|unit| unit.when.clone_from(&other));
        }
    }
    if !unit.to.is_empty() {
        change("asked of every recipient", &|unit| unit.to.clear());
    }
    if unit.each_place {
        change("told once for all places", &|unit| unit.each_place = false);
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
        What::ByCase(each) => {
            of_each(each, &mut |what, other| change(what, &|unit| unit.what = What::ByCase(other.to_vec())))
        }
        What::List(ask) => of_list(ask, &mut |what, other| change(what, &|unit| unit.what = What::List(other.clone()))),
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
    of_each(&ask.each, &mut |what, each| change(what, &ListAsk { each: each.to_vec(), ..ask.clone() }));
}

fn of_as(asks: &[AsAsk], change: &mut dyn FnMut(&str, &[AsAsk])) {
    for (at, ask) in asks.iter().enumerate() {
        change(&format!("not as {}", ask.unit), &changed(asks, at, None));
        for (what, when) in ask.when.iter().flat_map(conditions) {
            let other = AsAsk { when, ..ask.clone() };
            change(&format!("as {}: {what}", ask.unit), &changed(asks, at, Some(other)));
        }
        for (paper, when) in &ask.papers {
            for (what, other) in conditions(when) {
                let mut papers = ask.papers.clone();
                match other {
                    Some(when) => drop(papers.insert(paper.clone(), when)),
                    None => drop(papers.remove(paper)),
                }
                let other = AsAsk { papers, ..ask.clone() };
                change(&format!("as {}, {paper}: {what}", ask.unit), &changed(asks, at, Some(other)));
            }
        }
    }
}

fn of_each(all: &[EachAsk], change: &mut dyn FnMut(&str, &[EachAsk])) {
    for (at, each) in all.iter().enumerate() {
        let mut with = |what: &str, other: Option<EachAsk>| change(what, &changed(all, at, other));
        with("papers of this case not asked", None);
        for (what, when) in conditions(&each.when).into_iter().filter_map(|(what, when)| Some((what, when?))) {
            with(&format!("papers by case: {what}"), Some(EachAsk { when, ..each.clone() }));
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
        with("from another event", Some(Step { from: Some("another".into()), ..step.clone() }));
        with("brings nothing", Some(Step { brings: Vec::new(), ..step.clone() }));
        with("reading dropped", Some(Step { reading: None, ..step.clone() }));
        with("lapse another", Some(Step { lapse: Some("another".into()), ..step.clone() }));
        with("lapse dropped", Some(Step { lapse: None, ..step.clone() }));
        with("no day to keep to", Some(Step { day: None, ..step.clone() }));
        for earliest in step.earliest.iter().flat_map(other_earliest) {
            with("another earliest day", Some(Step { earliest, ..step.clone() }));
        }
        for missed in step.missed.iter().flat_map(|_| [None, Some("R-00".to_owned())]) {
            with("missed otherwise", Some(Step { missed, ..step.clone() }));
        }
        for (what, when) in step.when.iter().flat_map(conditions) {
            with(what, Some(Step { when, ..step.clone() }));
        }
        for time in other_times(step.time.as_ref()) {
            with("another time", Some(Step { time, ..step.clone() }));
        }
    }
}

/// No earliest day, one a day later, and one by another reading.
fn other_earliest(earliest: &Earliest) -> [Option<Earliest>; 3] {
    let later = Earliest { day: earliest.day.next(), ..earliest.clone() };
    [None, Some(later), Some(Earliest { reading: "R-00".into(), ..earliest.clone() })]
}

pub(super) fn other_times(time: Option<&Timing>) -> Vec<Option<Timing>> {
    let (term, make): (Term, fn(Term) -> Timing) = match time {
        None => return vec![Some(Timing::Within(Term { count: 5, unit: TermUnit::WorkingDays }))],
        Some(Timing::Within(term)) => (*term, Timing::Within),
        Some(Timing::Lasts(term)) => (*term, Timing::Lasts),
        Some(Timing::Ahead(term)) => (*term, Timing::Ahead),
        Some(Timing::NotBefore(term)) => (*term, Timing::NotBefore),
        Some(Timing::By(days)) => {
            let less = (0..days.len()).map(|lost| Some(Timing::By(changed(days, lost, None))));
            return less.chain([None]).collect();
        }
        Some(Timing::Until(day)) => return vec![Some(Timing::Until(day.next())), None],
    };
    let Term { count, unit } = term;
    let units = [TermUnit::WorkingDays, TermUnit::Days, TermUnit::Months, TermUnit::Years]
        .into_iter()
        // None of one unit is none of another.
        .filter(|other| *other != unit && count > 0);
    let others = units.map(|unit| Some(make(Term { count, unit })));
    let counts = std::iter::once(count + 1).chain(count.checked_sub(1));
    let counts = counts.map(|count| Some(make(Term { count, unit })));
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
