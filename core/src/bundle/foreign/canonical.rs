//! Canonical XML of an element (W3C Canonical XML 1.0 and 1.1, Exclusive XML Canonicalization 1.0), with and without comments.

use std::collections::BinaryHeap;

use roxmltree::{Attribute, Node};

use super::super::{Code, xml_write::DSIG};
use super::budget::Budget;
use crate::map::Map;

const XML: &str = "http://www.w3.org/XML/1998/namespace";
const EXCLUSIVE: &str = "http://www.w3.org/2001/10/xml-exc-c14n#";
/// Deepest element that is written; signatures are a dozen deep.
const MAX_DEPTH: usize = 100;

/// Most namespaces that one element may be within, and prefixes that a form may name; each is looked at again on every element.
const MAX_IN_SCOPE: usize = 64;
/// Longest prefix, and longest name of a namespace.
const MAX_LENGTH: usize = 256;

/// A canonical form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Form {
    version: Version,
    comments: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Version {
    #[default]
    Inclusive,
    Inclusive11,
    /// With the prefixes that are treated as in the inclusive form; the default namespace is the empty one.
    Exclusive(Vec<String>),
}

impl Form {
    /// The form that an element such as `ds:CanonicalizationMethod` or `ds:Transform` names; `None` where it is none.
    pub(super) fn of(element: Node<'_, '_>) -> Option<Self> {
        let uri = element.attribute("Algorithm")?;
        let (uri, comments) = match uri.strip_suffix("WithComments") {
            Some(uri) => (uri, true),
            None => (uri, false),
        };
        // With comments each name ends in a number sign; without, that of the exclusive form does.
        let version = match (uri.strip_suffix('#').unwrap_or(uri), uri.ends_with('#')) {
            ("http://www.w3.org/TR/2001/REC-xml-c14n-20010315", marked) if marked == comments => Version::Inclusive,
            ("http://www.w3.org/2006/12/xml-c14n11", marked) if marked == comments => Version::Inclusive11,
            ("http://www.w3.org/2001/10/xml-exc-c14n", true) => Version::Exclusive(prefixes(element)?),
            _ => return None,
        };
        Some(Self { version, comments })
    }

    /// The same form without comments: a reference to an identifier means the element without them, whatever the form (XML-DSig 4.4.3.3).
    pub(super) fn without_comments(self) -> Self {
        Self { comments: false, ..self }
    }

    /// The element in this form.
    ///
    /// # Errors
    /// Where it is too deep, inherits what this does not follow (`xml:base` in version 1.1), or takes more than there is a reason for.
    pub(super) fn write(&self, element: Node<'_, '_>, budget: &Budget) -> Result<Vec<u8>, Code> {
        let mut writer = Writer { form: self, budget, out: Vec::new(), counted: 0, rendered: Vec::new() };
        let inherited = self.inherited(element, budget);
        let written =
            inherited.and_then(|inherited| writer.element(element, 0, inherited)).and_then(|()| writer.count());
        written.map(|()| writer.out).ok_or_else(|| budget.fault())
    }

    /// What an element takes over from those around it, which are not written.
    fn inherited<'a, 'input>(&self, element: Node<'a, 'input>, budget: &Budget) -> Option<Vec<Attribute<'a, 'input>>> {
        let mut found: Map<&str, Attribute<'a, 'input>> = Map::default();
        if matches!(self.version, Version::Exclusive(_)) {
            return Some(Vec::new());
        }
        for ancestor in element.ancestors().skip(1) {
            budget.spend(1)?;
            for attribute in ancestor.attributes().filter(|attribute| attribute.namespace() == Some(XML)) {
                match (&self.version, attribute.name()) {
                    (Version::Inclusive11, "id") => {}
                    (Version::Inclusive11, "base") => return None,
                    (_, name) if found.contains_key(name) => {}
                    (_, name) => drop(found.insert(name, attribute)),
                }
            }
        }
        Some(found.into_values().filter(|one| !element.has_attribute((XML, one.name()))).collect())
    }
}

