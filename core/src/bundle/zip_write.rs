//! The ZIP of a container (PKWARE APPNOTE 6.3.10): stored, names in UTF-8, one fixed order, no byte that the parts and the
//! signature do not determine.

use chrono::{DateTime, Datelike, Timelike, Utc};

use super::{Digests, Segment};

pub(super) const LOCAL: u32 = 0x0403_4b50;
pub(super) const CENTRAL: u32 = 0x0201_4b50;
pub(super) const END: u32 = 0x0605_4b50;
pub(super) const END_64: u32 = 0x0606_4b50;
pub(super) const LOCATOR_64: u32 = 0x0706_4b50;
/// General purpose bit 11: the name is UTF-8.
pub(super) const UTF8: u16 = 1 << 11;
pub(super) const ZIP64_FIELD: u16 = 1;
/// First and last year that a ZIP can write.
pub(super) const YEARS: std::ops::RangeInclusive<i32> = 1980..=2107;
const VERSION: u16 = 20;
const VERSION_64: u16 = 45;

/// An entry to write: its name, what is recorded of its bytes, and the bytes or where they come from.
pub(super) struct Entry<'a> {
    pub(super) name: &'a str,
    pub(super) digests: Digests,
    pub(super) content: Content<'a>,
}

pub(super) enum Content<'a> {
    Bytes(&'a [u8]),
    Part(usize),
}

/// Date and time as ZIP keeps them, in UTC, whole two seconds.
#[derive(Clone, Copy)]
pub(super) struct DosTime {
    pub(super) date: u16,
    pub(super) time: u16,
}

impl DosTime {
    pub(super) fn new(at: DateTime<Utc>) -> Self {
        let field = |value: u32| u16::try_from(value).unwrap_or_default();
        let year = u16::try_from(at.year().saturating_sub(*YEARS.start())).unwrap_or_default();
        Self {
            date: year << 9 | field(at.month()) << 5 | field(at.day()),
            time: field(at.hour()) << 11 | field(at.minute()) << 5 | field(at.second() / 2),
        }
    }
}

/// Writes the whole container as segments.
pub(super) fn write(entries: &[Entry<'_>], at: DateTime<Utc>) -> Vec<Segment> {
    let at = DosTime::new(at);
    let mut out = Segments::default();
    let mut directory = Vec::new();
    for entry in entries {
        directory.extend(central_header(entry, at, out.length));
        out.bytes(&local_header(entry.name, &entry.digests, at));
        match entry.content {
            Content::Bytes(bytes) => out.bytes(bytes),
            Content::Part(index) => out.part(index, entry.digests.size),
        }
    }
    let end = end(entries.len() as u64, directory.len() as u64, out.length);
    out.bytes(&directory);
    out.bytes(&end);
    out.list
}

/// A local header, with the ZIP64 field where the size needs it.
pub(super) fn local_header(name: &str, digests: &Digests, at: DosTime) -> Vec<u8> {
    let large = is_large(digests.size);
    let mut extra = Vec::new();
    if large {
        put16(&mut extra, ZIP64_FIELD);
        put16(&mut extra, 16);
        put64(&mut extra, digests.size);
        put64(&mut extra, digests.size);
    }
    let mut out = Vec::with_capacity(30 + name.len() + extra.len());
    put32(&mut out, LOCAL);
    put16(&mut out, if large { VERSION_64 } else { VERSION });
    common(&mut out, name, digests, at, extra.len());
    out.extend(name.as_bytes());
    out.extend(extra);
    out
}

/// How many bytes [`local_header`] writes.
pub(super) fn local_header_size(name: &str, size: u64) -> u64 {
    30 + name.len() as u64 + if is_large(size) { 20 } else { 0 }
}

fn central_header(entry: &Entry<'_>, at: DosTime, offset: u64) -> Vec<u8> {
    let size = entry.digests.size;
    let mut values = Vec::new();
    if is_large(size) {
        put64(&mut values, size);
        put64(&mut values, size);
    }
    if is_large(offset) {
        put64(&mut values, offset);
    }
    let mut extra = Vec::new();
    if !values.is_empty() {
        put16(&mut extra, ZIP64_FIELD);
        put16(&mut extra, small16(values.len()));
        extra.extend(values);
    }
    let version = if extra.is_empty() { VERSION } else { VERSION_64 };
    let mut out = Vec::with_capacity(46 + entry.name.len() + extra.len());
    put32(&mut out, CENTRAL);
    // Made by MS-DOS, so that there are no modes: nothing in a container is a link or a program.
    put16(&mut out, version);
    put16(&mut out, version);
    common(&mut out, entry.name, &entry.digests, at, extra.len());
    out.extend([0; 10]);
    put32(&mut out, small32(offset));
    out.extend(entry.name.as_bytes());
    out.extend(extra);
    out
}

/// From the flags to the length of the extra field: the same in both headers.
fn common(out: &mut Vec<u8>, name: &str, digests: &Digests, at: DosTime, extra: usize) {
    put16(out, UTF8);
    put16(out, 0);
    put16(out, at.time);
    put16(out, at.date);
    put32(out, digests.crc32);
    put32(out, small32(digests.size));
    put32(out, small32(digests.size));
    put16(out, small16(name.len()));
    put16(out, small16(extra));
}

fn end(count: u64, size: u64, offset: u64) -> Vec<u8> {
    let mut out = Vec::new();
    if is_large(offset) || is_large(size) || count >= u64::from(u16::MAX) {
        put32(&mut out, END_64);
        put64(&mut out, 44);
        put16(&mut out, VERSION_64);
        put16(&mut out, VERSION_64);
        out.extend([0; 8]);
        put64(&mut out, count);
        put64(&mut out, count);
        put64(&mut out, size);
        put64(&mut out, offset);
        put32(&mut out, LOCATOR_64);
        put32(&mut out, 0);
        put64(&mut out, offset.saturating_add(size));
        put32(&mut out, 1);
    }
    put32(&mut out, END);
    put32(&mut out, 0);
    let count = u16::try_from(count).unwrap_or(u16::MAX);
    put16(&mut out, count);
    put16(&mut out, count);
    put32(&mut out, small32(size));
    put32(&mut out, small32(offset));
    put16(&mut out, 0);
    out
}

#[derive(Default)]
struct Segments {
    list: Vec<Segment>,
    length: u64,
}

impl Segments {
    fn bytes(&mut self, bytes: &[u8]) {
        self.length = self.length.saturating_add(bytes.len() as u64);
        match self.list.last_mut() {
            Some(Segment::Bytes(last)) => last.extend(bytes),
            _ => self.list.push(Segment::Bytes(bytes.to_vec())),
        }
    }

    fn part(&mut self, index: usize, size: u64) {
        self.length = self.length.saturating_add(size);
        self.list.push(Segment::Part(index));
    }
}

/// Whether a value stands in a ZIP64 field instead of its own.
fn is_large(value: u64) -> bool {
    value >= u64::from(u32::MAX)
}

fn small32(value: u64) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

fn small16(value: usize) -> u16 {
    u16::try_from(value).unwrap_or(u16::MAX)
}

fn put16(out: &mut Vec<u8>, value: u16) {
    out.extend(value.to_le_bytes());
}

fn put32(out: &mut Vec<u8>, value: u32) {
    out.extend(value.to_le_bytes());
}

fn put64(out: &mut Vec<u8>, value: u64) {
    out.extend(value.to_le_bytes());
}
