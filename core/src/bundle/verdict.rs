//! The verdict on a bundle: the container and its signature, then the dossier inside, checked again under a pack that the receiver
//! holds. Nothing that the filer's software concluded is believed.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::{
    Code, Compared, Interrupted, Outcome, PartError, Progress, ReadAt, Reason, Seal, TrustStore,
    content::Content,
    contents::{MAX_JSON, is_too_large},
    filed, filer,
    verify::{judge_any, worst_first},
};
use crate::{
    day::Day,
    dossier::{Dossier, check},
    json::{canonical, sha256_hex},
    law::{Pack, PackRef},
    page::{DOSSIER, Package, REPORT, package},
    report::Report,
    say,
    text::{Lang, Text},
};

/// What a receiver may say of a bundle.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Verdict {
    /// The version of this layout; 1.
    pub format: u32,
    /// All in one word.
    pub outcome: Outcome,
    /// What that means.
    pub say: Text,
    /// The container, its signatures and their signers; `reasons` holds those about the dossier too.
    #[serde(flatten)]
    pub seal: Seal,
    /// The dossier, where there is one.
    pub dossier: Option<Inside>,
    /// What there is to say beside an earlier bundle, where one was given: see [`Verdict::compare`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub earlier: Option<Compared>,
}

/// The dossier of a bundle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Inside {
    /// Its id.
    pub id: String,
    /// SHA-256 of its signed JSON, by which later dossiers refer to it.
    pub sha256: String,
    /// Which procedure it is for.
    pub procedure: String,
    /// Whom it is addressed to.
    pub recipient: String,
    /// The pack that it was drawn up under.
    pub pack: PackRef,
    /// The day of filing.
    pub on: Day,
    /// The earlier dossier that it builds on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub earlier: Option<String>,
    /// What the check finds now, under that pack; none where the receiver does not hold it.
    pub report: Option<Report>,
    /// What that report says.
    pub say: Option<ReportSaid>,
    /// The dossier itself, for those who go on with it; the answer in JSON leaves it out.
    #[serde(skip)]
    pub dossier: Box<Dossier>,
}

/// What a report says, in sentences.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReportSaid {
    /// Its verdict.
    pub verdict: Text,
    /// Its findings, in their order, where they were asked for: see [`Verdict::say_findings`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub findings: Option<Vec<Text>>,
}

/// Judges a bundle. `packs` gives the packs that the receiver holds, by id and version.
///
/// # Errors
/// [`Interrupted`], about the reading alone; everything about the bundle is in the verdict.
pub fn verify(
    source: &dyn ReadAt,
    store: &TrustStore,
    packs: &dyn Fn(&PackRef) -> Option<Pack>,
    now: DateTime<Utc>,
    progress: Progress<'_>,
) -> Result<Verdict, Interrupted> {
    let (mut seal, content) = judge_any(source, store, now, progress)?;
    // Where nothing is signed there is no dossier to speak of.
    let Some(content) = content.filter(|content| !content.files().is_empty()) else { return Ok(verdict(seal, None)) };
    let dossier = match read_dossier(&content)? {
        Ok((dossier, bytes)) => Some(inside(&content, &dossier, &bytes, packs, &mut seal)?),
        Err(code) => {
            seal.reasons.push(Reason::about(code, DOSSIER));
            None
        }
    };
    worst_first(&mut seal.reasons);
    Ok(verdict(seal, dossier))
}

fn verdict(seal: Seal, dossier: Option<Inside>) -> Verdict {
    let outcome = seal.outcome();
    Verdict { format: 1, outcome, say: outcome.say(), seal, dossier, earlier: None }
}

impl Verdict {
    /// The outcome anew, after a reason was added.
    pub(super) fn conclude(&mut self) {
        self.outcome = self.seal.outcome();
        self.say = self.outcome.say();
    }

    /// Says too what each finding of the report is about; on what it rests and how to settle it stands there. For those who do not say
    /// it themselves: all the sentences that there are for findings weigh much in a browser.
    pub fn say_findings(&mut self, packs: &dyn Fn(&PackRef) -> Option<Pack>) {
        let Some(Inside { pack, dossier, report: Some(report), say: Some(said), .. }) = &mut self.dossier else {
            return;
        };
        let Some(pack) = packs(pack) else { return };
        let in_lang = |finding, lang| say::what(&pack, dossier, finding, lang);
        let in_both = |finding| Text::new(in_lang(finding, Lang::Vi), in_lang(finding, Lang::En));
        said.findings = Some(report.findings.iter().map(in_both).collect());
    }
}

