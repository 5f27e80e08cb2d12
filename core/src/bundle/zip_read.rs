//! A ZIP read as strictly as ours is written: one order, no gap, no overlap, nothing before or after, the header of each entry
//! equal to its line in the directory. What other readers see in the file is then what we see.

use std::io;

use super::{
    Code, Digests, ReadAt, Reason,
    name::{Clash, beginning, check_apart, is_bounded},
    read::bytes_at,
    seal::{MAX_PARTS, MAX_SIGNATURES, MIMETYPE_ENTRY},
    zip_write::{CENTRAL, DosTime, END, END_64, LOCAL, LOCATOR_64, UTF8, ZIP64_FIELD, local_header},
};

/// Largest directory: more than [`MAX_ENTRIES`] lines of our own can take.
const MAX_DIRECTORY: u64 = 1 << 20;
/// The parts, `mimetype`, manifest and signatures.
const MAX_ENTRIES: u64 = (MAX_PARTS + MAX_SIGNATURES) as u64 + 2;
const END_SIZE: u64 = 22;
const LOCATOR_SIZE: u64 = 20;
const END_64_SIZE: u64 = 56;

/// An entry as the directory and its header agree on it.
#[derive(Debug)]
pub(super) struct Stored {
    pub(super) name: String,
    pub(super) crc32: u32,
    pub(super) size: u64,
    /// Where its bytes begin.
    pub(super) data: u64,
}

/// Why a container could not be opened.
#[derive(Debug)]
pub enum OpenError {
    /// It is not what it should be.
    Refused(Reason),
    /// The medium failed; nothing is known of the container.
    Read(io::Error),
}

impl From<Code> for OpenError {
    fn from(code: Code) -> Self {
        Self::Refused(code.into())
    }
}

impl From<io::Error> for OpenError {
    fn from(error: io::Error) -> Self {
        Self::Read(error)
    }
}

/// Reads the directory and proves that the entries fill the file, in order.
pub(super) fn entries(source: &dyn ReadAt) -> Result<Vec<Stored>, OpenError> {
    let directory = find_directory(source)?;
    let bytes = bytes_at(source, directory.offset, usize::try_from(directory.size).map_err(|_| Code::TooLarge)?)?;
    let mut fields = Fields(&bytes);
    let mut lines = Vec::new();
    for _ in 0..directory.count {
        lines.push(read_line(&mut fields)?);
    }
    if !fields.0.is_empty() {
        return Err(Code::Truncated.into());
    }
    check_apart(lines.iter().map(|line| line.name.as_str())).map_err(|(place, clash)| {
        let code = if clash == Clash::Same { Code::DuplicateName } else { Code::TwinName };
        OpenError::Refused(Reason::about(code, lines.get(place).map_or("", |line| &line.name)))
    })?;
    let mut position = 0;
    let mut entries = Vec::with_capacity(lines.len());
    for line in lines {
        let data = check_local(source, &line, position)?;
        position = data.checked_add(line.digests.size).ok_or(Code::Truncated)?;
        entries.push(Stored { name: line.name, crc32: line.digests.crc32, size: line.digests.size, data });
    }
    match position.cmp(&directory.offset) {
        std::cmp::Ordering::Less => Err(Code::HiddenBytes.into()),
        std::cmp::Ordering::Greater => Err(Code::OverlappingEntries.into()),
        std::cmp::Ordering::Equal => Ok(entries),
    }
}

pub(super) struct Directory {
    pub(super) offset: u64,
    pub(super) size: u64,
    pub(super) count: u64,
}

/// The directory where nothing may follow the end record.
fn find_directory(source: &dyn ReadAt) -> Result<Directory, OpenError> {
    match find_directory_before_comment(source)? {
        (directory, false) => Ok(directory),
        (_, true) => Err(Code::ZipComment.into()),
    }
}

/// The directory where a comment may follow the end record, and whether one does. An end record is one whose comment reaches to the end
/// of the file; those of archives among the parts do not. Two that do are refused, since two readers could take either.
pub(super) fn find_directory_before_comment(source: &dyn ReadAt) -> Result<(Directory, bool), OpenError> {
    let window = source.len().min(END_SIZE + u64::from(u16::MAX));
    let start = source.len() - window;
    let tail = bytes_at(source, start, usize::try_from(window).unwrap_or(0))?;
    let marked = tail.windows(22).enumerate().filter(|(_, bytes)| bytes.starts_with(&END.to_le_bytes()));
    let marked: Vec<(u64, &[u8])> = marked.map(|(at, bytes)| (at as u64, bytes)).collect();
    let comment = |end: &[u8]| u64::from(end.last_chunk().map_or(0, |bytes| u16::from_le_bytes(*bytes)));
    let mut ends = marked.iter().filter(|(at, end)| at + END_SIZE + comment(end) == window);
    match (ends.next(), ends.next()) {
        (Some((at, end)), None) => Ok((directory(source, start + at)?, comment(end) > 0)),
        (Some(_), Some(_)) => Err(Code::ZipComment.into()),
        (None, _) => Err(no_end(source, marked.iter().any(|(at, end)| is_own(start + at, end)))?),
    }
}

