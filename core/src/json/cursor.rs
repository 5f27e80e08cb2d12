//! JSON read as it stands, value by value. Where a text is of another shape than the one asked for, it stops there without a reason; who
//! knew the shape beforehand then has the text read by [`super::read`].

use std::borrow::Cow;

/// A place in a text of JSON, from which one value after the other is read. Nothing where it gives up.
#[derive(Clone)]
pub struct Cursor<'t> {
    text: &'t str,
    at: usize,
}

/// An object or list that is being read.
pub struct Series {
    closes: u8,
    is_first: bool,
}

impl<'t> Cursor<'t> {
    /// The beginning of a text.
    #[inline]
    pub fn of(text: &'t str) -> Cursor<'t> {
        Cursor { text, at: 0 }
    }

    /// The beginning of an object, of which each member is then asked for.
    #[inline]
    pub fn object(&mut self) -> Option<Series> {
        self.mark(b'{')?;
        Some(Series { closes: b'}', is_first: true })
    }

    /// The beginning of a list, of which each item is then asked for.
    #[inline]
    pub fn list(&mut self) -> Option<Series> {
        self.mark(b'[')?;
        Some(Series { closes: b']', is_first: true })
    }

    /// The name of the next member, whose value comes next; `Some(None)` where the object has ended.
    #[inline]
    pub fn member(&mut self, series: &mut Series) -> Option<Option<Cow<'t, str>>> {
        if !self.item(series)? {
            return Some(None);
        }
        let name = self.string()?;
        self.colon()?;
        Some(Some(name))
    }

    /// Goes past what stands between the name of a member and its value.
    #[inline]
    pub fn colon(&mut self) -> Option<()> {
        self.mark(b':')
    }

    /// Whether the next member, which [`Cursor::item`] has come to, has that name, as it is mostly written; then it is gone past.
    #[inline]
    pub fn is_named(&mut self, name: &str) -> bool {
        let rest = self.text.as_bytes().get(self.at..).and_then(|rest| rest.strip_prefix(b"\""));
        let is = rest.and_then(|rest| rest.strip_prefix(name.as_bytes())).is_some_and(|rest| rest.starts_with(b"\":"));
        if is {
            self.at += name.len() + 3;
        }
        is
    }

    /// Whether another item comes next; else the list, or object, has ended.
    #[inline]
    pub fn item(&mut self, series: &mut Series) -> Option<bool> {
        if self.mark(series.closes).is_some() {
            return Some(false);
        }
        if !std::mem::take(&mut series.is_first) {
            self.mark(b',')?;
        }
        Some(true)
    }

