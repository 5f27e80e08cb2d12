//! What is not as it was in the earlier dossier, before and after.

use hoso_core::dossier::{Changed, Dossier, changes};
use hoso_core::form::show;
use hoso_core::report::Place;
use hoso_core::say;
use yew::prelude::*;

use crate::desk::Work;
use crate::lang::Tongue;
use crate::part::notice::{Grave, Notice};

/// What changed since the earlier dossier; nothing where none is named.
pub fn changed(work: &Work, tongue: &Tongue) -> Html {
    let Some(earlier) = work.dossier().earlier.as_ref().and_then(|earlier| earlier.dossier.as_deref()) else {
        return html! {};
    };
    let changes = changes(&work.law.pack, earlier, work.dossier(), work.rest());
    let title = html! { <h2 id="changed">{ tongue.say("Thay đổi so với hồ sơ trước", "Changed since the earlier dossier") }</h2> };
    if changes.is_empty() {
        return html! {
            <>
                { title }
                <Notice grave={Grave::Say}><p>{ tongue.say(
                    "Không có gì khác ở những mục mà cả hai hồ sơ cùng có.",
                    "Nothing differs in what both dossiers hold.",
                ) }</p></Notice>
            </>
        };
    }
    html! {
        <>
            { title }
            <div class="scroll" tabindex="0" role="region" aria-labelledby="changed">
                <table>
                    <thead><tr>
                        <th scope="col">{ tongue.say("Mục", "Entry") }</th>
                        <th scope="col">{ tongue.say("Trước", "Before") }</th>
                        <th scope="col">{ tongue.say("Nay", "Now") }</th>
                    </tr></thead>
                    <tbody>{ for changes.iter().map(|change| row(work, earlier, change, tongue)) }</tbody>
                </table>
            </div>
        </>
    }
}

fn row(work: &Work, earlier: &Dossier, change: &Changed, tongue: &Tongue) -> Html {
    let nothing = || tongue.say("Không có", "Not there").to_owned();
    let (what, before, now) = match change {
        Changed::Field { place, before, after } => {
            let what = say::place(&work.law.pack, work.dossier(), place, tongue.lang);
            (what, shown(work, place, before, tongue), shown(work, place, after, tongue))
        }
        Changed::Came { list, row } => (title(work, list, tongue), nothing(), name(work, work.dossier(), list, row)),
        Changed::Gone { list, row } => (title(work, list, tongue), name(work, earlier, list, row), nothing()),
    };
    html! { <tr><th scope="row">{ what }</th><td>{ before }</td><td>{ now }</td></tr> }
}

/// A value as a person reads it.
fn shown(work: &Work, place: &Place, typed: &str, tongue: &Tongue) -> String {
    let pack = &work.law.pack;
    let field = match place {
        Place::Fact { fact } => pack.facts.field(fact),
        Place::Field { form, field } | Place::Row { list: form, field, .. } => {
            pack.form(form).and_then(|form| form.field(field))
        }
        _ => None,
    };
    field.map_or_else(|| typed.to_owned(), |field| show(&field.kind, typed, tongue.lang))
}

fn title(work: &Work, list: &str, tongue: &Tongue) -> String {
    work.law.pack.form(list).map_or_else(|| list.to_owned(), |form| tongue.text(&form.title))
}

/// What a row is called.
fn name(work: &Work, dossier: &Dossier, list: &str, row: &str) -> String {
    let rows = dossier.lists.get(list).map_or(&[][..], |list| list.rows.as_slice());
    let row = rows.iter().find(|at| at.id == row);
    work.law.pack.form(list).zip(row).and_then(|(form, row)| super::list::name(form, row)).unwrap_or_default()
}
