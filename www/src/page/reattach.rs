//! Files that the dossier names and this device does not have, as after opening a draft from a file: all chosen again at once.

use hoso_core::dossier::FileRef;
use wasm_bindgen_futures::spawn_local;
use web_sys::{File, HtmlInputElement};
use yew::prelude::*;

use crate::attach::bytes;
use crate::desk::{Action, use_work};
use crate::lang::use_tongue;
use crate::part::notice::{Grave, Notice};
use crate::store;
use hoso_core::text::normal;

/// A chooser for what is missing; nothing while nothing is.
#[component]
pub fn Reattach() -> Html {
    let tongue = use_tongue();
    let Some(work) = use_work() else { return html! {} };
    let files = work.attached();
    let missing: Vec<FileRef> =
        files.into_values().filter(|file| !work.state.here.contains(&file.name)).cloned().collect();
    if missing.is_empty() {
        return html! {};
    }
    let onchange = {
        let (work, missing) = (work.clone(), missing.clone());
        Callback::from(move |event: Event| {
            let Some(input) = event.target_dyn_into::<HtmlInputElement>() else { return };
            let chosen: Vec<File> =
                input.files().map_or(Vec::new(), |files| (0..files.length()).filter_map(|at| files.get(at)).collect());
            input.set_value("");
            for (wanted, file) in missing.iter().filter_map(|wanted| Some((wanted.clone(), matching(wanted, &chosen)?)))
            {
                let work = work.clone();
                spawn_local(async move {
                    // Held in memory where there is no room, so it is here either way; sealing compares its digest.
                    let _ = store::keep_file(&work.dossier().id, &wanted.name, &file).await;
                    work.state.dispatch(Action::Here(wanted.name));
                });
            }
        })
    };
    html! {
        <Notice grave={Grave::Warn}>
            <h2>{ tongue.say("Có tệp chưa nằm trên thiết bị này", "Some files are not on this device") }</h2>
            <ul>{ for missing.iter().map(|file| html! { <li class="file-name">{ &file.name }</li> }) }</ul>
            <label for="reattach">{ tongue.say("Chọn lại các tệp này, một lần cho tất cả", "Choose these files again, all at once") }</label>
            <input type="file" id="reattach" multiple=true {onchange} />
        </Notice>
    }
}

/// The chosen file that is the wanted one: the same size, and the same name where several have it.
fn matching(wanted: &FileRef, chosen: &[File]) -> Option<File> {
    let mut fits: Vec<&File> = chosen.iter().filter(|file| bytes(file) == wanted.size).collect();
    fits.sort_by_key(|file| normal(&file.name()) != wanted.name);
    fits.first().map(|file| (*file).clone())
}
