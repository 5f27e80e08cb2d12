//! `hoso finish`: a prepared bundle and the signature made elsewhere. The signature is proved to be the certificate's, and every
//! file to be the one that was signed, before a bundle stands in its place.

use std::path::Path;

use hoso_core::bundle::{
    Certificate, Part, Pending, SignerIs, WaitingError, Written, open_further, open_waiting, resume, signer_is,
};
use hoso_core::dossier::Dossier;
use hoso_core::draft::{Body as Kept, Waiting, WaitingPart};
use hoso_core::json::read;
use hoso_core::page::{DOSSIER, REPORT};
use hoso_core::report::{Report, Verdict};
use hoso_core::text::{Lang, Text};

use crate::answer::{Answer, Problem};
use crate::args::Finish;
use crate::bundle::attach::{Attached, place};
use crate::bundle::sealed;
use crate::bundle::write::{Body, free, write};
use crate::prepare::WAITING;
use crate::{further, input, packs, signer};

/// Finishes.
///
/// # Errors
/// When something cannot be read or written, the signature is not the certificate's, or a file is not the one that was signed.
pub fn run(asked: &Finish, lang: Lang) -> Result<Answer, Problem> {
    free(&asked.out, asked.force)?;
    let waiting = waiting(&asked.waiting)?;
    match open_further(&waiting) {
        Err(WaitingError::NotFurther) => {}
        further => return further::finish(asked, &further.map_err(|error| error.say())?, lang),
    }
    let waiting = open_waiting(&waiting).map_err(|error| error.say())?;
    let pending = resume(&waiting).map_err(|error| error.say())?;
    let signature = input::read(&asked.signature)?;
    let (segments, said) = match &pending {
        Pending::Signature(unsigned) => {
            let given = unsigned.take(&signature).map_err(|error| error.say())?;
            (unsigned.finish(&given.signature).map_err(|error| error.say())?, of_a_key(given.written))
        }
        Pending::File(manifest, _) => {
            let imported = manifest.finish(&signature).map_err(|error| error.say())?;
            let (certificate, at) = (&imported.certificate, imported.signing_time);
            signer::fit(certificate, at)?;
            signer::introduce(certificate, &imported.others, stands(&waiting, certificate), at, lang);
            let said = of_a_file(&imported.certificate);
            (imported.segments, said)
        }
    };
    write(&asked.out, &segments, &bodies(&waiting, pending.parts(), &asked.files)?, lang)?;
    Ok(Answer::new(format!("{}\n{}", said.get(lang), sealed(&asked.out, is_met(&waiting), lang)), true))
}

/// How the signer stands to the filer; `None` where the dossier is of no law that the program holds.
fn stands(waiting: &Waiting, certificate: &Certificate) -> Option<SignerIs> {
    let dossier: Dossier = read(text(waiting, DOSSIER)?.as_bytes()).ok()?;
    let law = packs::of(&dossier.pack, &[]).ok()?;
    Some(signer_is(&law.pack, &dossier, certificate))
}

fn waiting(path: &Path) -> Result<Vec<u8>, Problem> {
    let path = if path.is_dir() { path.join(WAITING) } else { path.to_owned() };
    input::read(&path)
}

/// Where the bytes of each part are.
fn bodies<'a>(waiting: &'a Waiting, parts: &[Part], folder: &Path) -> Result<Vec<Body<'a>>, Problem> {
    let body = |(waiting, part): (&'a WaitingPart, &Part)| match &waiting.body {
        Kept::Text(text) => Ok(Body::Bytes(text.as_bytes())),
        Kept::File(name) => {
            Ok(Body::File(Attached { name: name.clone(), path: place(folder, name)?, digests: part.digests }))
        }
    };
    waiting.parts.iter().zip(parts).map(body).collect()
}

/// What the report inside says of the dossier.
fn is_met(waiting: &Waiting) -> bool {
    let report = text(waiting, REPORT).and_then(|text| read::<Report>(text.as_bytes()).ok());
    report.is_some_and(|report| report.verdict == Verdict::Met)
}

/// The text of a page.
fn text<'a>(waiting: &'a Waiting, name: &str) -> Option<&'a str> {
    waiting.parts.iter().find(|part| part.name == name).and_then(|part| match &part.body {
        Kept::Text(text) => Some(text.as_str()),
        Kept::File(_) => None,
    })
}

fn of_a_key(written: Written) -> Text {
    match written {
        Written::Raw => Text::new("Chữ ký đúng là của chứng thư số.", "The signature is the certificate's."),
        Written::Der => Text::new(
            "Chữ ký đúng là của chứng thư số; nó ở dạng DER và được ghi vào gói ở dạng chuẩn của gói.",
            "The signature is the certificate's; it came as DER and stands in the bundle in the bundle's own form.",
        ),
    }
}

fn of_a_file(certificate: &Certificate) -> Text {
    let subject = certificate.subject();
    Text::new(format!("Chữ ký đúng là của {subject}."), format!("The signature is that of {subject}."))
}
