//! Digests of attachments, made one after another in the background while the reader goes on.

use hoso_core::dossier::FileRef;
use wasm_bindgen::JsValue;
use yew::prelude::*;

use super::client::{Job, SEAL, start};
use super::wire::{Answer, Ask};
use crate::desk::{Action, Change, State, attached_for};
use crate::store;

/// Which file is being read, and how far, in percent.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// Its name.
    pub name: String,
    /// How far, in percent.
    pub percent: u32,
}

/// Reads each file of the dossier that is here and has no digest yet.
#[hook]
pub fn use_hashing(state: &UseReducerHandle<State>) -> Option<Reading> {
    let reading = use_state_eq(|| None::<Reading>);
    let job = use_mut_ref(|| None::<Job>);
    let next = next(state).map(|file| file.name.clone());
    {
        let (dispatch, reading) = (state.dispatcher(), reading.clone());
        let draft = state.dossier.id.clone();
        use_effect_with(next, move |next| {
            job.borrow_mut().take();
            reading.set(next.clone().map(|name| Reading { name, percent: 0 }));
            if let Some(name) = next.clone() {
                wasm_bindgen_futures::spawn_local(async move {
                    let Ok(Some(blob)) = store::file(&draft, &name).await else {
                        dispatch.dispatch(Action::Gone(name));
                        return;
                    };
                    let started = start(SEAL, Ask::Hash, vec![JsValue::from(blob)], Vec::new(), move |answer| {
                        match answer.map(|(answer, _)| answer) {
                            Some(Answer::Progress(done, all)) => {
                                reading.set(Some(Reading { name: name.clone(), percent: percent(done, all) }));
                            }
                            Some(Answer::Hashed(sha256)) => {
                                dispatch.dispatch(Change::Hashed { name: name.clone(), sha256 }.into());
                            }
                            // Its bytes can no longer be read: they have to be attached again.
                            Some(_) => dispatch.dispatch(Action::Gone(name.clone())),
                            // The worker did not start; sealing will read the file.
                            None => reading.set(None),
                        }
                    });
                    *job.borrow_mut() = started;
                });
            }
        });
    }
    (*reading).clone()
}

/// So much of so much, in percent.
pub fn percent(done: u64, all: u64) -> u32 {
    (done.min(all) * 100).checked_div(all).and_then(|percent| percent.try_into().ok()).unwrap_or(100)
}

fn next(state: &State) -> Option<&FileRef> {
    attached_for(&state.dossier, &state.filing, |_| true)
        .into_values()
        .find(|file| file.sha256.is_none() && state.here.contains(&file.name))
}
