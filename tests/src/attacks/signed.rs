//! Attacks 35 to 47 and 56: what is signed along, another key in place of the signer's, values, algorithms, references, broken DER.

use base64ct::{Base64, Encoding};
use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha224, Sha256};

use super::archive::{Around, build};
use super::authority::{Key, Wish};
use super::base::{Base, DOSSIER, SIGNED_AT};
use super::der::tlv;
use super::xades::Claims;
use super::{Attack, refuse};

pub const OTHER_TIME: &str = "2026-11-20T07:30:00Z";

pub fn attacks(base: &Base) -> Vec<Attack> {
    let mut all = properties(base);
    all.extend(wrapping(base));
    all.extend(keys(base));
    all.extend(values(base));
    all.extend(digests(base));
    all.extend(references(base));
    all.extend(broken_der(base));
    all
}

pub fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    let start = text.find(from).unwrap();
    let length = text[start..].find(to).unwrap() + to.len();
    &text[start..start + length]
}

fn properties(base: &Base) -> Vec<Attack> {
    let edit = |from: &'static str, to: &'static str| base.with_signature_file(|xml| xml.replacen(from, to, 1));
    let reference = |xml: &str| xml.replacen(between(xml, "<ds:Reference Id=\"S0-R1\"", "</ds:Reference>"), "", 1);
    let time = |xml: &str| {
        xml.replace(&format!("<xades:SigningTime>{SIGNED_AT}"), &format!("<xades:SigningTime>{OTHER_TIME}"))
    };
    let twice = |xml: &str| {
        let properties = between(xml, "<xades:SignedProperties", "</xades:SignedProperties>").to_owned();
        xml.replace(&properties, &properties.repeat(2))
    };
    vec![
        refuse(35, "signing-time", &["signed-properties-changed"], base.with_signature_file(time)),
        refuse(
            35,
            "signed-media-type",
            &["signed-properties-changed"],
            edit("<xades:MimeType>application/pdf", "<xades:MimeType>text/html"),
        ),
        refuse(36, "reference-removed", &["part-not-signed"], base.with_signature_file(reference)),
        refuse(
            37,
            "properties-not-referenced",
            &["properties-not-signed"],
            base.with_claims(|claims| claims.refers_to_properties = false),
        ),
        refuse(38, "two-signed-properties", &["differs-from-profile"], base.with_signature_file(twice)),
        refuse(
            38,
            "duplicate-id",
            &["differs-from-profile"],
            edit("<ds:SignatureValue Id=\"S0-Value\"", "<ds:SignatureValue Id=\"S0-SignedProperties\""),
        ),
        refuse(
            38,
            "two-signatures-in-a-file",
            &["several-signatures"],
            base.with_signature_file(|xml| {
                let signature = between(xml, "<ds:Signature ", "</ds:Signature>").to_owned();
                xml.replace(&signature, &signature.repeat(2))
            }),
        ),
    ]
}

fn wrapping(base: &Base) -> Vec<Attack> {
    let with = |order: fn(&str, &str) -> String| {
        base.with_signature_file(|xml| {
            let object = between(xml, "<ds:Object>", "</ds:Object>").to_owned();
            let forged = object.replace(SIGNED_AT, OTHER_TIME);
            xml.replace(&object, &order(&object, &forged))
        })
    };
    vec![
        refuse(
            39,
            "wrapping-forged-first",
            &["signed-properties-changed"],
            with(|good, forged| format!("{forged}{good}")),
        ),
        refuse(39, "wrapping-forged-last", &["differs-from-profile"], with(|good, forged| format!("{good}{forged}"))),
        refuse(
            39,
            "wrapping-renamed",
            &["signed-properties-changed"],
            with(|good, forged| format!("{}{good}", forged.replace("Id=\"S0-SignedProperties\"", "Id=\"other\""))),
        ),
    ]
}

