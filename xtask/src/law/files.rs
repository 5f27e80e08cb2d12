//! The folder of the laws: one folder a law, the packs, the calendar.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use hoso_core::compile::{self, CompileFault, Files};
use hoso_core::day::Calendar;
use hoso_core::law::{Pack, Subject};

/// `core/law`.
pub struct Shelf {
    /// The folder.
    pub root: PathBuf,
}

/// What laws of a country share, from a law's folder: words and days off.
const SHARED: [&str; 2] = ["../words.toml", "../calendar.toml"];

/// The files of one law.
pub struct LawFiles {
    /// Its folder.
    pub folder: PathBuf,
}

impl Shelf {
    /// The shelf of this workspace.
    pub fn open() -> Shelf {
        Shelf { root: Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/law") }
    }

    /// Where compiled packs stand.
    pub fn packs(&self) -> PathBuf {
        self.root.join("packs")
    }

    /// Every law on it, in order of its id.
    pub fn laws(&self) -> Result<Vec<LawFiles>> {
        let mut folders = Vec::new();
        for country in folders_in(&self.root)? {
            folders.extend(folders_in(&country)?.into_iter().filter(|folder| folder.join("pack.toml").is_file()));
        }
        folders.sort();
        Ok(folders.into_iter().map(|folder| LawFiles { folder }).collect())
    }

    /// The calendar of Vietnam, compiled.
    pub fn calendar(&self) -> Result<Calendar> {
        compile::calendar(&self.text("vn/calendar.toml")?).map_err(|faults| refused(&faults))
    }

    /// What dossiers are filed about in Vietnam, compiled.
    pub fn subjects(&self, packs: &[Pack]) -> Result<Vec<Subject>> {
        compile::subjects(&self.text("vn/subjects.toml")?, packs).map_err(|faults| refused(&faults))
    }

    fn text(&self, file: &str) -> Result<String> {
        let path = self.root.join(file);
        fs::read_to_string(&path).with_context(|| path.display().to_string())
    }
}

impl LawFiles {
    /// The law of that id.
    pub fn named(shelf: &Shelf, id: &str) -> LawFiles {
        LawFiles { folder: shelf.root.join(id) }
    }

    /// Its files as the compiler wants them.
    pub fn read(&self) -> Result<Files> {
        let mut files = Files::new();
        for shared in SHARED {
            let path = self.folder.join(shared);
            if path.is_file() {
                files.insert(shared.into(), fs::read_to_string(&path).with_context(|| path.display().to_string())?);
            }
        }
        for folder in ["", "form/"] {
            let entries = fs::read_dir(self.folder.join(folder)).with_context(|| self.folder.display().to_string())?;
            for entry in entries {
                let path = entry?.path();
                if path.is_file()
                    && path.extension().is_some_and(|ending| ["toml", "txt", "md"].iter().any(|known| ending == *known))
                {
                    let name =
                        path.file_name().and_then(|name| name.to_str()).context("a file name that is no text")?;
                    let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
                    files.insert(format!("{folder}{name}"), text);
                }
            }
        }
        Ok(files)
    }

    /// Its compiled pack.
    pub fn compile(&self) -> Result<Pack> {
        compile::pack(&self.read()?).map_err(|faults| refused(&faults))
    }
}

fn refused(faults: &[CompileFault]) -> anyhow::Error {
    let lines: Vec<String> = faults.iter().map(|fault| format!("  {fault}")).collect();
    anyhow::anyhow!("{} fault(s) in the law files:\n{}", faults.len(), lines.join("\n"))
}

fn folders_in(folder: &Path) -> Result<Vec<PathBuf>> {
    if !folder.is_dir() {
        bail!("{} is no folder", folder.display());
    }
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() && path.file_name().is_none_or(|name| name != "packs") {
            found.push(path);
        }
    }
    Ok(found)
}
