//! Whom the site may speak to, as it was built: `cargo xtask dist --connect URL`.

use hoso_core::json::read;
use serde::Deserialize;

use super::post::file;

/// Whom the site may speak to.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Connect {
    /// The address of an agent on the reader's own machine.
    pub agent: Option<String>,
    /// The base address of a remote signing service.
    pub remote: Option<String>,
}

/// What the site says of itself; nobody where it says nothing.
pub async fn connect() -> Connect {
    file("./connect.json").await.and_then(|bytes| read(&bytes).ok()).unwrap_or_default()
}
