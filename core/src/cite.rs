//! A citation: which unit of a law is meant. Parsed, ordered and printed here and nowhere else.
//!
//! Written form: article `/` clause `.` point `.` dash, so `9/1.a.3` is the third dash of point a, clause 1, Article 9, and
//! `13/2.1` the first dash right under clause 2. An unnumbered paragraph is `§` and its number: `3/3.§2` is the second
//! paragraph of clause 3, Article 3. Points run in the Vietnamese alphabet; `đ` may also be typed `dd`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::text::Lang;

/// The letters that number points, in the order of Vietnamese legal drafting (Decree 34/2016/ND-CP writes a, b, c, d, đ, e, g …).
const POINTS: &str = "abcdđeghiklmnopqrstuvxy";

/// One unit of one law. Ordered as the units stand in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cite {
    /// Article number, from 1.
    pub article: u16,
    /// Clause number, from 1.
    pub clause: Option<u16>,
    /// Place of the point's letter in the alphabet of points, from 0.
    point: Option<u8>,
    /// Dash or unnumbered paragraph under the unit named so far.
    pub below: Option<Below>,
}

/// What may stand under an article, clause or point without a number of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Below {
    /// The n-th dash, from 1.
    Dash(u16),
    /// The n-th unnumbered paragraph, from 1; the unit's own opening sentence is the first.
    Paragraph(u16),
}

/// Why a text is no citation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadCite(String);

impl Cite {
    /// A whole article.
    pub fn article(number: u16) -> Self {
        Cite { article: number, clause: None, point: None, below: None }
    }

    /// The letter of the point, if it names one.
    pub fn point(&self) -> Option<char> {
        self.point.and_then(|place| POINTS.chars().nth(place.into()))
    }

    /// The unit that this one stands under; `None` for an article.
    pub fn parent(&self) -> Option<Cite> {
        let mut up = *self;
        if up.below.take().is_some() || up.point.take().is_some() || up.clause.take().is_some() {
            Some(up)
        } else {
            None
        }
    }

    /// Whether `self` is `other` or stands under it.
    pub fn within(&self, other: &Cite) -> bool {
        let mut at = Some(*self);
        while let Some(cite) = at {
            if cite == *other {
                return true;
            }
            at = cite.parent();
        }
        false
    }

    /// As a reader of the law writes it: `điểm a khoản 5 Điều 2`, `Article 2(5)(a)`.
    pub fn say(&self, lang: Lang) -> String {
        match lang {
            Lang::Vi => self.say_vi(),
            Lang::En => self.say_en(),
        }
    }

    fn say_vi(&self) -> String {
        let mut out = match self.below {
            Some(Below::Dash(n)) => format!("gạch đầu dòng thứ {n} "),
            Some(Below::Paragraph(n)) => format!("đoạn {n} "),
            None => String::new(),
        };
        if let Some(letter) = self.point() {
            out.push_str(&format!("điểm {letter} "));
        }
        if let Some(clause) = self.clause {
            out.push_str(&format!("khoản {clause} "));
        }
        out.push_str(&format!("Điều {}", self.article));
        out
    }

    fn say_en(&self) -> String {
        let mut out = format!("Article {}", self.article);
        if let Some(clause) = self.clause {
            out.push_str(&format!("({clause})"));
        }
        match self.point() {
            Some('đ') => out.push_str("(dd)"),
            Some(letter) => out.push_str(&format!("({letter})")),
            None => {}
        }
        match self.below {
            Some(Below::Dash(n)) => out.push_str(&format!(", dash {n}")),
            Some(Below::Paragraph(n)) => out.push_str(&format!(", paragraph {n}")),
            None => {}
        }
        out
    }
}

impl Cite {
    /// Its written form; made by hand, because every report holds many.
    pub fn written(&self) -> String {
        let mut out = String::with_capacity(16);
        put(&mut out, self.article);
        let mut mark = '/';
        if let Some(clause) = self.clause {
            out.push(mark);
            put(&mut out, clause);
            mark = '.';
        }
        if let Some(letter) = self.point() {
            out.push(mark);
            out.push(letter);
            mark = '.';
        }
        if let Some(below) = self.below {
            out.push(mark);
            let number = match below {
                Below::Dash(number) => number,
                Below::Paragraph(number) => {
                    out.push('§');
                    number
                }
            };
            put(&mut out, number);
        }
        out
    }
}

