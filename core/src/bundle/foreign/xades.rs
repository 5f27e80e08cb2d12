//! XML signatures with the properties of XAdES 1.3.2 and 1.4.1 (ETSI EN 319 132-1): every value is taken from the element whose bytes
//! were digested, and one certificate decides.

use base64ct::{Base64, Encoding};
use roxmltree::Node;

use super::super::method::Method;
use super::super::{
    Certificate, Code, Reason,
    algorithm::Hash,
    signing::Claimed,
    tlv::{Der, SEQUENCE},
    xml_write::{DSIG, XADES, percent_decode},
};
use super::beside;
use super::canonical::{self, Form};
use super::found::{Found, Reference, list};
use super::xml::{File, Index, child, children, decoded, optional, text};

const SIGNED_PROPERTIES: &str = "http://uri.etsi.org/01903#SignedProperties";
/// The type of a reference to further references (XMLDSIG 5.1): what those name is signed through it.
const MANIFEST: &str = "http://www.w3.org/2000/09/xmldsig#Manifest";
/// Most elements of its own file that a signature is over, beside its properties.
const MAX_FURTHER: usize = 64;
/// Longest text of a signature value: that of RSA with 16384 bits, and what sets its lines apart.
const MAX_VALUE: usize = 4096;

/// The URI of its algorithm.
pub(super) fn algorithm<'a>(signature: Node<'a, '_>) -> Option<&'a str> {
    child(child(signature, DSIG, "SignedInfo")?, DSIG, "SignatureMethod")?.attribute("Algorithm")
}

/// Judges one signature of a file.
pub(super) fn examine(file: &File<'_, '_>, signature: Node<'_, '_>) -> Result<(Vec<Reference>, Found), Reason> {
    let structure = || Reason::from(Code::SignatureStructure);
    let info = child(signature, DSIG, "SignedInfo").ok_or_else(structure)?;
    let form = child(info, DSIG, "CanonicalizationMethod").and_then(Form::of).ok_or(Code::AlgorithmRefused)?;
    let method = algorithm(signature).and_then(Method::from_uri).ok_or(Code::AlgorithmRefused)?;
    let properties = own_properties(signature)?;
    let media_types = media_types(properties)?;
    let mut references = Vec::new();
    let mut is_over_properties = false;
    // What else is signed of the file itself, and whether it stands for more.
    let mut further: Vec<(Node<'_, '_>, bool)> = Vec::new();
    for reference in children(info, DSIG, "Reference") {
        match same_document(reference) {
            // The whole document, or a path in it.
            Some(id) if id.is_empty() || id.contains('(') => return Err(Code::Unsupported.into()),
            Some(id) => {
                let target = file.by_id(id).ok_or_else(structure)?;
                let is_properties = target == properties;
                if !is_properties && reference.attribute("Type") == Some(SIGNED_PROPERTIES) {
                    return Err(Code::SignedPropertiesChanged.into());
                }
                digested(file, reference, target, is_properties)?;
                is_over_properties |= is_properties;
                let is_manifest =
                    reference.attribute("Type") == Some(MANIFEST) || target.has_tag_name((DSIG, "Manifest"));
                if !is_properties && !further.iter().any(|(known, _)| *known == target) {
                    if further.len() == MAX_FURTHER {
                        return Err(Code::Unsupported.into());
                    }
                    further.push((target, is_manifest));
                }
            }
            None => references.push(to_file(reference, &media_types)?),
        }
    }
    if !is_over_properties {
        return Err(Code::PropertiesNotSigned.into());
    }
    let of_signature = child(properties, XADES, "SignedSignatureProperties").ok_or_else(structure)?;
    let certificates = key_info(signature).ok_or_else(structure)?;
    let certificate = signing_certificate(of_signature, &certificates)?;
    let value = child(signature, DSIG, "SignatureValue").filter(is_bounded).ok_or_else(structure)?;
    let message = form.write(info, file.budget)?;
    let key = certificate.key_for(method)?;
    let is_right = method.verify(key, &message, &decoded(value).ok_or_else(structure)?, false);
    let claimed = match optional(of_signature, XADES, "SigningTime")? {
        Some(time) => Some(text(time).and_then(Claimed::read).ok_or(Code::Unsupported)?),
        None => None,
    };
    let mut found = Found { certificates, ..Found::new(certificate, claimed, is_right, method.is_pkcs1()) };
    beside::read(properties, value, file.budget, &mut found)?;
    for (target, is_manifest) in &further {
        let name = target.tag_name().name();
        match () {
            () if *is_manifest => list(&mut found.needed, name),
            // It says whose the key is, which is judged by the certificate.
            () if target.has_tag_name((DSIG, "KeyInfo")) && target.parent() == Some(signature) => {}
            () => list(&mut found.signed_others, name),
        }
    }
    let further: Vec<Node<'_, '_>> = further.into_iter().map(|(target, _)| target).collect();
    if let Some(root) = signature.parent() {
        beside::list_rest(root, properties, &further, false, &mut found);
    }
    Ok((references, found))
}

