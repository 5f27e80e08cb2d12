//! An article file: `[article]` with its heading, then one table a unit, named by the unit's number within the article.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::paper::{RawAsk, RawPaper, specs_mut};
use super::source::{self, one_or_many};
use super::step::{RawStep, lower_step};
use super::{CompileFault, Files};
use crate::cite::Cite;
use crate::day::Span;
use crate::law::{
    Article, AsAsk, Check, Condition, EachAsk, ListAsk, PaperAsk, PaperKind, PaperSpec, RowsAsk, Step, Unit, What,
};
use crate::map::Map;
use crate::text::Text;

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct RawUnit {
    vi: String,
    en: String,
    reading: Option<String>,
    in_force: Option<Span>,
    when: Option<Condition>,
    #[serde(default, deserialize_with = "one_or_many")]
    to: Vec<String>,
    #[serde(default)]
    each_place: bool,
    #[serde(default, deserialize_with = "one_or_many")]
    check: Vec<Check>,
    skip: Option<String>,
    #[serde(default, deserialize_with = "one_or_many")]
    form: Vec<String>,
    fields_of: Option<String>,
    issues: Option<String>,
    #[serde(default, rename = "as", deserialize_with = "one_or_many")]
    same_as: Vec<RawAs>,
    #[serde(default)]
    acts: Vec<String>,
    #[serde(default)]
    any_act: Vec<String>,
    paper: Option<String>,
    any_of: Option<Vec<RawPaper>>,
    all_of: Option<Vec<RawPaper>>,
    #[serde(default, deserialize_with = "one_or_many")]
    kind: Vec<PaperKind>,
    copies: Option<u32>,
    sets: Option<u32>,
    printed_from: Option<String>,
    states: Option<String>,
    list: Option<String>,
    #[serde(default)]
    rows: Vec<RowsAsk>,
    #[serde(default)]
    each: Vec<RawEach>,
    #[serde(default)]
    steps: Vec<RawStep>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct RawEach {
    when: Condition,
    #[serde(default)]
    acts: Vec<String>,
    #[serde(default)]
    any_act: Vec<String>,
    paper: Option<String>,
    any_of: Option<Vec<RawPaper>>,
    all_of: Option<Vec<RawPaper>>,
    #[serde(default, deserialize_with = "one_or_many")]
    kind: Vec<PaperKind>,
    copies: Option<u32>,
    sets: Option<u32>,
}

/// A unit by its number, or with a condition.
#[derive(Deserialize)]
#[serde(untagged)]
enum RawAs {
    Unit(Cite),
    When(AsAsk),
}

/// The encoded articles, in order, each with its units in the order of the file.
pub(super) fn read_all(files: &Files) -> Result<Vec<Article>, Vec<CompileFault>> {
    let mut articles = Vec::new();
    let mut found = Vec::new();
    for (name, number) in files.keys().filter_map(|name| Some((name, number_of(name)?))) {
        match read(files, name, number) {
            Ok(article) => articles.push(article),
            Err(faults) => found.extend(faults),
        }
    }
    if found.is_empty() { Ok(articles) } else { Err(found) }
}

/// `art-02.toml` is Article 2.
pub(super) fn number_of(name: &str) -> Option<u16> {
    let number = name.strip_prefix("art-")?.strip_suffix(".toml")?.parse().ok()?;
    (file_of(number) == name).then_some(number)
}

/// The file of an article.
pub(super) fn file_of(number: u16) -> String {
    format!("art-{number:02}.toml")
}

fn read(files: &Files, file: &str, number: u16) -> Result<Article, Vec<CompileFault>> {
    let mut tables = source::tables(files, file)?;
    let mut found = Vec::new();
    let label = tables.remove("article").ok_or_else(|| CompileFault::new(file, "article", "the table is missing"));
    let label: Option<Text> =
        label.and_then(|value| source::table(value, file, "article")).map_err(|fault| found.push(fault)).ok();
    let mut units = Vec::new();
    let mut sets = BTreeMap::new();
    for (key, value) in tables {
        match unit(file, number, &key, value) {
            Ok((unit, unit_sets)) => {
                sets.extend(unit_sets.map(|sets| (unit.cite, sets)));
                units.push(unit);
            }
            Err(fault) => found.push(fault),
        }
    }
    found.extend(inherit_sets(file, &mut units, &sets));
    match label {
        Some(label) if found.is_empty() => Ok(Article { number, label, encoded: true, units }),
        _ => Err(found),
    }
}

fn unit(file: &str, number: u16, key: &str, value: toml::Value) -> Result<(Unit, Option<u32>), CompileFault> {
    let cite: Cite = format!("{number}/{key}").parse().map_err(|error| {
        CompileFault::new(file, key, format!("a table is named by the number of its unit within the article: {error}"))
    })?;
    let raw: RawUnit = source::table(value, file, &cite.to_string())?;
    let sets = raw.sets;
    lower(raw, cite).map(|unit| (unit, sets)).map_err(|what| CompileFault::new(file, cite, what))
}

fn lower(raw: RawUnit, cite: Cite) -> Result<Unit, String> {
    let acts = evidence(raw.acts, raw.any_act, raw.copies)?;
    let papers = RawAsk {
        paper: raw.paper,
        any_of: raw.any_of,
        all_of: raw.all_of,
        kind: raw.kind,
        copies: raw.copies.filter(|_| acts.is_none()),
        printed_from: raw.printed_from,
        states: raw.states,
    };
    let each: Vec<EachAsk> = raw.each.into_iter().map(lower_each).collect::<Result<_, _>>()?;
    let list = match raw.list {
        None if !raw.rows.is_empty() => return Err("`rows` speaks of a list, but none is named".into()),
        None => (!each.is_empty()).then_some(What::ByCase(each)),
        Some(list) => Some(What::List(ListAsk { list, rows: raw.rows, each })),
    };
    let steps: Vec<Step> = raw.steps.into_iter().map(lower_step).collect::<Result<_, _>>()?;
    let borrows: Vec<AsAsk> = raw.same_as.into_iter().map(lower_as).collect();
    let asks = [
        raw.skip.map(What::Skip),
        (!raw.form.is_empty()).then_some(What::Form(raw.form)),
        raw.fields_of.map(What::FieldsOf),
        papers.lower()?.map(What::Papers),
        list,
        raw.issues.map(What::Issues),
        acts.map(What::Papers),
    ];
    let mut asks = asks.into_iter().flatten();
    let what = asks.next().unwrap_or(What::Holds);
    if asks.next().is_some() {
        return Err(
            "asks in two ways at once: write one of `skip`, `form`, `fields-of`, papers, `each`, `list`, `acts`, `any-act` and `issues`".into()
        );
    }
    Ok(Unit {
        cite,
        label: Text::new(raw.vi, raw.en),
        reading: raw.reading,
        in_force: raw.in_force,
        when: raw.when,
        to: raw.to,
        each_place: raw.each_place,
        what,
        borrows,
        steps,
        checks: raw.check,
    })
}

fn lower_each(raw: RawEach) -> Result<EachAsk, String> {
    let acts = evidence(raw.acts, raw.any_act, raw.copies)?;
    let ask = RawAsk {
        paper: raw.paper,
        any_of: raw.any_of,
        all_of: raw.all_of,
        kind: raw.kind,
        copies: raw.copies.filter(|_| acts.is_none()),
        ..RawAsk::default()
    };
    let mut papers = ask.lower()?.or(acts).ok_or("an entry of `each` names no paper and no act")?;
    for spec in specs_mut(&mut papers) {
        spec.sets = spec.sets.or(raw.sets);
    }
    Ok(EachAsk { when: raw.when, papers })
}

fn lower_as(raw: RawAs) -> AsAsk {
    match raw {
        RawAs::Unit(unit) => AsAsk { unit, when: None, papers: Map::new() },
        RawAs::When(ask) => ask,
    }
}

/// The evidence of acts beside the filing, of all of them or of any one; `copies` is how many of each.
fn evidence(acts: Vec<String>, any: Vec<String>, copies: Option<u32>) -> Result<Option<PaperAsk>, String> {
    let shown = |act: String| PaperSpec {
        paper: act,
        kinds: Vec::new(),
        copies,
        sets: None,
        printed_from: None,
        states: None,
        beside: true,
    };
    let specs = |acts: Vec<String>| acts.into_iter().map(shown).collect::<Vec<_>>();
    match (acts.is_empty(), any.is_empty()) {
        (true, true) => Ok(None),
        (false, true) => Ok(Some(PaperAsk::AllOf(specs(acts)))),
        (true, false) => Ok(Some(PaperAsk::AnyOf(specs(any)))),
        (false, false) => Err("write one of `acts` and `any-act`".into()),
    }
}

/// `sets` on a unit holds for its own papers and for those of the units under it that name none.
fn inherit_sets(file: &str, units: &mut [Unit], sets: &BTreeMap<Cite, u32>) -> Vec<CompileFault> {
    let mut used = Vec::new();
    for unit in units {
        let cite = unit.cite;
        let above = std::iter::successors(Some(cite), Cite::parent).find_map(|cite| Some((cite, *sets.get(&cite)?)));
        let Some((from, count)) = above else { continue };
        for spec in specs_of(&mut unit.what) {
            used.push(from);
            spec.sets = spec.sets.or(Some(count));
        }
    }
    let unused = sets.keys().filter(|cite| !used.contains(cite));
    unused
        .map(|cite| CompileFault::new(file, cite, "names `sets`, but asks for no paper, nor does a unit under it"))
        .collect()
}

fn specs_of(what: &mut What) -> Vec<&mut PaperSpec> {
    match what {
        What::Papers(ask) => specs_mut(ask).iter_mut().collect(),
        What::ByCase(each) => each.iter_mut().flat_map(|each| specs_mut(&mut each.papers)).collect(),
        What::List(ask) => ask.each.iter_mut().flat_map(|each| specs_mut(&mut each.papers)).collect(),
        _ => Vec::new(),
    }
}
