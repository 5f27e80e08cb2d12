//! A web server for one site held in memory, on the loopback interface only, with the headers of production.

use crate::files::Files;
use crate::policy;
use anyhow::{Result, anyhow};
use std::net::Ipv4Addr;
use std::sync::{Arc, PoisonError, RwLock};
use std::thread;
use tiny_http::{Header, Method, Request, Response, Server};

/// Requests answered at the same time.
const THREADS: usize = 4;

/// The site being served; another may be put in its place at any time.
pub type Shown = Arc<RwLock<Arc<Files>>>;

/// Serves `shown` below `prefix` (which begins and ends with `/`) until the process ends; port 0 takes any free one. `ready` is
/// told the address once it is open.
pub fn serve(shown: &Shown, port: u16, prefix: &str, ready: impl FnOnce(&str)) -> Result<()> {
    let server = Server::http((Ipv4Addr::LOCALHOST, port)).map_err(|error| anyhow!("port {port}: {error}"))?;
    let address = server.server_addr().to_ip().ok_or_else(|| anyhow!("no address"))?;
    ready(&format!("http://{address}{prefix}"));
    thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                for request in server.incoming_requests() {
                    let site = shown.read().unwrap_or_else(PoisonError::into_inner).clone();
                    // A browser that has gone away wants no answer.
                    let _gone = answer(request, &site, prefix);
                }
            });
        }
    });
    Ok(())
}

fn answer(request: Request, site: &Files, prefix: &str) -> std::io::Result<()> {
    if ![Method::Get, Method::Head].contains(request.method()) {
        return request.respond(Response::empty(405));
    }
    let path = request.url().split(['?', '#']).next().unwrap_or_default();
    let file = path.strip_prefix(prefix).map(|path| if path.is_empty() { "index.html" } else { path });
    let found = file.filter(|file| *file != policy::HEADERS_FILE).and_then(|file| Some((file, site.get(file)?)));
    let (status, (path, bytes)) = match found {
        Some(found) => (200, found),
        None => (404, ("missing.txt", "Không có tệp này. No such file.\n".as_bytes())),
    };
    let own = [("Content-Type", policy::media_type(path)), ("Cache-Control", policy::cache_control(path))];
    let headers = policy::ON_EVERYTHING.into_iter().chain(own);
    let headers = headers.filter_map(|(name, value)| Header::from_bytes(name, value).ok()).collect();
    request.respond(Response::new(status.into(), headers, bytes, Some(bytes.len()), None))
}
