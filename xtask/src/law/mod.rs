//! `cargo xtask law`: compile the law files, check that nothing drifted, print an article, draw an outline, count words, try mutants.

pub mod conformance;
mod coverage;
mod files;
mod mutants;
mod outline;
mod packs;
mod print;
mod words;

use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use files::{LawFiles, Shelf};

/// What to do with the law files; without an option, compile them and write the packs.
#[derive(clap::Args)]
pub struct Arguments {
    /// Compile and fail where a written pack differs from its sources
    #[arg(long)]
    check: bool,
    /// Mark the packs as released: their files stay for ever
    #[arg(long, conflicts_with = "check")]
    release: bool,
    /// Print an article as a person reads it
    #[arg(long, value_name = "ARTICLE")]
    print: Option<u16>,
    /// Draw the outline from a text and write it beside the law
    #[arg(long, value_name = "TEXT")]
    outline: Option<PathBuf>,
    /// Count what is encoded of each law: units, duties, terms, forms, fields by basis, readings, told cases, and what is uncovered
    #[arg(long)]
    coverage: bool,
    /// With --coverage: as JSON
    #[arg(long, requires = "coverage")]
    json: bool,
    /// Print how often each word and check is used
    #[arg(long)]
    words: bool,
    /// Change one thing at a time in the compiled packs; every change must fail a told case
    #[arg(long)]
    mutants: bool,
    /// With --mutants: only those whose names hold this text
    #[arg(long, value_name = "TEXT", requires = "mutants")]
    only: Option<String>,
    /// The law meant; else the last in order of their ids, and for --mutants all of them
    #[arg(long, value_name = "ID")]
    law: Option<String>,
}

/// Runs one of them.
///
/// # Errors
/// When a law file is wrong, a pack differs from its sources, or a file cannot be read or written.
pub fn run(arguments: &Arguments) -> Result<()> {
    let shelf = Shelf::open();
    let law = match &arguments.law {
        Some(id) => LawFiles::named(&shelf, id),
        None => shelf.laws()?.into_iter().next_back().context("there is no law on the shelf")?,
    };
    if let Some(text) = &arguments.outline {
        return outline::write(&law, text);
    }
    if let Some(number) = arguments.print {
        // A reader that stops reading, such as `head`, is no error.
        let _ = std::io::stdout().write_all(print::article(&law.compile()?, number)?.as_bytes());
        return Ok(());
    }
    if arguments.coverage {
        return coverage::print(&shelf, arguments.json);
    }
    if arguments.words {
        return words::print(&law.compile()?);
    }
    if arguments.mutants {
        let laws = if arguments.law.is_some() { vec![law] } else { shelf.laws()? };
        let packs = laws.iter().map(LawFiles::compile).collect::<Result<Vec<_>>>()?;
        return mutants::run(&shelf, &packs, arguments.only.as_deref().unwrap_or_default());
    }
    let fresh = packs::fresh(&shelf, arguments.release)?;
    if arguments.check {
        let drifted = packs::drift(&shelf, &fresh)?;
        if !drifted.is_empty() {
            bail!("differs from the law files: {}; run `cargo xtask law`", drifted.join(", "));
        }
        println!("law: {} pack(s) as compiled", fresh.names.len());
        return Ok(());
    }
    packs::write(&shelf, &fresh)
}
