//! Running other programs: silently, with their whole output at hand when they fail.

use anyhow::{Context, Result, bail};
use std::io::Read;
use std::process::{Command, Stdio};
use std::time::Instant;

/// What a program that has ended left behind.
pub struct Ended {
    /// Whether it ended with exit code 0.
    pub success: bool,
    /// Its standard output and standard error in the order they were written.
    pub output: String,
}

/// Runs `command` to its end without input. An error means it could not be started.
pub fn run(command: &mut Command) -> Result<Ended> {
    let name = command.get_program().to_string_lossy().into_owned();
    let (mut reader, writer) = std::io::pipe()?;
    command.stdin(Stdio::null()).stdout(writer.try_clone()?).stderr(writer);
    let mut child = command.spawn().with_context(|| format!("cannot start `{name}`; is it installed and on PATH?"))?;
    // The command keeps its own copies of the pipe's writing end; while they live the reader would never see the end.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut bytes = Vec::new();
    reader.read_to_end(&mut bytes)?;
    let success = child.wait()?.success();
    Ok(Ended { success, output: String::from_utf8_lossy(&bytes).into_owned() })
}

/// Runs `command` and gives its output; when it fails, the error holds the command line and everything it wrote.
pub fn must(command: &mut Command) -> Result<String> {
    let line = line(command);
    let ended = run(command)?;
    if !ended.success {
        bail!("`{line}` failed:\n{}", ended.output.trim_end());
    }
    Ok(ended.output)
}

/// Says `what` in one line, does it, and ends the line with the time it took.
pub fn step<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    let started = Instant::now();
    let done = work().with_context(|| what.to_owned())?;
    println!("{what} ({:.1} s)", started.elapsed().as_secs_f64());
    Ok(done)
}

fn line(command: &Command) -> String {
    let mut words = vec![command.get_program().to_string_lossy().into_owned()];
    words.extend(command.get_args().map(|argument| argument.to_string_lossy().into_owned()));
    words.join(" ")
}
