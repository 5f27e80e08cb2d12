//! A text in the two languages of every reader, and the normal form of what people type.

use serde::{Deserialize, Serialize};
use unicode_normalization::{UnicodeNormalization, is_nfc};

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
pub fn normal(typed: &str) -> String {
    let composed: String = if is_nfc(typed) { typed.to_owned() } else { typed.nfc().collect() };
    let mut out = String::with_capacity(composed.len());
    for word in composed.split(|c: char| c.is_whitespace()).filter(|word| !word.is_empty()) {
        let at = out.len();
        out.extend(word.chars().filter(|c| !is_invisible(*c)));
        if at != 0 && out.len() > at {
            out.insert(at, ' ');
        }
    }
    out
}

/// A character that takes no room on the page and that no one means to type.
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
}
