//! Everything entered, part by part, as a person reads it: by the filer, with a way to change each answer, or by who received it.

use hoso_core::dossier::{
    Dossier, Paper, Requirement, Section, Values, asked_all, progress, progress_all, requirements_all,
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
use crate::route::{Route, to};

/// A dossier to be read through.
pub struct Entered<'a> {
    pack: &'a Pack,
    dossier: &'a Dossier,
    others: &'a [String],
    sections: Vec<Section>,
    /// Whether each answer has a way to change it.
    changes: bool,
}

impl<'a> Entered<'a> {
    /// The filer's own.
    pub fn own(work: &'a Work) -> Entered<'a> {
        let (pack, dossier, others) = (&*work.law.pack, work.dossier(), work.others());
        let sections = progress_all(pack, dossier, others, work.report());
        Entered { pack, dossier, others, sections: names(sections), changes: true }
    }

    /// One that was received, with what the check finds in it.
    pub fn received(pack: &'a Pack, dossier: &'a Dossier, report: &Report) -> Entered<'a> {
        Entered { pack, dossier, others: &[], sections: names(progress(pack, dossier, report)), changes: false }
    }

    fn change(&self, route: &Route) -> Option<String> {
        self.changes.then(|| to(route))
    }
}

fn names<S>(sections: Vec<(Section, S)>) -> Vec<Section> {
    sections.into_iter().map(|(section, _)| section).collect()
}

/// Everything entered.
pub fn entered(read: &Entered, tongue: &Tongue) -> Html {
    html! {
        <>
            { filing(read, tongue) }
            for section in read.sections.iter() {
                <section key={title_of(read.pack, section, tongue)}>
                    <h3>{ title_of(read.pack, section, tongue) }</h3>
                    { part(read, section, tongue) }
                </section>
            }
        </>
    }
}

fn filing(read: &Entered, tongue: &Tongue) -> Html {
    let change = read.change(&Route::Filing { id: read.dossier.id.clone() });
    let recipients = std::iter::once(&read.dossier.recipient).chain(read.others);
    let recipients: Vec<String> = recipients.map(|recipient| whom::name(read.pack, recipient, tongue)).collect();
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
                given(tongue.say("Nơi nhận hồ sơ", "Who receives the dossier"), recipients.join("\n")),
            ], tongue) }
        </section>
    }
}

fn part(read: &Entered, section: &Section, tongue: &Tongue) -> Html {
    let none = Values::new();
    let change = read.change(&page_of(&read.dossier.id, section));
    match section {
        Section::Facts => {
            answers(fields(read, &read.pack.facts.id, None, &read.dossier.facts, change.as_ref(), tongue), tongue)
        }
        Section::Form(form) => {
            let values = read.dossier.forms.get(form).unwrap_or(&none);
            answers(fields(read, form, None, values, change.as_ref(), tongue), tongue)
        }
        Section::List(list) => rows(read, list, change, tongue),
        Section::Papers => {
            let asked = requirements_all(read.pack, read.dossier, read.others);
            let now = asked.iter().filter(|requirement| requirement.asked == Some(true));
            answers(now.map(|requirement| paper(read, requirement, tongue)).collect(), tongue)
        }
    }
}

fn fields(
    read: &Entered,
    form: &str,
    row: Option<&str>,
    values: &Values,
    change: Option<&String>,
    tongue: &Tongue,
) -> Vec<Answer> {
    let asked = asked_all(read.pack, read.dossier, read.others, form, row);
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

fn rows(read: &Entered, list: &str, change: Option<String>, tongue: &Tongue) -> Html {
    let rows = read.dossier.lists.get(list).map_or(&[][..], |list| list.rows.as_slice());
    if rows.is_empty() {
        let question = tongue.say("Các mục", "Entries").to_owned();
        return answers(vec![Answer { question, answer: html! {}, given: false, change }], tongue);
    }
    let page = |row: &str| Route::Row { id: read.dossier.id.clone(), list: list.to_owned(), row: row.to_owned() };
    html! {
        for (at, row) in rows.iter().enumerate() {
            <section key={row.id.clone()}>
                <h4>{ format!("{} {}", tongue.say("Mục", "Entry"), at + 1) }</h4>
                { answers(fields(read, list, Some(&row.id), &row.values, read.change(&page(&row.id)).as_ref(), tongue), tongue) }
            </section>
        }
    }
}

fn paper(read: &Entered, requirement: &Requirement, tongue: &Tongue) -> Answer {
    let slots = requirement.papers.iter().filter_map(|ask| Some((ask, read.dossier.papers.get(&ask.slot)?)));
    let lines: Vec<Html> = slots
        .flat_map(|(ask, papers)| papers.iter().map(move |paper| (ask, paper)))
        .map(|(ask, paper)| {
            let name = say::paper(read.pack, read.dossier, &ask.slot, tongue.lang);
            html! { <p>{ name }<br /><span class="small">{ stated(paper, tongue) }</span></p> }
        })
        .collect();
    Answer {
        question: papers::title(read.pack, read.dossier, requirement, tongue),
        given: !lines.is_empty(),
        answer: html! { <>{ for lines }</> },
        change: read.change(&papers::page_of(&read.dossier.id, requirement)),
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
