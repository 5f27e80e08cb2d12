//! When something is asked: conditions over answers, and how a place in a dossier is named in a law file.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::day::Day;

/// A condition, as a table in a law file: `{ all = [{ is = ["company.kind", "jsc"] }, { has = "goods.conditional" }] }`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Condition {
    /// All of them hold.
    All(Vec<Condition>),
    /// At least one holds.
    Any(Vec<Condition>),
    /// It does not hold.
    Not(Box<Condition>),
    /// The answer is this choice.
    Is(Ref, String),
    /// The yes-or-no question is answered yes.
    Has(Ref),
    /// The whole number is at least this.
    AtLeast(Ref, u64),
    /// The day comes before this one.
    Before(Ref, Day),
}

impl Condition {
    /// Every place that the condition looks at.
    pub fn refs(&self) -> Vec<&Ref> {
        match self {
            Condition::All(all) | Condition::Any(all) => all.iter().flat_map(Condition::refs).collect(),
            Condition::Not(one) => one.refs(),
            Condition::Is(at, _) | Condition::Has(at) | Condition::AtLeast(at, _) | Condition::Before(at, _) => {
                vec![at]
            }
        }
    }
}

/// A place where a value is typed: `company.kind` (a deciding question), `m-01/name` (a field of a form),
/// `row/nationality` (a field of the list's row, or of the form, in hand), `earlier/m-01/name` (that field in the earlier dossier
/// that this one builds on), `on` (the day of filing). Of a list, `goods/name` and `earlier/goods/name` are columns.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ref {
    /// A deciding question.
    Fact(String),
    /// A field of a form: form, field.
    Field(String, String),
    /// A field of the row or form in hand.
    Row(String),
    /// A field of a form of the earlier dossier: form, field.
    Earlier(String, String),
    /// The day of filing.
    On,
}

impl fmt::Display for Ref {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Ref::Fact(fact) => f.write_str(fact),
            Ref::Field(form, field) => write!(f, "{form}/{field}"),
            Ref::Row(field) => write!(f, "row/{field}"),
            Ref::Earlier(form, field) => write!(f, "earlier/{form}/{field}"),
            Ref::On => f.write_str("on"),
        }
    }
}

impl FromStr for Ref {
    type Err = String;

    fn from_str(text: &str) -> Result<Ref, String> {
        let fine = |part: &str| {
            !part.is_empty()
                && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'.')
        };
        match text.split_once('/') {
            None if text == "on" => Ok(Ref::On),
            None if fine(text) => Ok(Ref::Fact(text.to_owned())),
            Some(("row", field)) if fine(field) => Ok(Ref::Row(field.to_owned())),
            Some(("earlier", rest)) => match rest.split_once('/') {
                Some((form, field)) if fine(form) && fine(field) => Ok(Ref::Earlier(form.to_owned(), field.to_owned())),
                _ => Err(format!("`{text}` names no place; write earlier/form/field")),
            },
            Some((form, field)) if fine(form) && fine(field) => Ok(Ref::Field(form.to_owned(), field.to_owned())),
            _ => Err(format!("`{text}` names no place; write a question's id, form/field, row/field or on")),
        }
    }
}

impl Serialize for Ref {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Ref {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Ref {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Ref".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "description": "a question, form/field, row/field, earlier/form/field or on" })
    }
}
