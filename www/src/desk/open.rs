//! Opening a draft from the device, and the desk that its pages stand on.

use std::collections::BTreeSet;
use std::rc::Rc;

use hoso_core::dossier::Dossier;
use hoso_core::draft::{self, Filing};
use hoso_core::text::Lang;
use yew::prelude::*;

use super::keep::use_keeping;
use super::keeper;
use super::{Saved, State, Work, attached_for, kept};
use crate::lang::use_tongue;
use crate::law::{Law, use_laws};
use crate::part::heading::Heading;
use crate::part::notice::{Grave, Notice};
use crate::route::{Route, to};
use crate::store::{self, Failure};
use crate::work::hashing::use_hashing;

/// What came of opening a draft.
#[derive(Clone, PartialEq)]
pub enum Opened {
    /// Still at it.
    Opening,
    /// The dossier, what is kept beside it, the files that are here, and the law.
    Open(Rc<Dossier>, Rc<Filing>, Rc<BTreeSet<String>>, Law),
    /// No draft of that id is on this device.
    None,
    /// It is there, but cannot be opened; why, in both languages.
    Closed(hoso_core::text::Text),
    /// The browser keeps nothing.
    Failed(Failure),
}

/// Which draft, on which page.
#[derive(Properties, PartialEq)]
pub struct DeskProps {
    /// The dossier's id.
    pub id: AttrValue,
    /// The recipient for whose place the page is.
    pub at: Option<String>,
    /// The page's address, to come back to.
    pub page: AttrValue,
    /// The page.
    pub children: Html,
}

/// Opens the draft and gives it to the page inside.
#[component]
pub fn Desk(props: &DeskProps) -> Html {
    let tongue = use_tongue();
    let laws = use_laws();
    let opened = use_state_eq(|| Opened::Opening);
    {
        let opened = opened.clone();
        use_effect_with(props.id.clone(), move |id| {
            let id = id.clone();
            wasm_bindgen_futures::spawn_local(async move { opened.set(open(&id, laws).await) });
        });
    }
    match &*opened {
        Opened::Opening => html! {
            <main class="sheet"><p class="loading">{ tongue.say("Đang mở hồ sơ…", "Opening the dossier…") }</p></main>
        },
        Opened::Open(dossier, filing, here, law) => html! {
            <AtDesk dossier={dossier.clone()} filing={filing.clone()} here={here.clone()} law={law.clone()} at={props.at.clone()} page={props.page.clone()}>
                { props.children.clone() }
            </AtDesk>
        },
        Opened::None => stopped(
            tongue.say("Không có hồ sơ này trên thiết bị", "This dossier is not on this device"),
            tongue.say(
                "Hồ sơ có thể đã bị xóa, hoặc được lập trên một thiết bị hay trình duyệt khác.",
                "It may have been deleted, or made on another device or in another browser.",
            ),
            tongue.say("Về trang đầu", "To the first page"),
        ),
        Opened::Closed(why) => stopped(
            tongue.say("Không mở được hồ sơ này", "This dossier cannot be opened"),
            &tongue.text(why),
            tongue.say("Về trang đầu", "To the first page"),
        ),
        Opened::Failed(_) => stopped(
            tongue.say("Trình duyệt không cho đọc dữ liệu", "The browser lets nothing be read"),
            tongue.say(
                "Có thể bạn đang dùng cửa sổ riêng tư, hoặc việc lưu dữ liệu đã bị tắt trong cài đặt trình duyệt.",
                "You may be in a private window, or storage may be switched off in the browser's settings.",
            ),
            tongue.say("Về trang đầu", "To the first page"),
        ),
    }
}

#[derive(Properties, PartialEq)]
struct AtDeskProps {
    dossier: Rc<Dossier>,
    filing: Rc<Filing>,
    here: Rc<BTreeSet<String>>,
    law: Law,
    at: Option<String>,
    page: AttrValue,
    children: Html,
}

