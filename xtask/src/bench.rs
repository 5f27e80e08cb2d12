//! `cargo xtask bench`: our figures beside those of the peers that do the same work, on this machine, one after the other.

use crate::child::step;
use crate::dist;
use crate::schema;
use crate::tools::node;
use crate::workspace::Workspace;
use anyhow::{Result, ensure};
use std::process::Command;

/// Runs the benches of `tests/benches`, then the peers' scripts beside them.
pub fn run(workspace: &Workspace) -> Result<()> {
    shown(workspace.cargo().args(["bench", "--package", "hoso-tests"]))?;
    let folder = workspace.root.join("tests/benches");
    let peers = folder.join("peers.mjs");
    if peers.is_file() {
        step("build: dist/npm", || dist::npm(workspace))?;
        let largest = workspace.root.join("target/bench/largest.json");
        std::fs::create_dir_all(workspace.root.join("target/bench"))?;
        std::fs::write(&largest, schema::largest()?.to_string())?;
        node::install(&folder, "the peers from npm")?;
        step("bench: peers", || shown(node::node()?.current_dir(&folder).arg(&peers).arg(&largest)))?;
    }
    Ok(())
}

/// A bench is watched while it runs, so its output goes straight to the terminal.
fn shown(command: &mut Command) -> Result<()> {
    let status = command.status()?;
    ensure!(status.success(), "{} ended with {status}", command.get_program().to_string_lossy());
    Ok(())
}
