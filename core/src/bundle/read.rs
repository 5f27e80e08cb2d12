//! Reading a container in place, without holding it in memory.

use std::io;

use super::Looked;

/// Bytes that can be read at any place: a file, a `Blob` in a worker, a slice.
pub trait ReadAt {
    /// Length in bytes.
    fn len(&self) -> u64;

    /// Whether there is nothing to read.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Fills `buffer` from `offset`.
    ///
    /// # Errors
    /// The medium's own failure, or `UnexpectedEof` where `buffer` would pass the end.
    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()>;

    /// What was made of the `size` bytes at `offset`, where they were read through before.
    fn looked(&self, _offset: u64, _size: u64) -> Option<Looked> {
        None
    }
}

impl ReadAt for [u8] {
    fn len(&self) -> u64 {
        <[u8]>::len(self) as u64
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        let start = usize::try_from(offset).map_err(|_| io::ErrorKind::UnexpectedEof)?;
        let end = start.checked_add(buffer.len()).ok_or(io::ErrorKind::UnexpectedEof)?;
        buffer.copy_from_slice(self.get(start..end).ok_or(io::ErrorKind::UnexpectedEof)?);
        Ok(())
    }
}

impl<T: ReadAt + ?Sized> ReadAt for &T {
    fn len(&self) -> u64 {
        T::len(self)
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        T::read_at(self, offset, buffer)
    }

    fn looked(&self, offset: u64, size: u64) -> Option<Looked> {
        T::looked(self, offset, size)
    }
}

impl ReadAt for Vec<u8> {
    fn len(&self) -> u64 {
        ReadAt::len(self.as_slice())
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        self.as_slice().read_at(offset, buffer)
    }
}

/// Reads `size` bytes at `offset`; the caller has bounded `size`.
pub(super) fn bytes_at(source: &dyn ReadAt, offset: u64, size: usize) -> io::Result<Vec<u8>> {
    let mut bytes = vec![0; size];
    source.read_at(offset, &mut bytes)?;
    Ok(bytes)
}
