//! Filling in a form that the business issues to someone, such as a certificate or a card, and saving it as a page to print.

use hoso_core::dossier::{Dossier, Values, issued_fields};
use hoso_core::law::{Field, Group, Use};
use hoso_core::page::issue;
use hoso_core::report::{Finding, Place, Severity};
use hoso_core::say;
use js_sys::Array;
use web_sys::{Blob, BlobPropertyBag};
use yew::prelude::*;

use crate::browser;
use crate::lang::{Tongue, use_tongue};
use crate::law::{Law, use_laws};
use crate::part::errors::{Errors, Wrong};
use crate::part::field::{Shown, field, input_id};
use crate::part::force::force;
use crate::part::heading::Heading;
use crate::part::notice::{Grave, Notice};
use crate::route::{Route, law_of, to};

/// Which form of which law.
#[derive(Properties, PartialEq)]
pub struct IssueProps {
    /// The law's id, as an address writes it.
    pub law: String,
    /// The form's id.
    pub form: String,
}

#[derive(Clone, PartialEq, Default)]
struct Tried {
    tries: u32,
    found: Vec<Finding>,
    saved: bool,
}

/// The form, kept nowhere but in what is saved.
#[component]
pub fn Issue(props: &IssueProps) -> Html {
    let tongue = use_tongue();
    let laws = use_laws();
    let values = use_state_eq(Values::new);
    let tried = use_state_eq(Tried::default);
    let id = law_of(&props.law);
    let law = laws.as_ref().and_then(|laws| laws.named(&id)).cloned();
    let form = law.as_ref().and_then(|law| law.pack.form(&props.form)).filter(|form| form.used == Use::Issued);
    let Some((law, form)) = law.as_ref().zip(form) else { return html! { <super::lost::Lost /> } };
    let on = law.day();
    let wrong: Vec<Wrong> = errors(&tried.found).filter_map(|found| said(law, found, &tongue)).collect();
    let onsubmit = {
        let (law, form, values, tried) = (law.clone(), form.clone(), values.clone(), tried.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let issued = issue(&law.pack, &form, (*values).clone(), on);
            let fine = issued.page.is_some();
            if let Some(page) = &issued.page {
                save(&form.id, page);
            }
            tried.set(Tried { tries: tried.tries + u32::from(!fine), found: issued.findings, saved: fine });
        })
    };
    let asked = issued_fields(&law.pack, form, &values, on);
    let group = |group: &Group| {
        let fields: Vec<&Field> =
            group.fields.iter().filter(|field| asked.iter().any(|at| at.id == field.id)).collect();
        if fields.is_empty() {
            return html! {};
        }
        let typed = |id: &str| {
            let (values, tried, id) = (values.clone(), tried.clone(), id.to_owned());
            Callback::from(move |value: String| {
                let mut next = (*values).clone();
                next.insert(id.clone(), value);
                values.set(next);
                tried.set(Tried { saved: false, ..(*tried).clone() });
            })
        };
        html! {
            <section class="group" key={group.id.clone()}>
                <h2>{ tongue.text(&group.label) }</h2>
                <div>{ for fields.into_iter().map(|at| show(law, at, &values, &tried.found, typed(&at.id), &tongue)) }</div>
            </section>
        }
    };
    let issuer = form.issuer.as_ref().and_then(|actor| law.pack.words.actor.get(actor));
    let issuer = issuer.map(|who| format!("{}: {}. ", tongue.say("Bên cấp", "Issued by"), tongue.text(who)));
    html! {
        <>
            <a class="back" href={to(&Route::Start)}>{ tongue.say("Về trang đầu", "To the first page") }</a>
            <Errors wrong={wrong.clone()} tries={tried.tries} />
            <Heading title={tongue.text(&form.title)} above={form.number.clone().unwrap_or_default()} wrong={!wrong.is_empty()} />
            if let Some(hint) = &form.hint { <p>{ tongue.text(hint) }</p> }
            if let Some(cite) = form.cite {
                <p><span class="basis basis-law">{ say::cite(&law.pack, cite, tongue.lang) }</span></p>
            }
            <p>{ force(law.pack.in_force, law.pack.replaced_by.as_ref(), &tongue) }</p>
            <Notice grave={Grave::Say}><p>{ issuer }{ tongue.say(
                "Giấy này không nộp cho cơ quan nhà nước. Những gì nhập ở đây không được lưu trên thiết bị.",
                "Nothing of this paper is filed. What is entered here is not kept on this device.",
            ) }</p></Notice>
            <form novalidate=true {onsubmit}>
                { for form.groups.iter().map(group) }
                <div class="buttons"><button class="button">{ tongue.say("Tải về để in", "Save a page to print") }</button></div>
                <p role="status">{ if tried.saved { tongue.say("Đã tải về.", "Saved.") } else { "" } }</p>
            </form>
        </>
    }
}

fn show(law: &Law, at: &Field, values: &Values, found: &[Finding], typed: Callback<String>, tongue: &Tongue) -> Html {
    let of = |severity: Severity| {
        let here = |found: &&Finding| matches!(&found.place, Place::Field { field, .. } if *field == at.id);
        found.iter().filter(|found| found.severity == severity).find(here).and_then(|found| said(law, found, tongue))
    };
    let (error, doubt) = (of(Severity::Error).map(|wrong| wrong.what), of(Severity::Warning).map(|wrong| wrong.what));
    let value = values.get(&at.id).map_or("", String::as_str);
    field(law, Shown { field: at, value, error, doubt, typed }, tongue)
}

fn save(name: &str, page: &str) {
    let kind = BlobPropertyBag::new();
    kind.set_type("text/html;charset=utf-8");
    if let Ok(blob) = Blob::new_with_str_sequence_and_options(&Array::of1(&page.into()), &kind) {
        browser::save_as(&blob, &format!("{name}.html"));
    }
}

fn errors(found: &[Finding]) -> impl Iterator<Item = &Finding> {
    found.iter().filter(|found| found.severity == Severity::Error)
}

fn said(law: &Law, found: &Finding, tongue: &Tongue) -> Option<Wrong> {
    let Place::Field { field, .. } = &found.place else { return None };
    let nothing = Dossier::begun(String::new(), String::new(), String::new(), (*law.reference).clone(), law.day());
    let what = say::finding(&law.pack, &nothing, found, tongue.lang).what;
    Some(Wrong { at: input_id(field), what })
}
