//! `words.toml`: the names that the files of a law use, some of them from the words that the laws of its country share.

use serde::Deserialize;

use super::{CompileFault, Files, source};
use crate::law::{PlaceName, Recipient, Words};
use crate::map::Map;
use crate::text::{Text, folded};

/// The law's own words.
pub(super) const FILE: &str = "words.toml";
/// The words that laws share.
pub(super) const COMMON: &str = "../words.toml";

type Table = Map<String, Text>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawWords {
    #[serde(default)]
    common: Map<String, Vec<String>>,
    paper: Table,
    recipient: Map<String, Recipient>,
    #[serde(default)]
    place: Map<String, PlaceName>,
    actor: Table,
    #[serde(default)]
    signer: Table,
    event: Table,
    skip: Table,
}

/// Reads the words of a law, those under `[common]` from the file that laws share.
pub(super) fn read(files: &Files) -> Result<Words, Vec<CompileFault>> {
    let raw: RawWords = source::document(files, FILE)?;
    let RawWords { common, paper, recipient, place, actor, signer, event, skip } = raw;
    let mut words = Words { paper, recipient, place, actor, signer, event, skip };
    if let Some(fault) = taken_for_another(&words.place) {
        return Err(vec![fault]);
    }
    if common.is_empty() {
        return Ok(words);
    }
    let shared: Map<String, Table> = source::document(files, COMMON)?;
    let mut found = Vec::new();
    for (table, ids) in common {
        let own = match table.as_str() {
            "paper" => &mut words.paper,
            "actor" => &mut words.actor,
            "event" => &mut words.event,
            "skip" => &mut words.skip,
            _ => {
                found.push(CompileFault::new(
                    FILE,
                    format!("common.{table}"),
                    "is no table of words that can be shared",
                ));
                continue;
            }
        };
        for id in ids {
            let place = format!("common.{table}.{id}");
            match shared.get(&table).and_then(|table| table.get(&id)) {
                None => found.push(CompileFault::new(FILE, place, format!("is not in `{COMMON}`"))),
                Some(text) => {
                    if own.insert(id, text.clone()).is_some() {
                        found.push(CompileFault::new(FILE, place, "is a word of the law's own as well"));
                    }
                }
            }
        }
    }
    if found.is_empty() { Ok(words) } else { Err(found) }
}

/// A place is known by the name that what is typed ends in, so no name may end in another place's.
fn taken_for_another(places: &Map<String, PlaceName>) -> Option<CompileFault> {
    let ends = |one: &PlaceName, other: &PlaceName| {
        one.all().any(|name| other.all().any(|end| folded(name).ends_with(&folded(end))))
    };
    let of = |(id, one): (&String, &PlaceName)| {
        let taken = places.iter().find(|(other, place)| *other != id && ends(one, place));
        let what = |(other, _): (&String, _)| format!("a name of it ends in a name of place.{other}");
        taken.map(|taken| CompileFault::new(FILE, format!("place.{id}"), what(taken)))
    };
    places.iter().find_map(of)
}
