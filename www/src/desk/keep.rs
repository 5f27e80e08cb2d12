//! Autosave: every change of the dossier, and of the page and language it is left in, is kept on the device at once.
//!
//! Where the draft was changed in another tab meanwhile, it is not written over: the reader is told, and chooses.

use std::rc::Rc;

use hoso_core::draft::open;
use hoso_core::law::Pack;
use hoso_core::text::Lang;
use yew::prelude::*;

use super::keeper::{self, Both, Left};
use super::{Action, Saved, State};
use crate::store::{self, Failure};

/// Keeps the dossier on the device whenever it changes. One write at a time; what changes meanwhile is written next.
#[hook]
pub fn use_keeping(pack: &Rc<Pack>, state: &UseReducerHandle<State>, page: String, lang: Lang) {
    let (dossier, filing) = (state.dossier.clone(), state.filing.clone());
    let opened = (dossier.clone(), filing.clone());
    use_memo((), move |()| keeper::take_up(&opened.0.id.clone(), opened));
    let left = Left { pack: pack.clone(), dossier, filing, page, lang, tell: state.dispatcher() };
    use_effect_with(left, |left| {
        let id = left.dossier.id.clone();
        if keeper::hold(left.clone()) {
            wasm_bindgen_futures::spawn_local(write_all(id));
        }
    });
}

/// Writes what is to be kept until nothing waits.
async fn write_all(id: String) {
    while let Some((left, known)) = keeper::next(&id) {
        let saved = keep(&left, &known).await;
        if matches!(saved, Saved::At(_)) {
            keeper::written(&left);
        }
        let (dossier, filing) = left.both();
        left.tell.dispatch(Action::Saved(saved, dossier, filing));
    }
}

/// Keeps the draft, unless what is kept is another dossier than the one written or opened here last.
async fn keep(left: &Left, (dossier, filing): &Both) -> Saved {
    if let Ok(Some(kept)) = store::draft(&left.dossier.id).await
        && open(kept.json.as_bytes()).is_ok_and(|draft| draft.dossier != **dossier || draft.filing != **filing)
    {
        return Saved::Elsewhere;
    }
    let Some(kept) = left.kept() else { return Saved::Not(Failure::Unavailable) };
    match store::keep_draft(&kept).await {
        Ok(()) => Saved::At(kept.saved),
        Err(failure) => {
            // Better than nothing, where there is room for it.
            store::keep_unsaved(&kept);
            Saved::Not(failure)
        }
    }
}
