//! The dossier being worked on: one reducer, every accepted change kept on the device.

mod change;
mod keep;
mod kept;
mod open;

use std::collections::BTreeSet;
use std::rc::Rc;

use hoso_core::dossier::{Dossier, Section, Status, check, progress};
use hoso_core::report::Report;
use yew::prelude::*;

use crate::law::Law;
use crate::store::Failure;
use crate::work::hashing::Reading;
pub use change::{Change, Said, attached};
pub use kept::kept;
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

/// The dossier, the files of it that are on this device, and how keeping went.
#[derive(Clone)]
pub struct State {
    /// The dossier.
    pub dossier: Rc<Dossier>,
    /// Names of its files whose bytes are here.
    pub here: Rc<BTreeSet<String>>,
    /// How the last keeping went.
    pub saved: Saved,
}

impl PartialEq for State {
    fn eq(&self, other: &State) -> bool {
        Rc::ptr_eq(&self.dossier, &other.dossier) && Rc::ptr_eq(&self.here, &other.here) && self.saved == other.saved
    }
}

/// What happens at the desk.
pub enum Action {
    /// The dossier changes.
    Change(Change),
    /// A file's bytes came to this device.
    Here(String),
    /// A file's bytes left it.
    Gone(String),
    /// A keeping ended.
    Saved(Saved),
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
            Action::Change(change) => change.apply(Rc::make_mut(&mut next.dossier)),
            Action::Here(name) => drop(Rc::make_mut(&mut next.here).insert(name)),
            Action::Gone(name) => drop(Rc::make_mut(&mut next.here).remove(&name)),
            Action::Saved(saved) => next.saved = saved,
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
    /// What core says of it now.
    pub report: Rc<Report>,
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

    /// Changes the dossier.
    pub fn change(&self, change: Change) {
        self.state.dispatch(change.into());
    }

    fn of(law: Law, state: UseReducerHandle<State>) -> Work {
        let report = check(&law.pack, &law.reference, &state.dossier, state.dossier.on);
        let progress = progress(&law.pack, &state.dossier, &report);
        Work { law, state, report: report.into(), progress: progress.into(), reading: None }
    }
}

/// The draft that the page belongs to. Only pages inside [`Desk`] ask.
#[hook]
pub fn use_work() -> Option<Work> {
    use_context::<Work>()
}
