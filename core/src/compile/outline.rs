//! The outline of a law: the number of every article, clause, point, dash and unnumbered paragraph, and nothing else.

use std::collections::BTreeSet;
use std::fmt;

use super::{CompileFault, Files, article, source};
use crate::cite::{Below, Cite};
use crate::law::Article;

/// Every unit of a text, in its order, and which text it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    /// SHA-256 of the text, hexadecimal.
    pub text: String,
    /// The units.
    pub units: Vec<Cite>,
}

const FILE: &str = "outline.txt";

/// Reads `outline.txt`.
pub(super) fn read(files: &Files) -> Result<Outline, Vec<CompileFault>> {
    let mut found = Vec::new();
    let mut outline = Outline { text: String::new(), units: Vec::new() };
    for line in source::text(files, FILE)?.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some(comment) = line.strip_prefix('#') {
            let hash = comment.trim().strip_prefix("text sha256 ");
            hash.into_iter().for_each(|hash| outline.text = hash.trim().to_owned());
            continue;
        }
        match line.parse::<Cite>() {
            Ok(cite) if outline.units.last().is_some_and(|last| *last >= cite) => {
                found.push(CompileFault::new(FILE, cite, "stands out of order, or twice"));
            }
            Ok(cite) => outline.units.push(cite),
            Err(error) => found.push(CompileFault::new(FILE, line, error.to_string())),
        }
    }
    if outline.text.len() != 64 {
        found.push(CompileFault::new(FILE, "", "the line `# text sha256 …` is missing"));
    }
    if found.is_empty() { Ok(outline) } else { Err(found) }
}

impl Outline {
    /// Where the article files and the outline differ: a unit missing, extra or out of order; an article missing, extra or twice.
    pub(super) fn against(&self, encoded: &[Article], later: &[Article]) -> Vec<CompileFault> {
        let mut found = Vec::new();
        let numbers: BTreeSet<u16> = self.units.iter().map(|cite| cite.article).collect();
        for number in &numbers {
            let here = encoded.iter().chain(later).filter(|article| article.number == *number).count();
            if here == 0 {
                let what = "stands in the outline; write its file, or list it in `pack.toml` as not encoded";
                found.push(CompileFault::new("pack.toml", format!("article {number}"), what));
            } else if here > 1 {
                let what = "has a file and is listed as not encoded besides";
                found.push(CompileFault::new("pack.toml", format!("article {number}"), what));
            }
        }
        for article in encoded.iter().chain(later).filter(|article| !numbers.contains(&article.number)) {
            found.push(CompileFault::new("pack.toml", format!("article {}", article.number), "is not in the outline"));
        }
        encoded.iter().for_each(|article| found.extend(self.against_units(article)));
        found
    }

    fn against_units(&self, article: &Article) -> Vec<CompileFault> {
        let file = article::file_of(article.number);
        let mut found = Vec::new();
        let asked = self.units.iter().filter(|cite| cite.article == article.number && cite.parent().is_some());
        let asked: BTreeSet<Cite> = asked.copied().collect();
        let here: BTreeSet<Cite> = article.units.iter().map(|unit| unit.cite).collect();
        for cite in asked.difference(&here) {
            found.push(CompileFault::new(&file, cite, "stands in the outline and is missing here"));
        }
        for cite in here.difference(&asked) {
            found.push(CompileFault::new(&file, cite, "is not in the outline"));
        }
        for (before, unit) in article.units.iter().zip(article.units.iter().skip(1)) {
            if unit.cite < before.cite {
                found.push(CompileFault::new(
                    &file,
                    unit.cite,
                    format!("stands after {}: keep the order of the text", before.cite),
                ));
            }
        }
        found
    }

    /// How many articles, clauses, points, dashes and unnumbered paragraphs it has.
    pub fn counts(&self) -> [usize; 5] {
        let mut counts = [0; 5];
        for cite in &self.units {
            let [articles, clauses, points, dashes, paragraphs] = &mut counts;
            *match (cite.below, cite.point(), cite.clause) {
                (Some(Below::Dash(_)), ..) => dashes,
                (Some(Below::Paragraph(_)), ..) => paragraphs,
                (None, Some(_), _) => points,
                (None, None, Some(_)) => clauses,
                (None, None, None) => articles,
            } += 1;
        }
        counts
    }
}

/// As `outline.txt` writes it.
impl fmt::Display for Outline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [articles, clauses, points, dashes, paragraphs] = self.counts();
        writeln!(
            f,
            "# Every unit of the text, numbers only. Written by `cargo xtask law --outline TEXT`; do not edit."
        )?;
        writeln!(f, "# text sha256 {}", self.text)?;
        writeln!(
            f,
            "# {articles} articles, {clauses} clauses, {points} points, {dashes} dashes, {paragraphs} unnumbered paragraphs"
        )?;
        self.units.iter().try_for_each(|cite| writeln!(f, "{cite}"))
    }
}
