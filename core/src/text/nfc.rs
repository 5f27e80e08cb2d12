//! Unicode normal forms C and D (UAX #15). The tables are 5 KB gzipped in a browser; those of `unicode-normalization`, against which
//! it is tried, are 29 without and 63 more with the compatibility forms.

use std::sync::OnceLock;

/// Written by `cargo xtask unicode`.
mod packed {
    include!("nfc.in");
}

// Hangul syllables are made up by counting (The Unicode Standard, 3.12).
const SYLLABLE: u32 = 0xac00;
const LEADING: u32 = 0x1100;
const VOWEL: u32 = 0x1161;
const TRAILING: u32 = 0x11a7;
const VOWELS: u32 = 21;
const TRAILINGS: u32 = 28;
const SYLLABLES: u32 = 19 * VOWELS * TRAILINGS;

/// The text in form C: letters and their marks put together.
pub fn nfc(text: &str) -> String {
    if text.chars().all(is_plain) { text.to_owned() } else { composed(&apart(text)) }
}

/// The text in form D: letters and their marks apart.
pub fn nfd(text: &str) -> String {
    apart(text).into_iter().map(|(c, _)| c).collect()
}

/// Whether a character is in form C whatever stands beside it: Latin letters, those of Vietnamese among them.
#[inline]
pub(super) fn is_plain(c: char) -> bool {
    matches!(c, '\0'..='\u{2ff}' | '\u{1e00}'..='\u{1eff}')
}

/// The characters apart, marks in the order of their classes, each with its class.
fn apart(text: &str) -> Vec<(char, u8)> {
    let mut out = Vec::with_capacity(text.len());
    text.chars().for_each(|c| take_apart(c, &mut out));
    out.chunk_by_mut(|a, b| (a.1 == 0) == (b.1 == 0))
        .filter(|run| run.first().is_some_and(|first| first.1 != 0))
        .for_each(in_order);
    out
}

/// Puts marks in the order of their classes; those of one class stay as they stand. There are so few classes that each is looked for
/// in its turn, which is far less code in a browser than a sort.
fn in_order(marks: &mut [(char, u8)]) {
    if marks.is_sorted_by_key(|(_, class)| *class) {
        return;
    }
    let as_they_stood = marks.to_vec();
    let mut places = marks.iter_mut();
    let mut last = 0;
    while let Some(class) = as_they_stood.iter().map(|(_, class)| *class).filter(|class| *class > last).min() {
        let of_class = as_they_stood.iter().filter(|(_, of)| *of == class);
        of_class.zip(places.by_ref()).for_each(|(mark, place)| *place = *mark);
        last = class;
    }
}

fn take_apart(c: char, out: &mut Vec<(char, u8)>) {
    if c < '\u{c0}' {
        out.push((c, 0));
        return;
    }
    if let Some(at) = u32::from(c).checked_sub(SYLLABLE).filter(|at| *at < SYLLABLES) {
        let parts = [LEADING + at / (VOWELS * TRAILINGS), VOWEL + at / TRAILINGS % VOWELS, TRAILING + at % TRAILINGS];
        let parts = parts.into_iter().filter(|part| *part != TRAILING).filter_map(char::from_u32);
        out.extend(parts.map(|part| (part, 0)));
        return;
    }
    let tables = tables();
    let parts = [&tables.pairs, &tables.apart].into_iter().find_map(|table| {
        let found = table.binary_search_by_key(&c, |[whole, ..]| *whole).ok()?;
        table.get(found)
    });
    match parts {
        // A character that is another one comes apart into that and nothing.
        Some([_, first, NOTHING]) => take_apart(*first, out),
        Some([_, first, second]) => {
            take_apart(*first, out);
            take_apart(*second, out);
        }
        None => out.push((c, class(c))),
    }
}

fn class(c: char) -> u8 {
    let classes = &tables().classes;
    let at = classes.partition_point(|[_, last, _]| *last < c);
    let class = classes.get(at).filter(|[first, ..]| *first <= c).map(|[.., class]| *class);
    class.and_then(|class| u8::try_from(class).ok()).unwrap_or(0)
}

/// Puts together what stands apart: each mark with the last letter before it, unless a mark of the same or a higher class is between.
fn composed(apart: &[(char, u8)]) -> String {
    let mut out: Vec<char> = Vec::with_capacity(apart.len());
    // Where the last letter stands, and the class of the last mark kept after it.
    let (mut letter, mut between) = (None, 0);
    for (c, class) in apart.iter().copied() {
        let free = letter.is_some_and(|at: usize| at + 1 == out.len() || between < class);
        let there = letter.filter(|_| free).and_then(|at| out.get_mut(at));
        if let Some(there) = there
            && let Some(whole) = put_together(*there, c)
        {
            *there = whole;
            continue;
        }
        if class == 0 {
            letter = Some(out.len());
        }
        between = class;
        out.push(c);
    }
    out.into_iter().collect()
}

