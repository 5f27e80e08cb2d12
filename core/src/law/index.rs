//! The index of compiled packs: which laws there are, in which versions, in which files.

use serde::{Deserialize, Serialize};

use super::{Pack, Replacement};
use crate::day::Span;
use crate::text::Text;

/// `index.json` beside the compiled packs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct PackIndex {
    /// The version of this layout; 1.
    pub format: u32,
    /// The file of the working-day calendar.
    pub calendar: String,
    /// The laws, in order of their ids.
    pub packs: Vec<IndexEntry>,
}

/// One law.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct IndexEntry {
    /// `vn/tt-24-2014`.
    pub id: String,
    /// What it is called in a citation.
    pub name: Text,
    /// What it is about.
    pub title: Text,
    /// When it is in force.
    pub in_force: Span,
    /// The law that took its place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaced_by: Option<Replacement>,
    /// The dossiers that it knows.
    pub dossiers: Vec<DossierEntry>,
    /// The version to draw up new dossiers under.
    pub latest: String,
    /// Every version held, the latest last.
    pub versions: Vec<PackVersion>,
}

/// One dossier of a law.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct DossierEntry {
    /// `grant`.
    pub id: String,
    /// What it is for.
    pub title: Text,
}

/// One compiled version of a law.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct PackVersion {
    /// SHA-256 of the compiled pack, hexadecimal.
    pub version: String,
    /// Its file beside the index.
    pub file: String,
    /// Whether it was released, so that its file stays for ever.
    pub released: bool,
}

impl PackIndex {
    /// The file of one version of a law.
    pub fn file(&self, id: &str, version: &str) -> Option<&str> {
        let entry = self.packs.iter().find(|entry| entry.id == id)?;
        entry.versions.iter().find(|known| known.version == version).map(|known| known.file.as_str())
    }
}

impl IndexEntry {
    /// An entry for a pack, with no version in it yet.
    pub fn new(pack: &Pack) -> IndexEntry {
        IndexEntry {
            id: pack.id.clone(),
            name: pack.name.clone(),
            title: pack.title.clone(),
            in_force: pack.in_force,
            replaced_by: pack.replaced_by.clone(),
            dossiers: pack
                .dossiers
                .iter()
                .map(|kind| DossierEntry { id: kind.id.clone(), title: kind.title.clone() })
                .collect(),
            latest: String::new(),
            versions: Vec::new(),
        }
    }
}
