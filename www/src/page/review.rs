//! Everything entered, with a way to change each, and what core says of the dossier as if it were complete: reviewing closes it.

use hoso_core::dossier::{Dossier, Joint, Part, addressed, check_all, left_out, part_of};
use hoso_core::report::{Finding, Place, Report, Severity, Verdict};
use hoso_core::say;
use hoso_core::text::Lang;
use web_sys::HtmlInputElement;
use yew::prelude::*;
use yew_router::prelude::*;

use super::changed::changed;
use super::entered::{Entered, entered};
use crate::desk::{Change, Work, use_work};
use crate::lang::{Tongue, use_tongue};
use crate::part::errors::{Errors, Wrong};
use crate::part::finding::finding;
use crate::part::heading::Heading;
use crate::part::notice::{Grave, Notice};
use crate::part::rail::{page_of, title_of};
use crate::route::{Route, draft_segment, to, unit_segment};

const SURE: &str = "f-sure";

/// The review.
#[component]
pub fn Review() -> Html {
    let tongue = use_tongue();
    let navigator = use_navigator();
    let work = use_work();
    let sure = use_state_eq(|| false);
    let tries = use_state_eq(|| 0_u32);
    let closed =
        use_memo(work.as_ref().map(|work| (crate::desk::Same(work.state.dossier.clone()), work.recipients())), |_| {
            work.as_ref().map(as_closed)
        });
    let (Some(work), Some(joint)) = (&work, &*closed) else { return html! {} };
    let id = work.dossier().id.clone();
    let report = &joint.report;
    let met = report.verdict == Verdict::Met;
    let wrong = if *tries > 0 && !*sure {
        vec![Wrong {
            at: SURE.to_owned(),
            what: tongue.say("Hãy xác nhận trước khi ký", "Confirm before signing").to_owned(),
        }]
    } else {
        Vec::new()
    };
    let confirm = {
        let sure = sure.clone();
        Callback::from(move |event: Event| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                sure.set(input.checked());
            }
        })
    };
    let onsubmit = {
        let (work, sure, tries, seal) = (work.clone(), sure.clone(), tries.clone(), Route::Seal { id: id.clone() });
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if *sure {
                work.change(Change::Close(true));
                navigator.iter().for_each(|to| to.push(&seal));
            } else {
                tries.set(*tries + 1);
            }
        })
    };
    html! {
        <>
            <a class="back" href={to(&Route::Tasks { id })}>{ tongue.say("Các phần của hồ sơ", "Parts of the dossier") }</a>
            <Errors wrong={wrong.clone()} tries={*tries} />
            <Heading title={tongue.say("Xem lại trước khi ký", "Check before you sign")} wrong={!wrong.is_empty()} />
            { verdict(report, &tongue) }
            { grouped(work, joint, &tongue) }
            { changed(work, &tongue) }
            <h2>{ tongue.say("Những gì bạn đã nhập", "What you entered") }</h2>
            { entered(&Entered::own(work), &tongue) }
            <form novalidate=true {onsubmit}>
                <h2>{ tongue.say("Xác nhận", "Confirmation") }</h2>
                <div class={if wrong.is_empty() { "field" } else { "field field-error" }}>
                    if let Some(wrong) = wrong.first() { <p class="error" id="f-sure-error">{ &wrong.what }</p> }
                    <div class="choice">
                        <input type="checkbox" id={SURE} checked={*sure} onchange={confirm}
                            aria-describedby={wrong.first().map(|_| "f-sure-error")} aria-invalid={wrong.first().map(|_| "true")} />
                        <label for={SURE}>{
                            if met {
                                tongue.say(
                                    "Tôi đã xem lại: hồ sơ đầy đủ, các thông tin là đúng và tôi chịu trách nhiệm về chúng.",
                                    "I have checked it: the dossier is complete, what it says is right, and I answer for it.",
                                )
                            } else {
                                tongue.say(
                                    "Tôi biết hồ sơ còn những điều chưa đạt nêu trên và vẫn muốn ký; các thông tin đã nhập là đúng và tôi chịu trách nhiệm về chúng.",
                                    "I know that the dossier is unmet in the points above and want to sign it all the same; what it says is right, and I answer for it.",
                                )
                            }
                        }</label>
                    </div>
                </div>
                <div class="buttons"><button class="button">{ tongue.say("Khóa hồ sơ và sang bước ký", "Close the dossier and go on to sign") }</button></div>
            </form>
        </>
    }
}

