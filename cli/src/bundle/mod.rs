//! `hoso bundle`: certificate first, then the files, then the check; only then is anything signed and written.

mod attach;
mod key;
mod write;

use std::path::Path;

use hoso_core::bundle::{Prepared, contents, prepare};
use hoso_core::dossier::Dossier;
use hoso_core::key::{Identity, KeyError, sign};
use hoso_core::page::{Package, package};
use hoso_core::report::Verdict;
use hoso_core::text::{Lang, Text};

use crate::answer::{Answer, Problem};
use crate::args::Bundle;
use crate::check::report_text;
use crate::packs::{self, Law};
use crate::{clock, input};

/// Seals.
///
/// # Errors
/// When something cannot be read or written, the key may not sign, or a file is not the one that the dossier describes.
pub fn run(asked: &Bundle, lang: Lang) -> Result<Answer, Problem> {
    free(&asked.out, asked.force)?;
    let mut dossier = input::dossier(&asked.dossier)?;
    let law = packs::of(&dossier.pack, &asked.packs)?;
    let time = asked.time.unwrap_or_else(clock::now);
    let identity = key::open(&asked.p12, time, lang)?;
    let attached = attach::attach(&law.pack, &mut dossier, &asked.files, lang)?;
    let package = packed(&law, &dossier)?;
    let met = package.report.verdict == Verdict::Met;
    if !met && !asked.even_if_unmet {
        return Ok(refused(&law, &package, lang));
    }
    let digests: Vec<_> = attached.iter().map(|file| file.digests).collect();
    let parts = contents(&package, &digests).map_err(|error| error.say(&package))?;
    let certificate = identity.certificate();
    let algorithm = certificate.key().map(|key| key.preferred()).ok_or_else(|| KeyError::Unsupported.say())?;
    let prepared = prepare(parts, certificate.der(), algorithm, time).map_err(|error| error.say())?;
    let segments = prepared.finish(&signature(&identity, &prepared)?).map_err(|error| error.say())?;
    write::write(&asked.out, &segments, &package, &attached, lang)?;
    Ok(Answer::new(sealed(&asked.out, met, lang), true))
}

fn free(out: &Path, force: bool) -> Result<(), Problem> {
    if force || !out.exists() {
        return Ok(());
    }
    let out = out.display();
    Err(Problem::new(
        format!("{out} đã có; thêm --force để ghi đè, hoặc chọn tên khác."),
        format!("{out} is there already; add --force to replace it, or choose another name."),
    ))
}

fn packed(law: &Law, dossier: &Dossier) -> Result<Package, Problem> {
    package(&law.pack, &law.reference, dossier).map_err(|error| Problem::new(error.to_string(), error.to_string()))
}

fn refused(law: &Law, package: &Package, lang: Lang) -> Answer {
    let why = Text::new(
        "Chưa niêm phong: hồ sơ chưa đạt. Hãy sửa những điểm trên, hoặc thêm --even-if-unmet để vẫn niêm phong.",
        "Not sealed: the dossier does not meet the law. Mend what is listed above, or add --even-if-unmet to seal it as it is.",
    );
    let report = report_text(&law.pack, &package.dossier, &package.report, lang);
    Answer::new(format!("{report}\n{}\n", why.get(lang)), false)
}

fn signature(identity: &Identity, prepared: &Prepared) -> Result<Vec<u8>, Problem> {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).map_err(|error| {
        Problem::new(
            format!("máy không cho số ngẫu nhiên: {error}"),
            format!("this machine gives no random numbers: {error}"),
        )
    })?;
    let algorithm = identity.certificate().key().map(|key| key.preferred());
    let algorithm = algorithm.ok_or_else(|| KeyError::Unsupported.say())?;
    sign(identity, algorithm, prepared.to_be_signed(), seed).map_err(|error| error.say().into())
}

fn sealed(out: &Path, met: bool, lang: Lang) -> String {
    let out = out.display();
    let done = Text::new(format!("Đã niêm phong: {out}"), format!("Sealed: {out}"));
    let unmet = Text::new(
        "Lưu ý: hồ sơ CHƯA ĐẠT; kết quả kiểm tra trong gói nêu rõ chỗ chưa đạt.",
        "Note: the dossier is UNMET; the report inside says what is wrong.",
    );
    if met { format!("{}\n", done.get(lang)) } else { format!("{}\n{}\n", done.get(lang), unmet.get(lang)) }
}
