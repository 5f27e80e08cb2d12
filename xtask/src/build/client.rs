//! The e-filing client as a site: the page and each worker built, joined with what is written by hand and with the law.

use super::notices;
use super::wasm::{self, Care};
use crate::connect::{self, Connect};
use crate::files::Files;
use crate::site::{self, NOTICES};
use crate::workspace::Workspace;
use anyhow::Result;
use std::fs;
use std::path::PathBuf;

const CRATE: &str = "hoso-www";

/// Builds the client, which may speak to what `connect` names.
pub fn build(workspace: &Workspace, care: Care, connect: &Connect) -> Result<Files> {
    let compiled = wasm::compile(workspace, care, &["--package", CRATE, "--bins"])?;
    let mut built = Files::default();
    let package = workspace.package(CRATE)?;
    let programs: Vec<(PathBuf, &str)> =
        package.binaries().map(|name| (compiled.join(format!("{name}.wasm")), name)).collect();
    let glued = wasm::glue_all(workspace, care, &programs)?;
    for ((_, name), glue) in programs.iter().zip(glued) {
        built.insert(format!("{name}.js"), fs::read(glue.join(format!("{name}.js")))?);
        built.insert(format!("{name}_bg.wasm"), fs::read(glue.join(format!("{name}_bg.wasm")))?);
    }
    let mut statics = Files::read(&workspace.root.join("www/static"))?;
    statics.insert(connect::FILE, connect.file()?);
    if care == Care::Shipped {
        statics.insert(NOTICES, notices::of(workspace, &[CRATE], &[])?);
    }
    site::assemble(statics, &built, &Files::read(&workspace.root.join("core/law/packs"))?)
}
