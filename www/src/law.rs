//! The compiled law that the site serves: fetched on first need, kept by the browser, loaded with core's own checks.

use std::rc::Rc;

use hoso_core::day::{Calendar, Day};
use hoso_core::json::read as read_json;
use hoso_core::law::{Pack, PackIndex, PackRef, load};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;
use yew::prelude::*;

use crate::browser;

/// A law in hand.
#[derive(Clone)]
pub struct Law {
    /// The pack.
    pub pack: Rc<Pack>,
    /// Its id and version.
    pub reference: Rc<PackRef>,
    /// The pack's own bytes, for the workers, which load it again.
    pub bytes: Rc<Vec<u8>>,
    /// The working-day calendar.
    pub calendar: Rc<Calendar>,
}

impl Law {
    /// Today where the law is in force today, else its first day.
    pub fn day(&self) -> Day {
        let in_force = self.pack.in_force;
        browser::today().filter(|today| in_force.holds(*today)).unwrap_or(in_force.from)
    }
}

impl PartialEq for Law {
    fn eq(&self, other: &Law) -> bool {
        Rc::ptr_eq(&self.pack, &other.pack)
    }
}

/// The laws that the site serves, in their newest versions.
#[derive(Clone, PartialEq)]
pub struct Laws {
    /// What there is.
    pub index: Rc<PackIndex>,
    /// The newest of each.
    pub newest: Rc<Vec<Law>>,
}

impl Laws {
    /// The law that knows a filing, by the filing's id.
    pub fn of_procedure(&self, procedure: &str) -> Option<&Law> {
        self.newest.iter().find(|law| law.pack.dossier(procedure).is_some())
    }

    /// The newest version of a law, by its id.
    pub fn named(&self, id: &str) -> Option<&Law> {
        self.newest.iter().find(|law| law.reference.id == id)
    }

    /// The law that a dossier names, in the version that it names or else in the newest: from what is loaded, or fetched.
    pub async fn of(&self, wanted: &PackRef) -> Option<Law> {
        let newest = self.named(&wanted.id);
        match self.index.file(&wanted.id, &wanted.version) {
            Some(file) if newest.is_none_or(|law| law.reference.version != wanted.version) => {
                read(file, newest.or_else(|| self.newest.first())?.calendar.clone()).await
            }
            _ => newest.cloned(),
        }
    }
}

/// The bytes of every pack that the site serves, in every version: what a bundle is judged by.
pub async fn all(index: &PackIndex) -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    for version in index.packs.iter().flat_map(|entry| &entry.versions) {
        all.extend(get(&version.file).await);
    }
    all
}

/// The laws that the site serves.
#[hook]
pub fn use_laws() -> Option<Laws> {
    use_context::<Laws>()
}

/// Fetches the list of what the site has.
pub async fn index() -> Option<PackIndex> {
    read_json(&get("index.json").await?).ok()
}

/// Fetches the index, the calendar and the newest packs. `None` when the site is not whole.
pub async fn fetch() -> Option<Laws> {
    let index = index().await?;
    let calendar: Rc<Calendar> = Rc::new(read_json(&get(&index.calendar).await?).ok()?);
    let mut newest = Vec::new();
    for entry in &index.packs {
        newest.push(read(index.file(&entry.id, &entry.latest)?, calendar.clone()).await?);
    }
    Some(Laws { index: Rc::new(index), newest: Rc::new(newest) })
}

async fn read(file: &str, calendar: Rc<Calendar>) -> Option<Law> {
    let bytes = get(file).await?;
    let (pack, reference) = load(&bytes).ok()?;
    Some(Law { pack: Rc::new(pack), reference: Rc::new(reference), bytes: Rc::new(bytes), calendar })
}

async fn get(file: &str) -> Option<Vec<u8>> {
    let response = JsFuture::from(gloo::utils::window().fetch_with_str(&format!("./law/{file}"))).await.ok()?;
    let response: Response = response.dyn_into().ok()?;
    let bytes: JsValue = JsFuture::from(response.ok().then(|| response.array_buffer().ok())??).await.ok()?;
    Some(js_sys::Uint8Array::new(&bytes).to_vec())
}