fn prefixes(element: Node<'_, '_>) -> Option<Vec<String>> {
    let listed = element.children().find(|child| child.has_tag_name((EXCLUSIVE, "InclusiveNamespaces")));
    let list = listed.and_then(|element| element.attribute("PrefixList")).unwrap_or_default();
    let all = list.split_ascii_whitespace().map(|prefix| if prefix == "#default" { "" } else { prefix }.to_owned());
    let first: Vec<String> = all.take(MAX_IN_SCOPE + 1).collect();
    (first.len() <= MAX_IN_SCOPE).then_some(first)
}

struct Writer<'f, 'a> {
    form: &'f Form,
    budget: &'f Budget,
    out: Vec<u8>,
    /// So many bytes of it are paid for.
    counted: usize,
    /// Prefix and namespace as written, the innermost last.
    rendered: Vec<(&'a str, &'a str)>,
}

impl<'a> Writer<'_, 'a> {
    fn element<'input: 'a>(
        &mut self,
        element: Node<'a, 'input>,
        depth: usize,
        inherited: Vec<Attribute<'a, 'input>>,
    ) -> Option<()> {
        if depth > MAX_DEPTH {
            return None;
        }
        self.count()?;
        let name = qualified_name(element)?;
        let all: Vec<_> = element.attributes().chain(inherited).collect();
        let keyed = all.iter().enumerate().map(|(at, one)| (one.namespace().unwrap_or_default(), one.name(), at));
        let order = keyed.collect::<BinaryHeap<_>>().into_sorted_vec();
        let attributes: Vec<_> = order.into_iter().filter_map(|(_, _, at)| all.get(at).copied()).collect();
        let outside = self.rendered.len();
        self.out.push(b'<');
        self.out.extend(name.as_bytes());
        for (prefix, uri) in self.namespaces(element, name, &attributes)? {
            let prefix_and_colon = if prefix.is_empty() { "" } else { ":" };
            self.out.extend(format!(" xmlns{prefix_and_colon}{prefix}=\"").as_bytes());
            escape(uri, true, &mut self.out);
            self.out.push(b'"');
            self.rendered.push((prefix, uri));
        }
        for attribute in attributes {
            self.out.push(b' ');
            self.out.extend(attribute_name(element, attribute)?.as_bytes());
            self.out.extend(b"=\"");
            escape(attribute.value(), true, &mut self.out);
            self.out.push(b'"');
        }
        self.out.push(b'>');
        for child in element.children() {
            self.node(child, depth)?;
        }
        self.out.extend(b"</");
        self.out.extend(name.as_bytes());
        self.out.push(b'>');
        self.rendered.truncate(outside);
        Some(())
    }

    /// Pays for what was written since the last time.
    fn count(&mut self) -> Option<()> {
        let before = std::mem::replace(&mut self.counted, self.out.len());
        self.budget.spend(self.out.len() - before)
    }

    fn node<'input: 'a>(&mut self, node: Node<'a, 'input>, depth: usize) -> Option<()> {
        if node.is_element() {
            return self.element(node, depth + 1, Vec::new());
        }
        if node.is_text() {
            escape(node.text()?, false, &mut self.out);
        } else if let Some(pi) = node.pi() {
            let value = pi.value.map(|value| format!(" {value}")).unwrap_or_default();
            self.out.extend(format!("<?{}{value}?>", pi.target).as_bytes());
        } else if node.is_comment() && self.form.comments {
            self.out.extend(format!("<!--{}-->", node.text()?).as_bytes());
        }
        Some(())
    }

    /// The declarations that are written on an element, in order.
    fn namespaces(
        &self,
        element: Node<'a, '_>,
        name: &'a str,
        attributes: &[Attribute<'a, '_>],
    ) -> Option<Vec<(&'a str, &'a str)>> {
        let mut used = vec![name.split_once(':').map_or("", |(prefix, _)| prefix)];
        for attribute in attributes {
            used.extend(attribute_name(element, *attribute)?.split_once(':').map(|(prefix, _)| prefix));
        }
        let listed = match &self.form.version {
            Version::Inclusive | Version::Inclusive11 => None,
            Version::Exclusive(listed) => Some(listed),
        };
        let is_asked =
            |prefix: &str| listed.is_none_or(|listed| used.contains(&prefix) || listed.iter().any(|one| one == prefix));
        let mut in_scope: Map<&str, &str> = Map::from([("", "")]);
        let is_long = |text: &str| text.len() > MAX_LENGTH;
        if element.namespaces().len() > MAX_IN_SCOPE
            || element.namespaces().any(|one| is_long(one.uri()) || one.name().is_some_and(is_long))
        {
            return None;
        }
        let looks = 1 + listed.map_or(0, Vec::len) + self.rendered.len();
        self.budget.spend(element.namespaces().len().saturating_mul(looks))?;
        in_scope.extend(element.namespaces().map(|one| (one.name().unwrap_or_default(), one.uri())));
        let is_new = |prefix: &str, uri: &str| {
            let before = self.rendered.iter().rev().find(|(known, _)| *known == prefix).map(|(_, uri)| *uri);
            before.unwrap_or_default() != uri
        };
        let asked =
            in_scope.into_iter().filter(|(prefix, uri)| *prefix != "xml" && is_asked(prefix) && is_new(prefix, uri));
        Some(asked.collect())
    }
}

