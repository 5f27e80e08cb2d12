//! XML text as a tree, once it is known that building the tree takes time and room in proportion to the text.

use roxmltree::{Document, ParsingOptions};

use super::Code;

/// Most attributes of one element: each is compared with those before it.
const MAX_ATTRIBUTES: usize = 64;
/// Most declarations of namespaces in one text: an element that has one of its own keeps all those around it as well.
const MAX_NAMESPACES: usize = 1_000;
const DECLARATION: &str = "xmlns";

/// Whether an XML text declares a document type, which could make two readers see two texts.
pub(super) fn has_doctype(xml: &str) -> bool {
    xml.contains("<!DOCTYPE")
}

/// Parses a text of at most so many nodes and without a document type.
pub(super) fn parse(xml: &str, nodes: u32) -> Result<Document<'_>, Code> {
    if has_doctype(xml) {
        return Err(Code::Doctype);
    }
    if !is_utf8(xml) {
        return Err(Code::XmlMalformed);
    }
    if xml.matches(DECLARATION).count() > MAX_NAMESPACES || has_crowded_tag(xml.as_bytes()) {
        return Err(Code::TooLarge);
    }
    let options = ParsingOptions { allow_dtd: false, nodes_limit: nodes, ..ParsingOptions::default() };
    Document::parse_with_options(xml, options).map_err(|error| match error {
        roxmltree::Error::NodesLimitReached => Code::TooLarge,
        roxmltree::Error::DtdDetected => Code::Doctype,
        _ => Code::XmlMalformed,
    })
}

/// Whether a text declares no other encoding than the one that it is read in.
fn is_utf8(xml: &str) -> bool {
    let declaration = xml.trim_start_matches('\u{feff}').strip_prefix("<?xml").and_then(|rest| rest.split_once("?>"));
    let Some((_, encoding)) = declaration.and_then(|(inside, _)| inside.split_once("encoding")) else { return true };
    let name = encoding.trim_start_matches(|c: char| c.is_ascii_whitespace() || matches!(c, '=' | '"' | '\''));
    name.get(..5).is_some_and(|name| name.eq_ignore_ascii_case("utf-8"))
}

/// Whether an element has more attributes than we take: as many equals signs stand in its tag, outside of quotes.
fn has_crowded_tag(xml: &[u8]) -> bool {
    let mut rest = xml;
    while let Some(start) = rest.iter().position(|&byte| byte == b'<') {
        let tag = rest.get(start + 1..).unwrap_or_default();
        rest = match ending(tag) {
            // What may hold any sign, up to its own ending.
            Some(end) => after(tag, end),
            None => {
                let (mut quote, mut attributes, mut length) = (None, 0, 0);
                for &byte in tag {
                    length += 1;
                    match (quote, byte) {
                        (Some(open), _) if open == byte => quote = None,
                        (None, b'"' | b'\'') => quote = Some(byte),
                        (None, b'=') => attributes += 1,
                        (None, b'>') => break,
                        _ => {}
                    }
                }
                if attributes > MAX_ATTRIBUTES {
                    return true;
                }
                tag.get(length..).unwrap_or_default()
            }
        };
    }
    false
}

/// How a comment, a section of plain characters or a processing instruction ends; `None` for a tag.
fn ending(tag: &[u8]) -> Option<&'static [u8]> {
    let kinds: [(&[u8], &[u8]); 3] = [(b"!--", b"-->"), (b"![CDATA[", b"]]>"), (b"?", b"?>")];
    kinds.into_iter().find(|(start, _)| tag.starts_with(start)).map(|(_, end)| end)
}

fn after<'a>(bytes: &'a [u8], end: &[u8]) -> &'a [u8] {
    let found = bytes.windows(end.len()).position(|window| window == end);
    found.and_then(|at| bytes.get(at + end.len()..)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_element_with_too_many_attributes_is_not_parsed() {
        let attributes = |count: usize| (0..count).map(|at| format!(" a{at}=\"=\"")).collect::<String>();
        let few = format!("<a{}/>", attributes(MAX_ATTRIBUTES));
        let many = format!("<a{}/>", attributes(MAX_ATTRIBUTES + 1));
        assert!(parse(&few, 10).is_ok());
        for hidden in [many.clone(), format!("<b><!-- ' -->{many}</b>"), format!("<b><![CDATA[ \" ]]>{many}</b>")] {
            assert_eq!(parse(&hidden, 10).map(drop), Err(Code::TooLarge), "{hidden}");
        }
        let base64 = format!("<a>{}</a>", "=".repeat(1_000));
        assert!(parse(&base64, 10).is_ok());
    }

    #[test]
    fn a_text_that_declares_another_encoding_is_not_parsed() {
        for good in ["<a/>", "<?xml version='1.0'?><a/>", "<?xml version=\"1.0\" encoding = 'utf-8' ?><a/>"] {
            assert!(parse(good, 10).is_ok(), "{good}");
        }
        for bad in ["UTF-16", "windows-1258", "utf8", ""] {
            let text = format!("<?xml version=\"1.0\" encoding=\"{bad}\"?><a/>");
            assert_eq!(parse(&text, 10).map(drop), Err(Code::XmlMalformed), "{bad}");
        }
    }

    #[test]
    fn a_text_with_too_many_namespaces_is_not_parsed() {
        let declared = |count: usize| format!("<a>{}</a>", "<b xmlns:x=\"y\"/>".repeat(count));
        assert!(parse(&declared(MAX_NAMESPACES), 2_000).is_ok());
        assert_eq!(parse(&declared(MAX_NAMESPACES + 1), 2_000).map(drop), Err(Code::TooLarge));
    }
}
