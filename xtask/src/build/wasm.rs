//! From a crate to wasm with its JavaScript glue. What comes of the same compiled bytes is kept in `target/glue` and not made twice.

use crate::child::must;
use crate::tools::{node, wasm};
use crate::workspace::Workspace;
use anyhow::{Context, Result, anyhow};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;

/// How much care goes into a build.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Care {
    /// Quick to rebuild: the dev profile, nothing optimised afterwards.
    Draft,
    /// What is shipped: the `wasm` profile, then wasm-opt.
    Shipped,
    /// What is shipped and shall be fast, however much it weighs.
    Fast,
}

impl Care {
    fn profile(self) -> (&'static str, &'static str) {
        match self {
            Care::Draft => ("dev", "debug"),
            Care::Shipped | Care::Fast => ("wasm", "wasm"),
        }
    }

    /// What wasm-opt is told; nothing where it is not asked.
    fn optimised(self) -> &'static [&'static str] {
        match self {
            Care::Draft => &[],
            // What is called once is not put where it is called: binaryen counts that smaller, but it compresses worse (by 7 %).
            Care::Shipped => &["-Oz", "--converge", "--inline-max-combined-binary-size", "100"],
            Care::Fast => &["-O3"],
        }
    }
}

/// What wasm-opt may use: what every browser with simd128 has and the compiler takes for granted.
const FEATURES: [&str; 8] = [
    "--enable-simd",
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// An ES module for browsers, and a way to begin afresh with new memory after a trap (`__wbg_reset_state`).
const GLUE: [&str; 4] = ["--target", "web", "--no-typescript", "--experimental-reset-state-function"];

/// Compiles with `cargo build` for the browser; `what` chooses package, targets and features. Gives the folder of the result.
pub fn compile(workspace: &Workspace, care: Care, what: &[&str]) -> Result<PathBuf> {
    wasm::target(workspace)?;
    let (profile, folder) = care.profile();
    let mut cargo = workspace.cargo();
    cargo.args(["build", "--target", wasm::TRIPLE, "--profile", profile]).args(what);
    must(&mut cargo)?;
    Ok(workspace.target.join(wasm::TRIPLE).join(folder))
}

/// [`glue`] for several programs side by side, each under the name given with it.
pub fn glue_all(workspace: &Workspace, care: Care, compiled: &[(PathBuf, &str)]) -> Result<Vec<PathBuf>> {
    // Fetched before the hands part, so that no two fetch the same.
    wasm::bindgen(workspace)?;
    if !care.optimised().is_empty() {
        node::build_tools(workspace)?;
    }
    thread::scope(|scope| {
        let glue = |(path, name): &(PathBuf, &str)| glue(workspace, care, path, name);
        let hands: Vec<_> = compiled.iter().map(|one| scope.spawn(move || glue(one))).collect();
        hands.into_iter().map(|hand| hand.join().map_err(|_| anyhow!("the glue of a program broke off"))?).collect()
    })
}

/// Runs wasm-bindgen (and wasm-opt, when shipped) on `compiled`: gives a folder with `<name>.js` and `<name>_bg.wasm`.
pub fn glue(workspace: &Workspace, care: Care, compiled: &Path, name: &str) -> Result<PathBuf> {
    let tool = wasm::bindgen(workspace)?;
    let bytes = fs::read(compiled).with_context(|| compiled.display().to_string())?;
    let key =
        [&[workspace.locked("wasm-bindgen")?, FEATURES.join(" "), GLUE.join(" ")], &[care.optimised().join(" ")][..]]
            .concat()
            .join(" ");
    let digest = Sha256::new().chain_update(key).chain_update(&bytes).finalize();
    let digest: String = digest.iter().take(12).map(|byte| format!("{byte:02x}")).collect();
    let ours = workspace.target.join("glue").join(care.profile().0).join(name);
    let kept = ours.join(digest);
    if kept.is_dir() {
        return Ok(kept);
    }
    if ours.exists() {
        fs::remove_dir_all(&ours)?;
    }
    // Made under another name and moved, so that a run cut short leaves nothing that looks whole.
    let making = kept.with_extension("making");
    let mut bindgen = std::process::Command::new(tool);
    bindgen.args(GLUE).args(["--out-name", name, "--out-dir"]).arg(&making).arg(compiled);
    must(&mut bindgen)?;
    if !care.optimised().is_empty() {
        optimise(workspace, care, &making.join(format!("{name}_bg.wasm")))?;
    }
    fs::rename(&making, &kept)?;
    Ok(kept)
}

fn optimise(workspace: &Workspace, care: Care, wasm: &Path) -> Result<()> {
    let script = node::build_tools(workspace)?.join("binaryen/bin/wasm-opt");
    let mut optimiser = node::node()?;
    optimiser.arg(script).args(care.optimised()).args(FEATURES).arg(wasm).arg("-o").arg(wasm);
    must(&mut optimiser)?;
    Ok(())
}