/// The name as it stands in the text, with its prefix.
fn qualified_name<'a, 'input: 'a>(element: Node<'a, 'input>) -> Option<&'a str> {
    let text = element.document().input_text().get(element.range())?.strip_prefix('<')?;
    let end = text.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>'))?;
    text.get(..end)
}

fn attribute_name<'a>(element: Node<'a, '_>, attribute: Attribute<'_, '_>) -> Option<&'a str> {
    element.document().input_text().get(attribute.range_qname())
}

fn escape(text: &str, in_attribute: bool, out: &mut Vec<u8>) {
    for byte in text.bytes() {
        match (byte, in_attribute) {
            (b'&', _) => out.extend(b"&amp;"),
            (b'<', _) => out.extend(b"&lt;"),
            (b'>', false) => out.extend(b"&gt;"),
            (b'"', true) => out.extend(b"&quot;"),
            (b'\t', true) => out.extend(b"&#x9;"),
            (b'\n', true) => out.extend(b"&#xA;"),
            (b'\r', _) => out.extend(b"&#xD;"),
            _ => out.push(byte),
        }
    }
}

/// The form that a reference without transforms is digested in (XML-DSig 4.4.3.2): Canonical XML 1.0 without comments.
pub(super) fn default_form() -> Form {
    Form::default()
}

/// The forms that the transforms of a reference name; `None` where there is another transform, or more than one.
pub(super) fn of_transforms(transforms: Option<Node<'_, '_>>) -> Option<Option<Form>> {
    let Some(transforms) = transforms else { return Some(None) };
    let mut listed = transforms.children().filter(Node::is_element);
    let Some(first) = listed.next() else { return Some(None) };
    let is_transform = first.has_tag_name((DSIG, "Transform")) && listed.next().is_none();
    Some(Some(Form::of(first).filter(|_| is_transform)?))
}

#[cfg(test)]
mod tests {
    use roxmltree::Document;

    use super::*;

    const INPUT: &str = "<?x y?><a:r xmlns:a=\"urn:a\" xmlns:b='urn:b' xmlns=\"urn:d\" xml:lang=\"vi\">\n\
        <e  b:z='1' a=\"2\" c = '&lt;&#9;\"' ><!-- c --><![CDATA[<&>]]>\r\n<a:in xmlns:a=\"urn:a\" xmlns=\"\"/></e></a:r>";

    fn written(algorithm: &str, inner: &str, local: &str) -> String {
        let method = format!("<m Algorithm=\"{algorithm}\">{inner}</m>");
        let method = Document::parse(&method).unwrap();
        let document = Document::parse(INPUT).unwrap();
        let element = document.descendants().find(|node| node.tag_name().name() == local).unwrap();
        let form = Form::of(method.root_element()).unwrap();
        String::from_utf8(form.write(element, &Budget::default()).unwrap()).unwrap()
    }

