//! The command line. What stands beside each item is its English help; the Vietnamese is in [`crate::help`].

use std::path::PathBuf;

use clap::{ArgAction, Args, Parser, Subcommand};
use hoso_core::cite::Cite;
use hoso_core::day::Day;

/// Check, seal and verify filing dossiers of Vietnamese law
#[derive(Parser)]
#[command(
    name = "hoso",
    version,
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true
)]
#[command(max_term_width = 100, arg_required_else_help = true)]
pub struct Arguments {
    /// The language to answer in: vi or en
    #[arg(long, global = true, value_parser = ["vi", "en"], hide_possible_values = true, display_order = 90)]
    lang: Option<String>,
    /// Show this help
    #[arg(short, long, global = true, action = ArgAction::Help, display_order = 91)]
    help: Option<bool>,
    /// Show the version
    #[arg(short = 'V', long, action = ArgAction::Version, display_order = 92)]
    version: Option<bool>,
    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Subcommand)]
pub enum Command {
    /// Check a dossier: exit code 0 met, 1 unmet or open, 2 not readable
    Check(Check),
    /// The law that this program holds, and compiled packs of one's own
    Law(Law),
}

/// `hoso check`.
#[derive(Args)]
pub struct Check {
    /// The dossier or saved draft (JSON); - reads standard input
    pub dossier: PathBuf,
    /// The day of filing to check for, as 10/05/2016 or 2016-05-10; else the dossier's own
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub on: Option<Day>,
    /// Take the dossier as complete: what is absent counts as unmet
    #[arg(long = "final")]
    pub complete: bool,
    /// Write the report as JSON
    #[arg(long)]
    pub json: bool,
    /// Judge by this compiled pack too, before those the program holds
    #[arg(long = "pack", value_name = "FILE")]
    pub packs: Vec<PathBuf>,
}

/// `hoso law`.
#[derive(Args)]
pub struct Law {
    /// What to do with the law
    #[command(subcommand)]
    pub command: LawCommand,
}

/// What to do with the law.
#[derive(Subcommand)]
pub enum LawCommand {
    /// List the laws that this program holds
    List,
    /// Show a law, or one of its articles as a person reads it
    Show {
        /// The law, as `hoso law list` names it
        pack: String,
        /// An article or a unit of it: 2, 2/5.a
        #[arg(value_parser = cite)]
        article: Option<Cite>,
    },
    /// Check a compiled pack of one's own and name its version
    Load {
        /// The compiled pack (JSON)
        file: PathBuf,
    },
}

fn day(text: &str) -> Result<Day, String> {
    text.parse().map_err(|_| "10/05/2016, 2016-05-10".to_owned())
}

fn cite(text: &str) -> Result<Cite, String> {
    text.parse().map_err(|error| format!("{error}"))
}
