//! The words of a pack: each name that law files use, in both languages.

use serde::{Deserialize, Serialize};

use crate::map::Map;
use crate::text::{Lang, Text, folded, order};

/// Names used across a pack's files.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Papers.
    pub paper: Map<String, Text>,
    /// Who receives dossiers.
    pub recipient: Map<String, Recipient>,
    /// The places in each of which there is a recipient of a sort, by official code.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub place: Map<String, PlaceName>,
    /// Who acts in a procedure.
    pub actor: Map<String, Text>,
    /// Who signs for one who makes out forms: by the word under `actor`.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub signer: Map<String, Text>,
    /// What happens in a procedure.
    pub event: Map<String, Text>,
    /// Why a unit asks nothing of a filer.
    pub skip: Map<String, Text>,
}

/// A recipient, or a sort of recipients.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Recipient {
    /// Its name, Vietnamese.
    pub vi: String,
    /// Its name, English.
    pub en: String,
    /// Whether there is one in every place: `doit/01` is that of place 01.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub in_each_place: bool,
}

/// A place in which there is a recipient, by its names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlaceName {
    /// Its name, Vietnamese.
    pub vi: String,
    /// Its name, English.
    pub en: String,
    /// Other names under which people know it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<String>,
}

impl PlaceName {
    /// Its name in one language.
    pub fn get(&self, lang: Lang) -> &str {
        if lang == Lang::Vi { &self.vi } else { &self.en }
    }

    /// Every name of it.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        [&self.vi, &self.en].into_iter().chain(&self.also).map(String::as_str)
    }
}

/// The codes of places, by all of their names.
pub struct PlaceNames(Vec<(String, String)>);

impl PlaceNames {
    /// The code of the place that what is typed names: it ends in one of the names, however that is written, and what sort of place it is, or whose
    /// office, may stand before (`tỉnh Khánh Hoà`, `TPHCM`). More may be said of it after a colon.
    pub fn named(&self, typed: &str) -> Option<&str> {
        let of = |typed: &str| {
            let typed = folded(typed);
            self.0.iter().find(|(name, _)| typed.ends_with(name)).map(|(_, code)| code.as_str())
        };
        typed.split_once(':').and_then(|(place, _)| of(place)).or_else(|| of(typed))
    }
}

impl Words {
    /// Everyone of these sorts: `vca`, and for a sort that is in each place `doit/01` and so on, in the order of the names.
    pub fn receivers(&self, sorts: &[String]) -> Vec<String> {
        let mut places: Vec<(&String, &PlaceName)> = self.place.iter().collect();
        places.sort_by_cached_key(|(_, name)| order(&name.vi));
        let of_sort = |sort: &String| match self.recipient.get(sort) {
            Some(recipient) if recipient.in_each_place => {
                places.iter().map(|(place, _)| format!("{sort}/{place}")).collect()
            }
            _ => vec![sort.clone()],
        };
        sorts.iter().flat_map(of_sort).collect()
    }

    /// What a sort of recipients is called: of one that is in each place, so that it is seen to be several.
    pub fn sort(&self, id: &str) -> Option<Text> {
        let recipient = self.recipient.get(id)?;
        Some(match recipient.in_each_place {
            true => Text::new(
                format!("{} nơi có hoạt động", recipient.vi),
                format!("{} of each place concerned", recipient.en),
            ),
            false => Text::new(&recipient.vi, &recipient.en),
        })
    }

    /// The place of a recipient of a sort that is in each: `Hà Nội` of `doit/01`.
    pub fn place_of(&self, recipient: &str) -> Option<&PlaceName> {
        let (sort, place) = recipient.split_once('/')?;
        self.recipient.get(sort).filter(|recipient| recipient.in_each_place)?;
        self.place.get(place)
    }

    /// Who signs what an actor makes out: whoever does so for it, else the actor.
    pub fn signer(&self, actor: &str) -> Option<&Text> {
        self.signer.get(actor).or_else(|| self.actor.get(actor))
    }

    /// The places, to be looked for by what is typed.
    pub fn place_names(&self) -> PlaceNames {
        let names =
            self.place.iter().flat_map(|(code, place)| place.all().map(move |name| (folded(name), code.clone())));
        PlaceNames(names.collect())
    }

    /// The place that what is typed names: see [`PlaceNames::named`].
    pub fn place_named(&self, typed: &str) -> Option<&PlaceName> {
        self.place.get(self.place_names().named(typed)?)
    }

    /// Whether a recipient is found by what is typed: part of what it or its place is called, or what names the place.
    pub fn is_found(&self, recipient: &str, typed: &str) -> bool {
        let (part, place) = (folded(typed), self.place_of(recipient));
        let called = self.recipient(recipient);
        let mut names = called
            .iter()
            .flat_map(|name| [name.vi.as_str(), &name.en])
            .chain(place.into_iter().flat_map(PlaceName::all));
        names.any(|name| folded(name).contains(&part)) || (place.is_some() && self.place_named(typed) == place)
    }

    /// What a recipient is called; `None` where there is no such one.
    pub fn recipient(&self, id: &str) -> Option<Text> {
        let (sort, place) = id.split_once('/').map_or((id, None), |(sort, place)| (sort, Some(place)));
        let recipient = self.recipient.get(sort)?;
        match (place, recipient.in_each_place) {
            (None, false) => Some(Text::new(&recipient.vi, &recipient.en)),
            (Some(_), true) => {
                let place = self.place_of(id)?;
                Some(Text::new(format!("{} {}", recipient.vi, place.vi), format!("{}, {}", recipient.en, place.en)))
            }
            _ => None,
        }
    }
}

/// In what kind a paper is in the packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum PaperKind {
    /// The original.
    Original,
    /// A copy certified by a competent authority.
    CertifiedCopy,
    /// Printed from the national enterprise registration information system.
    RegistryPrint,
    /// A copy certified by the business itself.
    BusinessCertified,
    /// A plain copy.
    PlainCopy,
}

impl PaperKind {
    /// All of them, in the order in which they are offered.
    pub const ALL: [PaperKind; 5] = [
        PaperKind::Original,
        PaperKind::CertifiedCopy,
        PaperKind::RegistryPrint,
        PaperKind::BusinessCertified,
        PaperKind::PlainCopy,
    ];

    /// As it is written in data.
    pub fn id(self) -> &'static str {
        match self {
            PaperKind::Original => "original",
            PaperKind::CertifiedCopy => "certified-copy",
            PaperKind::RegistryPrint => "registry-print",
            PaperKind::BusinessCertified => "business-certified",
            PaperKind::PlainCopy => "plain-copy",
        }
    }

    /// What it is called.
    pub fn label(self) -> Text {
        match self {
            PaperKind::Original => Text::new("bản chính", "original"),
            PaperKind::CertifiedCopy => Text::new("bản sao có chứng thực", "certified copy"),
            PaperKind::RegistryPrint => Text::new(
                "bản in từ Hệ thống thông tin quốc gia về đăng ký doanh nghiệp",
                "print from the national enterprise registration information system",
            ),
            PaperKind::BusinessCertified => {
                Text::new("bản sao có xác nhận của doanh nghiệp", "copy certified by the business")
            }
            PaperKind::PlainCopy => Text::new("bản sao", "plain copy"),
        }
    }
}
