//! The entries of a container that other software wrote. As strict as for our own about what could make two readers see two
//! containers; but compression, descriptors after the data, times and modes of plain files are taken.

use super::super::{
    Code, ReadAt, Reason,
    name::{Clash, beginning, check_apart, is_bounded},
    read::bytes_at,
    seal::MIMETYPE_ENTRY,
    zip_read::{Fields, OpenError, find_directory_before_comment},
    zip_write::{CENTRAL, LOCAL, ZIP64_FIELD},
};
use crate::text::is_invisible;

const DESCRIPTOR: u16 = 1 << 3;
const DESCRIPTOR_MARK: [u8; 4] = *b"PK\x07\x08";
const UTF8: u16 = 1 << 11;
const COMPRESSION_LEVEL: u16 = 0b110;
/// Largest ratio of all that is compressed to its compressed bytes, once it is more than [`FREE`]: a white page of a scan may shrink more,
/// all that is filed does not.
const MAX_RATIO: u64 = 200;
const FREE: u64 = 64 << 20;

/// An entry as the directory and its header agree on it.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) crc32: u32,
    /// Size of what it holds.
    pub(super) size: u64,
    /// Bytes that it takes.
    pub(super) packed: u64,
    pub(super) is_deflated: bool,
    /// Where they begin.
    pub(super) data: u64,
    /// Whether its name is read in one way only.
    pub(super) is_utf8: bool,
}

/// Reads the directory and proves that the entries fill the file, in order; says whether comments or extra fields come along.
pub(super) fn entries(source: &dyn ReadAt) -> Result<(Vec<Entry>, bool), OpenError> {
    let (directory, has_comment) = find_directory_before_comment(source)?;
    let bytes = bytes_at(source, directory.offset, usize::try_from(directory.size).map_err(|_| Code::TooLarge)?)?;
    let mut fields = Fields(&bytes);
    let lines = (0..directory.count).map(|_| read_line(&mut fields)).collect::<Result<Vec<_>, _>>()?;
    if !fields.0.is_empty() {
        return Err(Code::Truncated.into());
    }
    check_apart(lines.iter().map(|line| line.entry.name.as_str())).map_err(|(place, clash)| {
        let code = if clash == Clash::Same { Code::DuplicateName } else { Code::TwinName };
        refuse(code, lines.get(place).map_or("", |line| &line.entry.name))
    })?;
    check_ratio(&lines)?;
    let mut has_more = has_comment || lines.iter().any(|line| line.has_more);
    let mut position = 0;
    let mut entries = Vec::with_capacity(lines.len());
    for mut line in lines {
        line.entry.data = check_local(source, &line, position, &mut has_more)?;
        position = line.entry.data.saturating_add(line.entry.packed);
        if line.flags & DESCRIPTOR != 0 {
            position = position.saturating_add(descriptor(source, &line, position)?);
        }
        entries.push(line.entry);
    }
    if position == directory.offset { Ok((entries, has_more)) } else { Err(Code::HiddenBytes.into()) }
}

/// Refuses what would unpack to far more than it is: by what the directory declares, and no entry is unpacked past that.
fn check_ratio(lines: &[Line]) -> Result<(), OpenError> {
    let (mut size, mut packed) = (0_u64, 0_u64);
    for entry in lines.iter().map(|line| &line.entry).filter(|entry| entry.is_deflated) {
        (size, packed) = (size.saturating_add(entry.size), packed.saturating_add(entry.packed));
        if size > FREE && size / MAX_RATIO > packed {
            return Err(refuse(Code::TooLarge, &entry.name));
        }
    }
    Ok(())
}

struct Line {
    entry: Entry,
    flags: u16,
    method: u16,
    offset: u64,
    has_more: bool,
}

fn refuse(code: Code, entry: &str) -> OpenError {
    OpenError::Refused(Reason::about(code, entry))
}

fn read_line(fields: &mut Fields<'_>) -> Result<Line, OpenError> {
    if fields.u32()? != CENTRAL {
        return Err(Code::Truncated.into());
    }
    let (made_by, _needed) = (fields.u16()?, fields.u16()?);
    let (flags, method) = (fields.u16()?, fields.u16()?);
    let _time = fields.u32()?;
    let (crc32, packed, size) = (fields.u32()?, fields.u32()?, fields.u32()?);
    let (name_length, extra_length, comment_length) = (fields.u16()?, fields.u16()?, fields.u16()?);
    let (disk, _internal, external, offset) = (fields.u16()?, fields.u16()?, fields.u32()?, fields.u32()?);
    let name = fields.take(name_length.into())?;
    let extra = fields.take(extra_length.into())?;
    fields.take(comment_length.into())?;
    let name = String::from_utf8(name.to_vec()).map_err(|_| Code::UnsafeName)?;
    if !is_bounded(&name) {
        return Err(refuse(Code::NameTooLong, beginning(&name)));
    }
    let kind = external >> 28;
    if flags & 0x2041 != 0 {
        return Err(refuse(Code::EncryptedEntry, &name));
    }
    if name == MIMETYPE_ENTRY && (method != 0 || !extra.is_empty()) {
        return Err(refuse(Code::MimetypeNotPlain, &name));
    }
    if (made_by >> 8 != 0 && !matches!(kind, 0 | 0o10)) || external & 0x10 != 0 || name.ends_with('/') {
        return Err(refuse(Code::SpecialFile, &name));
    }
    if !is_safe(&name) {
        return Err(refuse(Code::UnsafeName, &name));
    }
    let mut has_more = comment_length > 0;
    let wide = widen([size, packed, offset], extra, &mut has_more).filter(|_| disk == 0);
    let known = flags & !(UTF8 | DESCRIPTOR | COMPRESSION_LEVEL) == 0 && matches!(method, 0 | 8);
    let Some([size, packed, offset]) = wide.filter(|_| known) else { return Err(refuse(Code::ZipFeature, &name)) };
    if method == 0 && size != packed {
        return Err(refuse(Code::TooLarge, &name));
    }
    let is_utf8 = flags & UTF8 != 0 || name.is_ascii();
    let entry = Entry { name, crc32, size, packed, is_deflated: method == 8, data: 0, is_utf8 };
    Ok(Line { entry, flags, method, offset, has_more })
}

