//! `hoso timestamp`: every signature of a bundle stamped by an authority, so that its time is no longer only claimed.

use std::path::Path;

use hoso_core::bundle::{Code, Reason, Seal, Severity, Signature, Timestamp as Stamp, TimestampRequest, ToStamp};
use hoso_core::text::{Lang, Text};

use crate::answer::{Answer, Problem};
use crate::args::Timestamp;
use crate::bundle::write::{Making, free};
use crate::http;
use crate::random;
use crate::sign::{bodies, judged, stamped_already, unopened, whole};
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
    let before = whole(&source, &asked.file, lang)?;
    if before.signatures.iter().any(is_stamped) {
        return Err(stamped_already(&asked.file));
    }
    let opened = ToStamp::open(&source).map_err(|error| unopened(error, &asked.file))?;
    let stamps = opened.stamped().iter().map(|stamped| stamp(&asked.tsa, stamped)).collect::<Result<Vec<_>, _>>()?;
    let segments = opened.raise(&stamps);
    let segments = segments.ok_or_else(|| Problem::new("không đủ dấu thời gian.", "a timestamp is missing."))?;
    let making = Making::beside(out)?;
    making.fill(&segments, &bodies(opened.parts(), opened.places(), &asked.file), lang)?;
    let after = judged(&OnDisk::open(making.path())?, out, lang)?;
    if let Some(fault) = fault(&before, &after) {
        return Err(not_accepted(&asked.file, fault));
    }
    making.place()?;
    Ok(Answer::new(told(out, &stamps, lang), true))
}

/// Whether a signature carries a timestamp, right or not.
fn is_stamped(signature: &Signature) -> bool {
    let is_of_one = |reason: &Reason| {
        matches!(
            reason.code,
            Code::TimestampWrong | Code::TimestampAuthority | Code::TimestampNotTrusted | Code::TimestampRevoked
        )
    };
    signature.proven_time.is_some() || signature.reasons.iter().any(is_of_one)
}

/// What keeps a stamped bundle from being accepted and did not before. Who is trusted is for the receiver to say.
fn fault<'a>(before: &Seal, after: &'a Seal) -> Option<&'a Reason> {
    let is_new = |reason: &&Reason| before.all_reasons().all(|known| known.code != reason.code);
    after.all_reasons().filter(|reason| reason.severity == Severity::Error).find(is_new)
}

fn not_accepted(path: &Path, reason: &Reason) -> Problem {
    let path = path.display();
    Problem::new(
        format!("{path}: với dấu thời gian này bên nhận sẽ không chấp nhận gói, nên chưa ghi gì. {}", reason.vi),
        format!(
            "{path}: with this timestamp no receiver would accept the bundle, so nothing was written. {}",
            reason.en
        ),
    )
}

fn stamp(tsa: &str, stamped: &[u8]) -> Result<Stamp, Problem> {
    let request = TimestampRequest::new(stamped, random::bytes()?);
    let answer = http::post(tsa, "application/timestamp-query", &request.der())?;
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
