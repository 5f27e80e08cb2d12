//! Attacks 48 to 52 and 58: who signed, under whom, when, for what; and a dossier that is not the signer's.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use hoso_core::json::canonical;

use super::archive::{Around, build};
use super::authority::{Authority, DIGITAL_SIGNATURE, KEY_CERT_SIGN, KEY_ENCIPHERMENT, Key, NON_REPUDIATION, Wish};
use super::base::{Base, office};
use super::der::{extension, null};
use super::xades::Claims;
use super::{Attack, Effect, refuse};

pub fn attacks(base: &Base) -> Vec<Attack> {
    let mut all = keys(base);
    all.extend(certificates(base));
    all.extend(paths(base));
    all.extend(filers(base));
    all.extend(contents(base));
    all
}

fn keys(base: &Base) -> Vec<Attack> {
    let rsa = |bits: usize| {
        let key = Key::rsa(bits);
        let certificate = base.root.issue(&Wish::signer(), &key);
        let other = Base { certificate, key: key.clone(), ..base.clone() };
        let claims = Claims { method: "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1", ..other.claims() };
        let signature = key.sign_pss(claims.info().as_bytes());
        build(&other.entries_signed(&claims, &signature), &Around::default())
    };
    let curve = Key::secp256k1();
    let on_curve = base.signed_by(base.root.issue(&Wish::signer(), &curve), curve);
    vec![
        refuse(48, "rsa-1024", &["key-too-short"], rsa(1024)),
        refuse(48, "rsa-2047", &["key-too-short"], rsa(2047)),
        refuse(48, "secp256k1", &["unsupported"], on_curve),
    ]
}

fn certificates(base: &Base) -> Vec<Attack> {
    let by = |wish: Wish| base.signed_by(base.root.issue(&wish, &base.key), base.key.clone());
    let stranger = Authority::root("Gốc không ai biết", 13);
    let namesake = Authority { key: stranger.key.clone(), ..base.root.clone() };
    let use_for = |key_usage: u8| by(Wish { key_usage, ..Wish::signer() });
    vec![
        refuse(
            49,
            "untrusted-issuer",
            &["unknown-issuer"],
            base.signed_by(stranger.issue(&Wish::signer(), &base.key), base.key.clone()),
        ),
        refuse(
            49,
            "issuer-of-the-same-name",
            &["unknown-issuer"],
            base.signed_by(namesake.issue(&Wish::signer(), &base.key), base.key.clone()),
        ),
        refuse(
            50,
            "expired-at-signing",
            &["expired-at-signing"],
            by(Wish { not_after: "20261119000000Z", ..Wish::signer() }),
        ),
        refuse(
            50,
            "not-yet-valid-at-signing",
            &["not-yet-valid-at-signing"],
            by(Wish { not_before: "20261121000000Z", ..Wish::signer() }),
        ),
        refuse(50, "expired-now", &["expired-now"], by(Wish { not_after: "20261121000000Z", ..Wish::signer() })),
        refuse(50, "signed-in-the-future", &["signing-time-in-future"], base.sealed_at("2045-12-20T08:30:00Z")),
        refuse(51, "for-encryption", &["no-signing-use"], use_for(KEY_ENCIPHERMENT)),
        refuse(51, "for-certificates", &["no-signing-use"], use_for(KEY_CERT_SIGN)),
        refuse(
            52,
            "authority-as-signer",
            &["authority-as-signer", "chain-broken"],
            by(Wish { constraints: Some((true, None)), key_usage: KEY_CERT_SIGN | NON_REPUDIATION, ..Wish::signer() }),
        ),
        refuse(
            52,
            "unknown-critical-extension",
            &["chain-not-judged"],
            by(Wish { extensions: vec![extension("1.2.3.4.5", true, &null())], ..Wish::signer() }),
        ),
    ]
}

/// Signers under an authority that may not certify them. The authority between comes with the receiver's roots.
fn paths(base: &Base) -> Vec<Attack> {
    let through = |authority: &Authority| base.signed_by(authority.issue(&Wish::signer(), &base.key), base.key.clone());
    between(base)
        .into_iter()
        .skip(1)
        .zip(["path-too-long", "no-authority-between", "authority-that-may-not-certify"])
        .map(|(authority, name)| refuse(52, name, &["chain-broken"], through(&authority)))
        .collect()
}

/// Authorities that a path may not pass, after the one that may be the last.
pub fn between(base: &Base) -> [Authority; 4] {
    let last = Wish { constraints: Some((true, Some(0))), ..Wish::authority("Tổ chức cuối đường dẫn") };
    let last = base.root.below(&last, 14);
    let beyond = last.below(&Wish::authority("Tổ chức vượt quá đường dẫn"), 15);
    let none = Wish { constraints: Some((false, None)), ..Wish::authority("Không phải tổ chức chứng thực") };
    let no_use =
        Wish { key_usage: DIGITAL_SIGNATURE, ..Wish::authority("Tổ chức không được cấp chứng thư") };
    [last, beyond, base.root.below(&none, 16), base.root.below(&no_use, 17)]
}

