//! What is not as it was in the dossier of an earlier bundle, line by line, each with a sentence in both languages. Unlike a report, a
//! difference holds what the filer typed: it is made for those who hold both bundles, and stored nowhere.

use serde::Serialize;

use super::MAX_PARTS;
use crate::dossier::{Changed, Dossier, FileRef, Paper, Values, changes_of_one};
use crate::form::show;
use crate::law::{Field, Pack};
use crate::report::{Place, Slot};
use crate::say;
use crate::text::{Lang, Text};

/// How much of a digest names a file in a sentence, in hexadecimal digits; the whole one stands beside it.
const SHORT: usize = 12;

/// One thing that is not as it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Difference {
    /// What sort of thing it is.
    pub kind: DifferenceKind,
    /// Where: in this dossier, or for what is gone in the earlier one. Of a row that came or is gone, its list.
    pub place: Place,
    /// What was there: a value as typed, the name of a row, the SHA-256 of a paper's file; absent where nothing was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// What is there now, likewise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// One sentence in Vietnamese.
    pub vi: String,
    /// The same in English.
    pub en: String,
}

/// What sort of thing is not as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum DifferenceKind {
    /// The procedure that it is for.
    Procedure,
    /// Whom it is addressed to.
    Recipient,
    /// The day of filing.
    Day,
    /// The pack that it was drawn up under.
    Law,
    /// The answer to a deciding question.
    Answer,
    /// A field of a form or of a row.
    Field,
    /// A row of a list, which came or is gone.
    Row,
    /// A paper, which came, is gone, or is another file now.
    Paper,
    /// What is declared of a paper: its kind, copies or sets.
    Declared,
}

/// Something before or after: as data, and as it is said.
struct Side {
    data: String,
    said: Text,
}

impl Side {
    /// As it is said, or else as it is.
    fn known(data: &str, said: Option<Text>) -> Side {
        Side { said: said.unwrap_or_else(|| Text::new(data, data)), data: data.to_owned() }
    }
}

/// What is not as it was in `earlier`, in the order of a dossier. Of dossiers of one procedure all is compared that is asked now; of two
/// procedures what both ask.
pub(super) fn differences(pack: &Pack, earlier: &Dossier, dossier: &Dossier) -> Vec<Difference> {
    let mut found = heads(pack, earlier, dossier);
    let (mut before, mut now) = (earlier.clone(), dossier.clone());
    if before.procedure == now.procedure {
        fill(pack, &mut before);
        fill(pack, &mut now);
    }
    for change in changes_of_one(pack, &before, &now) {
        found.push(of_change(pack, earlier, dossier, change));
    }
    for slot in dossier.papers.keys() {
        in_slot(pack, (earlier, dossier), slot, &mut found);
    }
    for slot in earlier.papers.keys() {
        if !dossier.papers.contains_key(slot) {
            in_slot(pack, (earlier, dossier), slot, &mut found);
        }
    }
    found
}

/// Procedure, recipient, day and law.
fn heads(pack: &Pack, earlier: &Dossier, dossier: &Dossier) -> Vec<Difference> {
    let kind = |of: &Dossier| Side::known(&of.procedure, pack.dossier(&of.procedure).map(|kind| kind.title.clone()));
    let recipient = |of: &Dossier| Side::known(&of.recipient, pack.words.recipient(&of.recipient));
    let day = |of: &Dossier| Side::known(&of.on.to_string(), Some(Text::new(of.on.vn(), of.on.vn())));
    let law = |of: &Dossier| Side::known(&format!("{} {}", of.pack.id, of.pack.version), None);
    let mut found = Vec::new();
    let mut put = |kind, vi: &str, en: &str, side: &dyn Fn(&Dossier) -> Side| {
        let (before, after) = (side(earlier), side(dossier));
        if before.data != after.data {
            found.push(line(kind, Place::Dossier, &Text::new(vi, en), Some(before), Some(after)));
        }
    };
    put(DifferenceKind::Procedure, "Loại hồ sơ", "Kind of dossier", &kind);
    put(DifferenceKind::Recipient, "Nơi nhận", "Recipient", &recipient);
    put(DifferenceKind::Day, "Ngày nộp", "Day of filing", &day);
    put(DifferenceKind::Law, "Dữ liệu pháp luật", "Law data", &law);
    found
}

