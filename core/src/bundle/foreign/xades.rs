//! XML signatures with the properties of XAdES 1.3.2 and 1.4.1 (ETSI EN 319 132-1): every value is taken from the element whose bytes
//! were digested, and one certificate decides.

use base64ct::{Base64, Encoding};
use chrono::{DateTime, Utc};
use roxmltree::Node;

use super::super::method::Method;
use super::super::{
    Certificate, Code, Reason,
    algorithm::Hash,
    instant,
    xml_write::{DSIG, XADES, percent_decode},
};
use super::canonical::{self, Form};
use super::found::{Found, Reference};
use super::xml::{File, child, children, decoded, text};

const SIGNED_PROPERTIES: &str = "http://uri.etsi.org/01903#SignedProperties";
/// Names of the unsigned properties that are used; others are listed.
const TIMESTAMP: &str = "SignatureTimeStamp";
const CERTIFICATES: &str = "CertificateValues";
const REVOCATION: &str = "RevocationValues";

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
    let mut references = Vec::new();
    let mut is_over_properties = false;
    for reference in children(info, DSIG, "Reference") {
        match same_document(reference) {
            Some(id) => {
                let target = file.by_id(id).ok_or_else(structure)?;
                let is_properties = target == properties;
                if !is_properties && reference.attribute("Type") == Some(SIGNED_PROPERTIES) {
                    return Err(Code::SignedPropertiesChanged.into());
                }
                digested(file, reference, target, is_properties)?;
                is_over_properties |= is_properties;
            }
            None => references.push(to_file(reference, properties)?),
        }
    }
    if !is_over_properties {
        return Err(Code::PropertiesNotSigned.into());
    }
    let of_signature = child(properties, XADES, "SignedSignatureProperties").ok_or_else(structure)?;
    let certificates = key_info(signature).ok_or_else(structure)?;
    let certificate = signing_certificate(of_signature, &certificates)?;
    let value = child(signature, DSIG, "SignatureValue").ok_or_else(structure)?;
    let message = form.write(info).ok_or_else(structure)?;
    let key = certificate.key().filter(|key| method.fits(key)).ok_or(Code::AlgorithmMismatch)?;
    let is_right = method.verify(key, &message, &decoded(value).ok_or_else(structure)?, false);
    let claimed = match child(of_signature, XADES, "SigningTime") {
        Some(time) => Some(text(time).and_then(time_of).ok_or_else(structure)?),
        None => None,
    };
    let mut found = Found {
        certificate,
        claimed,
        is_right,
        is_pkcs1: method.is_pkcs1(),
        timestamps: Vec::new(),
        certificates,
        lists: Vec::new(),
        responses: Vec::new(),
        others: Vec::new(),
    };
    unsigned(properties, value, &mut found).ok_or_else(structure)?;
    found.bound([TIMESTAMP, CERTIFICATES, REVOCATION]);
    Ok((references, found))
}

/// The one `SignedProperties` that stands where it belongs: in this signature's own object, and aimed at it.
fn own_properties<'a, 'input>(signature: Node<'a, 'input>) -> Result<Node<'a, 'input>, Code> {
    // A signature of a signature has its own, and is not judged.
    let is_countersigned =
        |node: &Node<'_, '_>| node.ancestors().any(|around| around.has_tag_name((XADES, "CounterSignature")));
    let named = signature.descendants().filter(|node| node.has_tag_name((XADES, "SignedProperties")));
    let mut all = named.filter(|node| !is_countersigned(node));
    let (Some(properties), None) = (all.next(), all.next()) else { return Err(Code::SignatureStructure) };
    let qualifying = properties.parent().filter(|node| node.has_tag_name((XADES, "QualifyingProperties")));
    let object = qualifying.and_then(|node| node.parent()).filter(|node| node.has_tag_name((DSIG, "Object")));
    let is_own = object.and_then(|node| node.parent()) == Some(signature);
    let target = qualifying.and_then(|node| node.attribute("Target")).and_then(|uri| uri.strip_prefix('#'));
    let is_aimed = target.is_some() && target == signature.attribute("Id");
    if is_own && is_aimed { Ok(properties) } else { Err(Code::SignatureStructure) }
}

fn same_document<'a>(reference: Node<'a, '_>) -> Option<&'a str> {
    reference.attribute("URI")?.strip_prefix('#')
}

