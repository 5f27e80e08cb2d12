//! Changes of a dossier, as plain functions. Any change but closing opens the dossier again: what was reviewed is no longer it.

use std::collections::BTreeMap;

use hoso_core::day::Day;
use hoso_core::dossier::{Dossier, Earlier, FileRef, Paper, Row, Values};
use hoso_core::draft::Filing;
use hoso_core::law::PaperKind;
use hoso_core::map::Map;
use hoso_core::report::{Place, Slot};

/// What is said of a paper.
#[derive(Clone, Debug, PartialEq)]
pub enum Said {
    /// In what kind it is in the packet.
    Kind(PaperKind),
    /// In how many copies, as typed.
    Copies(String),
    /// In how many sets, as typed.
    Sets(String),
    /// Its scan.
    File(Option<FileRef>),
}

/// A change.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// What is typed at a place: a question, a field, or a field of a row. Typing in a row that is not there makes it.
    Answer(Place, String),
    /// A row goes, with the papers that were for it.
    DropRow {
        /// The list.
        list: String,
        /// The row.
        row: String,
    },
    /// Whether the list is said to be complete.
    CloseList {
        /// The list.
        list: String,
        /// Whether it is.
        closed: bool,
    },
    /// Something is said of a paper; of the one after the last, which makes it.
    Say(Slot, usize, Said),
    /// Whether a paper of which nothing is asked but to be there is in the packet.
    Enclose(Slot, bool),
    /// Another paper in the slot, of which the same is said as of the first.
    MorePaper(Slot),
    /// A paper goes.
    DropPaper(Slot, usize),
    /// When it is filed, and on what it builds.
    Filing {
        /// The day.
        on: Day,
        /// The earlier dossier.
        earlier: Option<Earlier>,
    },
    /// The digest of a file is known.
    Hashed {
        /// The file's name.
        name: String,
        /// SHA-256, hexadecimal.
        sha256: String,
    },
    /// Whether the filer has said that the dossier is complete.
    Close(bool),
}

impl Change {
    /// Makes the change.
    pub fn apply(self, dossier: &mut Dossier) {
        let opens = !matches!(self, Change::Close(_) | Change::Hashed { .. });
        match self {
            Change::Answer(place, text) => answer(dossier, &place, text),
            Change::DropRow { list, row } => drop_row(dossier, &list, &row),
            Change::CloseList { list, closed } => dossier.lists.entry(list).or_default().closed = closed,
            Change::Say(slot, index, said) => papers(dossier, slot, |papers| say(papers, index, said)),
            Change::Enclose(slot, true) => drop(dossier.papers.insert(slot, vec![Paper::default()])),
            Change::Enclose(slot, false) => drop(dossier.papers.remove(&slot)),
            Change::MorePaper(slot) => papers(dossier, slot, |papers| {
                papers.extend(papers.first().map(|first| Paper { file: None, ..first.clone() }));
            }),
            Change::DropPaper(slot, index) => papers(dossier, slot, |papers| {
                if index < papers.len() {
                    papers.remove(index);
                }
            }),
            Change::Filing { on, earlier } => {
                dossier.on = on;
                dossier.earlier = earlier;
            }
            Change::Hashed { name, sha256 } => hashed(&mut dossier.papers, &name, &sha256),
            Change::Close(closed) => dossier.closed = closed,
        }
        if opens {
            dossier.closed = false;
        }
    }
}

/// The files of a dossier, each once, by name.
pub fn attached(dossier: &Dossier) -> BTreeMap<&str, &FileRef> {
    files([&dossier.papers])
}

/// The same with those of what is told for the places of these recipients.
pub fn attached_for<'a>(
    dossier: &'a Dossier,
    filing: &'a Filing,
    is_meant: impl Fn(&String) -> bool,
) -> BTreeMap<&'a str, &'a FileRef> {
    let places = filing.places.iter().filter(|(recipient, _)| is_meant(recipient)).map(|(_, local)| &local.papers);
    files(std::iter::once(&dossier.papers).chain(places))
}

/// The digest of a file is known.
pub fn hashed(papers: &mut Map<Slot, Vec<Paper>>, name: &str, sha256: &str) {
    let files = papers.values_mut().flatten().filter_map(|paper| paper.file.as_mut());
    files.filter(|file| file.name == name).for_each(|file| file.sha256 = Some(sha256.to_owned()));
}

fn files<'a>(papers: impl IntoIterator<Item = &'a Map<Slot, Vec<Paper>>>) -> BTreeMap<&'a str, &'a FileRef> {
    let files = papers.into_iter().flat_map(|papers| papers.values()).flatten().filter_map(|paper| paper.file.as_ref());
    files.map(|file| (file.name.as_str(), file)).collect()
}

fn answer(dossier: &mut Dossier, place: &Place, text: String) {
    match place {
        Place::Fact { fact } => set(&mut dossier.facts, fact, text),
        Place::Field { form, field } => {
            let values = dossier.forms.entry(form.clone()).or_default();
            set(values, field, text);
            if values.is_empty() {
                dossier.forms.remove(form);
            }
        }
        Place::Row { list, row, field } => {
            let list = dossier.lists.entry(list.clone()).or_default();
            let at = list.rows.iter().position(|at| at.id == *row).unwrap_or_else(|| {
                list.rows.push(Row { id: row.clone(), values: Values::new() });
                list.closed = false;
                list.rows.len() - 1
            });
            if let Some(row) = list.rows.get_mut(at) {
                set(&mut row.values, field, text);
            }
        }
        Place::Dossier | Place::List { .. } | Place::Duty { .. } | Place::Paper { .. } => {}
    }
}

