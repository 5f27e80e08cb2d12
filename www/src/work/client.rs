//! A worker from the page's side: started on a served file, asked once it listens, ended when it is dropped.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Array;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};

use super::wire::{pack, unpack};

/// The worker that hashes, seals and verifies.
pub const SEAL: &str = "./worker-seal.js";
/// The worker that opens a PKCS#12 file.
pub const KEY: &str = "./worker-key.js";

/// A worker at work. Dropping it ends it at once, whatever it is doing.
pub struct Job {
    worker: Worker,
    _heard: Closure<dyn FnMut(MessageEvent)>,
    _failed: Closure<dyn FnMut(JsValue)>,
}

impl Drop for Job {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

/// Starts a worker, asks it, and gives its answers one by one to `heard`; `None` when the worker itself has failed.
/// The first answer is that it listens; what is asked is sent then. `moved` are buffers that the worker takes over.
pub fn start<Q: Serialize + 'static, A: DeserializeOwned>(
    file: &str,
    ask: Q,
    things: Vec<JsValue>,
    moved: Vec<JsValue>,
    heard: impl FnMut(Option<(A, Vec<JsValue>)>) + 'static,
) -> Option<Job> {
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    let worker = Worker::new_with_options(file, &options).ok()?;
    let asked = RefCell::new(Some((ask, things, moved)));
    let heard = Rc::new(RefCell::new(heard));
    let on_message = {
        let (worker, heard) = (worker.clone(), heard.clone());
        Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some((ask, things, moved)) = asked.borrow_mut().take() {
                let moved: Array = moved.into_iter().collect();
                if worker.post_message_with_transfer(&pack(&ask, &things), &moved).is_err() {
                    (heard.borrow_mut())(None);
                }
                return;
            }
            (heard.borrow_mut())(unpack(&event.data()));
        })
    };
    let on_error = Closure::<dyn FnMut(JsValue)>::new(move |_: JsValue| (heard.borrow_mut())(None));
    worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
    Some(Job { worker, _heard: on_message, _failed: on_error })
}
