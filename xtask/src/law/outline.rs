//! `--outline TEXT`: from a print of the law to the numbers of its units.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow};
use hoso_core::compile::outline_of;

use super::files::LawFiles;

/// Draws the outline and writes it beside the law.
pub fn write(law: &LawFiles, text: &Path) -> Result<()> {
    let source = fs::read_to_string(text).with_context(|| text.display().to_string())?;
    let outline = outline_of(&source).map_err(|what| anyhow!("{}: {what}", text.display()))?;
    let to = law.folder.join("outline.txt");
    fs::write(&to, outline.to_string()).with_context(|| to.display().to_string())?;
    let [articles, clauses, points, dashes, paragraphs] = outline.counts();
    println!(
        "outline: {articles} articles, {clauses} clauses, {points} points, {dashes} dashes, {paragraphs} unnumbered paragraphs"
    );
    Ok(())
}