/// The signature is a forger's, and the certificate that is signed along is the victim's.
fn keys(base: &Base) -> Vec<Attack> {
    let forger = Key::p256(6);
    let own = base.root.issue(&Wish::signer(), &forger);
    let forged = |certificates: Vec<Vec<u8>>| {
        let claims = Claims { certificates, ..base.claims() };
        let signature = forger.sign(claims.info().as_bytes());
        build(&base.entries_signed(&claims, &signature), &Around::default())
    };
    let victim = || base.certificate.clone();
    vec![
        refuse(40, "key-substituted", &["signature-wrong"], forged(vec![victim()])),
        refuse(40, "key-substituted-first", &["certificate-substituted"], forged(vec![own.clone(), victim()])),
        refuse(40, "key-substituted-last", &["differs-from-profile"], forged(vec![victim(), own.clone()])),
        refuse(40, "key-substituted-only", &["certificate-substituted"], forged(vec![own.clone()])),
        refuse(
            41,
            "signing-certificate-missing",
            &["certificate-not-signed"],
            base.with_claims(|claims| claims.signing_certificate = None),
        ),
        refuse(
            41,
            "signing-certificate-other",
            &["certificate-substituted"],
            base.with_claims(|claims| claims.signing_certificate = Some(own)),
        ),
    ]
}

fn values(base: &Base) -> Vec<Attack> {
    let claims = base.claims();
    let good = base.key.sign(claims.info().as_bytes());
    let with = |value: &[u8]| build(&base.entries_signed(&claims, value), &Around::default());
    let mut flipped = good.clone();
    flipped[0] ^= 0x80;
    let method = |uri: &'static str| base.with_claims(|claims| claims.method = uri);
    let hmac = Claims { method: "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256", ..claims.clone() };
    let tag = hmac_sha256(&base.certificate, hmac.info().as_bytes());
    vec![
        refuse(42, "value-flipped", &["signature-wrong"], with(&flipped)),
        refuse(42, "value-zero", &["signature-wrong"], with(&[0; 64])),
        refuse(42, "value-short", &["signature-wrong"], with(&good[..63])),
        refuse(42, "value-long", &["signature-wrong"], with(&[good.as_slice(), &[0]].concat())),
        refuse(42, "value-der", &["signature-wrong"], with(&as_der(&good))),
        refuse(
            43,
            "hmac-keyed-by-the-certificate",
            &["algorithm-refused"],
            build(&base.entries_signed(&hmac, &tag), &Around::default()),
        ),
        refuse(
            43,
            "method-of-rsa",
            &["algorithm-mismatch"],
            method("http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1"),
        ),
        refuse(
            43,
            "method-of-p384",
            &["algorithm-mismatch"],
            method("http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384"),
        ),
    ]
}

/// r‖s as the DER that other signatures have.
pub fn as_der(value: &[u8]) -> Vec<u8> {
    let (r, s) = value.split_at(32);
    super::der::sequence(&[super::der::integer(r), super::der::integer(s)])
}

pub fn hmac_sha256(key: &[u8], message: &[u8]) -> Vec<u8> {
    let mut block = [0; 64];
    block[..32].copy_from_slice(&Sha256::digest(key));
    let pad = |with: u8| block.map(|byte| byte ^ with);
    let inner = Sha256::digest([pad(0x36).as_slice(), message].concat());
    Sha256::digest([pad(0x5c).as_slice(), &inner].concat()).to_vec()
}

fn digests(base: &Base) -> Vec<Attack> {
    let body = base.files[1].body.clone();
    let with = |method: &'static str, digest: Vec<u8>| {
        base.with_claims(|claims| (claims.references[1].method, claims.references[1].digest) = (method, digest))
    };
    let rsa = Key::rsa(2048);
    let certificate = base.root.issue(&Wish::signer(), &rsa);
    let by_rsa = Base { certificate, key: rsa.clone(), ..base.clone() };
    let sha1 = Claims { method: "http://www.w3.org/2000/09/xmldsig#rsa-sha1", ..by_rsa.claims() };
    let signature = rsa.sign_sha1(sha1.info().as_bytes());
    vec![
        refuse(
            44,
            "digest-sha1",
            &["digest-refused"],
            with("http://www.w3.org/2000/09/xmldsig#sha1", Sha1::digest(&body).to_vec()),
        ),
        refuse(
            44,
            "digest-md5",
            &["digest-refused"],
            with("http://www.w3.org/2001/04/xmldsig-more#md5", Md5::digest(&body).to_vec()),
        ),
        refuse(
            44,
            "digest-sha224",
            &["digest-refused"],
            with("http://www.w3.org/2001/04/xmldsig-more#sha224", Sha224::digest(&body).to_vec()),
        ),
        refuse(
            44,
            "signature-rsa-sha1",
            &["algorithm-refused"],
            build(&by_rsa.entries_signed(&sha1, &signature), &Around::default()),
        ),
    ]
}

