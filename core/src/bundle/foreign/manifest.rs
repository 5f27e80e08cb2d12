//! `META-INF/manifest.xml` of a foreign container (OpenDocument 1.2 part 3): nothing signs it, so it may only say what is signed.

use std::collections::BinaryHeap;

use super::super::Code;
use super::xml::{children, parse};
use crate::map::Map;

const MANIFEST: &str = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0";

/// Name and media type of each file that it lists.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<(String, String)>, Code> {
    let text = std::str::from_utf8(bytes).map_err(|_| Code::XmlMalformed)?;
    let document = parse(text)?;
    let entries = children(document.root_element(), MANIFEST, "file-entry").map(|entry| {
        let of = |name| entry.attribute((MANIFEST, name)).unwrap_or_default().to_owned();
        (of("full-path"), of("media-type"))
    });
    Ok(entries.filter(|(name, _)| name != "/").collect())
}

/// Whether it lists other files than there are, one twice, or another media type than the one that is signed.
pub(super) fn differs(listed: &[(String, String)], names: &[&str], media_types: &Map<&str, &str>) -> bool {
    let as_signed = |name: &str, media_type: &str| media_types.get(name).is_none_or(|signed| *signed == media_type);
    let here: BinaryHeap<&str> = listed.iter().map(|(name, _)| name.as_str()).collect();
    let there: BinaryHeap<&str> = names.iter().copied().collect();
    here.into_sorted_vec() != there.into_sorted_vec()
        || !listed.iter().all(|(name, media_type)| as_signed(name, media_type))
}
