//! What this window holds of each draft and has not kept yet. It outlives the pages of the draft: one write at a time, whichever page
//! asked for it, and what is not written when the window goes is left where it can be written at once.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use gloo::events::EventListener;
use hoso_core::dossier::Dossier;
use hoso_core::draft::Filing;
use hoso_core::law::Pack;
use hoso_core::text::Lang;
use yew::UseReducerDispatcher;

use super::State;
use super::kept::kept;
use crate::store::{self, Kept};

/// A dossier and what is kept beside it.
pub type Both = (Rc<Dossier>, Rc<Filing>);

/// What is to be kept; equal when nothing changed.
#[derive(Clone)]
pub struct Left {
    pub pack: Rc<Pack>,
    pub dossier: Rc<Dossier>,
    pub filing: Rc<Filing>,
    pub page: String,
    pub lang: Lang,
    /// Who is told how it went.
    pub tell: UseReducerDispatcher<State>,
}

impl PartialEq for Left {
    fn eq(&self, other: &Left) -> bool {
        Rc::ptr_eq(&self.dossier, &other.dossier)
            && Rc::ptr_eq(&self.filing, &other.filing)
            && self.page == other.page
            && self.lang == other.lang
    }
}

impl Left {
    pub fn both(&self) -> Both {
        (self.dossier.clone(), self.filing.clone())
    }

    /// `None` where the writer fails, which it does not for a draft.
    pub fn kept(&self) -> Option<Kept> {
        kept(&self.pack, &self.dossier, &self.filing, self.lang, &self.page)
    }
}

struct Keeper {
    /// What is kept, as far as this window knows.
    known: Both,
    /// Being written.
    writing: Option<Left>,
    /// To be written next.
    waiting: Option<Left>,
    /// Whether someone sees to the writing.
    is_busy: bool,
    /// Whether the window seemed to go, what it held was left in haste, and it came back.
    is_left: bool,
}

thread_local! {
    static KEEPERS: RefCell<BTreeMap<String, Keeper>> = {
        EventListener::new(&gloo::utils::window(), "pagehide", |_| leave()).forget();
        RefCell::default()
    };
}

/// What this window holds of the draft beyond what is kept.
pub fn in_hand(id: &str) -> Option<Both> {
    KEEPERS.with_borrow(|keepers| keepers.get(id)?.latest().map(Left::both))
}

/// A page took up the draft as it is kept, or as it is in hand.
pub fn take_up(id: &str, opened: Both) {
    KEEPERS.with_borrow_mut(|keepers| {
        if keepers.get(id).is_none_or(|keeper| keeper.latest().is_none()) {
            let keeper = Keeper { known: opened, writing: None, waiting: None, is_busy: false, is_left: false };
            keepers.insert(id.to_owned(), keeper);
        }
    });
}

/// Holds what is to be kept next. Says whether the caller has to see to the writing.
pub fn hold(left: Left) -> bool {
    KEEPERS.with_borrow_mut(|keepers| {
        let Some(keeper) = keepers.get_mut(&left.dossier.id) else { return false };
        keeper.waiting = Some(left);
        !std::mem::replace(&mut keeper.is_busy, true)
    })
}

/// The next to be written, and what is kept as far as this window knows.
pub fn next(id: &str) -> Option<(Left, Both)> {
    KEEPERS.with_borrow_mut(|keepers| {
        let keeper = keepers.get_mut(id)?;
        keeper.writing = keeper.waiting.take();
        keeper.is_busy = keeper.writing.is_some();
        if std::mem::take(&mut keeper.is_left) {
            store::forget_unsaved(id);
        }
        keeper.writing.clone().map(|left| (left, keeper.known.clone()))
    })
}

/// It was written.
pub fn written(left: &Left) {
    KEEPERS.with_borrow_mut(|keepers| {
        if let Some(keeper) = keepers.get_mut(&left.dossier.id) {
            keeper.known = left.both();
        }
    });
}

impl Keeper {
    fn latest(&self) -> Option<&Left> {
        self.waiting.as_ref().or(self.writing.as_ref())
    }
}

/// The window goes, perhaps for good.
fn leave() {
    KEEPERS.with_borrow_mut(|keepers| {
        for keeper in keepers.values_mut() {
            if let Some(kept) = keeper.latest().and_then(Left::kept) {
                store::keep_unsaved(&kept);
                keeper.is_left = true;
            }
        }
    });
}
