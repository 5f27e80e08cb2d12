//! Reading a blob in a worker: at any place, as core reads a container, and from end to end, to hash it.

use std::io;

use hoso_core::bundle::{Digests, Hasher, ReadAt};
use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, FileReaderSync};

use crate::attach::bytes;

/// How much is read at a time, in bytes.
const CHUNK: u64 = 4 << 20;

/// A blob that can be read at any place.
pub struct BlobReader {
    blob: Blob,
    reader: FileReaderSync,
}

impl BlobReader {
    /// A reader of a blob; `None` outside a worker.
    pub fn of(blob: Blob) -> Option<BlobReader> {
        Some(BlobReader { blob, reader: FileReaderSync::new().ok()? })
    }

    fn part(&self, from: u64, to: u64) -> io::Result<Uint8Array> {
        let part = self.blob.slice_with_f64_and_f64(from as f64, to as f64).map_err(|_| io::ErrorKind::Other)?;
        let read: ArrayBuffer = self.reader.read_as_array_buffer(&part).map_err(|_| io::ErrorKind::Other)?;
        Ok(Uint8Array::new(&read))
    }
}

/// The digests of a blob's bytes; `told` hears of each chunk. While one chunk is hashed the browser reads the next. When those
/// that were hashed leave the memory is for the browser's collector to say.
///
/// # Errors
/// When it cannot be read.
pub async fn digests(blob: &Blob, mut told: impl FnMut(u64)) -> io::Result<Digests> {
    let (mut hasher, all, mut at) = (Hasher::default(), bytes(blob), 0);
    let read = |from: u64| {
        let part = blob.slice_with_f64_and_f64(from as f64, all.min(from + CHUNK) as f64);
        part.map(|part| JsFuture::from(part.array_buffer())).map_err(|_| io::Error::from(io::ErrorKind::Other))
    };
    let mut next = read(0)?;
    let mut chunk = Vec::new();
    while at < all {
        let buffer = next.await.map_err(|_| io::ErrorKind::Other)?;
        let end = all.min(at + CHUNK);
        next = read(end)?;
        let buffer = Uint8Array::new(&buffer);
        if u64::from(buffer.length()) != end - at {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        chunk.resize(buffer.length() as usize, 0);
        buffer.copy_to(&mut chunk);
        hasher.update(&chunk);
        told(end - at);
        at = end;
    }
    Ok(hasher.finish())
}

impl ReadAt for BlobReader {
    fn len(&self) -> u64 {
        bytes(&self.blob)
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        let end = offset.checked_add(buffer.len() as u64).filter(|end| *end <= self.len());
        let read = self.part(offset, end.ok_or(io::ErrorKind::UnexpectedEof)?)?;
        if read.length() as usize != buffer.len() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        read.copy_to(buffer);
        Ok(())
    }
}
