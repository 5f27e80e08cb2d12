//! Containers that other software made, or added to: judged by their signatures alone. What no signature covers is listed, and what is
//! not understood is said.

mod beside;
mod budget;
mod cades;
mod canonical;
mod content;
mod entries;
mod found;
mod manifest;
mod meta;
mod signature;
mod timestamp;
mod xades;
mod xml;

use std::ops::ControlFlow;

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256, Sha384, Sha512};

pub(super) use self::cades::{Manifest, manifest};
use self::content::{Unpacked, unpack, whole};
use self::entries::{Entry, entries};
pub(super) use self::found::Reference;
use self::meta::Meta;
use self::signature::{MAX_BROKEN, Pending, Work};
use super::{
    Code, Container, Covered, Integrity, Interrupted, OpenError, PartError, PartName, Progress, ReadAt, Reason, Seal,
    SignatureState, TrustStore,
    algorithm::Hash,
    checks::Checks,
    inspect::Inspector,
    read::bytes_at,
    seal::{MANIFEST_ENTRY, MAX_PARTS, MAX_SIGNATURES, MIMETYPE_ENTRY},
    verify::worst_first,
    xml_write::MIMETYPE,
};
use crate::json::hex;
use crate::map::Map;

const FOLDER: &str = "META-INF/";
/// Most names of parts that all signatures tell of: as many as those of a container of our own can.
const MAX_TOLD: usize = MAX_PARTS * MAX_SIGNATURES;

/// A container with its signatures read, not yet its files.
pub(super) struct Opened<'a> {
    source: &'a dyn ReadAt,
    parts: Vec<Entry>,
    pending: Vec<Pending>,
    /// What lies in `META-INF` and is neither signature nor manifest.
    strays: Vec<String>,
    /// Name and media type, where there is a manifest.
    manifest: Option<Vec<(String, String)>>,
    /// Whether a comment or extra fields come along.
    has_more: bool,
    own_sort: Option<Sort>,
}

/// Which of our own profiles all that is signed is of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Xades,
    Cades,
}

/// The files that a right signature covers, each with whether it is as it was signed.
pub(super) struct Signed<'a> {
    source: &'a dyn ReadAt,
    files: Vec<(Entry, [u8; 32], bool)>,
}

/// Opens a container.
pub(super) fn open(source: &dyn ReadAt) -> Result<Opened<'_>, OpenError> {
    let (all, has_more) = entries(source)?;
    let first = all.first().filter(|first| first.name == MIMETYPE_ENTRY);
    let is_asic = first.is_some_and(|first| first.size == MIMETYPE.len() as u64);
    let first = first.filter(|_| is_asic).ok_or(Code::NotAsicE)?;
    if bytes_at(source, first.data, MIMETYPE.len())? != MIMETYPE.as_bytes() {
        return Err(Code::NotAsicE.into());
    }
    let (meta, parts): (Vec<Entry>, Vec<Entry>) =
        all.into_iter().skip(1).partition(|entry| entry.name.starts_with(FOLDER));
    let mut meta = Meta::new(source, meta);
    let manifest = match meta.take(MANIFEST_ENTRY)? {
        Some(bytes) => Some(
            manifest::read(&bytes).map_err(|code| Reason::about(code, MANIFEST_ENTRY)).map_err(OpenError::Refused)?,
        ),
        None => None,
    };
    let Work { pending, is_ours, is_our_cades } = signature::read(&mut meta)?;
    // Each signature tells of each part, and of each file that it refers to.
    let references: usize = pending.iter().map(Pending::references).sum();
    if parts.len().saturating_mul(pending.len()).max(references) > MAX_TOLD {
        return Err(Code::TooLarge.into());
    }
    let own_sort = match () {
        () if is_ours => Some(Sort::Xades),
        () if is_our_cades && pending.len() == 1 => Some(Sort::Cades),
        () if pending.iter().any(Pending::is_read) => None,
        () => return Err(Code::NoSignature.into()),
    };
    Ok(Opened { source, parts, pending, strays: meta.names(), manifest, has_more, own_sort })
}

impl<'a> Opened<'a> {
    /// Of which of our own profiles all its signatures are, to which nobody else added anything that raises them: those have stricter
    /// rules.
    pub(super) const fn own_sort(&self) -> Option<Sort> {
        self.own_sort
    }

