//! JSON as a tree that keeps order, names twice, and how texts are escaped.

use super::tree::{Kind, Node};

const DEEPEST: usize = 64;

/// One value.
pub fn read(bytes: &[u8]) -> Option<Node> {
    let mut reader = Reader(bytes);
    let node = reader.value(DEEPEST)?;
    reader.space();
    reader.0.is_empty().then_some(node)
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn value(&mut self, depth: usize) -> Option<Node> {
        self.space();
        match self.0.first()? {
            b'{' => self.items(depth, b'}').map(|nodes| Node::of(Kind::Json(b'{', b'}'), nodes)),
            b'[' => self.items(depth, b']').map(|nodes| Node::of(Kind::Json(b'[', b']'), nodes)),
            b'"' => self.quoted().map(|text| Node::leaf(Kind::Quoted, text.to_vec())),
            _ => {
                let end = self.0.iter().position(|byte| b",]} \n\r\t".contains(byte)).unwrap_or(self.0.len());
                self.take(end).filter(|text| !text.is_empty()).map(|text| Node::leaf(Kind::Plain, text.to_vec()))
            }
        }
    }

    fn items(&mut self, depth: usize, close: u8) -> Option<Vec<Node>> {
        let depth = depth.checked_sub(1)?;
        let mut nodes = Vec::new();
        self.take(1);
        loop {
            self.space();
            match self.0.first()? {
                b',' => drop(self.take(1)),
                end if *end == close => {
                    self.take(1);
                    return Some(nodes);
                }
                b'"' if close == b'}' => {
                    let name = [b"\"", self.quoted()?, b"\""].concat();
                    self.space();
                    self.take(1).filter(|colon| *colon == b":")?;
                    nodes.push(Node::of(Kind::Member(name), vec![self.value(depth)?]));
                }
                _ => nodes.push(self.value(depth)?),
            }
        }
    }

    /// What stands between quotation marks.
    fn quoted(&mut self) -> Option<&'a [u8]> {
        let mut escaped = true;
        let end = self.0.iter().position(|byte| {
            let ends = *byte == b'"' && !escaped;
            escaped = *byte == b'\\' && !escaped;
            ends
        })?;
        let text = self.take(end + 1)?;
        text.get(1..end)
    }

    fn space(&mut self) {
        let end = self.0.iter().position(|byte| !b" \n\r\t".contains(byte)).unwrap_or(self.0.len());
        self.take(end);
    }

    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (head, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(head)
    }
}
