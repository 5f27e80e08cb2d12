//! Reading cases from Markdown.

use std::collections::BTreeMap;

use hoso_core::dossier::{Dossier, Earlier, FileRef, Local, Paper, Values};
use hoso_core::draft::Filing;
use hoso_core::json::{canonical, sha256_hex};
use hoso_core::law::PaperKind;
use hoso_core::report::Slot;

use super::{Case, Expected};

/// The example that a case starts from where it names none.
const FIRST: &str = "grant";

/// Reads one file; the first case of each example tells every duty, the others what differs.
pub fn file(file: &str, text: &str, examples: &BTreeMap<String, Dossier>, cases: &mut Vec<Case>) -> Result<(), String> {
    let mut heading = "";
    let mut lines = text.lines().enumerate();
    while let Some((_, line)) = lines.next() {
        if let Some(title) = line.strip_prefix("## ") {
            heading = title.trim();
        }
        if line.trim_end() != "```case" {
            continue;
        }
        let block: Vec<(usize, &str)> = lines
            .by_ref()
            .take_while(|(_, line)| line.trim_end() != "```")
            .map(|(at, line)| (at, line.split(" # ").next().unwrap_or(line).trim()))
            .collect();
        let of = block.iter().find_map(|(_, words)| words.strip_prefix("of ")).unwrap_or(FIRST);
        let example = examples.get(of).ok_or_else(|| format!("{file}: {heading}: there is no example `{of}`"))?;
        let first = cases.iter().find(|case| case.of == of);
        let mut case = Case {
            name: format!("{file}: {heading}"),
            of: of.to_owned(),
            dossier: Dossier { closed: true, ..example.clone() },
            filing: Filing::default(),
            expected: Expected {
                duties: first.map(|first| first.expected.duties.clone()).unwrap_or_default(),
                ..Expected::default()
            },
        };
        for (at, words) in block {
            if !words.is_empty() && !words.starts_with("of ") {
                apply(&mut case, words, examples)
                    .map_err(|what| format!("{file}, line {}: `{words}`: {what}", at + 1))?;
            }
        }
        if case.expected.verdict.is_empty() || cases.iter().any(|other| other.name == case.name) {
            return Err(format!("{}: tells no verdict, or stands twice", case.name));
        }
        cases.push(case);
    }
    Ok(())
}