/// What core says once the filer says that nothing more will come.
fn as_closed(work: &Work) -> Joint {
    let dossier = Dossier { closed: true, ..work.dossier().clone() };
    check_all(&work.law.pack, &work.law.reference, &dossier, work.rest(), dossier.on)
}

fn verdict(report: &Report, tongue: &Tongue) -> Html {
    let wrong = report.findings.iter().filter(|found| found.severity == Severity::Error).count();
    if report.verdict == Verdict::Met {
        return html! {
            <Notice grave={Grave::Good}><h2>{ tongue.say("Hồ sơ đạt", "The dossier is met") }</h2>
                <p>{ tongue.say("Mọi điều luật yêu cầu ở hồ sơ này đều đã có và đúng.", "All that the law asks of this dossier is there and right.") }</p></Notice>
        };
    }
    let words = match tongue.lang {
        Lang::Vi => format!("Còn {wrong} điều chưa đạt. Cơ quan nhận hồ sơ sẽ thấy đúng những điều này."),
        Lang::En => format!("{wrong} points are unmet. The receiving office will see these very points."),
    };
    html! { <Notice grave={Grave::Stop}><h2>{ tongue.say("Hồ sơ chưa đạt", "The dossier is unmet") }</h2><p>{ words }</p></Notice> }
}

/// The findings by part of the dossier, those about the whole first.
fn grouped(work: &Work, joint: &Joint, tongue: &Tongue) -> Html {
    let apart = work.apart();
    let of = |part: Option<&Part>| -> Vec<Html> {
        let there = part.and_then(|part| part.at.as_deref());
        let there = there.map(|at| addressed(&work.law.pack, work.dossier(), work.rest(), at));
        let dossier = there.as_ref().unwrap_or(work.dossier());
        let found = joint.findings().filter(|(found, to)| part_of(&apart, found, to).as_ref() == part);
        let shown = |(found, to): (&Finding, &[String])| {
            finding(&work.law.pack, dossier, found, place(work, dossier, part, found, to, tongue), tongue)
        };
        found.map(shown).collect()
    };
    let left_out = left_out(&work.law.pack, work.dossier(), &work.recipients());
    let left_out = left_out.map(|found| {
        let at = place(work, work.dossier(), None, &found, &[], tongue);
        finding(&work.law.pack, work.dossier(), &found, at, tongue)
    });
    let whole: Vec<Html> = of(None).into_iter().chain(left_out).collect();
    let parts = work.progress.iter().map(|(part, _)| (title_of(&work.law.pack, part, tongue), of(Some(part))));
    html! {
        <>
            if !whole.is_empty() { <ul class="findings">{ for whole }</ul> }
            for (title, found) in parts.filter(|(_, found)| !found.is_empty()) {
                <section>
                    <h3>{ title }</h3>
                    <ul class="findings">{ for found }</ul>
                </section>
            }
        </>
    }
}

/// Where a finding is, as a way there; and whom it concerns, where not all.
fn place(
    work: &Work,
    dossier: &Dossier,
    part: Option<&Part>,
    found: &Finding,
    to_whom: &[String],
    tongue: &Tongue,
) -> Html {
    let words = say::place(&work.law.pack, dossier, &found.place, tongue.lang);
    let concerned = say::concerned(&work.law.pack, to_whom, &work.recipients(), tongue.lang);
    html! {
        <>
            <a href={to(&page_at(work, part, found))}>{ words }</a>
            if let Some(concerned) = concerned { { " · " }<strong>{ concerned }</strong> }
        </>
    }
}

fn page_at(work: &Work, part: Option<&Part>, found: &Finding) -> Route {
    let id = draft_segment(&work.dossier().id, part.and_then(|part| part.at.as_deref()));
    match &found.place {
        Place::Dossier => Route::Filing { id },
        Place::Row { list, row, .. } => Route::Row { id, list: list.clone(), row: row.clone() },
        Place::Duty { cite, row: None } => Route::Paper { id, unit: unit_segment(*cite) },
        Place::Duty { cite, row: Some(row) } => Route::RowPaper { id, unit: unit_segment(*cite), row: row.clone() },
        Place::Paper { slot, .. } => match &slot.row {
            None => Route::Paper { id, unit: unit_segment(slot.cite) },
            Some(row) => Route::RowPaper { id, unit: unit_segment(slot.cite), row: row.clone() },
        },
        Place::Fact { .. } | Place::Field { .. } | Place::List { .. } => {
            part.map_or(Route::Tasks { id }, |part| page_of(&work.dossier().id, part))
        }
    }
}
