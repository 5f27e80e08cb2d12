//! A further signature made elsewhere: `hoso prepare` of a bundle, and `hoso finish` of that.

use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

use hoso_core::bundle::{Format, Opened, WaitingFurther, open, prepare_further, resume_further, take};
use hoso_core::json::canonical;
use hoso_core::text::Lang;

use crate::answer::{Answer, Problem};
use crate::args::{Finish, Prepare};
use crate::bundle::write::{write, write_whole};
use crate::prepare::{DIGEST, TO_BE_SIGNED, WAITING, certificate, told_of_a_key};
use crate::sign::{bodies, may_be_signed, signed, signed_already, stands, unopened};
use crate::verify::OnDisk;
use crate::{clock, input, signer};

/// First bytes of a bundle.
const ZIP: &[u8] = b"PK\x03\x04";

/// Whether the file is a bundle, and not a dossier.
pub fn is_bundle(path: &Path) -> bool {
    let mut first = [0; 4];
    File::open(path).and_then(|mut file| file.read_exact(&mut first)).is_ok() && first == ZIP
}

/// Prepares a further signature.
///
/// # Errors
/// When something cannot be read or written, the bundle takes no further signature, or the certificate may not sign or has signed already.
pub fn prepare(asked: &Prepare, lang: Lang) -> Result<Answer, Problem> {
    let path = asked.certificate.as_deref().filter(|_| asked.format == Format::Xades);
    let path = path.ok_or_else(|| Problem::new("cần --certificate.", "--certificate is needed."))?;
    let (own, time) = (certificate(path)?, asked.time.unwrap_or_else(clock::now));
    signer::fit(&own, time)?;
    let source = OnDisk::open(&asked.dossier)?;
    let opened = opened(&source, &asked.dossier, lang)?;
    if opened.signers().any(|before| before.der() == own.der()) {
        return Err(signed_already(&asked.dossier));
    }
    signer::introduce(&own, &[], stands(&opened, &own), time, lang);
    let algorithm = signer::algorithm(&own, asked.algorithm)?;
    let prepared = prepare_further(&opened, own.der(), algorithm, time).map_err(|error| error.say())?;
    let waiting = canonical(&prepared.waiting_further());
    let waiting = waiting.map_err(|error| Problem::new(error.to_string(), error.to_string()))?;
    fs::create_dir_all(&asked.out).map_err(|error| input::unwritable(&asked.out, &error))?;
    let bytes = prepared.to_be_signed();
    let files = [(TO_BE_SIGNED, bytes), (DIGEST, &algorithm.digest(bytes)), (WAITING, &waiting)];
    files.iter().try_for_each(|(name, bytes)| write_whole(&asked.out.join(name), bytes, lang))?;
    Ok(Answer::new(told_of_a_key(&asked.out, algorithm, bytes).get(lang).to_owned(), true))
}

/// Finishes with it. `asked.files` is the bundle.
///
/// # Errors
/// When something cannot be read or written, the bundle is another one, or the signature is not the certificate's over it.
pub fn finish(asked: &Finish, waiting: &WaitingFurther, lang: Lang) -> Result<Answer, Problem> {
    let signature = input::read(&asked.signature)?;
    let source = OnDisk::open(&asked.files)?;
    let opened = opened(&source, &asked.files, lang)?;
    let prepared = resume_further(&opened, waiting).map_err(|error| error.say())?;
    let given = take(prepared.certificate(), prepared.algorithm(), prepared.to_be_signed(), &signature);
    let segments = prepared.finish(&given.map_err(|error| error.say())?.signature).map_err(|error| error.say())?;
    write(&asked.out, &segments, &bodies(opened.parts(), opened.places(), &asked.files), lang)?;
    Ok(Answer::new(signed(&asked.out, opened.signers().count() + 1, lang), true))
}

/// The bundle, which takes a further signature.
fn opened<'a>(source: &'a OnDisk, path: &Path, lang: Lang) -> Result<Opened<'a>, Problem> {
    may_be_signed(source, path, lang)?;
    open(source).map_err(|error| unopened(error, path))
}
