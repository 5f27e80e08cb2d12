//! A ZIP as it passes by: the names of its files, what an office document says of its parts (ECMA-376 part 2), and each of its files
//! looked at in turn. Every header is looked at wherever it stands, so that none is passed over by what another says of sizes.

use super::inflate::{Budget, Came, Inflate};
use super::{Found, Inspector, ZIP};

/// A line of the directory.
const LINE: &[u8] = b"PK\x01\x02";
const LOCAL_SIZE: usize = 30;
const LINE_SIZE: usize = 46;
/// Parts of office documents that hold macros, older ones in sheets, controls and objects of other programs.
const PARTS: [&[u8]; 4] = [b"vbaproject", b"macrosheet", b"activex", b"oleobject"];
/// Folders of Open Document that hold scripts (ODF 1.3 part 2).
const FOLDERS: [&[u8]; 2] = [b"basic/", b"scripts/"];
/// A template that is fetched as the document is opened, where its place is elsewhere.
const TEMPLATE: &[u8] = b"attachedtemplate";
const ELSEWHERE: [&[u8]; 4] = [b"target=\"http", b"target='http", b"target=\"\\\\", b"target=\"file://"];
/// A drive of one's own, from which nothing is fetched.
const OWN: &[u8] = b"target=\"file:///";
/// Most that is read of what says how parts hang together.
const MAX_TEXT: usize = 1 << 20;

/// An archive as it passes by.
#[derive(Clone)]
pub struct Archive {
    looks_inside: bool,
    /// The header that is being read.
    header: Vec<u8>,
    entry: Option<Entry>,
}

/// The file after a header.
#[derive(Clone)]
struct Entry {
    name: String,
    /// `None` where it is stored.
    inflate: Option<Inflate>,
    /// Bytes that are left of a stored one.
    left: usize,
    inside: Option<Inspector>,
    /// What is kept of one that says how parts hang together.
    text: Option<Vec<u8>>,
}

impl Archive {
    pub const fn new(looks_inside: bool) -> Self {
        Self { looks_inside, header: Vec::new(), entry: None }
    }

    /// Takes the next bytes.
    pub fn take(&mut self, bytes: &[u8], budget: &mut Budget, found: &mut Found) {
        self.unpack(bytes, budget, found);
        let mut rest = bytes;
        loop {
            let wanted = wanted(&self.header);
            if wanted > 0 && self.header.len() == wanted {
                self.headed(budget, found);
                self.unpack(rest, budget, found);
                continue;
            }
            match wanted {
                // What cannot be a header is none; a letter that ends it may begin another.
                0 => {
                    self.header.clear();
                    let Some(start) = rest.iter().position(|byte| *byte == b'P') else { return };
                    self.header.push(b'P');
                    rest = rest.get(start + 1..).unwrap_or_default();
                }
                wanted => {
                    let Some((next, after)) = rest.split_first() else { return };
                    let bulk = wanted.saturating_sub(self.header.len()).min(rest.len());
                    if self.header.len() >= ZIP.len() {
                        self.header.extend(rest.get(..bulk).unwrap_or_default());
                        rest = rest.get(bulk..).unwrap_or_default();
                    } else {
                        self.header.push(*next);
                        if begins(&self.header) {
                            rest = after;
                        } else {
                            self.header.clear();
                        }
                    }
                }
            }
        }
    }

    /// Ends the file that is being looked at.
    pub fn end(&mut self, budget: &mut Budget, found: &mut Found) {
        let Some(entry) = self.entry.take() else { return };
        if let Some(mut inside) = entry.inside {
            let own = inside.end(&entry.name, None, budget, false);
            (found.active, found.encrypted) = (found.active | own.active, found.encrypted | own.encrypted);
        }
        if let Some(text) = entry.text {
            let has = |word: &[u8]| text.windows(word.len()).any(|window| window == word);
            let is_elsewhere = ELSEWHERE.into_iter().any(has) && !has(OWN);
            found.active |= PARTS.into_iter().any(has) || (has(TEMPLATE) && is_elsewhere);
        }
    }

