//! `names-place`: what is typed names the place of the recipient.

use crate::text::{Text, lower};

/// Whether what is typed ends in the name of a place, in either language: what sort of place it is may stand before (`tỉnh Cà Mau`).
/// Capitals, spaces and marks between words do not matter (`Bà Rịa – Vũng Tàu`).
pub fn names_place(typed: &str, place: &Text) -> bool {
    let typed = letters(typed);
    [&place.vi, &place.en].into_iter().any(|name| typed.ends_with(&letters(name)))
}

fn letters(text: &str) -> String {
    let between = |c: &char| c.is_whitespace() || c.is_ascii_punctuation() || matches!(c, '–' | '—');
    lower(text).filter(|c| !between(c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sort_of_place_may_stand_before_its_name() {
        let place = Text::new("Bà Rịa - Vũng Tàu", "Ba Ria - Vung Tau");
        for typed in
            ["Bà Rịa - Vũng Tàu", "tỉnh Bà Rịa – Vũng Tàu", "TỈNH BÀ RỊA-VŨNG TÀU", "Ba Ria - Vung Tau province"]
        {
            assert_eq!(names_place(typed, &place), !typed.ends_with("province"), "{typed}");
        }
        assert!(names_place("TP. Hồ Chí Minh", &Text::new("Hồ Chí Minh", "Ho Chi Minh")));
        assert!(!names_place("Cà Mau", &place));
        assert!(!names_place("Vũng Tàu", &place));
        assert!(!names_place("", &place));
    }
}
