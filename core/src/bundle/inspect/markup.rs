//! Scripts in pages and drawings: elements and attributes that a browser runs.

/// Elements that run something or bring another page along.
const ELEMENTS: [&[u8]; 4] = [b"script", b"iframe", b"object", b"embed"];
const SCHEME: &[u8] = b"javascript:";
/// Longer than every name that is looked for.
const LONGEST: usize = 32;

/// A text as it passes by.
#[derive(Clone, Default)]
pub struct Markup {
    is_active: bool,
    is_in_tag: bool,
    /// What stands before the word: nothing but the mark of a tag, where it is the name of an element.
    before: u8,
    /// The word so far, in lower case.
    word: Vec<u8>,
    /// Whether the word before is the name of a handler, of which a value must follow.
    is_handler: bool,
}

impl Markup {
    /// Takes the next bytes.
    pub fn take(&mut self, bytes: &[u8]) {
        for byte in bytes {
            if byte.is_ascii_whitespace() || b"<>=/\"'".contains(byte) {
                self.end(*byte);
            } else if self.word.len() < LONGEST {
                self.word.push(byte.to_ascii_lowercase());
            }
        }
    }

    /// Whether it runs something.
    pub const fn is_active(&self) -> bool {
        self.is_active
    }

    fn end(&mut self, by: u8) {
        // Taken and given back, since a text may hold a word in every letter.
        let mut word = std::mem::take(&mut self.word);
        if self.is_in_tag {
            // An element may stand in a namespace of its own.
            let name = word.rsplit(|byte| *byte == b':').next().unwrap_or_default();
            self.is_active |= (self.before == b'<' && ELEMENTS.contains(&name)) || word.starts_with(SCHEME);
            if !word.is_empty() {
                self.is_handler = word.len() > 3 && word.starts_with(b"on") && word.iter().all(u8::is_ascii_alphabetic);
            }
            self.is_active |= self.is_handler && by == b'=';
            self.is_handler &= by.is_ascii_whitespace();
        }
        match by {
            b'<' => self.is_in_tag = true,
            b'>' => self.is_in_tag = false,
            _ => {}
        }
        self.before = by;
        word.clear();
        self.word = word;
    }
}
