//! `--coverage`: how much of each law is encoded, and how much of that is told.

use anyhow::{Result, anyhow, bail};
use hoso_core::cite::Cite;
use hoso_core::day::Calendar;
use hoso_core::json::{canonical, sha256_hex};
use hoso_core::law::{FieldBasis, Pack, PackRef, What, held};
use hoso_tests::cases;
use hoso_tests::told::{unreached, untold};
use serde::Serialize;

use super::files::{LawFiles, Shelf};

/// What there is of one law.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Coverage {
    law: String,
    partial: bool,
    articles: usize,
    articles_encoded: usize,
    units: usize,
    /// Units that ask something of a filer.
    duties: usize,
    /// Units that ask nothing, for a reason named.
    skipped: usize,
    conditions: usize,
    /// Steps of procedures, and those of them with a time.
    steps: usize,
    terms: usize,
    dossiers: usize,
    forms: usize,
    lists: usize,
    fields: usize,
    fields_by_law: usize,
    fields_by_house: usize,
    readings: usize,
    cases: usize,
    term_rows: usize,
    /// Units of the outline, in articles encoded, that no table encodes.
    uncovered: Vec<String>,
    /// Units that ask something, and forms, to which no dossier leads.
    unreached: Vec<String>,
    /// Duties, conditions, acts and terms that no case tells both ways.
    untold: Vec<String>,
}

/// Prints the counts of every law; fails where a law asks something to which no dossier leads.
pub fn print(shelf: &Shelf, json: bool) -> Result<()> {
    let calendar = held::calendar()?;
    let all = shelf.laws()?.iter().map(|law| of(law, &calendar)).collect::<Result<Vec<Coverage>>>()?;
    if json {
        println!("{}", serde_json::to_string_pretty(&all)?);
    } else {
        all.iter().for_each(print_one);
    }
    if all.iter().any(|one| !one.unreached.is_empty()) {
        bail!("what asks something is held by a dossier, or handles one: see `holds` and `procedure` in pack.toml");
    }
    Ok(())
}

fn print_one(one: &Coverage) {
    let partial = if one.partial { " (partial)" } else { "" };
    println!("{}{partial}", one.law);
    println!("  articles   {} of {} encoded", one.articles_encoded, one.articles);
    println!(
        "  units      {}: {} duties, {} skipped with a reason, {} conditions",
        one.units, one.duties, one.skipped, one.conditions
    );
    println!("  procedure  {} steps, {} terms", one.steps, one.terms);
    println!("  dossiers   {}", one.dossiers);
    println!("  forms      {}, and {} lists", one.forms, one.lists);
    println!(
        "  fields     {}: {} named by the law, {} by a house rule",
        one.fields, one.fields_by_law, one.fields_by_house
    );
    println!("  readings   {}", one.readings);
    println!("  told       {} cases, {} rows of terms", one.cases, one.term_rows);
    for (what, list) in [("uncovered", &one.uncovered), ("unreached", &one.unreached), ("untold", &one.untold)] {
        let list = if list.is_empty() { "none".to_owned() } else { list.join("; ") };
        println!("  {what:9}  {list}");
    }
}

fn of(files: &LawFiles, calendar: &Calendar) -> Result<Coverage> {
    let pack = files.compile()?;
    let reference = PackRef { id: pack.id.clone(), version: sha256_hex(&canonical(&pack)?) };
    let told = cases::all(&reference).map_err(|what| anyhow!(what))?;
    let rows = cases::terms(&pack.id).map_err(|what| anyhow!(what))?;
    let units: Vec<_> = pack.units().collect();
    let steps = || units.iter().flat_map(|unit| &unit.steps);
    let fields = || pack.forms.iter().chain([&pack.facts]).flat_map(|form| form.fields());
    let asks = |what: &What| !matches!(what, What::Holds | What::Skip(_));
    Ok(Coverage {
        partial: pack.partial,
        articles: pack.articles.len(),
        articles_encoded: pack.articles.iter().filter(|article| article.encoded).count(),
        units: units.len(),
        duties: units.iter().filter(|unit| asks(&unit.what)).count(),
        skipped: units.iter().filter(|unit| matches!(unit.what, What::Skip(_))).count(),
        conditions: units.iter().filter(|unit| unit.when.is_some()).count(),
        steps: steps().count(),
        terms: steps().filter(|step| step.time.is_some()).count(),
        dossiers: pack.dossiers.len(),
        forms: pack.forms.iter().filter(|form| !form.list).count(),
        lists: pack.forms.iter().filter(|form| form.list).count(),
        fields: fields().count(),
        fields_by_law: fields().filter(|field| matches!(field.basis, FieldBasis::Cite(_))).count(),
        fields_by_house: fields().filter(|field| matches!(field.basis, FieldBasis::House(_))).count(),
        readings: pack.readings.len(),
        cases: told.len(),
        term_rows: rows.len(),
        uncovered: uncovered(files, &pack)?,
        unreached: unreached(&pack),
        untold: untold(&pack, &reference, calendar).map_err(|what| anyhow!(what))?,
        law: pack.id,
    })
}

/// Units of the outline that stand in an encoded article and in no table of it.
fn uncovered(files: &LawFiles, pack: &Pack) -> Result<Vec<String>> {
    let files = files.read()?;
    let outline = files.get("outline.txt").map(String::as_str).unwrap_or_default();
    let cites = outline.lines().filter_map(|line| line.parse::<Cite>().ok());
    let encoded = |cite: &Cite| pack.articles.iter().any(|article| article.encoded && article.number == cite.article);
    Ok(cites.filter(encoded).filter(|cite| pack.label(*cite).is_none()).map(|cite| cite.to_string()).collect())
}
