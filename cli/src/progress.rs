//! How far long work is, on a terminal only.

use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

use hoso_core::text::{Lang, Text};

/// Work shorter than this shows nothing.
const PATIENCE: Duration = Duration::from_millis(500);
const EVERY: Duration = Duration::from_millis(100);

/// One line that is written over and over, and gone in the end.
pub struct Meter {
    what: String,
    next: Option<Instant>,
    shown: bool,
}

impl Meter {
    /// A meter for work of that name.
    pub fn new(what: &Text, lang: Lang) -> Meter {
        let next = std::io::stderr().is_terminal().then(|| Instant::now() + PATIENCE);
        Meter { what: what.get(lang).to_owned(), next, shown: false }
    }

    /// So many bytes are done of so many.
    pub fn at(&mut self, done: u64, total: u64) {
        let now = Instant::now();
        if self.next.is_none_or(|next| now < next) {
            return;
        }
        self.next = Some(now + EVERY);
        self.shown = true;
        let percent = done.saturating_mul(100).checked_div(total).unwrap_or(100);
        // A terminal that cannot be written to is no reason to stop the work.
        let _ = write!(std::io::stderr(), "\r{} {percent:>3} %", self.what);
    }
}

impl Drop for Meter {
    fn drop(&mut self) {
        if self.shown {
            let _ = write!(std::io::stderr(), "\r{}\r", " ".repeat(self.what.chars().count() + 6));
        }
    }
}
