//! What is seen in files, wherever the pieces are cut, and what is not said of those that hold nothing.

use miniz_oxide::deflate::{compress_to_vec, compress_to_vec_zlib};

use super::*;

const ACTIVE: [Code; 1] = [Code::ActiveContent];
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

fn said(pieces: &[&[u8]], name: &str, media_type: &str) -> Vec<Code> {
    let mut inspector = Inspector::default();
    pieces.iter().for_each(|piece| inspector.update(piece));
    inspector.finish(name, Some(media_type))
}

fn of_pdf(body: &[u8]) -> Vec<Code> {
    said(&[b"%PDF-1.7\n", body], "a.pdf", "application/pdf")
}

/// An archive of these files, deflated, with a directory.
fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut out, mut lines) = (Vec::new(), Vec::new());
    for (name, body) in files {
        let packed = compress_to_vec(body, 6);
        let size = |of: &[u8]| u32::try_from(of.len()).unwrap().to_le_bytes();
        let length = u16::try_from(name.len()).unwrap().to_le_bytes();
        let common =
            [&[20, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0], &size(&packed)[..], &size(body), &length, &[0; 2]].concat();
        out.extend([b"PK\x03\x04", &common[..], name.as_bytes(), &packed].concat());
        lines.extend([b"PK\x01\x02\x14\0", &common[..], &[0; 14], name.as_bytes()].concat());
    }
    [out, lines, b"PK\x05\x06".to_vec(), vec![0; 18]].concat()
}

fn of_office(files: &[(&str, &[u8])]) -> Vec<Code> {
    said(&[&zip(files)], "a.docx", WORD)
}

/// The same answer however the bytes are cut in two.
fn wherever_cut(bytes: &[u8], name: &str, media_type: &str, expected: &[Code]) {
    for cut in 0..bytes.len() {
        let (first, second) = bytes.split_at(cut);
        assert_eq!(said(&[first, second], name, media_type), expected, "{name} {cut}");
    }
    let each: Vec<&[u8]> = bytes.chunks(1).collect();
    assert_eq!(said(&each, name, media_type), expected, "{name} byte by byte");
}

fn with_objects(filter: &str, stream: &[u8]) -> Vec<u8> {
    let head = format!("%PDF-1.7\n5 0 obj<</Type/ObjStm/N 1/First 4{filter}/Length 9>>stream\r\n");
    [head.as_bytes(), stream, b"\nendstream endobj"].concat()
}

#[test]
fn active_content_is_seen_wherever_the_pieces_are_cut() {
    wherever_cut(b"%PDF-1.7\n1 0 obj<</Type/Catalog/Open#41ction 2 0 R>>endobj", "a.pdf", "application/pdf", &ACTIVE);
    wherever_cut(
        b"%PDF-1.7\n1 0 obj<</OpenAction \n[3 0 R /XYZ null null 0]/A 1>>endobj",
        "a.pdf",
        "application/pdf",
        &[],
    );
    wherever_cut(b"%PDF-1.7\n1 0 obj<</OpenAction[3 0 R/Fit]/A<</S/Launch>>>>", "a.pdf", "application/pdf", &ACTIVE);
    wherever_cut(b"%PDF-1.7\n1 0 obj<</OpenAction <</S/Named>>>>", "a.pdf", "application/pdf", &ACTIVE);
    let objects = compress_to_vec_zlib(b"1 0 <</S /JavaScript /JS (app.alert(1))>>", 6);
    wherever_cut(&with_objects("/Filter/FlateDecode", &objects), "a.pdf", "application/pdf", &ACTIVE);
    let old = [OLE, b"W\0o\0r\0d\0", OLD_ACTIVE[0], b"\0\0"].concat();
    wherever_cut(&old, "a.doc", "application/msword", &ACTIVE);
    let types = b"<Types><Override ContentType='application/vnd.ms-office.vbaProject'/></Types>";
    wherever_cut(&zip(&[("[Content_Types].xml", types)]), "a.docx", WORD, &ACTIVE);
    wherever_cut(b"<p title='a>b'><sCript>x()</script>", "a.html", "text/html", &ACTIVE);
}

