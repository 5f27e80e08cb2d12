//! Values: what each kind of field accepts. Text comes in as typed; a value, or why there is none, comes out.

use serde::{Deserialize, Serialize};

/// Why a text is no value of its kind, or looks wrong, from a closed set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// A day that does not exist.
    NoSuchDay,
}
