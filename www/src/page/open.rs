//! Opening a dossier from a file that the client saved.

use hoso_core::draft::{self, DraftError};
use hoso_core::text::Text;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, HtmlInputElement};
use yew::prelude::*;
use yew_router::prelude::*;

use crate::browser;
use crate::desk::kept;
use crate::lang::use_tongue;
use crate::law::{Laws, use_laws};
use crate::part::heading::Heading;
use crate::part::notice::{Grave, Notice};
use crate::route::{Route, to};
use crate::store::{self, Kept};

const FILE: &str = "f-file";

/// Opening a dossier from a file.
#[component]
pub fn Open() -> Html {
    let tongue = use_tongue();
    let laws = use_laws();
    let navigator = use_navigator();
    let refused = use_state_eq(|| None::<Text>);
    let open = {
        let refused = refused.clone();
        Callback::from(move |event: Event| {
            let (Some(input), Some(laws)) = (event.target_dyn_into::<HtmlInputElement>(), laws.clone()) else { return };
            let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
            input.set_value("");
            let (refused, navigator) = (refused.clone(), navigator.clone());
            spawn_local(async move {
                match take_in(&file, &laws).await {
                    Ok(id) => navigator.iter().for_each(|to| to.push(&Route::Tasks { id: id.clone() })),
                    Err(why) => refused.set(Some(why)),
                }
            });
        })
    };
    let error = refused.as_ref().map(|why| tongue.text(why));
    let described = if error.is_some() { "f-file-hint f-file-error" } else { "f-file-hint" };
    html! {
        <>
            <a class="back" href={to(&Route::Start)}>{ tongue.say("Về trang đầu", "To the first page") }</a>
            <Heading title={tongue.say("Mở hồ sơ đã lưu ra tệp", "Open a dossier saved to a file")} wrong={error.is_some()} />
            <div class={if error.is_some() { "field field-error" } else { "field" }}>
                <label for={FILE}>{ tongue.say("Tệp hồ sơ", "Dossier file") }</label>
                <p class="hint" id="f-file-hint">{ tongue.say(
                    "Tệp .json do trang này lưu. Tệp đính kèm không nằm trong đó; bạn chọn lại chúng trên thiết bị này.",
                    "A .json file that this site saved. Attachments are not in it; you choose them again on this device.",
                ) }</p>
                if let Some(error) = &error { <p class="error" id="f-file-error" role="alert">{ error }</p> }
                <input type="file" id={FILE} accept=".json,application/json" aria-describedby={described}
                    aria-invalid={error.as_ref().map(|_| "true")} onchange={open} />
            </div>
            <Notice grave={Grave::Say}><p>{ tongue.say(
                "Tệp được đọc ngay trên thiết bị này và không được gửi đi đâu.",
                "The file is read on this device and sent nowhere.",
            ) }</p></Notice>
        </>
    }
}

/// Takes in a draft from a file; gives the dossier's id. One of a newer version is kept as it is; one that is here already is not
/// written over.
async fn take_in(file: &Blob, laws: &Laws) -> Result<String, Text> {
    let text = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string());
    let json = text
        .ok_or_else(|| Text::new("Không đọc được tệp. Hãy chọn lại.", "The file cannot be read. Choose it again."))?;
    let draft = match draft::open(json.as_bytes()) {
        Ok(draft) => draft,
        Err(error) => {
            if matches!(error, DraftError::Newer { .. }) {
                // Without room it stays where it is: in the reader's file.
                let _ = store::keep_draft(&newer(json, error.say())).await;
            }
            return Err(error.say());
        }
    };
    let id = draft.dossier.id.clone();
    let here = store::draft(&id).await.ok().flatten();
    if here.is_some_and(|here| {
        draft::open(here.json.as_bytes()).is_ok_and(|here| here.dossier != draft.dossier || here.filing != draft.filing)
    }) {
        return Err(Text::new(
            "Hồ sơ này đã có trên thiết bị và khác với tệp. Hãy lưu bản đang có ra tệp rồi xóa nó trước khi mở tệp này.",
            "This dossier is on the device already and differs from the file. Save the one here to a file and delete it before you open this one.",
        ));
    }
    let law = laws.of(&draft.dossier.pack).await.ok_or_else(|| unknown(&draft.dossier.pack.id))?;
    let kept = kept(&law.pack, &draft.dossier, &draft.filing, draft.lang, "")
        .ok_or_else(|| unknown(&draft.dossier.pack.id))?;
    let no_room = |_| Text::new("Thiết bị không còn chỗ để giữ hồ sơ này.", "The device has no room for this dossier.");
    store::keep_draft(&kept).await.map_err(no_room)?;
    store::ask_to_persist();
    Ok(id)
}

fn newer(json: String, note: Text) -> Kept {
    let title = Text::new("Hồ sơ của một phiên bản mới hơn", "A dossier of a newer version");
    Kept { id: browser::random_hex(16), json, saved: browser::now(), title, page: None, note: Some(note) }
}

fn unknown(pack: &str) -> Text {
    Text::new(
        format!("Trang này không có dữ liệu pháp luật {pack} mà hồ sơ viện dẫn."),
        format!("This site does not have the law data {pack} that the dossier names."),
    )
}