    /// What libxml2 (xmllint --c14n, --c14n11, --exc-c14n on the same text) makes of the whole, and the standards of a part.
    #[test]
    fn forms_are_those_of_the_standards() {
        let e = |declared: &str, comment: &str| {
            format!(
                "<e{declared} a=\"2\" c=\"&lt;&#x9;&quot;\" b:z=\"1\">{comment}&lt;&amp;&gt;\n<a:in xmlns=\"\"></a:in></e>"
            )
        };
        let inclusive = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";
        assert_eq!(
            written(inclusive, "", "r"),
            format!("<a:r xmlns=\"urn:d\" xmlns:a=\"urn:a\" xmlns:b=\"urn:b\" xml:lang=\"vi\">\n{}</a:r>", e("", ""))
        );
        let part = " xmlns=\"urn:d\" xmlns:a=\"urn:a\" xmlns:b=\"urn:b\"";
        let with_language = |text: String| text.replace(" b:z=", " xml:lang=\"vi\" b:z=");
        assert_eq!(written(inclusive, "", "e"), with_language(e(part, "")));
        let commented = format!("{inclusive}#WithComments");
        assert_eq!(written(&commented, "", "e"), with_language(e(part, "<!-- c -->")));
        assert_eq!(written("http://www.w3.org/2006/12/xml-c14n11", "", "e"), with_language(e(part, "")));
        let exclusive =
            e(" xmlns=\"urn:d\" xmlns:b=\"urn:b\"", "").replace("<a:in xmlns=\"\">", "<a:in xmlns:a=\"urn:a\">");
        assert_eq!(written(EXCLUSIVE, "", "e"), exclusive);
        let list = format!("<i:InclusiveNamespaces xmlns:i=\"{EXCLUSIVE}\" PrefixList=\"a #default\"/>");
        assert_eq!(written(EXCLUSIVE, &list, "e"), e(part, ""));
    }

    #[test]
    fn a_form_has_one_name() {
        let is_form = |algorithm: &str| {
            Form::of(Document::parse(&format!("<m Algorithm=\"{algorithm}\"/>")).unwrap().root_element()).is_some()
        };
        let inclusive = "http://www.w3.org/2006/12/xml-c14n11";
        for good in [inclusive, &format!("{inclusive}#WithComments"), EXCLUSIVE, &format!("{EXCLUSIVE}WithComments")] {
            assert!(is_form(good), "{good}");
        }
        let bare = EXCLUSIVE.trim_end_matches('#');
        for bad in [&format!("{inclusive}#"), &format!("{inclusive}WithComments"), bare, &format!("{EXCLUSIVE}#")] {
            assert!(!is_form(bad), "{bad}");
        }
    }

    /// How an element fares in a form whose transform holds `inner`.
    fn fate(algorithm: &str, inner: &str, text: &str) -> Option<Result<usize, Code>> {
        let method = format!("<m Algorithm=\"{algorithm}\">{inner}</m>");
        let method = Document::parse(&method).unwrap();
        let document = Document::parse(text).unwrap();
        let form = Form::of(method.root_element())?;
        Some(form.write(document.root_element(), &Budget::default()).map(|bytes| bytes.len()))
    }

    #[test]
    fn what_takes_more_than_there_is_a_reason_for_is_not_written() {
        let list = |count: usize| {
            let prefixes = "a ".repeat(count);
            format!("<i:InclusiveNamespaces xmlns:i=\"{EXCLUSIVE}\" PrefixList=\"{prefixes}\"/>")
        };
        assert!(matches!(fate(EXCLUSIVE, &list(MAX_IN_SCOPE), "<a/>"), Some(Ok(_))));
        assert_eq!(fate(EXCLUSIVE, &list(MAX_IN_SCOPE + 1), "<a/>"), None);
        // Each element is within forty namespaces.
        let declared: String = (0..40).map(|at| format!(" xmlns:n{at}=\"u\"")).collect();
        let within = |count: usize| format!("<r{declared}>{}</r>", "<b/>".repeat(count));
        let inclusive = "http://www.w3.org/2006/12/xml-c14n11";
        assert!(matches!(fate(inclusive, "", &within(100)), Some(Ok(_))));
        assert_eq!(fate(inclusive, "", &within(1_000)), Some(Err(Code::TooLarge)));
        // Written again on each element, since it is used on none around it.
        let name = |length: usize| format!("<r xmlns:x=\"{}\">{}</r>", "u".repeat(length), "<x:b/>".repeat(6_000));
        assert!(matches!(fate(EXCLUSIVE, "", &name(20)), Some(Ok(_))));
        assert_eq!(fate(EXCLUSIVE, "", &name(MAX_LENGTH)), Some(Err(Code::TooLarge)));
        assert_eq!(fate(EXCLUSIVE, "", &name(MAX_LENGTH + 1)), Some(Err(Code::SignatureStructure)));
    }
}
