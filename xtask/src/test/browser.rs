//! The steps that need a browser or look at what one made: wasm tests, journeys, the independent verifiers.

use super::Outcome;
use super::count::Count;
use super::rust::FOR_WASM;
use crate::attacks;
use crate::child;
use crate::dist;
use crate::tools::{debian, node, python, wasm};
use crate::workspace::{Package, Workspace};
use anyhow::{Context, Result, ensure};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Crates that `Cargo.toml` has optimised for the native tests and that no test in the browser calls.
const UNUSED_BY_WASM_TESTS: [&str; 11] =
    ["aes", "cbc", "crypto-bigint", "des", "hmac", "miniz_oxide", "p256", "p384", "pbkdf2", "primeorder", "rsa"];

/// Runs the tests marked for the browser in headless chromium. One run for all crates: so they are built once, with the features
/// that the client asks of core.
pub fn wasm_tests(workspace: &Workspace, long: bool) -> Result<Outcome> {
    let mut cargo = workspace.cargo();
    cargo.args(["test", "--no-fail-fast", "--target", wasm::TRIPLE]);
    // No test in the browser opens a key or signs: what the native tests want fast is built for these as quickly as can be.
    for slow in UNUSED_BY_WASM_TESTS {
        cargo.arg("--config").arg(format!("profile.dev.package.{slow}.opt-level=0"));
    }
    let mut chosen = BTreeSet::new();
    for name in [&FOR_WASM[..], &["hoso-tests"]].concat() {
        let targets = targets_with_wasm_tests(workspace.package(name)?)?;
        if !targets.is_empty() {
            cargo.args(["--package", name]);
        }
        chosen.extend(targets);
    }
    ensure!(!chosen.is_empty(), "no crate marks a test for the browser");
    wasm::target(workspace)?;
    debian::chromium()?;
    cargo.args(chosen).env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", wasm::test_runner(workspace)?);
    cargo.env("WASM_BINDGEN_USE_BROWSER", "1").env("CHROMEDRIVER", debian::chromedriver()?);
    super::say_long(&mut cargo, long);
    let mut outcome = Outcome::default();
    outcome.add(Count::of_cargo, child::run(&mut cargo)?);
    Ok(outcome)
}

/// Runs `tests/journey/run.mjs` on `dist/www`. What journeys download and make stays in `target/journey`, with the certification
/// authority, made anew for this run, that they sign under.
pub fn journeys(workspace: &Workspace, long: bool) -> Result<Outcome> {
    let site = dist::folder(workspace, "www");
    ensure!(site.is_dir(), "there is no dist/www; `cargo xtask dist` makes it");
    let hoso = command(workspace)?;
    node::journey_tools(workspace)?;
    debian::softhsm()?;
    let made = made_by_journeys(workspace);
    if made.exists() {
        fs::remove_dir_all(&made)?;
    }
    fs::create_dir_all(&made)?;
    make_authority(workspace, &made.join("ca"))?;
    let python = python::verifiers(workspace)?;
    let mut node = node::node()?;
    node.current_dir(&workspace.root).arg("tests/journey/run.mjs");
    node.env("HOSO_SITE", site).env("HOSO_MADE", made);
    node.env("HOSO_XTASK", std::env::current_exe()?).env("HOSO_CLI", hoso);
    node.env("HOSO_PYTHON", python).env("HOSO_CHROMIUM", debian::chromium()?);
    super::say_long(&mut node, long);
    let mut outcome = Outcome::default();
    outcome.add(Count::of_script, child::run(&mut node)?);
    Ok(outcome)
}

/// Runs each `tests/verify/*.py`: on what the journeys made, on what is signed at the prompt in every way, and on known attacks.
pub fn verify(workspace: &Workspace) -> Result<Outcome> {
    let (python, hoso) = (python::verifiers(workspace)?, command(workspace)?);
    debian::softhsm()?;
    let attacked = workspace.target.join("attacks");
    attacks::write_all(&attacked)?;
    let mut outcome = Outcome::default();
    let scripts = sorted(&workspace.root.join("tests/verify"), "py")?;
    ensure!(!scripts.is_empty(), "tests/verify holds no verifier: nothing was verified by software that is not ours");
    for script in scripts {
        let mut verifier = Command::new(&python);
        // Some of them leave files of their own where they run.
        verifier.current_dir(&workspace.target).arg(&script).env("HOSO_MADE", made_by_journeys(workspace));
        verifier.env("HOSO_ATTACKS", &attacked);
        verifier.env("HOSO_CLI", &hoso).env("LANG", "C.UTF-8");
        outcome.add(Count::of_script, child::run(&mut verifier)?);
    }
    Ok(outcome)
}

/// The command `hoso`, as it is built for the native tests: asked for in this way, nothing is compiled a second time for it.
pub fn command(workspace: &Workspace) -> Result<PathBuf> {
    child::must(workspace.cargo().args(["test", "--workspace", "--no-run", "--test", "command"]))?;
    Ok(workspace.target.join("debug/hoso"))
}

/// The files of `folder` whose names end in `.<end>`, in order.
pub fn sorted(folder: &Path, end: &str) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == end));
    paths.sort();
    Ok(paths)
}

/// Makes the authority and its signers; `tests/verify/ca/make_ca.py` says which.
fn make_authority(workspace: &Workspace, home: &Path) -> Result<()> {
    debian::openssl()?;
    let mut make = Command::new(python::verifiers(workspace)?);
    child::must(make.arg(workspace.root.join("tests/verify/ca/make_ca.py")).arg(home))?;
    Ok(())
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
            chosen.push(format!("--test={}", target.name));
        } else if is(&["bin"]) {
            chosen.push(format!("--bin={}", target.name));
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
