//! A bundle drawn up before anyone signs: the law, the files, the check, the parts. First in outline, from the sizes of the files
//! alone: what the check finds and where each part will stand depend on no digest. Then from the files as they are read.

use std::path::Path;
use std::rc::Rc;

use hoso_core::bundle::{Certificate, Part, SignerIs, contents, signer_is};
use hoso_core::dossier::Dossier;
use hoso_core::page::{Package, package};
use hoso_core::report::Verdict;
use hoso_core::text::{Lang, Text};

use super::attach::{Attached, Found, attach, find, guessed};
use crate::answer::{Answer, Problem};
use crate::check::report_text;
use crate::packs::Law;

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

/// A bundle in outline, or why there is none: the dossier does not meet the law, and nobody said that it may be sealed so.
pub enum Begun {
    /// To be gone on with.
    Outline(Box<Outline>),
    /// What the check finds.
    Unmet(Answer),
}

/// A bundle of which no file is read yet.
pub struct Outline {
    law: Rc<Law>,
    dossier: Dossier,
    files: Vec<Found>,
    /// Its parts, those of files with digests that are zero.
    pub parts: Vec<Part>,
    /// How many of them come before those of files.
    pub pages: usize,
    met: bool,
}

/// What is drawn up from.
pub struct Source<'a> {
    /// The law that it is judged by.
    pub law: Rc<Law>,
    /// The dossier as it goes to its recipient.
    pub dossier: Dossier,
    /// The folder with its files.
    pub files: &'a Path,
    /// Whether it may be sealed though it is unmet.
    pub even_if_unmet: bool,
}

/// Draws up in outline.
///
/// # Errors
/// When something cannot be read.
pub fn begin(from: Source<'_>, lang: Lang) -> Result<Begun, Problem> {
    let Source { law, dossier, .. } = from;
    let files = find(&law.pack, &dossier, from.files)?;
    let package = packed(&law, &guessed(&dossier, &files))?;
    let met = package.report.verdict == Verdict::Met;
    if !met && !from.even_if_unmet {
        let report = report_text(&law.pack, &package.dossier, &package.report, lang);
        return Ok(Begun::Unmet(refused(&report, lang)));
    }
    let digests: Vec<_> = files.iter().map(|found| found.guess).collect();
    let parts = contents(&package, &digests).map_err(|error| error.say(&package))?;
    Ok(Begun::Outline(Box::new(Outline { law, dossier, files, parts, pages: package.pages.len(), met })))
}

impl Outline {
    /// How a signer stands to the filer.
    pub fn signer_is(&self, certificate: &Certificate) -> SignerIs {
        signer_is(&self.law.pack, &self.dossier, certificate)
    }

    /// Reads the files, and shows each chunk to `take` with the number of its file and its place in it.
    ///
    /// # Errors
    /// When a file is not the one that the dossier describes, or `take` fails.
    pub fn draw(
        mut self,
        lang: Lang,
        take: impl FnMut(usize, u64, &[u8]) -> Result<(), Problem>,
    ) -> Result<Drawn, Problem> {
        let attached = attach(&mut self.dossier, self.files, lang, take)?;
        let package = packed(&self.law, &self.dossier)?;
        let digests: Vec<_> = attached.iter().map(|file| file.digests).collect();
        let parts = contents(&package, &digests).map_err(|error| error.say(&package))?;
        Ok(Drawn { package, attached, parts, met: self.met })
    }
}

fn packed(law: &Law, dossier: &Dossier) -> Result<Package, Problem> {
    package(&law.pack, &law.reference, dossier).map_err(|error| Problem::new(error.to_string(), error.to_string()))
}

/// That what does not meet the law is not sealed.
pub fn refused(report: &str, lang: Lang) -> Answer {
    let why = Text::new(
        "Chưa niêm phong: hồ sơ chưa đạt. Hãy sửa những điểm trên, hoặc thêm --even-if-unmet để vẫn niêm phong.",
        "Not sealed: the dossier does not meet the law. Mend what is listed above, or add --even-if-unmet to seal it as it is.",
    );
    Answer::new(format!("{report}\n{}\n", why.get(lang)), false)
}
