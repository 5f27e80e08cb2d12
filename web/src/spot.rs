//! The short way of a session: a field by number instead of its path, its text and what is found through the desk.

use hoso_core::dossier::touched;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::desk::{Desk, with_desk};
use crate::problem::Problem;
use crate::session::{Session, number, open_one, with};

/// The number under which [`put_at`] knows the field at a path; -1 where there is no such field, or no form or row of it yet.
/// It holds until a change goes the long way or is taken back there.
#[wasm_bindgen(js_name = sessionSpot, skip_jsdoc)]
pub fn spot(session: u32, path: &str) -> i32 {
    let known = open_one(session, |session| Some(session.spots.add(session.live.spot(touched(path))?)));
    known.flatten().and_then(|known| i32::try_from(known).ok()).unwrap_or(-1)
}

/// Puts the text on the desk, of so many bytes, in a field; with fewer than 0, takes away what is there. Gives the verdict in the two
/// lowest bits, how many findings are new in the next ten, and how many are gone in the next ten, with their numbers on the desk; above
/// those a bit for more than the desk holds, which [`difference`] gives. -1 where it does not go the short way; then nothing changed.
#[wasm_bindgen(js_name = sessionPutAt, skip_jsdoc)]
pub fn put_at(session: u32, spot: u32, length: i32) -> i32 {
    let told = open_one(session, |session| with_desk(|desk| put(desk, session, spot, length)));
    told.flatten().and_then(|told| i32::try_from(told).ok()).unwrap_or(-1)
}

fn put(desk: &mut Desk, session: &mut Session, spot: u32, length: i32) -> Option<u32> {
    let typed = match usize::try_from(length) {
        Ok(length) => Some(desk.text(length)?),
        Err(_) => None,
    };
    let verdict = session.put_at(spot, typed)?;
    let changes = session.live.difference();
    let (added, removed) = (changes.added.len(), changes.removed.len());
    if added + removed == 0 {
        return Some(number(verdict));
    }
    if added > MOST || removed > MOST || desk.tell(changes.added.iter().chain(&changes.removed).copied()).is_none() {
        return Some(number(verdict) | 1 << 22);
    }
    Some(number(verdict) | u32::try_from(added << 2 | removed << 12).ok()?)
}

/// The most findings that ten bits count.
const MOST: usize = 1023;

/// What the last change did, as [`set`](crate::session::set) tells it.
///
/// # Errors
/// When the session is not open.
#[wasm_bindgen(js_name = sessionDifference, skip_jsdoc)]
pub fn difference(session: u32) -> Result<Vec<u32>, Problem> {
    with(session, |session| Ok(session.told(session.live.verdict())))
}
