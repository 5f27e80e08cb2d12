//! Whom the client may speak to besides the host that serves it: nobody, unless `--connect` says so. What is said there goes into
//! the policy headers and into `connect.json`, which the client reads; nothing else names it.

use crate::files::Files;
use anyhow::{Context, Result, bail, ensure};
use serde::{Deserialize, Serialize};

/// The file that the client reads.
pub const FILE: &str = "connect.json";

/// The addresses.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Connect {
    /// The agent on the reader's own machine: `http://127.0.0.1:8790`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent: Option<String>,
    /// A remote signing service by the API of the Cloud Signature Consortium: `https://csc.example.vn/csc/v1`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remote: Option<String>,
}

/// What `--connect` is told.
#[derive(clap::Args)]
pub struct ConnectArguments {
    /// Let the client speak to this address too: a loopback address of `hoso agent`, as http://127.0.0.1:8790, or the base address of a
    /// remote signing service (CSC API), as https://csc.example.vn/csc/v1; one of each at most
    #[arg(long = "connect", value_name = "URL")]
    connect: Vec<String>,
}

impl ConnectArguments {
    /// The addresses.
    pub fn read(&self) -> Result<Connect> {
        let mut connect = Connect::default();
        for url in &self.connect {
            let (kind, place, address) = match address(url).with_context(|| format!("--connect {url}"))? {
                Address::Agent(address) => ("agent", &mut connect.agent, address),
                Address::Remote(address) => ("remote signing service", &mut connect.remote, address),
            };
            if let Some(other) = place.replace(address) {
                bail!("--connect {url}: the client speaks to one {kind}, and {other} is given already");
            }
        }
        Ok(connect)
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

    /// The sources for the policy, beside the client's own. The path of a service ends in `/`: so the policy allows what lies below it
    /// and nothing else of that host.
    pub fn sources(&self) -> impl Iterator<Item = String> {
        self.agent.clone().into_iter().chain(self.remote.iter().map(|remote| format!("{remote}/")))
    }
}

/// Who is at an address.
enum Address {
    Agent(String),
    Remote(String),
}

/// An address in a form that stands in a policy as it is, and means the same there. Without a path it is an agent's, on this machine: a
/// page of the site could otherwise send a dossier anywhere.
fn address(url: &str) -> Result<Address> {
    let (scheme, rest) = url.split_once("://").context("an address begins with https:// or http://")?;
    let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
    let (host, port) = host_and_port(authority)?;
    let is_here = ["127.0.0.1", "localhost", "[::1]"].contains(&host);
    match (scheme, path) {
        ("http", "") => {
            ensure!(is_here, "only an agent on this machine has no path: 127.0.0.1, localhost or [::1]");
            ensure!(port.is_some(), "the port of the agent is missing, as in :8790");
            Ok(Address::Agent(format!("http://{authority}")))
        }
        ("https", "") => {
            bail!("the path of the remote signing service is missing, as in https://csc.example.vn/csc/v1")
        }
        ("https" | "http", path) => {
            ensure!(scheme == "https" || is_here, "a service on another machine is spoken to over https");
            let path = path.strip_suffix('/').unwrap_or(path);
            ensure!(path.split('/').all(is_segment), "the path holds what an address of a service does not");
            Ok(Address::Remote(format!("{scheme}://{authority}/{path}")))
        }
        _ => bail!("an address begins with https:// or http://"),
    }
}

/// A host by a name or a number, and its port. No user, no wildcard.
fn host_and_port(authority: &str) -> Result<(&str, Option<u16>)> {
    let (host, port) = match authority.strip_prefix("[::1]") {
        Some(rest) => ("[::1]", rest.strip_prefix(':').or_else(|| (!rest.is_empty()).then_some(rest))),
        None => authority.split_once(':').map_or((authority, None), |(host, port)| (host, Some(port))),
    };
    let is_label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
    };
    ensure!(host == "[::1]" || host.split('.').all(is_label), "{host:?} is no name of a host, in small letters");
    let number = |port: &str| {
        let number = port.parse::<u16>().ok().filter(|number| *number > 0 && number.to_string() == port);
        number.with_context(|| format!("{port:?} is no port"))
    };
    Ok((host, port.map(number).transpose()?))
}