fn references(base: &Base) -> Vec<Attack> {
    let transform = |inner: &str| {
        let inner = inner.to_owned();
        base.with_claims(|claims| {
            claims.references[0].transforms = format!("<ds:Transforms>{inner}</ds:Transforms>");
        })
    };
    let empty = |uri: &str| format!("<ds:Transform Algorithm=\"{uri}\"></ds:Transform>");
    let xpath = "<ds:Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xpath-19991116\"><ds:XPath>true()</ds:XPath></ds:Transform>";
    let xslt = "<ds:Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xslt-19991116\">\
                <xsl:stylesheet xmlns:xsl=\"http://www.w3.org/1999/XSL/Transform\" version=\"1.0\"></xsl:stylesheet></ds:Transform>";
    let mut all = vec![
        refuse(
            45,
            "transform-base64",
            &["transform-refused"],
            transform(&empty("http://www.w3.org/2000/09/xmldsig#base64")),
        ),
        refuse(
            45,
            "transform-enveloped",
            &["transform-refused"],
            transform(&empty("http://www.w3.org/2000/09/xmldsig#enveloped-signature")),
        ),
        refuse(45, "transform-xpath", &["transform-refused"], transform(xpath)),
        refuse(45, "transform-xslt", &["transform-refused"], transform(xslt)),
    ];
    let inside = |place: &'static str, what: &'static str| {
        base.with_signature_file(|xml| {
            let at = xml.find(place).unwrap() + place.len() + 8;
            format!("{}{what}{}", &xml[..at], &xml[at..])
        })
    };
    all.extend([
        refuse(46, "comment-in-certificate", &["signature-structure"], inside("<ds:X509Certificate>", "<!--x-->")),
        refuse(46, "cdata-in-certificate", &["differs-from-profile"], inside("<ds:X509Certificate>", "<![CDATA[]]>")),
        refuse(46, "comment-in-digest", &["signature-structure"], inside("<ds:DigestValue>", "<!--x-->")),
        refuse(46, "space-in-certificate", &["signature-structure"], inside("<ds:X509Certificate>", " ")),
    ]);
    let uri = |uri: &'static str| base.with_claims(|claims| claims.references[0].uri = uri.to_owned());
    assert_eq!(base.files[0].name, DOSSIER);
    let spaced = {
        let mut base = base.clone();
        base.files[1].name = "a b.html".to_owned();
        base.with_claims(|claims| claims.references[1].uri = "a+b.html".to_owned())
    };
    all.extend([
        refuse(47, "uri-http", &["part-not-signed"], uri("http://example.vn/dossier.json")),
        refuse(47, "uri-file", &["part-not-signed"], uri("file:///dossier.json")),
        refuse(47, "uri-dot", &["part-not-signed"], uri("./dossier.json")),
        refuse(47, "uri-fragment", &["part-not-signed"], uri("dossier.json#x")),
        refuse(47, "uri-parent", &["part-not-signed"], uri("%2e%2e/dossier.json")),
        refuse(47, "uri-needlessly-encoded", &["differs-from-profile"], uri("dossier%2ejson")),
        refuse(47, "uri-plus-for-space", &["part-not-signed"], spaced),
    ]);
    all
}

/// Certificates that are no DER, each signed along as the signer's.
fn broken_der(base: &Base) -> Vec<Attack> {
    let with = |certificate: Vec<u8>| {
        assert!(Base64::encode_string(&certificate).len() < 1 << 20);
        base.with_claims(|claims| {
            (claims.certificates, claims.signing_certificate) = (vec![certificate.clone()], Some(certificate));
        })
    };
    let good = &base.certificate;
    let indefinite = [&[0x30, 0x80], &good[4..], &[0, 0]].concat();
    let huge = [&[0x30, 0x84, 0xff, 0xff, 0xff, 0xff], &good[4..]].concat();
    let deep = (0..2000).fold(Vec::new(), |inner, _| if inner.len() < 0xff00 { tlv(0x30, &inner) } else { inner });
    let trailing = [good.as_slice(), &[0]].concat();
    let codes: &[&str] = &["certificate-unreadable"];
    vec![
        refuse(56, "indefinite-length", codes, with(indefinite)),
        refuse(56, "huge-length", codes, with(huge)),
        refuse(56, "deep-nesting", codes, with(deep)),
        refuse(56, "trailing-bytes", codes, with(trailing)),
        refuse(56, "empty-certificate", &["signature-structure"], with(Vec::new())),
        refuse(56, "cut-certificate", codes, with(good[..good.len() / 2].to_vec())),
    ]
}
