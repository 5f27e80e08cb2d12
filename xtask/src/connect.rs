//! Whom the client may speak to besides the host that serves it: nobody, unless `--connect` says so. What is said there goes into
//! the policy headers and into `connect.json`, which the client reads; nothing else names it.

use crate::files::Files;
use anyhow::{Context, Result, bail, ensure};
use serde::{Deserialize, Serialize};

/// The file that the client reads.
pub const FILE: &str = "connect.json";

/// The addresses, each as it is written in a policy.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Connect {
    /// The agent on the reader's own machine: `http://127.0.0.1:8790`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent: Option<String>,
}

/// What `--connect` is told.
#[derive(clap::Args)]
pub struct ConnectArguments {
    /// Let the client speak to this address too: a loopback address of `hoso agent`, as http://127.0.0.1:8790
    #[arg(long = "connect", value_name = "URL")]
    connect: Option<String>,
}

impl ConnectArguments {
    /// The addresses.
    pub fn read(&self) -> Result<Connect> {
        Ok(Connect { agent: self.connect.as_deref().map(agent).transpose()? })
    }
}

impl Connect {
    /// What a built site says of itself.
    pub fn of(site: &Files) -> Result<Connect> {
        site.get(FILE).map_or_else(|| Ok(Connect::default()), |bytes| serde_json::from_slice(bytes).context(FILE))
    }

    /// The file that says it.
    pub fn file(&self) -> Result<String> {
        Ok(serde_json::to_string(self)?)
    }

    /// The sources for the policy, beside the client's own.
    pub fn sources(&self) -> impl Iterator<Item = &str> {
        self.agent.as_deref().into_iter()
    }
}

/// A loopback address with its port and nothing after it: a page of the site could otherwise send a dossier anywhere.
fn agent(url: &str) -> Result<String> {
    let url = url.trim_end_matches('/');
    let Some(rest) = url.strip_prefix("http://") else { bail!("--connect {url}: an address begins with http://") };
    let Some((host, port)) = rest.rsplit_once(':') else { bail!("--connect {url}: the port is missing, as in :8790") };
    ensure!(
        ["127.0.0.1", "localhost", "[::1]"].contains(&host),
        "--connect {url}: only this machine: 127.0.0.1, localhost or [::1]"
    );
    port.parse::<u16>().with_context(|| format!("--connect {url}: {port} is no port"))?;
    Ok(url.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_agent_on_this_machine_is_taken() {
        for (url, expected) in [
            ("http://127.0.0.1:8790", "http://127.0.0.1:8790"),
            ("http://localhost:8790/", "http://localhost:8790"),
            ("http://[::1]:1", "http://[::1]:1"),
        ] {
            assert_eq!(agent(url).unwrap(), expected);
        }
        for url in [
            "",
            "*",
            "https:",
            "http://127.0.0.1",
            "http://127.0.0.1:x",
            "http://example.vn:80",
            "http://127.0.0.1.example.vn:80",
            "http://127.0.0.1:80; script-src *",
            "http://127.0.0.1:80/path",
            "http://user@127.0.0.1:80",
        ] {
            assert!(agent(url).is_err(), "{url}");
        }
    }

    #[test]
    fn a_site_says_of_itself_what_it_was_built_with() {
        let mut site = Files::default();
        assert_eq!(Connect::of(&site).unwrap(), Connect::default());
        let connect = Connect { agent: Some("http://127.0.0.1:8790".to_owned()) };
        site.insert(FILE, connect.file().unwrap());
        assert_eq!(Connect::of(&site).unwrap(), connect);
    }
}
