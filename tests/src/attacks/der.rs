//! DER, written as told, right or wrong (ITU-T X.690).

/// Tag, length, value.
pub fn tlv(tag: u8, value: &[u8]) -> Vec<u8> {
    let length = value.len();
    let mut out = vec![tag];
    match length {
        0..=0x7f => out.push(length as u8),
        0x80..=0xff => out.extend([0x81, length as u8]),
        _ => out.extend([0x82, (length >> 8) as u8, length as u8]),
    }
    out.extend(value);
    out
}

/// `SEQUENCE` of these.
pub fn sequence(items: &[Vec<u8>]) -> Vec<u8> {
    tlv(0x30, &items.concat())
}

/// `SET` of these, in the order given.
pub fn set(items: &[Vec<u8>]) -> Vec<u8> {
    tlv(0x31, &items.concat())
}

/// `[number]`, constructed.
pub fn context(number: u8, value: &[u8]) -> Vec<u8> {
    tlv(0xa0 | number, value)
}

/// `GeneralizedTime` of `YYYYMMDDHHMMSSZ`.
pub fn time(text: &str) -> Vec<u8> {
    tlv(0x18, text.as_bytes())
}

/// An object identifier from its dotted form.
pub fn oid(dotted: &str) -> Vec<u8> {
    let arcs: Vec<u64> = dotted.split('.').map(|arc| arc.parse().unwrap()).collect();
    let mut value = vec![(arcs[0] * 40 + arcs[1]) as u8];
    for &arc in &arcs[2..] {
        let sevens = (1..10).find(|count| arc >> (7 * count) == 0).unwrap();
        value.extend((0..sevens).rev().map(|at| (arc >> (7 * at)) as u8 & 0x7f | if at > 0 { 0x80 } else { 0 }));
    }
    tlv(0x06, &value)
}

/// An integer below 128.
pub fn small(value: u8) -> Vec<u8> {
    tlv(0x02, &[value])
}

/// A positive integer, most significant byte first.
pub fn integer(bytes: &[u8]) -> Vec<u8> {
    let mut value: Vec<u8> = bytes.iter().copied().skip_while(|&byte| byte == 0).collect();
    if value.first().is_none_or(|&first| first >= 0x80) {
        value.insert(0, 0);
    }
    tlv(0x02, &value)
}

pub fn octets(value: &[u8]) -> Vec<u8> {
    tlv(0x04, value)
}

/// Whole bytes as a bit string.
pub fn bits(value: &[u8]) -> Vec<u8> {
    tlv(0x03, &[&[0], value].concat())
}

pub fn null() -> Vec<u8> {
    tlv(0x05, &[])
}

/// An extension (RFC 5280 4.1).
pub fn extension(id: &str, critical: bool, value: &[u8]) -> Vec<u8> {
    let critical = if critical { tlv(0x01, &[0xff]) } else { Vec::new() };
    sequence(&[oid(id), critical, octets(value)])
}
