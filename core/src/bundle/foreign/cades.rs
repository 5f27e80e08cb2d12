//! CAdES over `ASiCManifest.xml` (ETSI EN 319 162-1 clause 4.4.3.2): the signature is over the manifest, and the manifest holds the digests
//! of the files.

use std::rc::Rc;

use roxmltree::Node;

use super::super::{
    Code, Reason,
    algorithm::Hash,
    cms::signed_data::{SignedData, TIMESTAMP, TST_INFO, signers},
    signing::Claimed,
    tlv::SEQUENCE,
    xml_write::{ASIC, DSIG, percent_decode},
};
use super::found::{Found, Reference, list};
use super::xml::{TEXT, child, children, decoded, parse};

const DATA: &str = "1.2.840.113549.1.7.1";
/// The signed attributes that are read: content type, digest, time, certificate; and two that say nothing of what is signed: what the
/// signer's mail program can do (RFC 8551 2.5.2), and the algorithms once more (RFC 6211).
const READ: [&str; 6] = [
    "1.2.840.113549.1.9.3",
    "1.2.840.113549.1.9.4",
    "1.2.840.113549.1.9.5",
    "1.2.840.113549.1.9.16.2.47",
    "1.2.840.113549.1.9.15",
    "1.2.840.113549.1.9.52",
];

/// Most signed attributes that are told apart.
const MAX_ATTRIBUTES: usize = 64;

/// What a manifest lists.
pub(in crate::bundle) struct Manifest {
    /// The entry that holds its signature.
    pub(super) signature: String,
    pub(in crate::bundle) references: Vec<Reference>,
    /// What else stands in it.
    pub(super) others: Vec<String>,
    /// Extensions that whoever does not know them may not pass over (EN 319 162-1 Annex A.4).
    pub(super) needed: Vec<String>,
}

/// Reads an `ASiCManifest`.
pub(in crate::bundle) fn manifest(text: &str) -> Result<Manifest, Code> {
    let document = parse(text)?;
    let root = document.root_element();
    let name = |node: Node<'_, '_>| node.attribute("URI").and_then(percent_decode);
    let signature = child(root, ASIC, "SigReference").and_then(name).ok_or(Code::SignatureStructure)?;
    if !root.has_tag_name((ASIC, "ASiCManifest")) {
        return Err(Code::SignatureStructure);
    }
    let (mut unread, mut needed) = (Vec::new(), Vec::new());
    rest(root, &mut unread, &mut needed);
    let references = children(root, ASIC, "DataObjectReference").map(|reference| {
        let method = child(reference, DSIG, "DigestMethod").and_then(|method| method.attribute("Algorithm"));
        let hash = method.and_then(Hash::from_uri).ok_or(Code::DigestRefused)?;
        let digest = child(reference, DSIG, "DigestValue").and_then(decoded).ok_or(Code::SignatureStructure)?;
        let name = name(reference).ok_or(Code::SignatureStructure)?;
        let media_type = reference.attribute("MimeType").map(str::to_owned);
        Ok(Reference { name, hash, digest, media_type })
    });
    Ok(Manifest { signature, references: references.collect::<Result<_, Code>>()?, others: unread, needed })
}

/// What is read within an element of a manifest: its name, and its children of a namespace.
const KNOWN: [(&str, &str, &[&str]); 5] = [
    ("ASiCManifest", ASIC, &["SigReference", "DataObjectReference", EXTENSIONS]),
    ("SigReference", ASIC, &[]),
    ("DataObjectReference", ASIC, &[OF_REFERENCE]),
    (EXTENSIONS, ASIC, &["Extension"]),
    (OF_REFERENCE, ASIC, &["Extension"]),
];
const EXTENSIONS: &str = "ASiCManifestExtensions";
const OF_REFERENCE: &str = "DataObjectReferenceExtensions";

/// Lists whatever else stands within an element, and which extensions are critical.
fn rest(within: Node<'_, '_>, unread: &mut Vec<String>, needed: &mut Vec<String>) {
    let name = within.tag_name().name();
    let Some((_, namespace, known)) = KNOWN.into_iter().find(|(known, ..)| *known == name) else { return };
    let digests: &[&str] = if name == "DataObjectReference" { &["DigestMethod", "DigestValue"] } else { &[] };
    for child in within.children() {
        let is_one =
            |namespace: &'static str, names: &[&str]| names.iter().any(|name| child.has_tag_name((namespace, *name)));
        match child.text() {
            _ if child.has_tag_name((ASIC, "Extension")) && is_one(namespace, known) => {
                let is_critical = matches!(child.attribute("Critical").map(str::trim), Some("true" | "1"));
                let what = child.first_element_child().map_or("Extension", |what| what.tag_name().name());
                list(if is_critical { &mut *needed } else { &mut *unread }, what);
            }
            _ if is_one(namespace, known) => rest(child, unread, needed),
            _ if is_one(DSIG, digests) => {}
            _ if child.is_element() => list(unread, child.tag_name().name()),
            Some(text) if child.is_text() && !text.trim().is_empty() => list(unread, TEXT),
            _ => {}
        }
    }
}

/// Why signed data is not read: what others make in good order, and nobody here reads, is not wrong.
pub(super) fn fault(code: Code, bytes: &[u8]) -> Code {
    // Of indefinite length, as BER has it and DER does not (X.690 8.1.3.6).
    let is_streamed = bytes.starts_with(&[SEQUENCE, 0x80]);
    let has_several = signers(bytes).is_some_and(|count| count > 1);
    if code == Code::SignatureStructure && (is_streamed || has_several) { Code::Unsupported } else { code }
}

/// Judges signed data over `content`.
pub(super) fn examine(data: &SignedData<'_>, content: &[u8]) -> Result<Found, Reason> {
    if data.content_type == TST_INFO {
        return Err(Code::Unsupported.into());
    }
    if data.content_type != DATA || data.content.is_some_and(|inside| inside != content) {
        return Err(Code::SignatureStructure.into());
    }
    let certificate = data.certificate(&[])?;
    let is_right = data.is_signed_by(&certificate)? && data.is_over(content);
    let mut found = Found {
        certificates: data.certificates.iter().map(|der| der.to_vec()).collect(),
        lists: data.lists.iter().map(|der| der.to_vec()).collect(),
        ..Found::new(certificate, data.signing_time().map(Claimed::utc), is_right, data.method()?.is_pkcs1())
    };
    let stamped = Rc::from(data.signature);
    data.timestamps().for_each(|token| found.stamp(&stamped, token.to_vec()));
    for id in data.unsigned_ids().iter().filter(|id| *id != TIMESTAMP) {
        list(&mut found.others, id);
    }
    let signed = data.signed_ids();
    if signed.len() > MAX_ATTRIBUTES {
        return Err(Code::TooLarge.into());
    }
    for (at, id) in signed.iter().enumerate() {
        let is_twin = signed.iter().take(at).any(|before| before == id);
        if is_twin || !READ.contains(&id.as_str()) {
            list(&mut found.signed_others, id);
        }
    }
    found.bound([TIMESTAMP, "certificates", "crls"]);
    Ok(found)
}
