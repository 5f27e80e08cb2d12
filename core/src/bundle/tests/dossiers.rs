//! A dossier in a bundle, judged by a receiver who holds the law.

use std::{fs, path::Path};

use super::*;
use crate::map::Map;
use crate::{
    dossier::{Dossier, Earlier, FileRef, List, Paper, Row, Values, requirements},
    json::{canonical, sha256_hex},
    law::{FieldKind, Pack, PackIndex, PackRef, load},
    page::{DOSSIER, Package, REPORT, package},
};

type Change = Box<dyn FnOnce(&mut Vec<(Part, Vec<u8>)>)>;

pub(super) const SCAN: &[u8] = b"%PDF-1.4 a scan";

pub(super) fn held() -> (Pack, PackRef) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("law/packs");
    let index: PackIndex = serde_json::from_slice(&fs::read(folder.join("index.json")).unwrap()).unwrap();
    let entry = index.packs.iter().find(|entry| entry.id == "vn/tt-24-2014").unwrap();
    load(&fs::read(folder.join(index.file(&entry.id, &entry.latest).unwrap())).unwrap()).unwrap()
}

/// A dossier that says little: the enterprise code, and one paper with a scan.
pub(super) fn dossier(pack: &Pack, reference: &PackRef) -> Dossier {
    let code =
        pack.form("m-01").unwrap().fields().find(|field| matches!(field.kind, FieldKind::EnterpriseCode)).unwrap();
    let mut dossier = Dossier {
        format: 1,
        id: "00112233445566778899aabbccddeeff".to_owned(),
        procedure: "grant".to_owned(),
        recipient: "vca".to_owned(),
        pack: reference.clone(),
        on: "2016-05-04".parse().unwrap(),
        earlier: None,
        closed: false,
        facts: Map::new(),
        forms: Map::from([("m-01".to_owned(), Map::from([(code.id.clone(), "0100109106".to_owned())]))]),
        lists: Map::new(),
        papers: Map::new(),
    };
    let file = FileRef {
        name: "scan.PDF".to_owned(),
        media_type: "application/pdf".to_owned(),
        size: SCAN.len() as u64,
        sha256: Some(sha256_hex(SCAN)),
    };
    let asked =
        requirements(pack, &dossier).into_iter().find(|asked| asked.asked == Some(true) && !asked.papers.is_empty());
    dossier.papers.insert(asked.unwrap().papers[0].slot.clone(), vec![Paper { file: Some(file), ..Paper::default() }]);
    dossier
}

/// Seals what is in the package, after `change` to its parts and their bytes.
pub(super) fn seal_of(
    package: &Package,
    wish: &Wish,
    change: impl FnOnce(&mut Vec<(Part, Vec<u8>)>),
) -> (Vec<u8>, TrustStore) {
    let (root, key) = (Authority::root(), Key::p256(5));
    let parts = contents(package, &[Digests::of(SCAN)]).unwrap();
    let bodies = package.pages.iter().map(|page| page.bytes.clone()).chain([SCAN.to_vec()]);
    let mut both: Vec<_> = parts.into_iter().zip(bodies).collect();
    change(&mut both);
    let (parts, bodies): (Vec<_>, Vec<_>) = both.into_iter().unzip();
    let prepared = prepare(parts, &root.issue(wish, &key), Algorithm::EcdsaP256, at(SIGNED_AT)).unwrap();
    let segments = prepared.finish(&key.sign(Algorithm::EcdsaP256, prepared.to_be_signed())).unwrap();
    let piece = |segment| match segment {
        Segment::Bytes(bytes) => bytes,
        Segment::Part(index) => bodies[index].clone(),
    };
    (segments.into_iter().flat_map(piece).collect(), root.trust())
}

pub(super) fn judged(container: &[u8], trust: &TrustStore) -> Verdict {
    let (pack, reference) = held();
    let packs = |asked: &PackRef| (*asked == reference).then(|| pack.clone());
    crate::bundle::verify(&container, trust, &packs, at(NOW), &mut |_, _| ControlFlow::Continue(())).unwrap()
}

