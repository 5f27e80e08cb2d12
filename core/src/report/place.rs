//! Where in a dossier something is.

use std::fmt;
use std::str::FromStr;

use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};

use crate::cite::Cite;

/// A place in a dossier.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(!try_from))]
#[serde(tag = "at", rename_all = "kebab-case", try_from = "Flat")]
pub enum Place {
    /// The dossier as a whole: its procedure, recipient or day.
    Dossier,
    /// A deciding question.
    Fact {
        /// Its id.
        fact: String,
    },
    /// A field of a form.
    Field {
        /// The form.
        form: String,
        /// The field.
        field: String,
    },
    /// A list as a whole.
    List {
        /// The list.
        list: String,
    },
    /// A field of a row.
    Row {
        /// The list.
        list: String,
        /// The row's id.
        row: String,
        /// The field.
        field: String,
    },
    /// All that one duty asks, for a row where it asks by row.
    Duty {
        /// The unit.
        cite: Cite,
        /// The row's id.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        row: Option<String>,
    },
    /// One paper in its slot.
    Paper {
        /// The slot.
        slot: Slot,
        /// Which of the papers in the slot, from 0.
        index: usize,
    },
}

/// A place as it is read: all that any place may say. Serde's own way with tags keeps the whole text in memory first.
#[derive(Deserialize)]
pub(super) struct Flat {
    pub at: String,
    #[serde(default)]
    pub fact: Option<String>,
    #[serde(default)]
    pub form: Option<String>,
    #[serde(default)]
    pub field: Option<String>,
    #[serde(default)]
    pub list: Option<String>,
    #[serde(default)]
    pub row: Option<String>,
    #[serde(default)]
    pub cite: Option<Cite>,
    #[serde(default)]
    pub slot: Option<Slot>,
    #[serde(default)]
    pub index: Option<usize>,
    /// What else there is, which is left.
    #[serde(rename = "..", default)]
    pub rest: IgnoredAny,
}

impl TryFrom<Flat> for Place {
    type Error = String;

    fn try_from(flat: Flat) -> Result<Place, String> {
        let Flat { at, fact, form, field, list, row, cite, slot, index, rest: IgnoredAny } = flat;
        let place = match at.as_str() {
            "dossier" => Some(Place::Dossier),
            "fact" => fact.map(|fact| Place::Fact { fact }),
            "field" => form.zip(field).map(|(form, field)| Place::Field { form, field }),
            "list" => list.map(|list| Place::List { list }),
            "row" => list.zip(row).zip(field).map(|((list, row), field)| Place::Row { list, row, field }),
            "duty" => cite.map(|cite| Place::Duty { cite, row }),
            "paper" => slot.zip(index).map(|(slot, index)| Place::Paper { slot, index }),
            _ => None,
        };
        place.ok_or_else(|| format!("`{at}` is no place, or something of it is missing"))
    }
}

/// Where a paper belongs: the unit that asks, the paper, and the row it is for.
/// Written `2/5.a:model-contract`, `2/4:passport:r2`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Slot {
    /// The unit that asks for it.
    pub cite: Cite,
    /// The paper: a word of the pack.
    pub paper: String,
    /// The row it is for.
    pub row: Option<String>,
}

impl fmt::Display for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.cite, self.paper)?;
        self.row.iter().try_for_each(|row| write!(f, ":{row}"))
    }
}

impl FromStr for Slot {
    type Err = String;

    fn from_str(text: &str) -> Result<Slot, String> {
        let mut parts = text.splitn(3, ':');
        let cite = parts.next().unwrap_or_default().parse().map_err(|error| format!("{error}"))?;
        let paper = parts.next().filter(|paper| !paper.is_empty());
        let paper =
            paper.ok_or_else(|| format!("`{text}` names no paper; write unit:paper or unit:paper:row"))?.to_owned();
        Ok(Slot { cite, paper, row: parts.next().map(str::to_owned) })
    }
}

impl Serialize for Slot {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Slot {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Slot {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Slot".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "description": "unit:paper or unit:paper:row, for example 2/4:passport:r2" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_and_written_back() {
        for text in [
            r#"{"at":"dossier"}"#,
            r#"{"at":"fact","fact":"a"}"#,
            r#"{"at":"field","form":"a","field":"b"}"#,
            r#"{"at":"list","list":"a"}"#,
            r#"{"at":"row","list":"a","row":"r1","field":"b"}"#,
            r#"{"at":"duty","cite":"2/4","row":"r1"}"#,
            r#"{"at":"duty","cite":"2/4"}"#,
            r#"{"at":"paper","slot":"2/4:passport:r1","index":0}"#,
        ] {
            assert_eq!(serde_json::to_string(&serde_json::from_str::<Place>(text).unwrap()).unwrap(), text);
        }
        for text in [r#"{"at":"row","list":"a","row":"r1"}"#, r#"{"at":"nowhere"}"#, r#"{"fact":"a"}"#, "3"] {
            assert!(serde_json::from_str::<Place>(text).is_err(), "{text}");
        }
    }

    #[test]
    fn slots_are_read_and_written_back() {
        for text in ["2/5.a:model-contract", "2/4:passport:r2"] {
            assert_eq!(text.parse::<Slot>().unwrap().to_string(), text);
        }
        assert!("2/5.a".parse::<Slot>().is_err() && ":x".parse::<Slot>().is_err() && "2/5.a:".parse::<Slot>().is_err());
    }
}
