//! `hoso bundle`: certificate first, then the files, then the check; only then is anything signed and written.

pub mod attach;
pub mod draw;
pub mod write;

use std::path::Path;

use hoso_core::bundle::Unsigned;
use hoso_core::text::{Lang, Text};

use crate::answer::{Answer, Problem};
use crate::args::Bundle;
use crate::{clock, signer};
use draw::{Draw, Drawn, Source, draw};

/// Seals.
///
/// # Errors
/// When something cannot be read or written, the key may not sign, or a file is not the one that the dossier describes.
pub fn run(asked: &Bundle, lang: Lang) -> Result<Answer, Problem> {
    write::free(&asked.out, asked.force)?;
    let time = asked.time.unwrap_or_else(clock::now);
    let signer = signer::open(&asked.signer, time, lang)?;
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
    let Drawn { package, attached, parts, met } = *drawn;
    let unsigned = Unsigned::prepare(asked.format, parts, signer.certificate().der(), signer.algorithm(), time);
    let unsigned = unsigned.map_err(|error| error.say())?;
    let signature = signer.sign(unsigned.to_be_signed())?;
    let segments = unsigned.finish(&signature).map_err(|error| error.say())?;
    write::write(&asked.out, &segments, &write::bodies(&package, attached), lang)?;
    Ok(Answer::new(sealed(&asked.out, met, lang), true))
}

/// That a bundle is sealed, and whether what is in it meets the law.
pub fn sealed(out: &Path, met: bool, lang: Lang) -> String {
    let out = out.display();
    let done = Text::new(format!("Đã niêm phong: {out}"), format!("Sealed: {out}"));
    let unmet = Text::new(
        "Lưu ý: hồ sơ CHƯA ĐẠT; kết quả kiểm tra trong gói nêu rõ chỗ chưa đạt.",
        "Note: the dossier is UNMET; the report inside says what is wrong.",
    );
    if met { format!("{}\n", done.get(lang)) } else { format!("{}\n{}\n", done.get(lang), unmet.get(lang)) }
}
