//! The unharmed bundle from which each attack differs in one thing: a dossier that meets the law, sealed by its filer.

use hoso_core::bundle::{Algorithm, Digests, Part, Segment, Severity, TrustStore, Verdict, contents, prepare, verify};
use hoso_core::dossier::Dossier;
use hoso_core::json::hex;
use hoso_core::law::{Pack, PackRef};
use hoso_core::page::package;
use std::ops::ControlFlow;

use super::archive::{Around, Raw, build};
use super::authority::{Authority, Key, Wish};
use super::xades::{Claims, ECDSA, Reference, manifest};
use crate::{cases, circular};

pub const SIGNED_AT: &str = "2026-11-20T08:30:00Z";
/// When the receiver looks at it.
pub const NOW: &str = "2026-11-22T03:00:00Z";
pub const MIMETYPE: &str = "mimetype";
pub const DOSSIER: &str = "dossier.json";
pub const MANIFEST: &str = "META-INF/manifest.xml";
pub const SIGNATURES: &str = "META-INF/signatures0.xml";
/// A scan that the dossier names.
pub const SCAN: &str = "giấy-tờ/2.5.d-Quy-tắc-hoạt-động.pdf";

const SCAN_SLOT: &str = "2/5.d:rules-of-operation";
/// The last paper, an office document: its end as an archive stands near that of the container.
const OFFICE_SLOT: &str = "2/8:escrow-certificate";
const OFFICE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// A file to be sealed.
#[derive(Clone)]
pub struct File {
    pub name: String,
    pub media_type: String,
    pub body: Vec<u8>,
}

/// The bundle, and all that is needed to make it anew.
#[derive(Clone)]
pub struct Base {
    pub root: Authority,
    pub key: Key,
    pub certificate: Vec<u8>,
    pub files: Vec<File>,
    /// What the identifiers of its signature begin with.
    pub id: &'static str,
}

impl Default for Base {
    fn default() -> Self {
        let root = Authority::root("Gốc thử nghiệm của các kiểu tấn công", 9);
        let key = Key::p256(5);
        let certificate = root.issue(&Wish::signer(), &key);
        Self { root, key, certificate, files: files(None, "grant", |_| ()), id: "S0" }
    }
}

impl Base {
    /// The same, signed as other software does: its identifiers are not those of hoso, so that it is judged as foreign.
    pub fn foreign() -> Self {
        Self { id: "id-7", ..Self::default() }
    }

    /// What the receiver trusts.
    pub fn trust(&self) -> TrustStore {
        TrustStore { roots: vec![self.root.certificate.clone()], ..TrustStore::default() }
    }

    /// Puts other bytes in place of a scan; the dossier then names them, and the report is made anew.
    pub fn replace_scan(&mut self, body: &[u8]) {
        self.files = files(Some(body), "grant", |_| ());
    }

    /// The same with the example of a procedure, addressed to a recipient.
    pub fn of(&self, procedure: &str, recipient: &str) -> Self {
        let address = |dossier: &mut Dossier| recipient.clone_into(&mut dossier.recipient);
        Self { files: files(None, procedure, address), ..self.clone() }
    }

    /// The bundle as hoso seals it.
    pub fn sealed(&self) -> Vec<u8> {
        self.sealed_at(SIGNED_AT)
    }

    /// The same, sealed at that time.
    pub fn sealed_at(&self, time: &str) -> Vec<u8> {
        let part = |file: &File| Part {
            name: hoso_core::bundle::PartName::new(&file.name).unwrap(),
            media_type: hoso_core::bundle::MediaType::new(&file.media_type).unwrap(),
            digests: Digests::of(&file.body),
        };
        let parts = self.files.iter().map(part).collect();
        let at = time.parse().unwrap();
        let prepared = prepare(parts, &self.certificate, Algorithm::EcdsaP256, at).unwrap();
        let segments = prepared.finish(&self.key.sign(prepared.to_be_signed())).unwrap();
        let bytes = segments.into_iter().flat_map(|segment| match segment {
            Segment::Bytes(bytes) => bytes,
            Segment::Part(index) => self.files[index].body.clone(),
        });
        bytes.collect()
    }

    /// What its signature claims.
    pub fn claims(&self) -> Claims {
        Claims {
            id: self.id,
            references: self.files.iter().map(|one| Reference::new(&one.name, &one.media_type, &one.body)).collect(),
            refers_to_properties: true,
            method: ECDSA,
            time: SIGNED_AT,
            signing_certificate: Some(self.certificate.clone()),
            issuer_serial: String::new(),
            further_certificates: String::new(),
            further_properties: String::new(),
            certificates: vec![self.certificate.clone()],
            unsigned: String::new(),
        }
    }

    /// The entries of the bundle, with these claims signed by its key.
    pub fn entries(&self, claims: &Claims) -> Vec<Raw> {
        self.entries_signed(claims, &self.key.sign(claims.info().as_bytes()))
    }

    /// The entries of the bundle, with these claims and this signature.
    pub fn entries_signed(&self, claims: &Claims, signature: &[u8]) -> Vec<Raw> {
        let mut entries = vec![Raw::new(MIMETYPE, b"application/vnd.etsi.asic-e+zip")];
        entries.extend(self.files.iter().map(|file| Raw::new(&file.name, &file.body)));
        let listed = manifest(self.files.iter().map(|file| (file.name.as_str(), file.media_type.as_str())));
        entries.push(Raw::new(MANIFEST, listed.as_bytes()));
        entries.push(Raw::new(SIGNATURES, claims.file(signature).as_bytes()));
        entries
    }

    /// The bundle after a change to its entries.
    pub fn with_entries(&self, change: impl FnOnce(&mut Vec<Raw>)) -> Vec<u8> {
        self.around(Around::default(), change)
    }