/// Attachments that do more than they show, or are not what they seem; the dossier names each as it is.
fn contents(base: &Base) -> Vec<Attack> {
    let with = |body: &[u8]| {
        let mut base = base.clone();
        base.replace_scan(body);
        base.sealed()
    };
    let flag = |name, codes, body: &[u8]| Attack { number: 57, name, effect: Effect::Flag, codes, bytes: with(body) };
    let active: &[&str] = &["active-content"];
    // The scan is named as a PDF, so that whatever else it is disagrees.
    let both: &[&str] = &["active-content", "content-disagrees"];
    let objects = packed(b"1 0 <</S/JavaScript/JS(app.alert\\(1\\))>>");
    let objects =
        [b"%PDF-1.7\n5 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode>>stream\n", &objects[..], b"\nendstream"]
            .concat();
    let relation = |kind: &str, target: &str| {
        let relation = format!("<Relationship Type=\"http://x/{kind}\" Target=\"{target}\" TargetMode=\"External\"/>");
        office(&[("word/_rels/settings.xml.rels", relation.as_bytes())])
    };
    vec![
        flag("pdf-javascript", active, b"%PDF-1.7\n<</S/JavaScript/JS(app.alert\\(1\\))>>"),
        flag("pdf-open-action-disguised", active, b"%PDF-1.7\n<</Type/Catalog/Open#41ction 2 0 R>>"),
        flag("pdf-launch", active, b"%PDF-1.7\n<</S/Launch/F(cmd.exe)>>"),
        flag("pdf-embedded-file", active, b"%PDF-1.7\n<</Names<</EmbeddedFiles 3 0 R>>>>"),
        flag("pdf-encrypted", &["encrypted-content"], b"%PDF-1.7\ntrailer<</Encrypt 4 0 R>>"),
        flag("pdf-javascript-in-packed-objects", active, &objects),
        flag("pdf-after-a-line", active, b"\n%PDF-1.7\n<</S/JavaScript/JS(app.alert\\(1\\))>>"),
        flag("pdf-submit-form", active, b"%PDF-1.7\n<</S/SubmitForm/F(http://x)>>"),
        flag("pdf-import-data", active, b"%PDF-1.7\n<</S/ImportData/F(x)>>"),
        flag("pdf-go-to-elsewhere", active, b"%PDF-1.7\n<</S/GoToR/F(x.pdf)>>"),
        flag("pdf-go-to-embedded", active, b"%PDF-1.7\n<</S/GoToE>>"),
        flag("pdf-rendition", active, b"%PDF-1.7\n<</S/Rendition>>"),
        flag("program-named-pdf", both, b"MZ\x90\0"),
        flag("program-of-linux-named-pdf", both, b"\x7fELF\x02\x01\x01\0"),
        flag("office-macros-named-pdf", both, &office(&[("word/VBAPROJECT.BIN", b"x")])),
        flag("office-macros-renamed", both, &relation("vbaProject", "data.bin")),
        flag("office-macro-sheet", both, &office(&[("xl/macrosheets/sheet1.xml", b"<x/>")])),
        flag("office-remote-template", both, &relation("attachedTemplate", "http://x/x.dotm")),
        flag("office-object", both, &office(&[("word/embeddings/oleObject1.bin", b"x")])),
        flag("office-control", both, &office(&[("word/activeX/activeX1.bin", b"x")])),
        flag("open-document-basic", both, &office(&[("Basic/Standard/Module1.xml", b"<x/>")])),
        flag("archive-with-a-script", both, &office(&[("a.pdf", b"%PDF-1.7\n<</S/JavaScript>>")])),
        flag("page-with-a-script", both, b"<html><script>alert(1)</script>"),
        flag("drawing-with-a-handler", both, b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
    ]
}

/// Packed with the head of zlib.
fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn filers(base: &Base) -> Vec<Attack> {
    let by_all = |uids: &[&'static str]| {
        let mut subject = vec![("C", "VN"), ("O", "CÔNG TY KHÁC"), ("CN", "Người Khác")];
        subject.extend(uids.iter().map(|uid| ("UID", *uid)));
        base.signed_by(base.root.issue(&Wish { subject, ..Wish::signer() }, &base.key), base.key.clone())
    };
    let by = |uid: &'static str| by_all(&[uid]);
    let by_both = by_all(&["MST:0199999991", "MST:0300588569"]);
    let open = {
        let mut base = base.clone();
        let mut dossier: hoso_core::dossier::Dossier = serde_json::from_slice(&base.files[0].body).unwrap();
        dossier.closed = false;
        base.files[0].body = canonical(&dossier).unwrap();
        base.sealed()
    };
    vec![
        refuse(58, "other-enterprise", &["tax-code-differs"], by("MST:0300588569")),
        refuse(58, "two-enterprises", &["tax-codes-several"], by_both),
        refuse(58, "no-enterprise", &["tax-code-absent"], by("CCCD:001085000001")),
        refuse(58, "other-procedure", &["other-procedure"], base.of("event", "vca").sealed()),
        refuse(58, "other-recipient", &["other-recipient"], base.of("grant", "doit/01").sealed()),
        Attack { number: 58, name: "sent-twice", effect: Effect::Flag, codes: &["earlier-same"], bytes: base.sealed() },
        refuse(58, "dossier-not-completed", &["dossier-unreadable"], open),
    ]
}