/// Whether a signature value is no longer than one is with its lines set in: nobody signs the white space in it, and each timestamp is
/// over it.
fn is_bounded(value: &Node<'_, '_>) -> bool {
    value.text().is_some_and(|text| text.len() <= MAX_VALUE)
}

/// The one `SignedProperties` that stands where it belongs: in this signature's own object, and aimed at it.
fn own_properties<'a, 'input>(signature: Node<'a, 'input>) -> Result<Node<'a, 'input>, Code> {
    // A signature of a signature has its own, and is not judged.
    let mut countersigned = 0;
    let mut all = signature.descendants().filter(|node| {
        if node.has_tag_name((XADES, "CounterSignature")) {
            countersigned = countersigned.max(node.range().end);
        }
        node.has_tag_name((XADES, "SignedProperties")) && node.range().start >= countersigned
    });
    let (Some(properties), None) = (all.next(), all.next()) else { return Err(without_properties(signature)) };
    let qualifying = properties.parent().filter(|node| node.has_tag_name((XADES, "QualifyingProperties")));
    let object = qualifying.and_then(|node| node.parent()).filter(|node| node.has_tag_name((DSIG, "Object")));
    let is_own = object.and_then(|node| node.parent()) == Some(signature);
    let target = qualifying.and_then(|node| node.attribute("Target")).and_then(|uri| uri.strip_prefix('#'));
    let is_aimed = target.is_some() && target == signature.attribute("Id");
    if is_own && is_aimed { Ok(properties) } else { Err(Code::SignatureStructure) }
}

/// Why nothing is taken from a signature that has no signed properties, or several: where it asks for none, it is no XAdES.
fn without_properties(signature: Node<'_, '_>) -> Code {
    let mut all = signature.descendants();
    let asks = all
        .any(|one| one.has_tag_name((XADES, "SignedProperties")) || one.attribute("Type") == Some(SIGNED_PROPERTIES));
    if asks { Code::SignatureStructure } else { Code::Unsupported }
}

/// What a reference names within its own file; nothing where it is all of it.
fn same_document<'a>(reference: Node<'a, '_>) -> Option<&'a str> {
    let uri = reference.attribute("URI")?;
    if uri.is_empty() { Some(uri) } else { uri.strip_prefix('#') }
}

/// Proves the digest of an element of the same document.
fn digested(
    file: &File<'_, '_>,
    reference: Node<'_, '_>,
    target: Node<'_, '_>,
    is_properties: bool,
) -> Result<(), Code> {
    let form = canonical::of_transforms(child(reference, DSIG, "Transforms")).ok_or(Code::TransformRefused)?;
    let bytes = form.unwrap_or_else(canonical::default_form).without_comments().write(target, file.budget)?;
    let (hash, digest) = digest(reference)?;
    let changed = if is_properties { Code::SignedPropertiesChanged } else { Code::SignatureStructure };
    if hash.digest(&bytes) == digest { Ok(()) } else { Err(changed) }
}

fn digest(element: Node<'_, '_>) -> Result<(Hash, Vec<u8>), Code> {
    let method = child(element, DSIG, "DigestMethod").ok_or(Code::SignatureStructure)?;
    let hash = method.attribute("Algorithm").and_then(Hash::from_uri).ok_or(Code::DigestRefused)?;
    let value = child(element, DSIG, "DigestValue").and_then(decoded).ok_or(Code::SignatureStructure)?;
    Ok((hash, value))
}

