//! XML as a tree; DER in base64 is read too.

use base64ct::{Base64, Encoding};

use super::der;
use super::tree::{Kind, Node};

const DEEPEST: usize = 64;

/// Elements and what stands between them.
pub fn read(bytes: &[u8]) -> Option<Node> {
    let mut text = std::str::from_utf8(bytes).ok()?;
    let nodes = nodes(&mut text, DEEPEST)?;
    text.is_empty().then(|| Node::of(Kind::Plain, nodes))
}

/// The nodes up to the end, or to the closing tag of what is around them.
fn nodes(text: &mut &str, depth: usize) -> Option<Vec<Node>> {
    let depth = depth.checked_sub(1)?;
    let mut nodes = Vec::new();
    while !text.is_empty() && !text.starts_with("</") {
        if !text.starts_with('<') {
            nodes.push(leaf(take(text, text.find('<').unwrap_or(text.len()))));
            continue;
        }
        let tag = take(text, text.find('>')? + 1);
        match tag.strip_prefix('<').and_then(|tag| tag.strip_suffix('>')) {
            Some(head) if !head.starts_with(['?', '!']) && !head.ends_with('/') => {
                let within = self::nodes(text, depth)?;
                take(text, text.find('>')? + 1);
                nodes.push(Node::of(Kind::Element(head.into()), within));
            }
            _ => nodes.push(Node::leaf(Kind::Plain, tag.into())),
        }
    }
    Some(nodes)
}

fn leaf(text: &str) -> Node {
    match Base64::decode_vec(text) {
        Ok(bytes) => match der::read(&bytes) {
            Some(node) => Node::of(Kind::Base64, vec![node]),
            None => Node::leaf(Kind::Base64, bytes),
        },
        Err(_) => Node::leaf(Kind::Plain, text.into()),
    }
}

fn take<'a>(text: &mut &'a str, count: usize) -> &'a str {
    let (head, rest) = text.split_at(count);
    *text = rest;
    head
}
