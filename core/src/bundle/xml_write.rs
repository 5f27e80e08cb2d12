//! The XML of a container, written in exclusive canonical form from the start (W3C `xml-exc-c14n`), so that what is digested and
//! signed is exactly what stands in the file and nobody needs a canonicaliser to make or check it.
//!
//! XAdES Baseline-B: ETSI EN 319 132-1 clause 6; the container: EN 319 162-1 clause 4.4; the manifest: OpenDocument 1.2 part 3.

use base64ct::{Base64, Encoding};
use chrono::{DateTime, Utc};

use super::{Algorithm, Part, instant};

/// What the entry `mimetype` holds.
pub(super) const MIMETYPE: &str = "application/vnd.etsi.asic-e+zip";
pub(super) const DSIG: &str = "http://www.w3.org/2000/09/xmldsig#";
pub(super) const XADES: &str = "http://uri.etsi.org/01903/v1.3.2#";
pub(super) const ASIC: &str = "http://uri.etsi.org/02918/v1.2.1#";
const EXCLUSIVE: &str = "http://www.w3.org/2001/10/xml-exc-c14n#";
pub(super) const SHA256: &str = "http://www.w3.org/2001/04/xmlenc#sha256";
const SIGNED_PROPERTIES: &str = "http://uri.etsi.org/01903#SignedProperties";
const MANIFEST: &str = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0";
/// `xades:SignedProperties`, canonical, of the signature of this place (0 for the first).
pub(super) fn signed_properties(
    place: usize,
    parts: &[Part],
    certificate_sha256: &[u8; 32],
    time: DateTime<Utc>,
) -> String {
    let time = instant::written(time);
    let digest = digest(certificate_sha256, true);
    let mut xml = format!(
        "<xades:SignedProperties xmlns:xades=\"{XADES}\" Id=\"S{place}-SignedProperties\"><xades:SignedSignatureProperties>\
         <xades:SigningTime>{time}</xades:SigningTime><xades:SigningCertificateV2><xades:Cert><xades:CertDigest>{digest}\
         </xades:CertDigest></xades:Cert></xades:SigningCertificateV2></xades:SignedSignatureProperties>\
         <xades:SignedDataObjectProperties>"
    );
    for (number, part) in parts.iter().enumerate() {
        let media_type = escape(part.media_type.as_str());
        xml.push_str(&format!(
            "<xades:DataObjectFormat ObjectReference=\"#S{place}-R{number}\"><xades:MimeType>{media_type}</xades:MimeType>\
             </xades:DataObjectFormat>"
        ));
    }
    xml.push_str("</xades:SignedDataObjectProperties></xades:SignedProperties>");
    xml
}

/// `ds:SignedInfo`, canonical: the bytes to be signed, of the names of the parts and their digests.
pub(super) fn signed_info<'p>(
    place: usize,
    parts: impl Iterator<Item = (&'p str, &'p [u8; 32])>,
    properties_sha256: &[u8; 32],
    algorithm: Algorithm,
) -> String {
    let method = algorithm.uri();
    let mut xml = format!(
        "<ds:SignedInfo xmlns:ds=\"{DSIG}\"><ds:CanonicalizationMethod Algorithm=\"{EXCLUSIVE}\"></ds:CanonicalizationMethod>\
         <ds:SignatureMethod Algorithm=\"{method}\"></ds:SignatureMethod>"
    );
    for (number, (name, sha256)) in parts.enumerate() {
        let (uri, digest) = (percent_encode(name), digest(sha256, false));
        xml.push_str(&format!("<ds:Reference Id=\"S{place}-R{number}\" URI=\"{uri}\">{digest}</ds:Reference>"));
    }
    let digest = digest(properties_sha256, false);
    xml.push_str(&format!(
        "<ds:Reference Type=\"{SIGNED_PROPERTIES}\" URI=\"#S{place}-SignedProperties\"><ds:Transforms>\
         <ds:Transform Algorithm=\"{EXCLUSIVE}\"></ds:Transform></ds:Transforms>{digest}</ds:Reference></ds:SignedInfo>"
    ));
    xml
}

