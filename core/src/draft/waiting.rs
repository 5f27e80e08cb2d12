//! A bundle that waits for a signature made elsewhere, as it is kept: in a file of its own, or with the draft. [`crate::bundle`]
//! goes on from it days later, on this machine or on another one; only the bytes of the attached files are not in it.

use serde::{Deserialize, Serialize};

/// All that a bundle fixes before its signature. None of it is secret beyond the dossier itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Waiting {
    /// The version of this layout; 1.
    pub waiting: u32,
    /// What is to be signed.
    pub sign: ToSign,
    /// The signing time stated (RFC 3339, UTC, whole seconds).
    pub time: String,
    /// The parts, in the order in which they stand in the bundle.
    pub parts: Vec<WaitingPart>,
}

/// What is to be signed: it depends on the profile of the bundle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum ToSign {
    /// The `ds:SignedInfo` of a XAdES signature.
    #[serde(rename_all = "kebab-case")]
    Xades {
        /// The signer's certificate (DER, base64).
        certificate: String,
        /// The algorithm, as `ecdsa-p256`.
        algorithm: String,
    },
}

/// A part of a waiting bundle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct WaitingPart {
    /// Its name in the bundle.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// Its length in bytes.
    pub size: u64,
    /// SHA-256 of its bytes, hexadecimal.
    pub sha256: String,
    /// CRC-32 of its bytes.
    pub crc32: u32,
    /// Its bytes or where they are.
    pub body: Body,
}

/// The bytes of a part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Body {
    /// This text: of the dossier, the report, a page.
    Text(String),
    /// An attached file, under the name that the filer gave it.
    File(String),
}
