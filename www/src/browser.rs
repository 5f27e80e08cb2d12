//! What the page asks of the browser: the day, chance, focus, the title, a file to save.

use gloo::utils::{document, window};
use hoso_core::day::Day;
use hoso_core::json::hex;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, HtmlAnchorElement, HtmlElement, Url};

/// Vietnam keeps UTC+7 all year, wherever the reader's clock stands.
const HANOI_MS: f64 = 7.0 * 3_600_000.0;

/// Today in Vietnam, by the device's clock. Only ever a default that the reader sees.
pub fn today() -> Option<Day> {
    let there = js_sys::Date::new(&JsValue::from_f64(js_sys::Date::now() + HANOI_MS));
    Day::of(i32::try_from(there.get_utc_full_year()).ok()?, there.get_utc_month() + 1, there.get_utc_date())
}

/// Now, in milliseconds since 1970.
pub fn now() -> f64 {
    js_sys::Date::now()
}

/// The device's local time of day: `10:42`.
pub fn clock(ms: f64) -> String {
    let at = js_sys::Date::new(&JsValue::from_f64(ms));
    format!("{:02}:{:02}", at.get_hours(), at.get_minutes())
}

/// The device's local day and time: `10:42, 05/03/2016`.
pub fn day_and_clock(ms: f64) -> String {
    let at = js_sys::Date::new(&JsValue::from_f64(ms));
    format!("{}, {:02}/{:02}/{}", clock(ms), at.get_date(), at.get_month() + 1, at.get_full_year())
}

/// So many random bytes, in hexadecimal. Empty if the browser has no source of chance.
pub fn random_hex(bytes: usize) -> String {
    let mut chance = vec![0; bytes];
    match window().crypto().and_then(|crypto| crypto.get_random_values_with_u8_array(&mut chance)) {
        Ok(_) => hex(&chance),
        Err(_) => String::new(),
    }
}

/// Moves the focus to the element of that id, in view.
pub fn focus(id: &str) {
    if let Some(element) = document().get_element_by_id(id).and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        element.scroll_into_view();
        // An element that is gone or cannot take the focus leaves it where it is.
        let _ = element.focus();
    }
}

/// The title of the tab.
pub fn set_title(title: &str) {
    document().set_title(title);
}

/// The language of the page.
pub fn set_lang(tag: &str) {
    if let Some(root) = document().document_element() {
        // Refused only for a name that is no attribute name.
        let _ = root.set_attribute("lang", tag);
    }
}

/// Whether a page was shown before since the tab was opened: the first leaves the focus where the browser put it. Written on the
/// document, because the two programs of the client share nothing else.
pub fn was_shown() -> bool {
    const MARK: &str = "data-shown";
    let Some(root) = document().document_element() else { return true };
    let before = root.has_attribute(MARK);
    // Refused only for a name that is no attribute name.
    let _ = root.set_attribute(MARK, "");
    before
}

/// Whether `boot.js` has found a newer version of the site.
pub fn has_update() -> bool {
    document().document_element().is_some_and(|root| root.has_attribute("data-update"))
}

/// To the top of the page.
pub fn to_top() {
    window().scroll_to_with_x_and_y(0.0, 0.0);
}

/// Offers bytes to the reader as a file to keep.
pub fn save_as(blob: &Blob, name: &str) {
    let link = document().create_element("a").ok().and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok());
    let (Ok(url), Some(link)) = (Url::create_object_url_with_blob(blob), link) else { return };
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // The download has its own hold on the bytes once it has begun; a minute is ample for that.
    gloo::timers::callback::Timeout::new(60_000, move || drop(Url::revoke_object_url(&url))).forget();
}

/// Keeps a small setting on the device, if the device allows it.
pub fn remember(key: &str, value: &str) {
    if let Ok(Some(storage)) = window().local_storage() {
        // A full or forbidden storage loses a preference, nothing else.
        let _ = storage.set_item(key, value);
    }
}

/// A small setting kept before.
pub fn recall(key: &str) -> Option<String> {
    window().local_storage().ok()??.get_item(key).ok()?
}
