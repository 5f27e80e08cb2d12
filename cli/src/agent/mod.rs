//! `hoso agent`: pages of a site that its user names may have bundles signed by the token of this machine, or by a remote service
//! that the agent knows the secrets of. It listens on the
//! loopback address alone; a page must be of an origin named at the start, must have typed the code that stands in the terminal,
//! and each signature is agreed to in the terminal, beside what it is over. It signs nothing but bundles.

mod consent;
mod desk;
mod pairing;
mod server;

use std::io::Write;

use hoso_core::text::{Lang, Text};

use crate::answer::{Answer, Problem};
use crate::args::Agent;
use crate::{clock, signer};
use consent::agrees;
use desk::Desk;
use pairing::Pairing;

/// Answers until it is ended.
///
/// # Errors
/// When there is no key that may sign, or the port is taken.
pub fn run(asked: &Agent, lang: Lang) -> Result<Answer, Problem> {
    let signer = signer::open_key(&asked.key, clock::now(), lang)?;
    let listener = server::listen(asked.port)?;
    let port = listener.port();
    let hosts = [format!("127.0.0.1:{port}"), format!("localhost:{port}")];
    let mut desk = Desk { signer: &signer, origins: &asked.origins, hosts, pairing: Pairing::new()?, lang };
    tell(banner(&desk, port).get(lang));
    tell(&desk.code_line());
    server::answer(listener, &mut |request| {
        desk.answer(request, &mut |question| agrees(question), &mut |line| tell(line))
    })?;
    Ok(Answer::new(String::new(), true))
}

fn banner(desk: &Desk<'_>, port: u16) -> Text {
    let (subject, origins) = (desk.signer.certificate().subject(), desk.origins.join(", "));
    Text::new(
        format!("Đang chờ tại http://127.0.0.1:{port} cho {origins}.\nKý bằng: {subject}\nNhấn Ctrl+C để dừng."),
        format!("Listening on http://127.0.0.1:{port} for {origins}.\nSigns as: {subject}\nPress Ctrl+C to stop."),
    )
}

fn tell(line: &str) {
    let mut out = std::io::stdout().lock();
    // Who closes the terminal no longer reads it.
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}