/// Gives every field, row and list of the pack that a dossier leaves out the empty text, so that what is in one of two dossiers alone is
/// compared with nothing.
fn fill(pack: &Pack, dossier: &mut Dossier) {
    let absent = |values: &mut Values, field: &Field| {
        if !values.contains_key(&field.id) {
            values.insert(field.id.clone(), String::new());
        }
    };
    pack.facts.fields().for_each(|field| absent(&mut dossier.facts, field));
    for form in &pack.forms {
        if form.list {
            let mut list = dossier.lists.remove(&form.id).unwrap_or_default();
            list.rows.iter_mut().for_each(|row| form.fields().for_each(|field| absent(&mut row.values, field)));
            dossier.lists.insert(form.id.clone(), list);
        } else {
            let mut values = dossier.forms.remove(&form.id).unwrap_or_default();
            form.fields().for_each(|field| absent(&mut values, field));
            dossier.forms.insert(form.id.clone(), values);
        }
    }
}

fn of_change(pack: &Pack, earlier: &Dossier, dossier: &Dossier, change: Changed) -> Difference {
    let in_list = |list: &str| Place::List { list: list.to_owned() };
    match change {
        Changed::Field { place, before, after } => {
            let (kind, form, field) = match &place {
                Place::Fact { fact } => (DifferenceKind::Answer, None, pack.facts.field(fact)),
                Place::Field { form, field } => {
                    let form = pack.form(form);
                    (DifferenceKind::Field, form, form.and_then(|form| form.field(field)))
                }
                Place::Row { list, field, .. } => {
                    (DifferenceKind::Field, None, pack.form(list).and_then(|form| form.field(field)))
                }
                _ => (DifferenceKind::Field, None, None),
            };
            let label = |lang| {
                let label = say::place(pack, dossier, &place, lang);
                form.map_or_else(|| label.clone(), |form| format!("{} – {label}", form.title.get(lang)))
            };
            let what = in_both(&label);
            let side = |typed: String| {
                let shown = |lang| field.map_or_else(|| typed.clone(), |field| show(&field.kind, &typed, lang));
                (!typed.is_empty()).then(|| Side { said: in_both(&shown), data: typed.clone() })
            };
            let (before, after) = (side(before), side(after));
            line(kind, place, &what, before, after)
        }
        Changed::Came { list, row } => {
            let (what, side) = (title(pack, &list), named(pack, dossier, &list, &row));
            line(DifferenceKind::Row, in_list(&list), &what, None, Some(side))
        }
        Changed::Gone { list, row } => {
            let (what, side) = (title(pack, &list), named(pack, earlier, &list, &row));
            line(DifferenceKind::Row, in_list(&list), &what, Some(side), None)
        }
    }
}

fn title(pack: &Pack, list: &str) -> Text {
    pack.form(list).map_or_else(|| Text::new(list, list), |form| form.title.clone())
}

/// A row by its first value, and by its number where it has none.
fn named(pack: &Pack, dossier: &Dossier, list: &str, row: &str) -> Side {
    let rows = dossier.lists.get(list).map_or(&[][..], |list| list.rows.as_slice());
    let number = rows.iter().position(|at| at.id == row).map_or(0, |at| at + 1);
    let first = pack.form(list).and_then(|form| form.fields().next());
    let typed = first.and_then(|field| {
        let typed = rows.iter().find(|at| at.id == row)?.values.get(&field.id)?;
        (!typed.is_empty()).then_some((field, typed))
    });
    match typed {
        Some((field, typed)) => Side { data: typed.clone(), said: in_both(&|lang| show(&field.kind, typed, lang)) },
        None => Side { data: row.to_owned(), said: Text::new(format!("mục {number}"), format!("entry {number}")) },
    }
}

