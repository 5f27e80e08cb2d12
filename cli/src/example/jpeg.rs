//! A picture as JPEG (ITU-T T.81, baseline, greyscale): each dot is one block of 8 × 8, so only the block's mean is ever coded.

use super::dots::Dots;

/// The Huffman table of means (T.81 annex C): category 0 is `0`, category 8 is `10`, category 7 is `110`. A dot is 127 or -128 from
/// the middle grey, so no other difference comes up: none, the first white dot (127), and from black to white or back (255).
const MEANS: [u8; 19] = table([1, 1, 1], [0, 8, 7]);
/// The table of everything but the mean: end of block, `0`.
const END_OF_BLOCK: [u8; 17] = {
    let mut table = [0; 17];
    table[0] = 1;
    table
};

/// The bytes of the file.
pub fn of(dots: &Dots) -> Vec<u8> {
    let mut out = vec![0xff, 0xd8];
    segment(&mut out, 0xe0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0");
    // The mean of a block is coded as eight times its distance from the middle grey, divided by the 8 here.
    segment(&mut out, 0xdb, &[&[0][..], &[8; 64]].concat());
    let (width, height) = (dots.width.saturating_mul(8).to_be_bytes(), dots.height.saturating_mul(8).to_be_bytes());
    segment(&mut out, 0xc0, &[&[8][..], &height, &width, &[1, 1, 0x11, 0]].concat());
    segment(&mut out, 0xc4, &[&[0x00][..], &MEANS].concat());
    segment(&mut out, 0xc4, &[&[0x10][..], &END_OF_BLOCK].concat());
    segment(&mut out, 0xda, &[1, 1, 0x00, 0, 63, 0]);
    out.extend(scan(&dots.black));
    out.extend([0xff, 0xd9]);
    out
}

const fn table(lengths: [u8; 3], values: [u8; 3]) -> [u8; 19] {
    let mut table = [0; 19];
    table[0] = lengths[0];
    table[1] = lengths[1];
    table[2] = lengths[2];
    table[16] = values[0];
    table[17] = values[1];
    table[18] = values[2];
    table
}

fn segment(out: &mut Vec<u8>, marker: u8, data: &[u8]) {
    out.extend([0xff, marker]);
    out.extend(u16::try_from(data.len() + 2).unwrap_or(2).to_be_bytes());
    out.extend(data);
}

/// The coded blocks. Each: the code of the mean's change, the change itself, the end of the block.
fn scan(black: &[bool]) -> Vec<u8> {
    let mut bits = String::new();
    let mut before = None;
    for dot in black {
        bits.push_str(match (before, dot) {
            (Some(before), dot) if before == dot => "0",
            (None, false) => "1101111111",
            (None, true) => "1001111111",
            (Some(_), false) => "1011111111",
            (Some(_), true) => "1000000000",
        });
        bits.push('0');
        before = Some(dot);
    }
    bits.push_str(&"1".repeat((8 - bits.len() % 8) % 8));
    let byte = |bits: &[u8]| bits.iter().fold(0, |byte, bit| byte << 1 | (bit - b'0'));
    // A byte of ones is followed by zeros, so that it cannot be taken for a marker (B.1.1.5).
    bits.as_bytes()
        .chunks(8)
        .flat_map(|bits| match byte(bits) {
            0xff => vec![0xff, 0],
            byte => vec![byte],
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_coded_as_the_standard_says() {
        // White: category 7, 1111111, end. The same: category 0, end. Black: category 8, 00000000, end. The same. Then ones.
        assert_eq!(scan(&[false, false, true, true]), [0b1101_1111, 0b1100_0100, 0b0000_0000, 0b0011_1111]);
    }

    #[test]
    fn a_byte_of_ones_is_followed_by_zeros() {
        let scan = scan(&[false, true, false, true, false, true, false, true, false]);
        assert!(scan.windows(2).all(|pair| pair[0] != 0xff || pair[1] == 0) && scan.contains(&0xff));
    }
}
