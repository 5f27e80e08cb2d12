//! A web server for one site held in memory, on the loopback interface only, with the headers of production.

use crate::connect::Connect;
use crate::files::Files;
use crate::policy;
use anyhow::{Context, Result};
use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::http::response::Builder;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, http};
use hyper_util::rt::TokioIo;
use std::net::Ipv4Addr;
use std::sync::{Arc, PoisonError, RwLock};
use tokio::net::TcpListener;

/// The site being served; another may be put in its place at any time.
pub type Shown = Arc<RwLock<Arc<Files>>>;

/// Serves `shown` below `prefix` (which begins and ends with `/`) until the process ends; port 0 takes any free one. `ready` is
/// told the address once it is open.
pub fn serve(shown: &Shown, port: u16, prefix: &str, ready: impl FnOnce(&str)) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build()?;
    runtime.block_on(async {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await;
        let listener = listener.with_context(|| format!("port {port} (`--port` takes another)"))?;
        ready(&format!("http://{}{prefix}", listener.local_addr()?));
        loop {
            let (stream, _) = listener.accept().await?;
            let (shown, prefix) = (shown.clone(), prefix.to_owned());
            let answer = service_fn(move |request: Request<Incoming>| {
                let site = shown.read().unwrap_or_else(PoisonError::into_inner).clone();
                let answered = answer(request.method(), request.uri().path(), &site, &prefix);
                async { answered }
            });
            tokio::spawn(async move {
                // A connection that breaks off is the browser's own affair.
                let _broken_off = http1::Builder::new().serve_connection(TokioIo::new(stream), answer).await;
            });
        }
    })
}

fn answer(method: &Method, path: &str, site: &Files, prefix: &str) -> http::Result<Response<Full<Bytes>>> {
    if ![Method::GET, Method::HEAD].contains(method) {
        return Response::builder().status(405).body(Full::default());
    }
    let file = path.strip_prefix(prefix).map(|path| if path.is_empty() { "index.html" } else { path });
    let found = file.filter(|file| *file != policy::HEADERS_FILE).and_then(|file| Some((file, site.get(file)?)));
    let (status, (path, bytes)) = match found {
        Some(found) => (200, found),
        None => (404, ("missing.txt", "Không có tệp này. No such file.\n".as_bytes())),
    };
    let own = [("Content-Type", policy::media_type(path)), ("Cache-Control", policy::cache_control(path))];
    // A site that says something unreadable of itself speaks to nobody.
    let connect = Connect::of(site).unwrap_or_default();
    let headers = policy::on_everything(&connect).into_iter().chain(own.map(|(name, value)| (name, value.to_owned())));
    let response = headers.fold(Response::builder(), |response: Builder, (name, value)| response.header(name, value));
    response.status(status).body(Full::new(Bytes::copy_from_slice(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(method: Method, path: &str) -> u16 {
        let mut site = Files::default();
        site.insert("index.html", "page");
        site.insert("_headers", "rules");
        answer(&method, path, &site, "/x/").unwrap().status().as_u16()
    }

    #[test]
    fn only_files_below_the_prefix_are_served() {
        assert_eq!(status(Method::GET, "/x/"), 200);
        assert_eq!(status(Method::HEAD, "/x/index.html"), 200);
        assert_eq!(
            ["/", "/index.html", "/x/_headers", "/x/../Cargo.toml"].map(|path| status(Method::GET, path)),
            [404; 4]
        );
        assert_eq!(status(Method::POST, "/x/"), 405);
    }

    #[test]
    fn what_is_missing_carries_the_policy_too() {
        let response = answer(&Method::GET, "/none", &Files::default(), "/").unwrap();
        assert!(response.headers().contains_key("content-security-policy"));
    }
}
