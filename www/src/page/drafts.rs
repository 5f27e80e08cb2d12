//! The drafts on this device: go on, save to a file, delete; and opening one from a file.

use hoso_core::draft::{self, DraftError};
use hoso_core::text::{Lang, Text};
use js_sys::Array;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, HtmlInputElement};
use yew::html::ChildrenProps;
use yew::prelude::*;

use super::start::name_of;
use crate::browser;
use crate::lang::{Tongue, use_tongue};
use crate::law::use_laws;
use crate::part::notice::{Grave, Notice};
use crate::route::{Route, to};
use crate::store::{self, Failure, Kept};

/// The drafts on this device, what stands after them, and opening one from a file.
#[component]
pub fn Drafts(props: &ChildrenProps) -> Html {
    let tongue = use_tongue();
    let laws = use_laws();
    let drafts = use_state_eq(|| None::<Result<Vec<Kept>, Failure>>);
    let asked = use_state_eq(|| None::<String>);
    let said = use_state_eq(|| None::<(Grave, Text)>);
    let reload = {
        let drafts = drafts.clone();
        Callback::from(move |()| {
            let drafts = drafts.clone();
            spawn_local(async move { drafts.set(Some(store::drafts().await)) });
        })
    };
    {
        let reload = reload.clone();
        use_effect_with((), move |()| reload.emit(()));
    }
    let delete = {
        let (reload, asked, said) = (reload.clone(), asked.clone(), said.clone());
        Callback::from(move |id: String| {
            let (reload, asked, said) = (reload.clone(), asked.clone(), said.clone());
            spawn_local(async move {
                // What cannot be deleted stays in the list, where the reader sees it.
                if store::delete_draft(&id).await.is_ok() {
                    said.set(Some((
                        Grave::Good,
                        Text::new("Đã xóa hồ sơ khỏi thiết bị này.", "The dossier is deleted from this device."),
                    )));
                }
                asked.set(None);
                reload.emit(());
            });
        })
    };
    let open = {
        let (reload, said) = (reload.clone(), said.clone());
        Callback::from(move |event: Event| {
            let Some(input) = event.target_dyn_into::<HtmlInputElement>() else { return };
            let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
            input.set_value("");
            let (reload, said) = (reload.clone(), said.clone());
            spawn_local(async move {
                said.set(Some(take_in(&file).await));
                reload.emit(());
            });
        })
    };
    let unavailable = match &*drafts {
        None | Some(Ok(_)) => html! {},
        Some(Err(_)) => html! {
            <Notice grave={Grave::Warn}>
                <p>{ tongue.say(
                    "Trình duyệt này không cho lưu dữ liệu (có thể do cửa sổ riêng tư). Hãy lưu hồ sơ ra tệp trước khi đóng trang.",
                    "This browser keeps nothing (you may be in a private window). Save the dossier to a file before you close the page.",
                ) }</p>
            </Notice>
        },
    };
    let kept: Vec<Kept> = match &*drafts {
        Some(Ok(kept)) => kept.clone(),
        _ => Vec::new(),
    };
    let card = |kept: &Kept| {
        let opened = draft::open(kept.json.as_bytes());
        let title = match (&opened, &laws) {
            (Ok(draft), Some(laws)) => name_of(laws, draft, &tongue),
            _ => tongue.say("Hồ sơ chưa mở được", "A dossier that cannot be opened yet").to_owned(),
        };
        html! { <Card key={kept.id.clone()} kept={kept.clone()} {title} asking={*asked == Some(kept.id.clone())} ask={{
            let asked = asked.clone();
            Callback::from(move |id| asked.set(id))
        }} delete={delete.clone()} /> }
    };
    html! {
        <>
            if let Some((grave, text)) = &*said {
                <Notice grave={*grave} live=true><p>{ tongue.text(text) }</p></Notice>
            }
            { unavailable }
            if !kept.is_empty() {
                <h2>{ tongue.say("Hồ sơ đang làm trên thiết bị này", "Dossiers in the making on this device") }</h2>
                <ul class="cards">{ for kept.iter().map(card) }</ul>
            }
            { props.children.clone() }
            <h2>{ tongue.say("Mở hồ sơ đã lưu ra tệp", "Open a dossier saved to a file") }</h2>
            <div class="field">
                <label for="open-draft">{ tongue.say("Tệp hồ sơ", "Dossier file") }</label>
                <p class="hint" id="open-draft-hint">{ tongue.say(
                    "Tệp .json do trang này lưu. Tệp đính kèm không nằm trong đó; bạn chọn lại chúng trên thiết bị này.",
                    "A .json file that this site saved. Attachments are not in it; you choose them again on this device.",
                ) }</p>
                <input type="file" id="open-draft" accept=".json,application/json" aria-describedby="open-draft-hint" onchange={open} />
            </div>
        </>
    }
}

