//! A pack: one law on filings, compiled.

use serde::{Deserialize, Serialize};

use super::{AsAsk, Check, Condition, EachAsk, Form, ListAsk, PaperAsk, Step, Words};
use crate::cite::Cite;
use crate::day::{Calendar, Day, Span};
use crate::map::Map;
use crate::text::Text;

/// One law on filings. Its version is the SHA-256 of its canonical JSON.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Pack {
    /// The version of this layout; 1.
    pub format: u32,
    /// `vn/tt-24-2014`.
    pub id: String,
    /// The official number: `24/2014/TT-BCT`.
    pub number: String,
    /// What the law is called in a citation: `Thông tư 24/2014/TT-BCT`.
    pub name: Text,
    /// What it is about.
    pub title: Text,
    /// Who issued it.
    pub issuer: Text,
    /// From which day to which it is in force.
    pub in_force: Span,
    /// The unit that says from when it is in force.
    pub in_force_cite: Cite,
    /// The law that took its place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaced_by: Option<Replacement>,
    /// Who read our paraphrase beside the text, and what came of it.
    pub read_by: Text,
    /// Whether some of its articles are not encoded, or not wholly.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub partial: bool,
    /// Spans of days on which its force is open to doubt.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cautions: Vec<Caution>,
    /// Names of papers, recipients, actors and events.
    pub words: Words,
    /// The questions that decide what a dossier holds.
    pub facts: Form,
    /// The articles, in order, those not yet encoded among them.
    pub articles: Vec<Article>,
    /// Forms, lists, and what a paper must state.
    pub forms: Vec<Form>,
    /// The dossiers that it knows.
    pub dossiers: Vec<DossierKind>,
    /// The short questionnaire: ids of those questions that decide which dossier or act applies, in the order in which they are asked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<String>,
    /// What applies instead of a dossier, or besides.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub acts: Vec<Act>,
    /// Where our text departs from the print or fills a gap.
    pub readings: Map<String, Reading>,
    /// The days off by which its times are reckoned, as far as they matter to filings while it is in force. They are part of the pack,
    /// so that a verdict under one version never changes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calendar: Option<Calendar>,
}

/// Which pack, in which version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PackRef {
    /// `vn/tt-24-2014`.
    pub id: String,
    /// SHA-256 of the compiled pack, hexadecimal.
    pub version: String,
}

/// A law that replaced another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Replacement {
    /// Its name in a citation.
    pub name: Text,
    /// From which day.
    pub from: Day,
}

/// Days on which the law's force is open to doubt, and the reading that says what we hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Caution {
    /// The days.
    pub span: Span,
    /// The reading applied.
    pub reading: String,
}

/// One article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Article {
    /// Its number.
    pub number: u16,
    /// Its heading, in our words.
    pub label: Text,
    /// Whether its units are encoded here.
    pub encoded: bool,
    /// Its units in the order of the text; none while it is not encoded.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<Unit>,
}

/// One clause, point, dash or unnumbered paragraph.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Unit {
    /// Which.
    pub cite: Cite,
    /// What it says, in our short words.
    pub label: Text,
    /// The reading that it rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reading: Option<String>,
    /// Its own days, where they differ from the law's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_force: Option<Span>,
    /// Asked only when this holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    /// Asked only of what goes to these recipients; of all where none is named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub to: Vec<String>,
    /// Whether what it asks, and what the units under it ask, is told for each place by itself where a filing goes to several.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub each_place: bool,
    /// What it asks.
    pub what: What,
    /// What other units ask, asked here too.
    #[serde(rename = "as", default, skip_serializing_if = "Vec::is_empty")]
    pub borrows: Vec<AsAsk>,
    /// Steps of a procedure: who does what by when.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Step>,
    /// Named checks that the filled forms must pass.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checks: Vec<Check>,
}

/// What a unit asks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// Nothing of its own: it holds the units under it, borrows from others, or has steps only.
    Holds,
    /// Nothing of a filer, for the reason that the word names.
    Skip(String),
    /// A form to fill, or several.
    Form(Vec<String>),
    /// Those fields of a form that name this unit as their basis.
    FieldsOf(String),
    /// One or more papers.
    Papers(PaperAsk),
    /// Papers by case: those of the first condition that holds.
    ByCase(Vec<EachAsk>),
    /// A list, and papers for each row of it.
    List(ListAsk),
    /// A form that the filer hands to someone; nothing is filed.
    Issues(String),
}