fn set(values: &mut Values, field: &str, text: String) {
    if text.is_empty() {
        values.remove(field);
    } else {
        values.insert(field.to_owned(), text);
    }
}

/// Changes what is in a slot; a slot of which nothing is said any more goes.
fn papers(dossier: &mut Dossier, slot: Slot, change: impl FnOnce(&mut Vec<Paper>)) {
    let papers = dossier.papers.entry(slot.clone()).or_default();
    change(papers);
    if papers.iter().all(|paper| *paper == Paper::default()) {
        dossier.papers.remove(&slot);
    }
}

fn say(papers: &mut Vec<Paper>, index: usize, said: Said) {
    if index == papers.len() {
        papers.push(Paper::default());
    }
    let Some(paper) = papers.get_mut(index) else { return };
    match said {
        Said::Kind(kind) => paper.kind = Some(kind),
        Said::Copies(copies) => paper.copies = copies,
        Said::Sets(sets) => paper.sets = sets,
        Said::File(file) => paper.file = file,
    }
}

fn drop_row(dossier: &mut Dossier, list: &str, row: &str) {
    if let Some(list) = dossier.lists.get_mut(list) {
        list.rows.retain(|at| at.id != row);
        list.closed = false;
    }
    dossier.papers.retain(|slot, _| slot.row.as_deref() != Some(row));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn empty() -> Dossier {
        serde_json::from_str(
            r#"{"format":1,"id":"00","procedure":"grant","recipient":"vca","pack":{"id":"vn/x","version":"0"},"on":"2016-05-10"}"#,
        )
        .unwrap()
    }

    fn row_field(row: &str) -> Place {
        Place::Row { list: "officers".into(), row: row.into(), field: "name".into() }
    }

    #[test]
    fn an_answer_taken_back_leaves_no_trace() {
        let mut dossier = empty();
        let place = Place::Field { form: "m-01".into(), field: "name".into() };
        Change::Answer(place.clone(), "A".into()).apply(&mut dossier);
        assert_eq!(dossier.forms.get("m-01").unwrap().get("name").unwrap(), "A");
        Change::Answer(place, String::new()).apply(&mut dossier);
        assert_eq!(dossier, empty());
    }

    #[test]
    fn a_new_row_opens_its_list_again() {
        let mut dossier = empty();
        Change::CloseList { list: "officers".into(), closed: true }.apply(&mut dossier);
        Change::Answer(row_field("r1"), "A".into()).apply(&mut dossier);
        Change::Answer(row_field("r1"), "B".into()).apply(&mut dossier);
        assert_eq!(dossier.lists.get("officers").unwrap().rows.len(), 1);
        assert!(!dossier.lists.get("officers").unwrap().closed);
    }

    #[test]
    fn a_row_goes_with_its_papers() {
        let mut dossier = empty();
        Change::Answer(row_field("r1"), "A".into()).apply(&mut dossier);
        for slot in ["2/4:passport:r1", "2/8:escrow"] {
            Change::Say(slot.parse().unwrap(), 0, Said::Copies("1".into())).apply(&mut dossier);
        }
        Change::DropRow { list: "officers".into(), row: "r1".into() }.apply(&mut dossier);
        assert!(dossier.lists.get("officers").unwrap().rows.is_empty());
        assert_eq!(dossier.papers.len(), 1);
    }

    #[test]
    fn what_is_said_of_a_paper_is_said_of_it_alone() {
        let mut dossier = empty();
        let slot: Slot = "2/5.a:model-contract".parse().unwrap();
        let say = |index, said| Change::Say(slot.clone(), index, said);
        say(0, Said::Kind(PaperKind::Original)).apply(&mut dossier);
        say(0, Said::Sets("2".into())).apply(&mut dossier);
        Change::MorePaper(slot.clone()).apply(&mut dossier);
        say(1, Said::Sets("3".into())).apply(&mut dossier);
        let sets: Vec<&str> = dossier.papers.get(&slot).unwrap().iter().map(|paper| paper.sets.as_str()).collect();
        assert_eq!(sets, ["2", "3"]);
        Change::DropPaper(slot.clone(), 0).apply(&mut dossier);
        assert_eq!(dossier.papers.get(&slot).unwrap().len(), 1);
        Change::DropPaper(slot.clone(), 0).apply(&mut dossier);
        assert_eq!(dossier, empty());
    }

    #[test]
    fn a_paper_may_be_there_without_a_word() {
        let mut dossier = empty();
        let slot: Slot = "15/3.b:local-results-sheet".parse().unwrap();
        Change::Enclose(slot.clone(), true).apply(&mut dossier);
        assert_eq!(dossier.papers.get(&slot), Some(&vec![Paper::default()]));
        Change::Enclose(slot, false).apply(&mut dossier);
        assert_eq!(dossier, empty());
    }

    #[test]
    fn a_change_opens_a_closed_dossier_and_a_digest_does_not() {
        let mut dossier = empty();
        Change::Close(true).apply(&mut dossier);
        Change::Hashed { name: "a.pdf".into(), sha256: "0".into() }.apply(&mut dossier);
        assert!(dossier.closed);
        Change::Answer(Place::Fact { fact: "goods".into() }, "yes".into()).apply(&mut dossier);
        assert!(!dossier.closed);
    }
}
