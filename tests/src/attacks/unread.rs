//! What is signed and not read, what names another certificate than the one that decides, and fields of the archive that say other than
//! the directory: found by a second attack on the verifier, under the numbers that come nearest.

use base64ct::{Base64, Encoding};

use super::archive::{Around, Raw, build};
use super::authority::{Wish, name};
use super::base::{Base, MIMETYPE, SCAN, SIGNATURES, at};
use super::cades::issuer_serial;
use super::status::token_and_response;
use super::xades::Reference;
use super::{Attack, Effect, refuse};

const DSIG: &str = "http://www.w3.org/2000/09/xmldsig#";

pub fn attacks() -> Vec<Attack> {
    let base = Base::foreign();
    let mut all = archive(&base);
    all.extend(signed(&base));
    all.extend(issuers(&base));
    all
}

fn archive(base: &Base) -> Vec<Attack> {
    let scan = |extra: &dyn Fn(u64) -> Vec<u8>| {
        base.with_entries(|entries| {
            let scan = at(entries, SCAN);
            scan.extra = extra(scan.data.len() as u64);
        })
    };
    let hidden = |_| zip64(&[b'x'; 60]);
    let lies = |_| zip64(&sizes(1));
    let twice = |size| zip64(&sizes(size)).repeat(2);
    let only_there = |entries: &mut Vec<Raw>| at(entries, MIMETYPE).local_extra = vec![0xfe, 0xca, 0, 0];
    let field: &[&str] = &["zip-feature"];
    vec![
        refuse(11, "foreign-mimetype-extra-field-in-its-header", &["headers-disagree"], base.with_entries(only_there)),
        refuse(30, "foreign-zip64-field-hides-bytes", field, scan(&hidden)),
        refuse(30, "foreign-zip64-field-of-other-sizes", field, scan(&lies)),
        refuse(30, "foreign-zip64-field-twice", field, scan(&twice)),
    ]
}

/// A bundle whose scan has a ZIP64 field that says once more what stands in its own place, as some writers have it.
#[must_use]
pub fn with_zip64_field() -> Vec<u8> {
    Base::foreign().with_entries(|entries| {
        let scan = at(entries, SCAN);
        scan.extra = zip64(&sizes(scan.data.len() as u64));
    })
}

fn zip64(content: &[u8]) -> Vec<u8> {
    [&[1, 0][..], &(content.len() as u16).to_le_bytes(), content].concat()
}

/// Size and packed size.
fn sizes(size: u64) -> Vec<u8> {
    size.to_le_bytes().repeat(2)
}

fn signed(base: &Base) -> Vec<Attack> {
    let flag = |name, codes, bytes| Attack { number: 35, name, effect: Effect::Flag, codes, bytes };
    // As Canonical XML 1.0 has it: with all namespaces that it is within.
    let scope = format!(" xmlns:asic=\"http://uri.etsi.org/02918/v1.2.1#\" xmlns:ds=\"{DSIG}\"");
    let note = |scope: &str| format!("<ds:Object{scope} Id=\"further\">Tôi rút hồ sơ này</ds:Object>");
    let list = |scope: &str| {
        let digest = "<ds:DigestMethod Algorithm=\"x\"></ds:DigestMethod><ds:DigestValue>AAAA</ds:DigestValue>";
        format!("<ds:Manifest{scope} Id=\"further\"><ds:Reference URI=\"x.pdf\">{digest}</ds:Reference></ds:Manifest>")
    };
    let with = |signed: &str, written: &str| {
        let mut claims = base.claims();
        let mut reference = Reference::new("", "text/plain", signed.as_bytes());
        reference.uri = "#further".to_owned();
        claims.references.push(reference);
        let file = claims.file(&base.key.sign(claims.info().as_bytes()));
        let file = file.replace("</ds:Signature>", &format!("{written}</ds:Signature>"));
        base.with_entries(|entries| *at(entries, SIGNATURES) = Raw::new(SIGNATURES, file.as_bytes()))
    };
    vec![
        flag("foreign-signed-note", &["signed-not-judged"], with(&note(&scope), &note(""))),
        refuse(
            35,
            "foreign-signed-list-of-more",
            &["not-judged"],
            with(&list(&scope), &format!("<ds:Object>{}</ds:Object>", list(""))),
        ),
        flag("foreign-no-signing-time", &["time-not-stated"], base.with_claims(|claims| claims.time = "")),
        refuse(54, "foreign-timestamp-of-the-container", &["unsupported"], stamped(base)),
    ]
}

/// The bundle with a timestamp over a manifest of its own (EN 319 162-1 4.4.3.3), right or not.
fn stamped(base: &Base) -> Vec<u8> {
    const TOKEN: &str = "META-INF/timestamp.tst";
    let manifest = format!(
        "<asic:ASiCManifest xmlns:asic=\"http://uri.etsi.org/02918/v1.2.1#\"><asic:SigReference URI=\"{TOKEN}\"/></asic:ASiCManifest>"
    );
    let mut entries = base.entries(&base.claims());
    entries.push(Raw::new("META-INF/ASiCManifest1.xml", manifest.as_bytes()));
    entries.push(Raw::new(TOKEN, &token_and_response().0));
    build(&entries, &Around::default())
}

fn issuers(base: &Base) -> Vec<Attack> {
    let named = |text: String| base.with_claims(|claims| claims.issuer_serial = text);
    let codes: &[&str] = &["certificate-substituted"];
    let issuer = "CN=Gốc thử nghiệm của các kiểu tấn công";
    vec![
        refuse(41, "foreign-other-serial-signed", codes, named(as_der(base, &[0x77]))),
        refuse(41, "foreign-other-serial-written", codes, named(written(issuer, "119"))),
        refuse(41, "foreign-other-issuer-written", codes, named(written("CN=Gốc khác", "4386"))),
    ]
}

/// The bundle with issuer and serial number named beside the digest of the certificate, rightly: as DER, and as two programs write it.
#[must_use]
pub fn with_issuer_named() -> [Vec<u8>; 3] {
    let base = Base::foreign();
    let named = |text: String| base.with_claims(|claims| claims.issuer_serial = text);
    let root = "Gốc thử nghiệm của các kiểu tấn công";
    [
        named(as_der(&base, &Wish::signer().serial)),
        named(written(&format!("CN={root},O={root},C=VN"), "4386")),
        named(written(&format!("C=VN, O=\"{root}\", CN={}", root.to_uppercase()), "4386")),
    ]
}

fn as_der(base: &Base, serial: &[u8]) -> String {
    let der = issuer_serial(&name(&base.root.subject), serial);
    format!("<xades:IssuerSerialV2>{}</xades:IssuerSerialV2>", Base64::encode_string(&der))
}

fn written(issuer: &str, serial: &str) -> String {
    format!(
        "<xades:IssuerSerial><ds:X509IssuerName xmlns:ds=\"{DSIG}\">{issuer}</ds:X509IssuerName>\
         <ds:X509SerialNumber xmlns:ds=\"{DSIG}\">{serial}</ds:X509SerialNumber></xades:IssuerSerial>"
    )
}
