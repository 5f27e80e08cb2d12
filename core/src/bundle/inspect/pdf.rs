//! Names in a PDF that make a viewer do something, wherever they stand; those in compressed streams of objects too.

use super::Found;
use super::inflate::{Budget, Came, Inflate};

/// Names (ISO 32000-1) that make a viewer do something or bring other files along. The script of an action stands beside the first.
const ACTIVE: [&[u8]; 11] = [
    b"/JavaScript",
    b"/OpenAction",
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
    is_in_stream: bool,
    /// Since the last stream: it is one of objects, or packed in a way that is not looked through.
    is_packed: bool,
    is_odd: bool,
    objects: Option<Objects>,
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
            let is_before_line = rest.first().is_none_or(|byte| b"\r\n".contains(byte));
            if word == STREAM && !is_before_line {
                continue;
            }
            self.word(&word, found);
            if word == STREAM && std::mem::take(&mut self.is_packed) {
                self.objects = Some(Objects { inflate: Inflate::zlib(), names: Words::default(), is_fresh: true });
                self.unpack(rest, budget, found);
            }
        }
    }

    /// Takes the word that the file ends in.
    pub fn end(&mut self, found: &mut Found) {
        let last = self.words.0.take().map(|word| plain(&word));
        last.iter().for_each(|word| self.word(word, found));
    }

    fn word(&mut self, word: &[u8], found: &mut Found) {
        named(word, found, !self.is_in_stream);
        match word {
            PACKED => self.is_packed = true,
            STREAM => {
                found.active |= self.is_packed && self.is_odd;
                (self.is_in_stream, self.is_odd) = (true, false);
            }
            STREAM_ENDS => self.is_in_stream = false,
            _ => self.is_odd |= OTHER_FILTERS.contains(&word),
        }
    }

    fn unpack(&mut self, bytes: &[u8], budget: &mut Budget, found: &mut Found) {
        let Some(Objects { inflate, names, is_fresh }) = &mut self.objects else { return };
        let bytes = if *is_fresh { bytes.trim_ascii_start() } else { bytes };
        *is_fresh &= bytes.is_empty();
        let came = inflate.take(bytes, budget, &mut |mut bytes, _| {
            while let Some(word) = names.next(&mut bytes) {
                named(&word, found, true);
            }
        });
        if came != Came::On {
            names.0.iter().for_each(|word| named(&plain(word), found, true));
            // What was not looked at may hold anything.
            found.active |= came == Came::TooFar;
            self.objects = None;
        }
    }
}

fn named(word: &[u8], found: &mut Found, is_meant: bool) {
    let is_by_chance = BY_CHANCE.contains(&word);
    found.active |= if is_by_chance { is_meant } else { ACTIVE.contains(&word) };
    found.encrypted |= word == ENCRYPTED;
}

/// The names of a PDF, each with its slash, and the words that begin with the first letters of `stream` and `endstream`.
#[derive(Clone, Default)]
struct Words(Option<Vec<u8>>);

impl Words {
    /// The next one that ends in the bytes, which are left where it ends.
    fn next(&mut self, rest: &mut &[u8]) -> Option<Vec<u8>> {
        let is_end = |byte: &u8| byte.is_ascii_whitespace() || *byte == 0 || b"()<>[]{}/%".contains(byte);
        loop {
            let word = match &mut self.0 {
                Some(word) => word,
                None => {
                    let start = rest.iter().position(|byte| matches!(byte, b'/' | b's' | b'e'))?;
                    let (first, after) = rest.get(start..)?.split_first()?;
                    *rest = after;
                    self.0.insert(vec![*first])
                }
            };
            let end = rest.iter().position(is_end);
            let (more, after) = rest.split_at_checked(end.unwrap_or(rest.len())).unwrap_or((rest, &[]));
            word.extend(more.iter().take(LONGEST.saturating_sub(word.len())));
            *rest = after;
            end?;
            let word = self.0.take()?;
            if word.starts_with(b"/") || word == STREAM || word == STREAM_ENDS {
                return Some(plain(&word));
            }
        }
    }
}

/// A name with its letters that are written as `#xx` (7.3.5).
fn plain(name: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(name.len());
    let mut rest = name;
    while let [first, after @ ..] = rest {
        let digit = |byte: &u8| char::from(*byte).to_digit(16);
        match (first, after) {
            (b'#', [high, low, behind @ ..]) if digit(high).is_some() && digit(low).is_some() => {
                let value = digit(high).zip(digit(low)).map_or(0, |(high, low)| high * 16 + low);
                out.push(u8::try_from(value).unwrap_or_default());
                rest = behind;
            }
            _ => {
                out.push(*first);
                rest = after;
            }
        }
    }
    out
}
