//! A worker asked one thing, its answer awaited.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::client::{SEAL, start};
use super::wire::{Answer, Ask, Failed};

/// Asks the worker that hashes, seals and verifies, and waits for its last word. `told` hears bytes done and bytes in all.
///
/// # Errors
/// Why it did not.
pub async fn ask(
    ask: Ask,
    things: Vec<JsValue>,
    told: impl Fn(u64, u64) + 'static,
) -> Result<(Answer, Vec<JsValue>), Failed> {
    let answered = Rc::new(RefCell::new(None));
    let resolve = Rc::new(RefCell::new(None::<Function>));
    let promise = {
        let resolve = resolve.clone();
        Promise::new(&mut move |call, _| *resolve.borrow_mut() = Some(call))
    };
    let heard = {
        let answered = answered.clone();
        move |answer: Option<(Answer, Vec<JsValue>)>| {
            match answer {
                Some((Answer::Progress(done, all), _)) => return told(done, all),
                other => *answered.borrow_mut() = other,
            }
            if let Some(call) = resolve.borrow().as_ref() {
                // It only wakes the one who waits.
                let _ = call.call0(&JsValue::UNDEFINED);
            }
        }
    };
    let broken = || Failed::Refused("worker".to_owned());
    let job = start(SEAL, ask, things, Vec::new(), heard).ok_or_else(broken)?;
    // The promise is never refused.
    let _ = JsFuture::from(promise).await;
    drop(job);
    match answered.borrow_mut().take() {
        Some((Answer::Failed(failed), _)) => Err(failed),
        Some(answer) => Ok(answer),
        None => Err(broken()),
    }
}
