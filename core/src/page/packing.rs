//! The packing list: what the paper packet holds, in which kind, copies and sets, and which scan in the bundle shows it.

use super::form::foot;
use super::html::{both, escape, page};
use crate::dossier::{Dossier, Paper, SlotAsk, requirements};
use crate::law::Pack;
use crate::say;
use crate::text::{Lang, Text};

/// The packing list of a sealed dossier.
pub fn packing_list(pack: &Pack, dossier: &Dossier) -> String {
    let title = Text::new("Thành phần hồ sơ", "Packing list");
    let of = pack.dossier(&dossier.procedure).map(|kind| kind.title.clone()).unwrap_or_else(|| title.clone());
    let mut body = format!("<h1>{}</h1>\n<p>{}</p>\n", both(&title), both(&of));
    if let Some(recipient) = pack.words.recipient(&dossier.recipient) {
        body.push_str(&format!(
            "<p>{}</p>\n",
            both(&Text::new(format!("Nơi nhận: {}", recipient.vi), format!("Recipient: {}", recipient.en)))
        ));
    }
    body.push_str("<table>\n<tr>");
    for head in [
        Text::new("Căn cứ", "Basis"),
        Text::new("Giấy tờ", "Paper"),
        Text::new("Là bản", "Kind"),
        Text::new("Số bản", "Copies"),
        Text::new("Số bộ", "Sets"),
        Text::new("Bản quét trong gói", "Scan in the bundle"),
    ] {
        body.push_str(&format!("<th scope=\"col\">{}</th>", both(&head)));
    }
    body.push_str("</tr>\n");
    body.push_str(&form_rows(pack, dossier));
    for asked in requirements(pack, dossier).iter().filter(|asked| asked.asked == Some(true)) {
        // Evidence of acts beside the filing is no part of the packet.
        for ask in asked.papers.iter().filter(|ask| !ask.beside) {
            for paper in dossier.papers.get(&ask.slot).into_iter().flatten() {
                body.push_str(&row(pack, dossier, ask, paper));
            }
        }
    }
    body.push_str("</table>\n");
    body.push_str(&foot(pack, dossier));
    page(&title, &body)
}

/// Forms and lists that hoso prints stand in the packet too.
fn form_rows(pack: &Pack, dossier: &Dossier) -> String {
    let printed: Vec<String> = requirements(pack, dossier)
        .into_iter()
        .flat_map(|asked| asked.papers)
        .filter_map(|ask| ask.printed_from)
        .collect();
    let stated: Vec<String> =
        requirements(pack, dossier).into_iter().flat_map(|asked| asked.papers).filter_map(|ask| ask.states).collect();
    let held = |id: &String| dossier.forms.contains_key(id) || dossier.lists.contains_key(id);
    let forms =
        pack.forms.iter().filter(|form| held(&form.id) && !printed.contains(&form.id) && !stated.contains(&form.id));
    let rows = forms.map(|form| {
        let basis = form.cite.map(|cite| escape(&cite.say(Lang::Vi))).unwrap_or_default();
        let name = form.number.as_ref().map_or_else(
            || form.title.clone(),
            |number| Text::new(format!("{number}. {}", form.title.vi), format!("{number}. {}", form.title.en)),
        );
        let scan = both(&Text::new("in từ gói hồ sơ này", "printed from this bundle"));
        format!(
            "<tr><td>{basis}</td><td>{}</td><td>{}</td><td>1</td><td>1</td><td>{scan}</td></tr>\n",
            both(&name),
            both(&Text::new("bản chính", "original"))
        )
    });
    rows.collect()
}

fn row(pack: &Pack, dossier: &Dossier, ask: &SlotAsk, paper: &Paper) -> String {
    let name =
        Text::new(say::paper(pack, dossier, &ask.slot, Lang::Vi), say::paper(pack, dossier, &ask.slot, Lang::En));
    let kind = paper.kind.map(|kind| both(&kind.label())).unwrap_or_default();
    let count = |stated: &str| if stated.is_empty() { "1".to_owned() } else { escape(stated) };
    let scan = match &paper.file {
        Some(file) => escape(&file.name),
        None => both(&Text::new("in từ gói hồ sơ này", "printed from this bundle")),
    };
    format!(
        "<tr><td>{}</td><td>{}</td><td>{kind}</td><td>{}</td><td>{}</td><td>{scan}</td></tr>\n",
        escape(&ask.slot.cite.say(Lang::Vi)),
        both(&name),
        count(&paper.copies),
        count(&paper.sets),
    )
}
