//! What is inside a bundle that was checked, shown safely: the dossier drawn anew from its data, scans as pictures, nothing that could
//! run. What cannot be shown so can be saved, pages as plain text; kinds of file that hoso does not write are left alone.

use js_sys::Uint8Array;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, Url};
use yew::prelude::*;

use crate::attach::kind::{Kind, kind, named};
use crate::attach::size::size;
use crate::browser;
use crate::lang::{Tongue, use_tongue};
use crate::part::notice::{Grave, Notice};
use crate::work::verdict::Part;

/// The largest picture that is shown, in bytes; larger ones can be saved.
const MAX_PICTURE: u64 = 64 << 20;
/// How much of a file tells its kind, in bytes.
const HEAD: f64 = 1024.0;
const VIEW: &str = "part-view";

/// A bundle's parts.
#[derive(Properties, PartialEq)]
pub struct PartsProps {
    /// The bundle.
    pub bundle: Blob,
    /// Its parts.
    pub parts: Vec<Part>,
    /// Where the bytes of each begin, where they stand there as they were signed.
    pub places: Vec<Option<u64>>,
}

#[derive(Clone, PartialEq)]
enum State {
    Closed,
    /// The part of this place is no picture, whatever its name says.
    NoPicture(usize),
    /// The part of this place, and the address of the picture.
    Picture(usize, String),
}

/// A bundle's parts, each with what can be done with it.
#[component]
pub fn Parts(props: &PartsProps) -> Html {
    let tongue = use_tongue();
    let state = use_state_eq(|| State::Closed);
    use_effect_with((*state).clone(), |state| {
        let state = state.clone();
        if state != State::Closed {
            browser::focus(VIEW);
        }
        move || {
            if let State::Picture(_, address) = state {
                // An address that is gone already is all that was wanted.
                let _ = Url::revoke_object_url(&address);
            }
        }
    });
    html! {
        <>
            <p class="small">{ tongue.say(
                "Ảnh xem được ngay tại đây. Tệp PDF và trang biểu mẫu không được mở ở đây vì có thể chứa mã chạy; hãy lưu ra tệp rồi mở bằng phần mềm đã tắt mã chạy. Trang biểu mẫu được lưu thành văn bản thuần.",
                "Pictures can be looked at here. PDF files and pages of forms are not opened here, because they may hold code; save them and open them in a program with scripts turned off. Pages of forms are saved as plain text.",
            ) }</p>
            <ul>
                for (at, part) in props.parts.iter().enumerate() {
                    <li key={part.name.clone()}>
                        <span class="file-name">{ &part.name }</span>{ format!(" · {}", size(part.size, tongue.lang)) }
                        if !part.intact { <strong>{ tongue.say(" – đã bị đổi hoặc không chữ ký nào bảo vệ", " – changed, or covered by no signature") }</strong> }
                        { open(props, at, part, &state, &tongue) }
                    </li>
                }
            </ul>
            { view(props, &state, &tongue) }
        </>
    }
}

/// The ways to open a part that is as it was signed.
fn open(props: &PartsProps, at: usize, part: &Part, state: &UseStateHandle<State>, tongue: &Tongue) -> Html {
    let place = props.places.get(at).copied().flatten().filter(|_| part.intact);
    let bytes = place.and_then(|place| bytes(&props.bundle, place, part.size));
    let (Some(bytes), Some(as_saved)) = (bytes, saved_as(&part.name)) else { return html! {} };
    let looked_at = matches!(named(&part.name), Some(Kind::Png | Kind::Jpeg)) && part.size <= MAX_PICTURE;
    let look = {
        let (state, bytes) = (state.clone(), bytes.clone());
        Callback::from(move |_: MouseEvent| {
            let (state, bytes) = (state.clone(), bytes.clone());
            spawn_local(async move {
                state.set(picture(&bytes).await.map_or(State::NoPicture(at), |address| State::Picture(at, address)));
            });
        })
    };
    let save = Callback::from(move |_: MouseEvent| browser::save_as(&bytes, &as_saved));
    let about = || html! { <span class="hidden-text">{ format!(": {}", part.name) }</span> };
    html! {
        <>
            if looked_at {
                { " " }<button type="button" class="button-plain" onclick={look}>{ tongue.say("Xem", "Look at it") }{ about() }</button>
            }
            { " " }<button type="button" class="button-plain" onclick={save}>{ tongue.say("Lưu ra tệp", "Save to a file") }{ about() }</button>
        </>
    }
}

fn view(props: &PartsProps, state: &UseStateHandle<State>, tongue: &Tongue) -> Html {
    let name = |at: &usize| props.parts.get(*at).map_or("", |part| part.name.as_str()).to_owned();
    let close = {
        let state = state.clone();
        Callback::from(move |_: MouseEvent| state.set(State::Closed))
    };
    match &**state {
        State::Closed => html! {},
        State::NoPicture(at) => html! {
            <div id={VIEW} tabindex="-1">
                <Notice grave={Grave::Warn}><p>{ format!("{}: {}", name(at), tongue.say(
                    "nội dung không phải là ảnh như tên tệp nói, nên không được mở.",
                    "what is in it is no picture, whatever its name says, so it is not opened.",
                )) }</p></Notice>
            </div>
        },
        State::Picture(at, address) => html! {
            <figure id={VIEW} tabindex="-1" class="picture">
                <figcaption><span class="file-name">{ name(at) }</span>{ " " }
                    <button type="button" class="button-plain" onclick={close}>{ tongue.say("Đóng ảnh", "Close the picture") }</button>
                </figcaption>
                <img src={address.clone()} alt={format!("{} {}", tongue.say("Bản quét", "Scan"), name(at))} />
            </figure>
        },
    }
}

fn bytes(bundle: &Blob, place: u64, size: u64) -> Option<Blob> {
    let end = place.checked_add(size)?;
    bundle.slice_with_f64_and_f64(place as f64, end as f64).ok()
}

/// The address of a picture, once its bytes have told that it is one: the browser is given no other type than that.
async fn picture(bytes: &Blob) -> Option<String> {
    let head = JsFuture::from(bytes.slice_with_f64_and_f64(0.0, HEAD).ok()?.array_buffer()).await.ok()?;
    let kind = kind(&Uint8Array::new(&head).to_vec()).filter(|kind| matches!(kind, Kind::Png | Kind::Jpeg))?;
    let typed = bytes.slice_with_f64_and_f64_and_content_type(0.0, bytes.size(), kind.media_type()).ok()?;
    Url::create_object_url_with_blob(&typed).ok()
}

/// Under what name a part is saved: that in the bundle without its folders. A page becomes text; a kind of file that hoso does not
/// write is not handed out.
fn saved_as(name: &str) -> Option<String> {
    let last = name.rsplit('/').next()?;
    match last.rsplit_once('.')?.1 {
        "html" => Some(format!("{last}.txt")),
        "pdf" | "png" | "jpg" | "jpeg" | "json" => Some(last.to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::saved_as;

    #[test]
    fn pages_are_saved_as_text_and_programs_not_at_all() {
        assert_eq!(saved_as("biểu-mẫu/M-01-đơn.html").as_deref(), Some("M-01-đơn.html.txt"));
        assert_eq!(saved_as("giấy-tờ/2.8-ký-quỹ.pdf").as_deref(), Some("2.8-ký-quỹ.pdf"));
        for name in ["a.exe", "a.pdf.js", "a.svg", "none"] {
            assert_eq!(saved_as(name), None);
        }
    }
}
