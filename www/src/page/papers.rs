//! All papers that the dossier asks for: what is there, what is missing, and how large it is together.

use hoso_core::dossier::{Dossier, Requirement, Status};
use hoso_core::law::Pack;
use hoso_core::report::{Place, Severity};
use hoso_core::say;
use yew::prelude::*;

use crate::attach::size::size;
use crate::desk::{Work, use_work};
use crate::lang::{Tongue, use_tongue};
use crate::page::reattach::Reattach;
use crate::part::heading::Heading;
use crate::part::tag::tag;
use crate::part::whom::of_place;
use crate::route::{Route, to, unit_segment};

/// All papers.
#[component]
pub fn Papers() -> Html {
    let tongue = use_tongue();
    let Some(work) = use_work() else { return html! {} };
    let home = Route::Tasks { id: work.dossier().id.clone() };
    let asked = work.requirements();
    let (now, later): (Vec<_>, Vec<_>) = asked.iter().partition(|requirement| requirement.asked == Some(true));
    html! {
        <>
            <a class="back" href={to(&home)}>{ tongue.say("Các phần của hồ sơ", "Parts of the dossier") }</a>
            <Heading title={of_place(&work.law.pack, tongue.say("Giấy tờ", "Papers").to_owned(), work.at(), &tongue)} />
            <p>{ tongue.say(
                "Mỗi giấy tờ đính kèm một bản quét (PDF, JPEG hoặc PNG), rồi cho biết trong hồ sơ giấy đó là bản gì, mấy bản, mấy bộ.",
                "Attach one scan of each paper (PDF, JPEG or PNG), then say in what kind, how many copies and sets it is in the paper packet.",
            ) }</p>
            <Total />
            <Reattach />
            <ul class="tasks">{ for now.into_iter().map(|requirement| row(&work, requirement, &tongue)) }</ul>
            if !later.is_empty() {
                <h2>{ tongue.say("Chưa rõ có cần hay không", "Not yet known whether they are needed") }</h2>
                <p>{ tongue.say("Tùy câu trả lời còn thiếu ở các phần khác.", "It depends on answers that are still missing in other parts.") }</p>
                <ul>{ for later.into_iter().map(|requirement| html! { <li>{ title(&work.law.pack, work.dossier(), requirement, &tongue) }</li> }) }</ul>
            }
            <div class="buttons"><a class="button" href={to(&home)}>{ tongue.say("Tiếp tục", "Continue") }</a></div>
        </>
    }
}

/// How much is attached, said while it changes.
#[component]
pub fn Total() -> Html {
    let tongue = use_tongue();
    let Some(work) = use_work() else { return html! {} };
    let files = work.attached();
    let bytes = files.values().map(|file| file.size).sum();
    let words = match tongue.lang {
        hoso_core::text::Lang::Vi => format!("Đã đính kèm {} tệp, tổng cộng {}", files.len(), size(bytes, tongue.lang)),
        hoso_core::text::Lang::En => format!("{} files attached, {} in all", files.len(), size(bytes, tongue.lang)),
    };
    html! { <p class="small" role="status">{ words }</p> }
}

fn row(work: &Work, requirement: &Requirement, tongue: &Tongue) -> Html {
    let page = page_of(&work.address(), requirement);
    html! {
        <li key={to(&page)}>
            <div class="tasks-what">
                <a href={to(&page)}>{ of_place(&work.law.pack, title(&work.law.pack, work.dossier(), requirement, tongue), work.at(), tongue) }</a>
                <small>{ requirement.cite.say(tongue.lang) }{ files(work, requirement) }</small>
            </div>
            { tag(status(work, requirement), tongue) }
        </li>
    }
}

/// The page of a requirement in the draft of that address.
pub fn page_of(id: &str, requirement: &Requirement) -> Route {
    let (id, unit) = (id.to_owned(), unit_segment(requirement.cite));
    match &requirement.row {
        Some((_, row)) => Route::RowPaper { id, unit, row: row.clone() },
        None => Route::Paper { id, unit },
    }
}

/// What a requirement is called: the unit's label, with the name in the row that it is for.
pub fn title(pack: &Pack, dossier: &Dossier, requirement: &Requirement, tongue: &Tongue) -> String {
    let label = pack.label(requirement.cite).map_or_else(|| requirement.cite.to_string(), |label| tongue.text(label));
    let named = requirement.row.as_ref().and_then(|(list, row)| {
        let form = pack.form(list)?;
        let rows = &dossier.lists.get(list)?.rows;
        super::list::name(form, rows.iter().find(|at| at.id == *row)?)
    });
    match (named, &requirement.row) {
        (Some(name), _) => format!("{label}: {name}"),
        (None, Some((_, row))) => {
            let place = Place::Duty { cite: requirement.cite, row: Some(row.clone()) };
            say::place(pack, dossier, &place, tongue.lang)
        }
        (None, None) => label,
    }
}

/// How far a requirement is, from what core finds about it.
pub fn status(work: &Work, requirement: &Requirement) -> Status {
    let row = requirement.row.as_ref().map(|(_, row)| row);
    let of = |place: &Place| match place {
        Place::Duty { cite, row: of } => *cite == requirement.cite && of.as_ref() == row,
        Place::Paper { slot, .. } => slot.cite == requirement.cite && slot.row.as_ref() == row,
        _ => false,
    };
    let worst = work.report().findings.iter().filter(|found| of(&found.place)).map(|found| found.severity).min();
    let any = requirement.papers.iter().any(|paper| work.dossier().papers.contains_key(&paper.slot));
    match worst {
        Some(Severity::Error) => Status::Problem,
        Some(Severity::ToDo) if any => Status::InProgress,
        Some(Severity::ToDo) => Status::NotStarted,
        Some(Severity::Warning) | None => Status::Completed,
    }
}

fn files(work: &Work, requirement: &Requirement) -> String {
    let papers = requirement.papers.iter().filter_map(|paper| work.dossier().papers.get(&paper.slot)).flatten();
    papers.filter_map(|paper| paper.file.as_ref()).map(|file| format!(" · {}", file.name)).collect()
}