fn apply(case: &mut Case, line: &str, examples: &BTreeMap<String, Dossier>) -> Result<(), String> {
    let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
    let dossier = &mut case.dossier;
    match word {
        "draft" => dossier.closed = false,
        "empty" => {
            *dossier = Dossier {
                facts: Values::new(),
                forms: [].into(),
                lists: [].into(),
                papers: [].into(),
                ..dossier.clone()
            };
        }
        "earlier" => {
            let earlier = examples.get(rest).ok_or("there is no such example")?;
            build_on(dossier, Dossier { closed: true, ..earlier.clone() })?;
        }
        "set" | "clear" if rest.starts_with("earlier/") => {
            let earlier = dossier.earlier.take().and_then(|earlier| earlier.dossier);
            let mut of_earlier = Case { dossier: *earlier.ok_or("names no earlier dossier")?, ..case.clone() };
            apply(&mut of_earlier, &line.replacen("earlier/", "", 1), examples)?;
            build_on(&mut case.dossier, of_earlier.dossier)?;
        }
        "to" => {
            let (to, alike) = rest.strip_suffix(" alike").map_or((rest, false), |to| (to, true));
            case.filing.others.push(to.to_owned());
            // What is not told for each place is passed over when it is laid over the dossier.
            let local = if alike { told(dossier) } else { Local::default() };
            case.filing.places.insert(to.to_owned(), local);
        }
        "at" => {
            let (at, line) = rest.split_once(' ').ok_or("write `at recipient line`")?;
            let Local { facts, forms, lists, papers } =
                case.filing.places.remove(at).ok_or("the case does not go there")?;
            let mut there =
                Case { dossier: Dossier { facts, forms, lists, papers, ..dossier.clone() }, ..case.clone() };
            apply(&mut there, line, examples)?;
            case.filing.places.insert(at.to_owned(), told(&there.dossier));
        }
        "on" => dossier.on = rest.parse().map_err(|_| "no date")?,
        "recipient" => rest.clone_into(&mut dossier.recipient),
        "procedure" => rest.clone_into(&mut dossier.procedure),
        "version" => rest.clone_into(&mut dossier.pack.version),
        "set" => {
            let (place, value) = rest.split_once(" = ").ok_or("write `set place = value`")?;
            set(dossier, place, value)?;
        }
        "clear" => {
            let (values, field) = values(dossier, rest)?;
            let cleared =
                if field == "*" { !std::mem::take(values).is_empty() } else { values.remove(field).is_some() };
            cleared.then_some(()).ok_or("nothing is there")?;
        }
        "open" | "close" => dossier.lists.entry(rest.to_owned()).or_default().closed = word == "close",
        "add-row" => add_row(dossier, rest)?,
        "add-rows" => add_rows(dossier, rest)?,
        "drop-row" => {
            let (list, id) = rest.split_once('/').ok_or("write `drop-row list/row`")?;
            let rows = &mut dossier.lists.get_mut(list).ok_or("no such list")?.rows;
            let before = rows.len();
            rows.retain(|row| row.id != id);
            (rows.len() < before).then_some(()).ok_or("no such row")?;
        }
        "paper" => paper(dossier, rest)?,
        "drop" => {
            dossier.papers.remove(&slot(rest)?).ok_or("no paper is there")?;
        }
        _ => return foretell(&mut case.expected, line),
    }
    Ok(())
}

fn told(dossier: &Dossier) -> Local {
    let Dossier { facts, forms, lists, papers, .. } = dossier.clone();
    Local { facts, forms, lists, papers }
}

fn foretell(expected: &mut Expected, line: &str) -> Result<(), String> {
    match line.split(' ').collect::<Vec<_>>().as_slice() {
        ["verdict", verdict] => (*verdict).clone_into(&mut expected.verdict),
        ["act", id, holds @ ("asked" | "open")] => {
            expected.acts.get_or_insert_default().insert((*id).to_owned(), (*holds).to_owned());
        }
        ["term", cite, last] => {
            expected.terms.insert(format!("{cite} {last}"));
        }
        ["left-out", "nobody"] => expected.left_out = Some("nobody".to_owned()),
        ["left-out", "by", by] => expected.left_out = Some((*by).to_owned()),
        ["acts", "none"] => expected.acts = Some(BTreeMap::new()),
        ["duties", "none"] => expected.duties.clear(),
        ["duty", cite, verdict] => {
            expected.duties.insert((*cite).to_owned(), (*verdict).to_owned());
            expected.told.insert((*cite).to_owned());
        }
        ["error" | "to-do" | "warning", _, "at", _, "by", ..] => {
            expected.findings.insert(line.to_owned());
        }
        _ => return Err("no line that a case knows".into()),
    }
    Ok(())
}

/// Types a value at a place.
pub(super) fn set(dossier: &mut Dossier, place: &str, value: &str) -> Result<(), String> {
    let (values, field) = values(dossier, place)?;
    values.insert(field.to_owned(), value.to_owned());
    Ok(())
}

/// The values that a place lies in, and the field: `company.kind`, `m-01/name`, `officers/r1/name`; `*` is every field.
fn values<'a, 'b>(dossier: &'a mut Dossier, place: &'b str) -> Result<(&'a mut Values, &'b str), String> {
    match place.split('/').collect::<Vec<_>>().as_slice() {
        [fact] => Ok((&mut dossier.facts, fact)),
        [form, field] => Ok((dossier.forms.entry((*form).to_owned()).or_default(), field)),
        [list, row, field] => {
            let rows = dossier.lists.get_mut(*list).map(|list| &mut list.rows);
            let row = rows.and_then(|rows| rows.iter_mut().find(|at| at.id == *row)).ok_or("no such row")?;
            Ok((&mut row.values, field))
        }
        _ => Err("no place".into()),
    }
}

