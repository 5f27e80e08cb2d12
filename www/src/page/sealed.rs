//! After sealing: the file for each recipient, what was sent and what came back, what to do next and by when, and how anyone can
//! check a file.

use std::collections::BTreeMap;

use hoso_core::text::Lang;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::parcel::Parcel;
use super::steps::{doubts, dues, steps};
use crate::browser;
use crate::desk::{Same, Work, use_work};
use crate::lang::{Tongue, use_tongue};
use crate::part::heading::{Heading, ID};
use crate::part::notice::{Grave, Notice};
use crate::route::{Route, to};
use crate::store::{self, Bundle};
use crate::work::fan::pieces;

/// After sealing.
#[component]
pub fn Sealed() -> Html {
    let tongue = use_tongue();
    let work = use_work();
    let found = use_state_eq(|| None::<BTreeMap<String, Bundle>>);
    {
        let found = found.clone();
        use_effect_with(work.as_ref().map(|work| work.dossier().id.clone()), move |id| {
            if let Some(id) = id.clone() {
                spawn_local(async move { found.set(Some(store::bundles(&id).await)) });
            }
        });
    }
    let Some(work) = work else { return html! {} };
    match &*found {
        None => html! { <Heading title={tongue.say("Hồ sơ đã ký", "Signed dossier")} /> },
        Some(bundles) if bundles.is_empty() => html! {
            <>
                <Heading title={tongue.say("Hồ sơ này chưa được ký", "This dossier is not signed yet")} />
                <p><a href={to(&Route::Seal { id: work.dossier().id.clone() })}>{ tongue.say("Ký và đóng gói", "Sign and seal") }</a></p>
            </>
        },
        Some(bundles) => html! { <Done work={work.clone()} bundles={bundles.clone()} /> },
    }
}

#[derive(Properties, PartialEq)]
struct DoneProps {
    work: Work,
    bundles: BTreeMap<String, Bundle>,
}

/// A recipient, the bundle for it, and whether that is of the dossier as it stands.
#[derive(Clone, PartialEq)]
struct Row {
    recipient: String,
    bundle: Option<Bundle>,
    fresh: bool,
}

#[component]
fn Done(props: &DoneProps) -> Html {
    let tongue = use_tongue();
    let (work, bundles) = (&props.work, &props.bundles);
    let title = tongue.say("Hồ sơ đã ký", "The dossier is signed");
    use_effect_with(format!("{title} – Hồ sơ"), |title| {
        browser::set_title(title);
    });
    use_effect_with((), |()| browser::focus(ID));
    let known = (Same(work.state.dossier.clone()), work.others().to_vec(), bundles.clone());
    let rows = use_memo(known, |_| rows(work, bundles));
    let several = rows.len() > 1;
    let download = {
        let bundles: Vec<Bundle> = rows.iter().filter_map(|row| row.bundle.clone()).collect();
        Callback::from(move |_: MouseEvent| {
            for bundle in &bundles {
                browser::save_as(&bundle.blob, &bundle.name);
            }
        })
    };
    let id = work.dossier().id.clone();
    let any = bundles.values().next().map_or_else(String::new, |bundle| bundle.name.clone());
    html! {
        <>
            <div class="confirmation">
                <h1 id={ID} tabindex="-1">{ title }</h1>
                if let [Row { bundle: Some(bundle), .. }] = rows.as_slice() {
                    <p>{ tongue.say("Số tham chiếu", "Reference") }<span class="reference">{ grouped(&bundle.reference) }</span></p>
                } else {
                    <p>{ count(&rows, &tongue) }</p>
                }
            </div>
            if rows.iter().any(|row| !row.fresh) {
                <Notice grave={Grave::Warn}><p>{ tongue.say(
                    "Hồ sơ đã được sửa sau khi ký. Tệp dưới đây là bản đã ký trước đó; muốn nộp bản mới, hãy xem lại và ký lại.",
                    "The dossier was changed after it was signed. The file below is what was signed before; to file the new state, check and sign again.",
                ) }</p></Notice>
            }
            <h2>{ tongue.say("Tải tệp hồ sơ", "Download the file") }</h2>
            if several {
                <p>{ tongue.say(
                    "Mỗi nơi nhận một tệp. Gửi đúng tệp cho đúng nơi, rồi ghi lại ở dưới đã gửi ngày nào và nhận lại gì; ghi chép này nằm trong hồ sơ và được lưu ra tệp cùng hồ sơ.",
                    "One file for each recipient. Send each its own, then note below when it was sent and what came back; the notes are kept with the dossier and saved to a file with it.",
                ) }</p>
                <p><button type="button" class="button" onclick={download}>{ tongue.say("Tải tất cả các tệp", "Download all files") }</button></p>
            }
            <ul class="cards">
                for row in rows.iter() {
                    <Parcel key={row.recipient.clone()} work={work.clone()} recipient={row.recipient.clone()} bundle={row.bundle.clone()} fresh={row.fresh} {several} />
                }
            </ul>
            <p>{ tongue.say(
                "Số tham chiếu là phần đầu mã SHA-256 của nội dung hồ sơ đã ký.",
                "The reference is the head of the SHA-256 of the signed dossier.",
            ) }</p>
            { next(work, &tongue) }
            <h2>{ tongue.say("Ai cũng kiểm tra được tệp này", "Anyone can check this file") }</h2>
            <ul>
                <li><a href={to(&Route::Check)}>{ tongue.say("Kiểm tra ngay trên trang này", "Check it on this site") }</a></li>
                <li>{ tongue.say("Bằng dòng lệnh: ", "At a prompt: ") }<code class="mono">{ format!("hoso verify {any}") }</code></li>
                <li>{ tongue.say(
                    "Bằng phần mềm khác đọc được ASiC-E có chữ ký XAdES, ví dụ DigiDoc.",
                    "With other software that reads ASiC-E with XAdES signatures, for example DigiDoc.",
                ) }</li>
            </ul>
            <div class="buttons">
                <a class="button button-second" href={to(&Route::Packing { id })}>{ tongue.say("In danh mục đóng gói hồ sơ giấy", "Print the packing list of the paper packet") }</a>
            </div>
        </>
    }
}

