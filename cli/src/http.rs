//! The one place of the command that speaks to a network, and only where an address was given.

use std::time::Duration;

use ureq::http::Uri;
use ureq::{Agent, Error};

use hoso_core::text::Text;

use crate::answer::Problem;
use crate::input;

/// How long an answer may take, all in all, where nobody says otherwise.
const PATIENCE: Duration = Duration::from_secs(30);
/// Largest answer that is read.
const MOST: u64 = 1 << 20;

/// What came back.
pub struct Answer {
    /// Whether its status is that of a success.
    pub is_success: bool,
    /// Its bytes.
    pub body: Vec<u8>,
}

/// Sends `body` and gives the answer's bytes. No redirect is followed: only the address given is spoken to.
///
/// # Errors
/// When the address is none, nobody answers in time, or the answer is no success.
pub fn post(url: &str, media_type: &str, body: &[u8]) -> Result<Vec<u8>, Problem> {
    let (status, body) = send(url, media_type, None, body, PATIENCE)?;
    if is_success(status) { Ok(body) } else { Err(failed(url, &Error::StatusCode(status))) }
}

/// As [`post`], of JSON, with the secret that the service knows us by. It goes over https, or to this machine. An answer that is no
/// success but says why is an answer.
///
/// # Errors
/// As [`post`], or when the secret would go over the network in the open.
pub fn post_json(url: &str, secret: Option<&str>, body: &[u8], patience: Duration) -> Result<Answer, Problem> {
    if !url.starts_with("https://") && !is_here(url) {
        return Err(Problem::new(format!("{url}: cần địa chỉ https."), format!("{url}: an https address is needed.")));
    }
    let (status, body) = send(url, "application/json", secret, body, patience)?;
    let is_success = is_success(status);
    if !is_success && !body.starts_with(b"{") {
        return Err(failed(url, &Error::StatusCode(status)));
    }
    Ok(Answer { is_success, body })
}

fn send(
    url: &str,
    media_type: &str,
    secret: Option<&str>,
    body: &[u8],
    patience: Duration,
) -> Result<(u16, Vec<u8>), Problem> {
    let agent = Agent::config_builder().timeout_global(Some(patience)).max_redirects(0).proxy(None);
    let agent = agent.http_status_as_error(false).build().new_agent();
    let mut request = agent.post(url).header("content-type", media_type);
    if let Some(secret) = secret {
        request = request.header("authorization", format!("Bearer {secret}"));
    }
    let answer = request.send(body).map_err(|error| failed(url, &error))?;
    let status = answer.status().as_u16();
    let body = answer.into_body().into_with_config().limit(MOST).read_to_vec().map_err(|error| failed(url, &error))?;
    Ok((status, body))
}

fn is_success(status: u16) -> bool {
    (200..300).contains(&status)
}

/// Whether an address is of this machine.
fn is_here(url: &str) -> bool {
    let uri = url.parse::<Uri>().ok().filter(|uri| uri.scheme_str() == Some("http"));
    let host = uri.as_ref().and_then(Uri::host).unwrap_or_default();
    ["127.0.0.1", "localhost", "[::1]"].contains(&host)
}

fn failed(url: &str, error: &Error) -> Problem {
    match error {
        Error::StatusCode(code) => Problem::new(
            format!("{url} trả lời mã {code}. Hãy kiểm tra địa chỉ."),
            format!("{url} answered with status {code}. Check the address."),
        ),
        Error::Timeout(_) => {
            Problem::new(format!("{url} không trả lời kịp."), format!("{url} did not answer in time."))
        }
        _ => {
            let why = why(error);
            Problem::new(
                format!("không kết nối được {url}: {}.", why.vi),
                format!("{url} cannot be reached: {}.", why.en),
            )
        }
    }
}

fn why(error: &Error) -> Text {
    match error {
        // The name of a host that is not found comes as an error without a number.
        Error::Io(error) if error.raw_os_error().is_none() => {
            Text::new("không tìm thấy máy chủ, hoặc kết nối bị ngắt", error.to_string())
        }
        Error::Io(error) => input::why(error),
        Error::HostNotFound => Text::new("không tìm thấy máy chủ này", "there is no such host"),
        Error::BadUri(_) | Error::Http(_) => Text::new("địa chỉ viết không đúng", "the address is not written as one"),
        Error::ConnectionFailed => Text::new("không có kết nối tới máy chủ", "there is no connection to the host"),
        Error::Tls(_) | Error::Rustls(_) => {
            Text::new("kết nối an toàn (TLS) không thành", format!("the secure connection (TLS) failed: {error}"))
        }
        Error::BodyExceedsLimit(_) => Text::new("trả lời quá dài", "the answer is too long"),
        Error::TooManyRedirects => Text::new("máy chủ chuyển sang địa chỉ khác", "the host points to another address"),
        _ => Text::new(
            "máy chủ không trả lời đúng giao thức HTTP",
            format!("the host does not speak HTTP as it should: {error}"),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_goes_over_https_or_stays_on_this_machine() {
        for here in ["http://127.0.0.1:8790/csc/v1", "http://localhost/csc", "http://[::1]:1"] {
            assert!(is_here(here), "{here}");
        }
        for there in [
            "http://csc.example.vn/127.0.0.1",
            "http://127.0.0.1.example.vn",
            "http://localhost@example.vn",
            "http://127.0.0.1:x@192.0.2.2/csc",
            "",
        ] {
            assert!(!is_here(there), "{there}");
            assert!(post_json(there, Some("secret"), b"{}", PATIENCE).is_err());
        }
    }
}
