//! What is kept, as the plain objects that IndexedDB takes.

use hoso_core::text::Text;
use js_sys::{Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use super::{Bundle, Kept};

pub fn of_kept(kept: &Kept) -> JsValue {
    let (page, note) = (kept.page.as_deref(), kept.note.as_ref());
    object(&[
        ("id", kept.id.as_str().into()),
        ("json", kept.json.as_str().into()),
        ("saved", kept.saved.into()),
        ("titleVi", kept.title.vi.as_str().into()),
        ("titleEn", kept.title.en.as_str().into()),
        ("page", page.into()),
        ("noteVi", note.map(|note| note.vi.as_str()).into()),
        ("noteEn", note.map(|note| note.en.as_str()).into()),
    ])
}

pub fn kept(value: &JsValue) -> Option<Kept> {
    let title = text(value, "titleVi").zip(text(value, "titleEn")).map(|(vi, en)| Text::new(vi, en));
    // The first clients kept neither title nor page. Such a draft is listed too, and goes on at the parts of its dossier.
    let page = text(value, "page").or_else(|| title.is_none().then(String::new));
    Some(Kept {
        id: text(value, "id")?,
        json: text(value, "json")?,
        saved: number(value, "saved")?,
        title: title.unwrap_or_else(|| Text::new("Hồ sơ", "Dossier")),
        page,
        note: text(value, "noteVi").zip(text(value, "noteEn")).map(|(vi, en)| Text::new(vi, en)),
    })
}

pub fn of_bundle(bundle: &Bundle) -> JsValue {
    object(&[
        ("recipient", bundle.recipient.as_str().into()),
        ("content", bundle.content.as_str().into()),
        ("blob", bundle.blob.clone().into()),
        ("name", bundle.name.as_str().into()),
        ("reference", bundle.reference.as_str().into()),
        ("signed", bundle.signed.into()),
    ])
}

pub fn bundle(value: &JsValue) -> Option<Bundle> {
    Some(Bundle {
        recipient: text(value, "recipient")?,
        content: text(value, "content")?,
        blob: Reflect::get(value, &"blob".into()).ok()?.dyn_into().ok()?,
        name: text(value, "name")?,
        reference: text(value, "reference")?,
        signed: number(value, "signed")?,
    })
}

fn object(entries: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (key, value) in entries {
        // Refused only by frozen objects, and this one is new.
        let _ = Reflect::set(&object, &JsValue::from_str(key), value);
    }
    object.into()
}

fn text(value: &JsValue, key: &str) -> Option<String> {
    Reflect::get(value, &key.into()).ok()?.as_string()
}

fn number(value: &JsValue, key: &str) -> Option<f64> {
    Reflect::get(value, &key.into()).ok()?.as_f64()
}