    /// Hashes every file and judges every signature. `own` says of which sort it is, where all of it but the files is our own.
    pub(super) fn judge(
        self,
        own: Option<(Container, Code)>,
        store: &TrustStore,
        now: DateTime<Utc>,
        progress: Progress<'_>,
    ) -> Result<(Seal, Signed<'a>), Interrupted> {
        let (container, said) = own.unwrap_or((Container::Foreign, Code::ForeignContainer));
        let mut reasons = vec![Reason::from(said)];
        reasons.extend(self.has_more.then(|| Reason::from(Code::CommentNotSigned)));
        let asked: Vec<Hash> = self.pending.iter().flat_map(Pending::hashes).collect();
        let total = self.parts.iter().map(|part| part.packed).fold(0, u64::saturating_add);
        let mut media_types: Map<&str, &str> = Map::default();
        let here: Map<&str, ()> = self.parts.iter().map(|part| (part.name.as_str(), ())).collect();
        let mut disputed: Map<&str, ()> = Map::default();
        let signed = self.pending.iter().filter(|one| one.is_right()).flat_map(Pending::media_types);
        for (name, media_type) in signed.filter(|(name, _)| here.contains_key(name)) {
            if *media_types.entry(name).or_insert(media_type) != media_type {
                disputed.insert(name, ());
            }
        }
        reasons.extend(disputed.keys().take(MAX_BROKEN).map(|name| Reason::about(Code::SignaturesDisagree, name)));
        let mut done = 0_u64;
        let mut found = Map::default();
        for part in &self.parts {
            let (hashes, inspector, fault) = look(self.source, part, &asked, &mut |bytes| {
                done = done.saturating_add(bytes);
                progress(done.min(total), total)
            })?;
            let said = inspector.finish(&part.name, media_types.get(part.name.as_str()).copied());
            let is_clear = part.is_utf8 && PartName::new(&part.name).is_ok();
            let said = said.into_iter().chain((!is_clear).then_some(Code::NameUnclear));
            reasons.extend(said.map(|code| Reason::about(code, &part.name)));
            reasons.extend(fault.map(|code| Reason::about(code, &part.name)));
            found.insert(part.name.as_str(), hashes);
        }
        let checks = Checks::default();
        let signatures: Vec<_> = self.pending.iter().map(|one| one.judge(&found, (store, &checks), now)).collect();
        let right = signatures.iter().filter(|one| one.state == SignatureState::Right);
        let covered: Map<&str, ()> = right.flat_map(|one| &one.covered).map(|name| (name.as_str(), ())).collect();
        let names = self.parts.iter().map(|part| &part.name);
        let uncovered: Vec<String> = names.filter(|name| !covered.contains_key(name.as_str())).cloned().collect();
        // Where no signature is right, that says it all.
        let is_right = signatures.iter().any(|one| one.state == SignatureState::Right);
        reasons.extend(uncovered.iter().filter(|_| is_right).map(|name| Reason::about(Code::PartNotSigned, name)));
        reasons.extend(self.strays.iter().map(|name| Reason::about(Code::NotJudged, name)));
        if let Some(listed) = &self.manifest {
            let names: Vec<&str> = self.parts.iter().map(|part| part.name.as_str()).collect();
            reasons.extend(
                manifest::differs(listed, &names, &media_types)
                    .then(|| Reason::about(Code::ManifestDiffers, MANIFEST_ENTRY)),
            );
        }
        let is_damaged = |code: Code| matches!(code, Code::PartChanged | Code::PartMissing | Code::WrongCrc);
        let is_wrong = signatures.iter().any(|one| one.state == SignatureState::Wrong);
        let broken =
            reasons.iter().chain(signatures.iter().flat_map(|one| &one.reasons)).any(|one| is_damaged(one.code));
        let said = self.pending.iter().flat_map(|one| one.broken(&found));
        let changed: Map<&str, ()> =
            said.filter(|(code, _)| *code == Code::PartChanged).map(|(_, name)| (name, ())).collect();
        let parts = self.parts.iter().map(|part| Covered {
            name: part.name.clone(),
            media_type: media_types.get(part.name.as_str()).map(|&media_type| media_type.to_owned()),
            size: part.size,
            sha256: found.get(part.name.as_str()).map(|hashes| hex(&hashes.sha256)).unwrap_or_default(),
            intact: covered.contains_key(part.name.as_str()) && !changed.contains_key(part.name.as_str()),
        });
        let parts: Vec<Covered> = parts.collect();
        let files = self.parts.iter().zip(&parts).filter(|(part, _)| covered.contains_key(part.name.as_str()));
        let file =
            |(part, one): (&Entry, &Covered)| Some((part.clone(), found.get(part.name.as_str())?.sha256, one.intact));
        let files = files.filter_map(file).collect();
        worst_first(&mut reasons);
        let seal = Seal {
            integrity: match () {
                () if is_wrong || broken => Integrity::Damaged,
                () if is_right => Integrity::Intact,
                () => Integrity::NotJudged,
            },
            container,
            signatures,
            parts,
            uncovered: uncovered.into_iter().chain(self.strays).collect(),
            reasons,
        };
        Ok((seal, Signed { source: self.source, files }))
    }
}

