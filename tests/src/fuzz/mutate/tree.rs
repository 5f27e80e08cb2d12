//! The tree that any structure is read as, and the changes to it.

use base64ct::{Base64, Encoding};

use super::Draws;
use crate::attacks::{Around, Raw, build};

/// Part of a structure.
#[derive(Clone)]
pub struct Node {
    pub kind: Kind,
    pub body: Body,
}

/// How a part is written.
#[derive(Clone)]
pub enum Kind {
    /// As it is.
    Plain,
    /// Behind this tag and its length.
    Der(u8),
    /// A bit string of whole bytes.
    Bits,
    Base64,
    /// An element with what stands in its opening tag.
    Element(Vec<u8>),
    /// Between these two, with commas.
    Json(u8, u8),
    /// After the name, as it is written, and a colon.
    Member(Vec<u8>),
    /// Between quotation marks.
    Quoted,
    /// Entries with what stands in their headers, as a ZIP.
    Zip(Vec<Raw>),
}

#[derive(Clone)]
pub enum Body {
    Bytes(Vec<u8>),
    Nodes(Vec<Node>),
}

impl Node {
    pub const fn leaf(kind: Kind, bytes: Vec<u8>) -> Self {
        Self { kind, body: Body::Bytes(bytes) }
    }

    pub const fn of(kind: Kind, nodes: Vec<Node>) -> Self {
        Self { kind, body: Body::Nodes(nodes) }
    }

    fn count(&self) -> usize {
        match &self.body {
            Body::Bytes(_) => 1,
            Body::Nodes(nodes) => 1 + nodes.iter().map(Node::count).sum::<usize>(),
        }
    }

    /// The node of that number, counted from this one down.
    fn at(&mut self, mut number: usize) -> Option<&mut Node> {
        if number == 0 {
            return Some(self);
        }
        number -= 1;
        let Body::Nodes(nodes) = &mut self.body else { return None };
        for node in nodes {
            let count = node.count();
            if number < count {
                return node.at(number);
            }
            number -= count;
        }
        None
    }

    fn write(&self, out: &mut Vec<u8>) {
        let content = match &self.body {
            Body::Bytes(bytes) => bytes.clone(),
            Body::Nodes(nodes) => {
                let mut content = Vec::new();
                for (at, node) in nodes.iter().enumerate() {
                    if at > 0 && matches!(self.kind, Kind::Json(..)) {
                        content.push(b',');
                    }
                    node.write(&mut content);
                }
                content
            }
        };
        match &self.kind {
            Kind::Plain => out.extend(content),
            Kind::Der(tag) => write_der(*tag, &content, out),
            Kind::Bits => write_der(3, &[&[0], content.as_slice()].concat(), out),
            Kind::Base64 => out.extend(Base64::encode_string(&content).into_bytes()),
            Kind::Element(head) => {
                let name = head.split(u8::is_ascii_whitespace).next().unwrap_or_default();
                out.extend([b"<", head.as_slice(), b">", &content, b"</", name, b">"].concat());
            }
            Kind::Json(open, close) => out.extend([&[*open], content.as_slice(), &[*close]].concat()),
            Kind::Member(name) => out.extend([name.as_slice(), b":", &content].concat()),
            Kind::Quoted => out.extend([b"\"", content.as_slice(), b"\""].concat()),
            Kind::Zip(headers) => out.extend(self.zipped(headers)),
        }
    }

    /// The entries with checksums that fit. One more than there are headers for has that of the last.
    fn zipped(&self, headers: &[Raw]) -> Vec<u8> {
        let Body::Nodes(nodes) = &self.body else { return Vec::new() };
        let entries = nodes.iter().enumerate().filter_map(|(at, node)| {
            let mut data = Vec::new();
            node.write(&mut data);
            Some(headers.get(at).or(headers.last())?.holding(data))
        });
        build(&entries.collect::<Vec<_>>(), &Around::default())
    }
}

fn write_der(tag: u8, content: &[u8], out: &mut Vec<u8>) {
    let length = content.len().to_be_bytes();
    let length = &length[length.iter().take_while(|byte| **byte == 0).count()..];
    out.push(tag);
    if content.len() >= 0x80 {
        out.push(0x80 | length.len() as u8);
        out.extend(length);
    } else {
        out.push(content.len() as u8);
    }
    out.extend(content);
}

/// Changes one node, now and then a few, and writes the whole.
pub fn change(mut root: Node, draws: &mut Draws) -> Option<Vec<u8>> {
    for _ in 0..=draws.below(8) / 6 * 3 {
        change_one(&mut root, draws)?;
    }
    let mut out = Vec::new();
    root.write(&mut out);
    Some(out)
}

fn change_one(root: &mut Node, draws: &mut Draws) -> Option<()> {
    let count = root.count();
    let other = root.at(draws.below(count))?.clone();
    let number = draws.below(count);
    let node = root.at(number)?;
    match (&mut node.body, draws.below(8)) {
        (Body::Bytes(bytes), 0..=4) => (draws.plain)(bytes),
        (_, 5) if number > 0 => *node = other,
        (Body::Nodes(nodes), 0..=1) if !nodes.is_empty() => drop(nodes.remove(draws.below(nodes.len()))),
        (Body::Nodes(nodes), 2) if !nodes.is_empty() => {
            let at = draws.below(nodes.len());
            nodes.insert(draws.below(nodes.len()), nodes[at].clone());
        }
        (Body::Nodes(nodes), 3) if !nodes.is_empty() => {
            let (a, b) = (draws.below(nodes.len()), draws.below(nodes.len()));
            nodes.swap(a, b);
        }
        (Body::Nodes(nodes), 4) => nodes.insert(draws.below(nodes.len()), other),
        _ => match &mut node.kind {
            Kind::Der(tag) => *tag = draws.below(256) as u8,
            Kind::Element(text) | Kind::Member(text) => (draws.plain)(text),
            _ => return Some(()),
        },
    }
    Some(())
}
