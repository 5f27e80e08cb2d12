//! The steps without a browser: format, lints, native tests, the law, fuzzing.

use super::count::Count;
use super::{FIGURE, Outcome};
use crate::child;
use crate::fuzz;
use crate::tools::wasm;
use crate::workspace::Workspace;
use anyhow::Result;
use std::process::Command;

/// Crates that are built for the browser.
pub const FOR_WASM: [&str; 3] = ["hoso-core", "hoso-web", "hoso-www"];

/// `cargo fmt --check`.
pub fn format(workspace: &Workspace) -> Result<Outcome> {
    as_one_test(workspace.cargo().args(["fmt", "--all", "--check"]))
}

/// Clippy with warnings refused: the whole workspace natively, and what the browser gets for wasm32, the module with all it can answer.
pub fn lint(workspace: &Workspace) -> Result<Outcome> {
    let refuse = ["--", "--deny", "warnings"];
    let native = as_one_test(workspace.cargo().args(["clippy", "--workspace", "--all-targets"]).args(refuse))?;
    wasm::target(workspace)?;
    let mut browser = workspace.cargo();
    browser.args(["clippy", "--target", wasm::TRIPLE, "--features", "hoso-web/full"]);
    browser.args(FOR_WASM.iter().flat_map(|name| ["--package", name])).args(refuse);
    let browser = as_one_test(&mut browser)?;
    let mut count = native.count;
    count += browser.count;
    Ok(Outcome { count, output: [native, browser].map(|part| part.output).join("\n") })
}

/// `cargo test` over the workspace.
pub fn native(workspace: &Workspace, long: bool) -> Result<Outcome> {
    let mut cargo = workspace.cargo();
    cargo.args(["test", "--workspace", "--no-fail-fast"]);
    super::say_long(&mut cargo, long);
    let ended = child::run(&mut cargo)?;
    Ok(Outcome { count: Count::of_cargo(&ended), output: ended.output })
}

/// No compiled pack differs from its sources, and a told case fails for every mutant of the law.
pub fn law(workspace: &Workspace) -> Result<Outcome> {
    let xtask = std::env::current_exe()?;
    let ask = |option| as_one_test(Command::new(&xtask).current_dir(&workspace.root).args(["law", option]));
    let (mut outcome, mutants) = (ask("--check")?, ask("--mutants")?);
    outcome.count += mutants.count;
    let figures = mutants.output.lines().filter(|line| line.starts_with("mutants:"));
    figures.for_each(|figure| outcome.output.push_str(&format!("{FIGURE}{figure}\n")));
    outcome.output.push_str(&mutants.output);
    Ok(outcome)
}

/// Every target of the fuzzer, each a test: ten seconds, or ten minutes.
pub fn fuzz(workspace: &Workspace, long: bool) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    for one in fuzz::all(workspace, if long { 600 } else { 10 })? {
        outcome.count += Count::one(one.success);
        outcome.output.push_str(&format!("{FIGURE}{}\n", one.said));
    }
    Ok(outcome)
}

fn as_one_test(command: &mut Command) -> Result<Outcome> {
    let ended = child::run(command)?;
    Ok(Outcome { count: Count::one(ended.success), output: ended.output })
}
