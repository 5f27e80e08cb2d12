//! `cargo xtask dist`: what is shipped, in `dist/www` (any static host, any path) and `dist/npm`.

use crate::build::wasm::Care;
use crate::build::{client, module};
use crate::child::step;
use crate::connect::Connect;
use crate::policy;
use crate::workspace::Workspace;
use anyhow::Result;
use std::fs;
use std::path::PathBuf;

/// Builds both products.
pub fn run(workspace: &Workspace, connect: &Connect) -> Result<()> {
    step("build: dist/www", || www(workspace, connect))?;
    step("build: dist/npm", || npm(workspace))
}

/// Builds the client into `dist/www`. While it fails there is no older one in its place.
pub fn www(workspace: &Workspace, connect: &Connect) -> Result<()> {
    let folder = folder(workspace, "www");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let mut site = client::build(workspace, Care::Shipped, connect)?;
    let headers = policy::headers_file(site.iter().map(|(path, _)| path), connect);
    site.insert(policy::HEADERS_FILE, headers);
    site.write(&folder)
}

/// Builds the module into `dist/npm`. While it fails there is no older one in its place.
pub fn npm(workspace: &Workspace) -> Result<()> {
    let folder = folder(workspace, "npm");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    module::build(workspace, &folder)
}

/// Where a product lies.
pub fn folder(workspace: &Workspace, product: &str) -> PathBuf {
    workspace.root.join("dist").join(product)
}
