//! A signature file as a tree whose identifiers are unique.

use std::collections::BinaryHeap;

use roxmltree::{Document, Node, NodeId};

use super::super::{Code, xml_parse};
use super::budget::Budget;
use super::xades::base64;

const XML: &str = "http://www.w3.org/XML/1998/namespace";
/// How text is called where no text belongs.
pub(super) const TEXT: &str = "#text";
/// Most nodes of a file.
const MAX_NODES: u32 = 60_000;

/// Parses a file without a document type.
pub(super) fn parse(text: &str) -> Result<Document<'_>, Code> {
    xml_parse::parse(text, MAX_NODES)
}

/// Names in order, each with a text and a number that it stands for: made and searched in little time however many there are.
pub(super) struct Index<'a>(Vec<(&'a str, &'a str, usize)>);

impl<'a> Index<'a> {
    pub(super) fn new(all: &mut dyn Iterator<Item = (&'a str, &'a str, usize)>) -> Self {
        Self(all.collect::<BinaryHeap<_>>().into_sorted_vec())
    }

    pub(super) fn get(&self, name: &str) -> Option<(&'a str, usize)> {
        let at = self.0.partition_point(|(known, ..)| *known < name);
        self.0.get(at).filter(|(known, ..)| *known == name).map(|&(_, text, number)| (text, number))
    }

    /// Whether a name is there twice.
    pub(super) fn has_twins(&self) -> bool {
        self.0.iter().zip(self.0.iter().skip(1)).any(|(one, next)| one.0 == next.0)
    }
}

/// A parsed file, with what its identifiers name.
pub(super) struct File<'a, 'input> {
    document: &'a Document<'input>,
    ids: Index<'a>,
    /// What a reference names costs its length again each time.
    pub(super) budget: &'a Budget,
}

impl<'a, 'input> File<'a, 'input> {
    /// Refuses a document in which two elements have one identifier: which of them a reference means, two readers could see differently.
    pub(super) fn new(document: &'a Document<'input>, budget: &'a Budget) -> Result<Self, Code> {
        let mut ids = document.descendants().filter(Node::is_element).flat_map(|node| {
            let is_id = |name: &str| matches!(name, "Id" | "ID" | "id");
            let own = node.attributes().filter(move |one| match one.namespace() {
                None => is_id(one.name()),
                Some(namespace) => namespace == XML && one.name() == "id",
            });
            own.map(move |id| (id.value(), "", node.id().get_usize()))
        });
        let ids = Index::new(&mut ids);
        budget.grow(document.input_text().len());
        if ids.has_twins() { Err(Code::DuplicateId) } else { Ok(Self { document, ids, budget }) }
    }

    pub(super) fn by_id(&self, id: &str) -> Option<Node<'a, 'input>> {
        let (_, number) = self.ids.get(id)?;
        self.document.get_node(NodeId::from(u32::try_from(number).ok()?))
    }
}

/// The children of that name.
pub(super) fn children<'a, 'input>(
    node: Node<'a, 'input>,
    namespace: &'static str,
    name: &'a str,
) -> impl Iterator<Item = Node<'a, 'input>> {
    node.children().filter(move |child| child.has_tag_name((namespace, name)))
}

/// The one child of that name; `None` where there is none or more than one.
pub(super) fn child<'a, 'input>(node: Node<'a, 'input>, namespace: &str, name: &str) -> Option<Node<'a, 'input>> {
    let mut all = node.children().filter(|child| child.has_tag_name((namespace, name)));
    all.next().filter(|_| all.next().is_none())
}

/// The one child of that name, where there is one.
///
/// # Errors
/// Where there are more: two readers could take either.
pub(super) fn optional<'a, 'input>(
    node: Node<'a, 'input>,
    namespace: &str,
    name: &str,
) -> Result<Option<Node<'a, 'input>>, Code> {
    let mut all = node.children().filter(|child| child.has_tag_name((namespace, name)));
    let first = all.next();
    if all.next().is_none() { Ok(first) } else { Err(Code::SignatureStructure) }
}

/// The names of the children that are none of those, and [`TEXT`] for text that is not white.
pub(super) fn others<'a>(node: Node<'a, '_>, namespace: &str, known: &[&str]) -> Vec<&'a str> {
    let name = |child: Node<'a, '_>| match child.text() {
        _ if child.is_element() => {
            let is_known = known.iter().any(|name| child.has_tag_name((namespace, *name)));
            (!is_known).then(|| child.tag_name().name())
        }
        Some(text) if child.is_text() && !text.trim().is_empty() => Some(TEXT),
        _ => None,
    };
    node.children().filter_map(name).collect()
}

/// The text of an element that holds nothing else.
pub(super) fn text<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    let only = node.first_child().filter(|only| only.is_text() && only.next_sibling().is_none());
    only.and_then(|only| only.text()).map(str::trim)
}

/// The bytes that an element holds as base64.
pub(super) fn decoded(node: Node<'_, '_>) -> Option<Vec<u8>> {
    text(node).and_then(base64)
}