/// The file of the signature of this place. `unsigned` are the properties that the signature does not cover, if any.
pub(super) fn signatures(
    place: usize,
    signed_info: &str,
    signed_properties: &str,
    unsigned: &str,
    certificate: &[u8],
    signature: &[u8],
) -> String {
    let certificate = Base64::encode_string(certificate);
    let signature = Base64::encode_string(signature);
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<asic:XAdESSignatures xmlns:asic=\"{ASIC}\">\
         <ds:Signature xmlns:ds=\"{DSIG}\" Id=\"S{place}\">{signed_info}<ds:SignatureValue Id=\"S{place}-Value\">{signature}\
         </ds:SignatureValue><ds:KeyInfo><ds:X509Data><ds:X509Certificate>{certificate}</ds:X509Certificate></ds:X509Data>\
         </ds:KeyInfo><ds:Object><xades:QualifyingProperties xmlns:xades=\"{XADES}\" Target=\"#S{place}\">{signed_properties}\
         {unsigned}</xades:QualifyingProperties></ds:Object></ds:Signature></asic:XAdESSignatures>"
    )
}

/// What a timestamp of the signature of this place is over: its `ds:SignatureValue`, canonical.
pub(super) fn stamped(place: usize, signature: &[u8]) -> String {
    let signature = Base64::encode_string(signature);
    format!("<ds:SignatureValue xmlns:ds=\"{DSIG}\" Id=\"S{place}-Value\">{signature}</ds:SignatureValue>")
}

/// `xades:UnsignedProperties` with a timestamp (base64) on the signature of this place.
pub(super) fn timestamped(place: usize, token: &str) -> String {
    format!(
        "<xades:UnsignedProperties><xades:UnsignedSignatureProperties><xades:SignatureTimeStamp Id=\"S{place}-T0\">\
         <ds:CanonicalizationMethod Algorithm=\"{EXCLUSIVE}\"></ds:CanonicalizationMethod>\
         <xades:EncapsulatedTimeStamp>{token}</xades:EncapsulatedTimeStamp></xades:SignatureTimeStamp>\
         </xades:UnsignedSignatureProperties></xades:UnsignedProperties>"
    )
}

/// `META-INF/manifest.xml`.
pub(super) fn manifest(parts: &[Part]) -> String {
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<manifest:manifest xmlns:manifest=\"{MANIFEST}\" manifest:version=\"1.2\">\n\
         <manifest:file-entry manifest:full-path=\"/\" manifest:media-type=\"{MIMETYPE}\"/>\n"
    );
    for part in parts {
        let (name, media_type) = (escape(part.name.as_str()), escape(part.media_type.as_str()));
        xml.push_str(&format!(
            "<manifest:file-entry manifest:full-path=\"{name}\" manifest:media-type=\"{media_type}\"/>\n"
        ));
    }
    xml.push_str("</manifest:manifest>\n");
    xml
}

/// Digest method and value. In `own_scope` no ancestor that is digested along declares the prefix, and canonical form puts the
/// declaration on each.
pub(super) fn digest(sha256: &[u8; 32], own_scope: bool) -> String {
    let scope = if own_scope { format!(" xmlns:ds=\"{DSIG}\"") } else { String::new() };
    let value = Base64::encode_string(sha256);
    format!(
        "<ds:DigestMethod{scope} Algorithm=\"{SHA256}\"></ds:DigestMethod><ds:DigestValue{scope}>{value}</ds:DigestValue>"
    )
}

/// A name as a relative reference (RFC 3986 2.1): all but the unreserved letters and `/` encoded.
pub(super) fn percent_encode(name: &str) -> String {
    let mut uri = String::with_capacity(name.len());
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

/// The text that `percent_encode` encoded; `None` where it is no such text.
pub(super) fn percent_decode(uri: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(uri.len());
    let mut rest = uri.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digit = |byte: Option<u8>| byte.and_then(|byte| char::from(byte).to_digit(16));
        let value = digit(rest.next())? * 16 + digit(rest.next())?;
        bytes.push(u8::try_from(value).ok()?);
    }
    String::from_utf8(bytes).ok()
}

/// Text for an element or attribute. Names hold no control characters, `<`, `>` or `"`; media types none of `<>"`.
pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_encoded_as_a_relative_reference() {
        assert_eq!(percent_encode("giấy tờ/a+b %.pdf"), "gi%E1%BA%A5y%20t%E1%BB%9D/a%2Bb%20%25.pdf");
        assert_eq!(percent_decode("gi%E1%BA%A5y%20t%E1%BB%9D/a%2Bb%20%25.pdf").as_deref(), Some("giấy tờ/a+b %.pdf"));
        for bad in ["%", "%4", "%zz", "%ff", "%+4"] {
            assert_eq!(percent_decode(bad), None, "{bad}");
        }
    }
}
