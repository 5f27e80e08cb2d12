//! One place of a dossier, named by a path, and putting a value there. What undoes it comes back.
//!
//! `facts/<question>`, `forms/<form>/<field>`, `lists/<list>/<row>/<field>`: a text, or nothing.
//! `lists/<list>/<row>`: a row as JSON (`{ "values": {}, "at": 0 }`, `at` its place in the list), or nothing.
//! `papers/<slot>`: the papers in a slot as JSON, or nothing. `papers/<slot>/<index>/kind|copies|sets|file`: what is said of one.
//! `closed/<list>`, `closed`: `true` or nothing. `on`, `recipient`: a text.

use super::{Dossier, FileRef, Paper, Row, Touched, Unknown, Values};
use crate::json::{At, Fields, Shape, parse};
use crate::law::PaperKind;
use crate::report::Slot;

/// What undoes a change.
pub enum Undo {
    /// Putting this at the same path.
    Put(Option<String>),
    /// The dossier as it was: for what adds or takes away a form, row or paper, which is rare.
    Whole(Box<Dossier>),
}

/// A row as it crosses, with its place in the list.
struct RowAt {
    values: Values,
    at: Option<u32>,
}

impl Shape for RowAt {
    fn read(at: &At) -> RowAt {
        let mut fields = Fields::of(at, &["values", "at"], 0);
        RowAt { values: fields.take(), at: fields.take() }
    }
}

/// Puts a value at a path; nothing takes away what is there.
///
/// # Errors
/// When the path names no place, or the value is of no shape that the place takes. Then nothing has changed.
pub fn put(dossier: &mut Dossier, path: &str, value: Option<String>) -> Result<Undo, Unknown> {
    match path.split_once('/') {
        Some(("facts", fact)) => Ok(text(&mut dossier.facts, fact, value)),
        Some(("forms", rest)) => {
            let (form, field) = rest.split_once('/').ok_or_else(|| no_place(path))?;
            if let Some(values) = dossier.forms.get_mut(form) {
                return Ok(text(values, field, value));
            }
            let before = whole(dossier);
            text(dossier.forms.entry(form.to_owned()).or_default(), field, value);
            Ok(before)
        }
        Some(("lists", rest)) => in_list(dossier, path, rest, value),
        Some(("papers", rest)) => in_papers(dossier, path, rest, value),
        Some(("closed", list)) => {
            if let Some(list) = dossier.lists.get_mut(list) {
                return Ok(flag(&mut list.closed, value));
            }
            let before = whole(dossier);
            flag(&mut dossier.lists.entry(list.to_owned()).or_default().closed, value);
            Ok(before)
        }
        None if path == "closed" => Ok(flag(&mut dossier.closed, value)),
        None if path == "on" => {
            let on = value.as_ref().and_then(|on| on.parse().ok()).ok_or_else(|| no_value(path))?;
            Ok(Undo::Put(Some(std::mem::replace(&mut dossier.on, on).to_string())))
        }
        None if path == "recipient" => Ok(replaced(&mut dossier.recipient, value)),
        _ => Err(no_place(path)),
    }
}

/// What a change at a path changes, for judging it.
pub fn touched(path: &str) -> Touched<'_> {
    let mut parts = path.splitn(4, '/');
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some("facts"), Some(fact), None, None) => Touched::Fact(fact),
        (Some("forms"), Some(form), Some(field), None) => Touched::Field(form, field),
        (Some("lists"), Some(list), Some(row), Some(field)) => Touched::Cell(list, row, field),
        (Some("papers"), ..) => {
            let slot = path.split_once('/').and_then(|(_, rest)| rest.split_once(':'));
            slot.and_then(|(cite, _)| cite.parse().ok()).map_or(Touched::Whole, Touched::Papers)
        }
        _ => Touched::Whole,
    }
}

