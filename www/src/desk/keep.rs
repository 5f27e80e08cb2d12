//! Autosave: every change of the dossier, and of the page and language it is left in, is kept on the device at once.
//!
//! Where the draft was changed in another tab meanwhile, it is not written over: the reader is told, and chooses.

use std::rc::Rc;

use hoso_core::dossier::Dossier;
use hoso_core::draft::{Filing, open};
use hoso_core::law::Pack;
use hoso_core::text::Lang;
use yew::prelude::*;

use super::kept::kept;
use super::{Action, Saved, State};
use crate::store::{self, Failure};

/// What is to be kept; equal when nothing changed.
#[derive(Clone)]
struct Left {
    pack: Rc<Pack>,
    dossier: Rc<Dossier>,
    filing: Rc<Filing>,
    page: String,
    lang: Lang,
}

impl PartialEq for Left {
    fn eq(&self, other: &Left) -> bool {
        self.holds(&other.dossier, &other.filing) && self.page == other.page && self.lang == other.lang
    }
}

impl Left {
    fn holds(&self, dossier: &Rc<Dossier>, filing: &Rc<Filing>) -> bool {
        Rc::ptr_eq(&self.dossier, dossier) && Rc::ptr_eq(&self.filing, filing)
    }
}

/// Keeps the dossier on the device whenever it changes. One write at a time; what changes meanwhile is written next.
#[hook]
pub fn use_keeping(pack: &Rc<Pack>, state: &UseReducerHandle<State>, page: String, lang: Lang) {
    let waiting = use_mut_ref(|| None::<Left>);
    let writing = use_mut_ref(|| false);
    let known = {
        let opened = (state.dossier.clone(), state.filing.clone());
        use_mut_ref(move || opened)
    };
    let dispatch = state.dispatcher();
    let (dossier, filing) = (state.dossier.clone(), state.filing.clone());
    let left = Left { pack: pack.clone(), dossier, filing, page, lang };
    use_effect_with(left, move |left| {
        *waiting.borrow_mut() = Some(left.clone());
        if writing.replace(true) {
            return;
        }
        wasm_bindgen_futures::spawn_local(async move {
            loop {
                let next = waiting.borrow_mut().take();
                let Some(left) = next else { break };
                let before = known.borrow().clone();
                let saved = keep(&left, &before).await;
                if matches!(saved, Saved::At(_)) {
                    *known.borrow_mut() = (left.dossier.clone(), left.filing.clone());
                }
                dispatch.dispatch(Action::Saved(saved, left.dossier, left.filing));
            }
            writing.replace(false);
        });
    });
}

/// Keeps the draft, unless what is kept is another dossier than the one written or opened here last.
async fn keep(left: &Left, (dossier, filing): &(Rc<Dossier>, Rc<Filing>)) -> Saved {
    if let Ok(Some(kept)) = store::draft(&left.dossier.id).await
        && open(kept.json.as_bytes()).is_ok_and(|draft| draft.dossier != **dossier || draft.filing != **filing)
    {
        return Saved::Elsewhere;
    }
    let Some(kept) = kept(&left.pack, &left.dossier, &left.filing, left.lang, &left.page) else {
        return Saved::Not(Failure::Unavailable);
    };
    match store::keep_draft(&kept).await {
        Ok(()) => Saved::At(kept.saved),
        Err(failure) => Saved::Not(failure),
    }
}
