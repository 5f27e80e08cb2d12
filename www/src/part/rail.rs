//! Beside a page of a draft: its parts, how far each is, and whether it is saved. Always in the same place.

use hoso_core::dossier::{Part, Section, Status};
use hoso_core::law::Pack;
use hoso_core::text::Lang;
use yew::html::ChildrenProps;
use yew::prelude::*;
use yew_router::prelude::*;

use super::{tag, whom};
use crate::browser;
use crate::desk::{Saved, Work, use_work};
use crate::lang::{Tongue, use_tongue};
use crate::page::papers::Total;
use crate::route::{Route, draft_segment, to};
use crate::store::Failure;

/// A page of a draft with the parts beside it.
#[component]
pub fn WithRail(props: &ChildrenProps) -> Html {
    let tongue = use_tongue();
    let route = use_route::<Route>().unwrap_or(Route::Start);
    let Some(work) = use_work() else { return html! {} };
    html! {
        <>
            <Strip />
            <div class="sheet with-rail">
                <main class="page">{ props.children.clone() }</main>
                if matches!(route, Route::Tasks { .. }) {
                    <Glance />
                } else { <nav class="rail" aria-labelledby="rail-title">
                    <div class="rail-in">
                        <h2 id="rail-title">{ tongue.say("Các phần của hồ sơ", "Parts of the dossier") }</h2>
                        <ul>
                            for (part, status) in work.progress.iter() {
                                { item(&work, &route, part, *status, &tongue) }
                            }
                            { plain(&route, &Route::Review { id: work.dossier().id.clone() }, tongue.say("Xem lại và ký", "Review and sign")) }
                        </ul>
                    </div>
                </nav> }
            </div>
        </>
    }
}

/// Beside the list of parts, which says all that the rail would: the dossier at a glance.
#[component]
fn Glance() -> Html {
    let tongue = use_tongue();
    let Some(work) = use_work() else { return html! {} };
    let all = work.progress.len();
    let done = work.progress.iter().filter(|(_, status)| *status == Status::Completed).count();
    let count = match tongue.lang {
        Lang::Vi => format!("{done} trên {all} phần đã xong"),
        Lang::En => format!("{done} of {all} parts completed"),
    };
    html! {
        <aside class="rail" aria-labelledby="glance-title">
            <div class="rail-in glance">
                <h2 id="glance-title">{ tongue.say("Tình trạng hồ sơ", "The dossier at a glance") }</h2>
                <p class="glance-count" id="glance-count">{ count }</p>
                <p><progress max={all.to_string()} value={done.to_string()} aria-labelledby="glance-count" /></p>
                <Total />
                <p>
                    { tongue.say("Theo ", "Under ") }
                    <a href={to(&Route::Law)}>{ tongue.text(&work.law.pack.name) }</a>
                </p>
            </div>
        </aside>
    }
}

/// The page of a part.
pub fn page_of(id: &str, part: &Part) -> Route {
    let id = draft_segment(id, part.at.as_deref());
    match &part.section {
        Section::Facts => Route::Facts { id },
        Section::Form(form) => Route::Form { id, form: form.clone() },
        Section::List(list) => Route::List { id, list: list.clone() },
        Section::Papers => Route::Papers { id },
    }
}

/// What a part is called.
pub fn title_of(pack: &Pack, part: &Part, tongue: &Tongue) -> String {
    let title = match &part.section {
        Section::Facts => tongue.text(&pack.facts.title),
        Section::Form(form) | Section::List(form) => {
            pack.form(form).map_or_else(|| form.clone(), |form| tongue.text(&form.title))
        }
        Section::Papers => tongue.say("Giấy tờ", "Papers").to_owned(),
    };
    whom::of_place(pack, title, part.at.as_deref(), tongue)
}

fn item(work: &Work, here: &Route, part: &Part, status: Status, tongue: &Tongue) -> Html {
    let route = page_of(&work.dossier().id, part);
    let within = *here == route || section_of(here).as_ref() == Some(&part.section) && here.draft() == route.draft();
    let look = if status == Status::Problem { "rail-problem" } else { "" };
    html! {
        <li key={route.to_path()}>
            <a href={to(&route)} aria-current={within.then_some("page")}>
                { title_of(&work.law.pack, part, tongue) }
                <small class={look}>{ tag::word(status, tongue) }</small>
            </a>
        </li>
    }
}

fn plain(here: &Route, route: &Route, words: &'static str) -> Html {
    html! { <li><a href={to(route)} aria-current={(here == route).then_some("page")}>{ words }</a></li> }
}

fn section_of(route: &Route) -> Option<Section> {
    match route {
        Route::Row { list, .. } => Some(Section::List(list.clone())),
        Route::Paper { .. } | Route::RowPaper { .. } => Some(Section::Papers),
        _ => None,
    }
}

/// Above a page of a draft: which dossier it is, and when it was last saved.
#[component]
fn Strip() -> Html {
    let tongue = use_tongue();
    let Some(work) = use_work() else { return html! {} };
    let dossier = work.dossier();
    let name = work
        .law
        .pack
        .dossier(&dossier.procedure)
        .map_or_else(|| dossier.procedure.clone(), |kind| tongue.text(&kind.title));
    let is_lost = matches!(work.state.saved, Saved::Not(_) | Saved::Elsewhere);
    html! {
        <div class="strip" role="region" aria-label={tongue.say("Hồ sơ đang mở", "The open dossier")}>
            <div class="strip-in">
                <p><a href={to(&Route::Tasks { id: dossier.id.clone() })}>{ name }</a></p>
                if !is_lost { <p class="saved">{ saved(work.state.saved, &tongue) }</p> }
                // Read out when something is wrong, not at every letter that is kept.
                <div role="status">if is_lost { <p class="saved saved-not">{ saved(work.state.saved, &tongue) }</p> }</div>
            </div>
        </div>
    }
}

fn saved(saved: Saved, tongue: &Tongue) -> String {
    match saved {
        Saved::Yet => tongue.say("Đang lưu…", "Saving…").to_owned(),
        Saved::At(at) => {
            let clock = browser::clock(at);
            match tongue.lang {
                Lang::Vi => format!("Đã lưu lúc {clock} trên thiết bị này"),
                Lang::En => format!("Saved at {clock} on this device"),
            }
        }
        Saved::Elsewhere => tongue
            .say(
                "Chưa lưu: hồ sơ này đã được sửa ở một thẻ khác. Tải lại trang để làm tiếp từ bản đó, hoặc lưu bản đang thấy ra tệp.",
                "Not saved: this dossier was changed in another tab. Reload the page to go on from there, or save what you see to a file.",
            )
            .to_owned(),
        Saved::Not(Failure::Full) => tongue
            .say(
                "Chưa lưu được: thiết bị hết chỗ. Hãy lưu hồ sơ ra tệp trước khi đóng trang.",
                "Not saved: the device is full. Save the dossier to a file before you close the page.",
            )
            .to_owned(),
        Saved::Not(Failure::Unavailable) => tongue
            .say(
                "Chưa lưu được: trình duyệt không cho lưu. Hãy lưu hồ sơ ra tệp trước khi đóng trang.",
                "Not saved: the browser keeps nothing. Save the dossier to a file before you close the page.",
            )
            .to_owned(),
    }
}
