//! A ZIP as a tree of its entries.

use super::tree::{Kind, Node};
use super::{der, json, xml};
use crate::attacks::Raw;

const LOCAL: &[u8] = b"PK\x03\x04";
const HEADER: usize = 30;

/// The entries that stand one after the other from the beginning.
pub fn read(bytes: &[u8]) -> Option<Node> {
    let (mut nodes, mut headers) = (Vec::new(), Vec::new());
    let mut rest = bytes;
    while let Some((header, data, after)) = entry(rest) {
        nodes.push(node(data));
        headers.push(header);
        rest = after;
    }
    (!nodes.is_empty()).then(|| Node::of(Kind::Zip(headers), nodes))
}

/// An entry that is not compressed: its header, its bytes, and what follows.
fn entry(bytes: &[u8]) -> Option<(Raw, &[u8], &[u8])> {
    let (header, rest) = bytes.split_at_checked(HEADER).filter(|(header, _)| header.starts_with(LOCAL))?;
    let short = |at: usize| u16::from_le_bytes([header[at], header[at + 1]]);
    let size = usize::from(short(18)) | usize::from(short(20)) << 16;
    let (name, rest) = rest.split_at_checked(short(26).into())?;
    let (extra, rest) = rest.split_at_checked(short(28).into())?;
    let (data, rest) = rest.split_at_checked(size)?;
    let mut raw = Raw::new(std::str::from_utf8(name).ok()?, data);
    (raw.flags, raw.extra) = (short(6), extra.to_vec());
    (short(8) == 0).then_some((raw, data, rest))
}

fn node(data: &[u8]) -> Node {
    let node = match data.first() {
        Some(b'<') => xml::read(data),
        Some(b'{') => json::read(data),
        Some(0x30) => der::read(data),
        _ => None,
    };
    node.unwrap_or_else(|| Node::leaf(Kind::Plain, data.to_vec()))
}
