//! Told terms: a table of steps with the day of the event and the last day, reckoned by hand from a calendar on the wall.

use hoso_core::day::{Calendar, Day, end_of};
use hoso_core::dossier::timeline;
use hoso_core::law::{Pack, Step, What};

use super::TERMS;

/// One row of the table.
#[derive(Clone, Debug)]
pub struct TermCase {
    /// The unit.
    pub cite: String,
    /// Who acts.
    pub who: String,
    /// From which event.
    pub from: String,
    /// The day of the event.
    pub event: Option<Day>,
    /// The last day; none where the text sets no term.
    pub last: Option<Day>,
    /// What the step brings about.
    pub brings: Vec<String>,
    /// What follows a lapse.
    pub lapse: Option<String>,
    /// The reading that it rests on.
    pub reading: Option<String>,
}

/// Every row.
///
/// # Errors
/// When a row cannot be understood.
pub fn terms() -> Result<Vec<TermCase>, String> {
    let rows = TERMS.lines().filter(|line| line.starts_with("| 3/"));
    rows.map(|line| row(line).ok_or_else(|| format!("art-03.md: `{line}` is no row of the table"))).collect()
}

/// Rows that the pack contradicts, and steps of Article 3 that no row tells.
pub fn wrong_terms(rows: &[TermCase], pack: &Pack, calendar: &Calendar) -> Vec<String> {
    let steps: Vec<(String, &Step)> = pack
        .units()
        .filter_map(|unit| match &unit.what {
            What::Steps(steps) => Some(steps.iter().map(move |step| (unit.cite.to_string(), step))),
            _ => None,
        })
        .flatten()
        .collect();
    let of = |row: &TermCase, (cite, step): &(String, &Step)| {
        *cite == row.cite && step.from == row.from && step.brings == row.brings
    };
    let mut wrong = Vec::new();
    for row in rows {
        let told = format!("{} from {}", row.cite, row.from);
        match steps.iter().find(|step| of(row, step)) {
            None => wrong.push(format!("{told}: no such step")),
            Some((_, step)) => wrong.extend(differs(row, step, calendar).map(|what| format!("{told}: {what}"))),
        }
    }
    let untold = steps.iter().filter(|step| !rows.iter().any(|row| of(row, step)));
    wrong.extend(untold.map(|(cite, step)| format!("{cite} from {}: told by no row", step.from)));
    wrong.extend(wrong_timelines(pack, calendar));
    wrong
}

/// Rows `| filed day | unit | from | last day |`: what filing a complete dossier on that day sets off.
fn wrong_timelines(pack: &Pack, calendar: &Calendar) -> Vec<String> {
    let rows = TERMS.lines().filter(|line| line.starts_with("| filed ") && line.contains("/"));
    rows.filter_map(|line| {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [filed, cite, from, last] = cells.as_slice() else { return Some(format!("`{line}` is no row")) };
        let day: Option<Day> = filed.strip_prefix("filed ")?.parse().ok();
        let kind = pack.dossier("grant")?;
        let told = kind.filed.iter().filter_map(|event| Some((event.clone(), day?))).collect();
        let dues = timeline(pack, kind.procedure, &told, calendar);
        let due = dues.iter().find(|due| due.cite.to_string() == *cite && due.step.from == *from);
        let found = due.and_then(|due| due.deadline.as_ref()).map(|deadline| deadline.last.vn());
        (found.as_deref() != Some(*last)).then(|| format!("{filed}: {cite} told {last}, found {found:?}"))
    })
    .collect()
}

fn differs(row: &TermCase, step: &Step, calendar: &Calendar) -> Option<String> {
    if step.who != row.who || step.lapse != row.lapse || step.reading != row.reading {
        return Some(format!("found {}, lapse {:?}, reading {:?}", step.who, step.lapse, step.reading));
    }
    let last = row.event.zip(step.term).map(|(event, term)| end_of(term, event, calendar).last);
    if last == row.last && step.term.is_some() == row.last.is_some() {
        None
    } else {
        Some(format!("told {:?}, found {:?}", row.last.map(|day| day.to_string()), last.map(|day| day.to_string())))
    }
}

fn row(line: &str) -> Option<TermCase> {
    let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
    let [cite, who, from, event, last, brings, lapse, reading, ..] = cells.as_slice() else { return None };
    let given = |cell: &str| (cell != "–").then(|| cell.to_owned());
    let day = |cell: &str| given(cell).map(|text| text.parse().ok());
    Some(TermCase {
        cite: (*cite).to_owned(),
        who: (*who).to_owned(),
        from: (*from).to_owned(),
        event: day(event).map_or(Some(None), |day| day.map(Some))?,
        last: day(last).map_or(Some(None), |day| day.map(Some))?,
        brings: brings.split(", ").filter(|word| *word != "–").map(str::to_owned).collect(),
        lapse: given(lapse),
        reading: given(reading),
    })
}
