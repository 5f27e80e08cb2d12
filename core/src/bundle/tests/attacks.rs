//! Ways to pass something off that was not signed; the numbers are those of the project's list of known attacks. Each container is
//! right in everything but its defect.

use unicode_normalization::UnicodeNormalization;

use super::{
    archive::{Around, Raw, build},
    *,
};

/// The good bundle as loose entries: `mimetype`, three parts, manifest, signature.
struct Base {
    entries: Vec<Raw>,
    trust: TrustStore,
    key: Key,
    prepared: Prepared,
}

impl Base {
    fn new() -> Self {
        let (root, key) = (Authority::root(), Key::p256(5));
        let certificate = root.issue(&Wish::default(), &key);
        let prepared = prepare(parts(), &certificate, Algorithm::EcdsaP256, at(SIGNED_AT)).unwrap();
        let signature = key.sign(Algorithm::EcdsaP256, prepared.to_be_signed());
        let mut entries = vec![Raw::new("mimetype", b"application/vnd.etsi.asic-e+zip")];
        entries.extend(BODIES.iter().map(|(name, _, body)| Raw::new(name, body)));
        entries.push(Raw::new("META-INF/manifest.xml", prepared.manifest().as_bytes()));
        entries.push(Raw::new("META-INF/signatures0.xml", prepared.signatures(&signature).as_bytes()));
        Self { entries, trust: root.trust(), key, prepared }
    }

    /// The codes that refuse the base after `change`.
    fn after(&self, change: impl FnOnce(&mut Vec<Raw>)) -> Vec<&'static str> {
        self.around(change, &Around::default())
    }

    fn around(&self, change: impl FnOnce(&mut Vec<Raw>), around: &Around) -> Vec<&'static str> {
        let mut entries = self.entries.clone();
        change(&mut entries);
        let seal = verify(&build(&entries, around), &self.trust);
        assert_ne!(seal.integrity, Integrity::Intact);
        errors(&seal)
    }

    /// The codes after a change to the text of the signature file.
    fn signatures(&self, change: impl FnOnce(&str) -> String) -> Vec<&'static str> {
        self.after(|entries| rewrite(&mut entries[5], change))
    }
}

fn rewrite(entry: &mut Raw, change: impl FnOnce(&str) -> String) {
    let old = String::from_utf8(entry.data.clone()).unwrap();
    let new = change(&old);
    assert_ne!(old, new, "the change must bite");
    *entry = Raw::new(std::str::from_utf8(&entry.name).unwrap(), new.as_bytes());
}

fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    let start = text.find(from).unwrap();
    let length = text.get(start..).unwrap().find(to).unwrap() + to.len();
    text.get(start..start + length).unwrap()
}

#[test]
fn a00_the_base_is_what_our_writer_writes() {
    let base = Base::new();
    assert_eq!(build(&base.entries, &Around::default()), sealed().0);
    assert_eq!(errors(&verify(&sealed().0, &base.trust)), [""; 0]);
}

#[test]
fn a01_to_a08_parts_and_manifest() {
    let base = Base::new();
    assert_eq!(base.after(|e| e[1] = Raw::new("dossier.json", b"{\"a\":2}")), ["part-changed"]);
    assert_eq!(base.after(|e| drop(e.remove(2))), ["part-missing"]);
    assert_eq!(base.after(|e| e.insert(4, Raw::new("extra.pdf", b"x"))), ["part-not-signed"]);
    let listed = "<manifest:file-entry manifest:full-path=\"extra.pdf\" manifest:media-type=\"application/pdf\"/>\n";
    let add = |e: &mut Vec<Raw>| {
        e.insert(4, Raw::new("extra.pdf", b"x"));
        rewrite(&mut e[5], |xml| xml.replace("</manifest:manifest>", &format!("{listed}</manifest:manifest>")));
    };
    assert_eq!(base.after(add), ["part-not-signed"]);
    assert_eq!(base.after(|e| e[1] = e[1].renamed("dossier2.json")), ["part-not-signed"]);
    let media_type = |e: &mut Vec<Raw>| rewrite(&mut e[4], |xml| xml.replace("application/pdf", "text/html"));
    assert_eq!(base.after(media_type), ["manifest-differs"]);
    assert_eq!(base.after(|e| drop(e.remove(4))), ["manifest-missing"]);
    assert_eq!(base.after(|e| e.insert(4, e[4].clone())), ["duplicate-name"]);
    assert_eq!(base.after(|e| drop(e.remove(0))), ["not-asic-e"]);
}

