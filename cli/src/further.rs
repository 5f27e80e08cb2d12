//! A further signature made elsewhere: `hoso prepare` of a bundle, and `hoso finish` of that.

use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

use base64ct::{Base64, Encoding};
use chrono::{DateTime, Utc};
use hoso_core::bundle::{
    Algorithm, Certificate, Format, Opened, Prepared, WaitingError, open, prepare_further, take, xs_date_time,
};
use hoso_core::json::{canonical, read};
use hoso_core::text::Lang;
use serde::{Deserialize, Serialize};

use crate::answer::{Answer, Problem};
use crate::args::{Finish, Prepare};
use crate::bundle::write::{write, write_whole};
use crate::prepare::{DIGEST, TO_BE_SIGNED, WAITING, certificate, told_of_a_key};
use crate::sign::{bodies, may_be_signed, signed, signed_already, stands, unopened};
use crate::verify::OnDisk;
use crate::{clock, input, signer};

/// First bytes of a bundle.
const ZIP: &[u8] = b"PK\x03\x04";

/// What is kept of a further signature until it comes: all but the bundle.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Awaited {
    /// The version of this layout; 1.
    further: u32,
    algorithm: String,
    certificate: String,
    time: String,
}

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
    let opened = opened(&source, &asked.dossier, &own, lang)?;
    signer::introduce(&own, &[], stands(&opened, &own), time, lang);
    let algorithm = signer::algorithm(&own, asked.algorithm)?;
    let prepared = prepare_further(&opened, own.der(), algorithm, time).map_err(|error| error.say())?;
    let awaited = Awaited {
        further: 1,
        algorithm: algorithm.as_str().to_owned(),
        certificate: Base64::encode_string(own.der()),
        time: prepared.signing_time().format("%Y-%m-%dT%H:%M:%SZ").to_string(),
    };
    let awaited = canonical(&awaited).map_err(|error| Problem::new(error.to_string(), error.to_string()))?;
    fs::create_dir_all(&asked.out).map_err(|error| input::unwritable(&asked.out, &error))?;
    let bytes = prepared.to_be_signed();
    let files = [(TO_BE_SIGNED, bytes), (DIGEST, &algorithm.digest(bytes)), (WAITING, &awaited)];
    files.iter().try_for_each(|(name, bytes)| write_whole(&asked.out.join(name), bytes, lang))?;
    Ok(Answer::new(told_of_a_key(&asked.out, algorithm, bytes).get(lang).to_owned(), true))
}

/// What waits for a further signature; `None` where it is something else that waits.
pub fn awaited(waiting: &[u8]) -> Option<Awaited> {
    read(waiting).ok()
}

/// Finishes with it. `asked.files` is the bundle: in another one the signature would not fit.
///
/// # Errors
/// When something cannot be read or written, or the signature is not the certificate's over this bundle.
pub fn finish(asked: &Finish, awaited: &Awaited, lang: Lang) -> Result<Answer, Problem> {
    let (own, algorithm, time) = held(awaited).map_err(|error| error.say())?;
    let signature = input::read(&asked.signature)?;
    let source = OnDisk::open(&asked.files)?;
    let opened = opened(&source, &asked.files, &own, lang)?;
    let prepared: Prepared = prepare_further(&opened, own.der(), algorithm, time).map_err(|error| error.say())?;
    let given = take(&own, algorithm, prepared.to_be_signed(), &signature).map_err(|error| error.say())?;
    let segments = prepared.finish(&given.signature).map_err(|error| error.say())?;
    write(&asked.out, &segments, &bodies(opened.parts(), opened.places(), &asked.files), lang)?;
    Ok(Answer::new(signed(&asked.out, opened.signers().count() + 1, lang), true))
}

fn held(awaited: &Awaited) -> Result<(Certificate, Algorithm, DateTime<Utc>), WaitingError> {
    let wrong = WaitingError::Value;
    let der = Base64::decode_vec(&awaited.certificate).map_err(|_| wrong("certificate"))?;
    let certificate = Certificate::read(&der).map_err(|_| wrong("certificate"))?;
    let algorithm = Algorithm::named(&awaited.algorithm).ok_or(wrong("algorithm"))?;
    Ok((certificate, algorithm, xs_date_time(&awaited.time).ok_or(wrong("time"))?))
}

/// The bundle, to which this certificate may add a signature.
fn opened<'a>(source: &'a OnDisk, path: &Path, own: &Certificate, lang: Lang) -> Result<Opened<'a>, Problem> {
    may_be_signed(source, path, lang)?;
    let opened = open(source).map_err(|error| unopened(error, path))?;
    if opened.signers().any(|before| before.der() == own.der()) {
        return Err(signed_already(path));
    }
    Ok(opened)
}