#[derive(Properties, PartialEq)]
struct CardProps {
    kept: Kept,
    title: String,
    asking: bool,
    ask: Callback<Option<String>>,
    delete: Callback<String>,
}

#[component]
fn Card(props: &CardProps) -> Html {
    let tongue = use_tongue();
    let kept = &props.kept;
    let opened = draft::open(kept.json.as_bytes());
    let ask = |id: Option<String>| {
        let ask = props.ask.clone();
        Callback::from(move |_: MouseEvent| ask.emit(id.clone()))
    };
    let save = {
        let kept = kept.clone();
        Callback::from(move |_: MouseEvent| save_to_file(&kept))
    };
    let delete = {
        let (delete, id) = (props.delete.clone(), kept.id.clone());
        Callback::from(move |_: MouseEvent| delete.emit(id.clone()))
    };
    let of = html! { <span class="hidden-text">{ format!(": {}", props.title) }</span> };
    html! {
        <li class="card">
            <div class="card-head"><h3>{ &props.title }</h3></div>
            <div class="card-body">
                <p class="small">{ changed(kept.saved, &tongue) }</p>
                if let Err(error) = &opened { <p>{ tongue.text(&error.say()) }</p> }
                if props.asking {
                    <p><strong>{ tongue.say(
                        "Xóa hồ sơ này cùng mọi tệp đính kèm khỏi thiết bị? Không thể lấy lại.",
                        "Delete this dossier and all its attachments from this device? It cannot be brought back.",
                    ) }</strong></p>
                    <div class="actions">
                        <button type="button" class="button button-grave" onclick={delete}>{ tongue.say("Xóa hẳn", "Delete for good") }</button>
                        <button type="button" class="button button-second" onclick={ask(None)}>{ tongue.say("Giữ lại", "Keep it") }</button>
                    </div>
                } else {
                    <div class="actions">
                        if let Ok(draft) = &opened {
                            <a class="button" href={resume(draft)}>{ tongue.say("Làm tiếp", "Go on") }{ of.clone() }</a>
                        }
                        <button type="button" class="button-plain" onclick={save}>{ tongue.say("Lưu ra tệp", "Save to a file") }{ of.clone() }</button>
                        <button type="button" class="button-plain" onclick={ask(Some(kept.id.clone()))}>{ tongue.say("Xóa", "Delete") }{ of }</button>
                    </div>
                }
            </div>
        </li>
    }
}

/// The page a draft was left on.
fn resume(draft: &draft::Draft) -> String {
    let home = Route::Tasks { id: draft.dossier.id.clone() };
    let left = format!("/d/{}", draft.dossier.id);
    if draft.page.starts_with(&left) { format!("#{}", draft.page) } else { to(&home) }
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

/// Takes in a draft from a file. A draft of a newer version is kept as it is; one that is here already is not overwritten.
async fn take_in(file: &Blob) -> (Grave, Text) {
    let text = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string());
    let Some(json) = text else {
        return (
            Grave::Stop,
            Text::new("Không đọc được tệp. Hãy chọn lại.", "The file cannot be read. Choose it again."),
        );
    };
    let id = match draft::open(json.as_bytes()) {
        Ok(draft) => draft.dossier.id,
        Err(error @ DraftError::Newer { .. }) => {
            let kept = Kept { id: browser::random_hex(16), json, saved: browser::now() };
            return match store::keep_draft(&kept).await {
                Ok(()) => (Grave::Warn, error.say()),
                Err(_) => (Grave::Stop, error.say()),
            };
        }
        Err(error) => return (Grave::Stop, error.say()),
    };
    if matches!(store::draft(&id).await, Ok(Some(here)) if here.json != json) {
        return (
            Grave::Stop,
            Text::new(
                "Hồ sơ này đã có trên thiết bị và khác với tệp. Hãy lưu bản đang có ra tệp rồi xóa nó trước khi mở tệp này.",
                "This dossier is on the device already and differs from the file. Save the one here to a file and delete it before you open this one.",
            ),
        );
    }
    match store::keep_draft(&Kept { id, json, saved: browser::now() }).await {
        Ok(()) => (
            Grave::Good,
            Text::new(
                "Đã mở hồ sơ từ tệp. Hồ sơ nằm đầu danh sách.",
                "The dossier is taken in from the file. It stands first in the list.",
            ),
        ),
        Err(_) => (
            Grave::Stop,
            Text::new("Thiết bị không còn chỗ để giữ hồ sơ này.", "The device has no room for this dossier."),
        ),
    }
}
