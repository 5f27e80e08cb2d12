//! Above 4 GiB, without writing 4 GiB: the parts are zeros that only claim to be there.

use std::io;

use super::*;

const LARGE: u64 = 5 << 30;

/// A container whose parts read as zeros.
struct Sparse {
    segments: Vec<(u64, Vec<u8>)>,
    length: u64,
}

impl Sparse {
    fn new(segments: Vec<Segment>, sizes: &[u64]) -> Self {
        let mut sparse = Self { segments: Vec::new(), length: 0 };
        for segment in segments {
            match segment {
                Segment::Part(index) => sparse.length += sizes[index],
                Segment::Bytes(bytes) => {
                    let start = sparse.length;
                    sparse.length += bytes.len() as u64;
                    sparse.segments.push((start, bytes));
                }
            }
        }
        sparse
    }
}

impl ReadAt for Sparse {
    fn len(&self) -> u64 {
        self.length
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        if offset + buffer.len() as u64 > self.length {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        for (place, byte) in (offset..).zip(buffer) {
            let inside =
                self.segments.iter().find(|(start, bytes)| (*start..start + bytes.len() as u64).contains(&place));
            *byte = inside.map_or(0, |(start, bytes)| bytes[(place - start) as usize]);
        }
        Ok(())
    }
}

#[test]
fn large_parts_and_far_offsets_are_written_and_read() {
    let (root, key) = (Authority::root(), Key::p256(5));
    let large =
        |name: &str, size| Part { digests: Digests { size, ..Digests::of(b"") }, ..part(name, "text/plain", b"") };
    // Just below the limit, just at it, and far above; the last begins beyond 4 GiB.
    let sizes = [u64::from(u32::MAX) - 1, u64::from(u32::MAX), LARGE, 3];
    let parts = sizes.iter().enumerate().map(|(n, &size)| large(&format!("{n}.bin"), size)).collect();
    let prepared = prepare(parts, &root.issue(&Wish::default(), &key), Algorithm::EcdsaP256, at(SIGNED_AT)).unwrap();
    let segments = prepared.finish(&key.sign(Algorithm::EcdsaP256, prepared.to_be_signed())).unwrap();
    let container = Sparse::new(segments, &sizes);
    assert!(container.len() > sizes.iter().sum());
    let opened = open(&container).unwrap();
    assert_eq!(opened.parts().iter().map(|part| part.digests.size).collect::<Vec<_>>(), sizes);
    assert!(matches!(opened.read_part("2.bin", 1 << 20), Err(PartError::TooLarge)));
}

#[test]
fn places_of_parts_are_known_from_their_sizes() {
    let (root, key) = (Authority::root(), Key::p256(5));
    let mut parts = parts();
    for part in &mut parts {
        part.digests.sha256 = [0; 32];
    }
    if let Some(second) = parts.get_mut(1) {
        second.digests.size = LARGE;
    }
    let expected = places(&parts);
    let prepared = prepare(parts, &root.issue(&Wish::default(), &key), Algorithm::EcdsaP256, at(SIGNED_AT)).unwrap();
    let mut position = 0;
    let mut found = Vec::new();
    for segment in prepared.segments(&[]) {
        match segment {
            Segment::Bytes(bytes) => position += bytes.len() as u64,
            Segment::Part(index) => {
                found.push(position);
                position += prepared.parts()[index].digests.size;
            }
        }
    }
    assert_eq!(found, expected);
}