/// The papers of a slot, told apart by the digests of their files.
fn in_slot(pack: &Pack, (earlier, dossier): (&Dossier, &Dossier), slot: &Slot, found: &mut Vec<Difference>) {
    let of = |dossier: &Dossier| dossier.papers.get(slot).cloned().unwrap_or_default();
    let mut before: Vec<Paper> = of(earlier);
    let papers = of(dossier);
    let mut others = Vec::new();
    let what = |of: &Dossier| in_both(&|lang| say::paper(pack, of, slot, lang));
    let at = |index| Place::Paper { slot: slot.clone(), index };
    // More than a bundle can hold files are not told apart one by one.
    if before.len().max(papers.len()) > MAX_PARTS {
        if before != papers {
            found.push(line(DifferenceKind::Paper, at(0), &what(dossier), None, None));
        }
        return;
    }
    for (index, paper) in papers.into_iter().enumerate() {
        match before.iter().position(|earlier| digest(earlier) == digest(&paper)) {
            Some(same) => {
                let (was, is) = (declared(&before.swap_remove(same)), declared(&paper));
                if was.data != is.data {
                    found.push(line(DifferenceKind::Declared, at(index), &what(dossier), Some(was), Some(is)));
                }
            }
            None => others.push((index, paper)),
        }
    }
    let mut before = before.into_iter();
    for (index, paper) in others {
        let was = before.next();
        found.push(line(DifferenceKind::Paper, at(index), &what(dossier), was.as_ref().map(file), Some(file(&paper))));
    }
    for (index, paper) in before.enumerate() {
        found.push(line(DifferenceKind::Paper, at(index), &what(earlier), Some(file(&paper)), None));
    }
}

fn digest(paper: &Paper) -> Option<&String> {
    paper.file.as_ref().and_then(|file| file.sha256.as_ref())
}

fn file(paper: &Paper) -> Side {
    let Some(FileRef { name, sha256, .. }) = &paper.file else {
        return Side { data: String::new(), said: Text::new("không có bản quét", "without a scan") };
    };
    let sha256 = sha256.as_deref().unwrap_or_default();
    let said = format!("{name}, SHA-256 {}…", sha256.get(..SHORT).unwrap_or(sha256));
    Side { data: sha256.to_owned(), said: Text::new(&said, &said) }
}

/// What is declared of a paper, kind, copies and sets.
fn declared(paper: &Paper) -> Side {
    let kind = paper.kind.map(|kind| kind.label());
    let (copies, sets) = (&paper.copies, &paper.sets);
    let said = |lang| {
        let (of_copies, of_sets) = match lang {
            Lang::Vi => ("số bản", "số bộ"),
            Lang::En => ("copies", "sets"),
        };
        let kind = kind.as_ref().map_or("–", |kind| kind.get(lang));
        format!("{kind}, {of_copies}: {copies}, {of_sets}: {sets}")
    };
    let said = in_both(&said);
    Side { data: said.en.clone(), said }
}

fn in_both(text: &dyn Fn(Lang) -> String) -> Text {
    Text::new(text(Lang::Vi), text(Lang::En))
}

fn line(kind: DifferenceKind, place: Place, what: &Text, before: Option<Side>, after: Option<Side>) -> Difference {
    let Text { vi, en } = what;
    let (vi, en) = match (&before, &after) {
        (Some(Side { said: was, .. }), Some(Side { said: is, .. })) => (
            format!("{vi}: trước là “{}”, nay là “{}”.", was.vi, is.vi),
            format!("{en}: was “{}”, is now “{}”.", was.en, is.en),
        ),
        (None, Some(Side { said: is, .. })) => {
            (format!("{vi}: nay có “{}”, trước không có.", is.vi), format!("{en}: now “{}”, not there before.", is.en))
        }
        (Some(Side { said: was, .. }), None) => (
            format!("{vi}: trước có “{}”, nay không còn.", was.vi),
            format!("{en}: was “{}”, no longer there.", was.en),
        ),
        (None, None) => (format!("{vi}: đã thay đổi."), format!("{en}: changed.")),
    };
    let data = |side: Option<Side>| side.map(|side| side.data);
    Difference { kind, place, before: data(before), after: data(after), vi, en }
}
