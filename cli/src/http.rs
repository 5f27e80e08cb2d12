//! The one place of the command that speaks to a network, and only where an address was given.

use std::time::Duration;

use ureq::{Agent, Error};

use crate::answer::Problem;

/// How long an answer may take, all in all.
const PATIENCE: Duration = Duration::from_secs(30);
/// Largest answer that is read.
const MOST: u64 = 1 << 20;

/// Sends `body` and gives the answer's bytes. No redirect is followed: only the address given is spoken to.
///
/// # Errors
/// When the address is none, nobody answers in time, or the answer is no success.
pub fn post(url: &str, media_type: &str, body: &[u8]) -> Result<Vec<u8>, Problem> {
    let agent = Agent::config_builder().timeout_global(Some(PATIENCE)).max_redirects(0).proxy(None).build().new_agent();
    let answer = agent.post(url).header("content-type", media_type).send(body).map_err(|error| failed(url, &error))?;
    answer.into_body().into_with_config().limit(MOST).read_to_vec().map_err(|error| failed(url, &error))
}

fn failed(url: &str, error: &Error) -> Problem {
    match error {
        Error::StatusCode(code) => Problem::new(
            format!("{url} trả lời mã {code}. Hãy kiểm tra địa chỉ."),
            format!("{url} answered with status {code}. Check the address."),
        ),
        Error::TlsRequired => Problem::new(
            format!("{url}: chương trình này chỉ nói http, không nói https. Hãy dùng địa chỉ http của dịch vụ."),
            format!("{url}: this program speaks http alone, no https. Use the service's http address."),
        ),
        Error::Timeout(_) => {
            Problem::new(format!("{url} không trả lời kịp."), format!("{url} did not answer in time."))
        }
        _ => Problem::new(format!("không kết nối được {url}: {error}."), format!("{url} cannot be reached: {error}.")),
    }
}
