//! A list: its rows as cards to change or remove, a way to add one, and the statement that it is complete.

use std::collections::BTreeSet;

use hoso_core::dossier::{List, Row};
use hoso_core::form::show;
use hoso_core::law::{Field, Form};
use hoso_core::report::{Finding, Place, Severity};
use hoso_core::say;
use web_sys::HtmlInputElement;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::browser;
use crate::desk::{Change, Work, use_work};
use crate::lang::{Tongue, use_tongue};
use crate::part::answers::{Answer, answers};
use crate::part::errors::{Errors, Wrong};
use crate::part::finding::finding;
use crate::part::heading::Heading;
use crate::part::whom::of_place;
use crate::route::{Route, to};

/// How many answers of a row its card shows; the rest is a click away.
const SHOWN: usize = 5;
const CLOSED: &str = "f-closed";

/// Which list.
#[derive(Properties, PartialEq)]
pub struct ListPageProps {
    /// Its id.
    pub list: String,
}

/// A list.
#[component]
pub fn ListPage(props: &ListPageProps) -> Html {
    let tongue = use_tongue();
    let navigator = use_navigator();
    let asking = use_state_eq(|| None::<String>);
    let tries = use_state_eq(|| 0_u32);
    let Some(work) = use_work() else { return html! {} };
    let Some(form) = work.law.pack.form(&props.list).filter(|form| form.list && work.belongs(&form.id)) else {
        return html! { <super::lost::Lost /> };
    };
    let none = List::default();
    let list = work.dossier().lists.get(&form.id).unwrap_or(&none);
    let home = Route::Tasks { id: work.dossier().id.clone() };
    let found: Vec<&Finding> = work.report().findings.iter().filter(|found| about(found, &form.id)).collect();
    let blocking = || found.iter().filter(|found| found.severity != Severity::Warning);
    let wrong: Vec<Wrong> = if *tries == 0 {
        Vec::new()
    } else {
        blocking()
            .map(|found| Wrong {
                at: target(found),
                what: say::finding(&work.law.pack, work.dossier(), found, tongue.lang).what,
            })
            .collect()
    };
    let onsubmit = {
        let (tries, home, blocked) = (tries.clone(), home.clone(), blocking().next().is_some());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if blocked { tries.set(*tries + 1) } else { navigator.iter().for_each(|to| to.push(&home)) }
        })
    };
    let add = Route::Row { id: work.address(), list: form.id.clone(), row: format!("r{}", browser::random_hex(4)) };
    let close = {
        let (work, list) = (work.clone(), form.id.clone());
        Callback::from(move |event: Event| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                work.change(Change::CloseList { list: list.clone(), closed: input.checked() });
            }
        })
    };
    let left = left(&found);
    let rows = list.rows.iter().zip(work.asked_by_row(&form.id)).enumerate();
    let card = |(at, (row, asked)): (usize, (&Row, Vec<&Field>))| {
        card(
            &work,
            form,
            at,
            (row, asked, left.contains(row.id.as_str())),
            *asking == Some(row.id.clone()),
            {
                let asking = asking.clone();
                Callback::from(move |id| asking.set(id))
            },
            &tongue,
        )
    };
    html! {
        <>
            <a class="back" href={to(&home)}>{ tongue.say("Các phần của hồ sơ", "Parts of the dossier") }</a>
            <Errors wrong={wrong.clone()} tries={*tries} />
            <Heading title={of_place(&work.law.pack, tongue.text(&form.title), work.at(), &tongue)} above={form.cite.map(|cite| AttrValue::from(say::cite(&work.law.pack, cite, tongue.lang)))}
                wrong={!wrong.is_empty()} />
            if let Some(hint) = &form.hint { <p>{ tongue.text(hint) }</p> }
            { on_the_list(&work, &found, &tongue) }
            if list.rows.is_empty() {
                <p id="rows" tabindex="-1">{ tongue.say("Chưa có mục nào.", "No entry yet.") }</p>
            } else {
                <ul class="cards" id="rows" tabindex="-1">{ for rows.map(card) }</ul>
            }
            <p><a class="button button-second" href={to(&add)}>{
                if list.rows.is_empty() { tongue.say("Thêm mục đầu tiên", "Add the first entry") } else { tongue.say("Thêm một mục nữa", "Add another entry") }
            }</a></p>
            <form novalidate=true {onsubmit}>
                <div class="choice">
                    <input type="checkbox" id={CLOSED} checked={list.closed} onchange={close} />
                    <label for={CLOSED}>{ tongue.say("Danh sách đã đủ, không thiếu mục nào", "The list is complete; no entry is missing") }</label>
                </div>
                <div class="buttons">
                    <button class="button">{ tongue.say("Tiếp tục", "Continue") }</button>
                    <a href={to(&home)}>{ tongue.say("Để sau, quay lại", "Leave it for later, go back") }</a>
                </div>
            </form>
        </>
    }
}

