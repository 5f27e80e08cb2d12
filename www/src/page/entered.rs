//! Everything entered, part by part, as a person reads it: by the filer, with a way to change each answer, or by who received it.

use hoso_core::dossier::{
    Dossier, Paper, Part, Requirement, Rest, Section, Values, addressed, asked_all, asked_by_row_all, progress,
    recipients, requirements_all,
};
use hoso_core::form::show;
use hoso_core::law::{Field, Pack};
use hoso_core::report::Report;
use hoso_core::say;
use yew::prelude::*;

use super::papers;
use crate::attach::size::size;
use crate::desk::Work;
use crate::lang::Tongue;
use crate::part::answers::{Answer, answers};
use crate::part::rail::{page_of, title_of};
use crate::part::whom;
use crate::route::{Route, draft_segment, to};

/// A dossier to be read through.
pub struct Entered<'a> {
    pack: &'a Pack,
    dossier: &'a Dossier,
    rest: Rest<'a>,
    parts: Vec<Part>,
    /// Whether each answer has a way to change it.
    changes: bool,
}

/// A part of it: of the dossier as it is, or as it goes to the recipient for whose place alone the part is.
struct Shown<'a> {
    read: &'a Entered<'a>,
    part: &'a Part,
    dossier: &'a Dossier,
}

impl<'a> Entered<'a> {
    /// The filer's own.
    pub fn own(work: &'a Work) -> Entered<'a> {
        let parts = work.progress.iter().map(|(part, _)| part.clone()).collect();
        Entered { pack: &work.law.pack, dossier: work.dossier(), rest: work.rest(), parts, changes: true }
    }

    /// One that was received, with what the check finds in it.
    pub fn received(pack: &'a Pack, dossier: &'a Dossier, report: &Report) -> Entered<'a> {
        let sections = progress(pack, dossier, report).into_iter();
        let parts = sections.map(|(section, _)| Part { section, at: None }).collect();
        Entered { pack, dossier, rest: Rest::NONE, parts, changes: false }
    }

    fn change(&self, route: &Route) -> Option<String> {
        self.changes.then(|| to(route))
    }
}

impl<'a> Shown<'a> {
    /// The fields of a form that are asked.
    fn asked(&self, form: &str) -> Vec<&'a Field> {
        asked_all(self.read.pack, self.read.dossier, self.read.rest, self.part.at.as_deref(), form, None)
    }

    fn address(&self) -> String {
        draft_segment(&self.dossier.id, self.part.at.as_deref())
    }
}

/// Everything entered.
pub fn entered(read: &Entered, tongue: &Tongue) -> Html {
    html! {
        <>
            { filing(read, tongue) }
            for at in read.parts.iter() {
                <section key={title_of(read.pack, at, tongue)}>
                    <h3>{ title_of(read.pack, at, tongue) }</h3>
                    { part(read, at, tongue) }
                </section>
            }
        </>
    }
}

fn filing(read: &Entered, tongue: &Tongue) -> Html {
    let change = read.change(&Route::Filing { id: read.dossier.id.clone() });
    let all = recipients(read.dossier, read.rest.to);
    let names: Vec<String> = all.iter().map(|recipient| whom::name(read.pack, recipient, tongue)).collect();
    let given = |question: &str, answer: String| Answer {
        question: question.to_owned(),
        answer: html! { answer },
        given: true,
        change: change.clone(),
    };
    html! {
        <section>
            <h3>{ tongue.say("Ngày nộp và nơi nhận", "Day of filing and recipient") }</h3>
            { answers(vec![
                given(tongue.say("Ngày nộp hồ sơ", "Day of filing"), read.dossier.on.vn()),
                given(tongue.say("Nơi nhận hồ sơ", "Who receives the dossier"), names.join("\n")),
            ], tongue) }
        </section>
    }
}

