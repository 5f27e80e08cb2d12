//! Why a container is judged as it is.

use serde::{Serialize, Serializer};

use super::Code;

/// How much a reason weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Severity {
    /// To be known; changes nothing.
    Note,
    /// To be weighed by the receiver.
    Warning,
    /// The container is not valid.
    Error,
}

/// One reason of a verdict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Reason {
    /// What it is; stable.
    pub code: Code,
    /// How much it weighs.
    pub severity: Severity,
    /// The entry, the property, the holder of a certificate or the time that it is about, where it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry: Option<String>,
    /// One sentence in Vietnamese.
    pub vi: &'static str,
    /// The same in English.
    pub en: &'static str,
}

impl From<Code> for Reason {
    fn from(code: Code) -> Self {
        let (_, severity, vi, en) = code.row();
        Self { code, severity, entry: None, vi, en }
    }
}

impl Reason {
    /// The reason, said of one entry.
    pub(super) fn about(code: Code, entry: &str) -> Self {
        Self { entry: Some(entry.to_owned()), ..Self::from(code) }
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Code {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Code".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let texts: Vec<&str> = Self::ALL.iter().map(|code| code.as_str()).collect();
        schemars::json_schema!({ "type": "string", "enum": texts })
    }
}
