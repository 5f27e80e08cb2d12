//! `hoso bundle`: certificate first, then the check, then the files; only then is anything signed and written.

pub mod attach;
pub mod draw;
pub mod write;

use std::path::Path;

use hoso_core::bundle::{Unsigned, places as places_of};
use hoso_core::text::{Lang, Text};

use crate::answer::{Answer, Problem};
use crate::args::Bundle;
use crate::{clock, signer};
use draw::{Begun, Source, begin};
use write::{Body, Making};

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
    let outline = match begin(&source, lang)? {
        Begun::Outline(outline) => outline,
        Begun::Unmet(answer) => return Ok(answer),
    };
    let is = outline.signer_is(signer.certificate());
    signer::introduce(signer.certificate(), &signer.others(), Some(is), time, lang);
    // Read once: what is hashed is written to its place in the same pass.
    let making = Making::beside(&asked.out)?;
    let (pages, places) = (outline.pages, places_of(&outline.parts));
    let drawn = outline.draw(lang, |file, at, bytes| {
        places.get(pages + file).map_or(Ok(()), |place| making.put(place.saturating_add(at), bytes))
    })?;
    if places_of(&drawn.parts) != places {
        return Err(changed());
    }
    let unsigned = Unsigned::prepare(asked.format, drawn.parts, signer.certificate().der(), signer.algorithm(), time);
    let unsigned = unsigned.map_err(|error| error.say())?;
    let signature = signer.sign(unsigned.to_be_signed())?;
    let segments = unsigned.finish(&signature).map_err(|error| error.say())?;
    let pages = drawn.package.pages.iter().map(|page| Body::Bytes(&page.bytes));
    let files = drawn.attached.iter().map(|file| Body::Placed { size: file.digests.size });
    making.finish(&segments, &pages.chain(files).collect::<Vec<_>>(), lang)?;
    let met = drawn.met;
    Ok(Answer::new(sealed(&asked.out, met, lang), true))
}

fn changed() -> Problem {
    Problem::new(
        "một tệp đính kèm thay đổi kích thước trong lúc được đọc; chưa ghi gì. Hãy chạy lại khi tệp không còn được sửa.",
        "an attached file changed its size while it was read; nothing was written. Run it again when it is left alone.",
    )
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
