//! What a signature file claims. Each value is taken from its one place; that nothing else stands in the file is proved
//! afterwards, by writing it anew and comparing.

use base64ct::{Base64, Encoding};
use chrono::{DateTime, Utc};
use roxmltree::Node;

use super::{
    Algorithm, Code, instant,
    xml_parse::parse,
    xml_write::{ASIC, DSIG, SHA256, XADES, percent_decode},
};

/// Most nodes of a signature file: eight for each of the most parts that a bundle may have, twice over.
const MAX_NODES: u32 = 40_000;

/// The values of one signature.
pub(super) struct Claim {
    pub(super) algorithm: Algorithm,
    /// Name and digest of each part, in order.
    pub(super) references: Vec<(String, [u8; 32])>,
    /// Media type of each part, in order.
    pub(super) media_types: Vec<String>,
    pub(super) properties_sha256: [u8; 32],
    pub(super) signing_time: DateTime<Utc>,
    pub(super) certificate_sha256: [u8; 32],
    pub(super) certificate: Vec<u8>,
    pub(super) signature: Vec<u8>,
}

/// Reads the one signature of `xml`.
pub(super) fn claim(xml: &str) -> Result<Claim, Code> {
    let document = parse(xml, MAX_NODES)?;
    let root = document.root_element();
    if !root.has_tag_name((ASIC, "XAdESSignatures")) {
        return Err(Code::SignatureStructure);
    }
    match root.children().filter(|node| node.has_tag_name((DSIG, "Signature"))).count() {
        0 => return Err(Code::NoSignature),
        1 => {}
        _ => return Err(Code::SeveralSignatures),
    }
    signature(root)
}

fn signature(root: Node<'_, '_>) -> Result<Claim, Code> {
    let mut signature = Children::of(Children::of(root).next(DSIG, "Signature")?);
    let mut info = Children::of(signature.next(DSIG, "SignedInfo")?);
    info.next(DSIG, "CanonicalizationMethod")?;
    let method = info.next(DSIG, "SignatureMethod")?.attribute("Algorithm");
    let algorithm = method.and_then(Algorithm::from_uri).ok_or(Code::AlgorithmRefused)?;
    let mut references = Vec::new();
    let mut properties_sha256 = None;
    while let Ok(reference) = info.next(DSIG, "Reference") {
        let mut inner = Children::of(reference);
        let transforms = inner.next(DSIG, "Transforms");
        if reference.has_attribute("Type") {
            transforms?;
            properties_sha256 = Some(digest(&mut inner)?);
            break;
        }
        if transforms.is_ok() {
            return Err(Code::TransformRefused);
        }
        let name = reference.attribute("URI").and_then(percent_decode).ok_or(Code::SignatureStructure)?;
        references.push((name, digest(&mut inner)?));
    }
    let properties_sha256 = properties_sha256.ok_or(Code::PropertiesNotSigned)?;
    let value = decoded(signature.next(DSIG, "SignatureValue")?)?;
    let mut data = Children::of(Children::of(signature.next(DSIG, "KeyInfo")?).next(DSIG, "X509Data")?);
    let certificate = decoded(data.next(DSIG, "X509Certificate")?)?;
    let object = signature.next(DSIG, "Object")?;
    let qualifying = Children::of(object).next(XADES, "QualifyingProperties")?;
    let mut properties = Children::of(Children::of(qualifying).next(XADES, "SignedProperties")?);
    let mut of_signature = Children::of(properties.next(XADES, "SignedSignatureProperties")?);
    let time = text(of_signature.next(XADES, "SigningTime")?)?;
    let signing_time = instant::read(time).ok_or(Code::SignatureStructure)?;
    let certificates = of_signature.next(XADES, "SigningCertificateV2").map_err(|_| Code::CertificateNotSigned)?;
    let signed = Children::of(Children::of(certificates).next(XADES, "Cert")?).next(XADES, "CertDigest")?;
    let mut media_types = Vec::new();
    let mut formats = Children::of(properties.next(XADES, "SignedDataObjectProperties")?);
    while let Ok(format) = formats.next(XADES, "DataObjectFormat") {
        media_types.push(text(Children::of(format).next(XADES, "MimeType")?)?.to_owned());
    }
    Ok(Claim {
        algorithm,
        references,
        media_types,
        properties_sha256,
        signing_time,
        certificate_sha256: digest(&mut Children::of(signed))?,
        certificate,
        signature: value,
    })
}

fn digest(inside: &mut Children<'_, '_>) -> Result<[u8; 32], Code> {
    let method = inside.next(DSIG, "DigestMethod")?;
    if method.attribute("Algorithm") != Some(SHA256) {
        return Err(Code::DigestRefused);
    }
    decoded(inside.next(DSIG, "DigestValue")?)?.try_into().map_err(|_| Code::SignatureStructure)
}

fn decoded(node: Node<'_, '_>) -> Result<Vec<u8>, Code> {
    Base64::decode_vec(text(node)?).map_err(|_| Code::SignatureStructure)
}

/// The text of an element that holds nothing else.
fn text<'a>(node: Node<'a, '_>) -> Result<&'a str, Code> {
    let only = node.first_child().filter(|only| only.is_text() && only.next_sibling().is_none());
    only.and_then(|only| only.text()).ok_or(Code::SignatureStructure)
}

/// The children of an element, in order; asking for another than the next is refused.
struct Children<'a, 'input>(Option<Node<'a, 'input>>);

impl<'a, 'input> Children<'a, 'input> {
    fn of(node: Node<'a, 'input>) -> Self {
        Self(node.first_child())
    }

    fn next(&mut self, namespace: &str, name: &str) -> Result<Node<'a, 'input>, Code> {
        let node = self.0.filter(|node| node.has_tag_name((namespace, name))).ok_or(Code::SignatureStructure)?;
        self.0 = node.next_sibling();
        Ok(node)
    }
}
