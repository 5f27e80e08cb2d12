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
    /// The signing time stated (RFC 3339, UTC, whole seconds); where a manifest is signed, when it was prepared.
    pub time: String,
    /// The parts, in the order in which they stand in the bundle.
    pub parts: Vec<WaitingPart>,
}

/// What is to be signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ToSign {
    /// The `ds:SignedInfo` of a XAdES signature.
    Xades(SignedBy),
    /// The signed attributes of a CAdES signature.
    Cades(SignedBy),
    /// The manifest as a file, by software that makes the whole CAdES signature; who signs shows then.
    Manifest,
}

/// By whom and how it is to be signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct SignedBy {
    /// The signer's certificate (DER, base64).
    pub certificate: String,
    /// The algorithm, as `ecdsa-p256`.
    pub algorithm: String,
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
