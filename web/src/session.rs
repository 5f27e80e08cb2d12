//! Dossiers held on this side, by number: one field is put, and what changed comes back as numbers of findings.

use std::cell::RefCell;
use std::rc::Rc;

use hoso_core::dossier::{Dossier, check};
use hoso_core::report::{Finding, Report, Verdict};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::edit::{Undo, put};
use crate::once::{json, language, read};
use crate::packs::{self, Law};
use crate::problem::Problem;

/// An open dossier.
struct Session {
    law: Rc<Law>,
    dossier: Dossier,
    report: Report,
    /// Every finding seen so far; its place here is its number.
    seen: Vec<Finding>,
    /// The numbers of the findings of the report.
    now: Vec<u32>,
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
    let report = check(&law.pack, &law.reference, &dossier, dossier.on);
    let mut session = Session { law, dossier, report, seen: Vec::new(), now: Vec::new(), undo: Vec::new() };
    let findings = session.report.findings.clone();
    session.now = findings.into_iter().map(|finding| session.number(finding)).collect();
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
        let undo = put(&mut session.dossier, path, value)?;
        session.undo.push((path.to_owned(), undo));
        Ok(session.judge())
    })
}

/// Takes the last change back; answers as [`set`] does, and with nothing when there is none.
///
/// # Errors
/// When the session is not open.
#[wasm_bindgen(js_name = sessionUndo, skip_jsdoc)]
pub fn undo(session: u32) -> Result<Vec<u32>, Problem> {
    with(session, |session| {
        match session.undo.pop() {
            None => return Ok(Vec::new()),
            Some((path, Undo::Put(old))) => drop(put(&mut session.dossier, &path, old)?),
            Some((_, Undo::Whole(before))) => session.dossier = *before,
        }
        Ok(session.judge())
    })
}

/// The numbers of the findings now, the verdict before them.
///
/// # Errors
/// When the session is not open.
#[wasm_bindgen(js_name = sessionFindings, skip_jsdoc)]
pub fn findings(session: u32) -> Result<Vec<u32>, Problem> {
    with(session, |session| {
        Ok(std::iter::once(number(session.report.verdict)).chain(session.now.iter().copied()).collect())
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
        json(&hoso_core::say::finding(&session.law.pack, &session.dossier, finding, language(lang)))
    })
}

/// The whole report, as JSON.
///
/// # Errors
/// When the session is not open.
#[wasm_bindgen(js_name = sessionReport, skip_jsdoc)]
pub fn report(session: u32) -> Result<String, Problem> {
    with(session, |session| json(&session.report))
}

/// The dossier, as JSON.
///
/// # Errors
/// When the session is not open.
#[wasm_bindgen(js_name = sessionDossier, skip_jsdoc)]
pub fn dossier(session: u32) -> Result<String, Problem> {
    with(session, |session| json(&session.dossier))
}

/// Closes a session. Closing one that is not open does nothing.
#[wasm_bindgen(js_name = sessionClose, skip_jsdoc)]
pub fn close(session: u32) {
    SESSIONS.with_borrow_mut(|sessions| drop(sessions.get_mut(at(session)).and_then(Option::take)));
}

impl Session {
    /// Checks again, and tells what changed.
    fn judge(&mut self) -> Vec<u32> {
        let mut report = check(&self.law.pack, &self.law.reference, &self.dossier, self.dossier.on);
        let same = |a: &Finding, b: &Finding| a == b;
        let (old, new) = (&self.report.findings, &report.findings);
        // Most findings stay as they are: only what lies between the common head and the common tail is compared.
        let head = old.iter().zip(new).take_while(|(a, b)| same(a, b)).count();
        let tail = old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| same(a, b)).count();
        let tail = tail.min(old.len().min(new.len()) - head);
        let changed = new.get(head..new.len() - tail).unwrap_or_default().to_vec();
        let fresh: Vec<u32> = changed.into_iter().map(|finding| self.number(finding)).collect();
        let before: Vec<u32> = self.now.splice(head..self.now.len() - tail, fresh.iter().copied()).collect();
        let added: Vec<u32> = fresh.iter().filter(|number| !before.contains(number)).copied().collect();
        let removed = before.iter().filter(|number| !fresh.contains(number)).copied();
        let count = u32::try_from(added.len()).unwrap_or(u32::MAX);
        std::mem::swap(&mut self.report, &mut report);
        [number(self.report.verdict), count].into_iter().chain(added.iter().copied()).chain(removed).collect()
    }

    /// The number of a finding, a new one for one not seen before.
    fn number(&mut self, finding: Finding) -> u32 {
        let at = self.seen.iter().position(|seen| *seen == finding).unwrap_or_else(|| {
            self.seen.push(finding);
            self.seen.len() - 1
        });
        u32::try_from(at).unwrap_or(u32::MAX)
    }

    fn seen_at(&self, number: u32) -> Result<&Finding, Problem> {
        let at = usize::try_from(number).unwrap_or(usize::MAX);
        self.seen
            .get(at)
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
