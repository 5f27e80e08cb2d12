//! The dossier being worked on: one reducer, every accepted change kept on the device.

mod change;
mod keep;
mod keeper;
mod kept;
mod note;
mod open;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use hoso_core::bundle::filer_code;
use hoso_core::dossier::{
    Dossier, FileRef, Joint, Marked, Part, Requirement, Rest, Status, addressed, asked_all, asked_by_row_all,
    check_all, progress_all, recipients, requirements_all,
};
use hoso_core::draft::{Filing, WaitingFor};
use hoso_core::law::{Field, Pack};
use hoso_core::report::Report;
use yew::prelude::*;

use crate::law::Law;
use crate::route::draft_segment;
use crate::store::Failure;
use crate::work::hashing::Reading;
use change::hashed;
pub use change::{Change, Said, attached, attached_for};
pub use kept::kept;
pub use note::{Note, Told};
pub use open::{Desk, Opened};

/// How the last keeping went.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Saved {
    /// Not kept yet.
    Yet,
    /// Kept, in milliseconds since 1970.
    At(f64),
    /// Not kept: it was changed in another tab.
    Elsewhere,
    /// Not kept.
    Not(Failure),
}

impl Saved {
    /// After a change: what was kept is no longer all. A failure stands until a keeping goes well.
    fn no_more(self) -> Saved {
        if matches!(self, Saved::At(_)) { Saved::Yet } else { self }
    }
}

/// The dossier, the files of it that are on this device, and how keeping went.
#[derive(Clone)]
pub struct State {
    /// The dossier.
    pub dossier: Rc<Dossier>,
    /// What is kept beside it.
    pub filing: Rc<Filing>,
    /// Names of its files whose bytes are here.
    pub here: Rc<BTreeSet<String>>,
    /// How the last keeping went.
    pub saved: Saved,
}

impl PartialEq for State {
    fn eq(&self, other: &State) -> bool {
        Rc::ptr_eq(&self.dossier, &other.dossier)
            && Rc::ptr_eq(&self.filing, &other.filing)
            && Rc::ptr_eq(&self.here, &other.here)
            && self.saved == other.saved
    }
}

/// What happens at the desk.
pub enum Action {
    /// The dossier changes.
    Change(Change),
    /// The dossier changes as it goes to a recipient: what is told for that place alone.
    At(String, Rc<Pack>, Change),
    /// It goes to these, the first as the dossier's own recipient.
    SendTo(Rc<Pack>, Vec<String>),
    /// What is kept beside it changes.
    Note(Note),
    /// A file's bytes came to this device.
    Here(String),
    /// A file's bytes left it.
    Gone(String),
    /// A keeping of this dossier and of what is beside it ended.
    Saved(Saved, Rc<Dossier>, Rc<Filing>),
}

impl From<Change> for Action {
    fn from(change: Change) -> Action {
        Action::Change(change)
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut next = State::clone(&self);
        match action {
            Action::Change(change) => {
                if let Change::Hashed { name, sha256 } = &change
                    && !next.filing.places.is_empty()
                {
                    let places = Rc::make_mut(&mut next.filing).places.values_mut();
                    places.for_each(|local| hashed(&mut local.papers, name, sha256));
                }
                change.apply(Rc::make_mut(&mut next.dossier));
                next.saved = next.saved.no_more();
            }
            Action::At(at, pack, change) => {
                let (dossier, filing) = (Rc::make_mut(&mut next.dossier), Rc::make_mut(&mut next.filing));
                filing.change_at(&pack, dossier, &at, |there| change.apply(there));
                next.saved = next.saved.no_more();
            }
            Action::SendTo(pack, to) => {
                let (dossier, filing) = (Rc::make_mut(&mut next.dossier), Rc::make_mut(&mut next.filing));
                filing.send_to(&pack, dossier, &to);
                dossier.closed = false;
                next.saved = next.saved.no_more();
            }
            Action::Note(note) => {
                note.apply(Rc::make_mut(&mut next.filing));
                next.saved = next.saved.no_more();
            }
            Action::Here(name) => drop(Rc::make_mut(&mut next.here).insert(name)),
            Action::Gone(name) => drop(Rc::make_mut(&mut next.here).remove(&name)),
            // What changed while it was written is not kept yet.
            Action::Saved(Saved::At(_), dossier, filing)
                if !Rc::ptr_eq(&dossier, &self.dossier) || !Rc::ptr_eq(&filing, &self.filing) => {}
            Action::Saved(saved, ..) => next.saved = saved,
        }
        next.into()
    }
}

/// A dossier, equal only to itself: cheap to compare after a change.
#[derive(Clone)]
pub struct Same(pub Rc<Dossier>);

impl PartialEq for Same {
    fn eq(&self, other: &Same) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// The dossier as it goes to one recipient, where something is told for each place by itself.
#[derive(PartialEq)]
struct There {
    recipient: String,
    dossier: Dossier,
    joint: Joint,
}

/// What every page of a draft stands on.
#[derive(Clone, PartialEq)]
pub struct Work {
    /// The law that the dossier names.
    pub law: Law,
    /// The dossier.
    pub state: UseReducerHandle<State>,
    /// What core says of it now, for all of its recipients.
    pub joint: Rc<Joint>,
    /// Its parts and how far each is.
    pub progress: Rc<Vec<(Part, Status)>>,
    /// The attachment that is being read, if one is.
    pub reading: Option<Reading>,
    /// For what is told for one place by itself.
    there: Option<Rc<There>>,
}

impl Work {
    /// The dossier as it is now; on a page for one place, as it goes there.
    pub fn dossier(&self) -> &Dossier {
        self.there.as_ref().map_or(&self.state.dossier, |there| &there.dossier)
    }

