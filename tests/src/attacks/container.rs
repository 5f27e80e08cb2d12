//! Attacks 1 to 34: the container, what its directory does not tell, its names and limits, document types.

use std::io::Write;

use flate2::Compression;
use flate2::write::DeflateEncoder;

use super::archive::{Around, Raw, build};
use super::base::{Base, DOSSIER, MANIFEST, MIMETYPE, SCAN, SIGNATURES, at, copy, place, rewrite};
use super::{Attack, refuse};

pub fn attacks(base: &Base) -> Vec<Attack> {
    let mut all = parts(base);
    all.extend(mimetype(base));
    all.extend(hidden(base));
    all.extend(entries(base));
    all.extend(names(base));
    all.extend(limits(base));
    all.extend(document_types(base));
    all
}

fn parts(base: &Base) -> Vec<Attack> {
    let listed = "<manifest:file-entry manifest:full-path=\"extra.pdf\" manifest:media-type=\"application/pdf\"/>\n";
    let extra = || Raw::new("extra.pdf", b"%PDF-1.4");
    let changed = |entries: &mut Vec<Raw>| {
        let mut body = at(entries, SCAN).data.clone();
        *body.last_mut().unwrap() ^= 1;
        *at(entries, SCAN) = Raw::new(SCAN, &body);
    };
    let add_listed = |entries: &mut Vec<Raw>| {
        entries.insert(place(entries, MANIFEST), extra());
        rewrite(at(entries, MANIFEST), |xml| {
            xml.replace("</manifest:manifest>", &format!("{listed}</manifest:manifest>"))
        });
    };
    let rename = |entries: &mut Vec<Raw>| {
        *at(entries, SCAN) = at(entries, SCAN).renamed("renamed.pdf");
        rewrite(at(entries, MANIFEST), |xml| xml.replace(SCAN, "renamed.pdf"));
    };
    let media_type =
        |entries: &mut Vec<Raw>| rewrite(at(entries, MANIFEST), |xml| xml.replacen("application/pdf", "text/html", 1));
    let twice = |entries: &mut Vec<Raw>| entries.insert(place(entries, MANIFEST), copy(entries, MANIFEST));
    let without = |name: &'static str| {
        base.with_entries(|entries| {
            entries.remove(place(entries, name));
        })
    };
    vec![
        refuse(1, "changed-byte", &["part-changed"], base.with_entries(changed)),
        refuse(2, "part-missing", &["part-missing"], without(SCAN)),
        refuse(3, "extra-part", &["part-not-signed"], base.with_entries(|e| e.insert(place(e, MANIFEST), extra()))),
        refuse(4, "extra-part-listed", &["part-not-signed"], base.with_entries(add_listed)),
        refuse(5, "part-renamed", &["part-not-signed"], base.with_entries(rename)),
        refuse(6, "media-type-in-manifest", &["manifest-differs"], base.with_entries(media_type)),
        refuse(7, "manifest-missing", &["manifest-missing"], without(MANIFEST)),
        refuse(7, "manifest-twice", &["duplicate-name"], base.with_entries(twice)),
        refuse(13, "not-signed", &["no-signature"], without(SIGNATURES)),
        refuse(
            14,
            "signatures-stripped",
            &["no-signature"],
            base.with_signature_file(|xml| {
                let (start, end) = (xml.find("<ds:Signature ").unwrap(), xml.find("</asic:").unwrap());
                format!("{}{}", &xml[..start], &xml[end..])
            }),
        ),
    ]
}