/// Letters, digits and a few marks that mean nothing in a policy or in an address; not the dots that lead elsewhere.
fn is_segment(segment: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~');
    !matches!(segment, "" | "." | "..") && segment.bytes().all(is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(urls: &[&str]) -> Result<Connect> {
        ConnectArguments { connect: urls.iter().map(|url| (*url).to_owned()).collect() }.read()
    }

    fn agent(url: &str) -> Connect {
        Connect { agent: Some(url.to_owned()), remote: None }
    }

    fn remote(url: &str) -> Connect {
        Connect { agent: None, remote: Some(url.to_owned()) }
    }

    #[test]
    fn only_an_agent_on_this_machine_is_taken() {
        for (url, expected) in [
            ("http://127.0.0.1:8790", "http://127.0.0.1:8790"),
            ("http://localhost:8790/", "http://localhost:8790"),
            ("http://[::1]:1", "http://[::1]:1"),
        ] {
            assert_eq!(read(&[url]).unwrap(), agent(expected));
        }
        for url in [
            "",
            "*",
            "https:",
            "http://127.0.0.1",
            "http://127.0.0.1:",
            "http://127.0.0.1:x",
            "http://127.0.0.1:0",
            "http://127.0.0.1:080",
            "http://127.0.0.1:*",
            "http://[::1]",
            "http://[::1]x",
            "http://[::1]:8790x",
            "http://[::2]:8790",
            "http://example.vn:80",
            "http://127.0.0.1.example.vn:80",
            "http://127.0.0.1:80; script-src *",
            "http://127.0.0.1:80?",
            "http://127.0.0.1:80#a",
            "http://user@127.0.0.1:80",
            "https://127.0.0.1:8790",
        ] {
            assert!(read(&[url]).is_err(), "{url}");
        }
    }

    #[test]
    fn a_service_is_taken_with_its_path_over_https_or_on_this_machine() {
        for (url, expected) in [
            ("https://csc.example.vn/csc/v1", "https://csc.example.vn/csc/v1"),
            ("https://csc.example.vn:8443/a/B-1_2~.c/v2/", "https://csc.example.vn:8443/a/B-1_2~.c/v2"),
            ("https://203.0.113.7/csc", "https://203.0.113.7/csc"),
            ("http://localhost:8080/csc/v1", "http://localhost:8080/csc/v1"),
            ("http://[::1]/csc/v1", "http://[::1]/csc/v1"),
        ] {
            assert_eq!(read(&[url]).unwrap(), remote(expected));
        }
        for url in [
            "https://csc.example.vn",
            "https://csc.example.vn/",
            "https:///csc/v1",
            "http://csc.example.vn/csc/v1",
            "ftp://csc.example.vn/csc/v1",
            "HTTPS://csc.example.vn/csc/v1",
            "https://CSC.example.vn/csc/v1",
            "https://*.example.vn/csc/v1",
            "https://*/csc/v1",
            "https://user@csc.example.vn/csc/v1",
            "https://user:word@csc.example.vn/csc/v1",
            "https://csc.example.vn:*/csc/v1",
            "https://csc.example.vn:99999/csc/v1",
            "https://csc..example.vn/csc/v1",
            "https://-csc.example.vn/csc/v1",
            "https://chứngthư.example.vn/csc/v1",
            "https://csc.example.vn/csc/v1?a=b",
            "https://csc.example.vn/csc/v1#a",
            "https://csc.example.vn/csc/v1; script-src *",
            "https://csc.example.vn/csc/v1;script-src",
            "https://csc.example.vn/csc/v1, default-src",
            "https://csc.example.vn/csc/v1 https://evil.example",
            "https://csc.example.vn/csc/v1\thttps:",
            "https://csc.example.vn/csc/v1\nX-Header: 1",
            "https://csc.example.vn/csc/'unsafe-inline'",
            "https://csc.example.vn/csc/\"v1",
            "https://csc.example.vn/csc/%3B",
            "https://csc.example.vn/csc/*",
            "https://csc.example.vn/csc//v1",
            "https://csc.example.vn/csc/../v1",
            "https://csc.example.vn/./v1",
            "https://csc.example.vn//",
            "https://csc.example.vn\\@evil.example/v1",
        ] {
            assert!(read(&[url]).is_err(), "{url}");
        }
    }

    #[test]
    fn one_of_each_kind_and_no_more() {
        let both = read(&["https://csc.example.vn/csc/v1", "http://127.0.0.1:8790"]).unwrap();
        assert_eq!(both.agent.as_deref(), Some("http://127.0.0.1:8790"));
        assert_eq!(both.remote.as_deref(), Some("https://csc.example.vn/csc/v1"));
        assert_eq!(read(&[]).unwrap(), Connect::default());
        let twice = read(&["http://127.0.0.1:8790", "http://127.0.0.1:8791"]).unwrap_err().to_string();
        assert!(twice.contains("one agent") && twice.contains("http://127.0.0.1:8790 is given"), "{twice}");
        let twice = read(&["https://a.example/v1", "https://b.example/v1"]).unwrap_err().to_string();
        assert!(twice.contains("one remote signing service"), "{twice}");
    }

    #[test]
    fn a_site_says_of_itself_what_it_was_built_with() {
        let mut site = Files::default();
        assert_eq!(Connect::of(&site).unwrap(), Connect::default());
        for (connect, expected) in [
            (agent("http://127.0.0.1:8790"), r#"{"agent":"http://127.0.0.1:8790"}"#),
            (remote("https://csc.example.vn/csc/v1"), r#"{"remote":"https://csc.example.vn/csc/v1"}"#),
        ] {
            assert_eq!(connect.file().unwrap(), expected);
            site.insert(FILE, connect.file().unwrap());
            assert_eq!(Connect::of(&site).unwrap(), connect);
        }
    }
}
