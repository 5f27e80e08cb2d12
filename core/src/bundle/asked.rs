//! What one is asked to sign: the `ds:SignedInfo` of a bundle as who holds the key reads it, who has nothing else of the bundle.

use base64ct::{Base64, Encoding};

use super::{
    Algorithm, MAX_PARTS, PartName,
    xml_parse::parse,
    xml_write::{DSIG, percent_decode, signed_info},
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
/// Invoices and tax returns are signed over a `ds:SignedInfo` too, so it is written anew from what was read of it, as a bundle has it,
/// and must be that to the byte.
#[must_use]
pub fn asked(to_be_signed: &[u8]) -> Option<Asked> {
    let text = std::str::from_utf8(to_be_signed).ok()?;
    let limit = u32::try_from(MAX_PARTS * 8).ok()?;
    let document = parse(text, limit).ok()?;
    let root = document.root_element();
    let method = root.children().find(|node| node.has_tag_name((DSIG, "SignatureMethod")))?;
    let algorithm = Algorithm::from_uri(method.attribute("Algorithm")?)?;
    let mut references = Vec::new();
    for reference in root.children().filter(|node| node.has_tag_name((DSIG, "Reference"))) {
        let value = reference.children().find(|node| node.has_tag_name((DSIG, "DigestValue")))?.text()?;
        let digest: [u8; 32] = Base64::decode_vec(value).ok()?.try_into().ok()?;
        references.push((percent_decode(reference.attribute("URI")?)?, digest));
    }
    // The last one is over the signed properties, in the signature itself.
    let (properties, properties_sha256) = references.pop()?;
    let place = properties.strip_prefix("#S")?.strip_suffix("-SignedProperties")?.parse().ok()?;
    let named = references.iter().map(|(name, digest)| (name.as_str(), digest));
    let is_ours = signed_info(place, named, &properties_sha256, algorithm) == text
        && references.iter().all(|(name, _)| PartName::new(name).is_ok());
    let parts: Vec<_> = references.into_iter().map(|(name, digest)| (name, hex(&digest))).collect();
    (is_ours && !parts.is_empty()).then_some(Asked { algorithm, parts })
}
