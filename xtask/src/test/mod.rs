//! `cargo xtask test`: every step in order, each said in one line with its count and its time. A step that fails is printed in
//! full and the run goes on, so that one reading shows all that is wrong.

mod browser;
mod count;
mod package;
mod rust;

use crate::child::Ended;
use crate::dist;
use crate::workspace::Workspace;
use anyhow::Result;
use clap::ValueEnum;
use count::Count;
use std::process::{Command, ExitCode};
use std::time::Instant;

/// What `cargo xtask test` is told.
#[derive(clap::Args)]
pub struct Arguments {
    /// Only these steps, in the order of the list below; all of them when none is named
    #[arg(value_enum)]
    only: Vec<Step>,
    /// Also what is longer by nature: more fuzzing, larger tables
    #[arg(long)]
    long: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Step {
    /// Every file is formatted
    Format,
    /// The workspace lints, natively and for wasm32
    Lint,
    /// Unit, integration and documentation tests on this machine
    Native,
    /// The compiled packs are those of the law files, and told cases catch every mutant of them
    Law,
    /// Tests marked for the browser, in chromium
    Wasm,
    /// dist/www builds
    Www,
    /// dist/npm builds
    Npm,
    /// The npm module keeps its size budgets
    Weight,
    /// The npm module's types and its use from node and a browser
    Module,
    /// The client driven by the keyboard in chromium, on dist/www
    Journeys,
    /// What the journeys sealed, read by software that is not ours
    Verify,
}

/// What begins a line that is shown also when every test of a step passed: a size, a hash, a count of pages.
const FIGURE: &str = "= ";

/// How a step ended.
#[derive(Default)]
struct Outcome {
    count: Count,
    /// What it wrote, shown when something failed.
    output: String,
}

impl Outcome {
    fn add(&mut self, count: fn(&Ended) -> Count, ended: Ended) {
        self.count += count(&ended);
        self.output.push_str(&ended.output);
    }
}

/// Runs the steps and prints `N passed, N failed` as the last line; fails when anything failed.
pub fn run(workspace: &Workspace, arguments: &Arguments) -> Result<ExitCode> {
    let mut total = Count::default();
    for step in Step::value_variants() {
        if arguments.only.is_empty() || arguments.only.contains(step) {
            total += perform(*step, workspace, arguments.long);
        }
    }
    println!("{total}");
    Ok(if total.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn perform(step: Step, workspace: &Workspace, long: bool) -> Count {
    let started = Instant::now();
    let outcome = match step {
        Step::Format => rust::format(workspace),
        Step::Lint => rust::lint(workspace),
        Step::Native => rust::native(workspace, long),
        Step::Law => rust::law(workspace),
        Step::Wasm => browser::wasm_tests(workspace, long),
        Step::Www => dist::www(workspace).map(|()| Outcome { count: Count::one(true), output: String::new() }),
        Step::Npm => dist::npm(workspace).map(|()| Outcome { count: Count::one(true), output: String::new() }),
        Step::Weight => package::weight(workspace),
        Step::Module => package::use_it(workspace),
        Step::Journeys => browser::journeys(workspace, long),
        Step::Verify => browser::verify(workspace),
    };
    let outcome = outcome.unwrap_or_else(|error| Outcome { count: Count::one(false), output: format!("{error:#}") });
    if outcome.count.failed > 0 {
        println!("{}", outcome.output.trim_end());
    } else {
        outcome.output.lines().filter_map(|line| line.strip_prefix(FIGURE)).for_each(|figure| println!("  {figure}"));
    }
    let name = step.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default();
    println!("{name}: {} ({:.1} s)", outcome.count, started.elapsed().as_secs_f64());
    outcome.count
}

/// Tells a test program that there is time: it reads `HOSO_LONG`.
fn say_long(command: &mut Command, long: bool) {
    if long {
        command.env("HOSO_LONG", "1");
    }
}
