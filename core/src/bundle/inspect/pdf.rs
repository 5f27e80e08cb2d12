//! Names in a PDF that make a viewer do something, wherever they stand; those in compressed streams of objects too.

use super::Found;
use super::inflate::{Budget, Came, Inflate};

/// Names (ISO 32000-1) that make a viewer do something or bring other files along. The script of an action stands beside the first.
const ACTIVE: [&[u8]; 11] = [
    b"/JavaScript",
    OPEN_ACTION,
    b"/Launch",
    b"/SubmitForm",
    b"/ImportData",
    b"/GoToR",
    b"/GoToE",
    b"/Rendition",
    b"/RichMedia",
    b"/EmbeddedFile",
    b"/EmbeddedFiles",
];
/// Actions of a page or field, forms with scripts of their own. So short a name stands in every few megabytes of a picture by chance: it
/// counts outside of streams.
const BY_CHANCE: [&[u8]; 2] = [b"/AA", b"/XFA"];
/// What is done at first. An array that follows is a place to begin at (7.7.2, 12.3.2), which nearly every word processor writes; an
/// action has names of its own.
const OPEN_ACTION: &[u8] = b"/OpenAction";
const ENCRYPTED: &[u8] = b"/Encrypt";
/// A stream that holds objects (7.5.7).
const PACKED: &[u8] = b"/ObjStm";
/// Ways to pack a stream that are not looked through.
const OTHER_FILTERS: [&[u8]; 5] =
    [b"/ASCIIHexDecode", b"/ASCII85Decode", b"/LZWDecode", b"/RunLengthDecode", b"/Crypt"];
const STREAM: &[u8] = b"stream";
const STREAM_ENDS: &[u8] = b"endstream";
/// Longer than every word that is looked for, even when each of its letters is written as a number.
const LONGEST: usize = 64;

/// A PDF as it passes by.
#[derive(Clone, Default)]
pub struct Pdf {
    words: Words,
    place: Place,
    objects: Option<Objects>,
}

/// Where in a PDF it is.
#[derive(Clone, Default)]
struct Place {
    is_in_stream: bool,
    /// Since the last stream: it is one of objects, or packed in a way that is not looked through.
    is_packed: bool,
    is_odd: bool,
}

/// Objects being unpacked.
#[derive(Clone)]
struct Objects {
    inflate: Inflate,
    names: Words,
    /// Whether nothing but the end of a line came yet.
    is_fresh: bool,
}

impl Pdf {
    /// Takes the next bytes.
    pub fn take(&mut self, bytes: &[u8], budget: &mut Budget, found: &mut Found) {
        self.unpack(bytes, budget, found);
        let mut rest = bytes;
        while let Some(word) = self.words.next(&mut rest) {
            let is_stream = word == STREAM;
            if is_stream && rest.first().is_some_and(|byte| !b"\r\n".contains(byte)) {
                continue;
            }
            self.place.word(word, found);
            if is_stream && std::mem::take(&mut self.place.is_packed) {
                let names = Words::default();
                self.objects = Inflate::zlib(budget).map(|inflate| Objects { inflate, names, is_fresh: true });
                found.active |= self.objects.is_none();
                self.unpack(rest, budget, found);
            }
        }
    }

    /// Takes the word that the file ends in.
    pub fn end(&mut self, found: &mut Found) {
        if let Some(last) = self.words.last() {
            self.place.word(last, found);
        }
    }

    fn unpack(&mut self, bytes: &[u8], budget: &mut Budget, found: &mut Found) {
        let Some(Objects { inflate, names, is_fresh }) = &mut self.objects else { return };
        let bytes = if *is_fresh { bytes.trim_ascii_start() } else { bytes };
        *is_fresh &= bytes.is_empty();
        let came = inflate.take(bytes, budget, &mut |mut bytes, _| {
            while let Some(word) = names.next(&mut bytes) {
                named(word, found, true);
            }
        });
        if came != Came::On {
            if let Some(last) = names.last() {
                named(last, found, true);
            }
            // What was not looked at may hold anything.
            found.active |= came == Came::TooFar;
            self.objects = None;
        }
    }
}

