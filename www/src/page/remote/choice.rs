//! Choosing among several credentials. Those that cannot sign are said, with the reason.

use std::rc::Rc;

use yew::prelude::*;

use super::offer::Offer;
use crate::lang::{Tongue, use_tongue};
use crate::part::notice::{Grave, Notice};

const NAME: &str = "f-credential";

/// What is offered.
#[derive(Properties, PartialEq)]
pub struct ChoiceProps {
    /// The credentials.
    pub offers: Rc<Vec<Rc<Offer>>>,
    /// Takes the one chosen.
    pub chosen: Callback<Rc<Offer>>,
}

/// A choice of credentials.
#[component]
pub fn Choice(props: &ChoiceProps) -> Html {
    let tongue = use_tongue();
    let at = use_state_eq(|| 0_usize);
    let (able, unable): (Vec<&Rc<Offer>>, Vec<&Rc<Offer>>) =
        props.offers.iter().partition(|offer| offer.refusal().is_none());
    let onsubmit = {
        let (chosen, offer) = (props.chosen.clone(), able.get(*at).map(|offer| Rc::clone(offer)));
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            offer.iter().for_each(|offer| chosen.emit(offer.clone()));
        })
    };
    html! {
        <>
            if able.is_empty() {
                <Notice grave={Grave::Stop}><p>{ tongue.say(
                    "Không có chứng thư nào của bạn tại dịch vụ ký được ở đây.",
                    "None of your certificates at the service can sign here.",
                ) }</p></Notice>
            } else {
                <form novalidate=true {onsubmit}>
                    <fieldset class="field">
                        <legend>{ tongue.say("Ký bằng chứng thư nào?", "Which certificate signs?") }</legend>
                        for (own, offer) in able.iter().enumerate() {
                            { radio(own, *at == own, offer, Callback::from({ let at = at.clone(); move |_: Event| at.set(own) }), &tongue) }
                        }
                    </fieldset>
                    <div class="buttons"><button class="button">{ tongue.say("Dùng chứng thư này", "Use this certificate") }</button></div>
                </form>
            }
            { unable_list(&unable, &tongue) }
        </>
    }
}

fn radio(at: usize, checked: bool, offer: &Offer, onchange: Callback<Event>, tongue: &Tongue) -> Html {
    let id = format!("{NAME}-{at}");
    let hint = format!("{id}-hint");
    html! {
        <div class="choice" key={at}>
            <input type="radio" id={id.clone()} name={NAME} {checked} {onchange} aria-describedby={hint.clone()} />
            <div>
                <label for={id}>{ subject(offer) }</label>
                <p class="hint" id={hint}>{ details(offer, tongue) }</p>
            </div>
        </div>
    }
}

/// To whom the certificate was issued; the credential's own name where nobody can tell.
fn subject(offer: &Offer) -> String {
    let shown = offer.looked.shown.as_ref();
    let parts = shown.map(|shown| [Some(shown.name.clone()), shown.organisation.clone()]);
    let parts: Vec<String> = parts.into_iter().flatten().flatten().collect();
    if parts.is_empty() { offer.credential.id.clone() } else { parts.join(", ") }
}

fn details(offer: &Offer, tongue: &Tongue) -> String {
    let Some(shown) = &offer.looked.shown else { return String::new() };
    let (issued, valid) = (tongue.say("Nơi cấp", "Issued by"), tongue.say("có giá trị", "valid"));
    let number = tongue.say("số hiệu", "serial number");
    format!("{issued} {}; {valid} {} – {}; {number} {}", shown.issuer, shown.from, shown.until, shown.serial)
}

fn unable_list(unable: &[&Rc<Offer>], tongue: &Tongue) -> Html {
    if unable.is_empty() {
        return html! {};
    }
    let row = |offer: &&Rc<Offer>| {
        let reason = offer.refusal().map(|reason| tongue.text(&reason)).unwrap_or_default();
        html! { <li>{ subject(offer) }{ ": " }{ reason }</li> }
    };
    html! {
        <>
            <p>{ tongue.say("Không ký được bằng:", "These cannot sign:") }</p>
            <ul>{ for unable.iter().map(row) }</ul>
        </>
    }
}