fn mimetype(base: &Base) -> Vec<Attack> {
    let with = |body: &[u8]| base.with_entries(|entries| *at(entries, MIMETYPE) = Raw::new(MIMETYPE, body));
    let deflated = |entries: &mut Vec<Raw>| *at(entries, MIMETYPE) = deflate(at(entries, MIMETYPE));
    vec![
        refuse(8, "mimetype-missing", &["not-asic-e"], base.with_entries(|e| drop(e.remove(0)))),
        refuse(9, "mimetype-asic-s", &["not-asic-e"], with(b"application/vnd.etsi.asic-s+zip")),
        refuse(9, "mimetype-bom", &["not-asic-e"], with("\u{feff}application/vnd.etsi.asic-e+zip".as_bytes())),
        refuse(10, "mimetype-second", &["mimetype-not-first"], base.with_entries(|e| e.swap(0, 1))),
        refuse(
            11,
            "mimetype-extra-field",
            &["mimetype-not-plain"],
            base.with_entries(|e| e[0].extra = vec![0xfe, 0xca, 0, 0]),
        ),
        refuse(11, "mimetype-deflated", &["mimetype-not-plain"], base.with_entries(deflated)),
        refuse(12, "mimetype-twice", &["duplicate-name"], base.with_entries(|e| e.insert(1, e[0].clone()))),
    ]
}

fn hidden(base: &Base) -> Vec<Attack> {
    let other = || Raw::new(DOSSIER, b"{}");
    let around = |around: Around| base.around(around, |_| ());
    let hide = |e: &mut Vec<Raw>| e.insert(2, Raw { hidden: true, ..Raw::new("hidden.js", b"x") });
    // Of an archive without entries, that ends where the container ends.
    let end = [b"PK\x05\x06".as_slice(), &[0; 18]].concat();
    let shifted = [b"MZ".as_slice(), &base.sealed()].concat();
    vec![
        refuse(15, "duplicate-name", &["duplicate-name"], base.with_entries(|e| e.insert(2, other()))),
        refuse(
            16,
            "local-name-differs",
            &["headers-disagree"],
            base.with_entries(|e| at(e, DOSSIER).local_name = b"dossier.jsom".to_vec()),
        ),
        refuse(17, "entry-not-in-directory", &["hidden-bytes"], base.with_entries(hide)),
        refuse(17, "bytes-between-entries", &["hidden-bytes"], base.with_entries(|e| e[3].gap = vec![0; 8])),
        refuse(
            17,
            "bytes-before-directory",
            &["hidden-bytes"],
            around(Around { between: b"x".to_vec(), ..Around::default() }),
        ),
        refuse(
            18,
            "bytes-before-pdf",
            &["leading-bytes"],
            around(Around { before: b"%PDF-1.4\n".to_vec(), ..Around::default() }),
        ),
        refuse(18, "bytes-before-exe", &["leading-bytes"], shifted),
        refuse(19, "bytes-after", &["trailing-bytes"], around(Around { after: b"\0".to_vec(), ..Around::default() })),
        refuse(
            20,
            "zip-comment-with-an-end",
            &["zip-comment"],
            around(Around { comment: end.to_vec(), ..Around::default() }),
        ),
        refuse(
            20,
            "zip-comment",
            &["zip-comment"],
            around(Around { comment: b"unsigned".to_vec(), ..Around::default() }),
        ),
        refuse(
            21,
            "two-lines-for-one-entry",
            &["duplicate-name"],
            around(Around { first_twice: true, ..Around::default() }),
        ),
        refuse(21, "overlapping-entries", &["overlapping-entries"], overlapping(base)),
    ]
}

/// The third line of the directory points to the second entry.
fn overlapping(base: &Base) -> Vec<u8> {
    let mut bytes = base.sealed();
    let [.., a, b, c, d, _, _] = bytes[..] else { panic!("an end record") };
    let directory = u32::from_le_bytes([a, b, c, d]) as usize..bytes.len() - 4;
    let lines: Vec<usize> = directory.filter(|&at| bytes[at..].starts_with(b"PK\x01\x02")).collect();
    bytes.copy_within(lines[1] + 42..lines[1] + 46, lines[2] + 42);
    bytes
}

