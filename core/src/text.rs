//! A text in the two languages of every reader, and the normal form of what people type.

use serde::{Deserialize, Serialize};
use unicode_normalization::char::{canonical_combining_class, compose, decompose_canonical};

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
    let composed = nfc(typed);
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

/// Unicode normal form C (UAX #15). Written out on the canonical tables alone: the ready-made iterators bring the compatibility
/// tables along, a fifth of what a page of ours may weigh.
pub fn nfc(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let mut letters: Vec<(u8, char)> = Vec::with_capacity(text.len());
    for letter in text.chars() {
        decompose_canonical(letter, |part| letters.push((canonical_combining_class(part), part)));
    }
    for marks in letters.split_mut(|(class, _)| *class == 0) {
        marks.sort_by_key(|(class, _)| *class);
    }
    let mut out: Vec<char> = Vec::with_capacity(letters.len());
    // Where the last starter stands in `out`, and the class of what came after it; a mark behind one of its own class is blocked.
    let (mut starter, mut last) = (None, 0);
    for (class, letter) in letters {
        let open = starter.is_some_and(|at| last < class || (last == 0 && at + 1 == out.len()));
        let base = if open { starter.and_then(|at| out.get_mut(at)) } else { None };
        if let Some(base) = base
            && let Some(joined) = compose(*base, letter)
        {
            *base = joined;
            continue;
        }
        last = class;
        if class == 0 {
            starter = Some(out.len());
        }
        out.push(letter);
    }
    out.into_iter().collect()
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

    /// The ready-made iterator is the oracle: for every character, by itself and between others that may join it.
    #[test]
    fn normal_form_is_that_of_the_standard() {
        use unicode_normalization::UnicodeNormalization;
        let joins = |letter: &char| {
            canonical_combining_class(*letter) != 0
                || letter.nfd().ne(std::iter::once(*letter))
                || ('\u{1100}'..'\u{1200}').contains(letter)
        };
        for letter in ('\0'..'\u{30000}').filter(joins) {
            for text in
                [format!("{letter}"), format!("a\u{323}{letter}\u{302}\u{301}o"), format!("\u{1100}{letter}\u{11a8}")]
            {
                assert_eq!(nfc(&text), text.nfc().collect::<String>(), "{text:?}");
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn any_marks_in_any_order(text in "[aeoudA\u{300}-\u{345}\u{5b0}-\u{5c2}\u{1100}-\u{1112}\u{1161}-\u{1175}\u{11a8}-\u{11c2}각ệ]{0,12}") {
            use unicode_normalization::UnicodeNormalization;
            proptest::prop_assert_eq!(nfc(&text), text.nfc().collect::<String>());
        }
    }

    #[test]
    fn white_space_and_invisible_characters_go() {
        assert_eq!(normal("  Công\u{a0}ty \u{200b} TNHH\t A\u{feff} "), "Công ty TNHH A");
        assert_eq!(normal(" \u{200b} "), "");
    }
}
