//! After sealing: the file, its reference, what to do next and by when, and how anyone can check it.

use hoso_core::day::Trust;
use hoso_core::dossier::{Due, timeline};
use hoso_core::law::Timing;
use hoso_core::say;
use hoso_core::text::Lang;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::attach::bytes;
use crate::attach::size::size;
use crate::browser;
use crate::desk::{Work, use_work};
use crate::lang::{Tongue, use_tongue};
use crate::part::heading::{Heading, ID};
use crate::part::notice::{Grave, Notice};
use crate::route::{Route, to};
use crate::store::{self, Bundle};

#[derive(Clone, PartialEq)]
enum Found {
    NotYet,
    Some(Bundle),
    None,
}

/// After sealing.
#[component]
pub fn Sealed() -> Html {
    let tongue = use_tongue();
    let work = use_work();
    let found = use_state_eq(|| Found::NotYet);
    {
        let found = found.clone();
        use_effect_with(work.as_ref().map(|work| work.dossier().id.clone()), move |id| {
            if let Some(id) = id.clone() {
                spawn_local(async move {
                    found.set(match store::bundle(&id).await {
                        Ok(Some(bundle)) => Found::Some(bundle),
                        Ok(None) | Err(_) => Found::None,
                    });
                });
            }
        });
    }
    let Some(work) = work else { return html! {} };
    match &*found {
        Found::NotYet => html! { <Heading title={tongue.say("Hồ sơ đã ký", "Signed dossier")} /> },
        Found::None => html! {
            <>
                <Heading title={tongue.say("Hồ sơ này chưa được ký", "This dossier is not signed yet")} />
                <p><a href={to(&Route::Seal { id: work.dossier().id.clone() })}>{ tongue.say("Ký và đóng gói", "Sign and seal") }</a></p>
            </>
        },
        Found::Some(bundle) => html! { <Done work={work.clone()} bundle={bundle.clone()} /> },
    }
}

#[derive(Properties, PartialEq)]
struct DoneProps {
    work: Work,
    bundle: Bundle,
}

#[component]
fn Done(props: &DoneProps) -> Html {
    let tongue = use_tongue();
    let (work, bundle) = (&props.work, &props.bundle);
    let title = tongue.say("Hồ sơ đã ký", "The dossier is signed");
    use_effect_with(format!("{title} – Hồ sơ"), |title| {
        browser::set_title(title);
    });
    use_effect_with((), |()| browser::focus(ID));
    let download = {
        let bundle = bundle.clone();
        Callback::from(move |_: MouseEvent| browser::save_as(&bundle.blob, &bundle.name))
    };
    let id = work.dossier().id.clone();
    html! {
        <>
            <div class="confirmation">
                <h1 id={ID} tabindex="-1">{ title }</h1>
                <p>{ tongue.say("Số tham chiếu", "Reference") }<span class="reference">{ grouped(&bundle.reference) }</span></p>
            </div>
            if !work.dossier().closed {
                <Notice grave={Grave::Warn}><p>{ tongue.say(
                    "Hồ sơ đã được sửa sau khi ký. Tệp dưới đây là bản đã ký trước đó; muốn nộp bản mới, hãy xem lại và ký lại.",
                    "The dossier was changed after it was signed. The file below is what was signed before; to file the new state, check and sign again.",
                ) }</p></Notice>
            }
            <h2>{ tongue.say("Tải tệp hồ sơ", "Download the file") }</h2>
            <p>
                <button type="button" class="button" id="download" onclick={download}>
                    { format!("{} {} ({})", tongue.say("Tải về", "Download"), bundle.name, size(bytes(&bundle.blob), tongue.lang)) }
                </button>
            </p>
            <p>{ signed(bundle, &tongue) }</p>
            { next(work, &tongue) }
            <h2>{ tongue.say("Ai cũng kiểm tra được tệp này", "Anyone can check this file") }</h2>
            <ul>
                <li><a href={to(&Route::Check)}>{ tongue.say("Kiểm tra ngay trên trang này", "Check it on this site") }</a></li>
                <li>{ tongue.say("Bằng dòng lệnh: ", "At a prompt: ") }<code class="mono">{ format!("hoso verify {}", bundle.name) }</code></li>
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

fn signed(bundle: &Bundle, tongue: &Tongue) -> String {
    let at = browser::day_and_clock(bundle.signed);
    match tongue.lang {
        Lang::Vi => format!(
            "Ký lúc {at} theo đồng hồ thiết bị này. Số tham chiếu là phần đầu mã SHA-256 của nội dung hồ sơ đã ký."
        ),
        Lang::En => format!(
            "Signed at {at} by this device's clock. The reference is the head of the SHA-256 of the signed dossier."
        ),
    }
}

/// The head of the digest, in fours.
fn grouped(reference: &str) -> String {
    let head: Vec<char> = reference.chars().take(16).collect();
    head.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// The procedure from the day of filing on, with the day on which each term ends at the latest.
fn next(work: &Work, tongue: &Tongue) -> Html {
    let dossier = work.dossier();
    let Some(kind) = work.law.pack.dossier(&dossier.procedure) else { return html! {} };
    let words = &work.law.pack.words;
    let told = kind.filed.iter().map(|event| (event.clone(), dossier.on)).collect();
    let dues = timeline(&work.law.pack, kind, &told, dossier.on, &work.law.calendar);
    let trusted =
        dues.iter().filter_map(|due| due.deadline.as_ref()).all(|deadline| deadline.trust == Some(Trust::Sourced));
    let step = |due: &Due| {
        let who = words.actor.get(&due.step.who).map_or_else(|| due.step.who.clone(), |text| tongue.text(text));
        html! {
            <li>
                <h3>{ who }</h3>
                <p>{ tongue.text(&due.step.does) }</p>
                <p class="small">{ when(work, due, tongue) }</p>
                <p><span class="basis basis-law">{ say::cite(&work.law.pack, due.cite, tongue.lang) }</span></p>
            </li>
        }
    };
    html! {
        <>
            <h2>{ tongue.say("Việc tiếp theo", "What happens next") }</h2>
            <p>{ tongue.say(
                "Các ngày dưới đây là ngày muộn nhất, tính từ ngày nộp ghi trong hồ sơ và giả định mỗi bước xong vào ngày cuối.",
                "The days below are the latest ones, counted from the day of filing in the dossier, as if each step were done on its last day.",
            ) }</p>
            if !trusted {
                <p class="small">{ tongue.say(
                    "Lịch nghỉ lễ của năm này được tính bằng phần mềm, chưa đối chiếu với thông báo của năm đó.",
                    "This year's holidays are computed and not checked against that year's notice.",
                ) }</p>
            }
            <ol class="steps">{ for dues.iter().map(step) }</ol>
        </>
    }
}

fn when(work: &Work, due: &Due, tongue: &Tongue) -> String {
    let time = say::time(&work.law.pack, &due.step, tongue.lang);
    let last = due.deadline.as_ref().map(|deadline| say::deadline(deadline, tongue.lang));
    let sooner = matches!(due.step.time, Some(Timing::NotBefore(_)));
    let last = last.map(|last| match (sooner, tongue.lang) {
        (false, Lang::Vi) => format!("chậm nhất {last}"),
        (false, Lang::En) => format!("by {last} at the latest"),
        (true, Lang::Vi) => format!("sau ngày {last}"),
        (true, Lang::En) => format!("after {last}"),
    });
    time.into_iter().chain(last).collect::<Vec<_>>().join("; ")
}
