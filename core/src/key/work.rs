//! How much work a PKCS#12 file asks for before it opens. It names its own counts, so one made to harm could keep a machine busy for
//! hours, or fill its memory.

use der::{Decode, Reader, SliceReader, Tag, Tagged, asn1::AnyRef};

/// Most rounds in a file: ten times what careful software asks for its checksum, its certificates and its key together.
const MAX_ROUNDS: u64 = 2_000_000;
/// Deepest that values stand within each other.
const MAX_DEPTH: u8 = 32;

/// Whether the file asks for no more than an honest one would. What is encrypted is not looked at: who wrote that knew the password.
pub fn is_bearable(bytes: &[u8]) -> bool {
    rounds(bytes, MAX_DEPTH) <= MAX_ROUNDS
}

/// The rounds of every key derivation in these values and within them; 0 where they are no DER.
fn rounds(bytes: &[u8], depth: u8) -> u64 {
    let values = read(bytes).unwrap_or_default();
    let within = values.iter().map(|value| match (depth.checked_sub(1), value.tag()) {
        (None, _) => MAX_ROUNDS,
        (Some(depth), tag) if tag.is_constructed() || tag == Tag::OctetString => rounds(value.value(), depth),
        _ => 0,
    });
    within.fold(own_rounds(&values), u64::saturating_add)
}

fn read(bytes: &[u8]) -> der::Result<Vec<AnyRef<'_>>> {
    let mut reader = SliceReader::new(bytes)?;
    let mut values = Vec::new();
    while !reader.is_finished() {
        values.push(AnyRef::decode(&mut reader)?);
    }
    Ok(values)
}

/// Where a salt is followed by a number, that is the count of rounds: in `MacData` and the parameters of PBES1 (RFC 7292 4, C) and of
/// PBKDF2 (RFC 8018 A.2). Where it is followed by three, they are those of scrypt (RFC 7914 7), which multiply, in time and in memory.
fn own_rounds(values: &[AnyRef<'_>]) -> u64 {
    let Some(salt) = values.iter().position(|value| value.tag() == Tag::OctetString) else { return 0 };
    let after = values.iter().skip(salt + 1).take_while(|value| value.tag() == Tag::Integer);
    let numbers: Vec<u64> = after.map(|value| number(value.value())).collect();
    match numbers.as_slice() {
        [cost, block, lanes, ..] => cost.saturating_mul(*block).saturating_mul(*lanes).saturating_mul(4),
        [count, ..] => *count,
        [] => 0,
    }
}

fn number(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |number: u64, byte| number.saturating_mul(256).saturating_add((*byte).into()))
}
