//! The law to judge by: packs given on the command line, then those that the program holds.

use std::path::{Path, PathBuf};

use hoso_core::law::{IndexEntry, Pack, PackIndex, PackRef, Use, held, load};
use hoso_core::text::Lang;

use crate::answer::Problem;
use crate::input;

/// A pack, and its version.
pub struct Law {
    /// The pack.
    pub pack: Pack,
    /// Its id and version.
    pub reference: PackRef,
}

/// The pack for a dossier: one given of the same id, else the held one of that very version, else the latest of that id.
/// That it is another version than the dossier names is for the report to say.
///
/// # Errors
/// When a file given is no pack, or no pack of that id is at hand.
pub fn of(asked: &PackRef, given: &[PathBuf]) -> Result<Law, Problem> {
    for path in given {
        let law = read(path)?;
        if law.reference.id == asked.id {
            return Ok(law);
        }
    }
    let index = index()?;
    let entry = index.packs.iter().find(|entry| entry.id == asked.id);
    let entry = entry.ok_or_else(|| unknown(&asked.id, &index))?;
    let file = index.file(&asked.id, &asked.version).or_else(|| index.file(&asked.id, &entry.latest));
    held_file(file.unwrap_or_default())
}

/// The latest held version of a law.
///
/// # Errors
/// When no pack of that id is held.
pub fn latest(id: &str) -> Result<Law, Problem> {
    of(&PackRef { id: id.to_owned(), version: String::new() }, &[])
}

/// The latest held law that knows a kind of dossier.
///
/// # Errors
/// When no law held knows it; says which kinds there are.
pub fn of_kind(kind: &str) -> Result<Law, Problem> {
    let index = index()?;
    let knows = |entry: &&IndexEntry| entry.dossiers.iter().any(|known| known.id == kind);
    if let Some(entry) = index.packs.iter().find(knows) {
        return latest(&entry.id);
    }
    let all = index.packs.iter().flat_map(|entry| &entry.dossiers).map(|known| known.id.as_str());
    let all = all.collect::<Vec<_>>().join(", ");
    Err(Problem::new(
        format!("không có tệp hay loại hồ sơ “{kind}”; các loại hồ sơ: {all}."),
        format!("there is no file and no dossier “{kind}”; the dossiers are: {all}."),
    ))
}

/// The law under which a form is issued: one given, else the latest held.
///
/// # Errors
/// When a file given is no pack, or under no law such a form is issued; says which forms are.
pub fn of_issued(form: &str, given: &[PathBuf]) -> Result<Law, Problem> {
    for path in given {
        let law = read(path)?;
        if law.pack.form(form).is_some_and(|form| form.used == Use::Issued) {
            return Ok(law);
        }
    }
    let index = index()?;
    if let Some(entry) = index.packs.iter().find(|entry| entry.issued.iter().any(|known| known.id == form)) {
        return latest(&entry.id);
    }
    let all = |lang: Lang| {
        let of_all = index.packs.iter().flat_map(|entry| &entry.issued);
        of_all.map(|form| format!("\n  {}: {}", form.id, form.title.get(lang))).collect::<String>()
    };
    Err(Problem::new(
        format!("không có giấy “{form}” cấp cho từng người; các giấy được cấp:{}", all(Lang::Vi)),
        format!("no form “{form}” is issued to people; those issued are:{}", all(Lang::En)),
    ))
}

/// The pack in a file.
///
/// # Errors
/// When the file cannot be read or is no pack that can be used.
pub fn read(path: &Path) -> Result<Law, Problem> {
    let loaded = load(&input::read(path)?);
    let path = path.display();
    let (pack, reference) = loaded.map_err(|error| {
        Problem::new(format!("{path}: không phải là dữ liệu pháp luật dùng được: {error}"), format!("{path}: {error}"))
    })?;
    Ok(Law { pack, reference })
}

/// The held pack of exactly that version, if there is one.
pub fn held_version(asked: &PackRef) -> Option<Pack> {
    let index = index().ok()?;
    held_file(index.file(&asked.id, &asked.version)?).ok().map(|law| law.pack)
}

/// The laws that the program holds.
///
/// # Errors
/// When the program was built with a broken index.
pub fn index() -> Result<PackIndex, Problem> {
    held::index().map_err(|error| broken(&error.to_string()))
}

fn held_file(name: &str) -> Result<Law, Problem> {
    let bytes = held::file(name).ok_or_else(|| broken(name))?;
    let (pack, reference) = load(bytes).map_err(|error| broken(&error.to_string()))?;
    Ok(Law { pack, reference })
}

fn unknown(id: &str, index: &PackIndex) -> Problem {
    let held: Vec<&str> = index.packs.iter().map(|entry| entry.id.as_str()).collect();
    let held = held.join(", ");
    Problem::new(
        format!("không có dữ liệu pháp luật “{id}”; chương trình mang sẵn: {held}. Dữ liệu của riêng bạn: --pack TỆP."),
        format!("no law data “{id}”; this program holds: {held}. For a pack of your own: --pack FILE."),
    )
}

fn broken(what: &str) -> Problem {
    Problem::new(
        format!("chương trình được dựng với dữ liệu pháp luật hỏng ({what}); hãy cài lại."),
        format!("this program was built with broken law data ({what}); install it again."),
    )
}
