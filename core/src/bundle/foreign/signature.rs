//! The signatures of a foreign container, from their files to the answer.

use chrono::{DateTime, Utc};
use roxmltree::Node;

use super::super::{
    Code, OpenError, Profile, Reason, Revocation, Signature, SignatureState, Trust, TrustStore,
    algorithm::Hash,
    cades::{is_own, is_own_manifest},
    checks::Checks,
    cms::signed_data::SignedData,
    open::is_own_raised,
    revocation::{self, Status, Used},
    signing::{self, Claimed, Judged, Times},
    verify::worst_first,
    xml_write::{ASIC, DSIG},
};
use super::budget::Budget;
use super::found::{Found, Reference};
use super::xml::{File, Index, parse};
use super::{FOLDER, Hashes, cades, meta::Meta, timestamp, xades};
use crate::map::Map;

/// A signature whose files are still to be hashed.
pub(super) struct Pending {
    file: String,
    format: Format,
    algorithm: Option<String>,
    references: Vec<Reference>,
    found: Result<Found, Reason>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Xades,
    Cades,
    Unknown,
}

/// The signatures of a container.
#[derive(Default)]
pub(super) struct Work {
    pub(super) pending: Vec<Pending>,
    /// Whether each is as our own writer makes it, to which nobody else added anything that raises it.
    pub(super) is_ours: bool,
    /// Whether one of them, over a manifest as our own writer makes it, is so.
    pub(super) is_our_cades: bool,
}

/// Most files that are named for one thing that is wrong with them.
pub(super) const MAX_BROKEN: usize = 200;
/// Most signatures of a container.
const MAX_SIGNATURES: usize = 64;

/// Takes the signature files out, and reads them.
pub(super) fn read(meta: &mut Meta<'_>) -> Result<Work, OpenError> {
    let mut work = Work { is_ours: true, ..Work::default() };
    let budget = Budget::default();
    for name in meta.names() {
        let Some(local) = name.strip_prefix(FOLDER).filter(|local| !local.contains('/')) else { continue };
        if local.ends_with(".xml") && local.contains("signatures") {
            let bytes = meta.take(&name)?.unwrap_or_default();
            work.is_ours &= xml_file(&name, &bytes, &budget, &mut work.pending)?;
        } else if local.ends_with(".xml") && local.starts_with("ASiCManifest") {
            let bytes = meta.take(&name)?.unwrap_or_default();
            work.is_ours = false;
            let (signature, is_ours) = over_manifest(&name, &bytes, meta)?;
            work.pending.push(signature);
            work.is_our_cades |= is_ours;
        }
        if work.pending.len() > MAX_SIGNATURES {
            return Err(Code::TooLarge.into());
        }
    }
    work.is_ours &= !work.pending.is_empty();
    Ok(work)
}

/// Reads a file of XML signatures; says whether it is as our own writer makes one.
fn xml_file(name: &str, bytes: &[u8], budget: &Budget, pending: &mut Vec<Pending>) -> Result<bool, OpenError> {
    let unread = |code: Code| Pending::unread(name, Format::Unknown, Reason::about(code, name));
    let Ok(text) = std::str::from_utf8(bytes) else {
        pending.push(unread(Code::XmlMalformed));
        return Ok(false);
    };
    let document = match parse(text) {
        Ok(document) => document,
        Err(code) => {
            pending.push(unread(code));
            return Ok(false);
        }
    };
    let root = document.root_element();
    let signatures: Vec<Node<'_, '_>> = root.children().filter(|node| node.has_tag_name((DSIG, "Signature"))).collect();
    let is_known = root.has_tag_name((ASIC, "XAdESSignatures")) && !signatures.is_empty();
    if !is_known {
        pending.push(unread(if signatures.is_empty() { Code::NoSignature } else { Code::NotJudged }));
        return Ok(false);
    }
    if signatures.len() > MAX_SIGNATURES {
        return Err(Code::TooLarge.into());
    }
    let file = File::new(&document, budget);
    let mut is_ours = true;
    for &signature in &signatures {
        let found = match &file {
            Ok(file) => xades::examine(file, signature),
            Err(code) => Err(Reason::about(*code, name)),
        };
        let (references, found) = match found {
            Ok((references, found)) => (references, Ok(found)),
            Err(reason) => (Vec::new(), Err(reason)),
        };
        is_ours &= own_place(signature).is_some_and(|place| {
            let is_stamped = found.as_ref().is_ok_and(Found::is_stamped);
            !is_stamped || is_own_raised(text, place)
        });
        let algorithm = xades::algorithm(signature).map(str::to_owned);
        pending.push(Pending { file: name.to_owned(), format: Format::Xades, algorithm, references, found });
    }
    Ok(is_ours)
}

