//! Everything entered, part by part, as a person reads it.

use hoso_core::dossier::{Paper, Requirement, Section, Values};
use hoso_core::form::show;
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

/// Everything entered.
pub fn entered(work: &Work, tongue: &Tongue) -> Html {
    html! {
        <>
            { filing(work, tongue) }
            for (section, _) in work.progress.iter() {
                <section key={title_of(&work.law.pack, section, tongue)}>
                    <h3>{ title_of(&work.law.pack, section, tongue) }</h3>
                    { part(work, section, tongue) }
                </section>
            }
        </>
    }
}

fn filing(work: &Work, tongue: &Tongue) -> Html {
    let dossier = work.dossier();
    let change = Some(to(&Route::Filing { id: dossier.id.clone() }));
    let recipients = whom::names(work, tongue).join("\n");
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
                given(tongue.say("Ngày nộp hồ sơ", "Day of filing"), dossier.on.vn()),
                given(tongue.say("Nơi nhận hồ sơ", "Who receives the dossier"), recipients),
            ], tongue) }
        </section>
    }
}

fn part(work: &Work, section: &Section, tongue: &Tongue) -> Html {
    let none = Values::new();
    let page = to(&page_of(&work.dossier().id, section));
    match section {
        Section::Facts => {
            answers(fields(work, &work.law.pack.facts.id, None, &work.dossier().facts, &page, tongue), tongue)
        }
        Section::Form(form) => {
            let values = work.dossier().forms.get(form).unwrap_or(&none);
            answers(fields(work, form, None, values, &page, tongue), tongue)
        }
        Section::List(list) => rows(work, list, &page, tongue),
        Section::Papers => {
            let asked = work.requirements();
            let now = asked.iter().filter(|requirement| requirement.asked == Some(true));
            answers(now.map(|requirement| paper(work, requirement, tongue)).collect(), tongue)
        }
    }
}

fn fields(work: &Work, form: &str, row: Option<&str>, values: &Values, page: &str, tongue: &Tongue) -> Vec<Answer> {
    let asked = work.asked(form, row);
    let one = |field: &hoso_core::law::Field| {
        let typed = values.get(&field.id).map_or("", String::as_str);
        let shown = show(&field.kind, typed, tongue.lang);
        Answer {
            question: tongue.text(&field.label),
            answer: html! { shown },
            given: !typed.trim().is_empty(),
            change: Some(page.to_owned()),
        }
    };
    asked.into_iter().map(one).collect()
}

fn rows(work: &Work, list: &str, page: &str, tongue: &Tongue) -> Html {
    let rows = work.dossier().lists.get(list).map_or(&[][..], |list| list.rows.as_slice());
    if rows.is_empty() {
        let question = tongue.say("Các mục", "Entries").to_owned();
        return answers(
            vec![Answer { question, answer: html! {}, given: false, change: Some(page.to_owned()) }],
            tongue,
        );
    }
    html! {
        for (at, row) in rows.iter().enumerate() {
            <section key={row.id.clone()}>
                <h4>{ format!("{} {}", tongue.say("Mục", "Entry"), at + 1) }</h4>
                { answers(fields(work, list, Some(&row.id), &row.values,
                    &to(&Route::Row { id: work.dossier().id.clone(), list: list.to_owned(), row: row.id.clone() }), tongue), tongue) }
            </section>
        }
    }
}

fn paper(work: &Work, requirement: &Requirement, tongue: &Tongue) -> Answer {
    let slots = requirement.papers.iter().filter_map(|ask| Some((ask, work.dossier().papers.get(&ask.slot)?)));
    let lines: Vec<Html> = slots
        .flat_map(|(ask, papers)| papers.iter().map(move |paper| (ask, paper)))
        .map(|(ask, paper)| {
            let name = say::paper(&work.law.pack, work.dossier(), &ask.slot, tongue.lang);
            html! { <p>{ name }<br /><span class="small">{ stated(paper, tongue) }</span></p> }
        })
        .collect();
    Answer {
        question: papers::title(work, requirement, tongue),
        given: !lines.is_empty(),
        answer: html! { <>{ for lines }</> },
        change: Some(to(&papers::page_of(work, requirement))),
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
