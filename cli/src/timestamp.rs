//! `hoso timestamp`: every signature of a bundle stamped by an authority, so that its time is no longer only claimed.

use std::path::Path;

use chrono::{DateTime, Utc};
use hoso_core::bundle::{
    CLOCKS_APART, Code, Reason, Seal, Severity, Signature, Timestamp as Stamp, TimestampRequest, ToStamp,
};
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
    for (signature, stamp) in before.signatures.iter().zip(&stamps) {
        fits(&asked.file, signature, stamp.time())?;
    }
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

/// Makes sure that a signature may have been made by the time of its timestamp. What is stamped takes nothing more, so that it would be
/// refused for ever; who trusts the timestamp is not known here.
fn fits(path: &Path, signature: &Signature, at: DateTime<Utc>) -> Result<(), Problem> {
    let path = path.display();
    // Times of this form are in the order of their letters.
    let latest = written(at + CLOCKS_APART);
    if let Some(claimed) = signature.claimed_time.as_ref().filter(|claimed| **claimed > latest) {
        let at = written(at);
        return Err(Problem::new(
            format!(
                "{path}: chữ ký khai được tạo lúc {claimed}, muộn hơn dấu thời gian {at}; có lẽ đồng hồ của máy ký chạy nhanh. Với dấu này không nơi nào chấp nhận gói, nên chưa ghi gì. Hãy đợi qua thời điểm đó rồi đóng dấu, hoặc niêm phong lại với đồng hồ đúng."
            ),
            format!(
                "{path}: the signature claims to be of {claimed}, which is after the timestamp of {at}; the clock of its machine may be fast. With it no receiver would ever accept the bundle, so nothing was written. Have it stamped once that time has passed, or seal it again with the right time."
            ),
        ));
    }
    let period = signature.signer.as_ref().map(|signer| (&signer.not_before, &signer.not_after));
    let at = written(at);
    match period.filter(|(first, last)| !(*first..=*last).contains(&&at)) {
        Some((first, last)) => Err(Problem::new(
            format!(
                "{path}: dấu thời gian {at} nằm ngoài thời hạn của chứng thư số đã ký ({first} – {last}). Với dấu này không nơi nào chấp nhận gói, nên chưa ghi gì."
            ),
            format!(
                "{path}: the timestamp of {at} lies outside the period of the certificate that signed ({first} – {last}). With it no receiver would ever accept the bundle, so nothing was written."
            ),
        )),
        None => Ok(()),
    }
}

fn written(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%dT%H:%M:%SZ").to_string()
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
        let time = written(stamp.time());
        format!("  {time} {} {}\n", by.get(lang), stamp.authority().subject())
    };
    format!("{}\n{}", done.get(lang), stamps.iter().map(line).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock;
    use hoso_core::bundle::{Algorithm, Digests, MediaType, Part, PartName, Segment, TrustStore, prepare, verify_seal};
    use hoso_core::key::{open_p12, sign};
    use std::ops::ControlFlow;

    #[test]
    fn a_timestamp_before_the_claimed_time_or_after_the_period_is_not_written() {
        let (claimed, key) = ("2026-05-10T08:30:00Z".parse().unwrap(), include_bytes!("../tests/keys/filer.p12"));
        let identity = open_p12(key, "mật khẩu thử", claimed).unwrap();
        let part = Part {
            name: PartName::new("a.txt").unwrap(),
            media_type: MediaType::new("text/plain").unwrap(),
            digests: Digests::of(b"a"),
        };
        let algorithm = Algorithm::EcdsaP256;
        let prepared = prepare(vec![part], identity.certificate().der(), algorithm, claimed).unwrap();
        let value = sign(&identity, algorithm, prepared.to_be_signed(), [1; 32]).unwrap();
        let piece = |segment| if let Segment::Bytes(bytes) = segment { bytes } else { b"a".to_vec() };
        let container: Vec<u8> = prepared.finish(&value).unwrap().into_iter().flat_map(piece).collect();
        let seal = verify_seal(&container, &TrustStore::default(), clock::now(), &mut |_, _| ControlFlow::Continue(()));
        let seal = seal.unwrap();
        let said = |at: &str| {
            let fits = fits(Path::new("x.asice"), &seal.signatures[0], at.parse().unwrap());
            fits.err().map(|problem| problem.both().en.clone())
        };
        assert_eq!(said("2026-05-10T08:30:00Z"), None);
        assert_eq!(said("2026-05-10T08:25:00Z"), None);
        assert!(said("2026-05-10T08:24:59Z").unwrap().contains("2026-05-10T08:30:00Z, which is after the timestamp"));
        assert!(said("2400-01-01T00:00:00Z").unwrap().contains("outside the period"));
    }
}
