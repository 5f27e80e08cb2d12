//! The independent verifiers: Python packages pinned with hashes, in an environment of their own.

use super::debian;
use crate::child::{must, run, step};
use crate::workspace::Workspace;
use anyhow::{Context, Result};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// The Python with the verifiers of `tests/verify/requirements.txt`, in `target/verifiers`.
pub fn verifiers(workspace: &Workspace) -> Result<PathBuf> {
    let list = workspace.root.join("tests/verify/requirements.txt");
    let wanted = fs::read_to_string(&list).with_context(|| list.display().to_string())?;
    let home = workspace.target.join("verifiers");
    let python = home.join("bin/python");
    let stamp = home.join("requirements.txt");
    if fs::read_to_string(&stamp).is_ok_and(|made_from| made_from == wanted) && python.exists() {
        return Ok(python);
    }
    step("fetch: pydigidoc, signxml, xmlsec and certomancer from PyPI", || {
        let make = || run(Command::new("python3.11").args(["-m", "venv", "--clear"]).arg(&home));
        if !make().context("Python 3.11 is needed: pydigidoc is built for it")?.success {
            debian::install(&["python3-venv"])?;
            must(Command::new("python3.11").args(["-m", "venv", "--clear"]).arg(&home))?;
        }
        let mut pip = Command::new(&python);
        pip.args(["-m", "pip", "install", "--quiet", "--require-hashes", "--only-binary", ":all:", "--requirement"]);
        must(pip.arg(&list))?;
        Ok(fs::write(&stamp, &wanted)?)
    })?;
    Ok(python)
}
