//! A set of files held in memory, by their path.

use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Files by their path from a common root, with `/` between names, in the order of the paths.
#[derive(Default)]
pub struct Files(BTreeMap<String, Vec<u8>>);

impl Files {
    /// Everything in `folder` and below it; empty when there is no such folder.
    pub fn read(folder: &Path) -> Result<Files> {
        let mut files = Files::default();
        if folder.is_dir() {
            files.read_into(folder, "").with_context(|| folder.display().to_string())?;
        }
        Ok(files)
    }

    /// Writes the files into `folder`, which holds nothing else afterwards.
    pub fn write(&self, folder: &Path) -> Result<()> {
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
        for (path, bytes) in self.iter() {
            let file = folder.join(path);
            fs::create_dir_all(file.parent().unwrap_or(folder))?;
            fs::write(&file, bytes).with_context(|| file.display().to_string())?;
        }
        Ok(())
    }

    /// Adds or replaces a file.
    pub fn insert(&mut self, path: impl Into<String>, bytes: impl Into<Vec<u8>>) {
        self.0.insert(path.into(), bytes.into());
    }

    /// Takes a file out.
    pub fn remove(&mut self, path: &str) -> Option<Vec<u8>> {
        self.0.remove(path)
    }

    /// The bytes of a file.
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.0.get(path).map(Vec::as_slice)
    }

    /// Keeps only the files whose path `keep` accepts.
    pub fn retain(&mut self, keep: impl Fn(&str) -> bool) {
        self.0.retain(|path, _| keep(path));
    }

    /// Every path with its bytes.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.0.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }

    fn read_into(&mut self, folder: &Path, prefix: &str) -> Result<()> {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name();
            let Some(name) = name.to_str() else { bail!("a file name that is not Unicode: {name:?}") };
            if entry.file_type()?.is_dir() {
                self.read_into(&entry.path(), &format!("{prefix}{name}/"))?;
            } else {
                self.insert(format!("{prefix}{name}"), fs::read(entry.path())?);
            }
        }
        Ok(())
    }
}