/// The codes that say something of the dossier.
fn said(verdict: &Verdict) -> Vec<&'static str> {
    let of_every_seal = [Code::RevocationNotChecked, Code::ClaimedTime, Code::FilingDayApart];
    verdict
        .seal
        .all_reasons()
        .map(|reason| reason.code)
        .filter(|code| !of_every_seal.contains(code))
        .map(Code::as_str)
        .collect()
}

fn with_part(name: &'static str, body: impl Into<Vec<u8>>) -> impl FnOnce(&mut Vec<(Part, Vec<u8>)>) {
    let body = body.into();
    move |both| {
        let media_type = "application/json";
        match both.iter_mut().find(|(part, _)| part.name.as_str() == name) {
            Some(found) => *found = (part(name, media_type, &body), body),
            None => both.push((part(name, media_type, &body), body)),
        }
    }
}

#[test]
fn a_bundle_of_the_filer_is_valid_and_its_dossier_checked_again() {
    let (pack, reference) = held();
    let package = package(&pack, &reference, &dossier(&pack, &reference)).unwrap();
    let (container, trust) = seal_of(&package, &Wish::default(), |_| ());
    let verdict = judged(&container, &trust);
    assert_eq!(said(&verdict), [""; 0]);
    assert_eq!(verdict.outcome, Outcome::Valid);
    let inside = verdict.dossier.unwrap();
    assert_eq!(inside.report.as_ref(), Some(&package.report));
    assert_eq!(inside.report.unwrap().verdict, crate::report::Verdict::Unmet);
    assert_eq!(inside.sha256, sha256_hex(&canonical(&package.dossier).unwrap()));
    assert_eq!((inside.procedure.as_str(), inside.recipient.as_str()), ("grant", "vca"));
}

#[test]
fn the_signer_must_be_the_filer() {
    let (pack, reference) = held();
    let package = package(&pack, &reference, &dossier(&pack, &reference)).unwrap();
    let by = |uid: &'static str| {
        let wish = Wish { subject: vec![("C", "VN"), ("CN", "Ai đó"), ("UID", uid)], ..Wish::default() };
        let (container, trust) = seal_of(&package, &wish, |_| ());
        let verdict = judged(&container, &trust);
        (verdict.outcome, said(&verdict))
    };
    assert_eq!(by("MST:0100109106"), (Outcome::Valid, vec![]));
    assert_eq!(by("MST:0300588569"), (Outcome::Intact, vec!["tax-code-differs"]));
    assert_eq!(by("CCCD:001085000001"), (Outcome::Intact, vec!["tax-code-absent"]));
    let mut nameless = package.clone();
    nameless.dossier.forms.clear();
    nameless.pages[0].bytes = canonical(&nameless.dossier).unwrap();
    let (container, trust) = seal_of(&nameless, &Wish::default(), |_| ());
    assert!(said(&judged(&container, &trust)).contains(&"tax-code-not-in-dossier"));
}

#[test]
fn a_signed_lie_is_not_believed() {
    let (pack, reference) = held();
    let package = package(&pack, &reference, &dossier(&pack, &reference)).unwrap();
    let mut met = package.report.clone();
    (met.verdict, met.findings) = (crate::report::Verdict::Met, Vec::new());
    let (container, trust) = seal_of(&package, &Wish::default(), with_part(REPORT, canonical(&met).unwrap()));
    let verdict = judged(&container, &trust);
    assert_eq!(said(&verdict), ["report-differs"]);
    assert_eq!(verdict.dossier.unwrap().report.unwrap().verdict, crate::report::Verdict::Unmet);
    let after = |change: Change| {
        let (container, trust) = seal_of(&package, &Wish::default(), change);
        said(&judged(&container, &trust))
    };
    assert_eq!(after(Box::new(|both| drop(both.remove(1)))), ["report-missing"]);
    assert_eq!(after(Box::new(with_part("thành-phần-hồ-sơ.html", "<p>all is well</p>"))), ["page-differs"]);
    assert_eq!(after(Box::new(with_part("thêm.txt", "?"))), ["stray-part"]);
    assert_eq!(after(Box::new(|both| drop(both.pop()))), ["attachment-missing"]);
    let other = |both: &mut Vec<(Part, Vec<u8>)>| {
        let last = both.last_mut().unwrap();
        *last = (part(last.0.name.as_str(), "application/pdf", b"%PDF-2.0"), b"%PDF-2.0".to_vec());
    };
    assert_eq!(after(Box::new(other)), ["attachment-differs"]);
}