/// Whether an end record follows the directory that it names: that of an archive among the parts counts from where that one begins.
fn is_own(at: u64, end: &[u8]) -> bool {
    let mut fields = Fields(end.get(12..).unwrap_or_default());
    let (Ok(size), Ok(offset)) = (fields.u32(), fields.u32()) else { return false };
    offset == u32::MAX || u64::from(offset) + u64::from(size) == at
}

fn directory(source: &dyn ReadAt, end_at: u64) -> Result<Directory, OpenError> {
    let end = bytes_at(source, end_at, 22).map_err(|_| Code::Truncated)?;
    let mut fields = Fields(&end);
    let _mark = fields.u32()?;
    let (disk, start_disk) = (fields.u16()?, fields.u16()?);
    let (here, count) = (fields.u16()?, fields.u16()?);
    let (size, offset, comment) = (fields.u32()?, fields.u32()?, fields.u16()?);
    if end_at.saturating_add(END_SIZE).saturating_add(comment.into()) != source.len() {
        return Err(Code::Truncated.into());
    }
    if disk != 0 || start_disk != 0 {
        return Err(Code::ZipFeature.into());
    }
    if here != count {
        return Err(Code::Truncated.into());
    }
    let large = find_directory_64(source, end_at)?;
    let small = Directory { offset: offset.into(), size: size.into(), count: count.into() };
    let (directory, follows_at) = match large {
        Some((directory, at)) => (directory, at),
        None => (small, end_at),
    };
    if directory.count > MAX_ENTRIES || directory.size > MAX_DIRECTORY {
        return Err(Code::TooLarge.into());
    }
    let ends_at = directory.offset.checked_add(directory.size).ok_or(Code::Truncated)?;
    if ends_at < follows_at {
        // Offsets that fall short mean that something was put in front, or between directory and end.
        let first = bytes_at(source, 0, 4)?;
        return Err(if first == LOCAL.to_le_bytes() { Code::HiddenBytes } else { Code::LeadingBytes }.into());
    }
    if ends_at > follows_at {
        return Err(Code::Truncated.into());
    }
    Ok(directory)
}

/// The ZIP64 end record, where a locator stands before the end record, and its place.
fn find_directory_64(source: &dyn ReadAt, end_at: u64) -> Result<Option<(Directory, u64)>, OpenError> {
    let Some(at) = end_at.checked_sub(LOCATOR_SIZE + END_64_SIZE) else { return Ok(None) };
    let bytes = bytes_at(source, at, 76)?;
    let mut fields = Fields(&bytes);
    let mut locator = Fields(bytes.get(56..).unwrap_or_default());
    if locator.u32()? != LOCATOR_64 {
        return Ok(None);
    }
    let (disk, points_at, disks) = (locator.u32()?, locator.u64()?, locator.u32()?);
    if fields.u32()? != END_64 || points_at != at || fields.u64()? != 44 {
        return Err(Code::Truncated.into());
    }
    let _versions = fields.u32()?;
    let (own_disk, start_disk) = (fields.u32()?, fields.u32()?);
    let (here, count, size, offset) = (fields.u64()?, fields.u64()?, fields.u64()?, fields.u64()?);
    if here != count {
        return Err(Code::Truncated.into());
    }
    if disk != 0 || disks != 1 || own_disk != 0 || start_disk != 0 {
        return Err(Code::ZipFeature.into());
    }
    Ok(Some((Directory { offset, size, count }, at)))
}

/// Says why no end record reaches to the end: bytes after one, a cut, or no ZIP at all.
fn no_end(source: &dyn ReadAt, has_own: bool) -> Result<OpenError, OpenError> {
    let starts_as_zip = source.len() >= 4 && bytes_at(source, 0, 4)? == LOCAL.to_le_bytes();
    Ok(match (starts_as_zip, has_own) {
        (_, true) => Code::TrailingBytes,
        (true, false) => Code::Truncated,
        (false, false) => Code::NotAZip,
    }
    .into())
}

/// A line of the directory.
struct Line {
    name: String,
    digests: Digests,
    at: DosTime,
    offset: u64,
}

