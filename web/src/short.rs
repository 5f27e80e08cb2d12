//! The short way of a check: the text of the dossier through the desk, and back as numbers what a report says of duties. What it says
//! of them in words is told once for each pack.

use std::cell::RefCell;

use hoso_core::cite::Cite;
use hoso_core::day::Day;
use hoso_core::dossier::Plans;
use hoso_core::law::PackRef;
use hoso_core::report::{DutyState, Place, Report};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::desk::{Desk, address, with_desk};
use crate::once::json;
use crate::packs;
use crate::problem::Problem;
use crate::session::number;

/// The duties of a report as they follow each other, and what each was seen to wait for or to be not asked because of.
pub struct Series {
    cites: Vec<Cite>,
    because: Vec<Vec<Vec<Place>>>,
}

/// The series of duties that were seen under a pack, by number. There are as many as a law has kinds of dossier and days on which it
/// changes, and of places as its conditions name.
pub type Seen = RefCell<Vec<Series>>;

/// The number of a pack that was loaded; -1 where it was not.
#[wasm_bindgen(js_name = packNumber, skip_jsdoc)]
pub fn pack_number(version: &str) -> i32 {
    packs::number(version).and_then(|number| i32::try_from(number).ok()).unwrap_or(-1)
}

/// Checks the text on the desk, of so many bytes. Gives how many duties there are; on the desk are the number of their series, verdict
/// and whether it is closed, the day, where the findings stand as JSON and how long that is (0 where there is none), then each duty:
/// the verdict in the two lowest bits, above them the number of what it is said to be because of, from 1. -1 where the text is to
/// be checked the long way.
#[wasm_bindgen(js_name = checkDesk, skip_jsdoc)]
pub fn check_desk(pack: u32, length: u32, on: Option<String>) -> i32 {
    answer(pack, length, on, Plans::check_text)
}

/// A way to check a text.
pub type Way = fn(&Plans<'static>, &PackRef, &str, Option<Day>) -> Option<Report>;

/// What [`check_desk`] answers, of a text that is checked in a way of its own.
pub fn answer(pack: u32, length: u32, on: Option<String>, way: Way) -> i32 {
    let duties = with_desk(|desk| checked(desk, pack, length, on.as_deref(), way));
    duties.and_then(|duties| i32::try_from(duties).ok()).unwrap_or(-1)
}

fn checked(desk: &mut Desk, pack: u32, length: u32, on: Option<&str>, way: Way) -> Option<usize> {
    let law = packs::at(pack)?;
    let on = on.map(str::parse::<Day>).transpose().ok()?;
    let report = way(&law.plans, &law.reference, desk.text(usize::try_from(length).ok()?)?, on)?;
    desk.told.clear();
    if !report.findings.is_empty() {
        desk.told = report.findings_json().ok()?;
    }
    let mut seen = law.seen.borrow_mut();
    let series = series_of(&mut seen, &report);
    let head = [
        address(series),
        number(report.verdict) | u32::from(report.closed) << 2,
        report.on.digits(),
        address(desk.told.as_ptr().addr()),
        address(desk.told.len()),
    ];
    let series = seen.get_mut(series)?;
    let duties = report.duties.into_iter().zip(&mut series.because).map(|(duty, known)| told(duty, known));
    desk.tell(head.into_iter().chain(duties))?.checked_sub(head.len())
}

fn series_of(seen: &mut Vec<Series>, report: &Report) -> usize {
    let cites = || report.duties.iter().map(|duty| duty.cite);
    seen.iter().position(|series| series.cites.iter().copied().eq(cites())).unwrap_or_else(|| {
        seen.push(Series { cites: cites().collect(), because: vec![Vec::new(); report.duties.len()] });
        seen.len() - 1
    })
}

fn told(duty: DutyState, known: &mut Vec<Vec<Place>>) -> u32 {
    if duty.because.is_empty() {
        return number(duty.verdict);
    }
    let at = known.iter().position(|because| *because == duty.because).unwrap_or_else(|| {
        known.push(duty.because);
        known.len() - 1
    });
    number(duty.verdict) | address(at + 1) << 2
}

/// The duties of a series, as JSON.
///
/// # Errors
/// When there is no such pack or series.
#[wasm_bindgen(js_name = seriesDuties, skip_jsdoc)]
pub fn series_duties(pack: u32, series: usize) -> Result<String, Problem> {
    let law = packs::at(pack).ok_or_else(nothing)?;
    json(law.seen.borrow().get(series).ok_or_else(nothing)?.cites.as_slice())
}

/// What a duty of a series was seen to be because of, as JSON.
///
/// # Errors
/// When there is no such pack, series, duty or number.
#[wasm_bindgen(js_name = seriesBecause, skip_jsdoc)]
pub fn series_because(pack: u32, series: usize, duty: usize, because: usize) -> Result<String, Problem> {
    let law = packs::at(pack).ok_or_else(nothing)?;
    let seen = law.seen.borrow();
    let series = seen.get(series).ok_or_else(nothing)?;
    json(series.because.get(duty).and_then(|known| known.get(because)).ok_or_else(nothing)?.as_slice())
}

fn nothing() -> Problem {
    Problem::new("no-finding", "không có kết quả này.", "there is no such finding.")
}