impl Signed<'_> {
    /// Name, size and SHA-256 of each file.
    pub(super) fn files(&self) -> impl Iterator<Item = (&str, u64, [u8; 32])> {
        self.files.iter().map(|(entry, sha256, _)| (entry.name.as_str(), entry.size, *sha256))
    }

    pub(super) fn read_part(&self, name: &str, max: u64) -> Result<Vec<u8>, PartError> {
        let (entry, sha256, is_intact) =
            self.files.iter().find(|(entry, ..)| entry.name == name).ok_or(PartError::Absent)?;
        if !is_intact {
            return Err(PartError::Changed);
        }
        if entry.size > max {
            return Err(PartError::TooLarge);
        }
        let bytes = whole(self.source, entry, max).map_err(PartError::Read)?.ok_or(PartError::Changed)?;
        if Sha256::digest(&bytes)[..] == sha256[..] { Ok(bytes) } else { Err(PartError::Changed) }
    }
}

/// The digests of a file.
pub(super) struct Hashes {
    sha256: [u8; 32],
    others: Vec<(Hash, Vec<u8>)>,
}

impl Hashes {
    fn of(&self, hash: Hash) -> Option<&[u8]> {
        if hash == Hash::Sha256 {
            return Some(&self.sha256);
        }
        self.others.iter().find(|(of, _)| *of == hash).map(|(_, digest)| digest.as_slice())
    }
}

/// Where files stand as they are: name, offset and size.
pub(super) fn plain_entries(source: &dyn ReadAt) -> Result<Vec<(String, u64, u64)>, OpenError> {
    let (entries, _) = entries(source)?;
    let plain = entries.into_iter().filter(|entry| !entry.is_deflated);
    Ok(plain.map(|entry| (entry.name, entry.data, entry.packed)).collect())
}

/// Hashes a file by SHA-256 and what else is asked, and looks at it; says where it is not what the directory declares.
fn look(
    source: &dyn ReadAt,
    part: &Entry,
    asked: &[Hash],
    step: &mut dyn FnMut(u64) -> ControlFlow<()>,
) -> Result<(Hashes, Inspector, Option<Code>), Interrupted> {
    let is_plain = !part.is_deflated && asked.iter().all(|hash| *hash == Hash::Sha256);
    if let Some(looked) = is_plain.then(|| source.looked(part.data, part.packed)).flatten() {
        if step(part.packed).is_break() {
            return Err(Interrupted::Cancelled);
        }
        let (digests, inspector) = looked.finish();
        let fault = (digests.crc32 != part.crc32).then_some(Code::WrongCrc);
        return Ok((Hashes { sha256: digests.sha256, others: Vec::new() }, inspector, fault));
    }
    let mut inspector = Inspector::default();
    let mut sha256 = Sha256::new();
    let mut sha384 = asked.contains(&Hash::Sha384).then(Sha384::new);
    let mut sha512 = asked.contains(&Hash::Sha512).then(Sha512::new);
    let mut crc32 = crc32fast::Hasher::new();
    let unpacked = unpack(source, part, &mut |bytes| {
        inspector.update(bytes);
        sha256.update(bytes);
        sha384.iter_mut().for_each(|hasher| hasher.update(bytes));
        sha512.iter_mut().for_each(|hasher| hasher.update(bytes));
        crc32.update(bytes);
        step(bytes.len() as u64)
    })?;
    let others = [
        (Hash::Sha384, sha384.map(|hasher| hasher.finalize().to_vec())),
        (Hash::Sha512, sha512.map(|hasher| hasher.finalize().to_vec())),
    ];
    let others = others.into_iter().filter_map(|(hash, digest)| Some((hash, digest?))).collect();
    let is_whole = unpacked == Unpacked::Whole && crc32.finalize() == part.crc32;
    Ok((Hashes { sha256: sha256.finalize().into(), others }, inspector, (!is_whole).then_some(Code::WrongCrc)))
}
