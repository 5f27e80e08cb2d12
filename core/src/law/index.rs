//! The index of compiled packs: which laws there are, in which versions, in which files.

use serde::{Deserialize, Serialize};

use super::{Pack, Replacement, Use};
use crate::day::{Day, Span};
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
    /// What dossiers are filed about, and which law was or is in force on it when.
    #[serde(default)]
    pub subjects: Vec<Subject>,
}

/// A subject that dossiers are filed about: every law on it that is known, one after the other, encoded or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subject {
    /// `multi-level-marketing`.
    pub id: String,
    /// What it is.
    pub title: Text,
    /// The laws on it, the earliest first; their days do not overlap.
    pub laws: Vec<KnownLaw>,
}

/// A law known to be in force on a subject.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnownLaw {
    /// Its name in a citation.
    pub name: Text,
    /// The days on which dossiers are filed under it.
    pub span: Span,
    /// The id of its pack; none where it is not encoded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pack: Option<String>,
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
    /// Whether some of its articles are not encoded, or not wholly.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub partial: bool,
    /// Whether it has a short questionnaire that says which of its dossiers or acts applies.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub asks_first: bool,
    /// The dossiers that it knows.
    pub dossiers: Vec<DossierEntry>,
    /// The forms that a business issues under it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub issued: Vec<DossierEntry>,
    /// The version to draw up new dossiers under.
    pub latest: String,
    /// Every version held, the latest last.
    pub versions: Vec<PackVersion>,
}

/// One dossier of a law, or one form.
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

    /// The subject that a law is on.
    pub fn subject_of(&self, pack: &str) -> Option<&Subject> {
        self.subjects.iter().find(|subject| subject.laws.iter().any(|law| law.pack.as_deref() == Some(pack)))
    }
}

impl Subject {
    /// The law on it for a dossier filed on a day, if one is known.
    pub fn on(&self, day: Day) -> Option<&KnownLaw> {
        self.laws.iter().find(|law| law.span.holds(day))
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
            partial: pack.partial,
            asks_first: !pack.questions.is_empty(),
            dossiers: pack
                .dossiers
                .iter()
                .map(|kind| DossierEntry { id: kind.id.clone(), title: kind.title.clone() })
                .collect(),
            issued: pack
                .forms
                .iter()
                .filter(|form| form.used == Use::Issued)
                .map(|form| DossierEntry { id: form.id.clone(), title: form.title.clone() })
                .collect(),
            latest: String::new(),
            versions: Vec::new(),
        }
    }
}