/// Proves the digest of an element of the same document.
fn digested(
    file: &File<'_, '_>,
    reference: Node<'_, '_>,
    target: Node<'_, '_>,
    is_properties: bool,
) -> Result<(), Code> {
    let form = canonical::of_transforms(child(reference, DSIG, "Transforms")).ok_or(Code::TransformRefused)?;
    let bytes = form
        .unwrap_or_else(canonical::default_form)
        .without_comments()
        .write(target)
        .ok_or(Code::SignatureStructure)?;
    file.count(bytes.len())?;
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
fn to_file(reference: Node<'_, '_>, properties: Node<'_, '_>) -> Result<Reference, Code> {
    let transforms = child(reference, DSIG, "Transforms");
    if transforms.is_some_and(|transforms| transforms.children().any(|one| one.is_element())) {
        return Err(Code::TransformRefused);
    }
    let name = reference.attribute("URI").and_then(percent_decode).filter(|name| !name.is_empty());
    let name = name.ok_or(Code::SignatureStructure)?;
    let (hash, digest) = digest(reference)?;
    let media_type = reference.attribute("Id").and_then(|id| media_type(properties, id));
    Ok(Reference { name, hash, digest, media_type })
}

fn media_type(properties: Node<'_, '_>, id: &str) -> Option<String> {
    let of_objects = child(properties, XADES, "SignedDataObjectProperties")?;
    let is_of =
        |format: &Node<'_, '_>| format.attribute("ObjectReference").and_then(|uri| uri.strip_prefix('#')) == Some(id);
    let format = children(of_objects, XADES, "DataObjectFormat").find(is_of)?;
    child(format, XADES, "MimeType").and_then(text).map(str::to_owned)
}

/// The certificates in `KeyInfo`.
fn key_info(signature: Node<'_, '_>) -> Option<Vec<Vec<u8>>> {
    let data = children(child(signature, DSIG, "KeyInfo")?, DSIG, "X509Data");
    data.flat_map(|data| children(data, DSIG, "X509Certificate")).map(decoded).collect()
}

/// The certificate whose digest is signed, which is the first named.
fn signing_certificate(of_signature: Node<'_, '_>, known: &[Vec<u8>]) -> Result<Certificate, Code> {
    let named = ["SigningCertificateV2", "SigningCertificate"].map(|name| child(of_signature, XADES, name));
    let named = named.into_iter().flatten().next().ok_or(Code::CertificateNotSigned)?;
    let cert = child(named, XADES, "Cert").and_then(|cert| child(cert, XADES, "CertDigest"));
    let (hash, digest) = digest(cert.ok_or(Code::SignatureStructure)?)?;
    let der = known.iter().find(|der| hash.digest(der) == digest).ok_or(Code::CertificateSubstituted)?;
    Certificate::from_der(der).map_err(|_| Code::CertificateUnreadable)
}

/// An `xs:dateTime`; without a zone it is taken for UTC.
fn time_of(text: &str) -> Option<DateTime<Utc>> {
    instant::xs_date_time(text)
}

/// What stands beside the signed properties.
fn unsigned(properties: Node<'_, '_>, value: Node<'_, '_>, found: &mut Found) -> Option<()> {
    let qualifying = properties.parent()?;
    let Some(all) = child(qualifying, XADES, "UnsignedProperties") else { return Some(()) };
    for one in all.children().filter(Node::is_element).flat_map(|group| group.children()).filter(Node::is_element) {
        match one.tag_name().name() {
            TIMESTAMP if one.has_tag_name((XADES, TIMESTAMP)) => {
                let form = match child(one, DSIG, "CanonicalizationMethod") {
                    Some(method) => Form::of(method)?,
                    None => canonical::default_form(),
                };
                let token = decoded(child(one, XADES, "EncapsulatedTimeStamp")?)?;
                found.timestamps.push((form.write(value)?, token));
            }
            CERTIFICATES => {
                let values = children(one, XADES, "EncapsulatedX509Certificate").map(decoded);
                found.certificates.extend(values.collect::<Option<Vec<_>>>()?);
            }
            REVOCATION => {
                found.lists.extend(values(one, "CRLValues", "EncapsulatedCRLValue")?);
                found.responses.extend(values(one, "OCSPValues", "EncapsulatedOCSPValue")?);
            }
            name => found.others.push(name.to_owned()),
        }
    }
    Some(())
}

/// Whether something stands beside the signed properties that says more than they do: a timestamp, a certificate, what tells of
/// revocation. Anything else says nothing, and could be put there by anyone.
pub(super) fn is_raised(signature: Node<'_, '_>) -> bool {
    let objects = children(signature, DSIG, "Object");
    let qualifying = objects.flat_map(|object| children(object, XADES, "QualifyingProperties"));
    let all = qualifying.flat_map(|one| children(one, XADES, "UnsignedProperties"));
    let of_signature = all.flat_map(|all| children(all, XADES, "UnsignedSignatureProperties"));
    let known = [TIMESTAMP, CERTIFICATES, REVOCATION];
    let mut raised = of_signature.flat_map(|all| all.children()).filter(|one| {
        known.iter().any(|name| one.has_tag_name((XADES, *name)))
            && one.descendants().any(|inner| inner.tag_name().name().starts_with("Encapsulated"))
    });
    raised.next().is_some()
}

fn values(of: Node<'_, '_>, group: &str, name: &str) -> Option<Vec<Vec<u8>>> {
    let group = child(of, XADES, group);
    group.map_or(Some(Vec::new()), |group| children(group, XADES, name).map(decoded).collect())
}

/// The bytes of base64 text, whose lines may be broken anywhere.
pub(super) fn base64(text: &str) -> Option<Vec<u8>> {
    let dense: String = text.chars().filter(|c| !c.is_ascii_whitespace()).collect();
    Base64::decode_vec(&dense).ok()
}
