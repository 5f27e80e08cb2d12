//! `cargo xtask`: every automation of hoso. Each command fetches what it needs, says each step in one line, and does nothing twice.

mod attacks;
mod bench;
mod build;
mod child;
mod connect;
mod dist;
mod files;
mod fuzz;
mod guard;
mod law;
mod policy;
mod schema;
mod serve;
mod server;
mod site;
mod test;
mod tools;
mod unicode;
mod workspace;

use anyhow::Result;
use clap::{Parser, Subcommand};
use std::process::ExitCode;
use workspace::Workspace;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Build, serve and test hoso.", max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build the client and serve it on this machine, again on every change
    Serve(serve::Arguments),
    /// Run every test; the last line is `N passed, N failed`
    Test(test::Arguments),
    /// Build what is shipped: dist/www and dist/npm
    Dist(connect::ConnectArguments),
    /// Measure, beside the peers that do the same work
    Bench(bench::Arguments),
    /// Compile the law files; check, print and count them
    Law(law::Arguments),
    /// Write the JSON Schemas of drafts, dossiers and reports
    Schema(schema::Arguments),
    /// Write known attacks on bundles, each with one defect, for verifiers to be tried on
    Attacks(attacks::Arguments),
    /// Fuzz what reads bytes from outside; what is found is written to target/fuzz/artifacts
    Fuzz(fuzz::Arguments),
    /// Write core's tables of Unicode normal forms
    Unicode(unicode::Arguments),
}

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<ExitCode> {
    guard::no_rustflags_in_the_environment()?;
    let workspace = Workspace::open()?;
    match command {
        Command::Serve(arguments) => serve::run(&workspace, &arguments)?,
        Command::Test(arguments) => return test::run(&workspace, &arguments),
        Command::Dist(arguments) => dist::run(&workspace, &arguments.read()?)?,
        Command::Bench(arguments) => bench::run(&workspace, &arguments)?,
        Command::Law(arguments) => law::run(&arguments)?,
        Command::Schema(arguments) => schema::run(&workspace, &arguments)?,
        Command::Attacks(arguments) => attacks::run(&arguments)?,
        Command::Fuzz(arguments) => fuzz::run(&workspace, &arguments)?,
        Command::Unicode(arguments) => unicode::run(&workspace, &arguments)?,
    }
    Ok(ExitCode::SUCCESS)
}