/// A dossier that the law knows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct DossierKind {
    /// `grant`.
    pub id: String,
    /// What it is for.
    pub title: Text,
    /// The units or articles that say what it comprises.
    pub holds: Vec<Cite>,
    /// The articles or units that say how it is handled.
    pub procedure: Vec<Cite>,
    /// Who may receive it, the one offered first first: words under `recipient`.
    pub recipients: Vec<String>,
    /// The unit by which it goes to one place only, though its recipients are in each; none where it may go to several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub one_place: Option<Cite>,
    /// The unit by which it goes to each sort of its recipients; none where it goes to those chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_all: Option<Cite>,
    /// The questions that decide it: ids of fields of `facts`.
    pub facts: Vec<String>,
    /// The events of its procedure that happen on the day on which a complete dossier is received.
    pub filed: Vec<String>,
    /// The event that a recipient brings about who confirms it; none where a confirmation only says that it was received.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed: Option<String>,
    /// The event that a recipient brings about who asks for a supplement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supplement: Option<String>,
    /// The dossiers that it may build on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub builds_on: Vec<String>,
    /// The unit that refers to an earlier dossier; none where we alone compare with one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub earlier: Option<Ground>,
    /// The unit that asks for its papers as files too; none where the law asks for paper alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub soft_copy: Option<Ground>,
    /// The field that holds the filer's enterprise code, matched with the signer's certificate; none where the filer has no such code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filer_code: Option<super::Ref>,
    /// The field that holds the filer's name.
    pub filer_name: super::Ref,
}

impl DossierKind {
    /// Whether a unit says how it is handled, or stands under one that does.
    pub fn handled_by(&self, unit: Cite) -> bool {
        self.procedure.iter().any(|procedure| unit.within(procedure))
    }
}

/// A unit of the law, with the reading of it that is applied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Ground {
    /// The unit.
    pub cite: Cite,
    /// The reading, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reading: Option<String>,
}

/// What a business must do, or need not do, besides the dossiers that the pack knows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Act {
    /// `notify`.
    pub id: String,
    /// What it is.
    pub label: Text,
    /// The unit or article that says so.
    pub cite: Cite,
    /// The reading that it rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reading: Option<String>,
    /// When it applies: a condition on the questions of the short questionnaire.
    pub when: Condition,
}

/// A reading: two sides of a doubtful text and the one applied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reading {
    /// What is in doubt.
    pub title: Text,
    /// The reading applied, and why, in short.
    pub applied: Text,
}

impl Pack {
    /// The dossier of that id.
    pub fn dossier(&self, id: &str) -> Option<&DossierKind> {
        self.dossiers.iter().find(|kind| kind.id == id)
    }

    /// The form of that id; `facts` is the form of the deciding questions.
    pub fn form(&self, id: &str) -> Option<&Form> {
        if id == self.facts.id { Some(&self.facts) } else { self.forms.iter().find(|form| form.id == id) }
    }

    /// The unit at that place.
    pub fn unit(&self, cite: Cite) -> Option<&Unit> {
        let article = self.articles.iter().find(|article| article.number == cite.article)?;
        article.units.iter().find(|unit| unit.cite == cite)
    }

    /// Whether a unit belongs to a dossier: of itself, or because another unit asks the same.
    pub fn comprises(&self, kind: &DossierKind, unit: Cite) -> bool {
        let is_held = |cite: Cite| kind.holds.iter().any(|held| cite.within(held));
        let mut borrowed = self.units().filter(|unit| is_held(unit.cite)).flat_map(|unit| &unit.borrows);
        is_held(unit) || borrowed.any(|ask| unit.within(&ask.unit))
    }

    /// Whether what a unit asks is told for each place by itself: it says so, or one above it does.
    pub fn is_told_for_each_place(&self, unit: Cite) -> bool {
        std::iter::successors(Some(unit), Cite::parent).any(|cite| self.unit(cite).is_some_and(|unit| unit.each_place))
    }

    /// Every encoded unit, in the order of the law.
    pub fn units(&self) -> impl Iterator<Item = &Unit> {
        self.articles.iter().flat_map(|article| article.units.iter())
    }

    /// The label of a unit or of an article.
    pub fn label(&self, cite: Cite) -> Option<&Text> {
        let article = self.articles.iter().find(|article| article.number == cite.article)?;
        if cite == Cite::article(article.number) {
            Some(&article.label)
        } else {
            self.unit(cite).map(|unit| &unit.label)
        }
    }
}
