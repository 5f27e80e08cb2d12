//! What a dossier holds: answers as they were typed, lists, and what is said of each paper.

use std::borrow::Cow;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

use crate::check::{fingerprint, repeated};
use crate::day::Day;
use crate::form::Value;
use crate::json::{self, BadJson};
use crate::law::{PackRef, PaperKind, Ref};
use crate::map::Map;
use crate::report::Slot;

/// Answers by field id, as typed.
pub type Values = Map<String, String>;

/// A dossier in the making, or a sealed one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Dossier {
    /// The version of this layout; 1.
    pub format: u32,
    /// 128 random bits made with the draft, as 32 hexadecimal digits.
    pub id: String,
    /// Which dossier of the pack: `grant`.
    pub procedure: String,
    /// Who is to receive it: a word of the pack.
    pub recipient: String,
    /// The pack that it was drawn up under.
    pub pack: PackRef,
    /// The day of filing, which selects the law.
    pub on: Day,
    /// The earlier dossier that it builds on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub earlier: Option<Earlier>,
    /// Whether the filer has said that it is complete.
    #[serde(default)]
    pub closed: bool,
    /// Answers to the deciding questions.
    #[serde(default)]
    pub facts: Values,
    /// Forms by id.
    #[serde(default)]
    pub forms: Map<String, Values>,
    /// Lists by id.
    #[serde(default)]
    pub lists: Map<String, List>,
    /// Papers by slot.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "Map<String, Vec<Paper>>"))]
    pub papers: Map<Slot, Vec<Paper>>,
}

impl Dossier {
    /// A dossier on which nothing is answered yet.
    pub fn begun(id: String, procedure: String, recipient: String, pack: PackRef, on: Day) -> Dossier {
        Dossier {
            format: 1,
            id,
            procedure,
            recipient,
            pack,
            on,
            earlier: None,
            closed: false,
            facts: Map::new(),
            forms: Map::new(),
            lists: Map::new(),
            papers: Map::new(),
        }
    }

    /// Reads the JSON of a dossier. Of a draft, see [`crate::draft`].
    ///
    /// # Errors
    /// When the bytes are no JSON, or JSON of another shape.
    pub fn read(bytes: &[u8]) -> Result<Dossier, BadJson> {
        json::parse(bytes)?.shaped()
    }

    /// What is typed at a place outside of lists.
    pub fn typed(&self, at: &Ref) -> Option<&str> {
        let typed = match at {
            Ref::Fact(fact) => self.facts.get(fact),
            Ref::Field(form, field) => self.forms.get(form)?.get(field),
            Ref::Earlier(form, field) => self.earlier.as_ref()?.dossier.as_ref()?.forms.get(form)?.get(field),
            Ref::Row(_) | Ref::On => None,
        };
        typed.map(String::as_str)
    }
}

/// An earlier dossier, by its content. A later timestamp or co-signature does not change it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Earlier {
    /// SHA-256 of its signed JSON, hexadecimal.
    pub sha256: String,
    /// The dossier itself, so that what changed can be seen without its bundle.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dossier: Option<Box<Dossier>>,
}

/// A list of rows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct List {
    /// Whether the filer has said that no row is missing. What a row lacks stays open until the dossier is closed.
    #[serde(default)]
    pub closed: bool,
    /// The rows, in the filer's order; no two of one id.
    #[serde(default, deserialize_with = "apart")]
    pub rows: Vec<Row>,
}

impl List {
    /// The first id that a row has after another one has it: papers and findings would name either.
    pub(super) fn id_twice(&self) -> Option<&str> {
        // Mostly the rows stand as they were added: `r2` before `r10`.
        let is_before = |(one, other): (&Row, &Row)| (one.id.len(), &one.id) < (other.id.len(), &other.id);
        if self.rows.iter().zip(self.rows.iter().skip(1)).all(is_before) {
            return None;
        }
        let key = |row: &Row| Some(fingerprint(&Value::Text(Cow::Borrowed(&row.id))));
        let keys: Vec<Option<u64>> = self.rows.iter().map(key).collect();
        let id = |row: usize| self.rows.get(row).map(|row| row.id.as_str());
        let (row, _) = repeated(&keys, &|one, other| id(one) == id(other)).into_iter().next()?;
        id(row)
    }
}

/// Reads rows of which no two have one id.
fn apart<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Row>, D::Error> {
    let list = List { closed: false, rows: Vec::deserialize(deserializer)? };
    match list.id_twice() {
        Some(id) => Err(D::Error::custom(format!("two rows have the id `{id}`"))),
        None => Ok(list.rows),
    }
}

/// A row of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Row {
    /// Its id, never reused within the list: `r1`.
    pub id: String,
    /// Its answers.
    #[serde(default)]
    pub values: Values,
}

/// What is said of one paper of the packet, and the scan of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Paper {
    /// Its kind in the packet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<PaperKind>,
    /// How many copies the packet holds in each set, as typed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub copies: String,
    /// In how many sets it is, as typed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sets: String,
    /// The scan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<FileRef>,
}

/// A file that is attached, by name and content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct FileRef {
    /// The name under which it was chosen; in a sealed dossier, its name in the bundle.
    pub name: String,
    /// Its media type: `application/pdf`.
    pub media_type: String,
    /// Its size in bytes.
    pub size: u64,
    /// SHA-256 of its bytes, hexadecimal; known once it has been read through.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
}
