//! Help: what is kept where, how to work without a network, and what to do on a shared device.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::StorageEstimate;
use yew::prelude::*;

use crate::attach::size::size;
use crate::lang::use_tongue;
use crate::part::heading::Heading;
use crate::part::notice::{Grave, Notice};
use crate::route::{Route, to};

#[derive(Clone, Copy, Default, PartialEq)]
struct Room {
    used: f64,
    all: f64,
    persisted: bool,
}

/// Help, and what is kept on this device.
#[component]
pub fn Device() -> Html {
    let tongue = use_tongue();
    let room = use_state_eq(|| None::<Room>);
    {
        let room = room.clone();
        use_effect_with((), move |()| {
            spawn_local(async move { room.set(measure().await.ok()) });
        });
    }
    html! {
        <>
            <Heading title={tongue.say("Trợ giúp và dữ liệu trên thiết bị", "Help, and what is kept on this device")} />
            <h2>{ tongue.say("Dữ liệu của bạn ở đâu", "Where your data is") }</h2>
            <p>{ tongue.say(
                "Những gì bạn nhập và đính kèm được trình duyệt này giữ trên thiết bị này. Không có gì được gửi đi; bạn tự nộp tệp đã ký cho cơ quan nhận.",
                "What you enter and attach is kept by this browser on this device. Nothing is sent; you hand the signed file to the receiving office yourself.",
            ) }</p>
            if let Some(room) = &*room {
                <p>{ format!("{} {} / {}.", tongue.say("Đang dùng", "In use:"), words(room.used, tongue.lang), words(room.all, tongue.lang)) }
                    { " " }
                    { if room.persisted {
                        tongue.say("Trình duyệt đã hứa không tự xóa.", "The browser has promised not to clear it by itself.")
                    } else {
                        tongue.say("Khi thiết bị thiếu chỗ, trình duyệt có thể tự xóa; Safari xóa sau 7 ngày không dùng.", "When the device runs short of room the browser may clear it; Safari clears it after 7 days without use.")
                    } }
                </p>
            }
            <p>{ tongue.say(
                "Để chắc chắn, hãy lưu hồ sơ ra tệp: ở trang đầu, hoặc cuối trang các phần của hồ sơ.",
                "To be safe, save the dossier to a file: on the first page, or at the foot of the parts of the dossier.",
            ) }</p>
            <Notice grave={Grave::Warn}>
                <h2>{ tongue.say("Máy dùng chung", "A shared device") }</h2>
                <p>{ tongue.say(
                    "Người dùng sau có thể thấy hồ sơ đang làm. Xong việc, hãy lưu hồ sơ ra tệp rồi xóa hồ sơ ở trang đầu.",
                    "The next user can see the dossiers in the making. When you are done, save the dossier to a file and delete it on the first page.",
                ) }</p>
            </Notice>
            <h2>{ tongue.say("Khi không có mạng", "Without a network") }</h2>
            <p>{ tongue.say(
                "Sau lần mở đầu tiên, trang này dùng được khi không có mạng: điền, kiểm tra, ký và kiểm tra gói đã ký.",
                "After it was opened once, this site works without a network: filling, checking, signing and checking a signed bundle.",
            ) }</p>
            <h2>{ tongue.say("Khóa ký", "Your signing key") }</h2>
            <p>{ tongue.say(
                "Tệp khóa và mật khẩu chỉ được đọc khi bạn ký, trong một tiến trình riêng bị hủy ngay sau đó. Không gì trong đó được lưu.",
                "The key file and its password are read only when you sign, in a process of its own that is ended right after. Nothing of them is kept.",
            ) }</p>
            <p><a href={to(&Route::Start)}>{ tongue.say("Về trang đầu", "To the first page") }</a></p>
        </>
    }
}

async fn measure() -> Result<Room, JsValue> {
    let storage = gloo::utils::window().navigator().storage();
    let estimate: StorageEstimate = JsFuture::from(storage.estimate()?).await?.unchecked_into();
    let persisted = JsFuture::from(storage.persisted()?).await?.is_truthy();
    Ok(Room { used: estimate.get_usage().unwrap_or(0.0), all: estimate.get_quota().unwrap_or(0.0), persisted })
}

fn words(bytes: f64, lang: hoso_core::text::Lang) -> String {
    let bytes = bytes as u64;
    size(bytes, lang)
}
