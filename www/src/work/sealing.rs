//! A signing session: one key, opened once, seals a bundle for each recipient, one after another.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use hoso_core::json::canonical;
use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::Blob;
use yew::Callback;

use super::client::{Job, SEAL, start};
use super::fan::Piece;
use super::outside::file_name;
use super::wire::{Answer, Ask, Failed};
use crate::browser;
use crate::desk::attached;
use crate::store::{self, Bundle};

/// What happens in a session.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// The piece of this number is at work; so many bytes of it are read.
    Working(usize, u64),
    /// The bundle for this recipient is sealed and kept.
    Sealed(String),
    /// That for this recipient is not, and the session ends.
    Failed(String, Failed),
    /// All are sealed.
    Done,
}

/// What signs.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    /// The compiled pack's bytes.
    pub pack: Rc<Vec<u8>>,
    /// The certificate's bytes.
    pub certificate: JsValue,
    /// The key, which cannot be read out.
    pub key: JsValue,
}

/// A session at work. Dropping it ends it; what is sealed already is kept.
pub struct Session {
    ended: Rc<Cell<bool>>,
    job: Rc<RefCell<Option<Job>>>,
}

impl Drop for Session {
    fn drop(&mut self) {
        self.ended.set(true);
        self.job.borrow_mut().take();
    }
}

/// Begins a session.
pub fn begin(key: Key, pieces: Vec<Piece>, told: Callback<Event>) -> Session {
    let session = Session { ended: Rc::new(Cell::new(false)), job: Rc::new(RefCell::new(None)) };
    let run = Rc::new(Run { key, pieces, told, ended: session.ended.clone(), job: session.job.clone() });
    spawn_local(go(run, 0));
    session
}

struct Run {
    key: Key,
    pieces: Vec<Piece>,
    told: Callback<Event>,
    ended: Rc<Cell<bool>>,
    job: Rc<RefCell<Option<Job>>>,
}

impl Run {
    /// Tells it, unless the session was ended meanwhile.
    fn tell(&self, event: Event) {
        if !self.ended.get() {
            self.told.emit(event);
        }
    }
}

/// Seals the piece of that number; the next follows when it is kept.
async fn go(run: Rc<Run>, at: usize) {
    let Some(piece) = run.pieces.get(at) else { return run.tell(Event::Done) };
    run.tell(Event::Working(at, 0));
    let recipient = piece.recipient.clone();
    match one(&run, piece, at).await {
        // Ended while the files were fetched: the job goes, and its worker with it.
        Ok(job) if !run.ended.get() => *run.job.borrow_mut() = Some(job),
        Ok(_) => {}
        Err(failed) => run.tell(Event::Failed(recipient, failed)),
    }
}

async fn one(run: &Rc<Run>, piece: &Piece, at: usize) -> Result<Job, Failed> {
    let dossier = canonical(&piece.dossier).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let dossier = dossier.ok_or_else(|| Failed::Refused("dossier".to_owned()))?;
    let mut names = Vec::new();
    let mut things: Vec<JsValue> =
        vec![Uint8Array::from(run.key.pack.as_slice()).into(), run.key.certificate.clone(), run.key.key.clone()];
    for name in attached(&piece.dossier).into_keys() {
        let Ok(Some(blob)) = store::file(&piece.dossier.id, name).await else {
            return Err(Failed::Unreadable(name.to_owned()));
        };
        names.push(name.to_owned());
        things.push(blob.into());
    }
    let heard = {
        let run = run.clone();
        move |answer: Option<(Answer, Vec<JsValue>)>| heard(&run, at, answer)
    };
    start(SEAL, Ask::Seal { dossier, names, at: browser::now() as u64 }, things, Vec::new(), heard)
        .ok_or_else(|| Failed::Refused("worker".to_owned()))
}

fn heard(run: &Rc<Run>, at: usize, answer: Option<(Answer, Vec<JsValue>)>) {
    let Some(piece) = run.pieces.get(at) else { return };
    let failed = |failed: Failed| run.tell(Event::Failed(piece.recipient.clone(), failed));
    match answer {
        Some((Answer::Progress(read, _), _)) => run.tell(Event::Working(at, read)),
        Some((Answer::Sealed(reference, signed), things)) => {
            let blob = things.into_iter().next().and_then(|blob| blob.dyn_into::<Blob>().ok());
            let Some(blob) = blob else { return failed(Failed::Refused("bundle".to_owned())) };
            let name = file_name(&reference);
            let (recipient, content) = (piece.recipient.clone(), piece.content.clone());
            let bundle = Bundle { recipient, content, blob, name, reference, signed: signed as f64 };
            let run = run.clone();
            spawn_local(async move {
                let Some(piece) = run.pieces.get(at) else { return };
                // Without room it is still in memory, and the next page has it downloaded.
                let _ = store::keep_bundle(&piece.dossier.id, &bundle).await;
                run.tell(Event::Sealed(bundle.recipient));
                if !run.ended.get() {
                    go(run.clone(), at + 1).await;
                }
            });
        }
        Some((Answer::Failed(why), _)) => failed(why),
        Some(_) => {}
        None => failed(Failed::Refused("worker".to_owned())),
    }
}
