//! `hoso`: the same core at a prompt and on a server.

mod agent;
mod answer;
mod args;
mod bundle;
mod check;
mod clock;
mod deadlines;
mod example;
mod finish;
mod further;
mod help;
mod http;
mod input;
mod issue;
mod lang;
mod law;
mod once;
mod packs;
mod prepare;
mod progress;
mod random;
mod sign;
mod signer;
mod timestamp;
mod usage;
mod verify;
mod which;
mod whom;

use std::io::Write;
use std::process::ExitCode;

use answer::{Answer, Problem};
use args::{Arguments, Command};
use clap::{CommandFactory, FromArgMatches};
use hoso_core::text::Lang;

fn main() -> ExitCode {
    let words: Vec<_> = std::env::args_os().collect();
    let lang = lang::asked(&words).unwrap_or_else(lang::of_environment);
    let command = help::in_lang(Arguments::command(), lang);
    let parsed = command.try_get_matches_from(words).and_then(|found| Arguments::from_arg_matches(&found));
    match parsed {
        Ok(arguments) => finish(run(&arguments.command, lang), lang),
        // Help and version are answers, not mistakes: clap tells them apart by the code. A closed pipe changes nothing.
        Err(error) => {
            let _ = match usage::in_vietnamese(&error).filter(|_| lang == Lang::Vi) {
                Some(said) => write!(std::io::stderr(), "{said}"),
                None => error.print(),
            };
            ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(answer::UNREADABLE))
        }
    }
}

fn run(command: &Command, lang: Lang) -> Result<Answer, Problem> {
    match command {
        Command::Check(asked) => check::run(asked, lang),
        Command::Bundle(asked) => bundle::run(asked, lang),
        Command::Prepare(asked) => prepare::run(asked, lang),
        Command::Finish(asked) => finish::run(asked, lang),
        Command::Sign(asked) => sign::run(asked, lang),
        Command::Timestamp(asked) => timestamp::run(asked, lang),
        Command::Agent(asked) => agent::run(asked, lang),
        Command::Verify(asked) => verify::run(asked, lang),
        Command::Law(asked) => law::run(asked, lang),
        Command::Deadlines(asked) => deadlines::run(asked, lang),
        Command::Which(asked) => which::run(asked, lang),
        Command::Issue(asked) => issue::run(asked, lang),
        Command::Example(asked) => example::run(asked, lang),
    }
}

/// Writes the answer out. Whoever reads it may stop early (`hoso … | head`); what was found stays the same.
fn finish(done: Result<Answer, Problem>, lang: Lang) -> ExitCode {
    match done {
        Ok(answer) => {
            let mut out = std::io::stdout().lock();
            let written = out.write_all(answer.text.as_bytes()).and_then(|()| out.flush());
            match written {
                Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => ExitCode::from(answer::UNREADABLE),
                _ => ExitCode::from(answer.code),
            }
        }
        Err(problem) => {
            let _ = writeln!(std::io::stderr(), "hoso: {}", problem.text(lang));
            ExitCode::from(answer::UNREADABLE)
        }
    }
}
