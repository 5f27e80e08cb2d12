//! A worker from its own side: says that it listens, then answers what it is asked.

use std::future::Future;

use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use super::wire::{pack, unpack};

/// Listens for as long as the worker lives; each ask is given to `work`.
pub fn listen<Q, F>(ready: &impl Serialize, work: impl Fn(Q, Vec<JsValue>) -> F + 'static)
where
    Q: DeserializeOwned,
    F: Future<Output = ()> + 'static,
{
    let Some(scope) = scope() else { return };
    let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        if let Some((ask, things)) = unpack(&event.data()) {
            spawn_local(work(ask, things));
        }
    });
    scope.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    // It lives as long as the worker.
    heard.forget();
    say(ready, &[]);
}

/// Tells the page something.
pub fn say(answer: &impl Serialize, things: &[JsValue]) {
    if let Some(scope) = scope() {
        // Fails only for what cannot be copied to the page; the page then waits, and its reader can stop the work.
        let _ = scope.post_message(&pack(answer, things));
    }
}

/// The worker's global object.
pub fn scope() -> Option<DedicatedWorkerGlobalScope> {
    js_sys::global().dyn_into().ok()
}
