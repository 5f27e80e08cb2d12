//! Capitals without regard to which: for texts that are compared, not shown.

/// The text in small letters: those of the Latin, Greek and Cyrillic alphabets that people write today. The table of every letter that
/// ever had a capital, which the standard library has, would be 4 KB gzipped in a browser.
pub fn lower(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().map(small)
}

fn small(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    let after = |distance: u32| char::from_u32(u32::from(c) + distance).unwrap_or(c);
    let odd = u32::from(c) & 1;
    match c {
        'À'..='Ö' | 'Ø'..='Þ' | 'Α'..='Ρ' | 'Σ'..='Ϋ' | 'А'..='Я' => after(32),
        'Ѐ'..='Џ' => after(80),
        'Ÿ' => 'ÿ',
        'İ' | 'ı' | 'ĸ' | 'ŉ' | 'ẖ'..='ẟ' => c,
        // Capital and small letter take turns.
        'Ā'..='ķ' | 'Ŋ'..='ŷ' | 'Ơ'..='ơ' | 'Ḁ'..='ỿ' => after(1 - odd),
        'Ĺ'..='ň' | 'Ź'..='ž' | 'Ư'..='ư' => after(odd),
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_vietnamese_and_its_neighbours_are_as_the_standard_library_has_them() {
        let written = ('\0'..='ſ').chain('Ơ'..='ơ').chain('Ư'..='ư').chain('Ḁ'..='ỿ').chain('Ͱ'..='џ');
        for c in written.filter(|c| !matches!(c, 'İ' | 'ẞ' | 'Ͱ'..='ΐ' | 'Ϗ'..='Ͽ')) {
            assert_eq!(Vec::from([small(c)]), c.to_lowercase().collect::<Vec<_>>(), "U+{:04X}", u32::from(c));
        }
    }

    #[test]
    fn a_small_letter_stays() {
        for c in ('\0'..=char::MAX).filter(|c| c.is_lowercase()) {
            assert_eq!(small(c), c, "U+{:04X}", u32::from(c));
        }
        assert!(lower("CÔNG TY TNHH ĐẠI LỢI").eq("công ty tnhh đại lợi".chars()));
    }
}
