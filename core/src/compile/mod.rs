//! The compiler of law files: TOML, an outline and readings in; a [`Pack`] out, or everything that is wrong with them.
//!
//! It refuses what a reader of the law would stumble over: an unknown key, a unit that the outline has and the article file has
//! not or the other way round, a text in one language only, a reference to nothing, a duplicate, an unknown named check, dates
//! that overlap. For `cargo xtask law` alone: no program that checks dossiers holds it.

mod article;
mod calendar;
mod fault;
mod form;
mod head;
mod lunar;
mod outline;
mod paper;
mod print;
mod readings;
mod source;
mod step;
mod subject;
mod words;

use std::collections::BTreeMap;

use crate::law::{Article, Pack, faults};

pub use calendar::calendar;
pub use fault::CompileFault;
pub use lunar::{hung_kings, lunar_new_year};
pub use outline::Outline;
pub use print::outline_of;
pub use subject::subjects;

/// The files of one law: name within its folder (`art-02.toml`, `form/m-01.toml`) to text, under `../words.toml` the words that the
/// laws of its country share, and under `../calendar.toml` its days off.
pub type Files = BTreeMap<String, String>;

/// The layout of a compiled pack.
const FORMAT: u32 = 1;

/// Compiles the files of one law.
///
/// # Errors
/// Everything that is wrong, in the order of the files, each with file and unit.
pub fn pack(files: &Files) -> Result<Pack, Vec<CompileFault>> {
    let mut found = Vec::new();
    let head = note(head::read(files), &mut found);
    let words = note(words::read(files), &mut found);
    let readings = note(readings::read(files), &mut found);
    let outline = note(outline::read(files), &mut found);
    let forms = note(form::read_all(files), &mut found);
    let articles = note(article::read_all(files), &mut found);
    let calendar = files.get(calendar::SHARED).and_then(|text| note(calendar(text), &mut found));
    for name in files.keys().filter(|name| !known(name)) {
        found.push(CompileFault::new(
            name,
            "",
            "no file of a law; see `core/law/README.md` for the files that a law has",
        ));
    }
    let (Some(head), Some(words), Some(readings), Some(outline), Some((facts, forms)), Some(encoded)) =
        (head, words, readings, outline, forms, articles)
    else {
        return Err(found);
    };
    found.extend(outline.against(&encoded, &head.later));
    let mut articles: Vec<Article> = encoded.into_iter().chain(head.later).collect();
    articles.sort_by_key(|article| article.number);
    let pack = Pack {
        format: FORMAT,
        id: head.id,
        number: head.number,
        name: head.name,
        title: head.title,
        issuer: head.issuer,
        in_force: head.in_force,
        in_force_cite: head.in_force_cite,
        replaced_by: head.replaced_by,
        read_by: head.read_by,
        partial: head.partial,
        cautions: head.cautions,
        words,
        facts,
        articles,
        forms,
        dossiers: head.dossiers,
        questions: head.questions,
        acts: head.acts,
        readings,
        calendar: calendar.map(|calendar| calendar::around(calendar, head.in_force)),
    };
    found.extend(faults(&pack).into_iter().map(|fault| CompileFault::of(&pack, fault)));
    if found.is_empty() { Ok(pack) } else { Err(found) }
}

fn known(name: &str) -> bool {
    let shared = [words::COMMON, form::SHARED, calendar::SHARED].contains(&name);
    let own = ["pack.toml", "outline.txt", words::FILE, "readings.md"].contains(&name);
    shared || own || article::number_of(name).is_some() || form::id_of(name).is_some()
}

fn note<T>(read: Result<T, Vec<CompileFault>>, found: &mut Vec<CompileFault>) -> Option<T> {
    read.map_err(|faults| found.extend(faults)).ok()
}
