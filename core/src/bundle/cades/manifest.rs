//! `META-INF/ASiCManifest.xml` (EN 319 162-1 Annex A.4): every part with its digest and media type.

use super::P7S_ENTRY;
use crate::bundle::Part;
use crate::bundle::xml_write::{ASIC, DSIG, digest, escape, percent_encode};

/// The manifest of these parts, in canonical form as all our XML is.
pub fn write(parts: &[Part]) -> String {
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<asic:ASiCManifest xmlns:asic=\"{ASIC}\" xmlns:ds=\"{DSIG}\">\
         <asic:SigReference MimeType=\"application/pkcs7-signature\" URI=\"{P7S_ENTRY}\"></asic:SigReference>"
    );
    for part in parts {
        let (uri, media_type) = (percent_encode(part.name.as_str()), escape(part.media_type.as_str()));
        let digest = digest(&part.digests.sha256, false);
        xml.push_str(&format!(
            "<asic:DataObjectReference MimeType=\"{media_type}\" URI=\"{uri}\">{digest}</asic:DataObjectReference>"
        ));
    }
    xml.push_str("</asic:ASiCManifest>");
    xml
}
