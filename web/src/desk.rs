//! A piece of memory that both sides know: a text is written where it is looked for, and numbers are read where they were found, so that
//! nothing is asked for or made to hand over what is like the time before.

use std::cell::RefCell;

use wasm_bindgen::prelude::wasm_bindgen;

/// The most numbers that go this way.
const NUMBERS: usize = 1024;

/// What both sides write to and read from.
pub struct Desk {
    numbers: [u32; NUMBERS],
    text: Vec<u8>,
    /// A text that is read on the other side.
    pub told: String,
}

thread_local! {
    static DESK: RefCell<Desk> =
        const { RefCell::new(Desk { numbers: [0; NUMBERS], text: Vec::new(), told: String::new() }) };
}

/// Where a text of so many bytes is to be written, and where numbers are read and how many at most. It holds until more is asked for.
#[wasm_bindgen(js_name = deskFor, skip_jsdoc)]
pub fn desk_for(bytes: u32) -> Vec<u32> {
    with_desk(|desk| {
        let room = desk.text.len().max(usize::try_from(bytes).unwrap_or(usize::MAX));
        desk.text.resize(room, 0);
        let numbers = address(desk.numbers.as_ptr().addr());
        vec![address(desk.text.as_ptr().addr()), address(room), numbers, address(NUMBERS)]
    })
}

/// Does something at the desk.
pub fn with_desk<T>(work: impl FnOnce(&mut Desk) -> T) -> T {
    DESK.with_borrow_mut(work)
}

/// An address, or a size, as it crosses.
pub fn address(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

impl Desk {
    /// The text of so many bytes that was written.
    pub fn text(&self, length: usize) -> Option<&str> {
        std::str::from_utf8(self.text.get(..length)?).ok()
    }

    /// Leaves numbers to be read; how many, if there is room for them all.
    pub fn tell(&mut self, numbers: impl Iterator<Item = u32>) -> Option<usize> {
        let mut places = self.numbers.iter_mut();
        let mut count = 0;
        for number in numbers {
            *places.next()? = number;
            count += 1;
        }
        Some(count)
    }
}
