//! The drafts on this device: go on, save to a file, delete.

use hoso_core::text::Lang;
use js_sys::Array;
use wasm_bindgen_futures::spawn_local;
use web_sys::Blob;
use yew::prelude::*;

use crate::browser;
use crate::lang::{Tongue, use_tongue};
use crate::part::notice::{Grave, Notice};
use crate::route::{Route, to};
use crate::store::{self, Failure, Kept};

/// The drafts on this device; nothing where there is none.
#[component]
pub fn Drafts() -> Html {
    let tongue = use_tongue();
    let drafts = use_state_eq(|| Ok::<Vec<Kept>, Failure>(Vec::new()));
    let asking = use_state_eq(|| None::<String>);
    let deleted = use_state_eq(|| false);
    let load = {
        let drafts = drafts.clone();
        move || spawn_local(async move { drafts.set(store::drafts().await) })
    };
    {
        let load = load.clone();
        use_effect_with((), move |()| load());
    }
    let delete = {
        let (asking, deleted) = (asking.clone(), deleted.clone());
        Callback::from(move |id: String| {
            let (load, asking, deleted) = (load.clone(), asking.clone(), deleted.clone());
            spawn_local(async move {
                // What cannot be deleted stays in the list, where the reader sees it.
                deleted.set(store::delete_draft(&id).await.is_ok());
                asking.set(None);
                load();
            });
        })
    };
    let ask = {
        let asking = asking.clone();
        Callback::from(move |id: Option<String>| asking.set(id))
    };
    let cards = |kept: &Vec<Kept>| {
        html! {
            <>
                <h2>{ tongue.say("Hồ sơ đang làm trên thiết bị này", "Dossiers in the making on this device") }</h2>
                <ul class="cards">
                    { for kept.iter().map(|kept| card(kept, *asking == Some(kept.id.clone()), &ask, &delete, &tongue)) }
                </ul>
            </>
        }
    };
    html! {
        <>
            if *deleted {
                <Notice grave={Grave::Good} live=true>
                    <p>{ tongue.say("Đã xóa hồ sơ khỏi thiết bị này.", "The dossier is deleted from this device.") }</p>
                </Notice>
            }
            { match &*drafts {
                Ok(kept) if kept.is_empty() => html! {},
                Ok(kept) => cards(kept),
                Err(_) => html! {
                    <Notice grave={Grave::Warn}><p>{ tongue.say(
                        "Trình duyệt này không cho lưu dữ liệu (có thể do cửa sổ riêng tư). Hãy lưu hồ sơ ra tệp trước khi đóng trang.",
                        "This browser keeps nothing (you may be in a private window). Save the dossier to a file before you close the page.",
                    ) }</p></Notice>
                },
            } }
        </>
    }
}

fn card(kept: &Kept, asking: bool, ask: &Callback<Option<String>>, delete: &Callback<String>, tongue: &Tongue) -> Html {
    let title = tongue.text(&kept.title);
    let set = |id: Option<String>| {
        let ask = ask.clone();
        Callback::from(move |_: MouseEvent| ask.emit(id.clone()))
    };
    let save = {
        let kept = kept.clone();
        Callback::from(move |_: MouseEvent| save_to_file(&kept))
    };
    let delete = {
        let (delete, id) = (delete.clone(), kept.id.clone());
        Callback::from(move |_: MouseEvent| delete.emit(id.clone()))
    };
    let of = html! { <span class="hidden-text">{ format!(": {title}") }</span> };
    html! {
        <li class="card" key={kept.id.clone()}>
            <div class="card-head"><h3>{ &title }</h3></div>
            <div class="card-body">
                <p class="small">{ changed(kept.saved, tongue) }</p>
                if let Some(note) = &kept.note { <p>{ tongue.text(note) }</p> }
                if asking {
                    <p><strong>{ tongue.say(
                        "Xóa hồ sơ này cùng mọi tệp đính kèm khỏi thiết bị? Không thể lấy lại.",
                        "Delete this dossier and all its attachments from this device? It cannot be brought back.",
                    ) }</strong></p>
                    <div class="actions">
                        <button type="button" class="button button-grave" onclick={delete}>{ tongue.say("Xóa hẳn", "Delete for good") }</button>
                        <button type="button" class="button button-second" onclick={set(None)}>{ tongue.say("Giữ lại", "Keep it") }</button>
                    </div>
                } else {
                    <div class="actions">
                        if let Some(page) = &kept.page {
                            <a class="button" href={resume(&kept.id, page)}>{ tongue.say("Làm tiếp", "Go on") }{ of.clone() }</a>
                        }
                        <button type="button" class="button-plain" onclick={save}>{ tongue.say("Lưu ra tệp", "Save to a file") }{ of.clone() }</button>
                        <button type="button" class="button-plain" onclick={set(Some(kept.id.clone()))}>{ tongue.say("Xóa", "Delete") }{ of }</button>
                    </div>
                }
            </div>
        </li>
    }
}

/// The page a draft was left on.
fn resume(id: &str, page: &str) -> String {
    if page.starts_with(&format!("/d/{id}")) { format!("#{page}") } else { to(&Route::Tasks { id: id.to_owned() }) }
}

fn changed(saved: f64, tongue: &Tongue) -> String {
    let at = browser::day_and_clock(saved);
    match tongue.lang {
        Lang::Vi => format!("Lưu lần cuối: {at}"),
        Lang::En => format!("Last saved: {at}"),
    }
}

/// Offers a draft as a file.
pub fn save_to_file(kept: &Kept) {
    if let Ok(blob) = Blob::new_with_str_sequence(&Array::of1(&kept.json.as_str().into())) {
        browser::save_as(&blob, &format!("ho-so-{}.json", kept.id.get(..8).unwrap_or(&kept.id)));
    }
}
