//! Told terms: a table of steps with the day of the event and the last day, reckoned by hand from a calendar on the wall.

use std::collections::BTreeMap;

use hoso_core::cite::Cite;
use hoso_core::day::{Calendar, Day};
use hoso_core::dossier::{Dossier, deadline, timeline, timeline_of};
use hoso_core::draft::{Answer, Filing, Sent};
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
    wrong.extend(wrong_filings(pack, calendar).unwrap_or_else(|what| vec![what]));
    wrong
}

/// One row of a table of filings: what filing a dossier sets off.
#[derive(Clone, Debug)]
pub struct FiledCase {
    /// The row's first cell.
    pub name: String,
    /// Which dossier is filed.
    pub procedure: String,
    /// The example of it with answers changed, where the row has any.
    pub dossier: Option<Dossier>,
    /// What happened when.
    pub events: BTreeMap<String, Day>,
    /// The day of filing.
    pub on: Day,
    /// The unit of the step.
    pub cite: String,
    /// The event that starts it.
    pub from: Option<String>,
    /// Its last day.
    pub last: FiledLast,
}

/// The last day of a step, as it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FiledLast {
    /// The answers leave the step out.
    NotTaken,
    /// The text sets no time, or what starts it is not known.
    None,
    /// That day.
    Day(Day),
}

/// Rows `| filed dossier day | unit | from | last day |`: what filing a complete dossier on that day sets off. After the day may stand
/// answers of the example dossier, `report.period=year`, days of events, `course-finished=10/10/2016`, and what came back of it,
/// `confirmed=20/03/2018` or `supplement=…`; then the steps are those of
/// that dossier, and one that its answers leave out is `not taken`.
///
/// # Errors
/// When a row cannot be understood.
pub fn filings(pack: &Pack) -> Result<Vec<FiledCase>, String> {
    let lines = markdown(&pack.id).flat_map(|(_, text)| text.lines());
    let rows = lines.filter(|line| line.starts_with("| filed ") && line.contains('/'));
    rows.map(|line| filed(line, pack).map_err(|what| format!("`{line}`: {what}"))).collect()
}

fn filed(line: &str, pack: &Pack) -> Result<FiledCase, String> {
    let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
    let [name, cite, from, last] = cells.as_slice() else { return Err("is no row".into()) };
    let words: Vec<&str> = name.split(' ').collect();
    let [_, procedure, day, changes @ ..] = words.as_slice() else { return Err("names no dossier and day".into()) };
    let parsed = |day: &str| day.parse::<Day>().map_err(|_| format!("`{day}` is no day"));
    let on = parsed(day)?;
    let kind = pack.dossier(procedure).ok_or("there is no such dossier")?;
    let mut events: BTreeMap<String, Day> = kind.filed.iter().map(|event| (event.clone(), on)).collect();
    let mut dossier = match changes {
        [] => None,
        _ => Some(Dossier { on, ..example(&pack.id, procedure)? }),
    };
    for change in changes {
        let (what, value) = change.split_once('=').ok_or("write `what=value`")?;
        let answer = match what {
            "confirmed" => Some(Answer::Confirmed),
            "supplement" => Some(Answer::Supplement),
            _ => None,
        };
        if let Some((answer, dossier)) = answer.zip(dossier.as_ref()) {
            let sent = Sent { on: on.vn(), answer: Some(answer), answered: parsed(value)?.vn(), ..Sent::default() };
            let sent = [(dossier.recipient.clone(), sent)].into();
            // What lacks something was not received whole.
            events.retain(|event, _| !kind.filed.contains(event));
            events.extend(Filing { sent, ..Filing::default() }.told(pack, kind, dossier));
        } else if pack.words.event.contains_key(what) {
            events.insert(what.to_owned(), parsed(value)?);
        } else if let Some(dossier) = &mut dossier {
            read::set(dossier, what, value)?;
        }
    }
    let last = match *last {
        "not taken" => FiledLast::NotTaken,
        "–" => FiledLast::None,
        last => FiledLast::Day(parsed(last)?),
    };
    let (name, procedure, cite) = ((*name).to_owned(), (*procedure).to_owned(), (*cite).to_owned());
    let from = (*from != "–").then(|| (*from).to_owned());
    Ok(FiledCase { name, procedure, dossier, events, on, cite, from, last })
}

fn wrong_filings(pack: &Pack, calendar: &Calendar) -> Result<Vec<String>, String> {
    let wrong = |case: FiledCase| {
        let FiledCase { name, procedure, dossier, events, on, cite, from, last } = case;
        let dues = match (dossier, pack.dossier(&procedure)) {
            (Some(dossier), _) => timeline_of(pack, &dossier, &events, calendar),
            (None, Some(kind)) => timeline(pack, kind, &events, Some(on), calendar),
            (None, None) => Vec::new(),
        };
        let due = dues.into_iter().find(|due| due.cite.to_string() == cite && due.step.from == from);
        let found = due.map_or(FiledLast::NotTaken, |due| {
            due.deadline.map_or(FiledLast::None, |deadline| FiledLast::Day(deadline.last))
        });
        (found != last).then(|| format!("{name}: {cite} told {last:?}, found {found:?}"))
    };
    Ok(filings(pack)?.into_iter().filter_map(wrong).collect())
}

fn differs(row: &TermCase, step: &Step, calendar: &Calendar) -> Option<String> {
    let missed = step.lapse.as_ref().or(step.missed.as_ref());
    if step.who != row.who || missed != row.missed.as_ref() || step.reading != row.reading {
        return Some(format!("found {}, missed {missed:?}, reading {:?}", step.who, step.reading));
    }
    let last =
        row.event.and_then(|event| deadline(step, Some(event), Some(event), calendar)).map(|deadline| deadline.last);
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
