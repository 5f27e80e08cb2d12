//! The compiled packs and their index. A pack that is not released yet gives way to its next version; a released one stays for ever.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context, Result, anyhow};
use hoso_core::json::{canonical, sha256_hex};
use hoso_core::law::{IndexEntry, Pack, PackIndex, PackRef, PackVersion};
use hoso_tests::cases;
use hoso_tests::example::to_be_signed_sha256;

use super::files::{LawFiles, Shelf};

/// What the packs' folder should hold.
pub struct Fresh {
    /// File name to bytes, in `core/law/packs`.
    files: BTreeMap<String, Vec<u8>>,
    /// Files elsewhere that follow from the packs, by their path from the packs' folder.
    beside: BTreeMap<&'static str, Vec<u8>>,
    /// Names of the packs compiled now.
    pub names: Vec<String>,
}

const INDEX: &str = "index.json";
const CALENDAR: &str = "vn-calendar.json";
/// The list for native code, from the packs' folder.
const HELD: &str = "../../src/law/held.in";
/// The list of examples for the command.
const EXAMPLES: &str = "../../../cli/src/example/held.in";
/// The hash of the reports on all told cases, to compare with what the browser makes.
const CASES: &str = "../../../tests/cases.sha256";
/// The hash of what is signed for the example, likewise.
const TO_BE_SIGNED: &str = "../../../tests/to-be-signed.sha256";

/// Compiles all laws, keeping what was released before.
pub fn fresh(shelf: &Shelf, release: bool) -> Result<Fresh> {
    let mut index = read_index(shelf)?;
    let mut fresh = Fresh { files: BTreeMap::new(), beside: BTreeMap::new(), names: Vec::new() };
    for entry in &mut index.packs {
        entry.versions.retain(|version| version.released);
        for version in &entry.versions {
            let path = shelf.packs().join(&version.file);
            fresh.files.insert(version.file.clone(), fs::read(&path).with_context(|| path.display().to_string())?);
        }
    }
    let packs = shelf.laws()?.iter().map(LawFiles::compile).collect::<Result<Vec<Pack>>>()?;
    index.subjects = shelf.subjects(&packs)?;
    let mut references = Vec::new();
    for pack in &packs {
        let bytes = canonical(pack)?;
        let version = sha256_hex(&bytes);
        let stem = pack.id.rsplit('/').next().unwrap_or(&pack.id);
        let file = format!("{stem}.{}.json", version.get(..12).unwrap_or(&version));
        let at = index.packs.iter().position(|entry| entry.id == pack.id).unwrap_or_else(|| {
            index.packs.push(IndexEntry::new(pack));
            index.packs.len() - 1
        });
        if let Some(entry) = index.packs.get_mut(at) {
            let released = release || entry.versions.iter().any(|known| known.version == version);
            let versions = std::mem::take(&mut entry.versions).into_iter().filter(|known| known.version != version);
            let versions: Vec<PackVersion> =
                versions.chain([PackVersion { version: version.clone(), file: file.clone(), released }]).collect();
            *entry = IndexEntry { latest: version.clone(), versions, ..IndexEntry::new(pack) };
        }
        references.push(PackRef { id: pack.id.clone(), version });
        fresh.files.insert(file.clone(), bytes);
        fresh.names.push(file);
    }
    let packs: Vec<(Pack, PackRef)> = packs.into_iter().zip(references).collect();
    let line =
        |hash: Result<String, String>| Ok::<_, anyhow::Error>(format!("{}\n", hash.map_err(|what| anyhow!(what))?));
    fresh.beside.insert(CASES, line(cases::hash(&packs))?.into_bytes());
    fresh.beside.insert(TO_BE_SIGNED, line(to_be_signed_sha256(&packs))?.into_bytes());
    fresh.beside.insert(EXAMPLES, examples(&packs).into_bytes());
    index.packs.sort_by(|a, b| a.id.cmp(&b.id));
    fresh.files.insert(CALENDAR.into(), canonical(&shelf.calendar()?)?);
    fresh.files.insert(INDEX.into(), canonical(&index)?);
    fresh.beside.insert(HELD, held(fresh.files.keys()));
    Ok(fresh)
}

/// The files that are missing, extra or different.
pub fn drift(shelf: &Shelf, fresh: &Fresh) -> Result<Vec<String>> {
    let there = there(shelf)?;
    let names = fresh.files.keys().chain(there.keys());
    let mut drifted: Vec<String> = names.filter(|name| fresh.files.get(*name) != there.get(*name)).cloned().collect();
    let differs = |(name, bytes): &(&&str, &Vec<u8>)| fs::read(shelf.packs().join(name)).ok().as_ref() != Some(bytes);
    drifted.extend(fresh.beside.iter().filter(differs).map(|(name, _)| (*name).to_owned()));
    drifted.sort();
    drifted.dedup();
    Ok(drifted)
}

/// Writes what differs and removes what an unreleased version left behind.
pub fn write(shelf: &Shelf, fresh: &Fresh) -> Result<()> {
    fs::create_dir_all(shelf.packs())?;
    for name in drift(shelf, fresh)? {
        let path = shelf.packs().join(&name);
        match fresh.files.get(&name).or_else(|| fresh.beside.get(name.as_str())) {
            Some(bytes) => fs::write(&path, bytes).with_context(|| path.display().to_string())?,
            None => fs::remove_file(&path).with_context(|| path.display().to_string())?,
        }
        println!("law: {} {name}", if path.exists() { "wrote" } else { "removed" });
    }
    Ok(())
}

fn there(shelf: &Shelf) -> Result<BTreeMap<String, Vec<u8>>> {
    let mut files = BTreeMap::new();
    if shelf.packs().is_dir() {
        for entry in fs::read_dir(shelf.packs())? {
            let path = entry?.path();
            let name = path.file_name().and_then(|name| name.to_str()).context("a file name that is no text")?;
            files.insert(name.to_owned(), fs::read(&path)?);
        }
    }
    Ok(files)
}

fn read_index(shelf: &Shelf) -> Result<PackIndex> {
    match fs::read(shelf.packs().join(INDEX)) {
        Ok(bytes) => serde_json::from_slice(&bytes).context(INDEX),
        Err(_) => Ok(PackIndex { format: 1, calendar: CALENDAR.into(), packs: Vec::new(), subjects: Vec::new() }),
    }
}

/// The list by which native programs carry every pack within themselves.
fn held<'a>(names: impl Iterator<Item = &'a String>) -> Vec<u8> {
    let lines = names.map(|name| format!("    (\"{name}\", include_bytes!(\"../../law/packs/{name}\")),\n"));
    format!("// Written by `cargo xtask law`.\n&[\n{}]\n", lines.collect::<String>()).into_bytes()
}

/// The list by which the command carries the example of every dossier within itself.
fn examples(packs: &[(Pack, PackRef)]) -> String {
    let kinds = packs.iter().flat_map(|(pack, _)| pack.dossiers.iter().map(move |kind| (&pack.id, &kind.id)));
    let lines = kinds.map(|(law, kind)| {
        format!("    (\"{kind}\", include_bytes!(\"../../../core/law/{law}/example/{kind}.json\")),\n")
    });
    format!("// Written by `cargo xtask law`.\n&[\n{}]\n", lines.collect::<String>())
}
