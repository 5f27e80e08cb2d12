//! Reading a blob in a worker: at any place, as core reads a container, and from end to end, to hash it.

use std::collections::BTreeMap;
use std::io;

use hoso_core::bundle::{Digests, Hasher, Looked, ReadAt, stretches};
use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, FileReaderSync, ReadableStreamByobReader, ReadableStreamReadResult};

use crate::attach::bytes;

/// How much is read at a time, in bytes.
const CHUNK: u64 = 2 << 20;

/// A blob that can be read at any place.
pub struct BlobReader {
    blob: Blob,
    reader: FileReaderSync,
    /// What was read through already, by offset and size.
    looked: BTreeMap<(u64, u64), Looked>,
}

impl BlobReader {
    /// A reader of a blob; `None` outside a worker.
    pub fn of(blob: Blob) -> Option<BlobReader> {
        Some(BlobReader { blob, reader: FileReaderSync::new().ok()?, looked: BTreeMap::new() })
    }

    /// Reads the large files of a container through, so that judging it need not: reading at any place leaves a buffer behind for
    /// each piece, reading from end to end uses one. `told` hears bytes done and bytes in all. Says whether there were any.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn look(&mut self, mut told: impl FnMut(u64, u64)) -> io::Result<bool> {
        let stretches = stretches(self);
        let all = stretches.iter().map(|(_, size)| size).sum();
        let mut done = 0;
        for (offset, size) in stretches {
            let mut looked = Looked::default();
            let part = part(&self.blob, offset, offset.saturating_add(size))?;
            each(&part, |chunk| {
                looked.update(chunk);
                done += chunk.len() as u64;
                told(done, all);
            })
            .await?;
            self.looked.insert((offset, size), looked);
        }
        Ok(all > 0)
    }
}

impl ReadAt for BlobReader {
    fn len(&self) -> u64 {
        bytes(&self.blob)
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        let end = offset.checked_add(buffer.len() as u64).filter(|end| *end <= self.len());
        let part = part(&self.blob, offset, end.ok_or(io::ErrorKind::UnexpectedEof)?)?;
        let read: ArrayBuffer = self.reader.read_as_array_buffer(&part).map_err(|_| io::ErrorKind::Other)?;
        let read = Uint8Array::new(&read);
        if read.length() as usize != buffer.len() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        read.copy_to(buffer);
        Ok(())
    }

    fn looked(&self, offset: u64, size: u64) -> Option<Looked> {
        self.looked.get(&(offset, size)).cloned()
    }
}

/// The digests of a blob's bytes; `told` hears of each chunk.
///
/// # Errors
/// When it cannot be read.
pub async fn digests(blob: &Blob, mut told: impl FnMut(u64)) -> io::Result<Digests> {
    let mut hasher = Hasher::default();
    each(blob, |chunk| {
        hasher.update(chunk);
        told(chunk.len() as u64);
    })
    .await?;
    Ok(hasher.finish())
}

/// Gives the bytes of a blob to `take`, chunk by chunk.
async fn each(blob: &Blob, mut take: impl FnMut(&[u8])) -> io::Result<()> {
    let mut done = 0;
    match byob(blob) {
        Some(reader) => {
            let mut view = Uint8Array::new_with_length(CHUNK as u32);
            let mut chunk = Vec::new();
            while let Some(read) = next(&reader, &view).await? {
                chunk.resize(read.length() as usize, 0);
                read.copy_to(&mut chunk);
                take(&chunk);
                done += chunk.len() as u64;
                // The same memory again: the stream took the view over and gives it back.
                view = Uint8Array::new(&read.buffer());
            }
        }
        None => {
            while done < bytes(blob) {
                let part = part(blob, done, bytes(blob).min(done + CHUNK))?;
                let read = JsFuture::from(part.array_buffer()).await.map_err(|_| io::ErrorKind::Other)?;
                let chunk = Uint8Array::new(&read).to_vec();
                take(&chunk);
                done += chunk.len() as u64;
                if chunk.is_empty() {
                    break;
                }
            }
        }
    }
    if done == bytes(blob) { Ok(()) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}

/// A reader that fills a buffer of ours. A browser whose blobs are no byte streams has none.
fn byob(blob: &Blob) -> Option<ReadableStreamByobReader> {
    ReadableStreamByobReader::new(&blob.stream()).ok()
}

async fn next(reader: &ReadableStreamByobReader, view: &Uint8Array) -> io::Result<Option<Uint8Array>> {
    let read = JsFuture::from(reader.read_with_array_buffer_view(view)).await.map_err(|_| io::ErrorKind::Other)?;
    let read: ReadableStreamReadResult = read.unchecked_into();
    let is_done = read.get_done().unwrap_or(true);
    Ok(read.get_value().dyn_into().ok().filter(|_| !is_done))
}

fn part(blob: &Blob, from: u64, to: u64) -> io::Result<Blob> {
    blob.slice_with_f64_and_f64(from as f64, to as f64).map_err(|_| io::ErrorKind::Other.into())
}
