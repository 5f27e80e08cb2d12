//! `hoso prepare`: a bundle up to its signature, which is made elsewhere: by a token's own software, on another machine, on another
//! day. What is to be signed is written as a file, and all that it takes to finish as another.

use std::fs;
use std::path::Path;

use hoso_core::bundle::{Certificate, Prepared, prepare, waiting};
use hoso_core::json::{canonical, hex};
use hoso_core::text::{Lang, Text};

use crate::answer::{Answer, Problem};
use crate::args::Prepare;
use crate::bundle::draw::{Draw, Source, draw};
use crate::bundle::write::{free, write_whole};
use crate::{clock, input, signer};

/// The file that `hoso finish` goes on from.
pub const WAITING: &str = "waiting.json";
/// The bytes to be signed.
const TO_BE_SIGNED: &str = "tbs.bin";
/// Their digest, for software that signs a digest.
const DIGEST: &str = "tbs.digest";

/// Prepares.
///
/// # Errors
/// When something cannot be read or written, the certificate may not sign, or a file is not the one that the dossier describes.
pub fn run(asked: &Prepare, lang: Lang) -> Result<Answer, Problem> {
    let places = [WAITING, TO_BE_SIGNED, DIGEST].map(|name| asked.out.join(name));
    places.iter().try_for_each(|place| free(place, asked.force))?;
    let time = asked.time.unwrap_or_else(clock::now);
    let certificate = certificate(&asked.certificate)?;
    signer::fit(&certificate, time)?;
    let algorithm = signer::algorithm(&certificate, asked.algorithm)?;
    let source = Source {
        dossier: &asked.dossier,
        files: &asked.files,
        packs: &asked.packs,
        even_if_unmet: asked.even_if_unmet,
    };
    let drawn = match draw(&source, lang)? {
        Draw::Ready(drawn) => drawn,
        Draw::Unmet(answer) => return Ok(answer),
    };
    let names: Vec<String> = drawn.attached.iter().map(|file| file.name.clone()).collect();
    let prepared = prepare(drawn.parts, certificate.der(), algorithm, time).map_err(|error| error.say())?;
    let waiting = canonical(&waiting(&prepared, &drawn.package, &names));
    let waiting = waiting.map_err(|error| Problem::new(error.to_string(), error.to_string()))?;
    fs::create_dir_all(&asked.out).map_err(|error| input::unwritable(&asked.out, &error))?;
    let digest = algorithm.digest(prepared.to_be_signed());
    for (place, bytes) in places.iter().zip([waiting.as_slice(), prepared.to_be_signed(), &digest]) {
        write_whole(place, bytes, lang)?;
    }
    Ok(Answer::new(told(&asked.out, &prepared, &digest, lang), true))
}

fn certificate(path: &Path) -> Result<Certificate, Problem> {
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

fn told(out: &Path, prepared: &Prepared, digest: &[u8], lang: Lang) -> String {
    let (to_be_signed, file) = (out.join(TO_BE_SIGNED), out.join(DIGEST));
    let (to_be_signed, file, out) = (to_be_signed.display(), file.display(), out.display());
    let hash = if digest.len() == 32 { "SHA-256" } else { "SHA-384" };
    let (name, digest, sha256) = (prepared.algorithm().as_str(), hex(digest), hex(&prepared.to_be_signed_sha256()));
    let text = Text::new(
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
    );
    text.get(lang).to_owned()
}
