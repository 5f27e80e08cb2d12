//! Everything that is kept of fuzzing, handed to its target once more: what let a target fail stays here.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop where it is")]

use std::fs;
use std::path::{Path, PathBuf};

use hoso_tests::fuzz::{Draws, TARGETS, Target};

/// What seeds may weigh, each and together.
const LARGEST: usize = 20_000;
const TOGETHER: usize = 300_000;

#[test]
fn what_is_kept_is_small_and_passes() {
    let mut together = 0;
    for target in &TARGETS {
        for path in kept(target) {
            let bytes = fs::read(&path).unwrap();
            assert!(bytes.len() <= LARGEST, "{} is too large to keep", path.display());
            together += bytes.len();
            println!("{}", path.display());
            (target.run)(&bytes);
        }
    }
    assert!(together > 0 && together <= TOGETHER, "{together} bytes of seeds");
}

#[test]
fn a_change_within_the_structure_of_a_seed_is_taken_up_by_its_target() {
    let mut plain = |bytes: &mut Vec<u8>| bytes.reverse();
    for target in &TARGETS {
        let seeds = (target.seeds)();
        let changed = seeds.iter().zip(0..40).filter_map(|(seed, number)| {
            let changed = (target.mutate)(seed, &mut Draws::new(number, &mut plain))?;
            (target.run)(&changed);
            (changed != *seed).then_some(())
        });
        assert!(changed.count() > 0, "{}: no seed has a structure", target.name);
    }
}

/// The files of a target.
fn kept(target: &Target) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds").join(target.name);
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}