#[test]
fn a09_to_a12_mimetype() {
    let base = Base::new();
    assert_eq!(base.after(|e| e[0] = Raw::new("mimetype", b"application/vnd.etsi.asic-s+zip")), ["not-asic-e"]);
    assert_eq!(
        base.after(|e| e[0] = Raw::new("mimetype", "\u{feff}application/vnd.etsi.asic-e+zip".as_bytes())),
        ["not-asic-e"]
    );
    assert_eq!(base.after(|e| e.swap(0, 1)), ["mimetype-not-first"]);
    assert_eq!(base.after(|e| e[0].extra = vec![0xfe, 0xca, 0, 0]), ["mimetype-not-plain"]);
    assert_eq!(base.after(|e| e[0].method = 8), ["mimetype-not-plain"]);
    assert_eq!(base.after(|e| e.insert(1, e[0].clone())), ["duplicate-name"]);
}

#[test]
fn a13_and_a14_without_a_signature() {
    let base = Base::new();
    assert_eq!(base.after(|e| drop(e.pop())), ["no-signature"]);
    let mut entries = base.entries.clone();
    entries.pop();
    assert_eq!(verify(&build(&entries, &Around::default()), &base.trust).signatures, []);
    let stripped = base.signatures(|xml| xml.replace(between(xml, "<ds:Signature ", "</ds:Signature>"), ""));
    assert_eq!(stripped, ["no-signature"]);
}

#[test]
fn a15_to_a21_what_the_directory_does_not_tell() {
    let base = Base::new();
    assert_eq!(base.after(|e| e.insert(2, Raw::new("dossier.json", b"{\"a\":2}"))), ["duplicate-name"]);
    assert_eq!(base.after(|e| e[1].local_name = b"dossier.jsom".to_vec()), ["headers-disagree"]);
    let hidden = |e: &mut Vec<Raw>| e.insert(2, Raw { hidden: true, ..Raw::new("hidden.js", b"x") });
    assert_eq!(base.after(hidden), ["hidden-bytes"]);
    assert_eq!(base.after(|e| e[3].gap = vec![0; 8]), ["hidden-bytes"]);
    let between = Around { between: b"x".to_vec(), ..Around::default() };
    assert_eq!(base.around(|_| (), &between), ["hidden-bytes"]);
    let before = Around { before: b"%PDF-1.4\n".to_vec(), ..Around::default() };
    assert_eq!(base.around(|_| (), &before), ["leading-bytes"]);
    let shifted = [b"MZ".as_slice(), &sealed().0].concat();
    assert_eq!(errors(&verify(&shifted, &base.trust)), ["leading-bytes"]);
    let after = Around { after: b"\0".to_vec(), ..Around::default() };
    assert_eq!(base.around(|_| (), &after), ["trailing-bytes"]);
    let comment = Around { comment: b"unsigned".to_vec(), ..Around::default() };
    assert_eq!(base.around(|_| (), &comment), ["zip-comment"]);
    let mut overlapping = sealed().0;
    let lines: Vec<_> = (0..overlapping.len() - 4).filter(|&at| overlapping[at..].starts_with(b"PK\x01\x02")).collect();
    overlapping.copy_within(lines[1] + 42..lines[1] + 46, lines[2] + 42);
    assert_eq!(errors(&verify(&overlapping, &base.trust)), ["overlapping-entries"]);
    let twice = Around { first_twice: true, ..Around::default() };
    assert_eq!(base.around(|_| (), &twice), ["duplicate-name"]);
}

#[test]
fn a22_to_a28_entries_that_are_not_plain_files() {
    let base = Base::new();
    let mode = |mode: u32| base.after(|e| (e[1].made_by, e[1].external) = (3 << 8 | 20, mode << 16));
    assert_eq!(mode(0o120_777), ["special-file"]);
    assert_eq!(mode(0o040_755), ["special-file"]);
    assert_eq!(mode(0o020_666), ["special-file"]);
    assert_eq!(mode(0o100_644), ["differs-from-profile"]);
    assert_eq!(base.after(|e| e.insert(4, Raw::new("folder/", b""))), ["special-file"]);
    assert_eq!(base.after(|e| e[1].crc ^= 1), ["wrong-crc"]);
    assert_eq!(base.after(|e| e[4].crc ^= 1), ["wrong-crc"]);
    assert_eq!(base.after(|e| e[1].flags |= 1), ["encrypted-entry"]);
    assert_eq!(base.after(|e| e[1].flags |= 8), ["zip-feature"]);
    assert_eq!(base.after(|e| e[1].extra = vec![0xfe, 0xca, 0, 0]), ["zip-feature"]);
    assert_eq!(base.after(|e| e.insert(4, e[4].renamed("META-INF/MANIFEST.XML"))), ["twin-name"]);
    let decomposed: String = BODIES[1].0.nfd().collect();
    assert_eq!(base.after(|e| e.insert(3, e[2].renamed(&decomposed))), ["twin-name"]);
    for name in ["a\u{202e}fdp.exe", "a\u{200b}.pdf", "a\u{1}.pdf", "../x", "/x", "C:/x", "a\\b", "a//b", "./x"] {
        assert_eq!(base.after(|e| e.insert(4, Raw::new(name, b"x"))), ["unsafe-name"], "{name:?}");
    }
    assert_eq!(base.after(|e| e[1].name = vec![0xff, 0xfe]), ["unsafe-name"]);
}

