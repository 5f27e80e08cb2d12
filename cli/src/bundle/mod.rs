//! `hoso bundle`: certificate first, then the check, then the files; only then is anything signed and written.

pub mod attach;
pub mod draw;
pub mod write;

use std::fs;
use std::path::Path;
use std::rc::Rc;

use chrono::{DateTime, Utc};
use hoso_core::bundle::{Format, Unsigned, places as places_of};
use hoso_core::dossier::{Dossier, check_all, left_out, recipients};
use hoso_core::draft::Draft;
use hoso_core::report::Verdict;
use hoso_core::say;
use hoso_core::text::{Lang, Text};

use crate::answer::{Answer, Problem};
use crate::args::Bundle;
use crate::check::joint_text;
use crate::packs::Law;
use crate::signer::{self, Signer};
use crate::whom::{meant, opened, places, to_one};
use crate::{clock, input};
use draw::{Begun, Outline, Source, begin, refused};
use write::{Body, Making};

/// Seals: for each recipient of the filing, with one opening of the key.
///
/// # Errors
/// When something cannot be read or written, the key may not sign, or a file is not the one that the dossier describes.
pub fn run(asked: &Bundle, lang: Lang) -> Result<Answer, Problem> {
    let (law, draft) = opened(&asked.dossier, &asked.packs)?;
    let all = recipients(&draft.dossier, &draft.filing.others);
    let to = meant(&draft, &asked.to)?;
    let outs = places(&asked.out, &to, all.len() == 1)?;
    outs.iter().try_for_each(|out| write::free(out, asked.force))?;
    let time = asked.time.unwrap_or_else(clock::now);
    let signer = signer::open(&asked.signer, time, lang)?;
    let is_whole = to.len() > 1 && to.len() == all.len();
    if let Some(unmet) = unmet(&law, &draft, lang).filter(|_| is_whole && !asked.even_if_unmet) {
        return Ok(unmet);
    }
    let left_out = left_out(&law.pack, &draft.dossier, &all);
    let left_out = left_out.map(|finding| say::finding(&law.pack, &draft.dossier, &finding, lang));
    let law = Rc::new(law);
    let mut outlines = Vec::new();
    for to in &to {
        let (law, dossier) = (law.clone(), to_one(&law, &draft, to));
        match begin(Source { law, dossier, files: &asked.files, even_if_unmet: asked.even_if_unmet }, lang)? {
            Begun::Outline(outline) => outlines.push(outline),
            Begun::Unmet(answer) => return Ok(answer),
        }
    }
    let is = outlines.first().map(|outline| outline.signer_is(signer.certificate()));
    signer::introduce(signer.certificate(), &signer.others(), is, time, lang);
    if outs.len() > 1 {
        fs::create_dir_all(&asked.out).map_err(|error| input::unwritable(&asked.out, &error))?;
    }
    let mut told = String::new();
    for (outline, out) in outlines.into_iter().zip(&outs) {
        let met = seal(*outline, out, &signer, asked.format, time, lang)?;
        told.push_str(&sealed(out, met, lang));
    }
    told.extend(left_out.map(|said| format!("! {} {}\n", said.what, said.basis)));
    Ok(Answer::new(told, true))
}

/// What is found about a filing to several as it would be sealed, unless it meets the law.
fn unmet(law: &Law, draft: &Draft, lang: Lang) -> Option<Answer> {
    let dossier = Dossier { closed: true, ..draft.dossier.clone() };
    let rest = draft.filing.rest();
    let joint = check_all(&law.pack, &law.reference, &dossier, rest, dossier.on);
    let left_out = left_out(&law.pack, &dossier, &recipients(&dossier, rest.to));
    let report = || joint_text(&law.pack, &dossier, rest, &joint, left_out.as_ref(), lang);
    (joint.report.verdict != Verdict::Met).then(|| refused(&report(), lang))
}

/// Seals one bundle; whether what is in it meets the law.
fn seal(
    outline: Outline,
    out: &Path,
    signer: &Signer,
    format: Format,
    time: DateTime<Utc>,
    lang: Lang,
) -> Result<bool, Problem> {
    // Read once: what is hashed is written to its place in the same pass.
    let making = Making::beside(out)?;
    let (pages, places) = (outline.pages, places_of(&outline.parts));
    let drawn = outline.draw(lang, |file, at, bytes| {
        places.get(pages + file).map_or(Ok(()), |place| making.put(place.saturating_add(at), bytes))
    })?;
    if places_of(&drawn.parts) != places {
        return Err(changed());
    }
    let unsigned = Unsigned::prepare(format, drawn.parts, signer.certificate().der(), signer.algorithm(), time);
    let unsigned = unsigned.map_err(|error| error.say())?;
    let signature = signer.sign(unsigned.to_be_signed())?;
    let segments = unsigned.finish(&signature).map_err(|error| error.say())?;
    let pages = drawn.package.pages.iter().map(|page| Body::Bytes(&page.bytes));
    let files = drawn.attached.iter().map(|file| Body::Placed { size: file.digests.size });
    making.finish(&segments, &pages.chain(files).collect::<Vec<_>>(), lang)?;
    Ok(drawn.met)
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
