//! What stands beside the signed properties of a XAdES signature, and what nobody here judges of all that stands in it: that is listed.

use std::rc::Rc;

use roxmltree::Node;

use super::super::{
    Code,
    xml_write::{DSIG, XADES},
};
use super::budget::Budget;
use super::canonical::{self, Form};
use super::found::{Found, list};
use super::xml::{children, decoded, optional, others};

/// Names of the unsigned properties that are used; others are listed.
const TIMESTAMP: &str = "SignatureTimeStamp";
const CERTIFICATES: &str = "CertificateValues";
const REVOCATION: &str = "RevocationValues";

/// The signature value in each canonical form that was asked for.
type Written = Vec<(Form, Rc<[u8]>)>;

/// Reads what is not signed: timestamps, certificates, what tells of revocation.
pub(super) fn read(
    properties: Node<'_, '_>,
    value: Node<'_, '_>,
    budget: &Budget,
    found: &mut Found,
) -> Result<(), Code> {
    let all = properties.parent().map(|qualifying| optional(qualifying, XADES, "UnsignedProperties"));
    if let Some(all) = all.transpose()?.flatten() {
        let of_signature = optional(all, XADES, "UnsignedSignatureProperties")?;
        let groups = all.children().filter(|group| group.is_element() && Some(*group) != of_signature);
        for group in groups {
            others(group, XADES, &[]).into_iter().for_each(|name| list(&mut found.others, name));
        }
        let mut written = Written::new();
        for one in of_signature.into_iter().flat_map(|all| all.children()).filter(Node::is_element) {
            match one.tag_name().name() {
                _ if one.tag_name().namespace() != Some(XADES) => list(&mut found.others, one.tag_name().name()),
                TIMESTAMP => timestamp(one, value, budget, &mut written, found)?,
                CERTIFICATES => values(one, "EncapsulatedX509Certificate", CERTIFICATES, &mut found.others)?
                    .into_iter()
                    .for_each(|der| found.certificates.push(der)),
                REVOCATION => {
                    if !others(one, XADES, &["CRLValues", "OCSPValues"]).is_empty() {
                        list(&mut found.others, REVOCATION);
                    }
                    for group in children(one, XADES, "CRLValues") {
                        found.lists.extend(values(group, "EncapsulatedCRLValue", REVOCATION, &mut found.others)?);
                    }
                    for group in children(one, XADES, "OCSPValues") {
                        found.responses.extend(values(group, "EncapsulatedOCSPValue", REVOCATION, &mut found.others)?);
                    }
                }
                name => list(&mut found.others, name),
            }
        }
    }
    found.bound([TIMESTAMP, CERTIFICATES, REVOCATION]);
    Ok(())
}

/// Takes a timestamp and what it is over, which is written once for each form.
fn timestamp(
    one: Node<'_, '_>,
    value: Node<'_, '_>,
    budget: &Budget,
    written: &mut Written,
    found: &mut Found,
) -> Result<(), Code> {
    let form = match optional(one, DSIG, "CanonicalizationMethod")? {
        Some(method) => Form::of(method).ok_or(Code::SignatureStructure)?,
        None => canonical::default_form(),
    };
    let mut tokens = children(one, XADES, "EncapsulatedTimeStamp");
    let (Some(token), None) = (tokens.next(), tokens.next()) else { return Err(Code::Unsupported) };
    let token = decoded(token).ok_or(Code::SignatureStructure)?;
    if found.is_full() {
        return Ok(());
    }
    let known = written.iter().find(|(known, _)| *known == form).map(|(_, stamped)| Rc::clone(stamped));
    let stamped = match known {
        Some(stamped) => stamped,
        None => {
            let stamped: Rc<[u8]> = form.write(value, budget)?.into();
            written.push((form, Rc::clone(&stamped)));
            stamped
        }
    };
    found.stamp(&stamped, token);
    Ok(())
}

/// The bytes of each child of that name; where there are others, `of` is listed.
fn values(group: Node<'_, '_>, name: &str, of: &str, listed: &mut Vec<String>) -> Result<Vec<Vec<u8>>, Code> {
    if !others(group, XADES, &[name]).is_empty() {
        list(listed, of);
    }
    let all = group.children().filter(|one| one.has_tag_name((XADES, name)));
    all.map(|one| decoded(one).ok_or(Code::SignatureStructure)).collect()
}

/// What is read within an element: its name, and its children of a namespace.
const READ: [(&str, &str, &[&str]); 10] = [
    ("XAdESSignatures", DSIG, &["Signature"]),
    ("Signature", DSIG, &["SignedInfo", "SignatureValue", "KeyInfo", "Object"]),
    ("KeyInfo", DSIG, &["X509Data"]),
    ("X509Data", DSIG, &["X509Certificate"]),
    ("Object", XADES, &["QualifyingProperties"]),
    ("QualifyingProperties", XADES, &["SignedProperties", "UnsignedProperties"]),
    ("SignedProperties", XADES, &["SignedSignatureProperties", "SignedDataObjectProperties"]),
    ("SignedSignatureProperties", XADES, &["SigningTime", "SigningCertificateV2", "SigningCertificate"]),
    ("SignedDataObjectProperties", XADES, &["DataObjectFormat"]),
    ("DataObjectFormat", XADES, &["MimeType"]),
];

/// Lists whatever else stands within an element, from the root of a signature's file on, and what is signed and not read.
pub(super) fn list_rest(
    within: Node<'_, '_>,
    properties: Node<'_, '_>,
    further: &[Node<'_, '_>],
    is_signed: bool,
    found: &mut Found,
) {
    let Some((_, namespace, known)) = READ.into_iter().find(|(name, ..)| *name == within.tag_name().name()) else {
        return;
    };
    let listed = if is_signed { &mut found.signed_others } else { &mut found.others };
    others(within, namespace, known).into_iter().for_each(|name| list(listed, name));
    for child in known.iter().flat_map(|name| children(within, namespace, name)) {
        let name = child.tag_name().name();
        let is_own = properties.ancestors().any(|around| around == child);
        match name {
            // Signed as a whole, which is listed.
            "Object" if !is_own && is_within(child, further) => {}
            "Object" | "QualifyingProperties" if !is_own => list(&mut found.others, name),
            "Signature" if !is_own => {}
            _ => {
                let is_signed = is_signed || child == properties || further.contains(&child);
                list_rest(child, properties, further, is_signed, found);
            }
        }
    }
}

/// Whether all that an object holds is among these.
fn is_within(object: Node<'_, '_>, further: &[Node<'_, '_>]) -> bool {
    let mut inside =
        object.children().filter(|one| one.is_element() || one.text().is_some_and(|text| !text.trim().is_empty()));
    further.contains(&object) || (object.first_element_child().is_some() && inside.all(|one| further.contains(&one)))
}
