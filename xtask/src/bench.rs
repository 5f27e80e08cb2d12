//! `cargo xtask bench`: our figures beside those of the peers that do the same work, on this machine, one after the other.

use crate::child::{must, step};
use crate::connect::Connect;
use crate::dist;
use crate::schema;
use crate::tools::{debian, node};
use crate::workspace::Workspace;
use anyhow::{Result, ensure};
use clap::ValueEnum;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// What `cargo xtask bench` is told.
#[derive(clap::Args)]
pub struct Arguments {
    /// Only these; all of them when none is named
    #[arg(value_enum)]
    only: Vec<Bench>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Bench {
    /// Checking, natively and as the npm module beside ajv
    Engine,
    /// Sealing, in the client beside hash-wasm and at the prompt beside sha256sum
    Sealing,
}

/// Runs the benches of `tests/benches`, each beside its peers.
pub fn run(workspace: &Workspace, arguments: &Arguments) -> Result<()> {
    let folder = workspace.root.join("tests/benches");
    let made = workspace.target.join("bench");
    fs::create_dir_all(&made)?;
    node::install(&folder, "the peers from npm")?;
    for bench in Bench::value_variants() {
        if !arguments.only.is_empty() && !arguments.only.contains(bench) {
            continue;
        }
        let mut script = node::node()?;
        script.current_dir(&folder).env("HOSO_MADE", &made);
        match bench {
            Bench::Engine => engine(workspace, &mut script, made.join("dossiers.json"))?,
            Bench::Sealing => sealing(workspace, &mut script)?,
        }
        shown(&mut script)?;
    }
    Ok(())
}

fn engine(workspace: &Workspace, script: &mut Command, dossiers: PathBuf) -> Result<()> {
    shown(workspace.cargo().args(["bench", "--package", "hoso-tests"]))?;
    step("build: dist/npm", || dist::npm(workspace))?;
    fs::write(&dossiers, schema::benched()?.to_string())?;
    script.arg("peers.mjs").arg(dossiers);
    Ok(())
}

fn sealing(workspace: &Workspace, script: &mut Command) -> Result<()> {
    step("build: dist/www", || dist::www(workspace, &Connect::default()))?;
    step("build: hoso", || must(workspace.cargo().args(["build", "--release", "--package", "hoso-cli"])))?;
    debian::openssl()?;
    script.arg("sealing.mjs").env("HOSO_SITE", dist::folder(workspace, "www"));
    script.env("HOSO_CLI", workspace.target.join("release/hoso")).env("HOSO_CHROMIUM", debian::chromium()?);
    Ok(())
}

/// A bench is watched while it runs, so its output goes straight to the terminal.
fn shown(command: &mut Command) -> Result<()> {
    let status = command.status()?;
    ensure!(status.success(), "{} ended with {status}", command.get_program().to_string_lossy());
    Ok(())
}