fn part(read: &Entered, part: &Part, tongue: &Tongue) -> Html {
    let there = part.at.as_deref().map(|at| addressed(read.pack, read.dossier, read.rest, at));
    let shown = Shown { read, part, dossier: there.as_ref().unwrap_or(read.dossier) };
    let none = Values::new();
    let change = read.change(&page_of(&read.dossier.id, part));
    match &part.section {
        Section::Facts => {
            answers(fields(shown.asked(&read.pack.facts.id), &shown.dossier.facts, change.as_ref(), tongue), tongue)
        }
        Section::Form(form) => {
            let values = shown.dossier.forms.get(form).unwrap_or(&none);
            answers(fields(shown.asked(form), values, change.as_ref(), tongue), tongue)
        }
        Section::List(list) => rows(&shown, list, change, tongue),
        Section::Papers => {
            let asked = requirements_all(read.pack, read.dossier, read.rest, part.at.as_deref());
            let now = asked.iter().filter(|requirement| requirement.asked == Some(true));
            answers(now.map(|requirement| paper(&shown, requirement, tongue)).collect(), tongue)
        }
    }
}

fn fields(asked: Vec<&Field>, values: &Values, change: Option<&String>, tongue: &Tongue) -> Vec<Answer> {
    let one = |field: &Field| {
        let typed = values.get(&field.id).map_or("", String::as_str);
        let shown = show(&field.kind, typed, tongue.lang);
        Answer {
            question: tongue.text(&field.label),
            answer: html! { shown },
            given: !typed.trim().is_empty(),
            change: change.cloned(),
        }
    };
    asked.into_iter().map(one).collect()
}

fn rows(shown: &Shown, list: &str, change: Option<String>, tongue: &Tongue) -> Html {
    let rows = shown.dossier.lists.get(list).map_or(&[][..], |list| list.rows.as_slice());
    if rows.is_empty() {
        let question = tongue.say("Các mục", "Entries").to_owned();
        return answers(vec![Answer { question, answer: html! {}, given: false, change }], tongue);
    }
    let read = shown.read;
    let asked = asked_by_row_all(read.pack, read.dossier, read.rest, shown.part.at.as_deref(), list);
    let page =
        |row: &str| shown.read.change(&Route::Row { id: shown.address(), list: list.to_owned(), row: row.to_owned() });
    html! {
        for (at, (row, asked)) in rows.iter().zip(asked).enumerate() {
            <section key={row.id.clone()}>
                <h4>{ format!("{} {}", tongue.say("Mục", "Entry"), at + 1) }</h4>
                { answers(fields(asked, &row.values, page(&row.id).as_ref(), tongue), tongue) }
            </section>
        }
    }
}

fn paper(shown: &Shown, requirement: &Requirement, tongue: &Tongue) -> Answer {
    let (read, dossier) = (shown.read, shown.dossier);
    let slots = requirement.papers.iter().filter_map(|ask| Some((ask, dossier.papers.get(&ask.slot)?)));
    let lines: Vec<Html> = slots
        .flat_map(|(ask, papers)| papers.iter().map(move |paper| (ask, paper)))
        .map(|(ask, paper)| {
            let name = say::paper(read.pack, dossier, &ask.slot, tongue.lang);
            html! { <p>{ name }<br /><span class="small">{ stated(paper, tongue) }</span></p> }
        })
        .collect();
    Answer {
        question: papers::title(read.pack, dossier, requirement, tongue),
        given: !lines.is_empty(),
        answer: html! { <>{ for lines }</> },
        change: read.change(&papers::page_of(&shown.address(), requirement)),
    }
}

/// What is said of a paper, in a line.
fn stated(paper: &Paper, tongue: &Tongue) -> String {
    let kind = paper.kind.map(|kind| tongue.text(&kind.label()));
    let counted = |count: &String, unit: &str| (!count.trim().is_empty()).then(|| format!("{count} {unit}"));
    let file = paper.file.as_ref().map(|file| format!("{} ({})", file.name, size(file.size, tongue.lang)));
    let said = [
        kind,
        counted(&paper.copies, tongue.say("bản", "copies")),
        counted(&paper.sets, tongue.say("bộ", "sets")),
        file,
    ];
    said.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