/// The dossier, where its bytes are the one canonical form of it: then no two readers can see two dossiers in them.
fn read_dossier(content: &Content<'_>) -> Result<Result<(Dossier, Vec<u8>), Code>, Interrupted> {
    let bytes = match content.read_part(DOSSIER, MAX_JSON) {
        Ok(bytes) => bytes,
        Err(PartError::Absent) => return Ok(Err(Code::DossierMissing)),
        Err(PartError::TooLarge) => return Ok(Err(Code::TooLarge)),
        Err(PartError::Changed) => return Ok(Err(Code::DossierUnreadable)),
        Err(PartError::Read(error)) => return Err(Interrupted::Read(error)),
    };
    let Ok(dossier) = crate::json::read::<Dossier>(&bytes) else { return Ok(Err(Code::DossierUnreadable)) };
    if is_too_large(&dossier) {
        return Ok(Err(Code::TooLarge));
    }
    let is_canonical = canonical(&dossier).is_ok_and(|own| own == bytes);
    if !is_canonical || !dossier.closed {
        return Ok(Err(Code::DossierUnreadable));
    }
    Ok(Ok((dossier, bytes)))
}

fn inside(
    content: &Content<'_>,
    dossier: &Dossier,
    bytes: &[u8],
    packs: &dyn Fn(&PackRef) -> Option<Pack>,
    seal: &mut Seal,
) -> Result<Inside, Interrupted> {
    if !names_its_earlier(dossier) {
        seal.reasons.push(Reason::about(Code::EarlierDiffers, DOSSIER));
    }
    filed::same_days(dossier.on, seal);
    attachments(content, dossier, &mut seal.reasons);
    let (report, say) = match packs(&dossier.pack) {
        None => {
            seal.reasons.push(Code::PackNotHeld.into());
            (None, None)
        }
        Some(pack) => {
            let report = check(&pack, &dossier.pack, dossier, dossier.on);
            same_report(content, &report, &mut seal.reasons)?;
            if let Ok(own) = package(&pack, &dossier.pack, dossier) {
                pages(content, &own, dossier, &mut seal.reasons);
            }
            filer::tax_codes(&pack, dossier, seal);
            let say = ReportSaid { verdict: say::verdict(&report), findings: None };
            (Some(report), Some(say))
        }
    };
    Ok(Inside {
        id: dossier.id.clone(),
        sha256: sha256_hex(bytes),
        procedure: dossier.procedure.clone(),
        recipient: dossier.recipient.clone(),
        pack: dossier.pack.clone(),
        on: dossier.on,
        earlier: dossier.earlier.as_ref().map(|earlier| earlier.sha256.clone()),
        report,
        say,
        dossier: Box::new(dossier.clone()),
    })
}

/// Whether an earlier dossier that came along is the one that the digest beside it names.
fn names_its_earlier(dossier: &Dossier) -> bool {
    let Some(earlier) = &dossier.earlier else { return true };
    let Some(held) = &earlier.dossier else { return true };
    canonical(held).is_ok_and(|bytes| sha256_hex(&bytes) == earlier.sha256)
}

/// Each scan that the dossier names is in the bundle, and is the one it describes.
fn attachments(content: &Content<'_>, dossier: &Dossier, reasons: &mut Vec<Reason>) {
    let signed = content.files();
    let files = dossier.papers.values().flatten().filter_map(|paper| paper.file.as_ref());
    for file in files {
        match signed.iter().find(|part| part.name == file.name) {
            None => reasons.push(Reason::about(Code::AttachmentMissing, &file.name)),
            Some(part) => {
                let sha256 = crate::json::hex(&part.sha256);
                if part.size != file.size || file.sha256.as_deref() != Some(&sha256) {
                    reasons.push(Reason::about(Code::AttachmentDiffers, &file.name));
                }
            }
        }
    }
}

fn same_report(content: &Content<'_>, own: &Report, reasons: &mut Vec<Reason>) -> Result<(), Interrupted> {
    match content.read_part(REPORT, MAX_JSON) {
        Ok(bytes) if canonical(own).is_ok_and(|own| own == bytes) => {}
        Ok(_) | Err(PartError::TooLarge | PartError::Changed) => {
            reasons.push(Reason::about(Code::ReportDiffers, REPORT));
        }
        Err(PartError::Absent) => reasons.push(Reason::about(Code::ReportMissing, REPORT)),
        Err(PartError::Read(error)) => return Err(Interrupted::Read(error)),
    }
    Ok(())
}

/// The pages that a person reads say what the dossier says; and nothing is there that the dossier does not bring.
fn pages(content: &Content<'_>, own: &Package, dossier: &Dossier, reasons: &mut Vec<Reason>) {
    let attached = |name: &str| {
        dossier.papers.values().flatten().filter_map(|paper| paper.file.as_ref()).any(|file| file.name == name)
    };
    for part in content.files() {
        let name = part.name.as_str();
        if matches!(name, DOSSIER | REPORT) || attached(name) {
            continue;
        }
        match own.pages.iter().find(|page| page.name == name) {
            Some(page) if sha256_hex(&page.bytes) == crate::json::hex(&part.sha256) => {}
            Some(_) => reasons.push(Reason::about(Code::PageDiffers, name)),
            None => reasons.push(Reason::about(Code::StrayPart, name)),
        }
    }
}
