//! The steps on the npm module: its weight, its types, and that it runs where it says it does.

use super::Outcome;
use super::browser::{command, sorted};
use super::count::Count;
use crate::build::module;
use crate::child;
use crate::dist;
use crate::files::Files;
use crate::tools::{debian, node};
use crate::workspace::Workspace;
use anyhow::{Context, Result, ensure};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Command;

/// What a portal's page may be asked to load: the module, and its second part loaded on first use; or all of it, built for speed.
const PARTS: [&str; 3] = ["hoso", "hoso/verify", "hoso/full"];

/// What they and the first page may weigh, in bytes after gzip.
const BUDGETS: &str = "tests/budgets.json";

/// Weighs the parts of `dist/npm`, and holds those that have a budget against it.
pub fn weight(workspace: &Workspace) -> Result<Outcome> {
    let folder = dist::folder(workspace, "npm");
    ensure!(folder.is_dir(), "there is no dist/npm; `cargo xtask dist` makes it");
    let files = Files::read(&folder)?;
    let mut outcome = Outcome::default();
    let budgets: BTreeMap<String, usize> =
        serde_json::from_slice(&fs::read(workspace.root.join(BUDGETS))?).context(BUDGETS)?;
    for part in PARTS {
        let loaded = files.iter().filter(|(path, _)| parts_of(path).contains(&part));
        let weight = loaded.map(|(_, bytes)| gzipped(bytes)).sum::<Result<usize>>()?;
        let budget = budgets.get(part);
        outcome.count += Count::one(weight > 0 && budget.is_none_or(|budget| weight <= *budget));
        let of = budget.map_or_else(String::new, |budget| format!(" of {budget}"));
        outcome.output.push_str(&format!("= {part}: {weight}{of} bytes gzipped\n"));
    }
    Ok(outcome)
}

/// Installs `dist/npm` as a user would find it and runs the tests of `web/npm` on it: the TypeScript sources through `tsc`, then
/// each `smoke*.mjs` in node.
pub fn use_it(workspace: &Workspace) -> Result<Outcome> {
    let place = workspace.target.join("npm-user");
    Files::read(&dist::folder(workspace, "npm"))?.write(&place.join("node_modules/hoso"))?;
    for (path, bytes) in Files::read(&workspace.root.join("web/npm"))?.iter().filter(|(path, _)| module::is_test(path))
    {
        fs::write(place.join(path), bytes).with_context(|| path.to_owned())?;
    }
    fs::write(place.join("package.json"), r#"{ "private": true, "type": "module" }"#)?;
    let hoso = command(workspace)?;
    let mut outcome = Outcome::default();
    outcome.add(Count::of_script, child::run(&mut tsc(workspace, &place)?)?);
    node::journey_tools(workspace)?;
    for script in sorted(&place, "mjs")? {
        let mut smoke = node::node()?;
        smoke.current_dir(&place).arg(script).env("HOSO_CHROMIUM", debian::chromium()?);
        smoke.env("HOSO_ROOT", &workspace.root).env("HOSO_CLI", &hoso);
        smoke.env("HOSO_JOURNEY", workspace.root.join("tests/journey"));
        outcome.add(Count::of_script, child::run(&mut smoke)?);
    }
    Ok(outcome)
}

/// The parts that load a file. What `hoso` and `hoso/full` share is loaded by either.
fn parts_of(path: &str) -> &'static [&'static str] {
    if ![".js", ".mjs", ".wasm"].iter().any(|end| path.ends_with(end)) {
        return &[];
    }
    let name = path.rsplit('/').next().unwrap_or(path);
    match name.split(['.', '_']).next() {
        Some("verify") => &["hoso/verify"],
        Some("full") => &["hoso/full"],
        Some("hoso" | "index") => &["hoso"],
        _ => &["hoso", "hoso/full"],
    }
}

fn gzipped(bytes: &[u8]) -> Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len())
}

fn tsc(workspace: &Workspace, place: &Path) -> Result<Command> {
    let mut tsc = node::node()?;
    tsc.current_dir(place).arg(node::build_tools(workspace)?.join("typescript/bin/tsc"));
    tsc.args(["--noEmit", "--strict", "--module", "nodenext", "--target", "es2022", "--lib", "es2022,dom"]);
    tsc.args(sorted(place, "ts")?);
    Ok(tsc)
}

#[cfg(test)]
mod tests {
    use super::parts_of;

    #[test]
    fn what_is_loaded_belongs_to_the_parts_that_load_it() {
        assert_eq!(parts_of("wasm/verify_bg.wasm"), ["hoso/verify"]);
        assert_eq!(parts_of("wasm/hoso.js"), ["hoso"]);
        assert_eq!(parts_of("full.js"), ["hoso/full"]);
        assert_eq!(parts_of("flat.js"), ["hoso", "hoso/full"]);
        assert_eq!(parts_of("session.js"), ["hoso", "hoso/full"]);
        assert!(parts_of("hoso.d.ts").is_empty());
    }
}