fn put_together(first: char, second: char) -> Option<char> {
    let (a, b) = (u32::from(first), u32::from(second));
    let within = |c: u32, from: u32, count: u32| c.checked_sub(from).filter(|at| *at < count);
    if let (Some(leading), Some(vowel)) = (within(a, LEADING, 19), within(b, VOWEL, VOWELS)) {
        return char::from_u32(SYLLABLE + (leading * VOWELS + vowel) * TRAILINGS);
    }
    if let (Some(syllable), Some(trailing @ 1..)) = (within(a, SYLLABLE, SYLLABLES), within(b, TRAILING, TRAILINGS))
        && syllable % TRAILINGS == 0
    {
        return char::from_u32(a + trailing);
    }
    let tables = tables();
    let rows =
        probes(first, second).map_while(|probe| tables.together.get(probe).copied().filter(|row| *row != NO_ROW));
    let mut pairs = rows.filter_map(|row| tables.pairs.get(usize::from(row)));
    pairs.find(|[_, one, other]| *one == first && *other == second).map(|[whole, ..]| *whole)
}

/// How many places there are for the rows of pairs: a few times as many as rows, so that one is found in few steps.
const PLACES: u16 = 1 << 12;
/// What stands in a place of no row.
const NO_ROW: u16 = u16::MAX;

/// The places at which the row of a pair may stand, each once: it stands at the first that was free.
fn probes(first: char, second: char) -> impl Iterator<Item = usize> {
    let mixed = (u32::from(first) << 11 ^ u32::from(second)).wrapping_mul(0x9e37_79b1);
    let [high, low, ..] = mixed.to_be_bytes();
    let start = u16::from_be_bytes([high, low]);
    (0..PLACES).map(move |step| usize::from(start.wrapping_add(step) % PLACES))
}

/// What stands where a row has no third value.
const NOTHING: char = '\0';

struct Tables {
    /// Letters that a letter and a mark make up: the whole, the first, the second.
    pairs: Vec<[char; 3]>,
    /// The row of each pair, at one of its [`probes`].
    together: Vec<u16>,
    /// What comes apart and is never put together again: the whole, what it comes apart into, if anything the second.
    apart: Vec<[char; 3]>,
    /// Combining classes other than 0: first, last, class as a character.
    classes: Vec<[char; 3]>,
}

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| {
        let pairs = unpacked(packed::PAIRS);
        let mut together = vec![NO_ROW; PLACES.into()];
        for ([_, first, second], row) in pairs.iter().zip(0..) {
            let free = probes(*first, *second).find(|probe| together.get(*probe) == Some(&NO_ROW));
            if let Some(place) = free.and_then(|free| together.get_mut(free)) {
                *place = row;
            }
        }
        Tables { pairs, together, apart: unpacked(packed::APART), classes: unpacked(packed::CLASSES) }
    })
}

/// The rows of a table: each column on its own, each value as its distance from the one above, the distances in base 128 with the sign
/// in the lowest bit. So packed they are less than half as large after gzip.
fn unpacked(bytes: &[u8]) -> Vec<[char; 3]> {
    let mut values = Vec::new();
    let (mut coded, mut shift) = (0_u32, 0);
    for byte in bytes {
        coded |= u32::from(byte & 0x7f) << shift;
        shift += 7;
        if byte & 0x80 == 0 {
            values.push(if coded & 1 == 0 { (coded >> 1).cast_signed() } else { !(coded >> 1).cast_signed() });
            (coded, shift) = (0, 0);
        }
    }
    let mut rows = vec![[NOTHING; 3]; values.len() / 3];
    for (column, distances) in values.chunks_exact(rows.len().max(1)).enumerate() {
        let mut value = 0_u32;
        for (row, distance) in rows.iter_mut().zip(distances) {
            value = value.wrapping_add_signed(*distance);
            if let (Some(place), Some(c)) = (row.get_mut(column), char::from_u32(value)) {
                *place = c;
            }
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::UnicodeNormalization;

    #[test]
    fn every_character_alone_is_as_the_reference_has_it() {
        for c in '\0'..=char::MAX {
            let alone = c.to_string();
            assert_eq!(nfc(&alone), alone.nfc().collect::<String>(), "U+{:04X}", u32::from(c));
            assert_eq!(nfd(&alone), alone.nfd().collect::<String>(), "U+{:04X}", u32::from(c));
        }
    }

    proptest::proptest! {
        #[test]
        fn texts_are_as_the_reference_has_them(text in "([a-zA-Z]|\\p{M}|[가-힣ᄀ-ᇿ]|[À-ỹ]|\\PC){0,12}") {
            proptest::prop_assert_eq!(nfc(&text), text.nfc().collect::<String>());
            proptest::prop_assert_eq!(nfd(&text), text.nfd().collect::<String>());
        }
    }
}
