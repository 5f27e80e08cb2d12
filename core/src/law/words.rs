//! The words of a pack: each name that law files use, in both languages.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::text::Text;

/// Names used across a pack's files.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Papers.
    pub paper: BTreeMap<String, Text>,
    /// Who receives dossiers.
    pub recipient: BTreeMap<String, Text>,
    /// Who acts in a procedure.
    pub actor: BTreeMap<String, Text>,
    /// What happens in a procedure.
    pub event: BTreeMap<String, Text>,
    /// Why a unit asks nothing of a filer.
    pub skip: BTreeMap<String, Text>,
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
    /// A plain copy.
    PlainCopy,
}

impl PaperKind {
    /// All of them, in the order in which they are offered.
    pub const ALL: [PaperKind; 4] =
        [PaperKind::Original, PaperKind::CertifiedCopy, PaperKind::RegistryPrint, PaperKind::PlainCopy];

    /// As it is written in data.
    pub fn id(self) -> &'static str {
        match self {
            PaperKind::Original => "original",
            PaperKind::CertifiedCopy => "certified-copy",
            PaperKind::RegistryPrint => "registry-print",
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
            PaperKind::PlainCopy => Text::new("bản sao", "plain copy"),
        }
    }
}