fn in_list(dossier: &mut Dossier, path: &str, rest: &str, value: Option<String>) -> Result<Undo, Unknown> {
    let (name, rest) = rest.split_once('/').ok_or_else(|| no_place(path))?;
    let (id, field) = rest.split_once('/').map_or((rest, None), |(id, field)| (id, Some(field)));
    let rows = dossier.lists.get(name).map_or(&[][..], |list| list.rows.as_slice());
    let at = rows.iter().position(|row| row.id == id);
    if let Some(field) = field {
        let row = dossier.lists.get_mut(name).and_then(|list| list.rows.get_mut(at?)).ok_or_else(|| no_place(path))?;
        return Ok(text(&mut row.values, field, value));
    }
    let row = value.map(|value| parsed::<RowAt>(path, &value)).transpose()?;
    let before = whole(dossier);
    let list = dossier.lists.entry(name.to_owned()).or_default();
    list.rows.retain(|row| row.id != id);
    if let Some(row) = row {
        let wanted = row.at.and_then(|at| usize::try_from(at).ok());
        let place = wanted.or(at).unwrap_or(list.rows.len()).min(list.rows.len());
        list.rows.insert(place, Row { id: id.to_owned(), values: row.values });
    }
    Ok(before)
}

fn in_papers(dossier: &mut Dossier, path: &str, rest: &str, value: Option<String>) -> Result<Undo, Unknown> {
    // A slot holds a slash of its own, so what is said of one paper is told by how the path ends.
    if let Some((slot, index, what)) = said_of_one(rest) {
        let file =
            if what == "file" { value.as_ref().map(|value| parsed::<FileRef>(path, value)).transpose()? } else { None };
        let before = (what == "file").then(|| whole(dossier));
        let paper = dossier.papers.get_mut(&slot).and_then(|papers| papers.get_mut(index));
        let paper = paper.ok_or_else(|| no_place(path))?;
        return match before {
            Some(before) => {
                paper.file = file;
                Ok(before)
            }
            None => of_paper(paper, path, what, value),
        };
    }
    let slot: Slot = rest.parse().map_err(|_| no_place(path))?;
    let papers = value.map(|value| parsed::<Vec<Paper>>(path, &value)).transpose()?;
    let before = whole(dossier);
    dossier.papers.insert(slot, papers.unwrap_or_default());
    Ok(before)
}

fn said_of_one(rest: &str) -> Option<(Slot, usize, &str)> {
    let (rest, what) = rest.rsplit_once('/')?;
    let (slot, index) = rest.rsplit_once('/')?;
    Some((slot.parse().ok()?, index.parse().ok()?, what))
}

fn of_paper(paper: &mut Paper, path: &str, what: &str, value: Option<String>) -> Result<Undo, Unknown> {
    match what {
        "kind" => {
            let known = |id: String| PaperKind::ALL.into_iter().find(|kind| kind.id() == id);
            let kind = value.map(|id| known(id).ok_or_else(|| no_value(path))).transpose()?;
            Ok(Undo::Put(std::mem::replace(&mut paper.kind, kind).map(|kind| kind.id().to_owned())))
        }
        "copies" => Ok(replaced(&mut paper.copies, value)),
        "sets" => Ok(replaced(&mut paper.sets, value)),
        _ => Err(no_place(path)),
    }
}

fn text(values: &mut Values, id: &str, value: Option<String>) -> Undo {
    Undo::Put(match value {
        Some(value) => match values.get_mut(id) {
            Some(there) => Some(std::mem::replace(there, value)),
            None => values.insert(id.to_owned(), value),
        },
        None => values.remove(id),
    })
}

fn replaced(there: &mut String, value: Option<String>) -> Undo {
    Undo::Put(Some(std::mem::replace(there, value.unwrap_or_default())))
}

fn flag(flag: &mut bool, value: Option<String>) -> Undo {
    Undo::Put(std::mem::replace(flag, value.as_deref() == Some("true")).then(|| "true".to_owned()))
}

fn whole(dossier: &Dossier) -> Undo {
    Undo::Whole(Box::new(dossier.clone()))
}

