//! What the module answers besides where its size does not matter: filings to several recipients, deadlines, the short questionnaire,
//! what is known from elsewhere, and forms that a business issues.

mod issue;
mod known;
mod several;
mod time;
mod which;

use hoso_core::day::{Calendar, Day};
use hoso_core::draft::{Draft, open};
use hoso_core::json::read;
use hoso_core::law::Pack;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::once::no_day;
use crate::packs::Law;
use crate::problem::Problem;

/// A draft, or a dossier by itself, what is told for each place where it belongs.
fn draft(law: &Law, text: &str) -> Result<Draft, Problem> {
    let mut draft = open(text.as_bytes()).map_err(|error| Problem::of_draft(&error))?;
    draft.filing.settle(law.pack, &mut draft.dossier);
    Ok(draft)
}

/// The calendar given as JSON; where none is, that of the pack.
fn calendar(pack: &Pack, given: Option<&str>) -> Result<Calendar, Problem> {
    match given {
        Some(text) => value(text),
        None => pack.calendar.clone().ok_or_else(|| {
            Problem::new("no-calendar", "chưa có lịch ngày nghỉ.", "the calendar of days off is not at hand.")
        }),
    }
}

/// A day such as `2016-05-10`.
fn day(text: &str) -> Result<Day, Problem> {
    text.parse().map_err(|_| no_day(text))
}

/// A value from its JSON.
fn value<T: DeserializeOwned>(text: &str) -> Result<T, Problem> {
    read(text.as_bytes()).map_err(|error| Problem::of_shape(&error))
}

/// A value as JSON.
fn told<T: Serialize + ?Sized>(value: &T) -> Result<String, Problem> {
    serde_json::to_string(value).map_err(|error| Problem::of_shape(&error))
}
