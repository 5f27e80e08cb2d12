//! The short way of a session: a field by number instead of its path, its text written where it is looked for, and numbers back in the
//! same place, so that nothing is asked for or made for a change that is like the one before.

use std::cell::RefCell;

use wasm_bindgen::prelude::wasm_bindgen;

use crate::edit::changed;
use crate::problem::Problem;
use crate::session::{Session, number, open_one, with};

/// The most bytes of a text, and the most findings, that go the short way.
const TEXT: usize = 4096;
const NUMBERS: usize = 256;

/// What both sides write to and read from.
struct Desk {
    numbers: [u32; NUMBERS],
    text: [u8; TEXT],
}

thread_local! {
    static DESK: RefCell<Desk> = const { RefCell::new(Desk { numbers: [0; NUMBERS], text: [0; TEXT] }) };
}

/// Where a text is to be written and of how many bytes at most, then where numbers are read and how many at most.
#[wasm_bindgen(js_name = sessionDesk, skip_jsdoc)]
pub fn desk() -> Vec<u32> {
    let address = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    DESK.with_borrow(|desk| {
        vec![address(desk.text.as_ptr().addr()), address(TEXT), address(desk.numbers.as_ptr().addr()), address(NUMBERS)]
    })
}

/// The number under which [`put_at`] knows the field at a path; -1 where there is no such field, or no form or row of it yet.
/// It holds until a change goes the long way or is taken back there.
#[wasm_bindgen(js_name = sessionSpot, skip_jsdoc)]
pub fn spot(session: u32, path: &str) -> i32 {
    let known = open_one(session, |session| Some(session.spots.add(session.live.spot(changed(path))?)));
    known.flatten().and_then(|known| i32::try_from(known).ok()).unwrap_or(-1)
}

/// Puts the text on the desk, of so many bytes, in a field; with fewer than 0, takes away what is there. Gives the verdict in the two
/// lowest bits, how many findings are new in the next ten, and how many are gone in the next ten, with their numbers on the desk; above
/// those a bit for more than the desk holds, which [`difference`] gives. -1 where it does not go the short way; then nothing changed.
#[wasm_bindgen(js_name = sessionPutAt, skip_jsdoc)]
pub fn put_at(session: u32, spot: u32, length: i32) -> i32 {
    let told = open_one(session, |session| DESK.with_borrow_mut(|desk| desk.put(session, spot, length)));
    told.flatten().and_then(|told| i32::try_from(told).ok()).unwrap_or(-1)
}

impl Desk {
    fn put(&mut self, session: &mut Session, spot: u32, length: i32) -> Option<u32> {
        let typed = match usize::try_from(length) {
            Ok(length) => Some(std::str::from_utf8(self.text.get(..length)?).ok()?.to_owned()),
            Err(_) => None,
        };
        let verdict = session.put_at(spot, typed)?;
        let changes = session.live.difference();
        let (added, removed) = (changes.added.len(), changes.removed.len());
        if added + removed > NUMBERS {
            return Some(number(verdict) | 1 << 22);
        }
        let numbers = changes.added.iter().chain(&changes.removed);
        self.numbers.iter_mut().zip(numbers).for_each(|(there, number)| *there = *number);
        Some(number(verdict) | u32::try_from(added << 2 | removed << 12).ok()?)
    }
}

/// What the last change did, as [`set`](crate::session::set) tells it.
///
/// # Errors
/// When the session is not open.
#[wasm_bindgen(js_name = sessionDifference, skip_jsdoc)]
pub fn difference(session: u32) -> Result<Vec<u32>, Problem> {
    with(session, |session| Ok(session.told(session.live.verdict())))
}
