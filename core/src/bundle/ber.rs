//! From BER (X.690 8) to DER: lengths that are not given become given and shortest, and an octet string in pieces becomes one. Software that
//! signs while it reads writes so (`openssl cms -stream`, some of that of tokens); what it signs and digests stands in DER all the same.

use super::tlv::{OCTETS, wrapped};

/// What of a tag says that values stand inside (X.690 8.1.2.5).
const CONSTRUCTED: u8 = 0x20;
/// The length that is not given; two zeros end the value (X.690 8.1.3.6).
const INDEFINITE: u8 = 0x80;
const END: [u8; 2] = [0, 0];
/// Values within values: signed data has ten or so.
const DEEPEST: usize = 32;

/// The one value that the bytes are, in DER as far as lengths and octet strings go; `None` where they are no BER.
pub(super) fn to_der(bytes: &[u8]) -> Option<Vec<u8>> {
    let (der, rest) = value(bytes, DEEPEST)?;
    rest.is_empty().then_some(der)
}

/// The first value, and what follows it.
fn value(bytes: &[u8], deepest: usize) -> Option<(Vec<u8>, &[u8])> {
    let deepest = deepest.checked_sub(1)?;
    let (&tag, rest) = bytes.split_first().filter(|(tag, _)| **tag & 0x1f != 0x1f)?;
    let (length, mut rest) = length(rest)?;
    let mut inside = Vec::new();
    match length {
        Some(length) => {
            let (content, after) = rest.split_at_checked(length)?;
            rest = after;
            if tag & CONSTRUCTED == 0 {
                return Some((wrapped(tag, &[content]), rest));
            }
            let mut content = content;
            while !content.is_empty() {
                let (one, after) = value(content, deepest)?;
                inside.push(one);
                content = after;
            }
        }
        None if tag & CONSTRUCTED == 0 => return None,
        None => loop {
            if let Some(after) = rest.strip_prefix(&END) {
                rest = after;
                break;
            }
            let (one, after) = value(rest, deepest)?;
            inside.push(one);
            rest = after;
        },
    }
    let der = if tag == OCTETS | CONSTRUCTED { whole(&inside)? } else { wrapped(tag, &slices(&inside)) };
    Some((der, rest))
}

/// A length, `None` within where it is not given.
fn length(bytes: &[u8]) -> Option<(Option<usize>, &[u8])> {
    let (&first, rest) = bytes.split_first()?;
    match first {
        0..INDEFINITE => Some((Some(first.into()), rest)),
        INDEFINITE => Some((None, rest)),
        _ => {
            let (digits, rest) = rest.split_at_checked((first & 0x7f).into())?;
            let add = |length: usize, &digit: &u8| length.checked_mul(256)?.checked_add(digit.into());
            Some((Some(digits.iter().try_fold(0, add)?), rest))
        }
    }
}

/// One octet string of its pieces, each an octet string in DER already.
fn whole(pieces: &[Vec<u8>]) -> Option<Vec<u8>> {
    let contents: Option<Vec<&[u8]>> = pieces.iter().map(|piece| super::tlv::Der::only(piece, OCTETS)).collect();
    Some(wrapped(OCTETS, &contents?))
}

fn slices(values: &[Vec<u8>]) -> Vec<&[u8]> {
    values.iter().map(Vec::as_slice).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_given_is_given_and_pieces_are_joined() {
        // SEQUENCE of unknown length: INTEGER 2, [0] of unknown length with an octet string in two pieces, NULL with a long length.
        let ber = [0x30, 0x80, 2, 1, 2, 0xa0, 0x80, 0x24, 0x80, 4, 1, 7, 4, 0x81, 1, 8, 0, 0, 0, 0, 5, 0x81, 0, 0, 0];
        let der = [0x30, 11, 2, 1, 2, 0xa0, 4, 4, 2, 7, 8, 5, 0];
        assert_eq!(to_der(&ber).unwrap(), der);
        assert_eq!(to_der(&der).unwrap(), der, "DER stays as it is");
        for end in 0..ber.len() {
            assert_eq!(to_der(&ber[..end]), None, "{end}");
        }
        assert_eq!(to_der(&[&ber[..], &[0]].concat()), None);
    }

    #[test]
    fn what_is_no_ber_is_none() {
        assert_eq!(to_der(&[4, 0x80, 1, 0, 0]), None, "of unknown length, and no values inside");
        assert_eq!(to_der(&[0x24, 3, 2, 1, 7]), None, "a piece that is no octet string");
        assert_eq!(to_der(&[0x30, 0x89, 1, 1, 1, 1, 1, 1, 1, 1, 1]), None, "longer than anything");
        assert_eq!(to_der(&[0x30, 0x80].repeat(100_000)), None, "deeper than anything");
    }
}
