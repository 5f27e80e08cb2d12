//! The XML of a container: signatures, ours and foreign, the manifest, the manifest of a CAdES signature, and what one is asked to
//! sign. The first byte says which; each is put into a container in which all else is right.

use base64ct::{Base64, Encoding};
use hoso_core::bundle::{AsicManifest, asked};
use sha2::{Digest, Sha256};

use super::mutate::{self, Draws};
use super::small::{self, foreign, judge, own, trust};
use crate::attacks::{Base, MANIFEST, Raw, SIGNATURES, at};

const CADES_MANIFEST: &str = "META-INF/ASiCManifest.xml";

pub fn run(bytes: &[u8]) {
    let Some((which, xml)) = bytes.split_first() else { return };
    let container = match which {
        b'o' => with(own(), SIGNATURES, xml),
        b'f' => with(foreign(), SIGNATURES, xml),
        b'm' => with(own(), MANIFEST, xml),
        b'n' => with(foreign(), MANIFEST, xml),
        b'c' => own().with_entries(|entries| {
            at(entries, SIGNATURES).data.clear();
            entries.push(Raw::new(CADES_MANIFEST, xml));
        }),
        b'a' => {
            if let Some(asked) = asked(xml) {
                assert!(!asked.parts.is_empty());
            }
            return;
        }
        _ => return,
    };
    judge(&container, trust());
}

pub fn seeds() -> Vec<Vec<u8>> {
    let base = own();
    let text = |base: &Base, name: &str| at(&mut base.entries(&base.claims()), name).data.clone();
    let manifest = AsicManifest::new(small::parts()).unwrap();
    vec![
        seed(b'o', &text(base, SIGNATURES)),
        seed(b'f', &text(foreign(), SIGNATURES)),
        seed(b'm', &text(base, MANIFEST)),
        seed(b'n', &text(foreign(), MANIFEST)),
        seed(b'c', manifest.bytes()),
        seed(b'a', base.claims().info().as_bytes()),
    ]
}

/// Changes an element, and signs what came out anew two times of three: a verifier that sees a wrong digest looks no further.
pub fn mutate(bytes: &[u8], draws: &mut Draws) -> Option<Vec<u8>> {
    let (which, xml) = bytes.split_first()?;
    let xml = mutate::xml(xml, draws)?;
    let base = if *which == b'o' { own() } else { foreign() };
    let signed = std::str::from_utf8(&xml).ok().filter(|_| draws.below(3) > 0).and_then(|xml| signed_anew(base, xml));
    Some(seed(*which, &signed.map_or(xml, String::into_bytes)))
}

fn seed(which: u8, xml: &[u8]) -> Vec<u8> {
    [&[which], xml].concat()
}

fn with(base: &Base, name: &str, xml: &[u8]) -> Vec<u8> {
    base.with_entries(|entries| *at(entries, name) = Raw::new(name, xml))
}

/// The same with the digest of the signed properties, and the signature over what is signed, put right. Where the text is not
/// canonical it stays wrong.
fn signed_anew(base: &Base, xml: &str) -> Option<String> {
    let properties = between(xml, "<xades:SignedProperties", "</xades:SignedProperties>")?;
    let digest = Base64::encode_string(&Sha256::digest(properties));
    let (head, tail) = xml.split_at(xml.rfind("</ds:DigestValue></ds:Reference></ds:SignedInfo>")?);
    let start = head.rfind("<ds:DigestValue>")? + "<ds:DigestValue>".len();
    let xml = format!("{}{digest}{tail}", head.get(..start)?);
    let signature = base.key.sign(between(&xml, "<ds:SignedInfo", "</ds:SignedInfo>")?.as_bytes());
    let (head, tail) = xml.split_at(xml.find("</ds:SignatureValue>")?);
    let start = head.rfind('>')? + 1;
    Some(format!("{}{}{tail}", head.get(..start)?, Base64::encode_string(&signature)))
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> Option<&'a str> {
    let from = text.find(start)?;
    let length = text.get(from..)?.find(end)? + end.len();
    text.get(from..from + length)
}
