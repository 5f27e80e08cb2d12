//! What `hoso issue` is told. What stands beside each item is its English help; the Vietnamese is in [`crate::help`].

use std::path::PathBuf;

use clap::Args;
use hoso_core::day::Day;

use crate::args::day;

/// `hoso issue`.
#[derive(Args)]
pub struct Issue {
    /// The form, as `hoso law list` names it: m-14
    pub form: String,
    /// What it states (JSON): an object of fields and what is typed in them, or a list of such objects, one for each person; - reads
    /// standard input
    pub values: PathBuf,
    /// A dossier or saved draft (JSON) of the business: what it says of the business is filled in where VALUES say nothing of it
    #[arg(long, value_name = "DOSSIER")]
    pub dossier: Option<PathBuf>,
    /// The file to write to; for a list the folder, made where it is not there
    #[arg(short, long, value_name = "OUT", required_unless_present = "json")]
    pub out: Option<PathBuf>,
    /// Replace files that are there already
    #[arg(long)]
    pub force: bool,
    /// The day to judge for, as 10/05/2016 or 2016-05-10; else the dossier's own, or today
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub on: Option<Day>,
    /// Write what was found, with the pages, as JSON
    #[arg(long)]
    pub json: bool,
    /// Judge by this compiled pack too, before those the program holds
    #[arg(long = "pack", value_name = "FILE")]
    pub packs: Vec<PathBuf>,
}
