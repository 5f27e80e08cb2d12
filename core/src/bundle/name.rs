//! Names of parts: what a person can read, unpack anywhere, and tell apart.

use std::fmt;

use crate::map::Map;
use crate::text::{is_latin, nfc};

/// Longest name, in bytes of UTF-8.
const MAX_BYTES: usize = 240;
/// Most folders a name may stand in, and the file itself.
const MAX_DEPTH: usize = 8;

/// Longest name of an entry that other software wrote, in bytes, and most folders it may stand in: no system unpacks more.
const MAX_ENTRY_BYTES: usize = 1024;
const MAX_ENTRY_DEPTH: usize = 32;

/// The name of a part inside the container: NFC, relative, `/` between folders, safe to unpack on any system. Its letters are
/// Latin, as in every name that we make, and none that looks like another one: so nothing hides, and nothing turns what is read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PartName(String);

/// Why a text cannot name a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameFault {
    /// Empty, longer than 240 bytes, or deeper than eight levels.
    Length,
    /// Not in Unicode normal form C.
    NotNfc,
    /// Absolute, with `.`, `..`, an empty step, a backslash or a drive.
    Path,
    /// Holds a control, bidirectional or invisible character, or a letter that is not Latin.
    Character,
    /// Taken by the container itself (`mimetype`, `META-INF`) or by an operating system (`CON`, `NUL` …).
    Reserved,
}

impl PartName {
    /// Takes a name as it is.
    ///
    /// # Errors
    /// The first [`NameFault`] found; nothing is mended.
    pub fn new(name: &str) -> Result<Self, NameFault> {
        if name.is_empty() || name.len() > MAX_BYTES || name.split('/').count() > MAX_DEPTH {
            return Err(NameFault::Length);
        }
        if nfc(name) != name {
            return Err(NameFault::NotNfc);
        }
        if !name.chars().all(is_taken) {
            return Err(NameFault::Character);
        }
        name.split('/').try_for_each(check_step)?;
        let folded = fold(name);
        if folded == "mimetype" || folded == "meta-inf" || folded.starts_with("meta-inf/") {
            return Err(NameFault::Reserved);
        }
        Ok(Self(name.to_owned()))
    }

    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PartName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether the name of an entry, whoever wrote it, is short enough to be looked at.
pub(super) fn is_bounded(name: &str) -> bool {
    name.len() <= MAX_ENTRY_BYTES && name.split('/').count() <= MAX_ENTRY_DEPTH
}

/// The beginning of a name that is not bounded, by which it is told.
pub(super) fn beginning(name: &str) -> &str {
    let cut = name.char_indices().map(|(at, _)| at).find(|at| *at >= MAX_BYTES);
    cut.and_then(|cut| name.get(..cut)).unwrap_or(name)
}

/// Two names with one folded form would meet on some file system, or in a reader's eye.
pub(super) fn fold(name: &str) -> String {
    nfc(&name.chars().flat_map(char::to_lowercase).collect::<String>())
}

/// What is wrong with a set of names taken together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Clash {
    /// The same name twice.
    Same,
    /// Names that differ only in case or Unicode form, or a file that is also a folder.
    Twin,
}

/// Looks for names that clash; `Err` holds the place of the second of the two.
pub(super) fn check_apart<'a>(names: impl Iterator<Item = &'a str> + Clone) -> Result<(), (usize, Clash)> {
    let mut exact = Map::default();
    let mut folded = Map::default();
    for (place, name) in names.enumerate() {
        if exact.insert(name, ()).is_some() {
            return Err((place, Clash::Same));
        }
        if folded.insert(fold(name), place).is_some() {
            return Err((place, Clash::Twin));
        }
    }
    // What lies in a folder follows the folder's own name and its slash in the order of all.
    let is_folder = |name: &str| {
        let inside = format!("{name}/");
        let next = folded.find_index(&inside).unwrap_or_else(|next| next);
        folded.get_indexed(next).is_some_and(|(name, _)| name.starts_with(&inside))
    };
    match folded.iter().filter(|(name, _)| is_folder(name)).map(|(_, place)| *place).min() {
        Some(place) => Err((place, Clash::Twin)),
        None => Ok(()),
    }
}

