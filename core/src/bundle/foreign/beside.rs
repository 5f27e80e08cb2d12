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
use super::xml::{child, children, decoded, optional, others};

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
        groups.for_each(|group| list(&mut found.others, others(group, XADES, &[])));
        let mut written = Written::new();
        for one in of_signature.into_iter().flat_map(|all| all.children()).filter(Node::is_element) {
            match one.tag_name().name() {
                _ if one.tag_name().namespace() != Some(XADES) => list(&mut found.others, [one.tag_name().name()]),
                TIMESTAMP => timestamp(one, value, budget, &mut written, found)?,
                CERTIFICATES => values(one, "EncapsulatedX509Certificate", CERTIFICATES, &mut found.others)?
                    .into_iter()
                    .for_each(|der| found.certificates.push(der)),
                REVOCATION => {
                    list(&mut found.others, others(one, XADES, &["CRLValues", "OCSPValues"]));
                    for group in children(one, XADES, "CRLValues") {
                        found.lists.extend(values(group, "EncapsulatedCRLValue", REVOCATION, &mut found.others)?);
                    }
                    for group in children(one, XADES, "OCSPValues") {
                        found.responses.extend(values(group, "EncapsulatedOCSPValue", REVOCATION, &mut found.others)?);
                    }
                }
                name => list(&mut found.others, [name]),
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
    let token = child(one, XADES, "EncapsulatedTimeStamp").and_then(decoded).ok_or(Code::SignatureStructure)?;
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
        list(listed, [of]);
    }
    let all = group.children().filter(|one| one.has_tag_name((XADES, name)));
    all.map(|one| decoded(one).ok_or(Code::SignatureStructure)).collect()
}

/// Lists whatever else stands in the file of a signature, and what is signed and not read.
pub(super) fn list_rest(signature: Node<'_, '_>, properties: Node<'_, '_>, found: &mut Found) {
    let qualifying = properties.parent();
    let object = qualifying.and_then(|node| node.parent());
    let mut rest = |node: Option<Node<'_, '_>>, namespace, known: &[&str]| {
        list(&mut found.others, node.map(|node| others(node, namespace, known)).unwrap_or_default());
    };
    rest(signature.parent(), DSIG, &["Signature"]);
    rest(Some(signature), DSIG, &["SignedInfo", "SignatureValue", "KeyInfo", "Object"]);
    for info in children(signature, DSIG, "KeyInfo") {
        rest(Some(info), DSIG, &["X509Data"]);
        children(info, DSIG, "X509Data").for_each(|data| rest(Some(data), DSIG, &["X509Certificate"]));
    }
    rest(object, XADES, &["QualifyingProperties"]);
    rest(qualifying, XADES, &["SignedProperties", "UnsignedProperties"]);
    let free = children(signature, DSIG, "Object").filter(|one| Some(*one) != object);
    let further = object.into_iter().flat_map(|all| children(all, XADES, "QualifyingProperties"));
    let further = further.filter(|one| Some(*one) != qualifying);
    list(&mut found.others, free.chain(further).map(|one| one.tag_name().name()));
    let mut signed = |node: Node<'_, '_>, known: &[&str]| list(&mut found.signed_others, others(node, XADES, known));
    signed(properties, &["SignedSignatureProperties", "SignedDataObjectProperties"]);
    for one in children(properties, XADES, "SignedSignatureProperties") {
        signed(one, &["SigningTime", "SigningCertificateV2", "SigningCertificate"]);
    }
    for all in children(properties, XADES, "SignedDataObjectProperties") {
        signed(all, &["DataObjectFormat"]);
        children(all, XADES, "DataObjectFormat").for_each(|one| signed(one, &["MimeType"]));
    }
}
