//! Drawing the outline from a print of the law: a reader of numbers that keeps none of the text.
//!
//! The print is the English one of the circulars of Vietnam: `Article 3. …`, `3. …`, `dd/ …`, `- …`, and a line of its own for
//! every unnumbered paragraph. How it counts:
//! - A unit's own numbered line is the unit. The first unnumbered paragraph after it is therefore its second, `§2`; an article's
//!   numbered line is its heading, so the paragraph that opens the article is its first, `§1`.
//! - A paragraph after dashes belongs to what the dashes stand under.
//! - A line that goes on in the middle of a sentence, because the print broke it, is no paragraph: the line before ends in a
//!   word that ends no sentence.

use super::Outline;
use crate::cite::Cite;
use crate::json::sha256_hex;

/// The outline of a printed text.
///
/// # Errors
/// When a numbered line cannot be placed: a clause outside an article, a point that no alphabet has.
pub fn outline_of(text: &str) -> Result<Outline, String> {
    let mut reader = Reader::default();
    for (at, line) in text.lines().map(str::trim).enumerate() {
        if !line.is_empty() && !reader.ended {
            reader.line(line).map_err(|what| format!("line {}: {what}", at + 1))?;
        }
    }
    Ok(Outline { text: sha256_hex(text.as_bytes()), units: reader.units })
}

#[derive(Default)]
struct Reader {
    units: Vec<Cite>,
    /// Where we stand: article, clause and point as written.
    article: Option<u16>,
    clause: Option<u16>,
    point: Option<String>,
    /// How many dashes and paragraphs the unit in hand has so far.
    dashes: u16,
    paragraphs: u16,
    /// Whether the line before ended in the middle of a sentence.
    broken: bool,
    /// The signature has been reached.
    ended: bool,
}

impl Reader {
    fn line(&mut self, line: &str) -> Result<(), String> {
        let went_on = std::mem::replace(&mut self.broken, is_unfinished(line));
        if let Some(number) = article_line(line) {
            (self.article, self.clause, self.point) = (Some(number), None, None);
            return self.enter(0);
        }
        if self.article.is_none() || went_on {
            return Ok(());
        }
        if let Some(number) = clause_line(line) {
            (self.clause, self.point) = (Some(number), None);
            self.enter(1)
        } else if let Some(letter) = point_line(line) {
            self.point = Some(letter.to_owned());
            self.enter(1)
        } else if line.starts_with("- ") {
            self.dashes += 1;
            self.push(&self.dashes.to_string())
        } else {
            self.paragraphs += 1;
            self.push(&format!("§{}", self.paragraphs))
        }?;
        // The last clause closes with the mark that ends the text of a Vietnamese act.
        self.ended = line.ends_with(".-");
        Ok(())
    }

    fn enter(&mut self, paragraphs: u16) -> Result<(), String> {
        (self.dashes, self.paragraphs) = (0, paragraphs);
        self.push("")
    }

    fn push(&mut self, below: &str) -> Result<(), String> {
        let article = self.article.map(|number| number.to_string()).unwrap_or_default();
        let clause = self.clause.map(|number| number.to_string()).unwrap_or_default();
        let parts = [clause.as_str(), self.point.as_deref().unwrap_or_default(), below];
        let within = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(".");
        let written = if within.is_empty() { article } else { format!("{article}/{within}") };
        let cite = written.parse().map_err(|error| format!("{error}"))?;
        if self.units.last().is_some_and(|last| *last >= cite) {
            return Err(format!("{cite} stands out of order"));
        }
        self.units.push(cite);
        Ok(())
    }
}

/// `Article 3. Order and procedures …`
fn article_line(line: &str) -> Option<u16> {
    line.strip_prefix("Article ")?.split_once(". ")?.0.parse().ok()
}

/// `3. …`
fn clause_line(line: &str) -> Option<u16> {
    line.split_once(". ")?.0.parse().ok()
}

/// `dd/ …`
fn point_line(line: &str) -> Option<&str> {
    let letter = line.split_once("/ ")?.0;
    (letter.len() <= 2 && letter.bytes().all(|byte| byte.is_ascii_lowercase())).then_some(letter)
}

/// Whether the line ends in a word after which a sentence goes on.
fn is_unfinished(line: &str) -> bool {
    let last = line.rsplit(' ').next().unwrap_or(line);
    ["a", "an", "the", "of", "to", "in", "for", "by", "and", "or"].contains(&last) || last.ends_with("-level")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outline(text: &str) -> Vec<String> {
        outline_of(text).unwrap().units.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn numbers_dashes_and_paragraphs_are_found() {
        let text = "Preamble.\n1. Not yet.\nArticle 3. Order\nWho does it:\n1. Receiving\na/ Submit;\ndd/ Check:\n- one;\n- two.\nThen this.\n2. Next.\nMore.\nEven more.-\nThe Minister";
        let asked = ["3", "3/§1", "3/1", "3/1.a", "3/1.đ", "3/1.đ.1", "3/1.đ.2", "3/1.đ.§2", "3/2", "3/2.§2", "3/2.§3"];
        assert_eq!(outline(text), asked);
    }

    #[test]
    fn a_line_broken_by_the_print_is_no_paragraph() {
        assert_eq!(
            outline("Article 10. X\n3. Within 5 days a provincial-level\n\nDepartment shall check.\nThen."),
            ["10", "10/3", "10/3.§2"]
        );
    }

    #[test]
    fn numbers_out_of_order_are_refused() {
        assert!(outline_of("Article 2. X\n2. b.\n1. a.").unwrap_err().starts_with("line 3"));
    }
}
