//! The binary as a person or a server runs it: what it writes, and its exit codes.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on should stop where it is")]

mod bundle;
mod check;
mod deadlines;
mod elsewhere;
mod issue;
mod large;
mod law;
mod many;
mod several;
mod sign;
mod usage;

use std::ffi::OsStr;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use hoso_core::law::{IndexEntry, PackIndex};

/// How a run ended.
struct Ran {
    code: Option<i32>,
    out: String,
    err: String,
}

/// `hoso` with these words, answering in English.
fn hoso<W: AsRef<OsStr>>(words: impl IntoIterator<Item = W>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hoso"));
    command.args(words).env_remove("LC_ALL").env_remove("LC_MESSAGES").env("LANG", "en_GB.UTF-8");
    command
}

/// Runs it to its end.
fn run(command: &mut Command) -> Ran {
    ran(command.stdin(Stdio::null()).output().unwrap())
}

/// Runs it to its end with this on standard input.
fn fed(command: &mut Command, input: &str) -> Ran {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    ran(child.wait_with_output().unwrap())
}

fn ran(output: Output) -> Ran {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ran { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

/// A fresh folder for one test.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    if folder.exists() {
        std::fs::remove_dir_all(&folder).unwrap();
    }
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// What the program holds of the Circular.
fn circular(index: &PackIndex) -> &IndexEntry {
    index.packs.iter().find(|entry| entry.id == "vn/tt-24-2014").unwrap()
}

/// A dossier on which almost nothing is said yet.
fn bare(on: &str) -> String {
    let version = circular(&hoso_core::law::held::index().unwrap()).latest.clone();
    serde_json::json!({
        "format": 1, "id": "00112233445566778899aabbccddeeff", "procedure": "grant", "recipient": "vca",
        "pack": { "id": "vn/tt-24-2014", "version": version }, "on": on,
        "facts": { "company.kind": "jsc", "goods.conditional": "no" },
    })
    .to_string()
}
