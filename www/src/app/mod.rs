//! The client as two programs, so that the first page answers before the engine is there: [`front`] lists what can be filed and the
//! drafts on this device; [`desk`] is everything else. `boot.js` shows the one that the address asks for.

pub mod desk;
pub mod front;

use std::cell::RefCell;
use std::panic;

use wasm_bindgen::JsValue;
use yew::html::ChildrenProps;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::lang::TongueProvider;
use crate::part::shell::Shell;

thread_local! {
    static SHOWN: RefCell<Option<Box<dyn FnOnce()>>> = const { RefCell::new(None) };
}

/// Shows a program in the page.
pub fn show<P: BaseComponent<Properties = ()>>() {
    panic::set_hook(Box::new(stopped));
    if let Some(root) = gloo::utils::document().get_element_by_id("app") {
        root.set_inner_html("");
        let shown = yew::Renderer::<P>::with_root(root).render();
        SHOWN.with_borrow_mut(|slot| *slot = Some(Box::new(move || shown.destroy())));
    }
}

/// Takes the program out of the page. What it is still writing is written.
pub fn hide() {
    if let Some(destroy) = SHOWN.with_borrow_mut(Option::take) {
        destroy();
    }
}

/// What is around the pages of both programs.
#[component]
fn Frame(props: &ChildrenProps) -> Html {
    html! {
        <TongueProvider>
            <HashRouter>
                <Shell>{ props.children.clone() }</Shell>
            </HashRouter>
        </TongueProvider>
    }
}

/// A panic stops the wasm part for good; the draft is on the device, and the page offers to reload.
fn stopped(info: &panic::PanicHookInfo) {
    web_sys::console::error_1(&JsValue::from_str(&info.to_string()));
    if let Some(banner) = gloo::utils::document().get_element_by_id("crash") {
        // Refused only for a name that is no attribute name.
        let _ = banner.remove_attribute("hidden");
    }
}
