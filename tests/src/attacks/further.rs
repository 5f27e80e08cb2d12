//! What was found by attacking the verifier itself, beside the list: under the numbers that come nearest.

use base64ct::{Base64, Encoding};

use super::archive::{Around, Raw, build};
use super::authority::{Key, Wish};
use super::base::{Base, File, MANIFEST, SIGNATURES, at, place, rewrite};
use super::xades::{Claims, Reference};
use super::{Attack, Effect, refuse};

const EXCLUSIVE: &str = "http://www.w3.org/2001/10/xml-exc-c14n#";
const INCLUSIVE: &str = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";

pub fn attacks() -> Vec<Attack> {
    let (own, foreign) = (Base::default(), Base::foreign());
    let mut all = signed(&foreign);
    all.extend(unsigned(&own, &foreign));
    all.extend(without_end(&foreign));
    all.extend(names(&foreign));
    all
}

fn flag(number: u8, name: &'static str, codes: &'static [&'static str], bytes: Vec<u8>) -> Attack {
    Attack { number, name, effect: Effect::Flag, codes, bytes }
}

fn signed(base: &Base) -> Vec<Attack> {
    let role = "<xades:SignerRole><xades:ClaimedRoles><xades:ClaimedRole>Bản nháp</xades:ClaimedRole></xades:ClaimedRoles>\
                </xades:SignerRole>";
    let disagree = |claims: &mut Claims| claims.references[0].media_type = "text/plain".to_owned();
    vec![
        flag(
            35,
            "foreign-signed-role",
            &["signed-not-judged"],
            base.with_claims(|claims| claims.further_properties = role.to_owned()),
        ),
        refuse(39, "foreign-filer-signed-something-else", &["filer-not-signed"], something_else(base)),
        refuse(6, "foreign-media-types-disagree", &["signatures-disagree"], twice(base, &base.claims(), disagree)),
    ]
}

/// The bundle, signed by these claims and by the same after a change.
fn twice(base: &Base, first: &Claims, change: impl FnOnce(&mut Claims)) -> Vec<u8> {
    let mut second = Claims { id: "id-9", ..first.clone() };
    change(&mut second);
    let file = second.file(&base.key.sign(second.info().as_bytes()));
    let mut entries = base.entries(first);
    entries.push(Raw::new("META-INF/signatures1.xml", file.as_bytes()));
    build(&entries, &Around::default())
}

/// What the filer signed elsewhere, a note within the signature's own file, is put beside the signature of someone else over the dossier.
fn something_else(base: &Base) -> Vec<u8> {
    let key = Key::p256(31);
    let subject = vec![("C", "VN"), ("CN", "Ai đó")];
    let certificate = base.root.issue(&Wish { subject, serial: vec![0x31], ..Wish::signer() }, &key);
    let other = Base { certificate, key, ..base.clone() };
    // As Canonical XML 1.0 has it: with all namespaces that it is within.
    let object = "<ds:Object xmlns:asic=\"http://uri.etsi.org/02918/v1.2.1#\" \
                  xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" Id=\"note\">Bữa trưa lúc 12 giờ</ds:Object>";
    let mut note = Reference::new("", "text/plain", object.as_bytes());
    note.uri = "#note".to_owned();
    let claims = Claims { id: "id-9", references: vec![note], ..base.claims() };
    let file = claims.file(&base.key.sign(claims.info().as_bytes()));
    let short = "<ds:Object Id=\"note\">Bữa trưa lúc 12 giờ</ds:Object>";
    let file = file.replace("</ds:Signature>", &format!("{short}</ds:Signature>"));
    let mut entries = other.entries(&other.claims());
    entries.push(Raw::new("META-INF/signatures1.xml", file.as_bytes()));
    build(&entries, &Around::default())
}

fn unsigned(own: &Base, foreign: &Base) -> Vec<Attack> {
    let around = |inner: &str| {
        format!(
            "<xades:UnsignedProperties><xades:UnsignedSignatureProperties>{inner}</xades:UnsignedSignatureProperties>\
             </xades:UnsignedProperties>"
        )
    };
    let junk = around(
        "<xades:CertificateValues><xades:EncapsulatedX509Certificate>AAAA</xades:EncapsulatedX509Certificate>\
         </xades:CertificateValues>",
    );
    let mut claims = own.claims();
    claims.unsigned = junk;
    let commented = Around { comment: b"a note".to_vec(), ..Around::default() };
    let packed_anew = build(&own.entries(&claims), &commented);
    let blank =
        |xml: &str| xml.replacen("</ds:SignatureValue>", &format!("{}</ds:SignatureValue>", " ".repeat(5000)), 1);
    let lines =
        |xml: &str| xml.replacen("</ds:SignatureValue>", &format!("{}</ds:SignatureValue>", "\n".repeat(5000)), 1);
    let encoding = |xml: &str| xml.replacen("encoding=\"UTF-8\"", "encoding=\"UTF-16\"", 1);
    vec![
        refuse(31, "packed-anew-and-a-certificate-that-is-none-added", &["zip-comment"], packed_anew),
        refuse(
            31,
            "certificate-that-is-none-added",
            &["differs-from-profile"],
            build(&own.entries(&claims), &Around::default()),
        ),
        refuse(
            38,
            "foreign-two-unsigned-properties",
            &["signature-structure"],
            foreign.with_claims(|claims| claims.unsigned = around("").repeat(2)),
        ),
        refuse(42, "foreign-blanks-in-value", &["signature-structure"], foreign.with_signature_file(blank)),
        refuse(42, "foreign-lines-in-value", &["signature-structure"], foreign.with_signature_file(lines)),
        refuse(34, "foreign-other-encoding", &["xml-malformed"], foreign.with_signature_file(encoding)),
    ]
}

/// What is small where it lies, and would take memory or time without end.
fn without_end(base: &Base) -> Vec<Attack> {
    let list = "a ".repeat(100);
    let prefixes = format!(
        "<ds:Transforms><ds:Transform Algorithm=\"{EXCLUSIVE}\"><ec:InclusiveNamespaces xmlns:ec=\"{EXCLUSIVE}\" \
         PrefixList=\"{list}\"></ec:InclusiveNamespaces></ds:Transform></ds:Transforms>"
    );
    let declared: String = (0..60).map(|number| format!(" xmlns:n{number}=\"n\"")).collect();
    let scopes = format!("<ds:Object Id=\"within\"><a{declared}>{}</a></ds:Object>", "<b/>".repeat(40_000));
    let aimed = |transforms: String, object: &str| {
        let mut claims = base.claims();
        let mut reference = Reference::new("", "text/plain", b"");
        (reference.uri, reference.transforms) = ("#within".to_owned(), transforms);
        claims.references.push(reference);
        let file = claims.file(&base.key.sign(claims.info().as_bytes()));
        let file = file.replace("</ds:Signature>", &format!("{object}</ds:Signature>"));
        base.with_entries(|entries| *at(entries, SIGNATURES) = Raw::new(SIGNATURES, file.as_bytes()))
    };
    let inclusive = format!("<ds:Transforms><ds:Transform Algorithm=\"{INCLUSIVE}\"></ds:Transform></ds:Transforms>");
    vec![
        refuse(
            29,
            "foreign-prefixes-without-end",
            &["transform-refused"],
            aimed(prefixes, "<ds:Object Id=\"within\"></ds:Object>"),
        ),
        refuse(2, "foreign-parts-missing-without-end", missing_codes(), missing(base)),
        refuse(29, "foreign-namespaces-without-end", &["too-large"], aimed(inclusive, &scopes)),
    ]
}

/// A signature over hundreds of files that are not there.
fn missing(base: &Base) -> Vec<u8> {
    base.with_claims(|claims| {
        let absent = (0..300).map(|number| Reference::new(&format!("{number}.txt"), "text/plain", b""));
        claims.references.extend(absent);
    })
}

/// So many of them are named, then that there are more.
fn missing_codes() -> &'static [&'static str] {
    [&["part-missing"; 200][..], &["more-broken"]].concat().leak()
}

