//! `hoso timestamp`: every signature of a bundle stamped by an authority, so that its time is no longer only claimed.

use std::path::Path;

use hoso_core::bundle::{Profile, Signature, Timestamp as Stamp, TimestampRequest, ToStamp};
use hoso_core::text::{Lang, Text};

use crate::answer::{Answer, Problem};
use crate::args::Timestamp;
use crate::bundle::write::{free, write};
use crate::http;
use crate::random;
use crate::sign::{bodies, stamped_already, unopened, whole};
use crate::verify::OnDisk;

/// Stamps.
///
/// # Errors
/// When something cannot be read or written, the bundle is not whole or is stamped already, or the authority gives no timestamp
/// that proves itself.
pub fn run(asked: &Timestamp, lang: Lang) -> Result<Answer, Problem> {
    let out = asked.out.as_deref().unwrap_or(&asked.file);
    if asked.out.is_some() {
        free(out, asked.force)?;
    }
    let source = OnDisk::open(&asked.file)?;
    if whole(&source, &asked.file, lang)?.signatures.iter().any(is_stamped) {
        return Err(stamped_already(&asked.file));
    }
    let opened = ToStamp::open(&source).map_err(|error| unopened(error, &asked.file))?;
    let stamps = opened.stamped().iter().map(|stamped| stamp(&asked.tsa, stamped)).collect::<Result<Vec<_>, _>>()?;
    let segments = opened.raise(&stamps);
    let segments = segments.ok_or_else(|| Problem::new("không đủ dấu thời gian.", "a timestamp is missing."))?;
    write(out, &segments, &bodies(opened.parts(), opened.places(), &asked.file), lang)?;
    Ok(Answer::new(told(out, &stamps, lang), true))
}

/// Whether a signature carries a timestamp, right or not.
fn is_stamped(signature: &Signature) -> bool {
    matches!(signature.profile, Profile::XadesT | Profile::XadesLt | Profile::CadesT)
}

fn stamp(tsa: &str, stamped: &[u8]) -> Result<Stamp, Problem> {
    let request = TimestampRequest::new(stamped, random::bytes()?).map_err(|error| error.say())?;
    let query = request.der().map_err(|error| error.say())?;
    let answer = http::post(tsa, "application/timestamp-query", &query)?;
    request.take(&answer).map_err(|error| error.say().into())
}

fn told(out: &Path, stamps: &[Stamp], lang: Lang) -> String {
    let out = out.display();
    let done = Text::new(format!("Đã đóng dấu thời gian: {out}"), format!("Stamped: {out}"));
    let by = Text::new("bởi", "by");
    let line = |stamp: &Stamp| {
        let time = stamp.time().format("%Y-%m-%dT%H:%M:%SZ");
        format!("  {time} {} {}\n", by.get(lang), stamp.authority().subject())
    };
    format!("{}\n{}", done.get(lang), stamps.iter().map(line).collect::<String>())
}
