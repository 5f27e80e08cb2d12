//! `hoso law`: the laws at hand, one of them as a person reads it, and packs of one's own.

mod checks;
mod list;
mod show;

use hoso_core::text::{Lang, Text};

use crate::answer::{Answer, Problem};
use crate::args::{Law, LawCommand};
use crate::packs;

/// Lists, shows or loads.
///
/// # Errors
/// When there is no such law or article, or the file is no pack.
pub fn run(asked: &Law, lang: Lang) -> Result<Answer, Problem> {
    let text = match &asked.command {
        LawCommand::List { on } => list::list(&packs::index()?, *on, lang),
        LawCommand::Show { pack, article: None } => show::pack(&packs::latest(pack)?, lang),
        LawCommand::Show { pack, article: Some(cite) } => show::article(&packs::latest(pack)?, *cite, lang)?,
        LawCommand::Load { file } => loaded(&packs::read(file)?, lang),
    };
    Ok(Answer::new(text, true))
}

fn loaded(law: &packs::Law, lang: Lang) -> String {
    let pack = &law.pack;
    let units = pack.units().count();
    let (forms, dossiers) = (pack.forms.len(), pack.dossiers.len());
    let counts = Text::new(
        format!("{units} đơn vị điều khoản, {forms} biểu mẫu và danh sách, {dossiers} loại hồ sơ"),
        format!("{units} units, {forms} forms and lists, {dossiers} kinds of dossier"),
    );
    format!(
        "{}\n  {}. {}\n  {}\n  SHA-256 {}\n  {}\n",
        pack.id,
        pack.name.get(lang),
        pack.title.get(lang),
        list::days(pack.in_force, lang),
        law.reference.version,
        counts.get(lang)
    )
}