/// A reference to a file of the container, by its relative name and without transforms.
fn to_file(reference: Node<'_, '_>, media_types: &Index<'_>) -> Result<Reference, Code> {
    let transforms = child(reference, DSIG, "Transforms");
    if transforms.is_some_and(|transforms| transforms.children().any(|one| one.is_element())) {
        return Err(Code::TransformRefused);
    }
    let name = reference.attribute("URI").and_then(percent_decode).filter(|name| !name.is_empty());
    let name = name.ok_or(Code::SignatureStructure)?;
    let (hash, digest) = digest(reference)?;
    let media_type = reference.attribute("Id").and_then(|id| media_types.get(id)).map(|(text, _)| text.to_owned());
    Ok(Reference { name, hash, digest, media_type })
}

/// The media type that is signed for each reference, by its identifier.
fn media_types<'a>(properties: Node<'a, '_>) -> Result<Index<'a>, Code> {
    let of_objects = optional(properties, XADES, "SignedDataObjectProperties")?;
    let formats = of_objects.into_iter().flat_map(|all| children(all, XADES, "DataObjectFormat"));
    let mut types = formats.filter_map(|format| {
        let id = format.attribute("ObjectReference")?.strip_prefix('#')?;
        Some((id, child(format, XADES, "MimeType").and_then(text)?, 0))
    });
    let index = Index::new(&mut types);
    if index.has_twins() { Err(Code::SignatureStructure) } else { Ok(index) }
}

/// The certificates in `KeyInfo`.
fn key_info(signature: Node<'_, '_>) -> Option<Vec<Vec<u8>>> {
    let data = children(child(signature, DSIG, "KeyInfo")?, DSIG, "X509Data");
    data.flat_map(|data| children(data, DSIG, "X509Certificate")).map(decoded).collect()
}

/// The certificate whose digest is signed, which is the first named.
fn signing_certificate(of_signature: Node<'_, '_>, known: &[Vec<u8>]) -> Result<Certificate, Code> {
    let named = match optional(of_signature, XADES, "SigningCertificateV2")? {
        Some(named) => Some(named),
        None => optional(of_signature, XADES, "SigningCertificate")?,
    };
    let first = children(named.ok_or(Code::CertificateNotSigned)?, XADES, "Cert").next();
    let first = first.ok_or(Code::SignatureStructure)?;
    let (hash, digest) = digest(child(first, XADES, "CertDigest").ok_or(Code::SignatureStructure)?)?;
    let der = known.iter().find(|der| hash.digest(der) == digest).ok_or(Code::CertificateSubstituted)?;
    let certificate = Certificate::from_der(der).map_err(|_| Code::CertificateUnreadable)?;
    if is_of_issuer(first, &certificate)? { Ok(certificate) } else { Err(Code::CertificateSubstituted) }
}

/// Whether issuer and serial number, where they are signed along, are those of the certificate.
fn is_of_issuer(named: Node<'_, '_>, certificate: &Certificate) -> Result<bool, Code> {
    let mut is_of = true;
    if let Some(as_der) = optional(named, XADES, "IssuerSerialV2")? {
        let der = decoded(as_der).ok_or(Code::SignatureStructure)?;
        is_of &= Der::only(&der, SEQUENCE).is_some_and(|content| certificate.is_of_issuer_serial(content));
    }
    if let Some(written) = optional(named, XADES, "IssuerSerial")? {
        let of = |name| child(written, DSIG, name).and_then(text).ok_or(Code::SignatureStructure);
        is_of &= certificate.is_of_written_issuer(of("X509IssuerName")?, of("X509SerialNumber")?);
    }
    Ok(is_of)
}

/// The bytes of base64 text, whose lines may be broken anywhere.
pub(super) fn base64(text: &str) -> Option<Vec<u8>> {
    let dense: String = text.chars().filter(|c| !c.is_ascii_whitespace()).collect();
    Base64::decode_vec(&dense).ok()
}
