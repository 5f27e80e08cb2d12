//! Filling the deciding questions, a form, or a row of a list: one page for all, drawn from the law's data.
//!
//! What is typed is in the dossier at once, right or wrong; it is judged when the reader goes on, and what is wrong stays as typed.

use hoso_core::dossier::{Row, Values};
use hoso_core::law::{Field, Form, Group};
use hoso_core::report::{Finding, Place, Report, Severity};
use hoso_core::say;
use yew::prelude::*;
use yew_router::prelude::*;

use super::fill::FillIn;
use crate::desk::{Change, Work, use_work};
use crate::lang::{Tongue, use_tongue};
use crate::part::errors::{Errors, Wrong};
use crate::part::field::{Shown, field, input_id};
use crate::part::heading::Heading;
use crate::part::notice::{Grave, Notice};
use crate::part::whom::of_place;
use crate::route::{Route, to};

/// What is filled.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// The deciding questions.
    Facts,
    /// A form.
    Form(String),
    /// A row of a list.
    Row(String, String),
}

/// What is filled.
#[derive(Properties, PartialEq)]
pub struct FormPageProps {
    /// What is filled.
    pub part: Part,
}

/// What was found when the reader last went on, and how often that was.
#[derive(Clone, PartialEq, Default)]
struct Tried {
    tries: u32,
    found: Vec<Finding>,
}

/// The page.
#[component]
pub fn FormPage(props: &FormPageProps) -> Html {
    let tongue = use_tongue();
    let navigator = use_navigator();
    let work = use_work();
    let tried =
        use_state_eq(|| Tried { tries: 0, found: work.as_ref().map_or(Vec::new(), |work| doubts(work, &props.part)) });
    let Some(work) = work else { return html! {} };
    let part = &props.part;
    let Some(form) = part.form(&work) else { return html! { <super::lost::Lost /> } };
    let wrong: Vec<Wrong> = errors(&tried.found)
        .filter_map(|found| Some(Wrong { at: input_id(field_of(&found.place)?), what: said(&work, found, &tongue) }))
        .collect();
    let back = part.back(&work);
    let onsubmit = {
        let (work, part, tried, back) = (work.clone(), part.clone(), tried.clone(), back.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let found = findings(&work, &part);
            if errors(&found).next().is_none() {
                navigator.iter().for_each(|to| to.push(&back));
            } else {
                tried.set(Tried { tries: tried.tries + 1, found });
            }
        })
    };
    let title = part.title(&work, form, &tongue);
    html! {
        <>
            <a class="back" href={to(&back)}>{ part.back_words(&tongue) }</a>
            <Errors wrong={wrong.clone()} tries={tried.tries} />
            <Heading {title} above={part.above(&work, form, &tongue)} wrong={!wrong.is_empty()} />
            if let Some(hint) = &form.hint { <p>{ tongue.text(hint) }</p> }
            if tried.found.iter().any(|found| found.severity == Severity::Warning) {
                <Notice grave={Grave::Warn}><p>{ tongue.say("Có chỗ nên xem lại; xem dưới từng mục.", "Some answers are worth a second look; see below each.") }</p></Notice>
            }
            if !matches!(part, Part::Row(..)) { <FillIn form={form.id.clone()} /> }
            <form novalidate=true {onsubmit}>
                { groups(&work, part, form, &tried.found, &tongue) }
                <div class="buttons">
                    <button class="button">{ tongue.say("Tiếp tục", "Continue") }</button>
                    <a href={to(&back)}>{ tongue.say("Để sau, quay lại", "Leave it for later, go back") }</a>
                </div>
            </form>
        </>
    }
}

