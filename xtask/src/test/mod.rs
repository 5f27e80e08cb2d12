//! `cargo xtask test`: every step, each said in one line with its count and its time. A step that fails is printed in full and the run
//! goes on, so that one reading shows all that is wrong.
//!
//! The steps go side by side in two lanes, because each lane leaves the machine idle for long: one compiles with the dev profile and
//! tests in the terminal, the other builds what is shipped and waits for a browser. Cargo locks a profile, so the lanes do not wait
//! for each other but where a browser's step needs the command `hoso`.

mod browser;
mod count;
mod package;
mod rust;

use crate::child::Ended;
use crate::connect::Connect;
use crate::dist;
use crate::workspace::Workspace;
use anyhow::Result;
use clap::ValueEnum;
use count::Count;
use std::process::{Command, ExitCode};
use std::thread;
use std::time::Instant;

/// What `cargo xtask test` is told.
#[derive(clap::Args)]
pub struct Arguments {
    /// Only these steps; all of them when none is named
    #[arg(value_enum)]
    only: Vec<Step>,
    /// Also what is longer by nature: more fuzzing, larger tables
    #[arg(long)]
    long: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
enum Step {
    /// Every file is formatted
    Format,
    /// The workspace lints, natively and for wasm32
    Lint,
    /// Unit, integration and documentation tests on this machine
    Native,
    /// The compiled packs are those of the law files, and told cases catch every mutant of them
    Law,
    /// What reads bytes from outside, fuzzed for a while
    Fuzz,
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

/// What goes on side by side; the longest waits, for browsers, come last in theirs.
const LANES: [&[Step]; 2] = [
    &[Step::Format, Step::Native, Step::Law, Step::Lint, Step::Wasm, Step::Fuzz],
    &[Step::Www, Step::Npm, Step::Weight, Step::Module, Step::Journeys, Step::Verify],
];

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
    let is_chosen = |step: &&Step| arguments.only.is_empty() || arguments.only.contains(step);
    let walk = |lane: &[Step]| {
        let mut count = Count::default();
        lane.iter().filter(is_chosen).for_each(|step| count += perform(*step, workspace, arguments.long));
        count
    };
    let mut total = Count::default();
    thread::scope(|scope| {
        let hands = LANES.map(|lane| scope.spawn(move || walk(lane)));
        hands.into_iter().for_each(|hand| total += hand.join().unwrap_or(Count::one(false)));
    });
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
        Step::Fuzz => rust::fuzz(workspace, long),
        Step::Wasm => browser::wasm_tests(workspace, long),
        Step::Www => dist::www(workspace, &Connect::default())
            .map(|()| Outcome { count: Count::one(true), output: String::new() }),
        Step::Npm => dist::npm(workspace).map(|()| Outcome { count: Count::one(true), output: String::new() }),
        Step::Weight => package::weight(workspace),
        Step::Module => package::use_it(workspace),
        Step::Journeys => browser::journeys(workspace, long),
        Step::Verify => browser::verify(workspace),
    };
    let outcome = outcome.unwrap_or_else(|error| Outcome { count: Count::one(false), output: format!("{error:#}") });
    let mut said = String::new();
    if outcome.count.failed > 0 {
        said = format!("{}\n", outcome.output.trim_end());
    } else {
        let figures = outcome.output.lines().filter_map(|line| line.strip_prefix(FIGURE));
        figures.for_each(|figure| said.push_str(&format!("  {figure}\n")));
    }
    let name = step.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default();
    // In one piece, so that the other lane does not speak between.
    println!("{said}{name}: {} ({:.1} s)", outcome.count, started.elapsed().as_secs_f64());
    outcome.count
}

/// Tells a test program that there is time: it reads `HOSO_LONG`.
fn say_long(command: &mut Command, long: bool) {
    if long {
        command.env("HOSO_LONG", "1");
    }
}
