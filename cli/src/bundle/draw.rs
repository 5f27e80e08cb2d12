//! A bundle drawn up before anyone signs: the law, the files, the check, the parts.

use std::path::{Path, PathBuf};

use hoso_core::bundle::{Part, contents};
use hoso_core::dossier::Dossier;
use hoso_core::page::{Package, package};
use hoso_core::report::Verdict;
use hoso_core::text::{Lang, Text};

use super::attach::{Attached, attach};
use crate::answer::{Answer, Problem};
use crate::check::report_text;
use crate::input;
use crate::packs::{self, Law};

/// Everything of a bundle but its signature.
pub struct Drawn {
    /// The pages.
    pub package: Package,
    /// The files, in the order in which they follow the pages.
    pub attached: Vec<Attached>,
    /// What is signed of both.
    pub parts: Vec<Part>,
    /// Whether the dossier meets the law.
    pub met: bool,
}

/// A bundle, or why there is none: the dossier does not meet the law, and nobody said that it may be sealed so.
pub enum Draw {
    /// Ready to be signed.
    Ready(Box<Drawn>),
    /// What the check finds.
    Unmet(Answer),
}

/// What is drawn up from.
pub struct Source<'a> {
    /// The dossier or saved draft.
    pub dossier: &'a Path,
    /// The folder with its files.
    pub files: &'a Path,
    /// Packs of one's own.
    pub packs: &'a [PathBuf],
    /// Whether it may be sealed though it is unmet.
    pub even_if_unmet: bool,
}

/// Draws up.
///
/// # Errors
/// When something cannot be read, or a file is not the one that the dossier describes.
pub fn draw(from: &Source<'_>, lang: Lang) -> Result<Draw, Problem> {
    let mut dossier = input::dossier(from.dossier)?;
    let law = packs::of(&dossier.pack, from.packs)?;
    let attached = attach(&law.pack, &mut dossier, from.files, lang)?;
    let package = packed(&law, &dossier)?;
    let met = package.report.verdict == Verdict::Met;
    if !met && !from.even_if_unmet {
        return Ok(Draw::Unmet(refused(&law, &package, lang)));
    }
    let digests: Vec<_> = attached.iter().map(|file| file.digests).collect();
    let parts = contents(&package, &digests).map_err(|error| error.say(&package))?;
    Ok(Draw::Ready(Box::new(Drawn { package, attached, parts, met })))
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
