//! `cargo xtask attacks`: the known attacks on bundles as files, for other verifiers to be tried on.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use hoso_tests::attacks::{self, Base};

/// Where to write them.
#[derive(clap::Args)]
pub struct Arguments {
    /// The folder, made where it is not there
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
}

/// Writes the attacks.
pub fn run(arguments: &Arguments) -> Result<()> {
    let count = write_all(&arguments.output)?;
    println!("attacks: wrote {count} and their base to {}", arguments.output.display());
    Ok(())
}

/// Writes `00-base….asice`, from which they are made, each attack as `NN-refuse-name.asice` or `NN-flag-name.asice`,
/// `codes.json` with what is to be said of each, and `roots.pem` with what the receiver trusts; gives how many attacks there are.
pub fn write_all(folder: &Path) -> Result<usize> {
    fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    let base = Base::default();
    let trust = attacks::trust(&base);
    let certificates: String = trust.roots.iter().chain(&trust.intermediates).map(|der| attacks::pem(der)).collect();
    let write = |name: &str, bytes: &[u8]| fs::write(folder.join(name), bytes).with_context(|| name.to_owned());
    write("roots.pem", certificates.as_bytes())?;
    write("00-base.asice", &base.sealed())?;
    write("00-base-foreign.asice", &Base::foreign().with_entries(|_| ()))?;
    write("00-base-with-timestamp.asice", &attacks::base_with_timestamp())?;
    let all = attacks::all(&base);
    let codes: BTreeMap<String, &[&str]> = all.iter().map(|attack| (attack.file_name(), attack.codes)).collect();
    write("codes.json", &serde_json::to_vec_pretty(&codes)?)?;
    for attack in &all {
        write(&attack.file_name(), &attack.bytes)?;
    }
    Ok(all.len())
}