/// No path out of a folder, nothing that turns or hides what is read.
fn is_safe(name: &str) -> bool {
    let steps = name.split('/').all(|step| !matches!(step, "" | "." | ".."));
    steps && !name.contains(['\\', ':']) && !name.chars().any(|c| c.is_control() || is_invisible(c))
}

/// Size, packed size and offset, from the ZIP64 field where their own say so (APPNOTE 4.5.3). A field that names the entry anew is
/// refused, and a ZIP64 field that says other than that or comes twice; whether there are others is said.
fn widen(narrow: [u32; 3], extra: &[u8], has_more: &mut bool) -> Option<[u64; 3]> {
    let mut wide = narrow.map(u64::from);
    let mut fields = Fields(extra);
    let mut is_widened = false;
    while !fields.0.is_empty() {
        let (id, length) = (fields.u16().ok()?, fields.u16().ok()?);
        let content = fields.take(length.into()).ok()?;
        if matches!(id, 0x7075 | 0x6375) {
            return None;
        }
        *has_more |= id != ZIP64_FIELD;
        if id == ZIP64_FIELD {
            if std::mem::replace(&mut is_widened, true) {
                return None;
            }
            let mut inner = Fields(content);
            for value in wide.iter_mut().filter(|value| **value == u64::from(u32::MAX)) {
                *value = inner.u64().ok()?;
            }
            if !inner.0.is_empty() {
                // Some writers give values there that stand in their own place too; the last is the number of the disk.
                let [size, packed, offset] = wide.map(u64::to_le_bytes);
                let all = [&size[..], &packed, &offset, &[0; 4]].concat();
                if !matches!(content.len(), 8 | 16 | 24 | 28) || !all.starts_with(content) {
                    return None;
                }
                *has_more = true;
            }
        }
    }
    Some(wide)
}

/// Proves that the header of an entry stands at `position` and names the same; gives where its bytes begin.
fn check_local(source: &dyn ReadAt, line: &Line, position: u64, has_more: &mut bool) -> Result<u64, OpenError> {
    let Entry { name, crc32, size, packed, .. } = &line.entry;
    if line.offset > position {
        return Err(refuse(if position == 0 { Code::LeadingBytes } else { Code::HiddenBytes }, name));
    }
    if line.offset < position {
        return Err(refuse(Code::OverlappingEntries, name));
    }
    let header = bytes_at(source, position, 30).map_err(|_| Code::Truncated)?;
    let mut fields = Fields(&header);
    let (mark, _needed) = (fields.u32()?, fields.u16()?);
    let (flags, method, _time) = (fields.u16()?, fields.u16()?, fields.u32()?);
    let (own_crc, own_packed, own_size) = (fields.u32()?, fields.u32()?, fields.u32()?);
    let (name_length, extra_length) = (fields.u16()?, fields.u16()?);
    let names = bytes_at(source, position.saturating_add(30), usize::from(name_length) + usize::from(extra_length));
    let names = names.map_err(|_| Code::Truncated)?;
    let (own_name, extra) = names.split_at_checked(name_length.into()).ok_or(Code::Truncated)?;
    let wide = widen([own_size, own_packed, 0], extra, has_more);
    let later = flags & DESCRIPTOR != 0 && own_crc == 0 && wide == Some([0; 3]);
    let same = own_crc == *crc32 && wide == Some([*size, *packed, 0]);
    if name == MIMETYPE_ENTRY && !extra.is_empty() {
        return Err(refuse(Code::MimetypeNotPlain, name));
    }
    if mark != LOCAL || flags != line.flags || method != line.method || own_name != name.as_bytes() || !(later || same)
    {
        return Err(refuse(Code::HeadersDisagree, name));
    }
    let data = position.saturating_add(30 + names.len() as u64);
    if data.saturating_add(*packed) > source.len() {
        return Err(refuse(Code::Truncated, name));
    }
    Ok(data)
}

/// The length of the descriptor behind the bytes of an entry, which must say the same as the directory.
fn descriptor(source: &dyn ReadAt, line: &Line, at: u64) -> Result<u64, OpenError> {
    let Entry { name, crc32, size, packed, .. } = &line.entry;
    let narrow = |value: &u64| u32::try_from(*value).unwrap_or(u32::MAX).to_le_bytes().to_vec();
    let small = [crc32.to_le_bytes().to_vec(), narrow(packed), narrow(size)].concat();
    let large = [&crc32.to_le_bytes()[..], &packed.to_le_bytes(), &size.to_le_bytes()].concat();
    for body in [small, large] {
        for whole in [[&DESCRIPTOR_MARK[..], &body].concat(), body] {
            if bytes_at(source, at, whole.len()).is_ok_and(|found| found == whole) {
                return Ok(whole.len() as u64);
            }
        }
    }
    Err(refuse(Code::HeadersDisagree, name))
}