#[test]
fn what_a_pdf_does_is_known_by_its_names() {
    for name in [
        "JavaScript",
        "Launch",
        "SubmitForm",
        "ImportData",
        "GoToR",
        "GoToE",
        "Rendition",
        "AA",
        "XFA",
        "EmbeddedFiles",
    ] {
        assert_eq!(of_pdf(format!("1 0 obj<</S /{name}>>endobj").as_bytes()), ACTIVE, "{name}");
        assert_eq!(of_pdf(format!("1 0 obj<</S /{name}").as_bytes()), ACTIVE, "{name}, cut");
    }
    assert_eq!(of_pdf(b"/JSON /Openaction /AAA /JS /S/URI /S/GoTo"), []);
    assert_eq!(of_pdf(b"/Encrypt 5 0 R"), [Code::EncryptedContent]);
    // Nothing but white space before it.
    assert_eq!(said(&[b"\n%PDF-1.7\n/Launch"], "a.pdf", "application/pdf"), ACTIVE);
    let later = [&[b' '; 900], &b"x%PDF-1.7\n/Launch "[..]].concat();
    assert_eq!(said(&[&later], "a.pdf", "application/pdf"), [Code::ActiveContent, Code::ContentDisagrees]);
}

#[test]
fn short_names_in_a_picture_are_chance() {
    let picture = b"1 0 obj<</Filter/DCTDecode>>stream\n\x01/AA \x02/XFA/AA<\x03\nendstream endobj";
    assert_eq!(of_pdf(picture), []);
    assert_eq!(of_pdf(&[picture, &b"2 0 obj<</AA<<>>>>"[..]].concat()), ACTIVE);
    assert_eq!(of_pdf(b"(a bitstream )/AA<<>>"), ACTIVE);
}

#[test]
fn objects_packed_in_another_way_are_not_looked_through() {
    let none = compress_to_vec_zlib(b"1 0 <</Type/Page>>", 6);
    let of = |filter: &str, stream: &[u8]| said(&[&with_objects(filter, stream)], "a.pdf", "application/pdf");
    assert_eq!(of("/Filter/FlateDecode", &none), []);
    assert_eq!(of("/Filter[/ASCII85Decode/FlateDecode]", &none), ACTIVE);
    assert_eq!(of("", b"1 0 <</S/Launch>>"), ACTIVE);
    assert_eq!(of("", b"1 0 <</Type/Page>>"), []);
}

