//! The bytes of a foreign entry, unpacked as they are read and never past the size that was declared.

use std::io;
use std::ops::ControlFlow;

use miniz_oxide::inflate::stream::{InflateState, inflate};
use miniz_oxide::{DataFormat, MZError, MZFlush, MZStatus};

use super::super::{Interrupted, ReadAt};
use super::entries::Entry;

const CHUNK: usize = 1 << 16;

/// How an entry came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unpacked {
    /// All of it, as long as declared.
    Whole,
    /// It is no compressed data, or longer or shorter than declared.
    Broken,
}

/// Gives the bytes of an entry to `sink`, piece by piece.
pub(super) fn unpack(
    source: &dyn ReadAt,
    entry: &Entry,
    sink: &mut dyn FnMut(&[u8]) -> ControlFlow<()>,
) -> Result<Unpacked, Interrupted> {
    let mut state = entry.is_deflated.then(|| InflateState::new_boxed(DataFormat::Raw));
    let (mut input, mut output) = (vec![0; CHUNK], vec![0; CHUNK]);
    let (mut read, mut written) = (0_u64, 0_u64);
    while read < entry.packed {
        let count = (CHUNK as u64).min(entry.packed - read);
        let chunk = input.get_mut(..usize::try_from(count).unwrap_or_default()).unwrap_or_default();
        source.read_at(entry.data.saturating_add(read), chunk).map_err(Interrupted::Read)?;
        read += count;
        let Some(state) = state.as_mut() else {
            give(chunk, sink)?;
            continue;
        };
        let mut left: &[u8] = chunk;
        loop {
            let step = inflate(state, left, &mut output, MZFlush::None);
            left = left.get(step.bytes_consumed..).unwrap_or_default();
            written = written.saturating_add(step.bytes_written as u64);
            let is_at_end = step.status == Ok(MZStatus::StreamEnd);
            if written > entry.size || (is_at_end && (read < entry.packed || !left.is_empty())) {
                return Ok(Unpacked::Broken);
            }
            give(output.get(..step.bytes_written).unwrap_or_default(), sink)?;
            match step.status {
                Ok(MZStatus::StreamEnd) => {
                    return Ok(if written == entry.size { Unpacked::Whole } else { Unpacked::Broken });
                }
                Ok(_) if left.is_empty() && step.bytes_written < CHUNK => break,
                Ok(_) => {}
                Err(MZError::Buf) if left.is_empty() => break,
                Err(_) => return Ok(Unpacked::Broken),
            }
        }
    }
    Ok(if entry.is_deflated { Unpacked::Broken } else { Unpacked::Whole })
}

fn give(bytes: &[u8], sink: &mut dyn FnMut(&[u8]) -> ControlFlow<()>) -> Result<(), Interrupted> {
    if sink(bytes).is_break() { Err(Interrupted::Cancelled) } else { Ok(()) }
}

/// The whole of an entry of at most `max` bytes; `Ok(None)` where it is larger or broken.
pub(super) fn whole(source: &dyn ReadAt, entry: &Entry, max: u64) -> io::Result<Option<Vec<u8>>> {
    if entry.size > max {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    let done = unpack(source, entry, &mut |piece| {
        bytes.extend(piece);
        ControlFlow::Continue(())
    });
    match done {
        Ok(Unpacked::Whole) if crc32fast::hash(&bytes) == entry.crc32 => Ok(Some(bytes)),
        Ok(_) | Err(Interrupted::Cancelled) => Ok(None),
        Err(Interrupted::Read(error)) => Err(error),
    }
}
