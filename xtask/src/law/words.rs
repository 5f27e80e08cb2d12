//! `--words`: how often each word, check and reading of a law is used. A check used once is law hidden in Rust.

use std::collections::BTreeMap;

use anyhow::Result;
use hoso_core::law::Pack;
use serde_json::Value;

/// Prints the counts, those used once or never marked.
pub fn print(pack: &Pack) -> Result<()> {
    for (table, counts) in counts(pack)? {
        println!("{table}");
        for (word, count) in counts {
            let mark = match count {
                0 => "  never used",
                1 if table == "check" || table == "vocabulary" => "  used once",
                _ => "",
            };
            println!("  {count:4}  {word}{mark}");
        }
    }
    Ok(())
}

type Counts = BTreeMap<String, usize>;

fn counts(pack: &Pack) -> Result<Vec<(&'static str, Counts)>> {
    let value = serde_json::to_value(pack)?;
    let mut strings = Counts::new();
    let mut keys = Counts::new();
    for part in ["articles", "forms", "facts", "dossiers", "cautions"].iter().filter_map(|part| value.get(part)) {
        walk(part, &mut strings, &mut keys);
    }
    let used = |ids: Vec<&String>| -> Counts {
        ids.into_iter().map(|id| (id.clone(), strings.get(id).copied().unwrap_or_default())).collect()
    };
    let of_keys = |names: &[&str]| -> Counts {
        names.iter().map(|name| ((*name).to_owned(), keys.get(*name).copied().unwrap_or_default())).collect()
    };
    let words = &pack.words;
    Ok(vec![
        ("vocabulary", of_keys(&VOCABULARY)),
        ("check", of_keys(&CHECKS)),
        ("paper", used(words.paper.keys().collect())),
        ("recipient", used(words.recipient.keys().collect())),
        ("actor", used(words.actor.keys().collect())),
        ("event", used(words.event.keys().collect())),
        ("skip", used(words.skip.keys().collect())),
        ("reading", used(pack.readings.keys().collect())),
    ])
}

/// The named checks.
const CHECKS: [&str; 14] = [
    "same",
    "at-least",
    "in-order",
    "sum",
    "in-time",
    "at-least-one",
    "unique",
    "among",
    "row-count",
    "changed",
    "names-place",
    "differ",
    "on-day",
    "continues",
];

/// The words of an article file as they stand in the compiled pack.
const VOCABULARY: [&str; 20] = [
    "skip",
    "form",
    "fields-of",
    "papers",
    "any-of",
    "all-of",
    "kinds",
    "copies",
    "sets",
    "printed-from",
    "states",
    "list",
    "rows",
    "each",
    "when",
    "where",
    "checks",
    "reading",
    "steps",
    "in-force",
];

fn walk(value: &Value, strings: &mut Counts, keys: &mut Counts) {
    match value {
        Value::String(text) => *strings.entry(text.clone()).or_default() += 1,
        Value::Array(items) => items.iter().for_each(|item| walk(item, strings, keys)),
        Value::Object(fields) => {
            for (key, item) in fields {
                // A floor of rows is a number, the check of that name a table.
                if !(key == "at-least" && item.is_number()) {
                    *keys.entry(key.clone()).or_default() += 1;
                }
                walk(item, strings, keys);
            }
        }
        _ => {}
    }
}
