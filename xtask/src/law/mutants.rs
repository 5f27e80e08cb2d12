//! `--mutants`: is every line of the law held by a told case?

use anyhow::{Result, anyhow, bail};
use hoso_core::json::{canonical, sha256_hex};
use hoso_core::law::{Pack, PackRef};
use hoso_tests::mutants;

use super::files::Shelf;

/// Tries the mutants of the packs whose names hold a text; fails when one survives.
pub fn run(shelf: &Shelf, packs: &[Pack], only: &str) -> Result<()> {
    let calendar = shelf.calendar()?;
    let mut survive = false;
    for pack in packs {
        let reference = PackRef { id: pack.id.clone(), version: sha256_hex(&canonical(pack)?) };
        let outcome = mutants::try_all(pack, &reference, &calendar, only).map_err(|what| anyhow!(what))?;
        outcome.survivors.iter().for_each(|survivor| println!("survives: {} {survivor}", pack.id));
        println!("mutants: {} of {}, survivors: {}", outcome.mutants, pack.id, outcome.survivors.len());
        survive |= !outcome.survivors.is_empty();
    }
    if survive {
        bail!("write a told case that fails each survivor");
    }
    Ok(())
}
