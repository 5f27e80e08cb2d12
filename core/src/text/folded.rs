//! Names that are the same however they are written: without capitals, without the marks of letters, without what stands between words.

use super::{lower, nfd};

/// The bare letters and digits of a text: `TP. Hồ Chí Minh` and `tp ho chi minh` alike, `Khánh Hoà` and `Khánh Hòa`.
pub fn folded(text: &str) -> String {
    let between =
        |c: &char| c.is_whitespace() || c.is_ascii_punctuation() || matches!(c, '\u{300}'..='\u{36f}' | '–' | '—');
    let bare = |c| if c == 'đ' { 'd' } else { c };
    lower(&nfd(text)).filter(|c| !between(c)).map(bare).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_capitals_and_what_stands_between_words_do_not_matter() {
        for typed in
            ["Bà Rịa - Vũng Tàu", "BÀ RỊA–VŨNG TÀU", "Ba Ria Vung Tau", "Ba\u{300} Ri\u{323}a - Vu\u{303}ng Ta\u{300}u"]
        {
            assert_eq!(folded(typed), "bariavungtau", "{typed}");
        }
        assert_eq!(folded("Đắk Lắk"), folded("Đăk Lăk"));
        assert_eq!(folded("Khánh Hoà"), folded("Khánh Hòa"));
        assert_ne!(folded("Hà Nam"), folded("Hà Nội"));
        assert_eq!(folded(" – "), "");
    }
}
