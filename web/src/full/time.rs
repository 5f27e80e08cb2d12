//! Who must do what by when.

use hoso_core::dossier::Due;
use hoso_core::draft::{Draft, Told, deadlines, deadlines_of_kind};
use hoso_core::say::{self, timeline as told_timeline};
use wasm_bindgen::prelude::wasm_bindgen;

use super::{calendar, day, draft, told, value};
use crate::once::language;
use crate::packs::{self, Law};
use crate::problem::Problem;

/// A filing, or a kind of dossier of which there is none yet.
enum Of {
    Draft(Box<Draft>),
    Kind(String),
}

impl Of {
    fn read(law: &Law, text: &str, is_kind: bool) -> Result<Of, Problem> {
        if is_kind { Ok(Of::Kind(text.to_owned())) } else { Ok(Of::Draft(Box::new(draft(law, text)?))) }
    }

    /// What tells its deadlines from those of another.
    fn key(&self) -> &str {
        match self {
            Of::Draft(draft) => &draft.dossier.id,
            Of::Kind(kind) => kind,
        }
    }
}

/// The steps with their last days and words, as JSON. `text` is a draft, or the id of a kind of dossier; `events` an object of days
/// by event as JSON; `off` the calendar of days off as JSON, else that of the pack counts.
///
/// # Errors
/// When the pack was not loaded, a text is not what it should be, or the law knows no such dossier or event.
#[wasm_bindgen(skip_jsdoc)]
pub fn timeline(
    version: &str,
    text: &str,
    is_kind: bool,
    events: &str,
    on: Option<String>,
    off: Option<String>,
) -> Result<String, Problem> {
    let law = packs::of(version)?;
    let calendar = calendar(law.pack, off.as_deref())?;
    let dues = dues(law, &Of::read(law, text, is_kind)?, events, on, &calendar)?;
    told(&told_timeline(law.pack, &dues, &calendar))
}

/// The same as a calendar file. `now` is a time such as `2026-05-10T08:30:00Z`.
///
/// # Errors
/// As [`timeline`], and when `now` is no time.
#[expect(clippy::too_many_arguments, reason = "what crosses is texts; the facade takes them apart")]
#[wasm_bindgen(skip_jsdoc)]
pub fn ics(
    version: &str,
    text: &str,
    is_kind: bool,
    events: &str,
    on: Option<String>,
    off: Option<String>,
    now: &str,
    lang: &str,
) -> Result<String, Problem> {
    let law = packs::of(version)?;
    let calendar = calendar(law.pack, off.as_deref())?;
    let of = Of::read(law, text, is_kind)?;
    let dues = dues(law, &of, events, on, &calendar)?;
    let now = now.parse().map_err(|_| {
        Problem::new("not-a-time", format!("“{now}” không phải là thời điểm."), format!("“{now}” is no time."))
    })?;
    Ok(say::ics(law.pack, &dues, &calendar, of.key(), now, language(lang)))
}

fn dues(
    law: &Law,
    of: &Of,
    events: &str,
    on: Option<String>,
    calendar: &hoso_core::day::Calendar,
) -> Result<Vec<Due>, Problem> {
    let on = on.as_deref().map(day).transpose()?;
    let asked = Told { events: value(events)?, on, ..Told::default() };
    let dues = match of {
        Of::Draft(draft) => deadlines(law.pack, draft, &asked, calendar),
        Of::Kind(kind) => deadlines_of_kind(law.pack, kind, &asked, calendar),
    };
    dues.map_err(Problem::of_unknown)
}