#[test]
fn a29_to_a32_limits_and_strays() {
    let base = Base::new();
    assert_eq!(base.after(|e| e[1].method = 8), ["compressed-entry"]);
    assert_eq!(base.after(|e| e[1].method = 93), ["compressed-entry"]);
    assert_eq!(base.after(|e| e.extend((0..2020).map(|n| Raw::new(&format!("{n}"), b"")))), ["too-large"]);
    assert_eq!(base.after(|e| e[5] = Raw::new("META-INF/signatures0.xml", &vec![b' '; 5 << 20])), ["too-large"]);
    let bytes = sealed().0;
    let end = bytes.len() - 22;
    for (place, value) in [(8, 5), (10, 5), (12, 0), (16, 0), (4, 1)] {
        let mut wrong = bytes.clone();
        wrong[end + place] = value;
        let codes = errors(&verify(&wrong, &base.trust));
        assert!(matches!(codes[..], ["truncated" | "hidden-bytes" | "zip-feature"]), "{place}: {codes:?}");
    }
    assert_eq!(base.after(|e| e.insert(4, e[5].renamed("META-INF/sub/signatures0.xml"))), ["unexpected-entry"]);
    assert_eq!(base.after(|e| e.insert(5, e[5].renamed("META-INF/signatures1.xml"))), ["unexpected-entry"]);
}

#[test]
fn a33_and_a34_document_types() {
    let base = Base::new();
    let doctype = |xml: &str| xml.replacen("?>\n", "?>\n<!DOCTYPE x [<!ENTITY a \"b\">]>", 1);
    assert_eq!(base.signatures(doctype), ["doctype"]);
    assert_eq!(base.after(|e| rewrite(&mut e[4], doctype)), ["doctype"]);
    assert_eq!(base.signatures(|xml| xml.replacen("</ds:Object>", "", 1)), ["xml-malformed"]);
    assert_eq!(
        base.signatures(
            |xml| xml.replace("</asic:XAdESSignatures>", &format!("{}</asic:XAdESSignatures>", "<a/>".repeat(50_000)))
        ),
        ["too-large"]
    );
}

#[test]
fn a35_to_a39_what_is_signed_along() {
    let base = Base::new();
    assert_eq!(base.signatures(|xml| xml.replace("08:30:00Z", "09:30:00Z")), ["signed-properties-changed"]);
    assert_eq!(
        base.signatures(|xml| xml.replace("<xades:MimeType>application/pdf", "<xades:MimeType>text/html")),
        ["signed-properties-changed"]
    );
    assert_eq!(
        base.signatures(|xml| xml.replace(between(xml, "<ds:Reference Id=\"S0-R1\"", "</ds:Reference>"), "")),
        ["part-not-signed"]
    );
    assert_eq!(
        base.signatures(|xml| xml.replace(between(xml, "<ds:Reference Type", "</ds:Reference>"), "")),
        ["signature-structure"]
    );
    let twice = |xml: &str| {
        let properties = between(xml, "<xades:SignedProperties", "</xades:SignedProperties>").to_owned();
        xml.replace(&properties, &properties.repeat(2))
    };
    assert_eq!(base.signatures(twice), ["differs-from-profile"]);
    let wrapped = |xml: &str| {
        let object = between(xml, "<ds:Object>", "</ds:Object>").to_owned();
        let forged = object.replace("08:30:00Z", "07:30:00Z");
        xml.replace(&object, &format!("{forged}{object}"))
    };
    assert_eq!(base.signatures(wrapped), ["signed-properties-changed"]);
    let wrapped_behind = |xml: &str| {
        let object = between(xml, "<ds:Object>", "</ds:Object>").to_owned();
        xml.replace(&object, &format!("{object}{}", object.replace("08:30:00Z", "07:30:00Z")))
    };
    assert_eq!(base.signatures(wrapped_behind), ["differs-from-profile"]);
    let two = |xml: &str| {
        let signature = between(xml, "<ds:Signature ", "</ds:Signature>").to_owned();
        xml.replace(&signature, &signature.repeat(2))
    };
    assert_eq!(base.signatures(two), ["several-signatures"]);
}

