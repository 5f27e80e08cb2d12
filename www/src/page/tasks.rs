//! The home of a draft: its parts in the order of the law, how far each is, and what core says of the whole.

use hoso_core::cite::Cite;
use hoso_core::dossier::{Part, Section, requirements_all};
use hoso_core::report::{Place, Report, Severity, Verdict};
use hoso_core::text::Lang;
use yew::prelude::*;

use super::drafts::save_to_file;
use crate::desk::{Work, kept, use_work};
use crate::lang::{Tongue, use_tongue};
use crate::part::finding::finding;
use crate::part::heading::Heading;
use crate::part::rail::{page_of, title_of};
use crate::part::tag::tag;
use crate::part::whom;
use crate::route::{Route, to};
use yew_router::Routable;

/// The home of a draft.
#[component]
pub fn Tasks() -> Html {
    let tongue = use_tongue();
    let Some(work) = use_work() else { return html! {} };
    let dossier = work.dossier();
    let id = dossier.id.clone();
    let kind = work.law.pack.dossier(&dossier.procedure);
    let title = kind.map_or_else(|| dossier.procedure.clone(), |kind| tongue.text(&kind.title));
    let save = {
        let work = work.clone();
        let lang = tongue.lang;
        Callback::from(move |_: MouseEvent| save(&work, lang))
    };
    html! {
        <>
            <Heading {title} above={tongue.say("Hồ sơ", "Dossier")} />
            { whole(&work, &tongue) }
            <h2>{ tongue.say("Lập hồ sơ", "Draw up the dossier") }</h2>
            <ul class="tasks">
                { filing(&work, &tongue) }
                for (part, status) in work.progress.iter() {
                    <li key={page_of(&id, part).to_path()}>
                        <div class="tasks-what">
                            <a href={to(&page_of(&id, part))}>{ title_of(&work.law.pack, part, &tongue) }</a>
                            <small>{ hint(&work, part, &tongue) }</small>
                        </div>
                        { tag(*status, &tongue) }
                    </li>
                }
            </ul>
            <h2>{ tongue.say("Xem lại và ký", "Review and sign") }</h2>
            <ul class="tasks">
                <li>
                    <div class="tasks-what"><a href={to(&Route::Review { id: id.clone() })}>
                        { tongue.say("Xem lại mọi điều đã nhập", "Check everything entered") }
                    </a></div>
                    <span class="tag tag-later">{ count(work.report(), &tongue) }</span>
                </li>
                <li>
                    <div class="tasks-what">
                        if dossier.closed {
                            <a href={to(&Route::Seal { id: id.clone() })}>{ tongue.say("Ký và đóng gói", "Sign and seal") }</a>
                        } else {
                            <span>{ tongue.say("Ký và đóng gói", "Sign and seal") }</span>
                        }
                    </div>
                    <span class="tag tag-later">
                        { signing(&work, &tongue) }
                    </span>
                </li>
            </ul>
            <div class="buttons">
                <button type="button" class="button button-second" onclick={save}>{ tongue.say("Lưu hồ sơ ra tệp", "Save the dossier to a file") }</button>
                <a href={to(&Route::Terms { id: id.clone() })}>{ tongue.say("Xem các thời hạn", "See the deadlines") }</a>
                <a href={to(&Route::Packing { id })}>{ tongue.say("Xem danh mục đóng gói hồ sơ giấy", "See the packing list of the paper packet") }</a>
            </div>
        </>
    }
}

/// How far signing is.
fn signing(work: &Work, tongue: &Tongue) -> &'static str {
    match (work.dossier().closed, work.waiting().is_empty()) {
        (false, _) => tongue.say("Làm được sau khi xem lại", "Can start after the review"),
        (true, true) => tongue.say("Sẵn sàng", "Ready"),
        (true, false) => tongue.say("Đang chờ chữ ký", "Waiting for a signature"),
    }
}

/// What core finds about the dossier as a whole, the law's force first.
fn whole(work: &Work, tongue: &Tongue) -> Html {
    let found: Vec<Html> = work
        .report()
        .findings
        .iter()
        .filter(|found| found.place == Place::Dossier)
        .map(|found| {
            finding(
                &work.law.pack,
                work.dossier(),
                found,
                html! { tongue.say("Cả hồ sơ", "The whole dossier") },
                tongue,
            )
        })
        .collect();
    if found.is_empty() {
        html! {}
    } else {
        html! { <ul class="findings">{ for found }</ul> }
    }
}

fn filing(work: &Work, tongue: &Tongue) -> Html {
    let dossier = work.dossier();
    let recipient = whom::short(work, tongue);
    html! {
        <li>
            <div class="tasks-what">
                <a href={to(&Route::Filing { id: dossier.id.clone() })}>{ tongue.say("Ngày nộp và nơi nhận", "Day of filing and recipient") }</a>
                <small>{ format!("{} · {recipient}", dossier.on.vn()) }</small>
            </div>
            { tag(hoso_core::dossier::Status::Completed, tongue) }
        </li>
    }
}

/// Why the part is there: the unit that asks for it.
fn hint(work: &Work, part: &Part, tongue: &Tongue) -> String {
    let pack = &work.law.pack;
    let cite = match &part.section {
        Section::Form(form) | Section::List(form) => pack.form(form).and_then(|form| form.cite),
        Section::Facts => None,
        Section::Papers => {
            let asked = requirements_all(pack, work.dossier(), work.rest(), part.at.as_deref());
            above(&asked.iter().map(|asked| asked.cite).collect::<Vec<_>>())
        }
    };
    match cite {
        Some(cite) => cite.say(tongue.lang),
        None => tongue.say("Quyết định hồ sơ gồm những gì", "Decides what the dossier holds").to_owned(),
    }
}

/// The narrowest unit that all of these are or stand under; the first of them where no unit holds them all.
fn above(cites: &[Cite]) -> Option<Cite> {
    let first = *cites.first()?;
    let over = std::iter::successors(Some(first), Cite::parent).find(|over| cites.iter().all(|cite| cite.within(over)));
    over.or(Some(first))
}

/// How much is left, in words.
fn count(report: &Report, tongue: &Tongue) -> String {
    let wrong = report.findings.iter().filter(|found| found.severity == Severity::Error).count();
    let open = report.findings.iter().filter(|found| found.severity == Severity::ToDo).count();
    match (report.verdict, tongue.lang) {
        (Verdict::Met | Verdict::NotAsked, Lang::Vi) => "Không còn gì phải làm".to_owned(),
        (Verdict::Met | Verdict::NotAsked, Lang::En) => "Nothing left to do".to_owned(),
        (Verdict::Open | Verdict::Unmet, Lang::Vi) => format!("{open} điều còn phải làm, {wrong} điều chưa đạt"),
        (Verdict::Open | Verdict::Unmet, Lang::En) => format!("{open} still to do, {wrong} unmet"),
    }
}

fn save(work: &Work, lang: Lang) {
    if let Some(kept) = kept(&work.law.pack, work.dossier(), &work.state.filing, lang, "") {
        save_to_file(&kept);
    }
}