/// Findings about the list as a whole, said above its rows.
fn on_the_list(work: &Work, found: &[&Finding], tongue: &Tongue) -> Html {
    let whole: Vec<Html> = found
        .iter()
        .filter(|found| matches!(found.place, Place::List { .. }) && found.code != hoso_core::report::Code::ListOpen)
        .map(|found| {
            finding(&work.law.pack, work.dossier(), found, html! { tongue.say("Danh sách", "The list") }, tongue)
        })
        .collect();
    if whole.is_empty() {
        html! {}
    } else {
        html! { <ul class="findings">{ for whole }</ul> }
    }
}

/// The rows about which something is left to do.
fn left<'a>(found: &[&'a Finding]) -> BTreeSet<&'a str> {
    let rows = found.iter().filter_map(|found| match &found.place {
        Place::Row { row, .. } if found.severity != Severity::Warning => Some(row.as_str()),
        _ => None,
    });
    rows.collect()
}

fn card(
    work: &Work,
    form: &Form,
    at: usize,
    (row, asked, is_left): (&Row, Vec<&Field>, bool),
    asking: bool,
    ask: Callback<Option<String>>,
    tongue: &Tongue,
) -> Html {
    let title = name(form, row)
        .map_or_else(|| format!("{} {}", tongue.say("Mục", "Entry"), at + 1), |name| format!("{}. {name}", at + 1));
    let page = Route::Row { id: work.address(), list: form.id.clone(), row: row.id.clone() };
    let of = html! { <span class="hidden-text">{ format!(" {title}") }</span> };
    let shown = asked.into_iter().skip(1).filter_map(|field| {
        let value = row.values.get(&field.id)?;
        let answer = html! { show(&field.kind, value, tongue.lang) };
        Some(Answer { question: tongue.text(&field.label), answer, given: true, change: None })
    });
    let drop = {
        let (work, list, row, ask) = (work.clone(), form.id.clone(), row.id.clone(), ask.clone());
        Callback::from(move |_: MouseEvent| {
            ask.emit(None);
            work.change(Change::DropRow { list: list.clone(), row: row.clone() });
            browser::focus("rows");
        })
    };
    let set = |id: Option<String>| {
        let ask = ask.clone();
        Callback::from(move |_: MouseEvent| ask.emit(id.clone()))
    };
    html! {
        <li class="card" key={row.id.clone()} id={format!("row-{}", row.id)} tabindex="-1">
            <div class="card-head">
                <h2>{ title }</h2>
                if is_left { <span class="tag tag-begun">{ tongue.say("Còn thiếu", "Not finished") }</span> }
            </div>
            <div class="card-body">
                { answers(shown.take(SHOWN).collect(), tongue) }
                if asking {
                    <p><strong>{ tongue.say("Bỏ mục này cùng giấy tờ của nó?", "Remove this entry with its papers?") }</strong></p>
                    <div class="actions">
                        <button type="button" class="button button-grave" onclick={drop}>{ tongue.say("Bỏ", "Remove") }</button>
                        <button type="button" class="button button-second" onclick={set(None)}>{ tongue.say("Giữ lại", "Keep it") }</button>
                    </div>
                } else {
                    <div class="actions">
                        <a href={to(&page)}>{ tongue.say("Thay đổi", "Change") }{ of.clone() }</a>
                        <button type="button" class="button-plain" onclick={set(Some(row.id.clone()))}>{ tongue.say("Bỏ", "Remove") }{ of }</button>
                    </div>
                }
            </div>
        </li>
    }
}

/// What the row's first field says: the name of a person, of a product.
pub fn name(form: &Form, row: &Row) -> Option<String> {
    let first = form.fields().next()?;
    row.values.get(&first.id).map(|typed| show(&first.kind, typed, hoso_core::text::Lang::Vi))
}

fn about(found: &Finding, of: &str) -> bool {
    matches!(&found.place, Place::List { list } | Place::Row { list, .. } if list == of)
}

fn target(found: &Finding) -> String {
    match &found.place {
        Place::Row { row, .. } => format!("row-{row}"),
        _ if found.code == hoso_core::report::Code::ListOpen => CLOSED.to_owned(),
        _ => "rows".to_owned(),
    }
}