fn entries(base: &Base) -> Vec<Attack> {
    let mode =
        |mode: u32| base.with_entries(|e| (at(e, SCAN).made_by, at(e, SCAN).external) = (3 << 8 | 20, mode << 16));
    vec![
        refuse(22, "symbolic-link", &["special-file"], mode(0o120_777)),
        refuse(22, "folder-mode", &["special-file"], mode(0o040_755)),
        refuse(22, "device", &["special-file"], mode(0o020_666)),
        refuse(22, "folder", &["special-file"], base.with_entries(|e| e.insert(4, Raw::new("folder/", b"")))),
        refuse(22, "unix-mode", &["differs-from-profile"], mode(0o100_644)),
        refuse(23, "wrong-crc", &["wrong-crc"], base.with_entries(|e| at(e, SCAN).crc ^= 1)),
        refuse(23, "wrong-crc-of-manifest", &["wrong-crc"], base.with_entries(|e| at(e, MANIFEST).crc ^= 1)),
        refuse(24, "encrypted", &["encrypted-entry"], base.with_entries(|e| at(e, SCAN).flags |= 1)),
        refuse(24, "strongly-encrypted", &["encrypted-entry"], base.with_entries(|e| at(e, SCAN).flags |= 0x41)),
        refuse(
            25,
            "case-twin",
            &["twin-name"],
            base.with_entries(|e| e.insert(4, copy(e, MANIFEST).renamed("META-INF/MANIFEST.XML"))),
        ),
    ]
}

fn names(base: &Base) -> Vec<Attack> {
    let (composed, decomposed) = ("Điều lệ.pdf", "Đie\u{302}\u{300}u le\u{323}\u{302}.pdf");
    let twin = |entries: &mut Vec<Raw>| entries.insert(2, Raw::new(decomposed, b"x"));
    let mut all = vec![refuse(26, "unicode-twin", &["twin-name"], named(base, composed, twin))];
    for (number, what, name) in [
        (27, "bidi", "a\u{202e}fdp.exe"),
        (27, "zero-width", "a\u{200b}.pdf"),
        (27, "control", "a\u{1}.pdf"),
        (27, "homoglyph", "p\u{430}per.pdf"),
        (28, "parent", "../x.pdf"),
        (28, "absolute", "/x.pdf"),
        (28, "drive", "C:/x.pdf"),
        (28, "backslash", "a\\b.pdf"),
        (28, "empty-step", "a//b.pdf"),
        (28, "dot", "./x.pdf"),
        (28, "device-name", "nul.txt"),
    ] {
        all.push(refuse(number, what, &["unsafe-name"], named(base, name, |_| ())));
    }
    for (what, name) in [("too-deep", "a/".repeat(32)), ("too-long", "a".repeat(1025))] {
        all.push(refuse(28, what, &["name-too-long"], named(base, &format!("{name}.pdf"), |_| ())));
    }
    let not_utf8 = base.with_entries(|e| at(e, SCAN).name = vec![0xff, 0xfe]);
    all.push(refuse(28, "not-utf-8", &["unsafe-name"], not_utf8));
    all.push(refuse(
        32,
        "signature-in-subfolder",
        &["unexpected-entry"],
        base.with_entries(|e| e.insert(4, copy(e, SIGNATURES).renamed("META-INF/sub/signatures0.xml"))),
    ));
    all
}

/// The bundle with one part more, of this name, listed and signed; then a change to its entries.
fn named(base: &Base, name: &str, change: impl FnOnce(&mut Vec<Raw>)) -> Vec<u8> {
    let mut base = base.clone();
    let file =
        super::base::File { name: name.to_owned(), media_type: "application/pdf".into(), body: b"%PDF-1.4".to_vec() };
    base.files.insert(1, file);
    base.with_entries(change)
}

