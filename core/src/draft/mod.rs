//! The saved draft: a dossier in the making with the page it was left on. Versioned; opening any bytes gives a draft or a clear reason.

mod deadlines;
mod filing;
mod waiting;

use std::fmt;

pub use deadlines::{Told, deadlines, deadlines_of_kind};
pub use filing::{Answer, By, Filing, Sent, WaitingFor};
use serde::{Deserialize, Serialize};
pub use waiting::{Body, SignedBy, ToSign, Waiting, WaitingPart};

use crate::dossier::Dossier;
use crate::json::{BadJson, Json, parse};
use crate::text::{Lang, Text};

/// The version that this core writes, and the newest that it reads.
const VERSION: u32 = 1;

/// A draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Draft {
    /// The version of this layout; 1. Read before anything else.
    pub draft: u32,
    /// The language it was left in.
    #[serde(default)]
    pub lang: Lang,
    /// The page it was left on, in the words of the client that wrote it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub page: String,
    /// Who else receives it, what was sent, what came back.
    #[serde(default, skip_serializing_if = "Filing::is_empty")]
    pub filing: Filing,
    /// The dossier.
    pub dossier: Dossier,
}

/// Why bytes are no draft that can be opened. The bytes themselves are the caller's to keep.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftError {
    /// Not JSON; where it stops being JSON.
    NotJson {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
    },
    /// JSON, but neither a draft nor a dossier.
    NotADraft,
    /// Of a version that a newer program wrote.
    Newer {
        /// The version it says.
        version: u64,
    },
    /// Of a version that is known, but not of its shape; what the reader says.
    Shape(String),
}

impl Draft {
    /// A draft of a dossier.
    pub fn of(dossier: Dossier, lang: Lang, page: impl Into<String>) -> Draft {
        Draft { draft: VERSION, lang, page: page.into(), filing: Filing::default(), dossier }
    }
}

/// Opens a saved draft, or a dossier by itself.
///
/// # Errors
/// When the bytes are neither, or were written by a newer program.
pub fn open(bytes: &[u8]) -> Result<Draft, DraftError> {
    match known(bytes)? {
        (json, true) => json.read().map_err(shape),
        (json, false) => json.read().map(|dossier| Draft::of(dossier, Lang::default(), "")).map_err(shape),
    }
}

/// The dossier of a saved draft, or a dossier by itself. What else the draft holds is not looked at.
///
/// # Errors
/// As [`open`], about the dossier alone.
pub fn open_dossier(bytes: &[u8]) -> Result<Dossier, DraftError> {
    match known(bytes)? {
        (json, true) => json.shaped_member("dossier").map_err(shape),
        (json, false) => json.shaped().map_err(shape),
    }
}

/// The JSON of a draft, or of a dossier, of a version that is known; and whether it is a draft.
fn known(bytes: &[u8]) -> Result<(Json, bool), DraftError> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    // JSON first: what breaks off is told by its line, what is whole but something else is no draft.
    let json = parse(bytes).map_err(|error| match error {
        BadJson::Text { line, column, .. } => DraftError::NotJson { line, column },
        BadJson::Shape { .. } => DraftError::NotADraft,
    })?;
    let draft = json.number(&["draft"]);
    let version = draft.or_else(|| json.number(&["format"])).ok_or(DraftError::NotADraft)?;
    let newest = version.max(json.number(&["dossier", "format"]).unwrap_or(0));
    if newest > VERSION.into() {
        return Err(DraftError::Newer { version: newest });
    }
    Ok((json, draft.is_some()))
}

fn shape(error: BadJson) -> DraftError {
    DraftError::Shape(error.to_string())
}

/// Writes a draft as JSON.
///
/// # Errors
/// When the writer fails, which it does not for a draft.
pub fn write(draft: &Draft) -> Result<Vec<u8>, serde_json::Error> {
    crate::json::canonical(draft)
}

