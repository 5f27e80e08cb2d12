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
    let (mut pairs, mut apart) = (Vec::new(), Vec::new());
    for c in ('\0'..=char::MAX).filter(|c| !matches!(c, '가'..='힣')) {
        match parts(c).as_slice() {
            [] => {}
            [one] => apart.push([c, *one, '\0']),
            [first, second] if compose(*first, *second) == Some(c) => pairs.push([c, *first, *second]),
            [first, second] => apart.push([c, *first, *second]),
            more => bail!("{c:?} comes apart into {more:?}"),
        }
    }
    let version = unicode_normalization::UNICODE_VERSION;
    let mut out = format!("// Unicode {}.{}. Written by `cargo xtask unicode`.\n", version.0, version.1);
    for (name, rows) in [("PAIRS", pairs), ("APART", apart), ("CLASSES", classes())] {
        writeln!(out, "pub const {name}: &[u8] = &{:?};", packed(&rows))?;
    }
    Ok(out)
}

/// Each column on its own, each value as its distance from the one above, in base 128 with the sign in the lowest bit.
fn packed(rows: &[[char; 3]]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for column in 0..3 {
        let mut above = 0_i64;
        for value in rows.iter().filter_map(|row| row.get(column)).map(|c| i64::from(u32::from(*c))) {
            let distance = value - above;
            above = value;
            let mut coded = (distance << 1) ^ (distance >> 63);
            while coded >= 0x80 {
                bytes.push((coded & 0x7f) as u8 | 0x80);
                coded >>= 7;
            }
            bytes.push(coded as u8);
        }
    }
    bytes
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

fn classes() -> Vec<[char; 3]> {
    let mut ranges: Vec<[char; 3]> = Vec::new();
    for c in '\0'..=char::MAX {
        let class = char::from(canonical_combining_class(c));
        match ranges.last_mut() {
            _ if class == '\0' => {}
            Some([_, last, of]) if *of == class && u32::from(*last) + 1 == u32::from(c) => *last = c,
            _ => ranges.push([c, c, class]),
        }
    }
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_written_are_those_of_the_reference() {
        run(&Workspace::open().unwrap(), &Arguments { check: true }).unwrap();
    }
}
