//! Why a call has no answer. Crosses as JSON, `{ code, vi, en }`; the facade makes an `Error` of it.

use hoso_core::text::Text;
use serde::Serialize;
use wasm_bindgen::JsValue;

/// A stable code, and what is the matter in both languages.
#[derive(Serialize)]
pub struct Problem {
    code: &'static str,
    #[serde(flatten)]
    text: Text,
}

impl Problem {
    /// A problem.
    pub fn new(code: &'static str, vi: impl Into<String>, en: impl Into<String>) -> Problem {
        Problem { code, text: Text::new(vi, en) }
    }

    /// Bytes that are no dossier or draft.
    #[cfg(not(feature = "verify"))]
    pub fn of_draft(error: &hoso_core::draft::DraftError) -> Problem {
        Problem { code: "not-a-dossier", text: error.say() }
    }

    /// A word that the law does not know, or a place that a dossier has not.
    #[cfg(not(feature = "verify"))]
    pub fn of_unknown(unknown: hoso_core::dossier::Unknown) -> Problem {
        Problem { code: unknown.code, text: unknown.said }
    }

    /// JSON of another shape than the call asks for.
    pub fn of_shape(error: &dyn std::fmt::Display) -> Problem {
        Problem::new(
            "shape",
            format!("giá trị không đúng cấu trúc: {error}"),
            format!("the value is not of its shape: {error}"),
        )
    }
}

impl From<Problem> for JsValue {
    fn from(problem: Problem) -> JsValue {
        JsValue::from_str(&serde_json::to_string(&problem).unwrap_or_default())
    }
}
