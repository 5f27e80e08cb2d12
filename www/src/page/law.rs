//! The law applied: its force, its articles (those not encoded shown as such), and our readings of it.

use hoso_core::cite::Cite;
use hoso_core::law::{Article, What};
use yew::prelude::*;

use crate::lang::{Tongue, use_tongue};
use crate::law::{Law, use_laws};
use crate::part::force::force;
use crate::part::heading::Heading;
use crate::part::notice::{Grave, Notice};

/// The law applied.
#[component]
pub fn LawPage() -> Html {
    let tongue = use_tongue();
    let laws = use_laws();
    let newest = laws.iter().flat_map(|laws| laws.newest.iter());
    html! {
        <>
            <Heading title={tongue.say("Luật được áp dụng", "The law applied")} />
            { for newest.map(|law| of_law(law, &tongue)) }
        </>
    }
}

fn of_law(law: &Law, tongue: &Tongue) -> Html {
    let pack = &law.pack;
    html! {
        <section key={pack.id.clone()}>
            <h2>{ tongue.text(&pack.name) }</h2>
            <p>{ tongue.text(&pack.title) }</p>
            <p>{ tongue.text(&pack.issuer) }{ ". " }{ force(law.pack.in_force, law.pack.replaced_by.as_ref(), tongue) }</p>
            <Notice grave={Grave::Say}><p>{ tongue.text(&pack.read_by) }</p></Notice>
            if pack.partial {
                <Notice grave={Grave::Warn}><p>{ partial(law, tongue) }</p></Notice>
            }
            <p class="small">{ tongue.say("Phiên bản dữ liệu (SHA-256): ", "Version of the data (SHA-256): ") }<span class="mono">{ &law.reference.version }</span></p>
            <h3>{ tongue.say("Các điều", "Articles") }</h3>
            <ul class="law-list">{ for pack.articles.iter().map(|article| of_article(article, tongue)) }</ul>
            <h3>{ tongue.say("Các cách hiểu", "Readings") }</h3>
            <p>{ tongue.say(
                "Chỗ văn bản có lỗi, tự mâu thuẫn hoặc viện dẫn văn bản chúng tôi không có: cách hiểu được áp dụng và vì sao.",
                "Where the text has a slip, contradicts itself, or refers to one we do not have: the reading applied, and why.",
            ) }</p>
            { for pack.readings.iter().map(|(id, reading)| html! {
                <section key={id.clone()}>
                    <h4><span class="basis basis-reading">{ id }</span>{ " " }{ tongue.text(&reading.title) }</h4>
                    <p>{ tongue.text(&reading.applied) }</p>
                </section>
            }) }
        </section>
    }
}

/// Which articles are encoded, of a law of which not all are.
fn partial(law: &Law, tongue: &Tongue) -> String {
    let encoded = law.pack.articles.iter().filter(|article| article.encoded);
    let numbers: Vec<String> = encoded.map(|article| article.number.to_string()).collect();
    let words = tongue.say("Chỉ có một phần văn bản: các Điều", "In part only: Articles");
    format!("{words} {}.", numbers.join(", "))
}

fn of_article(article: &Article, tongue: &Tongue) -> Html {
    let number = Cite::article(article.number).say(tongue.lang);
    if !article.encoded {
        return html! {
            <li key={article.number}>
                <span class="law-number">{ number }</span>
                <span class="muted">{ tongue.text(&article.label) }{ " – " }{ tongue.say("chưa đưa vào đây", "not encoded yet") }</span>
            </li>
        };
    }
    html! {
        <li key={article.number}>
            <span class="law-number">{ number }</span>
            <details>
                <summary>{ tongue.text(&article.label) }</summary>
                <ul>
                    for unit in article.units.iter() {
                        <li key={unit.cite.to_string()}>
                            <strong>{ unit.cite.say(tongue.lang) }</strong>{ ": " }{ tongue.text(&unit.label) }
                            if let What::Skip(_) = unit.what { <span class="small">{ tongue.say(" (không yêu cầu gì ở người nộp)", " (asks nothing of a filer)") }</span> }
                        </li>
                    }
                </ul>
            </details>
        </li>
    }
}