    /// A header is whole: what it says, and the file that follows.
    fn headed(&mut self, budget: &mut Budget, found: &mut Found) {
        let header = std::mem::take(&mut self.header);
        let is_local = header.starts_with(ZIP);
        let (size, flags_at) = if is_local { (LOCAL_SIZE, 6) } else { (LINE_SIZE, 8) };
        let (flags, method) = (number(&header, flags_at, 2), number(&header, flags_at + 2, 2));
        let (packed, length) = (number(&header, 18, 4), number(&header, if is_local { 26 } else { 28 }, 2));
        let name = header.get(size..size.saturating_add(length)).unwrap_or_default().to_ascii_lowercase();
        let has = |word: &[u8]| name.windows(word.len()).any(|window| window == word);
        found.encrypted |= flags & 1 != 0;
        found.active |= PARTS.into_iter().any(has) || FOLDERS.into_iter().any(|folder| name.starts_with(folder));
        if !is_local || flags & 1 != 0 || !matches!(method, 0 | 8) {
            return;
        }
        self.end(budget, found);
        let inflate = if method == 8 { Inflate::raw(budget) } else { None };
        if method == 8 && inflate.is_none() {
            // What was not looked at may hold anything.
            found.active = true;
            return;
        }
        let is_text = name.ends_with(b".rels") || name == b"[content_types].xml";
        self.entry = Some(Entry {
            name: String::from_utf8_lossy(&name).into_owned(),
            inflate,
            left: packed,
            inside: self.looks_inside.then(Inspector::default),
            text: is_text.then(Vec::new),
        });
    }

    fn unpack(&mut self, bytes: &[u8], budget: &mut Budget, found: &mut Found) {
        let Some(Entry { inflate, left, inside, text, .. }) = &mut self.entry else { return };
        let mut sink = |bytes: &[u8], budget: &mut Budget| {
            inside.iter_mut().for_each(|inside| inside.take(bytes, budget, false));
            if let Some(text) = text {
                text.extend(bytes.iter().take(MAX_TEXT.saturating_sub(text.len())).map(u8::to_ascii_lowercase));
            }
        };
        let came = match inflate {
            Some(inflate) => inflate.take(bytes, budget, &mut sink),
            None => {
                let own = bytes.get(..*left).unwrap_or(bytes);
                *left -= own.len();
                if !budget.spend(own.len()) {
                    Came::TooFar
                } else {
                    sink(own, budget);
                    if *left == 0 { Came::ToEnd } else { Came::On }
                }
            }
        };
        // What was not looked at may hold anything.
        found.active |= came == Came::TooFar;
        let is_seen = text.is_none() && inside.as_ref().is_none_or(Inspector::is_done);
        if came != Came::On || is_seen {
            self.end(budget, found);
        }
    }
}

/// How long the header is as far as it is known, without what does not matter of it; 0 where it is none.
fn wanted(header: &[u8]) -> usize {
    if header.is_empty() {
        return 0;
    }
    let is_local = !header.starts_with(LINE);
    let (size, name_at) = if is_local { (LOCAL_SIZE, 26) } else { (LINE_SIZE, 28) };
    if header.len() < size {
        return size;
    }
    let extra = if is_local { number(header, 28, 2) } else { 0 };
    size.saturating_add(number(header, name_at, 2)).saturating_add(extra)
}

/// Whether a header may begin so.
fn begins(header: &[u8]) -> bool {
    [ZIP, LINE].into_iter().any(|mark| mark.starts_with(header) || header.starts_with(mark))
}

/// A number of `size` bytes in a header.
fn number(header: &[u8], at: usize, size: usize) -> usize {
    let bytes = header.get(at..at.saturating_add(size)).unwrap_or_default();
    bytes.iter().rev().fold(0, |value, &byte| value << 8 | usize::from(byte))
}
