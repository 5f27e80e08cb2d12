//! `cargo xtask fuzz`: libFuzzer on the targets of `hoso-tests`, by stable Rust. What it keeps and writes is in `target/fuzz`.

use crate::child::{Ended, must, run as run_child, step};
use crate::tools::debian;
use crate::workspace::Workspace;
use anyhow::{Context, Result, ensure};
use hoso_core::json::sha256_hex;
use hoso_tests::fuzz::{TARGETS, Target};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::thread;

/// Coverage of edges and of what is compared, as libFuzzer reads it. There is no sanitizer: those need nightly, and no line of ours is
/// unsafe.
const FLAGS: [&str; 7] = [
    "--cfg=fuzzing",
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
    "-Cllvm-args=-sanitizer-coverage-stack-depth",
];

/// An input that takes more seconds than these hangs, by the clock, behind whatever else the machine does. The slowest that is let in, a
/// PKCS#12 file with the most rounds, takes some six of its own, and is tried in two forms of its password.
const HANGS: u32 = 120;
/// Most memory, in MiB.
const MEMORY: u32 = 512;

/// What `cargo xtask fuzz` is told.
#[derive(clap::Args)]
pub struct Arguments {
    /// Only these targets; all of them when none is named
    #[arg(value_parser = names())]
    only: Vec<String>,
    /// How long each target runs
    #[arg(long, default_value_t = 60)]
    seconds: u32,
}

/// What came of one target.
pub struct Fuzzed {
    /// Whether nothing was found.
    pub success: bool,
    /// One line, and where something was found what it was.
    pub said: String,
}

/// Runs the targets and says what came of each; fails where something was found.
pub fn run(workspace: &Workspace, arguments: &Arguments) -> Result<()> {
    let is_chosen =
        |target: &&Target| arguments.only.is_empty() || arguments.only.iter().any(|name| name == target.name);
    let chosen: Vec<&Target> = TARGETS.iter().filter(is_chosen).collect();
    let fuzzer = step("build: the fuzzer", || build(workspace))?;
    let all = side_by_side(workspace, &fuzzer, &chosen, arguments.seconds)?;
    all.iter().for_each(|one| println!("{}", one.said));
    ensure!(all.iter().all(|one| one.success), "something was found");
    Ok(())
}

/// Builds the fuzzer and runs every target.
pub fn all(workspace: &Workspace, seconds: u32) -> Result<Vec<Fuzzed>> {
    side_by_side(workspace, &build(workspace)?, &TARGETS.iter().collect::<Vec<_>>(), seconds)
}

/// Builds with the flags that only what is fuzzed gets: naming the target keeps them from build scripts and macros.
fn build(workspace: &Workspace) -> Result<PathBuf> {
    debian::compiler()?;
    let rustc = must(Command::new("rustc").arg("--version").arg("--verbose"))?;
    let triple = rustc.lines().find_map(|line| line.strip_prefix("host: ")).context("rustc names no host")?;
    let folder = folder(workspace);
    let mut cargo = workspace.cargo();
    cargo.args(["build", "--package", "hoso-tests", "--bin", "fuzz", "--features", "libfuzzer", "--profile", "fuzz"]);
    cargo.args(["--target", triple, "--target-dir"]).arg(&folder).env("RUSTFLAGS", FLAGS.join(" "));
    must(&mut cargo)?;
    Ok(folder.join(triple).join("fuzz/fuzz"))
}

/// As many at a time as there are cores, behind whatever else goes on.
fn side_by_side(workspace: &Workspace, fuzzer: &Path, targets: &[&Target], seconds: u32) -> Result<Vec<Fuzzed>> {
    let hands = thread::available_parallelism().map_or(1, usize::from);
    let (left, done) = (Mutex::new(targets.iter().enumerate()), Mutex::new(Vec::new()));
    let next = || left.lock().ok()?.next();
    thread::scope(|scope| {
        for _ in 0..hands {
            scope.spawn(|| {
                while let Some((at, target)) = next() {
                    let fuzzed = one(workspace, fuzzer, target, seconds);
                    if let Ok(mut done) = done.lock() {
                        done.push((at, fuzzed));
                    }
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap_or_default();
    done.sort_by_key(|(at, _)| *at);
    ensure!(done.len() == targets.len(), "a target did not end");
    done.into_iter().map(|(_, fuzzed)| fuzzed).collect()
}

fn one(workspace: &Workspace, fuzzer: &Path, target: &Target, seconds: u32) -> Result<Fuzzed> {
    let place = |part: &str| folder(workspace).join(part).join(target.name);
    let (corpus, seeds, artifacts) = (place("corpus"), place("seeds"), place("artifacts"));
    for folder in [&corpus, &seeds, &artifacts] {
        fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    }
    for seed in (target.seeds)() {
        fs::write(seeds.join(sha256_hex(&seed)), seed)?;
    }
    // A process begins with the peak of the memory of the one that it comes from, which libFuzzer takes for its own; `timeout` stands
    // between, and ends what libFuzzer does not.
    let mut fuzz = Command::new("timeout");
    fuzz.arg(seconds.saturating_add(4 * HANGS).to_string())
        .arg("nice")
        .arg(fuzzer)
        .env("HOSO_FUZZ", target.name)
        .env("RUST_BACKTRACE", "1");
    fuzz.args([
        format!("-max_total_time={seconds}"),
        format!("-timeout={HANGS}"),
        format!("-rss_limit_mb={MEMORY}"),
        format!("-max_len={}", target.longest),
        format!("-artifact_prefix={}/", artifacts.display()),
        "-print_final_stats=1".to_owned(),
    ]);
    fuzz.args([corpus, workspace.root.join("tests/fuzz/seeds").join(target.name), seeds]);
    let ended = run_child(&mut fuzz)?;
    let log = folder(workspace).join("log").join(format!("{}.log", target.name));
    fs::create_dir_all(folder(workspace).join("log"))?;
    fs::write(&log, &ended.output)?;
    Ok(Fuzzed { success: ended.success, said: said(target.name, &ended, &log) })
}

/// How much was tried; where something was found, what libFuzzer wrote at its end, with the path of the input.
fn said(name: &str, ended: &Ended, log: &Path) -> String {
    let lines = || ended.output.lines();
    let after = |start: &str| lines().rev().find_map(|line| line.split_once(start)?.1.split_whitespace().next());
    let tried = after("stat::number_of_executed_units:").unwrap_or("?");
    let (edges, kept) = (after(" cov: ").unwrap_or("?"), after(" corp: ").unwrap_or("?"));
    let line = format!("{name}: {tried} tried, {edges} edges, {kept} kept; {}", log.display());
    if ended.success {
        return line;
    }
    let last: Vec<&str> = lines().filter(|line| !line.starts_with('#')).collect();
    let last = last.get(last.len().saturating_sub(60)..).unwrap_or_default();
    format!("{line}\n{}", last.join("\n"))
}

fn folder(workspace: &Workspace) -> PathBuf {
    workspace.target.join("fuzz")
}

fn names() -> clap::builder::PossibleValuesParser {
    TARGETS.iter().map(|target| target.name).collect::<Vec<_>>().into()
}
