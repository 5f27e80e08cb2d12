//! The agent's HTTP: loopback, one connection after another, small bodies, and only what a page of an allowed origin may read.

use std::cell::{Cell, RefCell};
use std::net::{Ipv4Addr, SocketAddr};
use std::pin::pin;
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
use tokio::time::{Instant, timeout_at};

use super::desk::{Reply, Request};
use crate::answer::Problem;
use crate::input;

/// Largest body: what is to be signed of the largest bundle, in base64.
const MOST: usize = 4 << 20;
/// Browsers ask whether a page of the internet may speak to this machine at all.
const PRIVATE_NETWORK: HeaderName = HeaderName::from_static("access-control-allow-private-network");
/// A connection on which a page stays silent is closed. Who is asked in the terminal may take their time.
const PATIENCE: Duration = if cfg!(test) { Duration::from_secs(1) } else { Duration::from_secs(10) };

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
            let until = Cell::new(Instant::now() + PATIENCE);
            let mut conversation = pin!(converse(stream, &desk, &until));
            // A connection that breaks is no reason to stop.
            while timeout_at(until.get(), conversation.as_mut()).await.is_err() && until.get() > Instant::now() {}
        }
    })
}

type Answering<'a> = RefCell<&'a mut dyn FnMut(&Request<'_>) -> Reply>;

async fn converse(stream: TcpStream, desk: &Answering<'_>, until: &Cell<Instant>) {
    let answer = service_fn(|request: hyper::Request<Incoming>| async move {
        let answer = respond(request, desk).await;
        until.set(Instant::now() + PATIENCE);
        answer
    });
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

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on should stop where it is")]
mod tests {
    use std::io::{Read, Write};
    use std::{net, thread};

    use super::*;

    /// Larger than what a socket takes at once.
    const LARGE: usize = 16 << 20;

    #[test]
    fn who_takes_their_time_to_agree_is_waited_for_and_the_whole_reply_is_sent() {
        let listener = listen(0).unwrap();
        let port = listener.port();
        thread::spawn(move || {
            answer(listener, &mut |_| {
                thread::sleep(PATIENCE * 2);
                Reply { status: 200, body: vec![b'x'; LARGE], readable: false }
            })
        });
        let mut page = net::TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap();
        page.write_all(b"POST /sign HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n").unwrap();
        let mut reply = Vec::new();
        page.read_to_end(&mut reply).unwrap();
        assert!(reply.starts_with(b"HTTP/1.1 200 ") && reply.len() > LARGE, "{}", reply.len());
    }

    #[test]
    fn a_page_that_stays_silent_is_not_waited_for() {
        let listener = listen(0).unwrap();
        let port = listener.port();
        thread::spawn(move || answer(listener, &mut |_| Reply { status: 200, body: Vec::new(), readable: false }));
        let mut page = net::TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap();
        page.write_all(b"POST /sign HTTP/1.1\r\n").unwrap();
        assert_eq!(page.read_to_end(&mut Vec::new()).unwrap_or_default(), 0);
    }
}
