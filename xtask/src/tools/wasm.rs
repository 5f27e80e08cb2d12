//! The compiler's wasm target and the wasm-bindgen tools.

use crate::child::{must, step};
use crate::workspace::Workspace;
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The target triple of everything that runs in a browser.
pub const TRIPLE: &str = "wasm32-unknown-unknown";

/// Sees to it that the compiler can build for [`TRIPLE`].
pub fn target(workspace: &Workspace) -> Result<()> {
    let mut rustc = Command::new("rustc");
    let library = must(rustc.current_dir(&workspace.root).args(["--print", "target-libdir", "--target", TRIPLE]))?;
    if Path::new(library.trim()).is_dir() {
        return Ok(());
    }
    step(&format!("fetch: rust target {TRIPLE}"), || {
        let mut rustup = Command::new("rustup");
        must(rustup.current_dir(&workspace.root).args(["target", "add", TRIPLE]))
            .context("hoso is built with rustup's stable Rust, see https://rustup.rs")
    })?;
    Ok(())
}

/// `wasm-bindgen` of the version that `Cargo.lock` names.
pub fn bindgen(workspace: &Workspace) -> Result<PathBuf> {
    tool(workspace, "wasm-bindgen")
}

/// `wasm-bindgen-test-runner` of the version that `Cargo.lock` names.
pub fn test_runner(workspace: &Workspace) -> Result<PathBuf> {
    tool(workspace, "wasm-bindgen-test-runner")
}

fn tool(workspace: &Workspace, name: &str) -> Result<PathBuf> {
    let version = workspace.locked("wasm-bindgen")?;
    let tools = workspace.target.join("tools");
    let path = tools.join("bin").join(name);
    if !reports(&path, &version) {
        step(&format!("fetch: wasm-bindgen {version} (built from source, about two minutes)"), || {
            let mut cargo = workspace.cargo();
            cargo.args(["install", "--locked", "--force", "wasm-bindgen-cli", "--version", &version]);
            cargo.arg("--root").arg(&tools);
            // It runs for seconds and is built for minutes; it talks to a browser on this machine, without TLS.
            cargo.args(["--no-default-features", "--bin", "wasm-bindgen", "--bin", "wasm-bindgen-test-runner"]);
            cargo.envs([("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1"), ("CARGO_PROFILE_RELEASE_LTO", "off")]);
            cargo.env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
            must(&mut cargo)
        })?;
    }
    Ok(path)
}

fn reports(tool: &Path, version: &str) -> bool {
    let output = Command::new(tool).arg("--version").output();
    output.is_ok_and(|output| String::from_utf8_lossy(&output.stdout).split_whitespace().nth(1) == Some(version))
}