#[component]
fn AtDesk(props: &AtDeskProps) -> Html {
    let tongue = use_tongue();
    let state = use_reducer(|| State {
        dossier: props.dossier.clone(),
        filing: props.filing.clone(),
        here: props.here.clone(),
        saved: Saved::Yet,
    });
    use_keeping(&props.law.pack, &state, props.page.to_string(), tongue.lang);
    let reading = use_hashing(&state);
    let work = use_memo((state.clone(), props.law.clone()), |(state, law)| Work::of(law.clone(), state.clone()));
    let at = (work.clone(), props.at.clone());
    let work = use_memo(at, |(work, at)| Work::clone(work).for_place(at.as_deref()));
    html! { <ContextProvider<Work> context={Work { reading, ..(*work).clone() }}>{ props.children.clone() }</ContextProvider<Work>> }
}

async fn open(id: &str, laws: Option<crate::law::Laws>) -> Opened {
    let (kept, here) = match (store::draft(id).await, store::names(id).await) {
        (Ok(Some(kept)), Ok(here)) => (kept, here),
        (Ok(None), _) => return Opened::None,
        (Err(failure), _) | (_, Err(failure)) => return Opened::Failed(failure),
    };
    let (dossier, filing) = match (keeper::in_hand(id), draft::open(kept.json.as_bytes())) {
        (Some(both), _) => both,
        (None, Ok(draft)) => (Rc::new(draft.dossier), Rc::new(draft.filing)),
        (None, Err(error)) => return Opened::Closed(error.say()),
    };
    let law = match laws {
        Some(laws) => laws.of(&dossier.pack).await,
        None => None,
    };
    match law {
        Some(law) => {
            let (dossier, filing) = settled(&law, dossier, filing, kept.page.as_deref()).await;
            let here = swept(&dossier, &filing, here).await;
            Opened::Open(dossier, filing, Rc::new(here), law)
        }
        None => Opened::Closed(hoso_core::text::Text::new(
            format!(
                "Trang này không có dữ liệu pháp luật {} mà hồ sơ viện dẫn. Hồ sơ được giữ nguyên.",
                dossier.pack.id
            ),
            format!(
                "This site does not have the law data {} that the dossier names. It is kept as it is.",
                dossier.pack.id
            ),
        )),
    }
}

/// A draft of before something was told for each place by itself is kept as it is told now; where there is no room for that, nothing is
/// moved.
async fn settled(law: &Law, dossier: Rc<Dossier>, filing: Rc<Filing>, page: Option<&str>) -> (Rc<Dossier>, Rc<Filing>) {
    let (mut now, mut beside) = (Dossier::clone(&dossier), Filing::clone(&filing));
    beside.settle(&law.pack, &mut now);
    if now == *dossier && beside == *filing {
        return (dossier, filing);
    }
    let lang = Lang::default();
    match kept(&law.pack, &now, &beside, lang, page.unwrap_or_default()) {
        Some(kept) if store::keep_draft(&kept).await.is_ok() => (now.into(), beside.into()),
        _ => (dossier, filing),
    }
}

/// The files that are here, after those that no paper has any more are deleted. Only at opening, when nothing is being attached.
async fn swept(dossier: &Dossier, filing: &Filing, here: Vec<String>) -> BTreeSet<String> {
    let wanted = attached_for(dossier, filing, |_| true);
    let (here, spare): (Vec<String>, Vec<String>) =
        here.into_iter().partition(|name| wanted.contains_key(name.as_str()));
    for name in spare {
        // What cannot be deleted takes room and does no harm.
        let _ = store::delete_file(&dossier.id, &name).await;
    }
    here.into_iter().collect()
}

fn stopped(title: &str, why: &str, back: &str) -> Html {
    html! {
        <main class="sheet">
            <Heading title={title.to_owned()} />
            <Notice grave={Grave::Stop}><p>{ why }</p></Notice>
            <p><a href={to(&Route::Start)}>{ back }</a></p>
        </main>
    }
}