    /// A text.
    #[inline]
    pub fn string(&mut self) -> Option<Cow<'t, str>> {
        self.mark(b'"')?;
        let plain = self.plain()?;
        if self.step()? == b'"' {
            return Some(Cow::Borrowed(plain));
        }
        let mut out = plain.to_owned();
        loop {
            // Behind a backslash.
            out.push(match self.step()? {
                b'n' => '\n',
                b't' => '\t',
                b'r' => '\r',
                b'b' => '\u{8}',
                b'f' => '\u{c}',
                mark @ (b'"' | b'\\' | b'/') => char::from(mark),
                b'u' => self.by_number()?,
                _ => return None,
            });
            out.push_str(self.plain()?);
            if self.step()? == b'"' {
                return Some(Cow::Owned(out));
            }
        }
    }

    /// A character by its number, in one group of four digits or, beyond U+FFFF, in two: what stands behind `\u`.
    fn by_number(&mut self) -> Option<char> {
        let first = self.four()?;
        if !matches!(first, 0xd800..0xdc00) {
            return char::from_u32(first);
        }
        self.word("\\u")?;
        let second = self.four()?.checked_sub(0xdc00).filter(|second| *second < 0x400)?;
        char::from_u32(0x1_0000 + ((first - 0xd800) << 10) + second)
    }

    /// Four hexadecimal digits.
    fn four(&mut self) -> Option<u32> {
        (0..4).try_fold(0, |number, _| Some(number << 4 | char::from(self.step()?).to_digit(16)?))
    }

    /// A whole number from 0.
    #[inline]
    pub fn whole(&mut self) -> Option<u64> {
        self.space();
        self.digits()
    }

    /// The same, if it begins here.
    #[inline]
    pub fn digits(&mut self) -> Option<u64> {
        let start = self.at;
        while self.byte().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        let digits = self.text.get(start..self.at)?;
        let ends = !matches!(self.byte(), Some(b'.' | b'e' | b'E'));
        if ends && (digits == "0" || !digits.starts_with('0')) { digits.parse().ok() } else { None }
    }

    /// `true` or `false`.
    #[inline]
    pub fn flag(&mut self) -> Option<bool> {
        self.space();
        let (word, is) = if self.byte()? == b't' { ("true", true) } else { ("false", false) };
        self.word(word)?;
        Some(is)
    }

    /// Goes past a word that begins here.
    #[inline]
    pub fn word(&mut self, word: &str) -> Option<()> {
        let end = self.at + word.len();
        (self.text.get(self.at..end)? == word).then(|| self.at = end)
    }

    /// The first byte of the value that comes next.
    #[inline]
    pub fn peek(&mut self) -> Option<u8> {
        self.space();
        self.byte()
    }

    /// How far it went, in bytes; where it stopped, that is where the text is of another shape.
    pub fn at(&self) -> usize {
        self.at
    }

    /// Goes past a value without looking into it: where it ends is found by brackets and quotes alone. Gives its text.
    #[inline]
    pub fn skip(&mut self) -> Option<&'t str> {
        self.space();
        let (start, mut depth) = (self.at, 0_usize);
        loop {
            match self.byte()? {
                b'"' => drop(self.string()?),
                b'{' | b'[' => {
                    depth += 1;
                    self.at += 1;
                }
                b'}' | b']' => {
                    depth = depth.checked_sub(1)?;
                    self.at += 1;
                }
                _ => self.at += 1,
            }
            if depth == 0 {
                return self.text.get(start..self.at);
            }
        }
    }

    /// That nothing follows.
    #[inline]
    pub fn end(&mut self) -> Option<()> {
        self.space();
        (self.at == self.text.len()).then_some(())
    }

    /// Goes past a mark and the white space before it.
    #[inline]
    fn mark(&mut self, mark: u8) -> Option<()> {
        // There mostly is none.
        if self.byte()? != mark {
            self.space();
            if self.byte()? != mark {
                return None;
            }
        }
        self.at += 1;
        Some(())
    }

    #[inline]
    fn space(&mut self) {
        while matches!(self.byte(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    #[inline]
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The next byte, gone past.
    #[inline]
    fn step(&mut self) -> Option<u8> {
        let byte = self.byte()?;
        self.at += 1;
        Some(byte)
    }

    /// Goes past the letters of a text that stand for themselves: up to a quote or backslash, or to where neither comes.
    #[inline]
    fn plain(&mut self) -> Option<&'t str> {
        let start = self.at;
        let rest = self.text.as_bytes().get(start..)?;
        let mut length = 0;
        let (eights, last) = rest.as_chunks::<8>();
        let found = eights.iter().find_map(|eight| {
            let special = special(u64::from_le_bytes(*eight));
            if special == 0 {
                length += 8;
            }
            (special != 0).then_some(special.trailing_zeros() / 8)
        });
        length += match found {
            Some(within) => usize::try_from(within).ok()?,
            None => last.iter().take_while(|byte| special(u64::from(**byte) | SPACES << 8) == 0).count(),
        };
        self.at = start + length;
        if self.byte()? < b' ' {
            return None;
        }
        self.text.get(start..self.at)
    }
}

const ONES: u64 = 0x0101_0101_0101_0101;
const SPACES: u64 = ONES * 0x20;

/// Eight bytes at once: the highest bit of the first that is a quote, a backslash or a control character is set, and none below it.
#[inline]
fn special(eight: u64) -> u64 {
    let control = eight.wrapping_sub(SPACES) & !eight;
    (is(b'"', eight) | is(b'\\', eight) | control) & (ONES * 0x80)
}

/// The same for one byte; the other bits are of no meaning.
#[inline]
fn is(byte: u8, eight: u64) -> u64 {
    let other = eight ^ (ONES * u64::from(byte));
    other.wrapping_sub(ONES) & !other
}

/// Where a byte first stands.
#[inline]
pub fn place_of(byte: u8, bytes: &[u8]) -> Option<usize> {
    let (eights, last) = bytes.as_chunks::<8>();
    for (at, eight) in eights.iter().enumerate() {
        let found = is(byte, u64::from_le_bytes(*eight)) & (ONES * 0x80);
        if found != 0 {
            return Some(at * 8 + usize::try_from(found.trailing_zeros() / 8).ok()?);
        }
    }
    Some(eights.len() * 8 + last.iter().position(|other| *other == byte)?)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn values_are_read_one_after_the_other() {
        let mut cursor = Cursor::of(
            " { \"a\" : [\"x\\n\\\"y\", \"Hồ sơ đề nghị\"], \"n\": 120 ,\"is\":true,\"more\":{\"]\":[1]} } ",
        );
        let mut seen = Vec::new();
        let mut members = cursor.object().unwrap();
        while let Some(name) = cursor.member(&mut members).unwrap() {
            match name.as_ref() {
                "a" => {
                    let mut items = cursor.list().unwrap();
                    while cursor.item(&mut items).unwrap() {
                        seen.push(cursor.string().unwrap().into_owned());
                    }
                }
                "n" => seen.push(cursor.whole().unwrap().to_string()),
                "is" => seen.push(cursor.flag().unwrap().to_string()),
                _ => seen.push(cursor.skip().unwrap().to_owned()),
            }
        }
        cursor.end().unwrap();
        assert_eq!(seen, ["x\n\"y", "Hồ sơ đề nghị", "120", "true", "{\"]\":[1]}"]);
    }

    #[test]
    fn what_is_not_known_is_given_up_on() {
        for text in
            ["\"a", "\"a\u{1}\"", "\"abcdefgh\u{1}\"", "a", "", "\"\\x\"", "\"\\u004\"", "\"\\ud83d\"", "\"\\ude00\""]
        {
            assert!(Cursor::of(text).string().is_none(), "{text}");
        }
        for text in ["01", "1.0", "1e3", "-1", "", "18446744073709551616"] {
            assert!(Cursor::of(text).whole().is_none(), "{text}");
        }
        let numbers = |text: &str| {
            let mut cursor = Cursor::of(text);
            let mut items = cursor.list()?;
            let mut count = 0;
            while cursor.item(&mut items)? {
                cursor.whole()?;
                count += 1;
            }
            Some(count)
        };
        assert_eq!(["[]", "[1]", "[1, 2]"].map(numbers), [Some(0), Some(1), Some(2)]);
        for text in ["[1,]", "[,1]", "[1", "[1}", "1]", "[1 2]"] {
            assert_eq!(numbers(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_byte_is_found_where_it_first_stands(bytes in prop::collection::vec(0x1d_u8..0x21, 0..40), byte in 0x1d_u8..0x22) {
            prop_assert_eq!(place_of(byte, &bytes), bytes.iter().position(|other| *other == byte));
        }

        #[test]
        fn a_text_is_read_as_the_reference_reads_it(text in any::<String>(), before in 0..9_usize) {
            let written = format!("{}{}", " ".repeat(before), serde_json::to_string(&text).unwrap());
            prop_assert_eq!(Cursor::of(&written).string(), Some(Cow::from(text)));
        }

        #[test]
        fn characters_by_their_numbers_are_those_of_the_reference(
            numbers in prop::collection::vec("[dD][89a-eA-E][0-9a-f]{2}|[0-9a-fA-F]{4}", 0..4),
        ) {
            let written: String = numbers.iter().map(|number| format!("\\u{number}")).collect();
            let written = format!("\"{written}\"");
            let reference = serde_json::from_str::<String>(&written).ok();
            prop_assert_eq!(Cursor::of(&written).string().map(Cow::into_owned), reference);
        }

        #[test]
        fn whatever_is_taken_the_reference_takes_too(text in "\\PC{0,24}|[\"\\\\ a-z\u{0}-\u{1f}]{0,24}") {
            let mut cursor = Cursor::of(&text);
            let read = cursor.string().filter(|_| cursor.end().is_some());
            if let Some(read) = read {
                prop_assert_eq!(serde_json::from_str::<String>(&text).unwrap(), read.as_ref());
            }
        }
    }
}
