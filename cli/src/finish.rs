//! `hoso finish`: a prepared bundle and the signature made elsewhere. The signature is proved to be the certificate's, and every
//! file to be the one that was signed, before a bundle stands in its place.

use std::path::Path;

use hoso_core::bundle::{Given, Part, Prepared, Written, open_waiting, resume, take};
use hoso_core::draft::{Body as Kept, Waiting, WaitingPart};
use hoso_core::json::read;
use hoso_core::page::REPORT;
use hoso_core::report::{Report, Verdict};
use hoso_core::text::{Lang, Text};

use crate::answer::{Answer, Problem};
use crate::args::Finish;
use crate::bundle::attach::{Attached, place};
use crate::bundle::sealed;
use crate::bundle::write::{Body, free, write};
use crate::input;
use crate::prepare::WAITING;

/// Finishes.
///
/// # Errors
/// When something cannot be read or written, the signature is not the certificate's, or a file is not the one that was signed.
pub fn run(asked: &Finish, lang: Lang) -> Result<Answer, Problem> {
    free(&asked.out, asked.force)?;
    let waiting = waiting(&asked.waiting)?;
    let prepared = resume(&waiting).map_err(|error| error.say())?;
    let signature = input::read(&asked.signature)?;
    let given = take(prepared.certificate(), prepared.algorithm(), prepared.to_be_signed(), &signature);
    let given = given.map_err(|error| error.say())?;
    let segments = prepared.finish(&given.signature).map_err(|error| error.say())?;
    write(&asked.out, &segments, &bodies(&waiting, &prepared, &asked.files)?, lang)?;
    Ok(Answer::new(told(&asked.out, &given, is_met(&waiting), lang), true))
}

fn waiting(path: &Path) -> Result<Waiting, Problem> {
    let path = if path.is_dir() { path.join(WAITING) } else { path.to_owned() };
    open_waiting(&input::read(&path)?).map_err(|error| error.say().into())
}

/// Where the bytes of each part are.
fn bodies<'a>(waiting: &'a Waiting, prepared: &Prepared, folder: &Path) -> Result<Vec<Body<'a>>, Problem> {
    let body = |(waiting, part): (&'a WaitingPart, &Part)| match &waiting.body {
        Kept::Text(text) => Ok(Body::Bytes(text.as_bytes())),
        Kept::File(name) => {
            Ok(Body::File(Attached { name: name.clone(), path: place(folder, name)?, digests: part.digests }))
        }
    };
    waiting.parts.iter().zip(prepared.parts()).map(body).collect()
}

/// What the report inside says of the dossier.
fn is_met(waiting: &Waiting) -> bool {
    let report = waiting.parts.iter().find(|part| part.name == REPORT);
    let report = report.and_then(|part| match &part.body {
        Kept::Text(text) => read::<Report>(text.as_bytes()).ok(),
        Kept::File(_) => None,
    });
    report.is_some_and(|report| report.verdict == Verdict::Met)
}

fn told(out: &Path, given: &Given, met: bool, lang: Lang) -> String {
    let form = match given.written {
        Written::Raw => Text::new("Chữ ký đúng là của chứng thư số.", "The signature is the certificate's."),
        Written::Der => Text::new(
            "Chữ ký đúng là của chứng thư số; nó ở dạng DER và được ghi vào gói ở dạng r‖s.",
            "The signature is the certificate's; it came as DER and stands in the bundle as r‖s.",
        ),
    };
    format!("{}\n{}", form.get(lang), sealed(out, met, lang))
}
