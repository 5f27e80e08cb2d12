//! What is fuzzed: the six entrances by which bytes from outside come in. A target takes any bytes and may refuse them; it must not
//! panic, hang, or take memory beyond measure, and what it lets in must be fit for use.
//!
//! `cargo xtask fuzz` runs them under libFuzzer; a native test hands them everything in `tests/fuzz/seeds`.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::cast_possible_truncation,
    reason = "a target stops where something is wrong"
)]
#![allow(missing_docs, reason = "each target is described at its module")]

mod container;
mod der;
mod draft;
mod mutate;
mod pack;
mod pkcs12;
mod small;
mod xml;

pub use mutate::{Draws, Mutate};

/// One entrance.
pub struct Target {
    /// Its name, which is that of the folder of its seeds.
    pub name: &'static str,
    /// Takes any bytes.
    pub run: fn(&[u8]),
    /// Bytes that get in, to start from; made at each run and not kept.
    pub seeds: fn() -> Vec<Vec<u8>>,
    /// Changes bytes within their structure; `None` where they have none.
    pub mutate: Mutate,
    /// Longest input worth trying, in bytes.
    pub longest: usize,
}

pub const TARGETS: [Target; 6] = [
    Target {
        name: "container",
        run: container::run,
        seeds: container::seeds,
        mutate: mutate::container,
        longest: 1 << 16,
    },
    Target { name: "xml", run: xml::run, seeds: xml::seeds, mutate: xml::mutate, longest: 1 << 15 },
    Target { name: "der", run: der::run, seeds: der::seeds, mutate: mutate::tagged_der, longest: 1 << 13 },
    Target { name: "pkcs12", run: pkcs12::run, seeds: pkcs12::seeds, mutate: mutate::der, longest: 1 << 13 },
    Target { name: "draft", run: draft::run, seeds: draft::seeds, mutate: mutate::json, longest: 1 << 15 },
    Target { name: "pack", run: pack::run, seeds: pack::seeds, mutate: mutate::json, longest: 1 << 15 },
];

/// The target of that name.
#[must_use]
pub fn target(name: &str) -> Option<&'static Target> {
    TARGETS.iter().find(|target| target.name == name)
}