fn names(base: &Base) -> Vec<Attack> {
    let named = |name: &str, flags: u16| {
        let mut base = base.clone();
        let body = b"%PDF-1.4".to_vec();
        base.files.insert(1, File { name: name.to_owned(), media_type: "application/pdf".into(), body });
        base.with_entries(|entries| at(entries, name).flags = flags)
    };
    let codes: &[&str] = &["name-unclear", "stray-part"];
    vec![
        flag(26, "foreign-name-of-no-stated-encoding", codes, named("giấy.pdf", 0)),
        flag(
            26,
            "foreign-name-ends-in-a-point",
            &["content-disagrees", "name-unclear", "stray-part"],
            named("a.pdf.", 1 << 11),
        ),
        flag(26, "foreign-name-of-look-alikes", codes, named("p\u{430}per.pdf", 1 << 11)),
        flag(28, "foreign-name-of-a-device", codes, named("nul.pdf", 1 << 11)),
    ]
}

/// The bundle of other software with all that may stand in a signature file and that nobody signs, and an extra field of ZIP.
#[must_use]
pub fn with_free_words() -> Vec<u8> {
    let base = Base::foreign();
    let second = "<xades:QualifyingProperties xmlns:xades=\"http://uri.etsi.org/01903/v1.3.2#\"/>";
    let certificate = format!("<ds:X509Certificate>{}", Base64::encode_string(&base.certificate));
    base.with_entries(|entries| {
        at(entries, MANIFEST).extra = vec![0xef, 0xbe, 2, 0, b'h', b'i'];
        let after = place(entries, SIGNATURES);
        rewrite(&mut entries[after], |xml| {
            xml.replace("</ds:Signature>", "<ds:Object>free</ds:Object></ds:Signature>")
                .replace("</asic:", "<x>free</x></asic:")
                .replace("</ds:X509Data>", "</ds:X509Data><ds:KeyName>free</ds:KeyName>")
                .replacen("</xades:QualifyingProperties>", &format!("</xades:QualifyingProperties>{second}"), 1)
                .replace(&certificate, &format!("<ds:X509SubjectName>free</ds:X509SubjectName>{certificate}"))
        });
    })
}
