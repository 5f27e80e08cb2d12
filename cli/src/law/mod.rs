//! `hoso law`: the laws at hand, one of them as a person reads it, and packs of one's own.

mod show;

use hoso_core::day::Span;
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
        LawCommand::List => list(lang)?,
        LawCommand::Show { pack, article: None } => show::pack(&packs::latest(pack)?, lang),
        LawCommand::Show { pack, article: Some(cite) } => show::article(&packs::latest(pack)?, *cite, lang)?,
        LawCommand::Load { file } => loaded(&packs::read(file)?, lang),
    };
    Ok(Answer::new(text, true))
}

fn list(lang: Lang) -> Result<String, Problem> {
    let mut out = String::new();
    for entry in packs::index()?.packs {
        out.push_str(&format!("{}\n  {}. {}\n", entry.id, entry.name.get(lang), entry.title.get(lang)));
        out.push_str(&format!("  {}\n", force(entry.in_force, lang)));
        for known in entry.versions {
            let state = if known.released {
                Text::new("đã phát hành", "released")
            } else {
                Text::new("chưa phát hành", "not released")
            };
            out.push_str(&format!("  {} ({})\n", known.version, state.get(lang)));
        }
    }
    Ok(out)
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
        force(pack.in_force, lang),
        law.reference.version,
        counts.get(lang)
    )
}

fn force(span: Span, lang: Lang) -> String {
    let from = span.from.vn();
    let text = match span.until {
        Some(until) => Text::new(
            format!("Có hiệu lực từ {from} đến hết {}", until.vn()),
            format!("In force from {from} to {}", until.vn()),
        ),
        None => Text::new(format!("Có hiệu lực từ {from}"), format!("In force from {from}")),
    };
    text.get(lang).to_owned()
}