/// Lets a dossier build on another.
fn build_on(dossier: &mut Dossier, earlier: Dossier) -> Result<(), String> {
    let bytes = canonical(&earlier).map_err(|error| error.to_string())?;
    dossier.earlier = Some(Earlier { sha256: sha256_hex(&bytes), dossier: Some(Box::new(earlier)) });
    Ok(())
}

/// `add-row officers/r5 like r1`.
fn add_row(dossier: &mut Dossier, rest: &str) -> Result<(), String> {
    let (place, like) = rest.split_once(" like ").ok_or("write `add-row list/row like row`")?;
    let (list, id) = place.split_once('/').ok_or("write `add-row list/row like row`")?;
    let rows = &mut dossier.lists.get_mut(list).ok_or("no such list")?.rows;
    let mut row = rows.iter().find(|row| row.id == like).ok_or("no such row")?.clone();
    id.clone_into(&mut row.id);
    rows.push(row);
    Ok(())
}

/// `add-rows participants/r4 to r400 like r3 counting contract-number card-number`: rows like another, of which the number at the end of
/// the fields named goes up by one from row to row.
fn add_rows(dossier: &mut Dossier, rest: &str) -> Result<(), String> {
    const WRITE: &str = "write `add-rows list/r1 to r9 like row counting field field`";
    let words: Vec<&str> = rest.split(' ').collect();
    let ["to", last, "like", like, "counting", fields @ ..] = words.get(1..).ok_or(WRITE)? else {
        return Err(WRITE.into());
    };
    let (list, first) = words.first().and_then(|place| place.split_once('/')).ok_or(WRITE)?;
    let number = |row: &str| row.strip_prefix('r').and_then(|number| number.parse::<u64>().ok()).ok_or(WRITE);
    for (further, row) in (number(first)?..=number(last)?).enumerate() {
        add_row(dossier, &format!("{list}/r{row} like {like}"))?;
        for field in fields {
            let place = format!("{list}/r{row}/{field}");
            let (values, field) = values(dossier, &place)?;
            let typed = values.get_mut(field).ok_or("nothing is there to count")?;
            let kept = typed.trim_end_matches(|letter: char| letter.is_ascii_digit()).len();
            let (before, digits) = typed.split_at(kept);
            let counted = digits.parse::<usize>().map_err(|_| "ends in no number")? + further + 1;
            *typed = format!("{before}{counted:0width$}", width = digits.len());
        }
    }
    Ok(())
}

/// `paper 2/2:investment-certificate kind=certified-copy copies=2 sets=2 scan=no`: what is named is set, in a new paper with a scan
/// where none was; `kind=none` takes the statement away.
fn paper(dossier: &mut Dossier, rest: &str) -> Result<(), String> {
    let mut parts = rest.split(' ');
    let slot = slot(parts.next().unwrap_or_default())?;
    let papers = dossier.papers.entry(slot).or_default();
    if papers.is_empty() {
        let file = FileRef { name: "scan.pdf".into(), media_type: "application/pdf".into(), size: 1, sha256: None };
        papers.push(Paper { file: Some(file), ..Paper::default() });
    }
    let paper = papers.first_mut().ok_or("no paper")?;
    for part in parts {
        match part.split_once('=').ok_or("write `name=value`")? {
            ("kind", "none") => paper.kind = None,
            ("kind", kind) => {
                paper.kind = Some(PaperKind::ALL.into_iter().find(|known| known.id() == kind).ok_or("no kind")?)
            }
            ("copies", count) => count.clone_into(&mut paper.copies),
            ("sets", count) => count.clone_into(&mut paper.sets),
            ("scan", "no") => paper.file = None,
            _ => return Err("write kind=, copies=, sets= or scan=no".into()),
        }
    }
    Ok(())
}

fn slot(text: &str) -> Result<Slot, String> {
    text.parse()
}
