//! `subjects.toml`: what dossiers are filed about, and every law on it that is known, encoded or not.

use serde::Deserialize;

use super::{CompileFault, Files, source};
use crate::day::{Day, Span};
use crate::law::{KnownLaw, Pack, Subject};
use crate::text::Text;

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct RawSubject {
    vi: String,
    en: String,
    law: Vec<RawLaw>,
}

/// A law by its pack, which says the rest, or by name and days.
#[derive(Deserialize)]
#[serde(untagged, deny_unknown_fields)]
enum RawLaw {
    Held { pack: String },
    Known { vi: String, en: String, from: Day, until: Option<Day>, source: String },
}

const FILE: &str = "subjects.toml";

/// Compiles the subjects of a country.
///
/// # Errors
/// Everything that is wrong: a pack unknown, on no subject or on two; days that overlap or run backwards; a source left out.
pub fn subjects(text: &str, packs: &[Pack]) -> Result<Vec<Subject>, Vec<CompileFault>> {
    let files = Files::from([(FILE.to_owned(), text.to_owned())]);
    let mut found = Vec::new();
    let mut subjects = Vec::new();
    for (id, table) in source::tables(&files, FILE)? {
        match source::table::<RawSubject>(table, FILE, &id) {
            Ok(raw) => subjects.push(lower(id, raw, packs, &mut found)),
            Err(fault) => found.push(fault),
        }
    }
    for pack in packs {
        let laws = subjects.iter().flat_map(|subject: &Subject| &subject.laws);
        let times = laws.filter(|law| law.pack.as_ref() == Some(&pack.id)).count();
        if times != 1 {
            found.push(CompileFault::new(FILE, &pack.id, format!("stands under {times} subjects; it must under one")));
        }
    }
    if found.is_empty() { Ok(subjects) } else { Err(found) }
}

fn lower(id: String, raw: RawSubject, packs: &[Pack], found: &mut Vec<CompileFault>) -> Subject {
    let mut laws: Vec<KnownLaw> = Vec::new();
    for law in raw.law {
        let law = match law {
            RawLaw::Held { pack } => match packs.iter().find(|held| held.id == pack) {
                Some(held) => KnownLaw { name: held.name.clone(), span: held.in_force, pack: Some(pack) },
                None => {
                    found.push(CompileFault::new(FILE, &id, format!("there is no pack `{pack}`")));
                    continue;
                }
            },
            RawLaw::Known { vi, en, from, until, source } => {
                if source.is_empty() {
                    found.push(CompileFault::new(FILE, &id, format!("`{vi}` has no source")));
                }
                KnownLaw { name: Text::new(vi, en), span: Span { from, until }, pack: None }
            }
        };
        let backwards = law.span.until.is_some_and(|until| until < law.span.from);
        let overlaps = laws.last().is_some_and(|last| last.span.until.is_none_or(|until| until >= law.span.from));
        if backwards || overlaps {
            found.push(CompileFault::new(FILE, &id, format!("the days of `{}` overlap or run backwards", law.name.vi)));
        }
        laws.push(law);
    }
    Subject { id, title: Text::new(raw.vi, raw.en), laws }
}