fn limits(base: &Base) -> Vec<Attack> {
    let zeros = vec![0; 300 << 20];
    let bomb = |name: &str, body: &[u8]| {
        let entry = deflate(&Raw::new(name, body));
        base.with_entries(|e| e.insert(2, entry))
    };
    let nested = build(&[deflate(&Raw::new("zeros", &zeros[..100 << 20]))], &Around::default());
    let claims_more = |e: &mut Vec<Raw>| {
        let deflated = deflate(at(e, SCAN));
        *at(e, SCAN) = Raw { size: 1 << 30, ..deflated };
    };
    let sealed = base.sealed();
    let end = sealed.len() - 22;
    let with_end = |place: usize, value: u8| {
        let mut bytes = sealed.clone();
        bytes[end + place] = value;
        bytes
    };
    // Each folder that one of them would lie in has a name of its own.
    let deep = |e: &mut Vec<Raw>| e.extend((0..8).map(|n| Raw::new(&format!("{n}{}", "/a".repeat(32_000)), b"")));
    let many = |e: &mut Vec<Raw>| e.extend((0..2020).map(|n| Raw::new(&format!("{n}.txt"), b"")));
    vec![
        refuse(29, "bomb", &["too-large"], bomb("zeros.bin", &zeros)),
        refuse(
            29,
            "bomb-nested",
            &["part-not-signed"],
            base.with_entries(|e| e.insert(2, Raw::new("nested.zip", &nested))),
        ),
        refuse(29, "bomb-declared", &["too-large"], base.with_entries(claims_more)),
        refuse(
            29,
            "large-signature-file",
            &["too-large"],
            base.with_signature_file(|xml| format!("{xml}{}", " ".repeat(5 << 20))),
        ),
        refuse(29, "bomb-in-meta-inf", &["too-large"], base.with_entries(|e| e.extend(meta_bombs()))),
        refuse(29, "signature-files-without-end", &["too-large"], base.with_entries(|e| e.extend(signature_files()))),
        refuse(29, "folders-without-end", &["name-too-long"], base.with_entries(deep)),
        refuse(30, "cut", &["truncated"], sealed[..sealed.len() / 2].to_vec()),
        refuse(30, "cut-end", &["truncated"], sealed[..end].to_vec()),
        refuse(30, "count-too-small", &["truncated"], with_end(8, 3)),
        refuse(30, "count-wrong", &["truncated"], with_end(10, 3)),
        refuse(30, "second-disk", &["zip-feature"], with_end(4, 1)),
        refuse(30, "zip64-lies", &["hidden-bytes"], zip64_lies(&sealed)),
        refuse(31, "compressed-and-properties-added", &["compressed-entry"], shed(base)),
        refuse(31, "bzip2", &["zip-feature"], base.with_entries(|e| at(e, SCAN).method = 12)),
        refuse(31, "zstandard", &["zip-feature"], base.with_entries(|e| at(e, SCAN).method = 93)),
        refuse(31, "aes", &["zip-feature"], base.with_entries(|e| at(e, SCAN).method = 99)),
        refuse(31, "data-descriptor", &["headers-disagree"], base.with_entries(|e| at(e, SCAN).flags |= 8)),
        refuse(31, "too-many-names-told", &["too-large"], told()),
        refuse(31, "too-many-entries", &["too-large"], base.with_entries(many)),
    ]
}

/// More parts than can be told of for each of so many signatures.
fn told() -> Vec<u8> {
    Base::foreign().with_entries(|entries| {
        let parts = (0..600).map(|number| Raw::new(&format!("{number}.txt"), b""));
        let signature = copy(entries, SIGNATURES);
        let signatures = (1..60).map(|number| signature.renamed(&format!("META-INF/signatures{number}.xml")));
        entries.extend(parts.chain(signatures).collect::<Vec<_>>());
    })
}

/// Our own bundle as other software might pack it, with an element added that says nothing: it does not make it another's.
fn shed(base: &Base) -> Vec<u8> {
    base.with_entries(|entries| {
        rewrite(at(entries, SIGNATURES), |xml| {
            xml.replacen("</xades:QualifyingProperties>", "<xades:UnsignedProperties/></xades:QualifyingProperties>", 1)
        });
        entries.iter_mut().skip(1).for_each(|entry| *entry = deflate(entry));
    })
}

