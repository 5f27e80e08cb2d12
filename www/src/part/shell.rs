//! The frame of every page: way past the header, name, language, what is new, the page, where to find help.

use gloo::events::EventListener;
use hoso_core::text::Lang;
use yew::html::ChildrenProps;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::browser;
use crate::lang::{tag, use_tongue};
use crate::part::heading;
use crate::part::notice::{Grave, Notice};
use crate::route::{Route, to};

/// The frame around a page.
#[component]
pub fn Shell(props: &ChildrenProps) -> Html {
    let route = use_route::<Route>().unwrap_or(Route::Start);
    let skip = Callback::from(|event: MouseEvent| {
        event.prevent_default();
        browser::focus(heading::ID);
    });
    html! {
        <>
            <Masthead {skip} here={to(&route)} />
            <div class="banners"><Update /></div>
            { props.children.clone() }
            <Foot />
        </>
    }
}

#[derive(Properties, PartialEq)]
struct MastheadProps {
    here: String,
    skip: Callback<MouseEvent>,
}

#[component]
fn Masthead(props: &MastheadProps) -> Html {
    let tongue = use_tongue();
    html! {
        <header class="masthead">
            <a class="skip" href={props.here.clone()} onclick={props.skip.clone()}>{ tongue.say("Đến nội dung chính", "Skip to the main content") }</a>
            <div class="masthead-in">
                <a class="wordmark" href={to(&Route::Start)}>
                    <svg viewBox="0 0 64 64" aria-hidden="true" focusable="false">
                        <path d="M8 14h18l5 6h25v6H8z" fill="#d9a536" />
                        <path d="M8 24h48v28H8z" fill="#fffefb" />
                        <path d="M19 38l8.5 8.5L45 30" fill="none" stroke="#0a4a46" stroke-width="5" />
                    </svg>
                    <span>
                        <span class="wordmark-name" lang="vi">{ "Hồ sơ" }</span>
                        <span class="wordmark-what">{ tongue.say("Lập, kiểm tra và ký hồ sơ theo luật", "Draw up, check and sign filing dossiers") }</span>
                    </span>
                </a>
                <div class="tongues" role="group" aria-label={tongue.say("Ngôn ngữ", "Language")}>
                    <TongueButton lang={Tag(Lang::Vi)} name="Tiếng Việt" />
                    <TongueButton lang={Tag(Lang::En)} name="English" />
                </div>
            </div>
        </header>
    }
}

#[derive(Clone, Copy, PartialEq)]
struct Tag(Lang);

#[derive(Properties, PartialEq)]
struct TongueButtonProps {
    lang: Tag,
    name: &'static str,
}

#[component]
fn TongueButton(props: &TongueButtonProps) -> Html {
    let tongue = use_tongue();
    let Tag(lang) = props.lang;
    let choose = tongue.choose.clone();
    let onclick = Callback::from(move |_: MouseEvent| choose.emit(lang));
    let pressed = if tongue.lang == lang { "true" } else { "false" };
    html! {
        <button type="button" class="tongue" lang={tag(lang)} aria-pressed={pressed} {onclick}>{ props.name }</button>
    }
}

/// Says that a newer version is there; taken when the reader asks, since taking it reloads the page.
#[component]
fn Update() -> Html {
    let tongue = use_tongue();
    let there = use_state_eq(browser::has_update);
    {
        let there = there.clone();
        use_effect_with((), move |()| {
            let listener = EventListener::new(&gloo::utils::window(), "hoso-update", move |_| there.set(true));
            move || drop(listener)
        });
    }
    if !*there {
        return html! {};
    }
    let apply = Callback::from(|_: MouseEvent| {
        if let Ok(event) = Event::new("hoso-apply") {
            // No listener can cancel it.
            let _ = gloo::utils::window().dispatch_event(&event);
        }
    });
    html! {
        <Notice grave={Grave::Say} live=true>
            <p>
                { tongue.say(
                    "Đã có phiên bản mới của trang này. Những gì bạn đã nhập vẫn được giữ. ",
                    "A newer version of this site is there. What you entered is kept. ",
                ) }
                <button type="button" class="button-plain" onclick={apply}>{ tongue.say("Tải lại để dùng", "Reload to use it") }</button>
            </p>
        </Notice>
    }
}

#[component]
fn Foot() -> Html {
    let tongue = use_tongue();
    let links = [
        (Route::Law, tongue.say("Luật được áp dụng", "The law applied")),
        (Route::Check, tongue.say("Kiểm tra một gói đã ký", "Check a signed bundle")),
        (Route::Device, tongue.say("Trợ giúp và dữ liệu trên thiết bị", "Help, and what is kept on this device")),
    ];
    html! {
        <footer>
            <div class="footer-in">
                <ul>
                    for (route, words) in links { <li><a href={to(&route)}>{ words }</a></li> }
                </ul>
                <p>
                    { tongue.say(
                        "Mọi việc diễn ra trong trình duyệt của bạn. Hồ sơ và các tệp không được gửi đi đâu, và trang này dùng được khi không có mạng.",
                        "Everything happens in your browser. The dossier and its files are sent nowhere, and this site works without a network.",
                    ) }
                </p>
            </div>
        </footer>
    }
}