#[test]
fn an_earlier_dossier_is_the_one_that_its_digest_names() {
    let (pack, reference) = held();
    let told = dossier(&pack, &reference);
    let first = package(&pack, &reference, &told).unwrap().dossier;
    let with = |sha256: String, inside: Option<Dossier>| {
        let earlier = Some(Earlier { sha256, dossier: inside.map(Box::new) });
        let package = package(&pack, &reference, &Dossier { earlier, ..told.clone() }).unwrap();
        let (container, trust) = seal_of(&package, &Wish::default(), |_| ());
        said(&judged(&container, &trust))
    };
    let digest = sha256_hex(&canonical(&first).unwrap());
    assert_eq!(with(digest.clone(), Some(first.clone())), [""; 0]);
    assert_eq!(with(digest.clone(), None), [""; 0]);
    assert_eq!(with("00".repeat(32), Some(first.clone())), ["earlier-differs"]);
    assert_eq!(with(digest, Some(Dossier { recipient: "other".into(), ..first })), ["earlier-differs"]);
}

#[test]
fn only_one_reading_of_the_dossier_is_taken() {
    let (pack, reference) = held();
    let package = package(&pack, &reference, &dossier(&pack, &reference)).unwrap();
    let with = |bytes: Vec<u8>| {
        let (container, trust) = seal_of(&package, &Wish::default(), with_part(DOSSIER, bytes));
        let verdict = judged(&container, &trust);
        assert!(verdict.dossier.is_none());
        (verdict.outcome, said(&verdict))
    };
    let unreadable = (Outcome::Intact, vec!["dossier-unreadable"]);
    let good = String::from_utf8(package.pages[0].bytes.clone()).unwrap();
    assert_eq!(with(b"{}".to_vec()), unreadable);
    assert_eq!(with(format!("{good} ").into_bytes()), unreadable);
    assert_eq!(with(good.replacen('{', "{\"unknown\":1,", 1).into_bytes()), unreadable);
    assert_eq!(with(good.replace("\"closed\":true", "\"closed\":false").into_bytes()), unreadable);
    let (container, trust) = seal_of(&package, &Wish::default(), |both| drop(both.remove(0)));
    assert_eq!(said(&judged(&container, &trust)), ["dossier-missing"]);
    let large = (Outcome::Intact, vec!["too-large"]);
    assert_eq!(with(vec![b' '; (16 << 20) + 1]), large);
    let mut dossier = package.dossier.clone();
    let row = |at: usize| Row { id: at.to_string(), values: Values::new() };
    let list = List { closed: true, rows: (0..=MAX_ROWS).map(row).collect() };
    dossier.lists.insert("officers".to_owned(), list);
    assert_eq!(with(canonical(&dossier).unwrap()), large);
    // An earlier one is compared with, and so judged too.
    let held = Earlier { sha256: String::new(), dossier: Some(Box::new(dossier)) };
    let building = Dossier { earlier: Some(held), ..package.dossier.clone() };
    assert_eq!(with(canonical(&building).unwrap()), large);
    let mut dossier = package.dossier.clone();
    let papers = dossier.papers.values_mut().next().unwrap();
    papers.resize(MAX_ROWS + 1, papers[0].clone());
    assert_eq!(with(canonical(&dossier).unwrap()), large);
}

