//! The worker that opens a PKCS#12 file. It answers once; the page then ends it, and its memory goes with it.

use chrono::{DateTime, Utc};
use hoso_www::work::opener::open;
use hoso_www::work::serve::{listen, say};
use hoso_www::work::wire::{Closed, KeyAnswer, OpenKey};
use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};

fn main() {
    listen(&KeyAnswer::Ready, answer);
}

async fn answer(ask: OpenKey, things: Vec<JsValue>) {
    let mut things = things.into_iter();
    let file = things.next().map(|bytes| Uint8Array::new(&bytes));
    let password = things.next().and_then(|bytes| bytes.dyn_into::<Uint8Array>().ok());
    let at = DateTime::<Utc>::from_timestamp_millis(ask.at.cast_signed());
    let (said, things) = match (file, password, at) {
        (Some(file), Some(password), Some(at)) => open(&file, &password, at).await,
        _ => (KeyAnswer::Closed(Closed::Damaged), Vec::new()),
    };
    say(&said, &things);
}