fn parsed<T: Shape>(path: &str, value: &str) -> Result<T, Unknown> {
    parse(value.as_bytes()).and_then(|json| json.shaped()).map_err(|error| {
        Unknown::new(
            "no-value",
            format!("{path}: giá trị không dùng được: {error}"),
            format!("{path}: no value for it: {error}"),
        )
    })
}

fn no_place(path: &str) -> Unknown {
    Unknown::new("no-place", format!("hồ sơ không có chỗ “{path}”."), format!("a dossier has no place “{path}”."))
}

fn no_value(path: &str) -> Unknown {
    Unknown::new("no-value", format!("{path}: giá trị không dùng được."), format!("{path}: no value for it."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dossier() -> Dossier {
        let dossier = serde_json::json!({
            "format": 1, "id": "00112233445566778899aabbccddeeff", "procedure": "grant", "recipient": "vca",
            "pack": { "id": "vn/x", "version": "00" }, "on": "2016-05-10",
            "facts": { "goods.conditional": "no" },
            "forms": { "m-01": { "name": "A" } },
            "lists": { "officers": { "rows": [{ "id": "r1", "values": { "name": "B" } }, { "id": "r2" }] } },
            "papers": { "2/4:passport:r1": [{ "kind": "original" }] },
        });
        serde_json::from_value(dossier).unwrap()
    }

    #[test]
    fn whatever_is_put_can_be_undone() {
        for (path, value) in [
            ("facts/goods.conditional", Some("yes")),
            ("facts/company.kind", Some("jsc")),
            ("facts/goods.conditional", None),
            ("forms/m-01/name", Some("C")),
            ("forms/m-01/name", None),
            ("forms/m-02/name", Some("C")),
            ("lists/officers/r1/name", Some("C")),
            ("lists/officers/r1", None),
            ("lists/officers/r3", Some(r#"{"values":{"name":"D"}}"#)),
            ("lists/officers/r1", Some(r#"{"values":{"name":"D"}}"#)),
            ("papers/2/4:passport:r1", Some("[]")),
            ("papers/2/4:passport:r1", None),
            ("papers/2/2:x", Some(r#"[{"copies":"2"}]"#)),
            ("papers/2/4:passport:r1/0/kind", Some("plain-copy")),
            ("papers/2/4:passport:r1/0/kind", None),
            ("papers/2/4:passport:r1/0/copies", Some("2")),
            ("papers/2/4:passport:r1/0/file", Some(r#"{"name":"a.pdf","media-type":"application/pdf","size":1}"#)),
            ("lists/goods/r1", Some("{}")),
            ("closed/officers", Some("true")),
            ("closed/goods", Some("true")),
            ("closed", Some("true")),
            ("on", Some("2017-01-02")),
            ("recipient", Some("other")),
        ] {
            let mut changed = dossier();
            let undo = put(&mut changed, path, value.map(str::to_owned)).ok().unwrap();
            assert_ne!(changed, dossier(), "{path}");
            match undo {
                Undo::Put(old) => drop(put(&mut changed, path, old).ok().unwrap()),
                Undo::Whole(before) => changed = *before,
            }
            assert_eq!(changed, dossier(), "{path} {value:?}");
        }
    }

    #[test]
    fn what_names_no_place_or_is_no_value_changes_nothing() {
        for (path, value) in [
            ("", "x"),
            ("fact/x", "x"),
            ("forms/m-01", "x"),
            ("lists/officers/r9/name", "x"),
            ("lists/nowhere/r1/name", "x"),
            ("lists/officers/r1", "7"),
            ("papers/2/4:passport:r1/7/kind", "original"),
            ("papers/2/4:passport:r1/0/kind", "paper"),
            ("papers/nowhere", "[]"),
            ("on", "31/02/2016"),
        ] {
            let mut changed = dossier();
            assert!(put(&mut changed, path, Some(value.to_owned())).is_err(), "{path}");
            assert_eq!(changed, dossier(), "{path}");
        }
    }
}
