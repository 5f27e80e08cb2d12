//! Where things are, as cargo itself tells it.

use anyhow::{Context, Result};
use serde::Deserialize;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The workspace hoso is built from.
#[derive(Deserialize)]
pub struct Workspace {
    /// The folder with the root `Cargo.toml`.
    #[serde(rename = "workspace_root")]
    pub root: PathBuf,
    /// Where cargo builds.
    #[serde(rename = "target_directory")]
    pub target: PathBuf,
    /// The member crates.
    pub packages: Vec<Package>,
}

/// A member crate.
#[derive(Deserialize)]
pub struct Package {
    /// Its name, as given to `cargo -p`.
    pub name: String,
    /// Its version.
    pub version: String,
    /// What it builds.
    pub targets: Vec<Target>,
}

/// A library, binary, test or bench of a crate.
#[derive(Deserialize)]
pub struct Target {
    /// Its name.
    pub name: String,
    /// `lib`, `cdylib`, `bin`, `test`, `bench`, `example`.
    pub kind: Vec<String>,
    /// The file it starts from.
    pub src_path: PathBuf,
}

impl Workspace {
    /// Asks cargo for the workspace that xtask was built from.
    pub fn open() -> Result<Workspace> {
        let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
        let mut cargo = Command::new("cargo");
        cargo.args(["metadata", "--no-deps", "--format-version", "1", "--manifest-path"]).arg(manifest);
        let output = cargo.output().context("cannot start cargo")?;
        anyhow::ensure!(output.status.success(), "cargo metadata: {}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).context("cargo metadata wrote what xtask cannot read")
    }

    /// A member crate by name.
    pub fn package(&self, name: &str) -> Result<&Package> {
        self.packages.iter().find(|package| package.name == name).with_context(|| format!("no crate {name} here"))
    }

    /// The version of a crate that `Cargo.lock` settles on.
    pub fn locked(&self, name: &str) -> Result<String> {
        let lock = fs::read_to_string(self.root.join("Cargo.lock")).context("Cargo.lock")?;
        version_in_lock(&lock, name).with_context(|| format!("Cargo.lock names no {name}"))
    }

    /// `cargo`, started in the root of the workspace.
    pub fn cargo(&self) -> Command {
        let mut cargo = Command::new("cargo");
        cargo.current_dir(&self.root);
        cargo
    }
}

impl Package {
    /// The names of its binaries.
    pub fn binaries(&self) -> impl Iterator<Item = &str> {
        self.targets.iter().filter(|target| target.kind.iter().any(|kind| kind == "bin")).map(|target| &*target.name)
    }
}

fn version_in_lock(lock: &str, name: &str) -> Option<String> {
    let mut lines = lock.lines().skip_while(|line| *line != format!("name = \"{name}\""));
    let version = lines.nth(1)?.strip_prefix("version = \"")?;
    version.strip_suffix('"').map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::version_in_lock;

    #[test]
    fn the_locked_version_is_that_of_the_whole_name() {
        let lock = "[[package]]\nname = \"wasm-bindgen-test\"\nversion = \"0.3.77\"\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.127\"\n";
        assert_eq!(version_in_lock(lock, "wasm-bindgen").as_deref(), Some("0.2.127"));
        assert_eq!(version_in_lock(lock, "wasm"), None);
    }
}
