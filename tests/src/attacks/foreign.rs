//! The attacks that matter for containers of other software, which are not held to the bytes of our own profile: here each rule must
//! stand by itself.

use md5::Md5;
use sha1::Sha1;
use sha2::Digest;

use super::archive::{Around, Raw, build};
use super::authority::{Key, Wish};
use super::base::{Base, DOSSIER, MANIFEST, SCAN, SIGNATURES, SIGNED_AT, at, copy, place, rewrite};
use super::container::{many_attributes, many_namespaces};
use super::signed::{OTHER_TIME, as_der, between, hmac_sha256};
use super::xades::Claims;
use super::{Attack, refuse};

pub fn attacks() -> Vec<Attack> {
    let base = Base::foreign();
    let mut all = container(&base);
    all.extend(properties(&base));
    all.extend(keys(&base));
    all.extend(values(&base));
    all.extend(references(&base));
    all
}

fn container(base: &Base) -> Vec<Attack> {
    let changed = |entries: &mut Vec<Raw>| {
        let mut body = at(entries, SCAN).data.clone();
        *body.last_mut().unwrap() ^= 1;
        *at(entries, SCAN) = Raw::new(SCAN, &body);
    };
    let other_dossier = |entries: &mut Vec<Raw>| {
        let mut body = at(entries, DOSSIER).data.clone();
        body.push(b' ');
        *at(entries, DOSSIER) = Raw::new(DOSSIER, &body);
    };
    let extra = |e: &mut Vec<Raw>| {
        e.insert(place(e, MANIFEST), Raw::new("extra.pdf", b"%PDF-1.4"));
        let line = "<manifest:file-entry manifest:full-path=\"extra.pdf\" manifest:media-type=\"application/pdf\"/>";
        rewrite(at(e, MANIFEST), |xml| xml.replace("</manifest:manifest>", &format!("{line}</manifest:manifest>")));
    };
    let media_type = |e: &mut Vec<Raw>| rewrite(at(e, MANIFEST), |xml| xml.replacen("application/pdf", "text/html", 1));
    let before = Around { before: b"%PDF-1.4\n".to_vec(), ..Around::default() };
    let after = Around { after: b"\0".to_vec(), ..Around::default() };
    let two_ends = Around { comment: [b"PK\x05\x06".as_slice(), &[0; 18]].concat(), ..Around::default() };
    let hide = |e: &mut Vec<Raw>| e.insert(2, Raw { hidden: true, ..Raw::new("hidden.js", b"x") });
    let link = |e: &mut Vec<Raw>| (at(e, SCAN).made_by, at(e, SCAN).external) = (3 << 8 | 20, 0o120_777 << 16);
    vec![
        refuse(1, "foreign-changed-byte", &["attachment-differs", "part-changed"], base.with_entries(changed)),
        refuse(1, "foreign-changed-dossier", &["dossier-unreadable", "part-changed"], base.with_entries(other_dossier)),
        refuse(
            2,
            "foreign-part-missing",
            &["manifest-differs", "attachment-missing", "part-missing"],
            base.with_entries(|e| drop(e.remove(place(e, SCAN)))),
        ),
        refuse(4, "foreign-extra-part-listed", &["part-not-signed"], base.with_entries(extra)),
        refuse(6, "foreign-media-type-in-manifest", &["manifest-differs"], base.with_entries(media_type)),
        refuse(15, "foreign-duplicate-name", &["duplicate-name"], base.with_entries(|e| e.insert(2, copy(e, SCAN)))),
        refuse(
            16,
            "foreign-local-name-differs",
            &["headers-disagree"],
            base.with_entries(|e| at(e, SCAN).local_name = b"x".to_vec()),
        ),
        refuse(17, "foreign-entry-not-in-directory", &["hidden-bytes"], base.with_entries(hide)),
        refuse(18, "foreign-bytes-before", &["leading-bytes"], base.around(before, |_| ())),
        refuse(19, "foreign-bytes-after", &["trailing-bytes"], base.around(after, |_| ())),
        refuse(20, "foreign-zip-comment-with-an-end", &["zip-comment"], base.around(two_ends, |_| ())),
        refuse(22, "foreign-symbolic-link", &["special-file"], base.with_entries(link)),
        refuse(24, "foreign-encrypted", &["encrypted-entry"], base.with_entries(|e| at(e, SCAN).flags |= 1)),
        refuse(
            32,
            "foreign-signature-in-subfolder",
            &["not-judged"],
            base.with_entries(|e| e.insert(4, copy(e, SIGNATURES).renamed("META-INF/sub/signatures0.xml"))),
        ),
        refuse(
            33,
            "foreign-doctype",
            &["doctype"],
            base.with_signature_file(|xml| xml.replacen("?>\n", "?>\n<!DOCTYPE x>", 1)),
        ),
    ]
}

