//! A named check in words: what must hold between answers.

use hoso_core::form::grouped;
use hoso_core::law::{Check, Pack, Ref};
use hoso_core::say;
use hoso_core::text::{Lang, Text};

/// What a check of a unit holds the answers to.
pub fn held_to(pack: &Pack, check: &Check, lang: Lang) -> String {
    let one = |at: &Ref| place(pack, at, lang);
    let all = |refs: &[Ref], by: &str| refs.iter().map(one).collect::<Vec<_>>().join(by);
    let said = |vi: String, en: String| Text { vi, en }.get(lang).to_owned();
    match check {
        Check::Same(refs) => all(refs, " = "),
        Check::Differ(refs) => all(refs, " ≠ "),
        Check::InOrder(refs) => all(refs, " ≤ "),
        Check::Sum(sum) => format!("{} = {}", all(&sum.parts, " + "), one(&sum.is)),
        Check::AtLeastOne(refs) => {
            let all = all(refs, ", ");
            said(format!("ít nhất một câu trả lời là “có”: {all}"), format!("at least one is answered yes: {all}"))
        }
        Check::Unique(refs) => {
            let all = all(refs, ", ");
            said(format!("mỗi dòng một khác: {all}"), format!("different in each row: {all}"))
        }
        Check::Among(among) => {
            let (value, column) = (one(&among.value), one(&among.column));
            let with = among.with.as_ref().map(|(own, of)| format!("{} = {}", one(own), one(of)));
            let (vi, en) = with.map_or_else(Default::default, |with| {
                (format!(", ở dòng mà {with}"), format!(", in a row in which {with}"))
            });
            said(format!("{value} có trong cột {column}{vi}"), format!("{value} stands in the column {column}{en}"))
        }
        Check::RowCount(count) => {
            let (is, column) = (one(&count.is), one(&count.column));
            said(format!("{is} là số dòng có {column}"), format!("{is} is the number of rows with {column}"))
        }
        Check::NamesPlace(at) => {
            let at = one(at);
            said(format!("{at} là nơi của nơi nhận"), format!("{at} is the place of the recipient"))
        }
        Check::Changed(changed) => {
            let question = one(&changed.question);
            let now = changed.fields.iter().map(|(_, now)| one(now));
            let whole = changed.whole.iter().filter_map(|id| pack.form(id)).map(|form| form.title.get(lang).to_owned());
            let mut compared: Vec<String> = Vec::new();
            for what in now.chain(whole) {
                if !compared.contains(&what) {
                    compared.push(what);
                }
            }
            let compared = compared.join(", ");
            said(
                format!("{question} đúng như khi so với hồ sơ trước: {compared}"),
                format!("{question} agrees with the earlier dossier in: {compared}"),
            )
        }
        Check::InTime(ask) => {
            let (done, from) = (one(&ask.done), one(&ask.from));
            said(format!("{done} trong thời hạn tính từ {from}"), format!("{done} within the time from {from}"))
        }
        Check::AtLeast(ask) => {
            let (amount, floor) = (one(&ask.amount), ask.floor.parse().map_or(ask.floor.clone(), grouped));
            let share = ask.percent.as_ref().map(|(percent, of)| format!("{percent} % × {}", one(of)));
            let share = share.map_or_else(String::new, |share| format!(", {share}"));
            format!("{amount} ≥ {floor}{share}")
        }
        Check::OnDay(ask) => {
            let (date, by) = (one(&ask.date), one(&ask.by));
            said(format!("{date} đúng ngày theo {by}"), format!("{date} on the day that goes with {by}"))
        }
        Check::Continues(ask) => {
            let (was, is) = (one(&ask.was), one(&ask.is));
            said(format!("{is} = {was} của kỳ liền trước"), format!("{is} = {was} of the period just before"))
        }
    }
}

/// A field by its label, and of which form it is, where that has a number, and that it is one of the earlier dossier.
fn place(pack: &Pack, at: &Ref, lang: Lang) -> String {
    let label = format!("“{}”", say::field_label(pack, at, None, lang));
    let number = match at {
        Ref::Field(form, _) | Ref::Earlier(form, _) => pack.form(form).and_then(|form| form.number.clone()),
        _ => None,
    };
    let earlier =
        matches!(at, Ref::Earlier(..)).then(|| Text::new("hồ sơ trước", "earlier dossier").get(lang).to_owned());
    let of: Vec<String> = number.into_iter().chain(earlier).collect();
    if of.is_empty() { label } else { format!("{label} ({})", of.join(", ")) }
}