    /// The bundle with something around its entries, after a change to them.
    pub fn around(&self, around: Around, change: impl FnOnce(&mut Vec<Raw>)) -> Vec<u8> {
        let mut entries = self.entries(&self.claims());
        change(&mut entries);
        build(&entries, &around)
    }

    /// The bundle with its claims changed and signed anew.
    pub fn with_claims(&self, change: impl FnOnce(&mut Claims)) -> Vec<u8> {
        let mut claims = self.claims();
        change(&mut claims);
        build(&self.entries(&claims), &Around::default())
    }

    /// The bundle after a change to the text of its signature file, not signed anew.
    pub fn with_signature_file(&self, change: impl FnOnce(&str) -> String) -> Vec<u8> {
        self.with_entries(|entries| rewrite(at(entries, SIGNATURES), change))
    }

    /// The bundle signed by another, with `key`, under a certificate that says so throughout.
    pub fn signed_by(&self, certificate: Vec<u8>, key: Key) -> Vec<u8> {
        let other = Self { certificate, key, ..self.clone() };
        build(&other.entries(&other.claims()), &Around::default())
    }
}

/// The entry of this name.
pub fn at<'a>(entries: &'a mut [Raw], name: &str) -> &'a mut Raw {
    entries.iter_mut().find(|entry| entry.name == name.as_bytes()).unwrap()
}

/// A copy of the entry of this name.
pub fn copy(entries: &[Raw], name: &str) -> Raw {
    entries[place(entries, name)].clone()
}

/// The place of the entry of this name.
pub fn place(entries: &[Raw], name: &str) -> usize {
    entries.iter().position(|entry| entry.name == name.as_bytes()).unwrap()
}

/// Changes the text of an entry; a change that changes nothing is a mistake.
pub fn rewrite(entry: &mut Raw, change: impl FnOnce(&str) -> String) {
    let old = String::from_utf8(entry.data.clone()).unwrap();
    let new = change(&old);
    assert_ne!(old, new, "the change must bite");
    *entry = Raw::new(std::str::from_utf8(&entry.name).unwrap(), new.as_bytes());
}

/// What a receiver with this trust says of a container.
pub fn judge(container: &[u8], trust: &TrustStore) -> Verdict {
    verify(&container, trust, &held, NOW.parse().unwrap(), &mut |_, _| ControlFlow::Continue(())).unwrap()
}

/// The codes of that weight, in order.
pub fn codes(verdict: &Verdict, severity: Severity) -> Vec<&'static str> {
    let earlier = verdict.earlier.iter().flat_map(|earlier| &earlier.reasons);
    let reasons = verdict.seal.all_reasons().chain(earlier).filter(|reason| reason.severity == severity);
    reasons.map(|reason| reason.code.as_str()).collect()
}

/// The pack of that version, where the receiver holds it.
pub fn held(asked: &PackRef) -> Option<Pack> {
    circular::packs().iter().find(|(_, reference)| reference == asked).map(|(pack, _)| pack.clone())
}

/// The files of an example, each scan a small file of its kind; `scan_body` in place of that of [`SCAN`].
fn files(scan_body: Option<&[u8]>, procedure: &str, change: impl FnOnce(&mut Dossier)) -> Vec<File> {
    let (pack, reference) = circular::circular();
    let mut dossier = cases::examples(reference).unwrap().remove(procedure).unwrap();
    change(&mut dossier);
    let body = |slot: &str, media_type: &str| match scan_body {
        Some(other) if slot == SCAN_SLOT => other.to_vec(),
        _ => scan(slot, media_type),
    };
    for (slot, papers) in &mut dossier.papers {
        for file in papers.iter_mut().filter_map(|paper| paper.file.as_mut()) {
            if slot.to_string() == OFFICE_SLOT {
                (file.name, file.media_type) = ("xác nhận.docx".to_owned(), OFFICE.to_owned());
            }
            let digests = Digests::of(&body(&slot.to_string(), &file.media_type));
            (file.size, file.sha256) = (digests.size, Some(hex(&digests.sha256)));
        }
    }
    let package = package(pack, reference, &dossier).unwrap();
    let scans: Vec<Vec<u8>> =
        package.attachments.iter().map(|file| body(&file.slot.to_string(), &file.media_type)).collect();
    let parts = contents(&package, &scans.iter().map(|body| Digests::of(body)).collect::<Vec<_>>()).unwrap();
    let bodies = package.pages.into_iter().map(|page| page.bytes).chain(scans);
    let file = |(part, body): (Part, Vec<u8>)| File {
        name: part.name.as_str().to_owned(),
        media_type: part.media_type.as_str().to_owned(),
        body,
    };
    parts.into_iter().zip(bodies).map(file).collect()
}

/// One grey pixel, so that a scan is a picture that a page can show.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0:~\x9bU\
    \0\0\0\nIDATx\xdach\0\0\0\x82\0\x81\xdaE\x08;\0\0\0\0IEND\xaeB`\x82";

/// A file that begins as its media type does and holds the name of its slot.
fn scan(slot: &str, media_type: &str) -> Vec<u8> {
    let magic: &[u8] = match media_type {
        "application/pdf" => b"%PDF-1.4\n%",
        "image/jpeg" => b"\xff\xd8\xff\xe0",
        "image/png" => PNG,
        OFFICE => return office(&[("word/document.xml", slot.as_bytes())]),
        _ => b"",
    };
    [magic, slot.as_bytes()].concat()
}

/// An office document of these parts.
pub fn office(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let types = Raw::new("[Content_Types].xml", b"<Types/>");
    let parts: Vec<Raw> = [types].into_iter().chain(parts.iter().map(|(name, body)| Raw::new(name, body))).collect();
    build(&parts, &Around::default())
}