#[test]
fn a_receiver_judges_only_by_packs_that_it_holds() {
    let (pack, reference) = held();
    let other = PackRef { version: "0".repeat(64), ..reference };
    let package = package(&pack, &other, &dossier(&pack, &other)).unwrap();
    let (container, trust) = seal_of(&package, &Wish::default(), |_| ());
    let verdict = judged(&container, &trust);
    assert_eq!((verdict.outcome, said(&verdict)), (Outcome::Intact, vec!["pack-not-held"]));
    assert_eq!(verdict.dossier.unwrap().report, None);
}

#[test]
fn contents_are_the_files_that_were_attached() {
    let (pack, reference) = held();
    let package = package(&pack, &reference, &dossier(&pack, &reference)).unwrap();
    assert_eq!(contents(&package, &[]), Err(ContentsError::Count));
    assert_eq!(contents(&package, &[Digests::of(b"another")]), Err(ContentsError::Changed(0)));
    let mut large = package.clone();
    let row = |at: usize| Row { id: at.to_string(), values: Values::new() };
    let rows = |count| ("officers".to_owned(), List { closed: true, rows: (0..count).map(row).collect() });
    large.dossier.lists = [rows(MAX_ROWS)].into_iter().collect();
    assert!(contents(&large, &[Digests::of(SCAN)]).is_ok());
    large.dossier.lists = [rows(MAX_ROWS + 1)].into_iter().collect();
    assert_eq!(contents(&large, &[Digests::of(SCAN)]), Err(ContentsError::TooLarge));
    large.dossier.lists.clear();
    large.pages[0].bytes = vec![b' '; (16 << 20) + 1];
    assert_eq!(contents(&large, &[Digests::of(SCAN)]), Err(ContentsError::TooLarge));
    let parts = contents(&package, &[Digests::of(SCAN)]).unwrap();
    assert_eq!(parts.len(), package.pages.len() + 1);
    assert_eq!(parts[0].name.as_str(), DOSSIER);
}

#[test]
fn a_verdict_is_one_json_document_with_a_sentence_for_each_reason() {
    let (container, trust) = sealed();
    let json = serde_json::to_value(judged(&container, &trust)).unwrap();
    assert_eq!(json["format"], 1);
    assert_eq!(json["integrity"], "intact");
    assert_eq!(json["signatures"][0]["signer"]["tax-code"], "0100109106");
    let of_signature = json["signatures"][0]["reasons"].as_array().unwrap();
    for reason in json["reasons"].as_array().unwrap().iter().chain(of_signature) {
        assert!(["code", "severity", "vi", "en"].iter().all(|key| reason[key].is_string()), "{reason}");
    }
    let nothing = serde_json::to_value(judged(b"no container", &trust)).unwrap();
    assert_eq!(nothing["outcome"], "not-a-container");
    let of_signature = &json["signatures"][0]["say"];
    let words = ["profile", "state", "trust", "time", "revocation"].map(|word| &of_signature[word]);
    for said in words.into_iter().chain([&json["say"], &nothing["say"]]) {
        assert!(said["vi"].is_string() && said["en"].is_string(), "{said}");
    }
}

#[test]
fn what_the_check_finds_is_said_too() {
    let (pack, reference) = held();
    let package = package(&pack, &reference, &dossier(&pack, &reference)).unwrap();
    let (container, trust) = seal_of(&package, &Wish::default(), |_| ());
    let mut verdict = judged(&container, &trust);
    verdict.say_findings(&|asked| (*asked == reference).then(|| pack.clone()));
    let inside = verdict.dossier.unwrap();
    let (said, report) = (inside.say.unwrap(), inside.report.unwrap());
    assert_eq!(said.verdict, crate::say::verdict(&report));
    let findings = said.findings.unwrap();
    assert!(findings.len() > 1 && findings.len() == report.findings.len());
    assert!(findings.iter().all(|text| !text.vi.is_empty() && text.vi != text.en));
}
