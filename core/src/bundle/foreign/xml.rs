//! A signature file as a tree whose identifiers are unique.

use std::cell::Cell;

use roxmltree::{Document, Node};

use super::super::{Code, xml_parse};
use super::xades::base64;
use crate::map::Map;

const XML: &str = "http://www.w3.org/XML/1998/namespace";
/// Most nodes of a file.
const MAX_NODES: u32 = 60_000;

/// Parses a file without a document type.
pub(super) fn parse(text: &str) -> Result<Document<'_>, Code> {
    xml_parse::parse(text, MAX_NODES)
}

/// How often over the elements of a file may be written in canonical form, by all its references together.
const MAX_WRITTEN: usize = 4;
/// So many bytes of it are for nothing.
const FREE: usize = 1 << 20;

/// A parsed file, with what its identifiers name.
pub(super) struct File<'a, 'input> {
    ids: Map<&'a str, Node<'a, 'input>>,
    /// So many bytes may still be digested.
    left: Cell<usize>,
}

impl<'a, 'input> File<'a, 'input> {
    /// Refuses a document in which two elements have one identifier: which of them a reference means, two readers could see differently.
    pub(super) fn new(document: &'a Document<'input>) -> Result<Self, Code> {
        let mut ids = Map::default();
        for node in document.descendants().filter(Node::is_element) {
            let is_id = |name: &str| matches!(name, "Id" | "ID" | "id");
            let own = node.attributes().filter(|one| match one.namespace() {
                None => is_id(one.name()),
                Some(namespace) => namespace == XML && one.name() == "id",
            });
            for id in own {
                if ids.insert(id.value(), node).is_some() {
                    return Err(Code::DuplicateId);
                }
            }
        }
        let left = document.input_text().len().saturating_mul(MAX_WRITTEN).saturating_add(FREE);
        Ok(Self { ids, left: Cell::new(left) })
    }

    /// Counts bytes that are digested; refuses more than there is a reason for, since what a reference names costs its length again.
    pub(super) fn count(&self, bytes: usize) -> Result<(), Code> {
        let left = self.left.get().checked_sub(bytes).ok_or(Code::TooLarge)?;
        self.left.set(left);
        Ok(())
    }

    pub(super) fn by_id(&self, id: &str) -> Option<Node<'a, 'input>> {
        self.ids.get(id).copied()
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

/// The text of an element that holds nothing else.
pub(super) fn text<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    let only = node.first_child().filter(|only| only.is_text() && only.next_sibling().is_none());
    only.and_then(|only| only.text()).map(str::trim)
}

/// The bytes that an element holds as base64.
pub(super) fn decoded(node: Node<'_, '_>) -> Option<Vec<u8>> {
    text(node).and_then(base64)
}
