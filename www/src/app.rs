//! The client as a whole: what is above every page, and which page stands at an address.

use std::panic;

use wasm_bindgen::JsValue;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::desk::Desk;
use crate::lang::{TongueProvider, use_tongue};
use crate::law::{Laws, fetch};
use crate::page;
use crate::part::notice::{Grave, Notice};
use crate::part::rail::WithRail;
use crate::part::shell::Shell;
use crate::route::Route;

/// Shows the client in the page.
pub fn start() {
    panic::set_hook(Box::new(stopped));
    if let Some(root) = gloo::utils::document().get_element_by_id("app") {
        root.set_inner_html("");
        yew::Renderer::<App>::with_root(root).render();
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

#[component]
fn App() -> Html {
    html! {
        <TongueProvider>
            <HashRouter>
                <Shell><WithLaws /></Shell>
            </HashRouter>
        </TongueProvider>
    }
}

#[derive(Clone, PartialEq)]
enum Fetched {
    NotYet,
    Some(Laws),
    Failed,
}

/// The pages, once the law is there.
#[component]
fn WithLaws() -> Html {
    let tongue = use_tongue();
    let fetched = use_state_eq(|| Fetched::NotYet);
    {
        let fetched = fetched.clone();
        use_effect_with((), move |()| {
            wasm_bindgen_futures::spawn_local(async move {
                fetched.set(fetch().await.map_or(Fetched::Failed, Fetched::Some));
            });
        });
    }
    match &*fetched {
        Fetched::NotYet => {
            html! { <main class="sheet"><p class="loading">{ tongue.say("Đang mở…", "Opening…") }</p></main> }
        }
        Fetched::Some(laws) => html! {
            <ContextProvider<Laws> context={laws.clone()}>
                <Switch<Route> render={shown} />
            </ContextProvider<Laws>>
        },
        Fetched::Failed => html! {
            <main class="sheet">
                <Notice grave={Grave::Stop}>
                    <p>
                        { tongue.say(
                            "Không tải được dữ liệu pháp luật. Hãy kiểm tra kết nối rồi tải lại trang.",
                            "The law data could not be loaded. Check the connection and reload the page.",
                        ) }
                    </p>
                </Notice>
            </main>
        },
    }
}

fn shown(route: Route) -> Html {
    let key = route.to_path();
    if let Some(id) = route.draft() {
        let id = id.to_owned();
        let page = of_draft(&route);
        let page = if matches!(route, Route::Packing { .. }) {
            page
        } else {
            html! { <WithRail key={key.clone()}>{ page }</WithRail> }
        };
        return html! { <Desk key={id.clone()} id={id.clone()} page={key}>{ page }</Desk> };
    }
    let page = match route {
        Route::New { procedure } => html! { <page::new::New {procedure} /> },
        Route::Need { procedure } => html! { <page::need::Need {procedure} /> },
        Route::Law => html! { <page::law::LawPage /> },
        Route::Device => html! { <page::device::Device /> },
        Route::Check => html! { <page::check::Check /> },
        Route::Lost => html! { <page::lost::Lost /> },
        _ => html! { <page::start::Start /> },
    };
    html! { <main class="sheet" {key}><div class="page">{ page }</div></main> }
}

fn of_draft(route: &Route) -> Html {
    match route.clone() {
        Route::Filing { .. } => html! { <page::filing::Filing /> },
        Route::Facts { .. } => html! { <page::form::FormPage part={page::form::Part::Facts} /> },
        Route::Form { form, .. } => html! { <page::form::FormPage part={page::form::Part::Form(form)} /> },
        Route::Row { list, row, .. } => html! { <page::form::FormPage part={page::form::Part::Row(list, row)} /> },
        Route::List { list, .. } => html! { <page::list::ListPage {list} /> },
        Route::Papers { .. } => html! { <page::papers::Papers /> },
        Route::Paper { unit, .. } => html! { <page::paper::PaperPage {unit} /> },
        Route::RowPaper { unit, row, .. } => html! { <page::paper::PaperPage {unit} {row} /> },
        Route::Review { .. } => html! { <page::review::Review /> },
        Route::Seal { .. } => html! { <page::seal::Seal /> },
        Route::Sealed { .. } => html! { <page::sealed::Sealed /> },
        Route::Packing { .. } => html! { <page::packing::Packing /> },
        _ => html! { <page::tasks::Tasks /> },
    }
}
