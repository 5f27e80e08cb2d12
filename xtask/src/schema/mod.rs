//! `cargo xtask schema`: the JSON Schemas of what hoso writes, made from the types that read and write it.

mod of_dossier;

use std::fs;

use anyhow::{Context, Result, anyhow, bail};
use hoso_core::bundle::{Table, Verdict};
use hoso_core::dossier::{Dossier, Several};
use hoso_core::draft::Draft;
use hoso_core::json::canonical;
use hoso_core::law::{Pack, PackRef};
use hoso_core::page::Issued;
use hoso_core::report::Report;
use hoso_core::say::{ToldDue, Which};
use hoso_tests::{cases, circular};
use serde_json::{Value, json};

use crate::law::conformance::{Told, ToldOfSeveral, ToldTime, ToldWhich};
use crate::workspace::Workspace;

const FOLDER: &str = "core/schema";

/// What to do with the schemas; without an option, write them.
#[derive(clap::Args)]
pub struct Arguments {
    /// Fail where a written schema differs from the types
    #[arg(long)]
    check: bool,
    /// Print instead a schema of what a dossier like this example asks: law, dossier
    #[arg(long, num_args = 2, value_names = ["LAW", "DOSSIER"])]
    dossier: Option<Vec<String>>,
}

/// The largest told dossier of all laws, the largest of the examples, and an example of middling size; of each its law and a schema of
/// what it asks: what the bench needs, as JSON.
pub fn benched() -> Result<Value> {
    let told = cases::largest(circular::packs()).map_err(|what| anyhow!(what))?;
    let of_law = |(_, reference): &'static (_, PackRef)| -> Result<Vec<(usize, &'static str, String)>> {
        let examples = cases::examples(reference).map_err(|what| anyhow!(what))?;
        let sized =
            examples.into_iter().map(|(id, dossier)| Ok((canonical(&dossier)?.len(), reference.id.as_str(), id)));
        sized.collect()
    };
    let by_law: Vec<_> = circular::packs().iter().map(of_law).collect::<Result<_>>()?;
    let mut examples: Vec<_> = by_law.into_iter().flatten().collect();
    examples.sort();
    let chosen = [examples.last(), examples.get(examples.len() / 2)];
    let examples = chosen.into_iter().flatten().map(|(_, law, id)| example(law, id));
    std::iter::once(with_schema(&told.pack.id.clone(), told)).chain(examples).collect()
}

fn example(law: &str, id: &str) -> Result<Value> {
    let (_, reference) = known(law)?;
    let mut examples = cases::examples(reference).map_err(|what| anyhow!(what))?;
    with_schema(law, examples.remove(id).with_context(|| format!("`{law}` has no example of a dossier `{id}`"))?)
}

fn with_schema(law: &str, dossier: Dossier) -> Result<Value> {
    let (pack, _) = known(law)?;
    Ok(json!({ "law": law, "schema": of_dossier::of_dossier(pack, &dossier), "dossier": dossier }))
}

fn known(law: &str) -> Result<&'static (Pack, PackRef)> {
    circular::packs().iter().find(|(_, reference)| reference.id == law).with_context(|| format!("no law `{law}`"))
}

/// Writes the schemas, or looks whether they are still those of the types.
pub fn run(workspace: &Workspace, arguments: &Arguments) -> Result<()> {
    if let Some([law, dossier]) = arguments.dossier.as_deref() {
        println!("{}", serde_json::to_string_pretty(&example(law, dossier)?.get("schema"))?);
        return Ok(());
    }
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

fn schemas() -> Result<[(&'static str, String); 13]> {
    Ok([
        ("draft.json", written(schemars::schema_for!(Draft).to_value())?),
        ("dossier.json", written(schemars::schema_for!(Dossier).to_value())?),
        ("report.json", written(schemars::schema_for!(Report).to_value())?),
        ("verdict.json", written(schemars::schema_for!(Verdict).to_value())?),
        ("table.json", written(schemars::schema_for!(Table).to_value())?),
        ("several.json", written(schemars::schema_for!(Several).to_value())?),
        ("timeline.json", written(schemars::schema_for!(Vec<ToldDue>).to_value())?),
        ("which.json", written(schemars::schema_for!(Which).to_value())?),
        ("issued.json", written(schemars::schema_for!(Vec<Issued>).to_value())?),
        ("conformance.json", written(schemars::schema_for!(Vec<Told>).to_value())?),
        ("conformance-several.json", written(schemars::schema_for!(Vec<ToldOfSeveral>).to_value())?),
        ("conformance-time.json", written(schemars::schema_for!(Vec<ToldTime>).to_value())?),
        ("conformance-which.json", written(schemars::schema_for!(Vec<ToldWhich>).to_value())?),
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
        run(&Workspace::open().unwrap(), &Arguments { check: true, dossier: None }).unwrap();
    }
}
