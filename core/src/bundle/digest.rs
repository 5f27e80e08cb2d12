//! What a container records of a part's bytes, taken in one pass.

use sha2::{Digest, Sha256};

/// Digest, checksum and size of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Digests {
    /// SHA-256, which the signature covers.
    pub sha256: [u8; 32],
    /// CRC-32, which ZIP readers check.
    pub crc32: u32,
    /// Length in bytes.
    pub size: u64,
}

impl Digests {
    /// Of bytes that are in memory already.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        let mut hasher = Hasher::default();
        hasher.update(bytes);
        hasher.finish()
    }
}

/// Takes [`Digests`] of a stream: `update` with each chunk, then `finish`. Memory is constant.
#[derive(Clone, Default)]
pub struct Hasher {
    sha256: Sha256,
    crc32: crc32fast::Hasher,
    size: u64,
}

impl Hasher {
    /// Takes the next bytes of the part.
    pub fn update(&mut self, bytes: &[u8]) {
        self.sha256.update(bytes);
        self.crc32.update(bytes);
        self.size = self.size.saturating_add(bytes.len() as u64);
    }

    /// The digests of all bytes taken.
    #[must_use]
    pub fn finish(self) -> Digests {
        Digests { sha256: self.sha256.finalize().into(), crc32: self.crc32.finalize(), size: self.size }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_make_no_difference_and_values_are_those_of_the_standards() {
        let mut hasher = Hasher::default();
        for chunk in [b"1234".as_slice(), b"", b"56789"] {
            hasher.update(chunk);
        }
        let digests = hasher.finish();
        // The check value of CRC-32/ISO-HDLC, which ZIP uses.
        assert_eq!(digests.crc32, 0xcbf4_3926);
        assert_eq!(digests.size, 9);
        assert_eq!(digests, Digests::of(b"123456789"));
        // FIPS 180-2, example B.1.
        assert_eq!(Digests::of(b"abc").sha256[..4], [0xba, 0x78, 0x16, 0xbf]);
    }
}
