//! The order of the Vietnamese alphabet: a ă â b c d đ e ê … o ô ơ … u ư …, the tone last.

use super::nfc::nfd;

/// By what names are put in order: their letters, and where those are the same, their tones.
pub fn order(name: &str) -> (Vec<(char, u8)>, String) {
    let mut letters: Vec<(char, u8)> = Vec::new();
    let mut tones = String::new();
    for c in nfd(&name.to_lowercase()).chars() {
        match (c, letters.last_mut()) {
            ('\u{306}', Some(letter)) => letter.1 = 1,
            ('\u{302}', Some(letter)) => letter.1 = if letter.0 == 'a' { 2 } else { 1 },
            ('\u{31b}', Some(letter)) => letter.1 = if letter.0 == 'o' { 2 } else { 1 },
            ('\u{300}'..='\u{36f}', _) => tones.push(c),
            ('đ', _) => letters.push(('d', 1)),
            _ => letters.push((c, 0)),
        }
    }
    (letters, tones)
}

#[cfg(test)]
mod tests {
    use super::order;

    #[test]
    fn names_stand_as_in_a_vietnamese_list() {
        let names = [
            "An Giang",
            "Bạc Liêu",
            "Bắc Giang",
            "Bình Định",
            "Cao Bằng",
            "Cần Thơ",
            "Đà Nẵng",
            "Đắk Lắk",
            "Điện Biên",
            "Gia Lai",
        ];
        let mut sorted = names;
        sorted.reverse();
        sorted.sort_by_key(|name| order(name));
        assert_eq!(sorted, names);
        let letters = ["o", "ô", "ơ", "u", "ú", "ư"];
        let mut sorted = letters;
        sorted.reverse();
        sorted.sort_by_key(|name| order(name));
        assert_eq!(sorted, letters);
    }
}
