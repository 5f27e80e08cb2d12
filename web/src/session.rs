//! Dossiers held on this side, by number: one field is put, and what changed comes back as numbers of findings.

use std::cell::RefCell;

use hoso_core::dossier::{Live, Touched};
use hoso_core::report::{Finding, Verdict};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::edit::{Undo, changed, put};
use crate::once::{json, language, read};
use crate::packs::{self, Law};
use crate::problem::Problem;

/// An open dossier.
struct Session {
    law: &'static Law,
    live: Live<'static>,
    /// What undoes the changes so far, the last one last.
    undo: Vec<(String, Undo)>,
}

thread_local! {
    /// By number; a number is never given twice, so that an old one finds nothing.
    static SESSIONS: RefCell<Vec<Option<Box<Session>>>> = const { RefCell::new(Vec::new()) };
}

/// Opens a dossier, or that of a draft, and gives the session's number.
///
/// # Errors
/// When the pack was not loaded, or the text is no dossier.
#[wasm_bindgen(js_name = sessionOpen, skip_jsdoc)]
pub fn open(version: &str, dossier: &str) -> Result<u32, Problem> {
    let (law, dossier) = (packs::of(version)?, read(dossier)?);
    let session = Session { law, live: Live::of(&law.plans, &law.reference, dossier), undo: Vec::new() };
    SESSIONS.with_borrow_mut(|sessions| {
        sessions.push(Some(Box::new(session)));
        Ok(u32::try_from(sessions.len() - 1).unwrap_or(u32::MAX))
    })
}

/// Puts a value at a path (nothing takes it away). Gives the verdict, how many findings are new, their numbers, and the numbers of
/// those that are gone.
///
/// # Errors
/// When the session is not open, the path names no place, or the value does not fit.
#[wasm_bindgen(js_name = sessionSet, skip_jsdoc)]
pub fn set(session: u32, path: &str, value: Option<String>) -> Result<Vec<u32>, Problem> {
    with(session, |session| {
        let undo = put(session.live.change(), path, value)?;
        session.undo.push((path.to_owned(), undo));
        Ok(session.judge(changed(path)))
    })
}

/// Takes the last change back; answers as [`set`] does, and with nothing when there is none.
///
/// # Errors
/// When the session is not open.
#[wasm_bindgen(js_name = sessionUndo, skip_jsdoc)]
pub fn undo(session: u32) -> Result<Vec<u32>, Problem> {
    with(session, |session| match session.undo.pop() {
        None => Ok(Vec::new()),
        Some((path, Undo::Put(old))) => {
            put(session.live.change(), &path, old)?;
            Ok(session.judge(changed(&path)))
        }
        Some((_, Undo::Whole(before))) => {
            *session.live.change() = *before;
            Ok(session.judge(Touched::Whole))
        }
    })
}

/// The numbers of the findings now, the verdict before them.
///
/// # Errors
/// When the session is not open.
#[wasm_bindgen(js_name = sessionFindings, skip_jsdoc)]
pub fn findings(session: u32) -> Result<Vec<u32>, Problem> {
    with(session, |session| {
        Ok(std::iter::once(number(session.live.verdict())).chain(session.live.findings()).collect())
    })
}

/// The finding of that number, as JSON.
///
/// # Errors
/// When the session is not open, or there is no such finding.
#[wasm_bindgen(js_name = sessionFinding, skip_jsdoc)]
pub fn finding(session: u32, number: u32) -> Result<String, Problem> {
    with(session, |session| json(session.seen_at(number)?))
}

/// The finding of that number as a person reads it, as JSON.
///
/// # Errors
/// When the session is not open, or there is no such finding.
#[wasm_bindgen(js_name = sessionSay, skip_jsdoc)]
pub fn say(session: u32, number: u32, lang: &str) -> Result<String, Problem> {
    with(session, |session| {
        let finding = session.seen_at(number)?;
        json(&hoso_core::say::finding(session.law.pack, session.live.dossier(), finding, language(lang)))
    })
}

/// The whole report, as JSON.
///
/// # Errors
/// When the session is not open.
#[wasm_bindgen(js_name = sessionReport, skip_jsdoc)]
pub fn report(session: u32) -> Result<String, Problem> {
    with(session, |session| json(&session.live.report()))
}

/// The dossier, as JSON.
///
/// # Errors
/// When the session is not open.
#[wasm_bindgen(js_name = sessionDossier, skip_jsdoc)]
pub fn dossier(session: u32) -> Result<String, Problem> {
    with(session, |session| json(session.live.dossier()))
}

/// Closes a session. Closing one that is not open does nothing.
#[wasm_bindgen(js_name = sessionClose, skip_jsdoc)]
pub fn close(session: u32) {
    SESSIONS.with_borrow_mut(|sessions| drop(sessions.get_mut(at(session)).and_then(Option::take)));
}

impl Session {
    /// Judges again what a change reaches, and tells what is different.
    fn judge(&mut self, changed: Touched) -> Vec<u32> {
        let verdict = self.live.judge(changed);
        let changes = self.live.difference();
        let count = u32::try_from(changes.added.len()).unwrap_or(u32::MAX);
        let numbers = changes.added.iter().chain(&changes.removed).copied();
        [number(verdict), count].into_iter().chain(numbers).collect()
    }

    fn seen_at(&self, number: u32) -> Result<&Finding, Problem> {
        self.live
            .finding(number)
            .ok_or_else(|| Problem::new("no-finding", "không có kết quả này.", "there is no such finding."))
    }
}

fn with<T>(number: u32, work: impl FnOnce(&mut Session) -> Result<T, Problem>) -> Result<T, Problem> {
    SESSIONS.with_borrow_mut(|sessions| match sessions.get_mut(at(number)).and_then(Option::as_mut) {
        Some(session) => work(session),
        None => Err(Problem::new("closed", "phiên làm việc đã đóng.", "the session is closed.")),
    })
}

/// A number that crosses as a place in a list.
fn at(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// A verdict as it crosses; the facade holds the names in the same order.
fn number(verdict: Verdict) -> u32 {
    match verdict {
        Verdict::Met => 0,
        Verdict::Unmet => 1,
        Verdict::Open => 2,
        Verdict::NotAsked => 3,
    }
}
