//! `hoso prepare`: a bundle up to its signature, which is made elsewhere: by a token's own software, on another machine, on another
//! day. What is to be signed is written as a file, and all that it takes to finish as another.

use std::fs;
use std::path::Path;

use chrono::{DateTime, Utc};
use hoso_core::bundle::{Algorithm, AsicManifest, Certificate, Format, Part, Pending, Unsigned};
use hoso_core::json::{canonical, hex, sha256_hex};
use hoso_core::text::{Lang, Text};

use crate::answer::{Answer, Problem};
use crate::args::Prepare;
use crate::bundle::draw::{Begun, Source, begin};
use crate::bundle::write::{free, write_whole};
use crate::{clock, further, input, signer, whom};

/// The file that `hoso finish` goes on from.
pub const WAITING: &str = "waiting.json";
/// The bytes that a key signs.
pub const TO_BE_SIGNED: &str = "tbs.bin";
/// Their digest, for software that signs a digest.
pub const DIGEST: &str = "tbs.digest";
/// The file that software signs which makes the whole signature.
const MANIFEST: &str = "ASiCManifest.xml";

/// Prepares.
///
/// # Errors
/// When something cannot be read or written, the certificate may not sign, or a file is not the one that the dossier describes.
pub fn run(asked: &Prepare, lang: Lang) -> Result<Answer, Problem> {
    free(&asked.out.join(WAITING), asked.force)?;
    if further::is_bundle(&asked.dossier) {
        return further::prepare(asked, lang);
    }
    let files = asked.files.as_deref().ok_or_else(|| Problem::new("cần --files.", "--files is needed."))?;
    let time = asked.time.unwrap_or_else(clock::now);
    let certificate = asked.certificate.as_deref().map(certificate).transpose()?;
    certificate.iter().try_for_each(|certificate| signer::fit(certificate, time))?;
    let (law, draft) = whom::opened(&asked.dossier, &asked.packs)?;
    let dossier = whom::one(&law, &draft, asked.to.as_ref())?;
    let source = Source { law: law.into(), dossier, files, even_if_unmet: asked.even_if_unmet };
    let outline = match begin(source, lang)? {
        Begun::Outline(outline) => outline,
        Begun::Unmet(answer) => return Ok(answer),
    };
    if let Some(certificate) = &certificate {
        signer::introduce(certificate, &[], Some(outline.signer_is(certificate)), time, lang);
    }
    let drawn = outline.draw(lang, |_, _, _| Ok(()))?;
    let names: Vec<String> = drawn.attached.iter().map(|file| file.name.clone()).collect();
    let pending = pending(asked, drawn.parts, certificate.as_ref(), time)?;
    let waiting = canonical(&pending.waiting(&drawn.package, &names));
    let waiting = waiting.map_err(|error| Problem::new(error.to_string(), error.to_string()))?;
    fs::create_dir_all(&asked.out).map_err(|error| input::unwritable(&asked.out, &error))?;
    for (name, bytes) in to_sign(&pending) {
        write_whole(&asked.out.join(name), &bytes, lang)?;
    }
    write_whole(&asked.out.join(WAITING), &waiting, lang)?;
    Ok(Answer::new(told(&asked.out, &pending).get(lang).to_owned(), true))
}

fn pending(
    asked: &Prepare,
    parts: Vec<Part>,
    certificate: Option<&Certificate>,
    time: DateTime<Utc>,
) -> Result<Pending, Problem> {
    match (asked.format, certificate) {
        (format, Some(certificate)) => {
            let algorithm = signer::algorithm(certificate, asked.algorithm)?;
            let unsigned = Unsigned::prepare(format, parts, certificate.der(), algorithm, time);
            Ok(Pending::Signature(unsigned.map_err(|error| error.say())?))
        }
        (Format::Cades, None) => Ok(Pending::File(AsicManifest::new(parts).map_err(|error| error.say())?, time)),
        (Format::Xades, None) => Err(Problem::new("cần --certificate.", "--certificate is needed.")),
    }
}

/// What is written for the signing side.
fn to_sign(pending: &Pending) -> Vec<(&'static str, Vec<u8>)> {
    match pending {
        Pending::Signature(unsigned) => {
            let bytes = unsigned.to_be_signed();
            vec![(TO_BE_SIGNED, bytes.to_vec()), (DIGEST, unsigned.algorithm().digest(bytes))]
        }
        Pending::File(manifest, _) => vec![(MANIFEST, manifest.bytes().to_vec())],
    }
}

/// The one certificate in a file.
///
/// # Errors
/// When it cannot be read, or there is not one.
pub fn certificate(path: &Path) -> Result<Certificate, Problem> {
    Certificate::read(&input::read(path)?).map_err(|_| {
        let path = path.display();
        Problem::new(
            format!(
                "{path}: không có đúng một chứng thư số của người ký đọc được; cần tệp PEM (-----BEGIN CERTIFICATE-----) hoặc DER."
            ),
            format!(
                "{path}: not exactly one signer's certificate that can be read; PEM (-----BEGIN CERTIFICATE-----) or DER is needed."
            ),
        )
    })
}

fn told(out: &Path, pending: &Pending) -> Text {
    let place = |name: &str| out.join(name).display().to_string();
    match pending {
        Pending::Signature(unsigned) => told_of_a_key(out, unsigned.algorithm(), unsigned.to_be_signed()),
        Pending::File(manifest, _) => {
            let (file, sha256, out) = (place(MANIFEST), sha256_hex(manifest.bytes()), out.display());
            Text::new(
                format!(
                    "Tệp cần ký: {file} (SHA-256 {sha256})\n\
                     Hãy ký tệp này bằng phần mềm ký của bạn theo chuẩn CAdES, chữ ký tách rời (.p7s), rồi chạy: hoso finish {out} --signature … --files … -o …\n"
                ),
                format!(
                    "To be signed: {file} (SHA-256 {sha256})\n\
                     Sign this file in your signing software as CAdES with a detached signature (.p7s), then run: hoso finish {out} --signature … --files … -o …\n"
                ),
            )
        }
    }
}

/// What a key is to sign, and what comes then.
pub fn told_of_a_key(out: &Path, algorithm: Algorithm, bytes: &[u8]) -> Text {
    let place = |name: &str| out.join(name).display().to_string();
    let (to_be_signed, file, out) = (place(TO_BE_SIGNED), place(DIGEST), out.display());
    let digest = algorithm.digest(bytes);
    let hash = if digest.len() == 32 { "SHA-256" } else { "SHA-384" };
    let (name, digest, sha256) = (algorithm.as_str(), hex(&digest), sha256_hex(bytes));
    Text::new(
        format!(
            "Dữ liệu cần ký: {to_be_signed} (SHA-256 {sha256})\n\
             Mã băm để ký: {file} ({hash} {digest})\n\
             Thuật toán: {name}\n\
             Hãy ký tệp thứ nhất (hoặc ký thẳng lên mã băm), rồi chạy: hoso finish {out} --signature … --files … -o …\n"
        ),
        format!(
            "To be signed: {to_be_signed} (SHA-256 {sha256})\n\
             Its digest: {file} ({hash} {digest})\n\
             Algorithm: {name}\n\
             Sign the first file (or the digest as it is), then run: hoso finish {out} --signature … --files … -o …\n"
        ),
    )
}
