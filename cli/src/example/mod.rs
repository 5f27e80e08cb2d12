//! `hoso example`: a whole dossier with real files, to try things on.

mod dots;
mod jpeg;
mod pdf;
mod png;

use std::fs;
use std::path::Path;

use hoso_core::dossier::{Dossier, FileRef};
use hoso_core::draft;
use hoso_core::json::sha256_hex;
use hoso_core::text::{Lang, Text};

use crate::answer::{Answer, Problem};
use crate::args::Example;
use crate::{input, packs};

/// Kind of dossier, and the example of it that stands beside its law: written by `cargo xtask law`.
const HELD: &[(&str, &[u8])] = include!("held.in");

/// Writes the example.
///
/// # Errors
/// When the folder cannot be written to, or holds one of the files already.
pub fn run(asked: &Example, lang: Lang) -> Result<Answer, Problem> {
    let mut dossier = example(&asked.which)?;
    let mut files = Vec::new();
    for file in dossier.papers.values_mut().flatten().filter_map(|paper| paper.file.as_mut()) {
        files.push((file.name.clone(), scan(file)));
    }
    let text =
        serde_json::to_vec_pretty(&dossier).map_err(|error| Problem::new(error.to_string(), error.to_string()))?;
    files.push(("dossier.json".to_owned(), text));
    write(&asked.out, &files, asked.force)?;
    let (out, count) = (asked.out.display(), files.len() - 1);
    let done = Text::new(
        format!("Đã ghi {out}/dossier.json và {count} tệp. Thử: hoso check {out}/dossier.json --final"),
        format!("Wrote {out}/dossier.json and {count} files. Try: hoso check {out}/dossier.json --final"),
    );
    Ok(Answer::new(format!("{}\n", done.get(lang)), true))
}

/// The example of a kind of dossier, under the latest version of its law that this program holds.
fn example(kind: &str) -> Result<Dossier, Problem> {
    let law = packs::of_kind(kind)?;
    let bytes = HELD.iter().find(|(known, _)| *known == kind).map_or(&[][..], |(_, bytes)| bytes);
    let dossier = draft::open(bytes).map_err(|error| error.say())?.dossier;
    Ok(Dossier { pack: law.reference, ..dossier })
}

/// A small file that says of itself what it is, and its description in the dossier.
fn scan(file: &mut FileRef) -> Vec<u8> {
    let title = file.name.rsplit_once('.').map_or(file.name.as_str(), |(title, _)| title);
    let lines = ["VI DU - EXAMPLE", title, "HOSO"];
    let bytes = match file.media_type.as_str() {
        "image/jpeg" => jpeg::of(&dots::of(&lines)),
        "image/png" => png::of(&dots::of(&lines)),
        _ => pdf::of(&lines),
    };
    (file.size, file.sha256) = (bytes.len() as u64, Some(sha256_hex(&bytes)));
    bytes
}

fn write(folder: &Path, files: &[(String, Vec<u8>)], force: bool) -> Result<(), Problem> {
    fs::create_dir_all(folder).map_err(|error| input::unwritable(folder, &error))?;
    let there = files.iter().map(|(name, _)| folder.join(name)).find(|path| path.exists());
    if let Some(path) = there.filter(|_| !force) {
        let path = path.display();
        return Err(Problem::new(
            format!("{path} đã có; thêm --force để ghi đè, hoặc chọn thư mục khác."),
            format!("{path} is there already; add --force to replace it, or choose another folder."),
        ));
    }
    for (name, bytes) in files {
        let path = folder.join(name);
        fs::write(&path, bytes).map_err(|error| input::unwritable(&path, &error))?;
    }
    Ok(())
}
