//! `cargo xtask schema`: the JSON Schemas of what hoso writes, made from the types that read and write it.

use std::fs;

use anyhow::{Context, Result, bail};
use hoso_core::dossier::Dossier;
use hoso_core::draft::Draft;
use hoso_core::report::Report;
use serde_json::Value;

use crate::law::conformance::Told;
use crate::workspace::Workspace;

const FOLDER: &str = "core/schema";

/// What to do with the schemas; without an option, write them.
#[derive(clap::Args)]
pub struct Arguments {
    /// Fail where a written schema differs from the types
    #[arg(long)]
    check: bool,
}

/// Writes the schemas, or looks whether they are still those of the types.
pub fn run(workspace: &Workspace, arguments: &Arguments) -> Result<()> {
    for (name, schema) in schemas()? {
        let path = workspace.root.join(FOLDER).join(name);
        if arguments.check {
            let written = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
            if written != schema {
                bail!("{FOLDER}/{name} differs from the types; run `cargo xtask schema`");
            }
        } else {
            fs::write(&path, schema).with_context(|| path.display().to_string())?;
            println!("schema: wrote {FOLDER}/{name}");
        }
    }
    Ok(())
}

fn schemas() -> Result<[(&'static str, String); 4]> {
    Ok([
        ("draft.json", written(schemars::schema_for!(Draft).to_value())?),
        ("dossier.json", written(schemars::schema_for!(Dossier).to_value())?),
        ("report.json", written(schemars::schema_for!(Report).to_value())?),
        ("conformance.json", written(schemars::schema_for!(Vec<Told>).to_value())?),
    ])
}

fn written(schema: Value) -> Result<String> {
    let mut text = serde_json::to_string_pretty(&schema)?;
    text.push('\n');
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schemas_written_are_those_of_the_types() {
        run(&Workspace::open().unwrap(), &Arguments { check: true }).unwrap();
    }
}