#[test]
fn a40_and_a41_another_key() {
    let base = Base::new();
    let (forger, root) = (Key::p256(6), Authority::root());
    let forged = forger.sign(Algorithm::EcdsaP256, base.prepared.to_be_signed());
    // The forger's signature under the victim's certificate, alone and with the forger's put first or last.
    let by_forger = base.prepared.signatures(&forged);
    assert_eq!(base.signatures(|_| by_forger.clone()), ["signature-wrong"]);
    let own = root.issue(&Wish::default(), &forger);
    let encoded = <base64ct::Base64 as base64ct::Encoding>::encode_string(&own);
    let element = format!("<ds:X509Certificate>{encoded}</ds:X509Certificate>");
    let first = by_forger.replace("<ds:X509Data>", &format!("<ds:X509Data>{element}"));
    assert_eq!(base.signatures(|_| first), ["certificate-substituted"]);
    let last = by_forger.replace("</ds:X509Data>", &format!("{element}</ds:X509Data>"));
    assert_eq!(base.signatures(|_| last), ["differs-from-profile"]);
    let mine = by_forger.replace(between(&by_forger, "<ds:X509Certificate>", "</ds:X509Certificate>"), &element);
    assert_eq!(base.signatures(|_| mine), ["certificate-substituted"]);
    let without =
        |xml: &str| xml.replace(between(xml, "<xades:SigningCertificateV2>", "</xades:SigningCertificateV2>"), "");
    assert_eq!(base.signatures(without), ["signature-structure"]);
}

#[test]
fn a42_to_a47_values_and_algorithms() {
    let base = Base::new();
    let good = base.key.sign(Algorithm::EcdsaP256, base.prepared.to_be_signed());
    let mut flipped = good.clone();
    flipped[0] ^= 0x80;
    for wrong in [&flipped, &vec![0; 64], &good[..63].to_vec(), &[good.as_slice(), &[0]].concat()] {
        assert_eq!(base.signatures(|_| base.prepared.signatures(wrong)), ["signature-wrong"]);
    }
    let method = |uri: &str| base.signatures(|xml| xml.replace(Algorithm::EcdsaP256.uri(), uri));
    assert_eq!(method("http://www.w3.org/2000/09/xmldsig#hmac-sha1"), ["algorithm-refused"]);
    assert_eq!(method("http://www.w3.org/2000/09/xmldsig#rsa-sha1"), ["algorithm-refused"]);
    assert_eq!(method(Algorithm::RsaPss.uri()), ["algorithm-mismatch"]);
    assert_eq!(method(Algorithm::EcdsaP384.uri()), ["algorithm-mismatch"]);
    let sha1 = |xml: &str| {
        xml.replacen("http://www.w3.org/2001/04/xmlenc#sha256", "http://www.w3.org/2000/09/xmldsig#sha1", 1)
    };
    assert_eq!(base.signatures(sha1), ["differs-from-profile"]);
    let transform = "<ds:Transforms><ds:Transform Algorithm=\"http://www.w3.org/2000/09/xmldsig#base64\"></ds:Transform></ds:Transforms>";
    assert_eq!(
        base.signatures(|xml| xml.replace("URI=\"dossier.json\">", &format!("URI=\"dossier.json\">{transform}"))),
        ["signature-structure"]
    );
    for hidden in ["<!-- -->", "<![CDATA[]]>", " "] {
        let codes =
            base.signatures(|xml| xml.replace("<ds:X509Certificate>", &format!("<ds:X509Certificate>{hidden}")));
        assert!(matches!(codes[..], ["signature-structure" | "differs-from-profile"]), "{hidden}: {codes:?}");
    }
    for uri in ["http://example.vn/dossier.json", "file:///dossier.json", "./dossier.json", "dossier.json#x"] {
        assert_eq!(
            base.signatures(|xml| xml.replace("URI=\"dossier.json\"", &format!("URI=\"{uri}\""))),
            ["part-not-signed"],
            "{uri}"
        );
    }
    assert_eq!(
        base.signatures(|xml| xml.replace("URI=\"dossier.json\"", "URI=\"dossier%2ejson\"")),
        ["differs-from-profile"]
    );
}
