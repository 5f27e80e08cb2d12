//! Dossiers held on this side, by number: one field is put, and what changed comes back as numbers of findings.

use std::cell::RefCell;

use hoso_core::dossier::{Live, Spot, Touched, Undo, put, touched};
use hoso_core::report::{Finding, Verdict};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::back::{Back, Log};
use crate::once::{json, language, read, report_json};
use crate::packs::{self, Law};
use crate::problem::Problem;

/// A dossier that is open.
pub struct Session {
    law: &'static Law,
    pub live: Live<'static>,
    back: Log,
    pub spots: Spots,
    /// Room for what is typed next.
    room: String,
}

/// Fields that were asked for by their paths, by number. No number is given twice.
#[derive(Default)]
pub struct Spots {
    known: Vec<Spot>,
    forgotten: u32,
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
    let live = Live::of(&law.plans, &law.reference, dossier);
    let session = Session { law, live, back: Log::default(), spots: Spots::default(), room: String::new() };
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
        let undo = put(session.live.change(), path, value).map_err(Problem::of_unknown)?;
        session.back.at(path, undo);
        Ok(session.judge(touched(path)))
    })
}

/// Takes the last change back; answers as [`set`] does, and with nothing when there is none.
///
/// # Errors
/// When the session is not open.
#[wasm_bindgen(js_name = sessionUndo, skip_jsdoc)]
pub fn undo(session: u32) -> Result<Vec<u32>, Problem> {
    with(session, |session| match session.back.pop() {
        None => Ok(Vec::new()),
        Some(Back::Typed(spot, mut typed)) => {
            let verdict = session.live.put(spot, &mut typed).unwrap_or_else(|| session.live.judge(Touched::Whole));
            session.spots.forget();
            Ok(session.told(verdict))
        }
        Some(Back::At(path, Undo::Put(old))) => {
            put(session.live.change(), &path, old).map_err(Problem::of_unknown)?;
            Ok(session.judge(touched(&path)))
        }
        Some(Back::At(_, Undo::Whole(before))) => {
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
    with(session, |session| report_json(&session.live.report()))
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
        self.spots.forget();
        let verdict = self.live.judge(changed);
        self.told(verdict)
    }

    /// Puts what is typed in a field, by its number; nothing where that is none, and nothing has changed.
    pub fn put_at(&mut self, spot: u32, typed: Option<&str>) -> Option<Verdict> {
        let spot = self.spots.at(spot)?;
        let mut typed = typed.map(|typed| {
            typed.clone_into(&mut self.room);
            std::mem::take(&mut self.room)
        });
        let verdict = self.live.put(spot, &mut typed)?;
        self.back.typed(spot, typed.as_deref());
        if let Some(typed) = typed {
            self.room = typed;
        }
        Some(verdict)
    }

    /// The verdict, how many findings are new, their numbers, and the numbers of those that are gone.
    pub fn told(&self, verdict: Verdict) -> Vec<u32> {
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

impl Spots {
    /// Gives a field a number.
    pub fn add(&mut self, spot: Spot) -> u32 {
        self.known.push(spot);
        self.forgotten + u32::try_from(self.known.len() - 1).unwrap_or(u32::MAX)
    }

    fn at(&self, number: u32) -> Option<Spot> {
        self.known.get(at(number.checked_sub(self.forgotten)?)).copied()
    }

    /// Rows and forms may have come or gone.
    fn forget(&mut self) {
        self.forgotten += u32::try_from(self.known.len()).unwrap_or(u32::MAX);
        self.known.clear();
    }
}

/// Does something with a session, if it is open.
pub fn open_one<T>(number: u32, work: impl FnOnce(&mut Session) -> T) -> Option<T> {
    SESSIONS
        .with_borrow_mut(|sessions| sessions.get_mut(at(number)).and_then(Option::as_mut).map(|session| work(session)))
}

/// Does something with a session.
///
/// # Errors
/// When it is not open, or the work fails.
pub fn with<T>(number: u32, work: impl FnOnce(&mut Session) -> Result<T, Problem>) -> Result<T, Problem> {
    let closed = || Problem::new("closed", "phiên làm việc đã đóng.", "the session is closed.");
    open_one(number, work).unwrap_or_else(|| Err(closed()))
}

/// A number that crosses as a place in a list.
fn at(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// A verdict as it crosses; the facade holds the names in the same order.
pub fn number(verdict: Verdict) -> u32 {
    match verdict {
        Verdict::Met => 0,
        Verdict::Unmet => 1,
        Verdict::Open => 2,
        Verdict::NotAsked => 3,
    }
}
