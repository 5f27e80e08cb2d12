//! The npm module: three wasm files of one crate, behind the facade written by hand in `web/npm`.
//!
//! Everything in `web/npm` is shipped, except its tests: `smoke*` and TypeScript sources that are no declarations. Scripts are shipped
//! without their comments and indentation, which a page would load, but for those that say something to a bundler. The build adds
//! `wasm/hoso.js` with `wasm/hoso_bg.wasm` (default features), `wasm/verify.js` with `wasm/verify_bg.wasm` (feature `verify`) and
//! `wasm/full.js` with `wasm/full_bg.wasm` (feature `full`): wasm-bindgen's `--target web`, whose default export takes
//! `{ module_or_path }` with bytes or a URL and whose `initSync` takes `{ module }`. The compiled packs go into `law/`, the JSON Schemas
//! into `schema/`, the told cases into `conformance/`, `conformance-several/`, `conformance-time/` and `conformance-which/`. The version in `package.json` becomes that of the
//! workspace.

use super::notices;
use super::wasm::{self, Care};
use crate::child::must;
use crate::files::Files;
use crate::law::conformance;
use crate::site::NOTICES;
use crate::tools::node;
use crate::workspace::Workspace;
use anyhow::{Context, Result};
use serde_json::Value;
use std::fs;
use std::path::Path;

const CRATE: &str = "hoso-web";
/// What is shipped beside them as it is: the compiled packs with their index, and the JSON Schemas.
const SHIPPED: [(&str, &str); 2] = [("law", "core/law/packs"), ("schema", "core/schema")];
/// The wasm files, with what care each is built, and what cargo is told for it. Of `hoso` the engine is built for size, but not at
/// every price, as far as its budget has room; nobody waits for the verifier's own code, but for that of hashing and of keys, which is
/// neither core's nor the module's; `hoso/full` has no budget, and all of it is built for speed.
const PARTS: [(&str, Care, &[&str]); 3] = [
    (
        "hoso",
        Care::Shipped,
        &[
            "--config",
            "profile.wasm.package.hoso-core.opt-level=\"s\"",
            "--config",
            "profile.wasm.package.hoso-web.opt-level=\"s\"",
            // How much is written out again at each place that calls it: by the compiler's own measure it is 10 KB more, and no faster.
            "--config",
            "target.wasm32-unknown-unknown.rustflags=[\"-Cllvm-args=-inline-threshold=25\"]",
        ],
    ),
    ("verify", Care::Shipped, &["--features", "verify", "--config", "profile.wasm.package.hoso-web.opt-level=\"z\""]),
    (
        "full",
        Care::Fast,
        &[
            "--features",
            "full",
            "--config",
            "profile.wasm.opt-level=3",
            "--config",
            "profile.wasm.package.hoso-web.opt-level=3",
        ],
    ),
];

/// Builds the package into `folder`, which holds nothing else afterwards.
pub fn build(workspace: &Workspace, folder: &Path) -> Result<()> {
    let mut files = Files::read(&workspace.root.join("web/npm"))?;
    files.retain(|path| !is_test(path));
    for (name, care, told) in PARTS {
        let what = [&["--package", CRATE, "--lib"], told].concat();
        let compiled = wasm::compile(workspace, care, &what)?;
        let glue = wasm::glue(workspace, care, &compiled.join("hoso_web.wasm"), name)?;
        for file in [format!("{name}.js"), format!("{name}_bg.wasm")] {
            files.insert(format!("wasm/{file}"), fs::read(glue.join(&file))?);
        }
    }
    bare(workspace, &mut files)?;
    for (folder, from) in SHIPPED {
        for (path, bytes) in Files::read(&workspace.root.join(from))?.iter() {
            files.insert(format!("{folder}/{path}"), bytes);
        }
    }
    for (path, bytes) in conformance::kits()?.iter() {
        files.insert(path, bytes);
    }
    files.insert(NOTICES, notices::of(workspace, &[CRATE], &["verify"])?);
    if let Some(manifest) = files.get("package.json") {
        let manifest = with_version(manifest, &workspace.package(CRATE)?.version)?;
        files.insert("package.json", manifest);
    }
    files.write(folder)
}

/// Takes comments and indentation out of scripts.
fn bare(workspace: &Workspace, files: &mut Files) -> Result<()> {
    let place = workspace.target.join("npm-scripts");
    let (from, to) = (place.join("from"), place.join("to"));
    let mut scripts = Files::default();
    for (path, bytes) in files.iter().filter(|(path, bytes)| path.ends_with(".js") && !is_for_bundlers(bytes)) {
        scripts.insert(path, bytes);
    }
    scripts.write(&from)?;
    let mut tsc = node::node()?;
    tsc.arg(node::build_tools(workspace)?.join("typescript/bin/tsc")).args(BARE).arg("--rootDir").arg(&from);
    tsc.arg("--outDir").arg(&to).args(scripts.iter().map(|(path, _)| from.join(path)));
    must(&mut tsc)?;
    for (path, _) in scripts.iter() {
        files.insert(path, flush(&fs::read_to_string(to.join(path))?));
    }
    Ok(())
}

/// A script whose lines all begin at their first letter; as it is where a text in it may go over several lines.
fn flush(script: &str) -> String {
    if script.lines().any(|line| line.matches('`').count() % 2 == 1) {
        return script.to_owned();
    }
    script.lines().flat_map(|line| [line.trim_start(), "\n"]).collect()
}

/// How scripts are read and written again: as they are, but for the comments.
const BARE: [&str; 10] = [
    "--allowJs",
    "--removeComments",
    "--noResolve",
    "--noCheck",
    "--target",
    "es2022",
    "--module",
    "es2022",
    "--lib",
    "es2022,dom",
];

/// Whether a script says something to a bundler in a comment.
fn is_for_bundlers(script: &[u8]) -> bool {
    std::str::from_utf8(script).is_ok_and(|script| script.contains("@vite-ignore"))
}

/// Whether a file of `web/npm` is a test of the package, not a part of it.
pub fn is_test(path: &str) -> bool {
    path.starts_with("smoke") || path.starts_with("tsconfig") || (path.ends_with(".ts") && !path.ends_with(".d.ts"))
}

fn with_version(manifest: &[u8], version: &str) -> Result<Vec<u8>> {
    let mut manifest: Value = serde_json::from_slice(manifest).context("web/npm/package.json")?;
    let fields = manifest.as_object_mut().context("web/npm/package.json is no object")?;
    fields.insert("version".to_owned(), Value::from(version));
    Ok(serde_json::to_vec_pretty(&manifest)?)
}

#[cfg(test)]
mod tests {
    use super::flush;

    #[test]
    fn lines_are_flush_unless_a_text_goes_over_them() {
        assert_eq!(flush("if (a) {\n    b(`c`);\n}\n"), "if (a) {\nb(`c`);\n}\n");
        let text = "a = `\n    b`;\n";
        assert_eq!(flush(text), text);
    }
}
