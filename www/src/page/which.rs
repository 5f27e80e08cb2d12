//! Which dossier or other act applies, by the answers to a law's short questionnaire. Nothing is kept: it ends where a dossier begins.

use hoso_core::dossier::{Applies, Due, Values, questions, which};
use hoso_core::form::read;
use hoso_core::law::{DossierKind, Field, Pack, Unit};
use hoso_core::say;
use yew::prelude::*;

use crate::lang::{Tongue, use_tongue};
use crate::law::{Law, use_laws};
use crate::part::field::{Shown, field};
use crate::part::force::force;
use crate::part::heading::Heading;
use crate::part::notice::{Grave, Notice};
use crate::route::{Route, law_of, to};

/// Which law.
#[derive(Properties, PartialEq)]
pub struct WhichProps {
    /// Its id, as an address writes it.
    pub law: String,
}

/// The questions, and under them what follows from the answers so far.
#[component]
pub fn Which(props: &WhichProps) -> Html {
    let tongue = use_tongue();
    let laws = use_laws();
    let answers = use_state_eq(Values::new);
    let id = law_of(&props.law);
    let law = laws.as_ref().and_then(|laws| laws.named(&id));
    let Some(law) = law.filter(|law| !law.pack.questions.is_empty()) else {
        return html! { <super::lost::Lost /> };
    };
    let on = law.day();
    let asked = questions(&law.pack, &answers, on);
    let open = asked.iter().any(|field| !answered(field, &answers));
    let applies: Vec<Applies> =
        which(&law.pack, &answers, on).into_iter().filter(|one| one.holds == Some(true)).collect();
    let show = |at: &&Field| {
        let value = answers.get(&at.id).map_or("", String::as_str);
        let (answers, id) = (answers.clone(), at.id.clone());
        let typed = Callback::from(move |value: String| {
            let mut next = (*answers).clone();
            next.insert(id.clone(), value);
            answers.set(next);
        });
        field(law, Shown { field: at, value, error: None, doubt: None, typed }, &tongue)
    };
    html! {
        <>
            <a class="back" href={to(&Route::Start)}>{ tongue.say("Về trang đầu", "To the first page") }</a>
            <Heading title={tongue.say("Phải nộp hồ sơ nào?", "Which dossier is asked?")} above={tongue.text(&law.pack.title)} />
            <p>{ tongue.text(&law.pack.name) }{ ". " }{ force(law.pack.in_force, law.pack.replaced_by.as_ref(), &tongue) }</p>
            // In an element of their own: only a list of keyed nodes alone keeps each where it is when another comes in before it.
            <div>{ for asked.iter().map(show) }</div>
            <div role="status">
                <h2>{ tongue.say("Theo các câu trả lời trên", "By the answers above") }</h2>
                if open {
                    <p>{ tongue.say("Còn câu hỏi chưa trả lời.", "Some questions are not answered yet.") }</p>
                }
                { for applies.iter().map(|one| result(law, one, &tongue)) }
                if !open && applies.is_empty() {
                    <Notice grave={Grave::Say}><p>{ tongue.say("Không có gì phải nộp.", "Nothing is to be filed.") }</p></Notice>
                }
            </div>
        </>
    }
}

fn result(law: &Law, one: &Applies, tongue: &Tongue) -> Html {
    if let Some(kind) = law.pack.dossier(&one.id).filter(|_| one.dossier) {
        return of_dossier(law, kind, one, tongue);
    }
    let act = law.pack.acts.iter().find(|act| act.id == one.id);
    html! {
        if let Some(act) = act {
            <section class="panel" key={act.id.clone()}>
                <h3>{ tongue.text(&act.label) }</h3>
                { why(&law.pack, act.reading.as_ref(), tongue) }
                <p><span class="basis basis-law">{ say::cite(&law.pack, act.cite, tongue.lang) }</span></p>
            </section>
        }
    }
}

fn of_dossier(law: &Law, kind: &DossierKind, one: &Applies, tongue: &Tongue) -> Html {
    let to_whom = kind.recipients.iter().filter_map(|sort| Some(tongue.text(&law.pack.words.sort(sort)?)));
    let units = one.units.iter().filter_map(|cite| law.pack.unit(*cite));
    let unit = |unit: &Unit| {
        html! {
            <li key={unit.cite.to_string()}>
                { tongue.text(&unit.label) }{ " " }
                <span class="basis basis-law">{ say::cite(&law.pack, unit.cite, tongue.lang) }</span>
                { why(&law.pack, unit.reading.as_ref(), tongue) }
                { for one.dues.iter().filter(|due| due.cite == unit.cite).map(|due| by_when(law, due, tongue)) }
            </li>
        }
    };
    html! {
        <section class="panel" key={kind.id.clone()}>
            <h3>{ tongue.text(&kind.title) }</h3>
            <p>{ tongue.say("Nơi nhận: ", "To: ") }{ to_whom.collect::<Vec<_>>().join(", ") }</p>
            <ul>{ for units.map(unit) }</ul>
            <div class="buttons">
                <a class="button" href={to(&Route::New { procedure: kind.id.clone() })}>{ tongue.say("Bắt đầu", "Start now") }</a>
                <a href={to(&Route::Need { procedure: kind.id.clone() })}>
                    { tongue.say("Xem trước giấy tờ cần chuẩn bị", "See what papers to prepare") }
                </a>
            </div>
        </section>
    }
}

/// The last day that follows from a day among the answers, and how it was found.
fn by_when(law: &Law, due: &Due, tongue: &Tongue) -> Html {
    let last = due.deadline.as_ref().map(|deadline| say::deadline(deadline, tongue.lang));
    let how = say::reckoning(&law.pack, due, &law.calendar, tongue.lang);
    html! {
        if let Some(last) = last {
            <p>{ tongue.say("Chậm nhất ", "By ") }{ last }{ ": " }{ tongue.text(&due.step.does) }</p>
            <p class="small">{ how.join(" ") }</p>
        }
    }
}

fn why(pack: &Pack, reading: Option<&String>, tongue: &Tongue) -> Html {
    let reading = reading.and_then(|id| Some((id, pack.readings.get(id)?)));
    html! {
        if let Some((id, reading)) = reading {
            <p class="small"><span class="basis basis-reading">{ id }</span>{ " " }{ tongue.text(&reading.applied) }</p>
        }
    }
}

fn answered(field: &Field, answers: &Values) -> bool {
    answers.get(&field.id).is_some_and(|typed| matches!(read(&field.kind, typed), Ok(Some(_))))
}