fn put(out: &mut String, number: u16) {
    if number >= 10 {
        put(out, number / 10);
    }
    out.extend(char::from_digit(u32::from(number % 10), 10));
}

impl fmt::Display for Cite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written())
    }
}

impl FromStr for Cite {
    type Err = BadCite;

    fn from_str(text: &str) -> Result<Self, BadCite> {
        read(text).ok_or_else(|| BadCite(text.to_owned()))
    }
}

fn read(text: &str) -> Option<Cite> {
    let Some((article, rest)) = text.split_once('/') else { return number(text).map(Cite::article) };
    let mut cite = Cite::article(number(article)?);
    let mut parts = rest.split('.').peekable();
    cite.clause = parts.peek().and_then(|part| number(part));
    parts.next_if(|_| cite.clause.is_some());
    cite.point = parts.peek().and_then(|part| point(part));
    parts.next_if(|_| cite.point.is_some());
    // Right under an article stand unnumbered paragraphs, and no dashes.
    let dash = cite.clause.is_some() || cite.point.is_some();
    cite.below = match parts.next() {
        Some(part) => Some(below(part).filter(|below| dash || matches!(below, Below::Paragraph(_)))?),
        None => None,
    };
    parts.next().is_none().then_some(cite)
}

/// A number without leading zeros.
fn number(text: &str) -> Option<u16> {
    if text.starts_with(['+', '0']) { None } else { text.parse().ok() }
}

fn point(text: &str) -> Option<u8> {
    let letter = if text == "dd" { "đ" } else { text };
    let mut letters = letter.chars();
    let first = letters.next()?;
    if letters.next().is_some() {
        return None;
    }
    POINTS.chars().position(|at| at == first).and_then(|place| u8::try_from(place).ok())
}

fn below(text: &str) -> Option<Below> {
    match text.strip_prefix('§') {
        Some(rest) => number(rest).map(Below::Paragraph),
        None => number(text).map(Below::Dash),
    }
}

impl fmt::Display for BadCite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is no citation; write article/clause.point.dash, for example 9/1.a.3 or 3/3.§2", self.0)
    }
}

impl std::error::Error for BadCite {}

impl Serialize for Cite {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.written())
    }
}

impl<'de> Deserialize<'de> for Cite {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Cite {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Cite".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "description": "article/clause.point.dash, for example 9/1.a.3 or 3/3.§2" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cite(text: &str) -> Cite {
        text.parse().unwrap()
    }

    #[test]
    fn written_form_is_read_and_written_back() {
        for text in ["2", "2/5", "2/5.a", "9/1.a.3", "3/3.§2", "13/2.1", "11/1.đ", "17/3.a.§2", "3/§1"] {
            assert_eq!(cite(text).to_string(), text);
        }
        assert_eq!(cite("11/1.dd"), cite("11/1.đ"));
    }

    #[test]
    fn what_is_no_citation_is_refused() {
        for text in
            ["", "0", "2/", "2/5.", "2/5.f", "2/05", "a", "2/5.a.b", "2/5.a.1.2", "3/§0", "+2", "2/3.§", "9/1.a.3.§2"]
        {
            assert!(text.parse::<Cite>().is_err(), "{text}");
        }
    }

    #[test]
    fn points_run_in_the_vietnamese_alphabet() {
        assert!(cite("11/1.d") < cite("11/1.đ") && cite("11/1.đ") < cite("11/1.e") && cite("11/1.e") < cite("11/1.g"));
        assert!("11/1.f".parse::<Cite>().is_err());
    }

    #[test]
    fn said_in_both_languages() {
        assert_eq!(cite("2/5.a").say(Lang::Vi), "điểm a khoản 5 Điều 2");
        assert_eq!(cite("2/5.a").say(Lang::En), "Article 2(5)(a)");
        assert_eq!(cite("3/3.§2").say(Lang::Vi), "đoạn 2 khoản 3 Điều 3");
        assert_eq!(cite("9/1.a.3").say(Lang::En), "Article 9(1)(a), dash 3");
    }

    #[test]
    fn a_point_stands_under_its_clause_and_article() {
        assert!(
            cite("2/5.a").within(&cite("2/5"))
                && cite("2/5.a").within(&cite("2"))
                && !cite("2/5").within(&cite("2/5.a"))
        );
        assert_eq!(cite("9/1.a.3").parent(), Some(cite("9/1.a")));
    }
}
