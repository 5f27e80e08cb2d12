//! Node packages, always by their committed lock file.

use crate::child::{must, step};
use crate::workspace::Workspace;
use anyhow::{Context, Result, ensure};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The build tools of `xtask/npm` (binaryen, typescript), installed in `target/tools/npm`; gives their `node_modules`.
pub fn build_tools(workspace: &Workspace) -> Result<PathBuf> {
    let folder = workspace.target.join("tools/npm");
    fs::create_dir_all(&folder)?;
    for file in ["package.json", "package-lock.json"] {
        let source = workspace.root.join("xtask/npm").join(file);
        fs::copy(&source, folder.join(file)).with_context(|| source.display().to_string())?;
    }
    install(&folder, "binaryen and typescript from npm")?;
    Ok(folder.join("node_modules"))
}

/// What the journeys drive and inspect a browser with, installed beside them, where node looks for it.
pub fn journey_tools(workspace: &Workspace) -> Result<()> {
    install(&workspace.root.join("tests/journey"), "puppeteer-core and axe-core from npm")
}

/// Runs `npm ci` in `folder` unless its `node_modules` were made from the very same lock file.
pub fn install(folder: &Path, what: &str) -> Result<()> {
    let lock = folder.join("package-lock.json");
    let lock = fs::read(&lock).with_context(|| lock.display().to_string())?;
    let wanted = Sha256::digest(&lock).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let stamp = folder.join("node_modules/.hoso-lock");
    if fs::read_to_string(&stamp).is_ok_and(|made_from| made_from == wanted) {
        return Ok(());
    }
    step(&format!("fetch: {what}"), || {
        let mut npm = Command::new("npm");
        npm.current_dir(folder).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
        must(&mut npm)?;
        fs::write(&stamp, &wanted).context("npm ci left no node_modules")
    })
}

/// `node`, once it is known to be recent enough.
pub fn node() -> Result<Command> {
    let version = must(Command::new("node").arg("--version")).context("Node 20 or later is needed")?;
    let major = version.trim().trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    ensure!(major.is_some_and(|major| major >= 20), "Node 20 or later is needed, this is {}", version.trim());
    Ok(Command::new("node"))
}
