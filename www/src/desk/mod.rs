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
    Dossier, Joint, Requirement, Section, Status, asked_all, check_all, progress_all, recipients, requirements_all,
};
use hoso_core::draft::{Filing, WaitingFor};
use hoso_core::law::Field;
use hoso_core::report::Report;
use yew::prelude::*;

use crate::law::Law;
use crate::store::Failure;
use crate::work::hashing::Reading;
pub use change::{Change, Said, attached};
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
                change.apply(Rc::make_mut(&mut next.dossier));
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
    pub progress: Rc<Vec<(Section, Status)>>,
    /// The attachment that is being read, if one is.
    pub reading: Option<Reading>,
}

impl Work {
    /// The dossier as it is now.
    pub fn dossier(&self) -> &Dossier {
        &self.state.dossier
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
        recipients(self.dossier(), self.others())
    }

    /// What core says of it, for all of its recipients.
    pub fn report(&self) -> &Report {
        &self.joint.report
    }

    /// The papers that it asks for, for any of its recipients.
    pub fn requirements(&self) -> Vec<Requirement> {
        requirements_all(&self.law.pack, self.dossier(), self.others())
    }

    /// The fields of a form or row that are asked now, for any of its recipients.
    pub fn asked(&self, form: &str, row: Option<&str>) -> Vec<&Field> {
        asked_all(&self.law.pack, self.dossier(), self.others(), form, row)
    }

    /// Changes the dossier.
    pub fn change(&self, change: Change) {
        self.state.dispatch(change.into());
    }

    /// Changes what is kept beside it.
    pub fn note(&self, note: Note) {
        self.state.dispatch(Action::Note(note));
    }

    fn of(law: Law, state: UseReducerHandle<State>) -> Work {
        let others = &state.filing.others;
        let joint = check_all(&law.pack, &law.reference, &state.dossier, others, state.dossier.on);
        let progress = progress_all(&law.pack, &state.dossier, others, &joint.report);
        Work { law, joint: joint.into(), progress: progress.into(), reading: None, state }
    }
}

/// The draft that the page belongs to. Only pages inside [`Desk`] ask.
#[hook]
pub fn use_work() -> Option<Work> {
    use_context::<Work>()
}