impl DraftError {
    /// What is the matter and what to do, in both languages.
    pub fn say(&self) -> Text {
        match self {
            DraftError::NotJson { line, column } => Text::new(
                format!(
                    "Tệp không phải là bản nháp hoso: nội dung bị hỏng ở dòng {line}, cột {column}. Hãy chọn tệp .json đã lưu từ hoso."
                ),
                format!(
                    "The file is no hoso draft: it breaks off at line {line}, column {column}. Choose a .json file that hoso saved."
                ),
            ),
            DraftError::NotADraft => Text::new(
                "Tệp không phải là bản nháp hay hồ sơ của hoso. Hãy chọn tệp .json đã lưu từ hoso.",
                "The file is neither a draft nor a dossier of hoso. Choose a .json file that hoso saved.",
            ),
            DraftError::Newer { version } => Text::new(
                format!(
                    "Bản nháp thuộc phiên bản {version}, do một phiên bản hoso mới hơn lưu. Bản nháp được giữ nguyên; hãy cập nhật hoso rồi mở lại."
                ),
                format!(
                    "The draft is of version {version}, saved by a newer hoso. It is kept as it is; update hoso and open it again."
                ),
            ),
            DraftError::Shape(what) => Text::new(
                format!("Bản nháp có chỗ không đúng cấu trúc: {what}. Tệp được giữ nguyên."),
                format!("The draft is not of its shape: {what}. The file is kept as it is."),
            ),
        }
    }
}

impl fmt::Display for DraftError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.say().en)
    }
}

impl std::error::Error for DraftError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft() -> Draft {
        let dossier = serde_json::json!({
            "format": 1, "id": "00112233445566778899aabbccddeeff", "procedure": "grant", "recipient": "vca",
            "pack": { "id": "vn/x", "version": "00" }, "on": "2016-05-10",
            "facts": { "goods.conditional": "no" },
        });
        Draft::of(serde_json::from_value(dossier).unwrap(), Lang::Vi, "facts")
    }

    #[test]
    fn what_is_written_is_read_back() {
        assert_eq!(open(&write(&draft()).unwrap()), Ok(draft()));
        let alone = serde_json::to_vec(&draft().dossier).unwrap();
        assert_eq!(open(&alone).unwrap().dossier, draft().dossier);
    }

    #[test]
    fn what_is_filed_comes_back_and_an_older_draft_has_none() {
        let mut filed = draft();
        filed.filing.others.push("b/01".into());
        filed.filing.sent.insert("b/01".into(), Sent { by: Some(By::Post), ..Sent::default() });
        let text = write(&filed).unwrap();
        assert_eq!(open(&text), Ok(filed.clone()));
        assert_eq!(open_dossier(&text), Ok(filed.dossier));
        assert!(!String::from_utf8(write(&draft()).unwrap()).unwrap().contains("filing"));
    }

    #[test]
    fn a_draft_without_its_dossier_is_said_to_lack_it() {
        assert_eq!(
            open_dossier(br#"{"draft":1}"#),
            Err(DraftError::Shape(
                BadJson::Shape { what: "it is missing".into(), path: "/dossier".into() }.to_string()
            ))
        );
    }

    #[test]
    fn a_newer_version_is_refused_by_its_number() {
        for text in [r#"{"draft":2,"later":true}"#, r#"{"format":7}"#, r#"{"draft":1,"dossier":{"format":2}}"#] {
            assert!(matches!(open(text.as_bytes()), Err(DraftError::Newer { .. })), "{text}");
        }
    }

    #[test]
    fn anything_else_has_a_reason() {
        assert!(matches!(open(b"{\"draft\":1,"), Err(DraftError::NotJson { line: 1, .. })));
        assert_eq!(open(b"[]"), Err(DraftError::NotADraft));
        assert!(matches!(open(br#"{"draft":1,"dossier":{"format":1}}"#), Err(DraftError::Shape(_))));
        assert!(open(&[0xff, 0x00]).is_err());
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes: Vec<u8>) {
            let _ = open(&bytes);
        }
    }
}