    /// The recipient for whose place the page is.
    pub fn at(&self) -> Option<&str> {
        self.there.as_ref().map(|there| there.recipient.as_str())
    }

    /// The draft in an address, with the place that the page is for.
    pub fn address(&self) -> String {
        draft_segment(&self.state.dossier.id, self.at())
    }

    /// Whom it goes to besides, and what is told for the place of each.
    pub fn rest(&self) -> Rest<'_> {
        self.state.filing.rest()
    }

    /// What is told for each place by itself.
    pub fn apart(&self) -> Marked<'_> {
        Marked::apart(&self.law.pack, &self.state.dossier, self.rest())
    }

    /// Whether a form or list belongs to the page: it is told for the page's place, or is the same for all and the page is for none.
    pub fn belongs(&self, form: &str) -> bool {
        self.apart().has_form(form) == self.at().is_some()
    }

    /// The same for what is told for the place of a recipient; as it is, where nothing is.
    pub fn for_place(self, recipient: Option<&str>) -> Work {
        let known = self.recipients();
        let Some(recipient) = recipient.filter(|to| known.iter().any(|known| known == to)) else { return self };
        if self.apart().is_empty() {
            return self;
        }
        let dossier = addressed(&self.law.pack, &self.state.dossier, self.rest(), recipient);
        let there = There { recipient: recipient.to_owned(), dossier, joint: self.joint.of(recipient) };
        Work { there: Some(there.into()), ..self }
    }

    /// The files of all that it goes to, or of the place that the page is for.
    pub fn attached(&self) -> BTreeMap<&str, &FileRef> {
        match &self.there {
            Some(there) => attached(&there.dossier),
            None => attached_for(&self.state.dossier, &self.state.filing, |to| self.others().contains(to)),
        }
    }

    /// Who receives it besides the dossier's own recipient.
    pub fn others(&self) -> &[String] {
        &self.state.filing.others
    }

    /// The bundles that wait for a signature made elsewhere, by recipient.
    pub fn waiting(&self) -> &BTreeMap<String, WaitingFor> {
        &self.state.filing.waiting
    }

    /// The filer's enterprise code.
    pub fn filer_code(&self) -> Option<String> {
        filer_code(&self.law.pack, self.dossier())
    }

    /// Everyone who receives it, the dossier's own recipient first.
    pub fn recipients(&self) -> Vec<String> {
        recipients(&self.state.dossier, self.others())
    }

    /// What core says of it: for all of its recipients, or on a page for one place as far as that is concerned.
    pub fn report(&self) -> &Report {
        self.there.as_ref().map_or(&self.joint.report, |there| &there.joint.report)
    }

    /// What core would say, were the dossier of the page this one.
    pub fn judged(&self, dossier: &Dossier) -> Report {
        let rest = if self.at().is_some() { Rest::NONE } else { self.rest() };
        check_all(&self.law.pack, &self.law.reference, dossier, rest, dossier.on).report
    }

    /// The papers that it asks for: those that are the same for all, or those of the page's place.
    pub fn requirements(&self) -> Vec<Requirement> {
        requirements_all(&self.law.pack, &self.state.dossier, self.rest(), self.at())
    }

    /// The fields of a form or row that are asked now: those that are the same for all, or those of the page's place.
    pub fn asked(&self, form: &str, row: Option<&str>) -> Vec<&Field> {
        asked_all(&self.law.pack, &self.state.dossier, self.rest(), self.at(), form, row)
    }

    /// The fields of each row of a list that are asked now, in the order of its rows.
    pub fn asked_by_row(&self, list: &str) -> Vec<Vec<&Field>> {
        asked_by_row_all(&self.law.pack, &self.state.dossier, self.rest(), self.at(), list)
    }

    /// Changes the dossier, or what is told for the page's place.
    pub fn change(&self, change: Change) {
        self.state.dispatch(match self.at() {
            Some(at) => Action::At(at.to_owned(), self.law.pack.clone(), change),
            None => change.into(),
        });
    }

    /// Sends it to these.
    pub fn send_to(&self, to: Vec<String>) {
        self.state.dispatch(Action::SendTo(self.law.pack.clone(), to));
    }

    /// Changes what is kept beside it.
    pub fn note(&self, note: Note) {
        self.state.dispatch(Action::Note(note));
    }

    fn of(law: Law, state: UseReducerHandle<State>) -> Work {
        let rest = state.filing.rest();
        let joint = check_all(&law.pack, &law.reference, &state.dossier, rest, state.dossier.on);
        let progress = progress_all(&law.pack, &state.dossier, rest, &joint);
        Work { law, joint: joint.into(), progress: progress.into(), reading: None, there: None, state }
    }
}

/// The draft that the page belongs to. Only pages inside [`Desk`] ask.
#[hook]
pub fn use_work() -> Option<Work> {
    use_context::<Work>()
}
