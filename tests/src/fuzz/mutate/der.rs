//! DER as a tree, also within octet and bit strings.

use super::tree::{Kind, Node};

const CONSTRUCTED: u8 = 0x20;
const BITS: u8 = 3;
const OCTETS: u8 = 4;
const DEEPEST: usize = 24;

/// One value and nothing after it.
pub fn read(bytes: &[u8]) -> Option<Node> {
    let mut nodes = read_all(bytes, DEEPEST)?;
    nodes.pop().filter(|_| nodes.is_empty())
}

fn read_all(mut bytes: &[u8], depth: usize) -> Option<Vec<Node>> {
    let mut nodes = Vec::new();
    while !bytes.is_empty() {
        let (tag, content, rest) = next(bytes)?;
        nodes.push(node(tag, content, depth));
        bytes = rest;
    }
    Some(nodes)
}

fn node(tag: u8, content: &[u8], depth: usize) -> Node {
    let within = |bytes: &[u8]| depth.checked_sub(1).and_then(|depth| read_all(bytes, depth));
    let held = |bytes: &[u8]| bytes.first().filter(|tag| *tag & CONSTRUCTED != 0).and_then(|_| within(bytes));
    let nodes = match (tag, content) {
        (BITS, [0, rest @ ..]) => {
            return held(rest)
                .map_or_else(|| Node::leaf(Kind::Der(tag), content.to_vec()), |nodes| Node::of(Kind::Bits, nodes));
        }
        (OCTETS, _) => held(content),
        _ if tag & CONSTRUCTED != 0 => within(content),
        _ => None,
    };
    match nodes {
        Some(nodes) => Node::of(Kind::Der(tag), nodes),
        None => Node::leaf(Kind::Der(tag), content.to_vec()),
    }
}

/// Tag, content, and what follows.
fn next(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let [tag, first, rest @ ..] = bytes else { return None };
    let (length, rest) = match first {
        0..=0x7f => (usize::from(*first), rest),
        0x81..=0x83 => {
            let (length, rest) = rest.split_at_checked(usize::from(first & 0x7f))?;
            (length.iter().fold(0, |length, byte| length << 8 | usize::from(*byte)), rest)
        }
        _ => return None,
    };
    let (content, rest) = rest.split_at_checked(length)?;
    Some((*tag, content, rest))
}
