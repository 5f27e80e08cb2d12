//! `cargo xtask unicode`: the tables of normal forms that core carries, drawn from the reference.

use std::fmt::Write;
use std::fs;

use anyhow::{Result, bail};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{canonical_combining_class, compose, decompose_canonical};

use crate::workspace::Workspace;

const TABLES: &str = "core/src/text/nfc.in";

/// What to do with the tables; without an option, write them.
#[derive(clap::Args)]
pub struct Arguments {
    /// Fail where the written tables differ from the reference
    #[arg(long)]
    check: bool,
}

/// Writes the tables, or looks whether they are still those of the reference.
pub fn run(workspace: &Workspace, arguments: &Arguments) -> Result<()> {
    let path = workspace.root.join(TABLES);
    let tables = tables()?;
    if !arguments.check {
        fs::write(path, tables)?;
        println!("unicode: wrote {TABLES}");
    } else if fs::read_to_string(path)? != tables {
        bail!("{TABLES} differs from the reference; run `cargo xtask unicode`");
    }
    Ok(())
}

fn tables() -> Result<String> {
    let (mut pairs, mut apart, mut same) = (String::new(), String::new(), String::new());
    for c in ('\0'..=char::MAX).filter(|c| !matches!(c, '가'..='힣')) {
        match parts(c).as_slice() {
            [] => {}
            [one] => write!(same, "[{c:?},{one:?}],")?,
            [first, second] if compose(*first, *second) == Some(c) => write!(pairs, "[{c:?},{first:?},{second:?}],")?,
            [first, second] => write!(apart, "[{c:?},{first:?},{second:?}],")?,
            more => bail!("{c:?} comes apart into {more:?}"),
        }
    }
    let version = unicode_normalization::UNICODE_VERSION;
    let mut out = format!("// Unicode {}.{}. Written by `cargo xtask unicode`.\n", version.0, version.1);
    for (what, name, kind, rows) in [
        ("Letters that a letter and a mark make up: the whole, the first, the second.", "PAIRS", "[char; 3]", pairs),
        ("What comes apart in the same way and is never put together again.", "APART", "[char; 3]", apart),
        ("Characters that are another one.", "SAME", "[char; 2]", same),
        ("Combining classes other than 0: first, last, class.", "CLASSES", "(char, char, u8)", classes()?),
    ] {
        writeln!(out, "/// {what}\npub const {name}: &[{kind}] = &[{rows}];")?;
    }
    Ok(out)
}

/// What a character comes apart into in one step; nothing where it does not.
fn parts(c: char) -> Vec<char> {
    let mut whole = Vec::new();
    decompose_canonical(c, |part| whole.push(part));
    let Some((last, rest)) = whole.split_last().filter(|(last, rest)| !rest.is_empty() || **last != c) else {
        return Vec::new();
    };
    if rest.is_empty() {
        return vec![*last];
    }
    // What all but the last mark make up: put together, or where that is never done, the character that comes apart into them.
    let first: Vec<char> = rest.iter().copied().nfc().collect();
    let first = if let [first] = first.as_slice() {
        Some(*first)
    } else {
        ('\0'..=char::MAX).find(|c| comes_apart_into(*c, rest))
    };
    first.into_iter().chain([*last]).collect()
}

fn comes_apart_into(c: char, parts: &[char]) -> bool {
    let mut whole = Vec::new();
    decompose_canonical(c, |part| whole.push(part));
    whole == parts
}

fn classes() -> Result<String> {
    let mut ranges: Vec<(char, char, u8)> = Vec::new();
    for c in '\0'..=char::MAX {
        let class = canonical_combining_class(c);
        match ranges.last_mut() {
            _ if class == 0 => {}
            Some((_, last, of)) if *of == class && u32::from(*last) + 1 == u32::from(c) => *last = c,
            _ => ranges.push((c, c, class)),
        }
    }
    let mut out = String::new();
    ranges.into_iter().try_for_each(|range| write!(out, "{range:?},"))?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_written_are_those_of_the_reference() {
        run(&Workspace::open().unwrap(), &Arguments { check: true }).unwrap();
    }
}
