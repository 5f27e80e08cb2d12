//! DER by tag and length (X.690 10): each value as it stands in the bytes, since those are what is digested; and values put together.

use chrono::{DateTime, Utc};

use super::instant;

pub(super) const SEQUENCE: u8 = 0x30;
pub(super) const SET: u8 = 0x31;
pub(super) const OCTETS: u8 = 0x04;
pub(super) const OID: u8 = 0x06;
pub(super) const INTEGER: u8 = 0x02;
pub(super) const BITS: u8 = 0x03;
pub(super) const NULL: [u8; 2] = [0x05, 0];
pub(super) const UTC_TIME: u8 = 0x17;
pub(super) const GENERALIZED_TIME: u8 = 0x18;

/// Tag, length and content, DER.
pub(super) fn wrapped(tag: u8, content: &[&[u8]]) -> Vec<u8> {
    let content = content.concat();
    let mut out = vec![tag];
    match u8::try_from(content.len()) {
        Ok(length) if length < 0x80 => out.push(length),
        _ => {
            let bytes = content.len().to_be_bytes();
            let length: Vec<u8> = bytes.into_iter().skip_while(|&byte| byte == 0).collect();
            out.push(0x80 | u8::try_from(length.len()).unwrap_or_default());
            out.extend(length);
        }
    }
    out.extend(content);
    out
}

/// One value.
#[derive(Clone, Copy, Debug)]
pub(super) struct Value<'a> {
    pub(super) tag: u8,
    pub(super) content: &'a [u8],
    /// With tag and length.
    pub(super) whole: &'a [u8],
}

/// Values one after the other.
#[derive(Clone, Copy, Debug)]
pub(super) struct Der<'a>(&'a [u8]);

impl<'a> Der<'a> {
    pub(super) const fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    pub(super) const fn is_empty(self) -> bool {
        self.0.is_empty()
    }

    /// The next value; `None` at the end, and where it is no DER of definite, shortest length and low tag.
    pub(super) fn next(&mut self) -> Option<Value<'a>> {
        let [tag, first, rest @ ..] = self.0 else { return None };
        let (length, rest) = match first {
            0..=0x7f => (usize::from(*first), rest),
            0x81..=0x84 => {
                let (bytes, rest) = rest.split_at_checked(usize::from(first & 0x7f))?;
                let length = bytes
                    .iter()
                    .try_fold(0_usize, |length, &byte| length.checked_mul(256)?.checked_add(byte.into()))?;
                if bytes.first() == Some(&0) || length < 0x80 {
                    return None;
                }
                (length, rest)
            }
            _ => return None,
        };
        let (content, after) = rest.split_at_checked(length).filter(|_| tag & 0x1f != 0x1f)?;
        let whole = self.0.get(..self.0.len() - after.len())?;
        self.0 = after;
        Some(Value { tag: *tag, content, whole })
    }

    /// The content of the next value, which has this tag.
    pub(super) fn expect(&mut self, tag: u8) -> Option<&'a [u8]> {
        self.next().filter(|value| value.tag == tag).map(|value| value.content)
    }

    /// The next value, if it has this tag; else it is left.
    pub(super) fn optional(&mut self, tag: u8) -> Option<Value<'a>> {
        if self.0.first() == Some(&tag) { self.next() } else { None }
    }

    /// The content of the one value of this tag that the bytes are.
    pub(super) fn only(bytes: &'a [u8], tag: u8) -> Option<&'a [u8]> {
        let mut all = Self(bytes);
        let content = all.expect(tag)?;
        all.is_empty().then_some(content)
    }
}

impl Value<'_> {
    /// The time that it is, in UTC and to the second, whether of one kind or the other (RFC 5280 4.1.2.5).
    pub(super) fn time(self) -> Option<DateTime<Utc>> {
        let text = std::str::from_utf8(self.content).ok()?.strip_suffix('Z')?;
        let full = match self.tag {
            GENERALIZED_TIME => text.split_once('.').map_or(text, |(whole, _)| whole).to_owned(),
            // Two digits of the year: from 50 on the last century.
            UTC_TIME => format!("{}{text}", if text.get(..2)? < "50" { "20" } else { "19" }),
            _ => return None,
        };
        instant::digits(&full)
    }
}

impl<'a> Iterator for Der<'a> {
    type Item = Value<'a>;

    fn next(&mut self) -> Option<Value<'a>> {
        Der::next(self)
    }
}
