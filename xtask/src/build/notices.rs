//! The notices of what is shipped: each crate that went into the wasm, with its licence and the licence's text as its author
//! published it.

use crate::child::must;
use crate::tools::wasm::TRIPLE;
use crate::workspace::Workspace;
use anyhow::{Context, Result};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Published>,
}

#[derive(Deserialize)]
struct Published {
    name: String,
    version: String,
    license: Option<String>,
    repository: Option<String>,
    manifest_path: PathBuf,
    source: Option<String>,
}

/// The notices for what `packages`, with `features`, bring into a browser.
pub fn of(workspace: &Workspace, packages: &[&str], features: &[&str]) -> Result<String> {
    let shipped = shipped(workspace, packages, features)?;
    let mut cargo = workspace.cargo();
    let metadata = must(cargo.args(["metadata", "--quiet", "--format-version", "1", "--filter-platform", TRIPLE]))?;
    let metadata: Metadata = serde_json::from_str(&metadata).context("cargo metadata wrote what xtask cannot read")?;
    let mut crates = String::new();
    let mut texts = BTreeMap::<String, BTreeSet<String>>::new();
    for krate in metadata.packages.iter().filter(|krate| krate.source.is_some()) {
        let name = format!("{} {}", krate.name, krate.version);
        if !shipped.contains(&name) {
            continue;
        }
        let license = krate.license.as_deref().unwrap_or("see its licence text");
        crates.push_str(&format!("{name}: {license}, {}\n", krate.repository.as_deref().unwrap_or("")));
        for text in licence_texts(&krate.manifest_path)? {
            texts.entry(text).or_default().insert(name.clone());
        }
    }
    let own = fs::read_to_string(workspace.root.join("LICENSE-MIT"))?;
    let mut notices =
        format!("hoso is licensed under MIT or Apache-2.0.\n\n{own}\nIt contains these crates:\n\n{crates}");
    for (text, names) in texts {
        let names = names.into_iter().collect::<Vec<_>>().join(", ");
        notices.push_str(&format!("\n{}\n{names}\n\n{text}\n", "-".repeat(80)));
    }
    Ok(notices)
}

/// `name version` of each crate in the normal dependency tree for wasm32. Procedural macros work while compiling and ship nothing.
fn shipped(workspace: &Workspace, packages: &[&str], features: &[&str]) -> Result<BTreeSet<String>> {
    let mut cargo = workspace.cargo();
    cargo.args(["tree", "--quiet", "--target", TRIPLE, "--edges", "normal,no-proc-macro", "--prefix", "none"]);
    cargo.args(packages.iter().flat_map(|name| ["--package", name]));
    cargo.args(features.iter().flat_map(|name| ["--features", name]));
    let tree = must(cargo.args(["--format", "{p}"]))?;
    let name = |line: &str| {
        let mut words = line.split(' ');
        Some(format!("{} {}", words.next()?, words.next()?.strip_prefix('v')?))
    };
    Ok(tree.lines().filter_map(name).collect())
}

fn licence_texts(manifest: &Path) -> Result<Vec<String>> {
    let folder = manifest.parent().context("a manifest without a folder")?;
    let mut texts = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().to_uppercase()).unwrap_or_default();
        let is_licence =
            ["LICENSE", "LICENCE", "COPYING", "NOTICE", "COPYRIGHT"].iter().any(|word| name.starts_with(word));
        if is_licence && path.is_file() {
            texts.push(String::from_utf8_lossy(&fs::read(&path)?).trim().to_owned());
        }
    }
    texts.sort();
    Ok(texts)
}