/// Which signature it is, where what is signed has the identifiers of our own writer. They are within what is signed, so nobody can take
/// them away and keep the signature.
fn own_place(signature: Node<'_, '_>) -> Option<usize> {
    let infos = signature.children().filter(|node| node.has_tag_name((DSIG, "SignedInfo")));
    let first = infos.flat_map(|info| info.children()).find(|node| node.has_tag_name((DSIG, "Reference")));
    let number = first?.attribute("Id")?.strip_prefix('S')?.strip_suffix("-R0")?;
    number.parse().ok().filter(|_| number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Reads a manifest and its signature; says whether the manifest is as our own writer makes one, and nobody else added a timestamp.
fn over_manifest(name: &str, bytes: &[u8], meta: &mut Meta<'_>) -> Result<(Pending, bool), OpenError> {
    let unread = |code, about: &str| Ok((Pending::unread(name, Format::Cades, Reason::about(code, about)), false));
    let Ok(text) = std::str::from_utf8(bytes) else { return unread(Code::XmlMalformed, name) };
    let manifest = match cades::manifest(text) {
        Ok(manifest) => manifest,
        Err(code) => return unread(code, name),
    };
    let Some(signature) = meta.take(&manifest.signature)? else {
        return unread(Code::NoSignature, &manifest.signature);
    };
    let data = SignedData::read(&signature);
    let is_raised = data.as_ref().is_ok_and(|data| {
        data.timestamps().any(timestamp::is_one) && !is_own(data, &signature).is_ok_and(|is_own| is_own)
    });
    let is_ours = !is_raised && is_own_manifest(text, &manifest);
    let algorithm = data.as_ref().ok().map(SignedData::algorithm);
    let mut found =
        data.map_err(|code| cades::fault(code, &signature).into()).and_then(|data| cades::examine(&data, bytes));
    if let Ok(found) = &mut found {
        found.needed.extend(manifest.needed);
        found.signed_others.extend(manifest.others);
    }
    let (file, references) = (manifest.signature, manifest.references);
    Ok((Pending { file, format: Format::Cades, algorithm, references, found }, is_ours))
}

impl Pending {
    fn unread(file: &str, format: Format, reason: Reason) -> Self {
        Self { file: file.to_owned(), format, algorithm: None, references: Vec::new(), found: Err(reason) }
    }

    /// Whether it was found to be a signature at all, right or wrong.
    pub(super) fn is_read(&self) -> bool {
        self.format != Format::Unknown
    }

    /// The digests that it asks of files.
    pub(super) fn hashes(&self) -> impl Iterator<Item = Hash> {
        self.references.iter().map(|reference| reference.hash)
    }

    /// Name and media type of each file for which it signs one.
    pub(super) fn media_types(&self) -> impl Iterator<Item = (&str, &str)> {
        self.references.iter().filter_map(|one| Some((one.name.as_str(), one.media_type.as_deref()?)))
    }

    /// Whether it was made by the key of its certificate, so far as no file is looked at.
    pub(super) fn is_right(&self) -> bool {
        self.found.as_ref().is_ok_and(|found| found.is_right)
    }

    /// How many files it refers to.
    pub(super) fn references(&self) -> usize {
        self.references.len()
    }

    /// The files that are missing or changed, now that all are hashed.
    pub(super) fn broken<'a>(&'a self, files: &'a Map<&str, Hashes>) -> impl Iterator<Item = (Code, &'a str)> {
        self.references.iter().filter_map(|reference| {
            let code = match files.get(reference.name.as_str()) {
                None => Code::PartMissing,
                Some(hashes) if hashes.of(reference.hash) != Some(&reference.digest) => Code::PartChanged,
                Some(_) => return None,
            };
            Some((code, reference.name.as_str()))
        })
    }

    /// Judges it, now that the files are hashed.
    pub(super) fn judge(
        &self,
        files: &Map<&str, Hashes>,
        given: (&TrustStore, &Checks),
        now: DateTime<Utc>,
    ) -> Signature {
        let mut broken = self.broken(files);
        let mut reasons: Vec<Reason> =
            broken.by_ref().take(MAX_BROKEN).map(|(code, name)| Reason::about(code, name)).collect();
        reasons.extend(broken.next().map(|_| Reason::from(Code::MoreBroken)));
        let named = Index::new(&mut self.references.iter().map(|reference| (reference.name.as_str(), "", 0)));
        let (covered, uncovered): (Vec<&str>, Vec<&str>) = files.keys().partition(|name| named.get(name).is_some());
        let mut signature = Signature {
            file: self.file.clone(),
            profile: Profile::Unknown,
            algorithm: self.algorithm.clone(),
            state: SignatureState::NotJudged,
            signer: None,
            trust: Trust::NotJudged,
            claimed_time: None,
            proven_time: None,
            revocation: Revocation::NotChecked,
            revoked_since: None,
            covered: covered.into_iter().map(str::to_owned).collect(),
            uncovered: uncovered.into_iter().map(str::to_owned).collect(),
            has_changed_parts: !reasons.is_empty(),
            reasons,
        };
        match &self.found {
            Ok(found) => self.judge_found(found, given, now, &mut signature),
            Err(reason) => {
                // Nothing was computed that differs: only that is wrong.
                let is_open = matches!(
                    reason.code,
                    Code::NotJudged
                        | Code::Unsupported
                        | Code::AlgorithmRefused
                        | Code::DigestRefused
                        | Code::KeyTooShort
                        | Code::TransformRefused
                        | Code::CertificateNotSigned
                        | Code::PropertiesNotSigned
                        | Code::NoSignature
                );
                signature.state = if is_open { SignatureState::NotJudged } else { SignatureState::Wrong };
                signature.reasons.push(reason.clone());
            }
        }
        worst_first(&mut signature.reasons);
        signature
    }

    fn judge_found(
        &self,
        found: &Found,
        (given, checks): (&TrustStore, &Checks),
        now: DateTime<Utc>,
        signature: &mut Signature,
    ) {
        let reasons = &mut signature.reasons;
        if !found.is_right {
            reasons.push(Code::SignatureWrong.into());
        }
        if !signature.uncovered.is_empty() {
            reasons.push(Code::CoversNotAll.into());
        }
        if found.is_pkcs1 {
            reasons.push(Code::RsaPkcs1.into());
        }
        let (mut store, own) = (given.clone(), given.intermediates.len());
        revocation::bring(&mut store, own, found.certificates.iter().map(Vec::as_slice));
        store.lists.extend(found.lists.iter().cloned());
        store.responses.extend(found.responses.iter().cloned());
        let proven = found
            .timestamps
            .iter()
            .filter_map(|(stamped, token)| timestamp::proven_time(token, stamped, (&store, own, checks), now, reasons));
        let proven = proven.min();
        reasons.extend(found.others.iter().map(|name| Reason::about(Code::PropertyNotJudged, name)));
        reasons.extend(found.needed.iter().map(|name| Reason::about(Code::NotJudged, name)));
        reasons.extend(found.signed_others.iter().map(|name| Reason::about(Code::SignedNotJudged, name)));
        let times = Times { claimed: found.claimed, proven, now };
        let judged = signing::judge(&found.certificate, (&store, checks), times, reasons);
        let brings_status = |at| brings_status(found, (given, checks), &judged, (at, now));
        signature.profile = match (self.format, proven) {
            (Format::Xades, None) => Profile::XadesB,
            (Format::Xades, Some(at)) if brings_status(at) => Profile::XadesLt,
            (Format::Xades, Some(_)) => Profile::XadesT,
            (Format::Cades, None) => Profile::CadesB,
            (Format::Cades, Some(_)) => Profile::CadesT,
            (Format::Unknown, _) => Profile::Unknown,
        };
        if checks.are_spent() && !reasons.iter().any(|reason| reason.code == Code::TooManyChecks) {
            reasons.push(Code::TooManyChecks.into());
        }
        signature.state = if found.is_right { SignatureState::Right } else { SignatureState::Wrong };
        signature.signer = Some(signing::signer(&found.certificate));
        signature.trust = judged.trust;
        signature.revocation = judged.revocation;
        signature.revoked_since = judged.revoked_since;
        signature.claimed_time = found.claimed.map(Claimed::written);
        signature.proven_time = proven.map(signing::stamp);
    }
}

/// Whether what came along tells by itself of the signer's certificate at the time that is proven.
fn brings_status(
    found: &Found,
    (given, checks): (&TrustStore, &Checks),
    judged: &Judged,
    (at, now): (DateTime<Utc>, DateTime<Utc>),
) -> bool {
    let is_told = !matches!(judged.revocation, Revocation::NotChecked | Revocation::Unknown);
    if !is_told || (found.lists.is_empty() && found.responses.is_empty()) {
        return false;
    }
    if given.lists.is_empty() && given.responses.is_empty() {
        return true;
    }
    // The receiver's own lists and responses may have told it.
    let mut brought = TrustStore { lists: found.lists.clone(), responses: found.responses.clone(), ..given.clone() };
    brought.intermediates.extend(found.certificates.iter().cloned());
    let status = revocation::ask(&found.certificate, (&brought, checks), Used::By(at), now).0;
    matches!(status, Status::Good(..) | Status::Revoked(_))
}
