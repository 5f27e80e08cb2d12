//! `hoso issue`: forms that are issued to people, such as certificates and cards, each checked and written as a page to print.

pub mod asked;

use std::path::{Path, PathBuf};

use hoso_core::dossier::{Dossier, Unknown, Values, issued_known, issued_named};
use hoso_core::json::read;
use hoso_core::law::{Form, Pack};
use hoso_core::page::{Issued, issue};
use hoso_core::report::{Finding, Severity};
use hoso_core::say;
use hoso_core::text::{Lang, Text};

use asked::Issue;

use crate::answer::{Answer, Problem};
use crate::bundle::write::{free, write_whole};
use crate::packs::{self, Law};
use crate::{clock, input, whom};

/// Checks what is filled in for each person, and writes the pages; none of them while something is wrong with one.
///
/// # Errors
/// When there is no such form or field, or something cannot be read or written.
pub fn run(asked: &Issue, lang: Lang) -> Result<Answer, Problem> {
    let dossier = asked.dossier.as_ref().map(|path| whom::opened(path, &asked.packs)).transpose()?;
    let (law, dossier) = match dossier {
        Some((law, draft)) => (law, Some(draft.dossier)),
        None => (packs::of_issued(&asked.form, &asked.packs)?, None),
    };
    let people = People::read(&asked.values)?;
    let mut issued = Vec::new();
    for (at, values) in people.all.into_iter().enumerate() {
        let form = issued_named(&law.pack, &asked.form, &values);
        let form = form.map_err(|Unknown { said, .. }| wrong(said, people.is_list.then_some(at + 1)))?;
        let mut known = dossier.as_ref().map(|at| issued_known(&law.pack, form, at)).unwrap_or_default();
        known.extend(values);
        issued.push(issue(&law.pack, form, known, day(asked, dossier.as_ref(), &law.pack)));
    }
    let places = places(&asked.form, asked.out.as_deref(), people.is_list, issued.len());
    let is_fine = issued.iter().all(|one| one.page.is_some());
    if is_fine {
        write(&issued, &places, asked.force, lang)?;
    }
    if asked.json {
        return Answer::json(&issued, is_fine);
    }
    let mut out = String::new();
    for (at, one) in issued.iter().enumerate() {
        out.push_str(&told(&law, one, people.is_list.then_some(at + 1), places.get(at).filter(|_| is_fine), lang));
    }
    if !is_fine {
        let none = Text::new("Chưa ghi tệp nào.", "No file was written.");
        out.push_str(&format!("{}\n", none.get(lang)));
    }
    Ok(Answer::new(out, is_fine))
}

/// What is wrong, and in which of several.
fn wrong(said: Text, number: Option<usize>) -> Problem {
    match number {
        Some(number) => {
            Problem::new(format!("người thứ {number}: {}", said.vi), format!("person {number}: {}", said.en))
        }
        None => Problem::from(said),
    }
}

/// What is filled in: for one person, or for each of several.
struct People {
    all: Vec<Values>,
    is_list: bool,
}

impl People {
    fn read(path: &Path) -> Result<People, Problem> {
        let bytes = input::read(path)?;
        let is_list = bytes.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'[');
        let all = if is_list { read(&bytes) } else { read(&bytes).map(|one| vec![one]) };
        let path = path.display();
        let all: Vec<Values> = all.map_err(|error| {
            Problem::new(
                format!(
                    "{path}: phải là JSON, mỗi người một đối tượng {{ \"mục\": \"nội dung\" }}, hoặc danh sách các đối tượng đó: {error}"
                ),
                format!(
                    "{path}: must be JSON, an object {{ \"field\": \"text\" }} for each person, or a list of them: {error}"
                ),
            )
        })?;
        match all.is_empty() {
            false => Ok(People { all, is_list }),
            true => Err(Problem::new(format!("{path}: danh sách trống."), format!("{path}: the list is empty."))),
        }
    }
}

/// The day to judge for: the one asked for, else that of the dossier, else today where the law is in force today, else its first day.
fn day(asked: &Issue, dossier: Option<&Dossier>, pack: &Pack) -> hoso_core::day::Day {
    let today = || clock::today().filter(|today| pack.in_force.holds(*today));
    asked.on.or(dossier.map(|dossier| dossier.on)).or_else(today).unwrap_or(pack.in_force.from)
}

/// Where each page is written: for one person to the file named, for several into the folder named; nowhere where none is named.
fn places(form: &str, out: Option<&Path>, is_list: bool, count: usize) -> Vec<PathBuf> {
    match out {
        None => Vec::new(),
        Some(folder) if is_list => (1..=count).map(|at| folder.join(format!("{form}-{at}.html"))).collect(),
        Some(folder) if folder.is_dir() => vec![folder.join(format!("{form}.html"))],
        Some(file) => vec![file.to_owned()],
    }
}

fn write(issued: &[Issued], places: &[PathBuf], force: bool, lang: Lang) -> Result<(), Problem> {
    places.iter().try_for_each(|place| free(place, force))?;
    for (one, place) in issued.iter().zip(places) {
        if let Some(folder) = place.parent() {
            std::fs::create_dir_all(folder).map_err(|error| input::unwritable(folder, &error))?;
        }
        write_whole(place, one.page.as_deref().unwrap_or_default().as_bytes(), lang)?;
    }
    Ok(())
}

/// What is to be said of one: its number among several, what is wrong, where it was written.
fn told(law: &Law, one: &Issued, number: Option<usize>, place: Option<&PathBuf>, lang: Lang) -> String {
    let title = law.pack.form(&one.form).map_or_else(String::new, |form| titled(form, lang));
    let mut out = number.map_or_else(|| title.clone(), |number| format!("{number}. {title}"));
    out.push_str(&place.map_or_else(String::new, |place| format!(": {}", place.display())));
    out.push('\n');
    let nothing =
        Dossier::begun(String::new(), String::new(), String::new(), law.reference.clone(), law.pack.in_force.from);
    for finding in &one.findings {
        out.push_str(&found(&law.pack, &nothing, finding, lang));
    }
    out
}

fn titled(form: &Form, lang: Lang) -> String {
    let title = form.title.get(lang);
    form.number.as_ref().map_or_else(|| title.to_owned(), |number| format!("{number} {title}"))
}

fn found(pack: &Pack, dossier: &Dossier, finding: &Finding, lang: Lang) -> String {
    let mark = if finding.severity == Severity::Error { '✗' } else { '!' };
    let said = say::finding(pack, dossier, finding, lang);
    let lines = [said.what].into_iter().chain([said.basis]).chain(said.readings).chain(said.reckoning);
    format!("  {mark} {}\n", lines.collect::<Vec<_>>().join("\n    "))
}