fn properties(base: &Base) -> Vec<Attack> {
    let time = format!("<xades:SigningTime>{SIGNED_AT}");
    let other = format!("<xades:SigningTime>{OTHER_TIME}");
    let twice = |xml: &str| {
        let properties = between(xml, "<xades:SignedProperties", "</xades:SignedProperties>").to_owned();
        xml.replace(
            &properties,
            &format!("{properties}{}", properties.replace("Id=\"id-7-SignedProperties\"", "Id=\"other\"")),
        )
    };
    let wrapped = |change: fn(&str) -> String| {
        base.with_signature_file(|xml| {
            let object = between(xml, "<ds:Object>", "</ds:Object>").to_owned();
            xml.replace(&object, &format!("{}{object}", change(&object.replace(SIGNED_AT, OTHER_TIME))))
        })
    };
    // The signed properties lie where nothing reads them, a forgery where they should be.
    let moved = |xml: &str| {
        let properties = between(xml, "<xades:SignedProperties", "</xades:SignedProperties>").to_owned();
        let forged = properties.replace(SIGNED_AT, OTHER_TIME).replace("Id=\"id-7-SignedProperties\"", "Id=\"other\"");
        xml.replace(&properties, &forged)
            .replace("</ds:Signature>", &format!("<ds:Object>{properties}</ds:Object></ds:Signature>"))
    };
    vec![
        refuse(
            35,
            "foreign-signing-time",
            &["signed-properties-changed"],
            base.with_signature_file(|xml| xml.replace(&time, &other)),
        ),
        refuse(
            36,
            "foreign-reference-removed",
            &["signature-wrong"],
            base.with_signature_file(|xml| {
                xml.replacen(between(xml, "<ds:Reference Id=\"id-7-R1\"", "</ds:Reference>"), "", 1)
            }),
        ),
        refuse(
            37,
            "foreign-properties-not-referenced",
            &["properties-not-signed"],
            base.with_claims(|c| c.refers_to_properties = false),
        ),
        refuse(38, "foreign-two-signed-properties", &["signature-structure"], base.with_signature_file(twice)),
        refuse(
            38,
            "foreign-duplicate-id",
            &["duplicate-id"],
            base.with_signature_file(|xml| xml.replace("Id=\"id-7-Value\"", "Id=\"id-7-SignedProperties\"")),
        ),
        refuse(39, "foreign-wrapping", &["duplicate-id"], wrapped(str::to_owned)),
        refuse(
            39,
            "foreign-wrapping-renamed",
            &["signature-structure"],
            wrapped(|forged| forged.replace("Id=\"id-7-SignedProperties\"", "Id=\"other\"")),
        ),
        refuse(39, "foreign-wrapping-moved", &["signature-structure"], base.with_signature_file(moved)),
    ]
}

fn keys(base: &Base) -> Vec<Attack> {
    let forger = Key::p256(6);
    let own = base.root.issue(&Wish::signer(), &forger);
    let forged = |certificates: Vec<Vec<u8>>| {
        let claims = Claims { certificates, ..base.claims() };
        build(&base.entries_signed(&claims, &forger.sign(claims.info().as_bytes())), &Around::default())
    };
    let victim = || base.certificate.clone();
    vec![
        refuse(40, "foreign-key-substituted", &["signature-wrong"], forged(vec![victim()])),
        refuse(40, "foreign-key-substituted-first", &["signature-wrong"], forged(vec![own.clone(), victim()])),
        refuse(40, "foreign-key-substituted-last", &["signature-wrong"], forged(vec![victim(), own.clone()])),
        refuse(40, "foreign-key-substituted-only", &["certificate-substituted"], forged(vec![own.clone()])),
        refuse(
            41,
            "foreign-signing-certificate-missing",
            &["certificate-not-signed"],
            base.with_claims(|c| c.signing_certificate = None),
        ),
        refuse(
            41,
            "foreign-signing-certificate-other",
            &["certificate-substituted"],
            base.with_claims(|claims| claims.signing_certificate = Some(own)),
        ),
    ]
}

