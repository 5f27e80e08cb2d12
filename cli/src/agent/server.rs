//! The agent's HTTP: loopback, one connection after another, small bodies, and only what a page of an allowed origin may read.

use std::cell::RefCell;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use http_body_util::{BodyExt, Full, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN, AUTHORIZATION,
    CACHE_CONTROL, CONTENT_TYPE, HOST, HeaderMap, HeaderName, ORIGIN, VARY,
};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Response, http};
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::{Builder, Runtime};

use super::desk::{Reply, Request};
use crate::answer::Problem;
use crate::input;

/// Largest body: what is to be signed of the largest bundle, in base64.
const MOST: usize = 4 << 20;
/// Browsers ask whether a page of the internet may speak to this machine at all.
const PRIVATE_NETWORK: HeaderName = HeaderName::from_static("access-control-allow-private-network");
/// A connection that stays silent is closed.
const PATIENCE: Duration = Duration::from_secs(10);

/// The port, taken.
pub struct Listener {
    runtime: Runtime,
    tcp: TcpListener,
    port: u16,
}

impl Listener {
    /// Which port it is.
    pub const fn port(&self) -> u16 {
        self.port
    }
}

/// Takes a port of the loopback address; 0 takes a free one.
///
/// # Errors
/// When it is taken.
pub fn listen(port: u16) -> Result<Listener, Problem> {
    let taken = |error: std::io::Error| {
        let why = input::why(&error);
        Problem::new(
            format!("không mở được cổng {port} trên 127.0.0.1: {}. Hãy chọn cổng khác bằng --port.", why.vi),
            format!("port {port} of 127.0.0.1 cannot be opened: {}. Choose another one with --port.", why.en),
        )
    };
    let runtime = Builder::new_current_thread().enable_io().enable_time().build().map_err(taken)?;
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let tcp = runtime.block_on(TcpListener::bind(address)).map_err(taken)?;
    let port = tcp.local_addr().map_err(taken)?.port();
    Ok(Listener { runtime, tcp, port })
}

/// Answers request after request; while one waits for its answer the others wait too.
///
/// # Errors
/// When the machine takes the port away.
pub fn answer(listener: Listener, desk: &mut dyn FnMut(&Request<'_>) -> Reply) -> Result<(), Problem> {
    let desk: Answering<'_> = RefCell::new(desk);
    let Listener { runtime, tcp, .. } = listener;
    runtime.block_on(async {
        loop {
            let (stream, _) = tcp.accept().await.map_err(|error| Problem::from(input::why(&error)))?;
            // A connection that breaks is no reason to stop.
            let _ = tokio::time::timeout(PATIENCE, converse(stream, &desk)).await;
        }
    })
}

type Answering<'a> = RefCell<&'a mut dyn FnMut(&Request<'_>) -> Reply>;

async fn converse(stream: TcpStream, desk: &Answering<'_>) {
    let answer = service_fn(|request: hyper::Request<Incoming>| respond(request, desk));
    // One request a connection: a browser that keeps one open would keep the others waiting. One that breaks off is its own affair.
    let _ = http1::Builder::new().keep_alive(false).serve_connection(TokioIo::new(stream), answer).await;
}

async fn respond(request: hyper::Request<Incoming>, desk: &Answering<'_>) -> http::Result<Response<Full<Bytes>>> {
    let (head, body) = request.into_parts();
    let body = Limited::new(body, MOST).collect().await.map(|body| body.to_bytes());
    let Ok(body) = body else { return Response::builder().status(413).body(Full::default()) };
    let what = format!("{} {}", head.method, head.uri.path());
    let origin = text(&head.headers, &ORIGIN);
    let asked = Request {
        what: &what,
        host: text(&head.headers, &HOST).unwrap_or_default(),
        origin,
        secret: text(&head.headers, &AUTHORIZATION).and_then(|value| value.strip_prefix("Bearer ")),
        body: &body,
    };
    let reply = (desk.borrow_mut())(&asked);
    let mut response = Response::builder()
        .status(reply.status)
        .header(CONTENT_TYPE, "application/json")
        .header(CACHE_CONTROL, "no-store")
        .header(VARY, "Origin");
    // A page reads the reply only where it is told that it may: a refused origin is told nothing.
    if let Some(origin) = origin.filter(|_| reply.readable) {
        response = response
            .header(ACCESS_CONTROL_ALLOW_ORIGIN, origin)
            .header(ACCESS_CONTROL_ALLOW_METHODS, "POST")
            .header(ACCESS_CONTROL_ALLOW_HEADERS, "authorization, content-type")
            .header(PRIVATE_NETWORK, "true");
    }
    response.body(Full::new(Bytes::from(reply.body)))
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}
