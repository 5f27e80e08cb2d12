//! The steps that need a browser or look at what one made: wasm tests, journeys, the independent verifiers.

use super::Outcome;
use super::count::Count;
use crate::child;
use crate::dist;
use crate::tools::{debian, node, python, wasm};
use crate::workspace::{Package, Workspace};
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::{Path, PathBuf};

/// Runs the tests marked for the browser in headless chromium, crate by crate.
pub fn wasm_tests(workspace: &Workspace, long: bool) -> Result<Outcome> {
    wasm::target(workspace)?;
    let runner = wasm::test_runner(workspace)?;
    debian::chromium()?;
    let driver = debian::chromedriver()?;
    let mut outcome = Outcome::default();
    for package in &workspace.packages {
        let targets = targets_with_wasm_tests(package)?;
        if targets.is_empty() {
            continue;
        }
        let mut cargo = workspace.cargo();
        cargo.args(["test", "--no-fail-fast", "--target", wasm::TRIPLE, "--package", &package.name]).args(targets);
        cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", &runner);
        cargo.env("WASM_BINDGEN_USE_BROWSER", "1").env("CHROMEDRIVER", &driver);
        super::say_long(&mut cargo, long);
        outcome.add(Count::of_cargo, child::run(&mut cargo)?);
    }
    Ok(outcome)
}

/// Runs `tests/journey/run.mjs` on `dist/www`. What journeys download and make stays in `target/journey`.
pub fn journeys(workspace: &Workspace, long: bool) -> Result<Outcome> {
    let site = dist::folder(workspace, "www");
    ensure!(site.is_dir(), "there is no dist/www; `cargo xtask dist` makes it");
    child::must(workspace.cargo().args(["build", "--package", "hoso-cli"]))?;
    node::journey_tools(workspace)?;
    let made = made_by_journeys(workspace);
    if made.exists() {
        fs::remove_dir_all(&made)?;
    }
    fs::create_dir_all(&made)?;
    let mut node = node::node()?;
    node.current_dir(&workspace.root).arg("tests/journey/run.mjs");
    node.env("HOSO_SITE", site).env("HOSO_MADE", made);
    node.env("HOSO_XTASK", std::env::current_exe()?).env("HOSO_CLI", workspace.target.join("debug/hoso"));
    node.env("HOSO_CHROMIUM", debian::chromium()?);
    super::say_long(&mut node, long);
    let mut outcome = Outcome::default();
    outcome.add(Count::of_script, child::run(&mut node)?);
    Ok(outcome)
}

/// Runs each `tests/verify/*.py` on what the journeys made.
pub fn verify(workspace: &Workspace) -> Result<Outcome> {
    let python = python::verifiers(workspace)?;
    let mut outcome = Outcome::default();
    let scripts = sorted(&workspace.root.join("tests/verify"), "py")?;
    ensure!(!scripts.is_empty(), "tests/verify holds no verifier: nothing was verified by software that is not ours");
    for script in scripts {
        let mut verifier = std::process::Command::new(&python);
        verifier.current_dir(&workspace.root).arg(&script).env("HOSO_MADE", made_by_journeys(workspace));
        verifier.env("HOSO_CLI", workspace.target.join("debug/hoso")).env("LANG", "C.UTF-8");
        outcome.add(Count::of_script, child::run(&mut verifier)?);
    }
    Ok(outcome)
}

/// The files of `folder` whose names end in `.<end>`, in order.
pub fn sorted(folder: &Path, end: &str) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == end));
    paths.sort();
    Ok(paths)
}

fn made_by_journeys(workspace: &Workspace) -> PathBuf {
    workspace.target.join("journey")
}

/// The arguments that choose those targets of a crate whose sources hold tests for the browser.
fn targets_with_wasm_tests(package: &Package) -> Result<Vec<String>> {
    let mut chosen = Vec::new();
    for target in &package.targets {
        let is = |kind: &str| target.kind.iter().any(|of| of == kind);
        if is("test") && mentions(&target.src_path)? {
            chosen.extend(["--test".to_owned(), target.name.clone()]);
        } else if (is("lib") || is("rlib")) && mentions(target.src_path.parent().unwrap_or(&target.src_path))? {
            chosen.push("--lib".to_owned());
        } else if is("bin") && mentions(&target.src_path)? {
            chosen.extend(["--bin".to_owned(), target.name.clone()]);
        }
    }
    Ok(chosen)
}

fn mentions(path: &Path) -> Result<bool> {
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            if mentions(&entry?.path())? {
                return Ok(true);
            }
        }
        return Ok(false);
    }
    Ok(fs::read_to_string(path)?.contains("#[wasm_bindgen_test"))
}