fn values(base: &Base) -> Vec<Attack> {
    let claims = base.claims();
    let good = base.key.sign(claims.info().as_bytes());
    let with = |value: &[u8]| build(&base.entries_signed(&claims, value), &Around::default());
    let hmac = Claims { method: "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256", ..claims.clone() };
    let tag = hmac_sha256(&base.certificate, hmac.info().as_bytes());
    let body = base.files[1].body.clone();
    let digest = |method: &'static str, digest: Vec<u8>| {
        base.with_claims(|claims| (claims.references[1].method, claims.references[1].digest) = (method, digest))
    };
    vec![
        refuse(42, "foreign-value-zero", &["signature-wrong"], with(&[0; 64])),
        refuse(42, "foreign-value-short", &["signature-wrong"], with(&good[..63])),
        refuse(42, "foreign-value-der", &["signature-wrong"], with(&as_der(&good))),
        refuse(
            43,
            "foreign-hmac",
            &["algorithm-refused"],
            build(&base.entries_signed(&hmac, &tag), &Around::default()),
        ),
        refuse(
            43,
            "foreign-method-of-rsa",
            &["algorithm-mismatch"],
            base.with_claims(|claims| claims.method = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"),
        ),
        refuse(
            44,
            "foreign-digest-sha1",
            &["digest-refused"],
            digest("http://www.w3.org/2000/09/xmldsig#sha1", Sha1::digest(&body).to_vec()),
        ),
        refuse(
            44,
            "foreign-digest-md5",
            &["digest-refused"],
            digest("http://www.w3.org/2001/04/xmldsig-more#md5", Md5::digest(&body).to_vec()),
        ),
    ]
}

/// A large element of the signature's own file that is to be digested again and again.
fn references_without_end(base: &Base) -> Vec<u8> {
    let large = "x".repeat(1 << 20);
    // As Canonical XML 1.0 has it: with all namespaces that it is within.
    let object = format!(
        "<ds:Object xmlns:asic=\"http://uri.etsi.org/02918/v1.2.1#\" xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" \
         Id=\"large\">{large}</ds:Object>"
    );
    let one = |claims: &mut Claims| {
        let mut reference = super::xades::Reference::new("", "text/plain", object.as_bytes());
        reference.uri = "#large".to_owned();
        claims.references.push(reference);
    };
    let mut claims = base.claims();
    (0..20).for_each(|_| one(&mut claims));
    let file = claims.file(&base.key.sign(claims.info().as_bytes()));
    let file = file.replace("</ds:Signature>", &format!("<ds:Object Id=\"large\">{large}</ds:Object></ds:Signature>"));
    base.with_entries(|e| *at(e, SIGNATURES) = Raw::new(SIGNATURES, file.as_bytes()))
}

fn references(base: &Base) -> Vec<Attack> {
    let transform = |uri: &str| {
        let inner = format!("<ds:Transforms><ds:Transform Algorithm=\"{uri}\"></ds:Transform></ds:Transforms>");
        base.with_claims(|claims| claims.references[0].transforms = inner)
    };
    let uri = |uri: &'static str| base.with_claims(|claims| claims.references[0].uri = uri.to_owned());
    let missing: &[&str] = &["part-not-signed", "dossier-missing", "part-missing"];
    vec![
        refuse(
            45,
            "foreign-transform-base64",
            &["transform-refused"],
            transform("http://www.w3.org/2000/09/xmldsig#base64"),
        ),
        refuse(
            45,
            "foreign-transform-xslt",
            &["transform-refused"],
            transform("http://www.w3.org/TR/1999/REC-xslt-19991116"),
        ),
        refuse(
            46,
            "foreign-comment-in-digest",
            &["signature-structure"],
            base.with_signature_file(|xml| xml.replacen("<ds:DigestValue>", "<ds:DigestValue><!--x-->", 1)),
        ),
        refuse(29, "foreign-references-without-end", &["too-large"], references_without_end(base)),
        refuse(34, "foreign-many-attributes", &["too-large"], base.with_signature_file(many_attributes)),
        refuse(34, "foreign-many-namespaces", &["too-large"], base.with_signature_file(many_namespaces)),
        refuse(47, "foreign-uri-http", missing, uri("http://example.vn/dossier.json")),
        refuse(47, "foreign-uri-parent", missing, uri("%2e%2e/dossier.json")),
    ]
}
