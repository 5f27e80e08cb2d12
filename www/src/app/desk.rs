//! Everything but the first page: drawing up, checking, signing, verifying.

use yew::prelude::*;
use yew_router::prelude::*;

use super::Frame;
use crate::desk::Desk;
use crate::lang::use_tongue;
use crate::law::{Laws, fetch};
use crate::page;
use crate::part::notice::{Grave, Notice};
use crate::part::opening::Opening;
use crate::part::rail::WithRail;
use crate::route::{Route, draft_of};

/// The program.
#[component]
pub fn AtDesk() -> Html {
    html! { <Frame><WithLaws /></Frame> }
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
        Fetched::NotYet => html! { <Opening /> },
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
    if let Some(segment) = route.draft() {
        let (id, at) = draft_of(segment);
        let id = id.to_owned();
        let page = of_draft(&route);
        let page = if matches!(route, Route::Packing { .. }) {
            page
        } else {
            html! { <WithRail key={key.clone()}>{ page }</WithRail> }
        };
        return html! { <Desk key={id.clone()} id={id.clone()} {at} page={key}>{ page }</Desk> };
    }
    let page = match route {
        Route::New { procedure } => html! { <page::new::New {procedure} /> },
        Route::Need { procedure } => html! { <page::need::Need {procedure} /> },
        Route::Issue { law, form } => html! { <page::issue::Issue {law} {form} /> },
        Route::Which { law } => html! { <page::which::Which {law} /> },
        Route::Law => html! { <page::law::LawPage /> },
        Route::Open => html! { <page::open::Open /> },
        Route::Check => html! { <page::check::Check /> },
        Route::Start | Route::Device => return html! { <Opening /> },
        _ => html! { <page::lost::Lost /> },
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
        Route::Terms { .. } => html! { <page::terms::Terms /> },
        Route::Packing { .. } => html! { <page::packing::Packing /> },
        _ => html! { <page::tasks::Tasks /> },
    }
}
