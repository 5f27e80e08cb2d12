//! What is wrong in the files of a law, and where.

use std::fmt;

use crate::cite::Cite;
use crate::law::{Fault, Pack};

/// One thing wrong in one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompileFault {
    /// The file within the law's folder.
    pub file: String,
    /// The unit, table or word; empty when the whole file is meant.
    pub unit: String,
    /// What is wrong, and how to mend it where that is not plain.
    pub what: String,
}

impl CompileFault {
    pub(super) fn new(file: &str, unit: impl fmt::Display, what: impl Into<String>) -> Self {
        CompileFault { file: file.to_owned(), unit: unit.to_string(), what: what.into() }
    }

    /// A fault inside the pack, with the file in which its place is written.
    pub(super) fn of(pack: &Pack, fault: Fault) -> Self {
        let file = file_of(pack, &fault.place);
        CompileFault { file, unit: fault.place, what: fault.what }
    }
}

/// The place of a [`Fault`] begins with what is meant: `2/5.a`, `article 2`, `form m-01, field name`, `words paper.x`, `reading R-01`.
fn file_of(pack: &Pack, place: &str) -> String {
    let (first, rest) = place.split_once(' ').unwrap_or((place, ""));
    let article_file = |number: u16| {
        let encoded = pack.articles.iter().any(|article| article.number == number && article.encoded);
        if encoded { super::article::file_of(number) } else { "pack.toml".to_owned() }
    };
    match first {
        "words" => "words.toml".to_owned(),
        "reading" => "readings.md".to_owned(),
        "form" => format!("form/{}.toml", rest.split(',').next().unwrap_or(rest)),
        "article" => rest.parse().map_or_else(|_| "pack.toml".to_owned(), article_file),
        "unit" => file_of(pack, rest),
        cite => {
            let cite = cite.trim_end_matches(',').parse::<Cite>();
            cite.map_or_else(|_| "pack.toml".to_owned(), |cite| article_file(cite.article))
        }
    }
}

impl fmt::Display for CompileFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.file)?;
        if !self.unit.is_empty() {
            write!(f, "{}: ", self.unit)?;
        }
        f.write_str(&self.what)
    }
}

impl std::error::Error for CompileFault {}
