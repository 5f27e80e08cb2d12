//! What `hoso verify` is told. What stands beside each item is its English help; the Vietnamese is in [`crate::help`].

use std::path::PathBuf;

use clap::Args;

/// `hoso verify`.
#[derive(Args)]
pub struct Verify {
    /// The bundle, or a folder: then every bundle in it is judged, on all cores, and one table is written
    pub file: PathBuf,
    /// The certificates to trust, PEM: those that issued themselves are roots, the others only help to find a path to one
    #[arg(long, value_name = "PEM")]
    pub roots: Option<PathBuf>,
    /// A revocation list (PEM or DER) by which to judge whether a signer's certificate was revoked; may be given more than once
    #[arg(long = "crl", value_name = "FILE")]
    pub lists: Vec<PathBuf>,
    /// An OCSP response (DER) by which to judge the same; may be given more than once
    #[arg(long = "ocsp", value_name = "FILE")]
    pub responses: Vec<PathBuf>,
    /// An earlier bundle of the same business: it is verified too, and what differs from it is told
    #[arg(long, value_name = "FILE")]
    pub earlier: Option<PathBuf>,
    /// Take only this procedure, as `hoso law list` names its dossier: grant; may be given more than once
    #[arg(long = "procedure", value_name = "NAME")]
    pub procedures: Vec<String>,
    /// Take only what is addressed to this recipient, as dossiers name it: vca, doit/01; may be given more than once
    #[arg(long = "recipient", value_name = "NAME")]
    pub recipients: Vec<String>,
    /// Write the verdict, or the table, as JSON
    #[arg(long)]
    pub json: bool,
    /// Write the table of a folder as CSV
    #[arg(long, conflicts_with = "json")]
    pub csv: bool,
    /// Judge by this compiled pack too, besides those the program holds
    #[arg(long = "pack", value_name = "FILE")]
    pub packs: Vec<PathBuf>,
}

/// How a verdict or a table is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// For people.
    Text,
    /// Canonical JSON.
    Json,
    /// RFC 4180.
    Csv,
}

impl Verify {
    /// How to write what was found.
    pub fn form(&self) -> Form {
        match (self.json, self.csv) {
            (true, _) => Form::Json,
            (_, true) => Form::Csv,
            _ => Form::Text,
        }
    }
}