fn check_step(step: &str) -> Result<(), NameFault> {
    if matches!(step, "" | "." | "..") || step.contains(['\\', ':']) {
        return Err(NameFault::Path);
    }
    // Windows drops these on unpacking, so that two names could become one.
    if step.ends_with([' ', '.']) || step.starts_with(' ') {
        return Err(NameFault::Character);
    }
    let stem = step.split('.').next().unwrap_or(step).to_ascii_uppercase();
    let numbered =
        |device: &str| stem.strip_prefix(device).is_some_and(|n| n.len() == 1 && n.bytes().all(|b| b.is_ascii_digit()));
    if matches!(stem.trim_end(), "CON" | "PRN" | "AUX" | "NUL") || numbered("COM") || numbered("LPT") {
        return Err(NameFault::Reserved);
    }
    Ok(())
}

fn is_taken(c: char) -> bool {
    let is_plain = c.is_ascii() && !c.is_ascii_control() && !matches!(c, '<' | '>' | '"' | '|' | '?' | '*');
    is_plain || is_latin(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::nfd;

    #[test]
    fn vietnamese_names_are_taken_and_unsafe_ones_refused() {
        for name in ["dossier.json", "giấy tờ/Điều lệ công ty.pdf", "a b/1. Đơn đề nghị (M-01).html", "COMA.pdf"]
        {
            assert!(PartName::new(name).is_ok(), "{name}");
        }
        let decomposed = nfd("Điều lệ.pdf");
        for (name, fault) in [
            ("", NameFault::Length),
            (&"a".repeat(241), NameFault::Length),
            ("a/b/c/d/e/f/g/h/i", NameFault::Length),
            (&decomposed, NameFault::NotNfc),
            ("/etc/passwd", NameFault::Path),
            ("../x", NameFault::Path),
            ("a/./b", NameFault::Path),
            ("a//b", NameFault::Path),
            ("a/", NameFault::Path),
            ("a\\b", NameFault::Path),
            ("C:x", NameFault::Path),
            ("a\u{202e}fdp.exe", NameFault::Character),
            ("a\u{200b}.pdf", NameFault::Character),
            ("a\u{a0}b.pdf", NameFault::Character),
            ("a\n.pdf", NameFault::Character),
            ("a.pdf ", NameFault::Character),
            ("a.", NameFault::Character),
            ("\u{fb01}le.pdf", NameFault::Character),
            ("p\u{430}per.pdf", NameFault::Character),
            ("nul.txt", NameFault::Reserved),
            ("com1", NameFault::Reserved),
            ("Mimetype", NameFault::Reserved),
            ("meta-inf/x", NameFault::Reserved),
        ] {
            assert_eq!(PartName::new(name), Err(fault), "{name:?}");
        }
    }

    #[test]
    fn twins_are_seen() {
        assert_eq!(check_apart(["a", "b", "a"].into_iter()), Err((2, Clash::Same)));
        assert_eq!(check_apart(["Đơn.pdf", "đƠN.PDF"].into_iter()), Err((1, Clash::Twin)));
        assert_eq!(check_apart(["x/y.pdf", "X"].into_iter()), Err((1, Clash::Twin)));
        assert_eq!(check_apart(["x/y/z.pdf", "x-1", "X/Y"].into_iter()), Err((2, Clash::Twin)));
        assert_eq!(check_apart(["x", "x-1", "x/y.pdf"].into_iter()), Err((0, Clash::Twin)));
        assert_eq!(check_apart(["x/a", "x/b", "xa", "x-1", "x/ab"].into_iter()), Ok(()));
    }
}
