//! The packing list of the paper packet, to print and to tick off: what goes in, in what kind, how many copies and sets.

use hoso_core::dossier::{Dossier, Section, SlotAsk, addressed, requirements, sections};
use yew::prelude::*;

use super::papers::title;
use crate::desk::{Work, use_work};
use crate::lang::{Tongue, use_tongue};
use crate::part::heading::Heading;
use crate::part::whom::name;
use crate::route::{Route, to};

/// The packing list: one packet for those who get the same.
#[component]
pub fn Packing() -> Html {
    let tongue = use_tongue();
    let Some(work) = use_work() else { return html! {} };
    let print = Callback::from(|_: MouseEvent| {
        // A browser that cannot print says so itself.
        let _ = gloo::utils::window().print();
    });
    html! {
        <main class="sheet">
            <a class="back" href={to(&Route::Tasks { id: work.dossier().id.clone() })}>{ tongue.say("Các phần của hồ sơ", "Parts of the dossier") }</a>
            <Heading title={tongue.say("Danh mục đóng gói hồ sơ giấy", "Packing list of the paper packet")} />
            for (at, recipients) in by_content(&work).into_iter().enumerate() {
                { packet(&work, at, &recipients, &tongue) }
            }
            <div class="buttons"><button type="button" class="button" onclick={print}>{ tongue.say("In", "Print") }</button></div>
        </main>
    }
}

/// The recipients, those of one sort together, but each alone where something is told for each place by itself.
fn by_content(work: &Work) -> Vec<Vec<String>> {
    if !work.apart().is_empty() {
        return work.recipients().into_iter().map(|recipient| vec![recipient]).collect();
    }
    let sort = |recipient: &str| recipient.split_once('/').map_or(recipient, |(sort, _)| sort).to_owned();
    let mut sorts: Vec<(String, Vec<String>)> = Vec::new();
    for recipient in work.recipients() {
        let of = sort(&recipient);
        match sorts.iter_mut().find(|(known, _)| *known == of) {
            Some((_, recipients)) => recipients.push(recipient),
            None => sorts.push((of, vec![recipient])),
        }
    }
    sorts.into_iter().map(|(_, recipients)| recipients).collect()
}

fn packet(work: &Work, at: usize, recipients: &[String], tongue: &Tongue) -> Html {
    let pack = &work.law.pack;
    let dossier = addressed(pack, work.dossier(), work.rest(), recipients.first().map_or("", String::as_str));
    let asked = requirements(pack, &dossier);
    let sections = sections(pack, &dossier);
    let forms = sections.iter().filter_map(|section| match section {
        Section::Form(form) => pack.form(form).filter(|form| form.number.is_some()),
        _ => None,
    });
    let names: Vec<String> = recipients.iter().map(|recipient| name(pack, recipient, tongue)).collect();
    let id = format!("packet-{}", at + 1);
    html! {
        <section>
            <p id={id.clone()}>{ format!("{}: {}", tongue.say("Nơi nhận", "To"), names.join("; ")) }</p>
            <div class="scroll" tabindex="0" role="region" aria-labelledby={id}>
                <table>
                    <thead><tr>
                        <th scope="col">{ tongue.say("Xong", "Done") }</th>
                        <th scope="col">{ tongue.say("Căn cứ", "Basis") }</th>
                        <th scope="col">{ tongue.say("Giấy tờ", "Paper") }</th>
                        <th scope="col">{ tongue.say("Loại bản", "Kind") }</th>
                        <th scope="col">{ tongue.say("Số bản", "Copies") }</th>
                        <th scope="col">{ tongue.say("Số bộ", "Sets") }</th>
                    </tr></thead>
                    <tbody>
                        for form in forms {
                            { row(&form.cite.map_or(String::new(), |cite| cite.say(tongue.lang)), &tongue.text(&form.title), "", "1", "1") }
                        }
                        for requirement in asked.iter().filter(|requirement| requirement.asked == Some(true)) {
                            for (at, ask) in chosen(&dossier, requirement).into_iter().enumerate() {
                                { paper(work, &dossier, requirement, ask, at, tongue) }
                            }
                        }
                    </tbody>
                </table>
            </div>
        </section>
    }
}

/// Of alternatives the one that something is said of; all of them while nothing is.
fn chosen<'a>(dossier: &Dossier, requirement: &'a hoso_core::dossier::Requirement) -> Vec<&'a SlotAsk> {
    let said: Vec<&SlotAsk> = requirement.papers.iter().filter(|ask| dossier.papers.contains_key(&ask.slot)).collect();
    if requirement.any && !said.is_empty() { said } else { requirement.papers.iter().collect() }
}

fn paper(
    work: &Work,
    dossier: &Dossier,
    requirement: &hoso_core::dossier::Requirement,
    ask: &SlotAsk,
    at: usize,
    tongue: &Tongue,
) -> Html {
    let stated = dossier.papers.get(&ask.slot).and_then(|papers| papers.first());
    let kinds: Vec<String> = ask.kinds.iter().map(|kind| tongue.text(&kind.label())).collect();
    let kind = stated
        .and_then(|paper| paper.kind)
        .map_or_else(|| kinds.join(tongue.say(" hoặc ", " or ")), |kind| tongue.text(&kind.label()));
    let count = |stated: Option<&String>, asked: Option<u32>| {
        let stated = stated.filter(|typed| !typed.trim().is_empty()).cloned();
        stated.or(asked.map(|asked| asked.to_string())).unwrap_or_else(|| "1".to_owned())
    };
    let name =
        work.law.pack.words.paper.get(&ask.slot.paper).map_or_else(|| ask.slot.paper.clone(), |text| tongue.text(text));
    let of = if requirement.row.is_some() {
        format!("{name} – {}", title(&work.law.pack, dossier, requirement, tongue))
    } else {
        name
    };
    let of = if requirement.any && at > 0 { format!("{} {of}", tongue.say("hoặc", "or")) } else { of };
    row(
        &requirement.cite.say(tongue.lang),
        &of,
        &kind,
        &count(stated.map(|paper| &paper.copies), ask.copies),
        &count(stated.map(|paper| &paper.sets), ask.sets),
    )
}

fn row(basis: &str, paper: &str, kind: &str, copies: &str, sets: &str) -> Html {
    html! {
        <tr>
            <td><span class="tick" aria-hidden="true"></span></td>
            <td>{ basis }</td>
            <th scope="row">{ paper }</th>
            <td>{ kind }</td>
            <td class="number">{ copies }</td>
            <td class="number">{ sets }</td>
        </tr>
    }
}