/// The recipients in their order, then those no longer chosen for whom a bundle is kept.
fn rows(work: &Work, bundles: &BTreeMap<String, Bundle>) -> Vec<Row> {
    let all = work.recipients();
    let pieces = pieces(&work.law.pack, work.dossier(), work.rest(), &all);
    let chosen = pieces.into_iter().map(|piece| {
        let bundle = bundles.get(&piece.recipient).cloned();
        let fresh = bundle.as_ref().is_none_or(|bundle| bundle.content == piece.content);
        Row { recipient: piece.recipient, bundle, fresh }
    });
    let dropped = bundles.iter().filter(|(recipient, _)| !all.contains(recipient));
    let dropped = dropped.map(|(recipient, bundle)| Row {
        recipient: recipient.clone(),
        bundle: Some(bundle.clone()),
        fresh: false,
    });
    chosen.chain(dropped).collect()
}

/// The head of the digest, in fours.
pub fn grouped(reference: &str) -> String {
    let head: Vec<char> = reference.chars().take(16).collect();
    head.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

fn count(rows: &[Row], tongue: &Tongue) -> String {
    let (all, signed) = (rows.len(), rows.iter().filter(|row| row.bundle.is_some()).count());
    match tongue.lang {
        Lang::Vi => format!("Đã ký {signed} trên {all} gói, mỗi nơi nhận một gói."),
        Lang::En => format!("{signed} of {all} bundles are signed, one for each recipient."),
    }
}

/// The procedure from the day of filing on, with the day on which each term ends at the latest.
fn next(work: &Work, tongue: &Tongue) -> Html {
    let dues = dues(work);
    html! {
        <>
            <h2>{ tongue.say("Việc tiếp theo", "What happens next") }</h2>
            <p>{ tongue.say(
                "Các ngày dưới đây là ngày cuối của từng thời hạn, tính từ ngày nơi nhận đầu tiên xác nhận đã nhận, nếu chưa có thì từ ngày gửi hoặc ngày nộp ghi trong hồ sơ, và giả định mỗi bước xong vào ngày cuối của thời hạn, hoặc ngay khi có thể nếu luật không nêu thời hạn.",
                "The days below each end a time, counted from the day on which the first recipient confirmed the receipt, else from that of sending or of filing in the dossier, as if each step were done on the last day of its time, or at once where the law names none.",
            ) }</p>
            { doubts(&dues, tongue) }
            { steps(work, &dues, |_| html! {}, tongue) }
            <p><a href={to(&Route::Terms { id: work.dossier().id.clone() })}>{ tongue.say("Xem cách tính từng thời hạn và ghi ngày thực tế", "See how each deadline is counted, and enter the days on which things happened") }</a></p>
        </>
    }
}