impl Place {
    fn word(&mut self, word: &[u8], found: &mut Found) {
        named(word, found, !self.is_in_stream);
        match word {
            PACKED => self.is_packed = true,
            STREAM => {
                found.active |= self.is_packed && self.is_odd;
                (self.is_in_stream, self.is_odd) = (true, false);
            }
            STREAM_ENDS => self.is_in_stream = false,
            _ => self.is_odd = self.is_odd || OTHER_FILTERS.contains(&word),
        }
    }
}

fn named(word: &[u8], found: &mut Found, is_meant: bool) {
    let is_active = || if BY_CHANCE.contains(&word) { is_meant } else { ACTIVE.contains(&word) };
    found.active = found.active || is_active();
    found.encrypted = found.encrypted || word == ENCRYPTED;
}

/// The names of a PDF, each with its slash, and the words that begin with the first letters of `stream` and `endstream`. A file may hold
/// a word in every letter, so each is written into the place of the one before.
#[derive(Clone, Default)]
struct Words {
    /// The word so far.
    word: Vec<u8>,
    /// The same with its letters that were written as numbers.
    plain: Vec<u8>,
    /// Whether the last one was [`OPEN_ACTION`], and what follows it has not come yet.
    is_opening: bool,
}

impl Words {
    /// The next one that ends in the bytes, which are left where it ends.
    fn next(&mut self, rest: &mut &[u8]) -> Option<&[u8]> {
        loop {
            if self.is_opening {
                *rest = rest.trim_ascii_start();
                self.is_opening = rest.is_empty();
                match rest.first() {
                    None => return None,
                    Some(b'[') => {}
                    Some(_) => return Some(OPEN_ACTION),
                }
            }
            if self.word.is_empty() {
                let start = rest.iter().position(|byte| matches!(byte, b'/' | b's' | b'e'))?;
                let (first, after) = rest.get(start..)?.split_first()?;
                *rest = after;
                self.word.push(*first);
            }
            let end = rest.iter().position(is_end);
            let (more, after) = rest.split_at_checked(end.unwrap_or(rest.len())).unwrap_or((rest, &[]));
            let room = LONGEST.saturating_sub(self.word.len());
            self.word.extend_from_slice(more.get(..room).unwrap_or(more));
            *rest = after;
            end?;
            if matches!(self.word.as_slice(), [b'/', _, _, ..] | STREAM | STREAM_ENDS) {
                plain(&self.word, &mut self.plain);
                self.is_opening = self.plain == OPEN_ACTION;
                self.word.clear();
                if !self.is_opening {
                    return Some(&self.plain);
                }
            }
            self.word.clear();
        }
    }

    /// Ends the word so far, if there is one.
    fn last(&mut self) -> Option<&[u8]> {
        if self.is_opening {
            return Some(OPEN_ACTION);
        }
        let is_one = !self.word.is_empty();
        plain(&self.word, &mut self.plain);
        self.word.clear();
        is_one.then_some(self.plain.as_slice())
    }
}

/// Whether it ends a word (7.2.2).
const fn is_end(byte: &u8) -> bool {
    matches!(byte, 0 | b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
        || byte.is_ascii_whitespace()
}

/// Writes a name with its letters that are written as `#xx` (7.3.5).
fn plain(name: &[u8], out: &mut Vec<u8>) {
    out.clear();
    let mut rest = name;
    while let Some(at) = rest.iter().position(|byte| *byte == b'#') {
        let (before, after) = rest.split_at_checked(at).unwrap_or((rest, &[]));
        out.extend_from_slice(before);
        let digit = |byte: &u8| char::from(*byte).to_digit(16);
        match after {
            [_, high, low, behind @ ..] if digit(high).is_some() && digit(low).is_some() => {
                let value = digit(high).zip(digit(low)).map_or(0, |(high, low)| high * 16 + low);
                out.push(u8::try_from(value).unwrap_or_default());
                rest = behind;
            }
            _ => {
                out.push(b'#');
                rest = after.get(1..).unwrap_or_default();
            }
        }
    }
    out.extend_from_slice(rest);
}
