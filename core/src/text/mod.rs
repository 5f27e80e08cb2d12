//! A text in the two languages of every reader, and the normal form of what people type.

mod folded;
mod lower;
mod nfc;
mod order;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

pub use folded::folded;
pub use lower::lower;
pub use nfc::{nfc, nfd};
pub use order::order;

/// The reader's language. Vietnamese is the language of the law, and the default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Lang {
    /// Vietnamese.
    #[default]
    Vi,
    /// English.
    En,
}

/// One text in Vietnamese and English. Neither may be missing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// The Vietnamese text, NFC.
    pub vi: String,
    /// The English text.
    pub en: String,
}

impl Text {
    /// Both languages at once.
    pub fn new(vi: impl Into<String>, en: impl Into<String>) -> Self {
        Text { vi: vi.into(), en: en.into() }
    }

    /// The text in one language.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Vi => &self.vi,
            Lang::En => &self.en,
        }
    }
}

/// What was typed, in Unicode normal form C with outer white space gone and inner runs of it made one space.
/// Zero-width characters and soft hyphens, which come along when text is pasted, are dropped.
/// What is in that form already is handed back as it is.
#[inline]
pub fn normal(typed: &str) -> Cow<'_, str> {
    if is_normal(typed) {
        return Cow::Borrowed(typed);
    }
    let composed = nfc(typed);
    let mut out = String::with_capacity(composed.len());
    for word in composed.split(|c: char| c.is_whitespace()).filter(|word| !word.is_empty()) {
        let at = out.len();
        out.extend(word.chars().filter(|c| !is_invisible(*c)));
        if at != 0 && out.len() > at {
            out.insert(at, ' ');
        }
    }
    Cow::Owned(out)
}

/// Whether a text has visible ASCII alone, such as a number or a code; seen of eight letters at once.
#[inline]
fn is_one_word(typed: &str) -> bool {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const TOP: u64 = ONES << 7;
    let (eights, rest) = typed.as_bytes().as_chunks::<8>();
    // Of each byte the highest bit is set: where it is so itself, where `!` cannot be taken away, where one more is too much.
    let strange = |eight: &[u8; 8]| {
        let eight = u64::from_le_bytes(*eight);
        let below = !(eight | TOP).wrapping_sub(ONES * u64::from(b'!'));
        let above = (eight & !TOP).wrapping_add(ONES);
        (eight | below | above) & TOP
    };
    eights.iter().all(|eight| strange(eight) == 0) && rest.iter().all(u8::is_ascii_graphic)
}

/// Whether nothing would change: what is checked again on every keystroke mostly is as it should be.
#[inline]
fn is_normal(typed: &str) -> bool {
    if is_one_word(typed) {
        return true;
    }
    let mut before = b' ';
    let strange = typed.bytes().position(|byte| {
        let fine = matches!(byte, b'!'..=b'~') || (byte == b' ' && before != b' ');
        before = if fine { byte } else { before };
        !fine
    });
    let rest = strange.and_then(|at| typed.get(at..)).unwrap_or_default();
    let mut before = char::from(before);
    let fine = rest.chars().all(|c| {
        let fine = match c {
            ' ' => before != ' ',
            // With the letters of Vietnamese, none of which is anything else.
            '!'..='~' | '\u{C0}'..='\u{24F}' | '\u{1EA0}'..='\u{1EF9}' => true,
            _ => nfc::is_plain(c) && !c.is_whitespace() && !c.is_control() && !is_invisible(c),
        };
        before = c;
        fine
    });
    fine && (before != ' ' || typed.is_empty())
}

/// A letter of a Latin alphabet, that of Vietnamese among them, which is no other letter in another dress (`ﬁ`, `ª`, `ǆ`).
pub fn is_latin(c: char) -> bool {
    let dressed = matches!(c, '×' | '÷' | 'Ĳ' | 'ĳ' | 'Ŀ' | 'ŀ' | 'ŉ' | 'ſ' | 'Ǆ'..='ǌ' | 'Ǳ'..='ǳ' | 'ẚ' | 'ẛ');
    matches!(c, 'A'..='Z' | 'a'..='z' | 'À'..='ɏ' | 'Ḁ'..='ỿ') && !dressed
}

/// A character that takes no room on the page and that no one means to type.
#[inline]
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decomposed_vietnamese_is_composed() {
        assert_eq!(normal("Hie\u{302}\u{301}u"), "Hiếu");
    }

    #[test]
    fn white_space_and_invisible_characters_go() {
        assert_eq!(normal("  Công\u{a0}ty \u{200b} TNHH\t A\u{feff} "), "Công ty TNHH A");
        assert_eq!(normal(" \u{200b} "), "");
    }

    #[test]
    fn latin_letters_are_those_that_no_compatibility_form_changes() {
        use unicode_normalization::UnicodeNormalization;
        for c in ('\0'..=char::MAX).filter(|c| is_latin(*c)) {
            assert!(c.is_alphabetic() && c.to_string().nfkc().eq([c]), "U+{:04X}", u32::from(c));
        }
        assert!("ĐƠNđềnghịcấpgiấychứngnhận".chars().all(is_latin) && !"ﬁª²µǆж中".chars().any(is_latin));
    }

    #[test]
    fn letters_that_are_taken_at_sight_would_be_taken_anyway() {
        for c in ('\u{C0}'..='\u{24F}').chain('\u{1EA0}'..='\u{1EF9}') {
            assert!(nfc::is_plain(c) && !c.is_whitespace() && !c.is_control() && !is_invisible(c), "{c}");
        }
    }

    #[test]
    fn one_word_is_visible_letters_at_every_place() {
        for at in 0..20 {
            for byte in 0..=0x7f_u8 {
                let mut text = vec![b'~'; 20];
                text.splice(at..=at, [byte]);
                assert_eq!(
                    is_one_word(&String::from_utf8(text).unwrap()),
                    byte.is_ascii_graphic(),
                    "{byte:#x} at {at}"
                );
            }
        }
        assert!(is_one_word("") && !is_one_word("0912345678á"));
    }

    #[test]
    fn what_is_normal_already_is_told_from_what_is_not() {
        for text in ["", "Công ty TNHH A", "số 1, phố Huế", "a-b"] {
            assert!(is_normal(text) && normal(text) == text, "{text}");
        }
        for text in [" a", "a ", "a  b", "a\tb", "a\u{a0}b", "a\u{ad}b", "a\u{85}b", "a\u{301}", "a\u{200b}"] {
            assert!(!is_normal(text), "{text:?}");
        }
    }
}
