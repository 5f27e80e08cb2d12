//! What a filing asks for, read before starting: each unit of the law with its papers, and when it applies.

use hoso_core::law::{AsAsk, DossierKind, EachAsk, Form, PaperAsk, PaperSpec, Unit, What};
use hoso_core::say;
use hoso_core::text::Lang;
use yew::prelude::*;

use crate::lang::{Tongue, use_tongue};
use crate::law::{Law, use_laws};
use crate::part::force::force;
use crate::part::heading::Heading;
use crate::route::{Route, to};

/// Which filing.
#[derive(Properties, PartialEq)]
pub struct NeedProps {
    /// Its id.
    pub procedure: String,
}

/// What a filing asks for.
#[component]
pub fn Need(props: &NeedProps) -> Html {
    let tongue = use_tongue();
    let laws = use_laws();
    let law = laws.as_ref().and_then(|laws| laws.of_procedure(&props.procedure));
    let Some((law, kind)) = law.and_then(|law| Some((law, law.pack.dossier(&props.procedure)?))) else {
        return html! { <super::lost::Lost /> };
    };
    html! {
        <>
            <a class="back" href={to(&Route::Start)}>{ tongue.say("Về trang đầu", "To the first page") }</a>
            <Heading title={tongue.say("Giấy tờ cần chuẩn bị", "Papers to prepare")} above={tongue.text(&kind.title)} />
            <p>{ tongue.text(&law.pack.name) }{ ". " }{ force(law.pack.in_force, law.pack.replaced_by.as_ref(), &tongue) }</p>
            <ul class="law-list">{ for units(law, kind).map(|unit| of_unit(law, unit, &tongue)) }</ul>
            <h2>{ tongue.say("Để ký, bạn cần thêm", "To sign you also need") }</h2>
            <p>{ tongue.say(
                "Tệp khóa PKCS#12 (.p12 hoặc .pfx) của chữ ký số doanh nghiệp, và mật khẩu của tệp đó.",
                "The PKCS#12 key file (.p12 or .pfx) of the business's digital signature, and its password.",
            ) }</p>
            <div class="buttons"><a class="button" href={to(&Route::New { procedure: props.procedure.clone() })}>{ tongue.say("Bắt đầu", "Start now") }</a></div>
        </>
    }
}

/// The units that ask something for this dossier.
fn units<'a>(law: &'a Law, kind: &'a DossierKind) -> impl Iterator<Item = &'a Unit> {
    let asks = |unit: &&Unit| {
        !unit.borrows.is_empty()
            || !matches!(unit.what, What::Holds | What::Skip(_) | What::Issues(_) | What::FieldsOf(_))
    };
    law.pack.units().filter(|unit| kind.holds.iter().any(|held| unit.cite.within(held))).filter(asks)
}

fn of_unit(law: &Law, unit: &Unit, tongue: &Tongue) -> Html {
    let when = unit.when.as_ref().map(|when| say::condition(&law.pack, when, None, tongue.lang));
    html! {
        <li key={unit.cite.to_string()}>
            <span class="law-number">{ short(unit, tongue) }</span>
            <div>
                <strong>{ tongue.text(&unit.label) }</strong>
                if let Some(when) = when { <p class="small">{ format!("{} {when}", tongue.say("Chỉ khi", "Only when")) }</p> }
                { asked(law, unit, tongue) }
                if !unit.borrows.is_empty() {
                    <ul>{ for unit.borrows.iter().map(|ask| html! { <li>{ borrowed(law, ask, tongue) }</li> }) }</ul>
                }
            </div>
        </li>
    }
}

fn short(unit: &Unit, tongue: &Tongue) -> String {
    unit.cite.say(tongue.lang)
}

fn asked(law: &Law, unit: &Unit, tongue: &Tongue) -> Html {
    match &unit.what {
        What::Form(_) => {
            html! { <p class="small">{ tongue.say("Điền trên trang này.", "Filled in on this site.") }</p> }
        }
        What::Papers(ask) => papers(law, ask, tongue),
        What::ByCase(each) => by_case(law, each, None, tongue.say("Khi", "When"), tongue),
        What::List(list) => {
            let row = law.pack.form(&list.list);
            by_case(law, &list.each, row, tongue.say("Với mỗi mục mà", "For each entry of which"), tongue)
        }
        _ => html! {},
    }
}

/// What another unit asks: its number and label, and when.
fn borrowed(law: &Law, ask: &AsAsk, tongue: &Tongue) -> String {
    let label = law.pack.label(ask.unit).map(|label| tongue.text(label)).unwrap_or_default();
    let when = ask.when.as_ref().map(|when| say::condition(&law.pack, when, None, tongue.lang));
    let when = when.map(|when| format!(" ({} {when})", tongue.say("chỉ khi", "only when"))).unwrap_or_default();
    let papers = ask.papers.iter().map(|(paper, when)| {
        let name = law.pack.words.paper.get(paper).map(|name| tongue.text(name)).unwrap_or_default();
        let only = tongue.say("chỉ khi", "only when");
        format!("; {name} {only} {}", say::condition(&law.pack, when, None, tongue.lang))
    });
    format!("{}: {label}{when}{}", ask.unit.say(tongue.lang), papers.collect::<String>())
}

fn by_case(law: &Law, all: &[EachAsk], row: Option<&Form>, every: &str, tongue: &Tongue) -> Html {
    html! {
        for each in all.iter() {
            <p class="small">{ format!("{every} {}:", say::condition(&law.pack, &each.when, row, tongue.lang)) }</p>
            { papers(law, &each.papers, tongue) }
        }
    }
}

fn papers(law: &Law, ask: &PaperAsk, tongue: &Tongue) -> Html {
    let any = matches!(ask, PaperAsk::AnyOf(specs) if specs.len() > 1);
    html! {
        <>
            if any { <p class="small">{ tongue.say("Một trong các giấy tờ sau:", "One of these papers:") }</p> }
            <ul>{ for ask.specs().iter().map(|spec| html! { <li>{ paper(law, spec, tongue) }</li> }) }</ul>
        </>
    }
}

fn paper(law: &Law, spec: &PaperSpec, tongue: &Tongue) -> String {
    let name = law.pack.words.paper.get(&spec.paper).map_or_else(|| spec.paper.clone(), |name| tongue.text(name));
    let kinds: Vec<String> = spec.kinds.iter().map(|kind| tongue.text(&kind.label())).collect();
    let kinds = (!kinds.is_empty()).then(|| kinds.join(tongue.say(" hoặc ", " or ")));
    let copies = spec.copies.map(|count| counted(count, "bản", "copies", tongue));
    let sets = spec.sets.map(|count| counted(count, "bộ", "sets", tongue));
    std::iter::once(name).chain([kinds, copies, sets].into_iter().flatten()).collect::<Vec<_>>().join(", ")
}

fn counted(count: u32, vi: &str, en: &str, tongue: &Tongue) -> String {
    match tongue.lang {
        Lang::Vi => format!("{count} {vi}"),
        Lang::En => format!("{count} {en}"),
    }
}
