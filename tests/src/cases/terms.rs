//! Told terms: a table of steps with the day of the event and the last day, reckoned by hand from a calendar on the wall.

use std::collections::BTreeMap;

use hoso_core::cite::Cite;
use hoso_core::day::{Calendar, Day};
use hoso_core::dossier::{Dossier, deadline, timeline, timeline_of};
use hoso_core::law::{Pack, Step};

use super::{example, markdown, read};

/// One row of the table.
#[derive(Clone, Debug)]
pub struct TermCase {
    /// The unit.
    pub cite: String,
    /// Who acts.
    pub who: String,
    /// From which event; none for a day of every year.
    pub from: Option<String>,
    /// The day of the event.
    pub event: Option<Day>,
    /// The last day; none where the text sets no term.
    pub last: Option<Day>,
    /// What the step brings about.
    pub brings: Vec<String>,
    /// What follows when the time is missed: an event, or a reading.
    pub missed: Option<String>,
    /// The reading that it rests on.
    pub reading: Option<String>,
}

/// Every row of the tables beside a law.
///
/// # Errors
/// When a row cannot be understood.
pub fn terms(law: &str) -> Result<Vec<TermCase>, String> {
    let lines = markdown(law).flat_map(|(file, text)| text.lines().map(move |line| (file, line)));
    let rows = lines.filter(|(_, line)| {
        let mut cells = line.trim_matches('|').split('|').map(str::trim);
        cells.next().is_some_and(|first| first.parse::<Cite>().is_ok()) && cells.count() > 5
    });
    rows.map(|(file, line)| row(line).ok_or_else(|| format!("{file}: `{line}` is no row of the table"))).collect()
}

/// Rows that the pack contradicts, and steps that no row tells.
pub fn wrong_terms(rows: &[TermCase], pack: &Pack, calendar: &Calendar) -> Vec<String> {
    let steps: Vec<(String, &Step)> =
        pack.units().flat_map(|unit| unit.steps.iter().map(move |step| (unit.cite.to_string(), step))).collect();
    let of = |row: &TermCase, (cite, step): &(String, &Step)| {
        *cite == row.cite && step.from == row.from && step.brings == row.brings
    };
    let mut wrong = Vec::new();
    for row in rows {
        let told = format!("{} from {}", row.cite, named(row.from.as_ref()));
        match steps.iter().find(|step| of(row, step)) {
            None => wrong.push(format!("{told}: no such step")),
            Some((_, step)) => wrong.extend(differs(row, step, calendar).map(|what| format!("{told}: {what}"))),
        }
    }
    let untold = steps.iter().filter(|step| !rows.iter().any(|row| of(row, step)));
    wrong.extend(untold.map(|(cite, step)| format!("{cite} from {}: told by no row", named(step.from.as_ref()))));
    wrong.extend(wrong_timelines(pack, calendar));
    wrong
}

/// Rows `| filed dossier day | unit | from | last day |`: what filing a complete dossier on that day sets off. After the day may stand
/// answers of the example dossier, `report.period=year`, and days of events, `course-finished=10/10/2016`; then the steps are those of
/// that dossier, and one that its answers leave out is `not taken`.
fn wrong_timelines(pack: &Pack, calendar: &Calendar) -> Vec<String> {
    let lines = markdown(&pack.id).flat_map(|(_, text)| text.lines());
    let rows = lines.filter(|line| line.starts_with("| filed ") && line.contains('/'));
    rows.filter_map(|line| {
        wrong_timeline(line, pack, calendar).unwrap_or_else(|what| Some(format!("`{line}`: {what}")))
    })
    .collect()
}

fn wrong_timeline(line: &str, pack: &Pack, calendar: &Calendar) -> Result<Option<String>, String> {
    let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
    let [filed, cite, from, last] = cells.as_slice() else { return Err("is no row".into()) };
    let words: Vec<&str> = filed.split(' ').collect();
    let [_, dossier, day, changes @ ..] = words.as_slice() else { return Err("names no dossier and day".into()) };
    let day = day.parse::<Day>().map_err(|_| format!("`{day}` is no day"))?;
    let kind = pack.dossier(dossier).ok_or("there is no such dossier")?;
    let mut told: BTreeMap<String, Day> = kind.filed.iter().map(|event| (event.clone(), day)).collect();
    let dues = if changes.is_empty() {
        timeline(pack, kind, &told, day, calendar)
    } else {
        let mut example = Dossier { on: day, ..example(&pack.id, dossier)? };
        for change in changes {
            let (what, value) = change.split_once('=').ok_or("write `what=value`")?;
            if pack.words.event.contains_key(what) {
                told.insert(what.to_owned(), value.parse().map_err(|_| format!("`{value}` is no day"))?);
            } else {
                read::set(&mut example, what, value)?;
            }
        }
        timeline_of(pack, &example, &told, calendar)
    };
    let due = dues.iter().find(|due| due.cite.to_string() == *cite && due.step.from.as_deref().unwrap_or("–") == *from);
    let found = match due.map(|due| due.deadline.as_ref().map(|deadline| deadline.last.vn())) {
        None => "not taken".to_owned(),
        Some(None) => "–".to_owned(),
        Some(Some(last)) => last,
    };
    Ok((found != *last).then(|| format!("{filed}: {cite} told {last}, found {found}")))
}

fn differs(row: &TermCase, step: &Step, calendar: &Calendar) -> Option<String> {
    let missed = step.lapse.as_ref().or(step.missed.as_ref());
    if step.who != row.who || missed != row.missed.as_ref() || step.reading != row.reading {
        return Some(format!("found {}, missed {missed:?}, reading {:?}", step.who, step.reading));
    }
    let last = row.event.and_then(|event| deadline(step, Some(event), event, calendar)).map(|deadline| deadline.last);
    if last == row.last && step.time.is_some() == row.last.is_some() {
        None
    } else {
        Some(format!("told {:?}, found {:?}", row.last.map(|day| day.to_string()), last.map(|day| day.to_string())))
    }
}

fn row(line: &str) -> Option<TermCase> {
    let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
    let [cite, who, from, event, last, brings, missed, reading, ..] = cells.as_slice() else { return None };
    let given = |cell: &str| (cell != "–").then(|| cell.to_owned());
    let day = |cell: &str| given(cell).map(|text| text.parse().ok());
    Some(TermCase {
        cite: (*cite).to_owned(),
        who: (*who).to_owned(),
        from: given(from),
        event: day(event).map_or(Some(None), |day| day.map(Some))?,
        last: day(last).map_or(Some(None), |day| day.map(Some))?,
        brings: brings.split(", ").filter(|word| *word != "–").map(str::to_owned).collect(),
        missed: given(missed),
        reading: given(reading),
    })
}

fn named(event: Option<&String>) -> &str {
    event.map_or("–", String::as_str)
}
