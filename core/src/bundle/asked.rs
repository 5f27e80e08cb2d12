//! What one is asked to sign: the `ds:SignedInfo` of a bundle as who holds the key reads it, who has nothing else of the bundle.

use base64ct::{Base64, Encoding};

use super::{
    Algorithm, MAX_PARTS,
    xml_parse::parse,
    xml_write::{DSIG, percent_decode},
};
use crate::json::hex;

/// What a signature would be over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// How it is to be signed.
    pub algorithm: Algorithm,
    /// The names of the files, each with the SHA-256 of its bytes in hexadecimal.
    pub parts: Vec<(String, String)>,
}

/// Reads the bytes that a bundle would have signed with XAdES. `None` for anything else: nobody is to be talked into signing that.
#[must_use]
pub fn asked(to_be_signed: &[u8]) -> Option<Asked> {
    let text = std::str::from_utf8(to_be_signed).ok()?;
    let limit = u32::try_from(MAX_PARTS * 8).ok()?;
    let document = parse(text, limit).ok()?;
    let root = document.root_element();
    if !root.has_tag_name((DSIG, "SignedInfo")) {
        return None;
    }
    let child = |name: &'static str| root.children().find(move |node| node.has_tag_name((DSIG, name)));
    let method = child("SignatureMethod")?.attribute("Algorithm")?;
    let mut parts = Vec::new();
    for reference in root.children().filter(|node| node.has_tag_name((DSIG, "Reference"))) {
        // The last one is over the signed properties, in the signature itself.
        if reference.has_attribute("Type") {
            continue;
        }
        let value = reference.children().find(|node| node.has_tag_name((DSIG, "DigestValue")))?.text()?;
        let digest = Base64::decode_vec(value).ok().filter(|digest| digest.len() == 32)?;
        parts.push((percent_decode(reference.attribute("URI")?)?, hex(&digest)));
    }
    let algorithm = Algorithm::from_uri(method)?;
    (!parts.is_empty()).then_some(Asked { algorithm, parts })
}
