//! The scan of a paper: chosen, looked at, kept, replaced, taken away, or one that is attached already.

use hoso_core::dossier::FileRef;
use hoso_core::report::Slot;
use hoso_core::text::Lang;
use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::stated::named;
use crate::attach::size::size;
use crate::attach::{Refused, take};
use crate::desk::{Action, Change, Said, Work, attached, use_work};
use crate::lang::{Tongue, use_tongue};
use crate::part::notice::{Grave, Notice};

/// The scan of a paper.
#[derive(Properties, PartialEq)]
pub struct ScanProps {
    /// The id of the chooser.
    pub id: String,
    /// Which paper.
    pub slot: Slot,
    /// Which of the papers in the slot.
    pub index: usize,
    /// What the paper is called.
    pub of: AttrValue,
    /// The file, if there is one.
    pub file: Option<FileRef>,
    /// What is wrong.
    pub error: Option<String>,
}

/// The scan of a paper.
#[component]
pub fn Scan(props: &ScanProps) -> Html {
    let tongue = use_tongue();
    let refused = use_state_eq(|| None::<(String, Refused)>);
    let unkept = use_state_eq(|| false);
    let Some(work) = use_work() else { return html! {} };
    let set = {
        let (work, slot, index) = (work.clone(), props.slot.clone(), props.index);
        Callback::from(move |file: Option<FileRef>| work.change(Change::Say(slot.clone(), index, Said::File(file))))
    };
    let choose = {
        let (work, set, refused, unkept) = (work.clone(), set.clone(), refused.clone(), unkept.clone());
        Callback::from(move |event: Event| {
            let Some(input) = event.target_dyn_into::<HtmlInputElement>() else { return };
            let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
            let (work, set, refused, unkept) = (work.clone(), set.clone(), refused.clone(), unkept.clone());
            spawn_local(async move {
                match take(&work.dossier().id, &file, &work.state.here).await {
                    Ok(taken) => {
                        refused.set(None);
                        unkept.set(!taken.kept);
                        work.state.dispatch(Action::Here(taken.file.name.clone()));
                        set.emit(Some(taken.file));
                    }
                    Err(why) => refused.set(Some((file.name(), why))),
                }
                input.set_value("");
            });
        })
    };
    let remove = {
        let set = set.clone();
        Callback::from(move |_: MouseEvent| set.emit(None))
    };
    let said = refused.as_ref().map(|(name, why)| format!("{name}: {}", tongue.text(&why.say())));
    let error = said.or_else(|| props.error.clone());
    let (hint_id, error_id) = (format!("{}-hint", props.id), format!("{}-error", props.id));
    let described = if error.is_some() { format!("{hint_id} {error_id}") } else { hint_id.clone() };
    let label = if props.file.is_some() {
        tongue.say("Chọn tệp khác thay cho tệp này", "Choose another file instead")
    } else {
        tongue.say("Bản quét", "Scan")
    };
    html! {
        <div class={if error.is_some() { "field field-error" } else { "field" }}>
            if let Some(file) = &props.file {
                { attached_file(&work, file, remove, &tongue) }
            }
            if *unkept {
                <Notice grave={Grave::Warn} live=true><p>{ tongue.say(
                    "Thiết bị không còn chỗ để giữ tệp này. Tệp chỉ nằm trong trang đang mở; nếu đóng trang, bạn sẽ phải chọn lại.",
                    "The device has no room for this file. It is only in the open page; if you close the page you will have to choose it again.",
                ) }</p></Notice>
            }
            <label for={props.id.clone()}>{ label }{ named(&props.of) }</label>
            <p class="hint" id={hint_id}>{ tongue.say("PDF, JPEG hoặc PNG, tối đa 1 GB", "PDF, JPEG or PNG, at most 1 GB") }</p>
            if let Some(error) = &error { <p class="error" id={error_id} role={refused.as_ref().map(|_| "alert")}>{ error }</p> }
            <input type="file" id={props.id.clone()} accept=".pdf,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png" onchange={choose}
                aria-describedby={described} aria-invalid={error.as_ref().map(|_| "true")} />
            { reuse(&work, props, set, &tongue) }
        </div>
    }
}

fn attached_file(work: &Work, file: &FileRef, remove: Callback<MouseEvent>, tongue: &Tongue) -> Html {
    let here = work.state.here.contains(&file.name);
    let state = match (&file.sha256, here, &work.reading) {
        (_, false, _) => {
            tongue.say("chưa có trên thiết bị này, hãy chọn lại tệp", "not on this device; choose it again").to_owned()
        }
        (Some(_), true, _) => tongue.say("đã đọc xong", "read through").to_owned(),
        (None, true, Some(reading)) if reading.name == file.name => match tongue.lang {
            Lang::Vi => format!("đang đọc, {} %", reading.percent),
            Lang::En => format!("being read, {} %", reading.percent),
        },
        (None, true, _) => tongue.say("chờ đọc", "waiting to be read").to_owned(),
    };
    html! {
        <div class={if here { "attached" } else { "attached attached-missing" }}>
            <p><strong class="file-name">{ &file.name }</strong>{ format!(" · {} · ", size(file.size, tongue.lang)) }<span role="status">{ state }</span></p>
            <button type="button" class="button-plain" onclick={remove}>
                { tongue.say("Bỏ tệp này", "Remove this file") }<span class="hidden-text">{ format!(": {}", file.name) }</span>
            </button>
        </div>
    }
}

/// One scan may serve several papers: those that are here already can be chosen again.
fn reuse(work: &Work, props: &ScanProps, set: Callback<Option<FileRef>>, tongue: &Tongue) -> Html {
    let files = attached(work.dossier());
    let own = props.file.as_ref().map(|file| file.name.as_str());
    let others: Vec<&FileRef> = files.into_values().filter(|file| Some(file.name.as_str()) != own).collect();
    if others.is_empty() || props.file.is_some() {
        return html! {};
    }
    let id = format!("{}-again", props.id);
    let onchange = {
        let files: Vec<FileRef> = others.iter().map(|file| (*file).clone()).collect();
        Callback::from(move |event: Event| {
            let Some(select) = event.target_dyn_into::<HtmlSelectElement>() else { return };
            if let Some(file) = files.iter().find(|file| file.name == select.value()) {
                set.emit(Some(file.clone()));
            }
        })
    };
    html! {
        <div class="again">
            <label for={id.clone()}>{ tongue.say("Hoặc dùng tệp đã đính kèm ở mục khác", "Or use a file attached elsewhere") }{ named(&props.of) }</label>
            <select {id} class="input" {onchange}>
                <option value="" selected=true>{ tongue.say("Không", "None") }</option>
                for file in others { <option value={file.name.clone()}>{ &file.name }</option> }
            </select>
        </div>
    }
}