#[test]
fn parts_of_office_documents_are_known_by_name_and_by_what_is_said_of_them() {
    let relation =
        |kind: &str, target: &str| format!("<Relationship Type='http://x/{kind}' Target=\"{target}\"/>").into_bytes();
    assert_eq!(of_office(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w/>")]), []);
    for name in [
        "word/VbaProject.bin",
        "xl/macrosheets/sheet1.xml",
        "word/embeddings/oleObject1.bin",
        "word/activeX/activeX1.bin",
        "Basic/Standard/Module1.xml",
    ] {
        assert_eq!(of_office(&[("[Content_Types].xml", b""), (name, b"x")]), ACTIVE, "{name}");
    }
    let of_rels = |body: Vec<u8>| of_office(&[("word/_rels/document.xml.rels", &body), ("word/data.bin", b"x")]);
    assert_eq!(of_rels(relation("vbaProject", "data.bin")), ACTIVE);
    assert_eq!(of_rels(relation("attachedTemplate", "http://other.example/x.dotm")), ACTIVE);
    assert_eq!(of_rels(relation("attachedTemplate", "\\\\other\\x.dotm")), ACTIVE);
    assert_eq!(of_rels(relation("attachedTemplate", "file:///C:\\x.dotx")), []);
    assert_eq!(of_rels(relation("hyperlink", "http://other.example/")), []);
    assert_eq!(said(&[OLE, OLD_ACTIVE[1]], "a.doc", "application/msword"), ACTIVE);
    assert_eq!(said(&[OLE, OLD_ENCRYPTED], "a.docx", WORD), [Code::EncryptedContent]);
}

#[test]
fn files_of_an_archive_are_looked_into() {
    let plain: (&str, &[u8]) = ("a.txt", b"text");
    let of = |file: (&str, &[u8])| said(&[&zip(&[plain, file, plain])], "a.zip", "application/zip");
    assert_eq!(of(("b.pdf", b"%PDF-1.7\n/Type/Page ")), []);
    assert_eq!(of(("b.pdf", b"%PDF-1.7\n/S/JavaScript")), ACTIVE);
    assert_eq!(of(("b.html", b"<script>")), ACTIVE);
    assert_eq!(of(("b.txt", b"MZ\x90\0")), ACTIVE);
    assert_eq!(of(("b.docx", &zip(&[("word/vbaProject.bin", b"x")]))), ACTIVE);
    let stored =
        [b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\x08\0\0\0\x08\0\0\0\x01\0\0\0b".as_slice(), b"MZ\x90\0MZ\x90\0"]
            .concat();
    assert_eq!(said(&[&stored], "a.zip", "application/zip"), ACTIVE);
    // Of any file, not the first alone (APPNOTE 4.4.4, bit 0).
    let locked = [&zip(&[plain]), &b"PK\x03\x04\x14\0\x01\0\x08\0"[..], &[0; 20]].concat();
    assert_eq!(said(&[&locked], "a.zip", "application/zip"), [Code::EncryptedContent]);
}

#[test]
fn what_unpacks_to_more_than_can_be_looked_at_is_said() {
    let much = vec![b' '; 100 << 20];
    let objects = with_objects("/Filter/FlateDecode", &compress_to_vec_zlib(&much, 6));
    assert_eq!(said(&[&objects], "a.pdf", "application/pdf"), ACTIVE);
    assert_eq!(said(&[&zip(&[("b.txt", &much)])], "a.zip", "application/zip"), ACTIVE);
    // A picture is not unpacked beyond its first bytes.
    let picture = [b"\x89PNG\r\n\x1a\n\0".as_slice(), &much].concat();
    assert_eq!(said(&[&zip(&[("b.png", &picture)])], "a.zip", "application/zip"), []);
}

#[test]
fn what_begins_to_unpack_again_and_again_is_looked_at_so_often_only() {
    let streams = |count: usize| of_pdf(&b"/ObjStm stream\n".repeat(count));
    assert_eq!(streams(2_000), []);
    assert_eq!(streams(20_000), ACTIVE);
    let mut header = b"PK\x03\x04\x14\0\0\0\x08".to_vec();
    header.resize(30, 0);
    let files = |count: usize| said(&[&header.repeat(count)], "a.zip", "application/zip");
    assert_eq!(files(2_000), []);
    assert_eq!(files(20_000), ACTIVE);
}

#[test]
fn scripts_are_seen_in_pages_alone() {
    let of = |name: &str, media_type: &str, body: &[u8]| said(&[body], name, media_type);
    for page in [
        "<svg onload='x'/>",
        "<a href=\"javascript:x\">",
        "<svg:script>",
        "<body onload = x>",
        "<iframe src=x>",
        " <!-- --><object>",
    ] {
        assert_eq!(of("a.svg", "image/svg+xml", page.as_bytes()), ACTIVE, "{page}");
    }
    for page in ["<p>onload=1</p>", "<p>script</p>", "<a on='1' once>", "<p class='description'>", "a < b; c = onset"] {
        assert_eq!(of("a.html", "text/html", page.as_bytes()), [], "{page}");
    }
    assert_eq!(of("a.txt", "text/plain", b"write <script> in it"), []);
    assert_eq!(of("a.html", "text/html", b"write <script> in it"), ACTIVE);
}

#[test]
fn a_file_is_what_its_name_and_type_say() {
    let png = b"\x89PNG\r\n\x1a\n".as_slice();
    let disagrees = [Code::ContentDisagrees];
    let program = [Code::ActiveContent, Code::ContentDisagrees];
    assert_eq!(said(&[png], "a.png", "image/png"), []);
    for (name, media_type, body) in [
        ("a.png", "application/pdf", png),
        ("a.pdf", "application/pdf", png),
        ("a.txt", "text/plain", b"%PDF-1.4"),
        ("a.docx", WORD, b"MZxx"),
    ] {
        assert_eq!(said(&[body], name, media_type), disagrees, "{name} {media_type}");
    }
    for (name, body) in [("a.txt", b"MZ\x90\0".as_slice()), ("a.doc", b"\x7fELF\x02"), ("a.pdf", b"MZ\0")] {
        assert_eq!(said(&[body], name, "application/octet-stream"), program, "{name}");
    }
    assert_eq!(said(&[b"MZ\0"], "a.exe", "application/octet-stream"), ACTIVE);
    assert_eq!(said(&[b"MZ is a text"], "a.txt", "text/plain"), []);
    assert_eq!(said(&[b"{}"], "dossier.json", "application/json"), []);
}
