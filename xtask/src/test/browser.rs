//! The steps that need a browser or look at what one made: wasm tests, journeys, the independent verifiers.

use super::Outcome;
use super::count::Count;
use super::rust::FOR_WASM;
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
    for name in [&FOR_WASM[..], &["hoso-tests"]].concat() {
        let targets = targets_with_wasm_tests(workspace.package(name)?)?;
        if targets.is_empty() {
            continue;
        }
        let mut cargo = workspace.cargo();
        cargo.args(["test", "--no-fail-fast", "--target", wasm::TRIPLE, "--package", name]).args(targets);
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
        let is = |kinds: &[&str]| target.kind.iter().any(|kind| kinds.contains(&&**kind));
        let file = &target.src_path;
        let is_root = file.ends_with("src/lib.rs") || file.ends_with("src/main.rs");
        let sources = if is_root { file.parent().unwrap_or(file) } else { file };
        if !holds_wasm_tests(sources)? {
            continue;
        }
        if is(&["test"]) {
            chosen.extend(["--test".to_owned(), target.name.clone()]);
        } else if is(&["bin"]) {
            chosen.extend(["--bin".to_owned(), target.name.clone()]);
        } else if is(&["lib", "rlib", "cdylib"]) {
            chosen.push("--lib".to_owned());
        }
    }
    Ok(chosen)
}

/// Whether a source file, or one in a folder, marks a test for the browser. Other binaries of the crate, in `bin`, are no part of it.
fn holds_wasm_tests(path: &Path) -> Result<bool> {
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            let entry = entry?.path();
            if !entry.ends_with("src/bin") && holds_wasm_tests(&entry)? {
                return Ok(true);
            }
        }
        return Ok(false);
    }
    let is_source = path.extension().is_some_and(|extension| extension == "rs");
    Ok(is_source && fs::read_to_string(path)?.contains("#[wasm_bindgen_test"))
}
