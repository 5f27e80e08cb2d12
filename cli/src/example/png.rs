//! A picture as PNG (W3C PNG, second edition): one bit a dot, eight dots of the file across and down for each of ours.

use std::io::Write;

use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};

use super::dots::Dots;

/// The bytes of the file.
pub fn of(dots: &Dots) -> Vec<u8> {
    let mut head = Vec::new();
    head.extend((u32::from(dots.width) * 8).to_be_bytes());
    head.extend((u32::from(dots.height) * 8).to_be_bytes());
    // One bit a sample, greyscale, the only compression and filter method, not interlaced.
    head.extend([1, 0, 0, 0, 0]);
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    chunk(&mut out, *b"IHDR", &head);
    chunk(&mut out, *b"IDAT", &deflated(&rows(dots)));
    chunk(&mut out, *b"IEND", &[]);
    out
}

/// Every row with its filter type before it, none.
fn rows(dots: &Dots) -> Vec<u8> {
    let row = |row: &[bool]| -> Vec<u8> {
        std::iter::once(0).chain(row.iter().map(|black| if *black { 0 } else { 0xff })).collect()
    };
    dots.black.chunks(usize::from(dots.width)).flat_map(|dots| row(dots).repeat(8)).collect()
}

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    // Writing to memory does not fail.
    encoder.write_all(bytes).and_then(|()| encoder.finish()).unwrap_or_default()
}

fn chunk(out: &mut Vec<u8>, kind: [u8; 4], data: &[u8]) {
    let mut crc = Crc::new();
    crc.update(&kind);
    crc.update(data);
    out.extend(u32::try_from(data.len()).unwrap_or(0).to_be_bytes());
    out.extend(kind);
    out.extend(data);
    out.extend(crc.sum().to_be_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::example::dots;
    use std::io::Read;

    #[test]
    fn the_chunks_are_whole_and_the_rows_are_as_many_as_the_head_says() {
        let dots = dots::of(&["A1"]);
        let bytes = of(&dots);
        let mut rest = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n").unwrap();
        let mut kinds = Vec::new();
        while let Some((length, after)) = rest.split_first_chunk::<4>() {
            let (kind_and_data, after) = after.split_at(4 + u32::from_be_bytes(*length) as usize);
            let mut crc = Crc::new();
            crc.update(kind_and_data);
            let (sum, after) = after.split_first_chunk::<4>().unwrap();
            assert_eq!(crc.sum(), u32::from_be_bytes(*sum));
            if let Some(data) = kind_and_data.strip_prefix(b"IDAT") {
                let mut rows = Vec::new();
                flate2::read::ZlibDecoder::new(data).read_to_end(&mut rows).unwrap();
                assert_eq!(rows.len(), usize::from(dots.height) * 8 * (1 + usize::from(dots.width)));
            }
            kinds.push(kind_and_data[..4].to_vec());
            rest = after;
        }
        assert_eq!(kinds, [b"IHDR", b"IDAT", b"IEND"]);
    }
}