fn read_line(fields: &mut Fields<'_>) -> Result<Line, OpenError> {
    if fields.u32()? != CENTRAL {
        return Err(Code::Truncated.into());
    }
    let (made_by, _needed) = (fields.u16()?, fields.u16()?);
    let (flags, method) = (fields.u16()?, fields.u16()?);
    let (time, date) = (fields.u16()?, fields.u16()?);
    let crc32 = fields.u32()?;
    let (packed, size) = (fields.u32()?, fields.u32()?);
    let (name_length, extra_length, comment_length) = (fields.u16()?, fields.u16()?, fields.u16()?);
    let (disk, _internal, external, offset) = (fields.u16()?, fields.u16()?, fields.u32()?, fields.u32()?);
    let name = fields.take(name_length.into())?;
    let extra = fields.take(extra_length.into())?;
    fields.take(comment_length.into())?;
    let name = String::from_utf8(name.to_vec()).map_err(|_| Code::UnsafeName)?;
    if !is_bounded(&name) {
        return Err(OpenError::Refused(Reason::about(Code::NameTooLong, beginning(&name))));
    }
    let refuse = |code| Err(OpenError::Refused(Reason::about(code, &name)));
    let is_mimetype = name == MIMETYPE_ENTRY;
    if flags & 0x2041 != 0 {
        return refuse(Code::EncryptedEntry);
    }
    if method != 0 {
        return refuse(if is_mimetype { Code::MimetypeNotPlain } else { Code::CompressedEntry });
    }
    if is_mimetype && !extra.is_empty() {
        return refuse(Code::MimetypeNotPlain);
    }
    // From Unix the mode is in the upper half; MS-DOS keeps the folder bit below.
    let kind = external >> 28;
    if (made_by >> 8 != 0 && !matches!(kind, 0 | 0o10)) || external & 0x10 != 0 || name.ends_with('/') {
        return refuse(Code::SpecialFile);
    }
    if flags & !UTF8 != 0 || comment_length != 0 || disk != 0 || packed != size {
        return refuse(Code::ZipFeature);
    }
    let Some((size, offset)) = widen(size, offset, extra) else { return refuse(Code::ZipFeature) };
    Ok(Line { name, digests: Digests { sha256: [0; 32], crc32, size }, at: DosTime { date, time }, offset })
}

/// Size and offset, from the ZIP64 field where their own says so; `None` where the extra field is anything but that.
fn widen(size: u32, offset: u32, extra: &[u8]) -> Option<(u64, u64)> {
    let (large_size, large_offset) = (size == u32::MAX, offset == u32::MAX);
    let mut fields = Fields(extra);
    if large_size || large_offset {
        let length = if large_size { 16 } else { 0 } + if large_offset { 8 } else { 0 };
        if fields.u16().ok()? != ZIP64_FIELD || fields.u16().ok()? != length {
            return None;
        }
    }
    let mut wide = (u64::from(size), u64::from(offset));
    if large_size {
        wide.0 = fields.u64().ok()?;
        if fields.u64().ok()? != wide.0 {
            return None;
        }
    }
    if large_offset {
        wide.1 = fields.u64().ok()?;
    }
    fields.0.is_empty().then_some(wide)
}

/// Proves that the header of an entry stands at `position` and says the same as its line; gives where its bytes begin.
fn check_local(source: &dyn ReadAt, line: &Line, position: u64) -> Result<u64, OpenError> {
    let refuse = |code| Err(OpenError::Refused(Reason::about(code, &line.name)));
    if line.offset > position {
        return refuse(if position == 0 { Code::LeadingBytes } else { Code::HiddenBytes });
    }
    if line.offset < position {
        return refuse(Code::OverlappingEntries);
    }
    let expected = local_header(&line.name, &line.digests, line.at);
    let data = position.checked_add(expected.len() as u64).ok_or(Code::Truncated)?;
    let end = data.checked_add(line.digests.size).ok_or(Code::Truncated)?;
    if end > source.len() {
        return refuse(Code::Truncated);
    }
    if bytes_at(source, position, expected.len())? != expected {
        return refuse(Code::HeadersDisagree);
    }
    Ok(data)
}

/// Little-endian fields, one after the other.
pub(super) struct Fields<'a>(pub(super) &'a [u8]);

impl<'a> Fields<'a> {
    pub(super) fn take(&mut self, count: usize) -> Result<&'a [u8], OpenError> {
        let (head, rest) = self.0.split_at_checked(count).ok_or(Code::Truncated)?;
        self.0 = rest;
        Ok(head)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], OpenError> {
        let (head, rest) = self.0.split_first_chunk().ok_or(Code::Truncated)?;
        self.0 = rest;
        Ok(*head)
    }

    pub(super) fn u16(&mut self) -> Result<u16, OpenError> {
        self.array().map(u16::from_le_bytes)
    }

    pub(super) fn u32(&mut self) -> Result<u32, OpenError> {
        self.array().map(u32::from_le_bytes)
    }

    pub(super) fn u64(&mut self) -> Result<u64, OpenError> {
        self.array().map(u64::from_le_bytes)
    }
}
