//! `readings.md`: one heading `## R-01` a reading, its title and what is applied in both languages, then the discussion in prose.

use super::{CompileFault, Files, source};
use crate::law::Reading;
use crate::map::Map;
use crate::text::Text;

const FILE: &str = "readings.md";

/// The lines that every reading begins with, in this order.
const LINES: [&str; 4] = ["- vi: ", "- en: ", "- applied vi: ", "- applied en: "];

/// The readings by id. The discussion stays in the file.
pub(super) fn read(files: &Files) -> Result<Map<String, Reading>, Vec<CompileFault>> {
    let mut found = Vec::new();
    let mut readings = Map::new();
    for section in source::text(files, FILE)?.split("\n## ").skip(1) {
        let mut lines = section.lines();
        let id = lines.next().unwrap_or_default().trim().to_owned();
        let mut lines = lines.filter(|line| !line.trim().is_empty());
        let parts: Vec<&str> = LINES.iter().map_while(|head| lines.next()?.strip_prefix(head)).map(str::trim).collect();
        let [vi, en, applied_vi, applied_en] = parts.as_slice() else {
            let missing = LINES.get(parts.len()).copied().unwrap_or_default().trim();
            found.push(CompileFault::new(FILE, &id, format!("the line `{missing} …` is missing")));
            continue;
        };
        let reading = Reading { title: Text::new(*vi, *en), applied: Text::new(*applied_vi, *applied_en) };
        if lines.next().is_none() {
            found.push(CompileFault::new(FILE, &id, "the discussion is missing: both sides, the one applied, and why"));
        }
        if readings.insert(id.clone(), reading).is_some() {
            found.push(CompileFault::new(FILE, &id, "stands twice"));
        }
    }
    if found.is_empty() { Ok(readings) } else { Err(found) }
}
