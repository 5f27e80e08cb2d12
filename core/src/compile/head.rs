//! `pack.toml`: what the law is, its dates, the dossiers that it knows, and the articles not encoded yet.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::{CompileFault, Files, source};
use crate::cite::Cite;
use crate::day::{Day, Span};
use crate::law::{Act, Article, Caution, Condition, DossierKind, Ground, Ref, Replacement};
use crate::text::Text;

/// What `pack.toml` says.
pub(super) struct Head {
    pub(super) id: String,
    pub(super) number: String,
    pub(super) name: Text,
    pub(super) title: Text,
    pub(super) issuer: Text,
    pub(super) in_force: Span,
    pub(super) in_force_cite: Cite,
    pub(super) replaced_by: Option<Replacement>,
    pub(super) read_by: Text,
    pub(super) partial: bool,
    pub(super) cautions: Vec<Caution>,
    pub(super) questions: Vec<String>,
    pub(super) acts: Vec<Act>,
    pub(super) dossiers: Vec<DossierKind>,
    pub(super) later: Vec<Article>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct RawHead {
    id: String,
    number: String,
    name: Text,
    title: Text,
    issuer: Text,
    in_force: RawForce,
    replaced_by: Option<RawNext>,
    read_by: Text,
    #[serde(default)]
    partial: bool,
    #[serde(default)]
    caution: Vec<RawCaution>,
    #[serde(default)]
    questions: Vec<String>,
    #[serde(default)]
    act: toml::Table,
    #[serde(default)]
    dossier: toml::Table,
    #[serde(default)]
    article: BTreeMap<String, RawArticle>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct RawForce {
    from: Day,
    until: Option<Day>,
    cite: Cite,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct RawNext {
    vi: String,
    en: String,
    from: Day,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct RawCaution {
    from: Day,
    until: Option<Day>,
    reading: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct RawDossier {
    vi: String,
    en: String,
    #[serde(deserialize_with = "source::one_or_many")]
    holds: Vec<Cite>,
    #[serde(deserialize_with = "source::one_or_many")]
    procedure: Vec<Cite>,
    recipients: Vec<String>,
    one_place: Option<Cite>,
    to_all: Option<Cite>,
    facts: Vec<String>,
    filed: Vec<String>,
    confirmed: Option<String>,
    supplement: Option<String>,
    #[serde(default)]
    builds_on: Vec<String>,
    earlier: Option<RawGround>,
    soft_copy: Option<RawGround>,
    filer_code: Option<Ref>,
    filer_name: Ref,
}

/// A unit by its number, or with a reading.
#[derive(Deserialize)]
#[serde(untagged)]
enum RawGround {
    Unit(Cite),
    Read(Ground),
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct RawAct {
    vi: String,
    en: String,
    cite: Cite,
    reading: Option<String>,
    when: Condition,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct RawArticle {
    vi: String,
    en: String,
    encoded: bool,
}

const FILE: &str = "pack.toml";

/// Reads `pack.toml`.
pub(super) fn read(files: &Files) -> Result<Head, Vec<CompileFault>> {
    let raw: RawHead = source::document(files, FILE)?;
    let mut found = Vec::new();
    let mut later = Vec::new();
    for (key, article) in raw.article {
        let place = format!("article {key}");
        match key.parse() {
            Ok(_) if article.encoded => {
                found.push(CompileFault::new(FILE, place, "an encoded article has a file of its own"))
            }
            Ok(number) => later.push(Article {
                number,
                label: Text::new(article.vi, article.en),
                encoded: false,
                units: Vec::new(),
            }),
            Err(_) => found.push(CompileFault::new(FILE, place, "is no number of an article")),
        }
    }
    if raw.partial == later.is_empty() {
        let what = "`partial = true` is said where articles are listed as not encoded, and nowhere else";
        found.push(CompileFault::new(FILE, "", what));
    }
    // In the order of the file, which is the one in which they are offered.
    let dossiers = lowered(raw.dossier, "dossier", lower_dossier, &mut found);
    let acts = lowered(raw.act, "act", lower_act, &mut found);
    if !found.is_empty() {
        return Err(found);
    }
    Ok(Head {
        id: raw.id,
        number: raw.number,
        name: raw.name,
        title: raw.title,
        issuer: raw.issuer,
        in_force: Span { from: raw.in_force.from, until: raw.in_force.until },
        in_force_cite: raw.in_force.cite,
        replaced_by: raw.replaced_by.map(|next| Replacement { name: Text::new(next.vi, next.en), from: next.from }),
        read_by: raw.read_by,
        partial: raw.partial,
        cautions: raw.caution.into_iter().map(lower_caution).collect(),
        questions: raw.questions,
        acts,
        dossiers,
        later,
    })
}

fn lower_caution(raw: RawCaution) -> Caution {
    Caution { span: Span { from: raw.from, until: raw.until }, reading: raw.reading }
}

/// The tables of a table, each by its own name.
fn lowered<R: DeserializeOwned, T>(
    tables: toml::Table,
    what: &str,
    lower: fn(String, R) -> T,
    found: &mut Vec<CompileFault>,
) -> Vec<T> {
    let read = tables.into_iter().map(|(id, table)| {
        let raw = source::table(table, FILE, &format!("{what} {id}"))?;
        Ok(lower(id, raw))
    });
    read.filter_map(|one: Result<T, CompileFault>| one.map_err(|fault| found.push(fault)).ok()).collect()
}

fn lower_act(id: String, raw: RawAct) -> Act {
    Act { id, label: Text::new(raw.vi, raw.en), cite: raw.cite, reading: raw.reading, when: raw.when }
}

fn lower_ground(raw: RawGround) -> Ground {
    match raw {
        RawGround::Unit(cite) => Ground { cite, reading: None },
        RawGround::Read(ground) => ground,
    }
}

fn lower_dossier(id: String, raw: RawDossier) -> DossierKind {
    DossierKind {
        id,
        title: Text::new(raw.vi, raw.en),
        holds: raw.holds,
        procedure: raw.procedure,
        recipients: raw.recipients,
        one_place: raw.one_place,
        to_all: raw.to_all,
        facts: raw.facts,
        filed: raw.filed,
        confirmed: raw.confirmed,
        supplement: raw.supplement,
        builds_on: raw.builds_on,
        earlier: raw.earlier.map(lower_ground),
        soft_copy: raw.soft_copy.map(lower_ground),
        filer_code: raw.filer_code,
        filer_name: raw.filer_name,
    }
}