/// Files that nobody reads, each small where it lies and large in memory.
fn meta_bombs() -> impl Iterator<Item = Raw> {
    let large = deflate(&Raw::new("", &vec![0; 8 << 20]));
    (0..32).map(move |number| large.clone().renamed(&format!("META-INF/x{number}")))
}

/// Signature files that are each as large as one may be.
fn signature_files() -> impl Iterator<Item = Raw> {
    let spaces = deflate(&Raw::new("", &vec![b' '; 8 << 20]));
    (1..6).map(move |number| spaces.clone().renamed(&format!("META-INF/signatures{number}.xml")))
}

/// A ZIP64 end record that places the directory elsewhere than the end record does.
fn zip64_lies(sealed: &[u8]) -> Vec<u8> {
    let end = sealed.len() - 22;
    let mut record = b"PK\x06\x06".to_vec();
    record.extend(44_u64.to_le_bytes());
    record.extend([45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    record.extend([1, 1, 64, 64].map(u64::to_le_bytes).concat());
    let mut locator = b"PK\x06\x07\0\0\0\0".to_vec();
    locator.extend((end as u64).to_le_bytes());
    locator.extend([1, 0, 0, 0]);
    [&sealed[..end], &record, &locator, &sealed[end..]].concat()
}

/// The entry, compressed.
fn deflate(entry: &Raw) -> Raw {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&entry.data).unwrap();
    Raw { data: encoder.finish().unwrap(), method: 8, ..entry.clone() }
}

/// An element of which each attribute is to be compared with all before it.
pub fn many_attributes(xml: &str) -> String {
    let attributes: String = (0..100).map(|number| format!(" a{number}=\"\"")).collect();
    xml.replacen("</asic:", &format!("<!-- ' --><a{attributes}/></asic:"), 1)
}

/// Elements that are each within all namespaces of those around it.
pub fn many_namespaces(xml: &str) -> String {
    let declared: String = (0..1_000).map(|number| format!("<a xmlns:n{number}=\"n\">")).collect();
    xml.replacen("</asic:", &format!("{declared}{}</asic:", "</a>".repeat(1_000)), 1)
}

fn document_types(base: &Base) -> Vec<Attack> {
    let plain = |xml: &str| xml.replacen("?>\n", "?>\n<!DOCTYPE x [<!ENTITY a \"b\">]>", 1);
    let laughs = |xml: &str| {
        let next = |n: u8| format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10));
        let entities: String = (1..10).map(next).collect();
        let doctype = format!("?>\n<!DOCTYPE x [<!ENTITY l0 \"ha\">{entities}]>");
        xml.replacen("?>\n", &doctype, 1).replacen("<ds:SignatureValue", "&l9;<ds:SignatureValue", 1)
    };
    let external = |xml: &str| {
        let doctype = "?>\n<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>";
        xml.replacen("?>\n", doctype, 1).replacen("<ds:SignatureValue", "&e;<ds:SignatureValue", 1)
    };
    vec![
        refuse(33, "doctype", &["doctype"], base.with_signature_file(plain)),
        refuse(33, "doctype-in-manifest", &["doctype"], base.with_entries(|e| rewrite(at(e, MANIFEST), plain))),
        refuse(34, "billion-laughs", &["doctype"], base.with_signature_file(laughs)),
        refuse(34, "external-entity", &["doctype"], base.with_signature_file(external)),
        refuse(
            34,
            "not-well-formed",
            &["xml-malformed"],
            base.with_signature_file(|xml| xml.replacen("</ds:Object>", "", 1)),
        ),
        refuse(
            34,
            "many-nodes",
            &["too-large"],
            base.with_signature_file(|xml| xml.replace("</asic:", &format!("{}</asic:", "<a/>".repeat(50_000)))),
        ),
        refuse(34, "many-attributes", &["too-large"], base.with_signature_file(many_attributes)),
        refuse(34, "many-namespaces", &["too-large"], base.with_signature_file(many_namespaces)),
    ]
}