impl Part {
    fn form<'a>(&self, work: &'a Work) -> Option<&'a Form> {
        match self {
            Part::Facts => Some(&work.law.pack.facts),
            Part::Form(form) => work.law.pack.form(form).filter(|form| !form.list && work.belongs(&form.id)),
            Part::Row(list, _) => work.law.pack.form(list).filter(|form| form.list && work.belongs(&form.id)),
        }
    }

    fn values<'a>(&self, work: &'a Work) -> Option<&'a Values> {
        let dossier = work.dossier();
        match self {
            Part::Facts => Some(&dossier.facts),
            Part::Form(form) => dossier.forms.get(form),
            Part::Row(list, row) => {
                dossier.lists.get(list)?.rows.iter().find(|at| at.id == *row).map(|row| &row.values)
            }
        }
    }

    fn place(&self, field: &str) -> Place {
        let field = field.to_owned();
        match self {
            Part::Facts => Place::Fact { fact: field },
            Part::Form(form) => Place::Field { form: form.clone(), field },
            Part::Row(list, row) => Place::Row { list: list.clone(), row: row.clone(), field },
        }
    }

    fn holds(&self, place: &Place) -> bool {
        match (self, place) {
            (Part::Facts, Place::Fact { .. }) => true,
            (Part::Form(of), Place::Field { form, .. }) => of == form,
            (Part::Row(of, at), Place::Row { list, row, .. }) => of == list && at == row,
            _ => false,
        }
    }

    fn row(&self) -> Option<&str> {
        if let Part::Row(_, row) = self { Some(row) } else { None }
    }

    fn back(&self, work: &Work) -> Route {
        let id = work.dossier().id.clone();
        match self {
            Part::Facts | Part::Form(_) => Route::Tasks { id },
            Part::Row(list, _) => Route::List { id: work.address(), list: list.clone() },
        }
    }

    fn back_words(&self, tongue: &Tongue) -> &'static str {
        match self {
            Part::Facts | Part::Form(_) => tongue.say("Các phần của hồ sơ", "Parts of the dossier"),
            Part::Row(..) => tongue.say("Danh sách", "The list"),
        }
    }

    fn title(&self, work: &Work, form: &Form, tongue: &Tongue) -> String {
        match self {
            Part::Facts | Part::Form(_) => of_place(&work.law.pack, tongue.text(&form.title), work.at(), tongue),
            Part::Row(list, row) => {
                let rows = work.dossier().lists.get(list).map_or(&[][..], |list| list.rows.as_slice());
                let number = rows.iter().position(|at| at.id == *row).unwrap_or(rows.len()) + 1;
                format!("{} {number}", tongue.say("Mục", "Entry"))
            }
        }
    }

    fn above(&self, work: &Work, form: &Form, tongue: &Tongue) -> Option<AttrValue> {
        match self {
            Part::Facts => None,
            Part::Form(_) => {
                let number = form.number.as_ref().map(|number| format!("{} {number}", tongue.say("Mẫu", "Form")));
                let cite = form.cite.map(|cite| say::cite(&work.law.pack, cite, tongue.lang));
                let words: Vec<String> = number.into_iter().chain(cite).collect();
                (!words.is_empty()).then(|| words.join(" · ").into())
            }
            Part::Row(..) => Some(of_place(&work.law.pack, tongue.text(&form.title), work.at(), tongue).into()),
        }
    }
}

fn groups(work: &Work, part: &Part, form: &Form, found: &[Finding], tongue: &Tongue) -> Html {
    let now = work.asked(&form.id, part.row());
    let group = |group: &Group| {
        let fields: Vec<&Field> = group.fields.iter().filter(|field| now.iter().any(|at| at.id == field.id)).collect();
        if fields.is_empty() {
            return html! {};
        }
        // A heading says nothing where there is one group only.
        let alone = form.groups.len() == 1;
        html! {
            <section class={if alone { "" } else { "group" }} key={group.id.clone()}>
                if !alone { <h2>{ tongue.text(&group.label) }</h2> }
                // In an element of their own: only a list of keyed nodes alone keeps each where it is when another comes in before it.
                <div>{ for fields.into_iter().map(|field| one(work, part, field, found, tongue)) }</div>
            </section>
        }
    };
    html! { for group in form.groups.iter().map(group) { { group } } }
}

fn one(work: &Work, part: &Part, at: &Field, found: &[Finding], tongue: &Tongue) -> Html {
    let value = part.values(work).and_then(|values| values.get(&at.id)).map_or("", String::as_str);
    let place = part.place(&at.id);
    let about = |severe: bool| {
        let of_field =
            found.iter().find(|found| found.place == place && (found.severity != Severity::Warning) == severe);
        of_field.map(|found| said(work, found, tongue))
    };
    let typed = {
        let (work, place) = (work.clone(), place.clone());
        Callback::from(move |text: String| work.change(Change::Answer(place.clone(), text)))
    };
    field(&work.law, Shown { field: at, value, error: about(true), doubt: about(false), typed }, tongue)
}

/// What core finds in this part now. A row that no answer has made yet is judged as an empty one.
fn findings(work: &Work, part: &Part) -> Vec<Finding> {
    let of_part = |report: &Report| report.findings.iter().filter(|found| part.holds(&found.place)).cloned().collect();
    let found: Vec<Finding> = match part {
        Part::Row(list, row) if part.values(work).is_none() => {
            let mut dossier = work.dossier().clone();
            dossier.lists.entry(list.clone()).or_default().rows.push(Row { id: row.clone(), values: Values::new() });
            of_part(&work.judged(&dossier))
        }
        _ => of_part(work.report()),
    };
    in_order(work, part, found)
}

/// In the order of the form, which may differ from the order of the law.
fn in_order(work: &Work, part: &Part, mut found: Vec<Finding>) -> Vec<Finding> {
    if let Some(form) = part.form(work) {
        found.sort_by_key(|found| form.fields().position(|field| Some(field.id.as_str()) == field_of(&found.place)));
    }
    found
}

fn doubts(work: &Work, part: &Part) -> Vec<Finding> {
    findings(work, part).into_iter().filter(|found| found.severity == Severity::Warning).collect()
}

fn errors(found: &[Finding]) -> impl Iterator<Item = &Finding> {
    found.iter().filter(|found| found.severity != Severity::Warning)
}

fn field_of(place: &Place) -> Option<&str> {
    match place {
        Place::Fact { fact } => Some(fact),
        Place::Field { field, .. } | Place::Row { field, .. } => Some(field),
        _ => None,
    }
}

fn said(work: &Work, found: &Finding, tongue: &Tongue) -> String {
    say::finding(&work.law.pack, work.dossier(), found, tongue.lang).what
}
