//! Ways to settle a finding, in words.

use super::place::{short_title, title};
use super::{condition, in_lang, paper, place};
use crate::dossier::Dossier;
use crate::law::{Pack, PaperKind};
use crate::report::{Place, Settle};
use crate::text::{Lang, Text};

/// Every way, each with all its steps. Fields of several forms that are called the same are told apart by their forms.
pub fn ways(pack: &Pack, dossier: &Dossier, all: &[Vec<Settle>], lang: Lang) -> Vec<String> {
    let lines: Vec<String> = all.iter().map(|steps| way(pack, dossier, steps, lang)).collect();
    let told = lines.iter().zip(all).map(|(line, steps)| match steps.as_slice() {
        [Settle::Answer(Place::Field { form, .. })] if lines.iter().filter(|other| *other == line).count() > 1 => {
            format!("{line} ({})", short_title(pack, form, lang))
        }
        _ => line.clone(),
    });
    told.collect()
}

fn way(pack: &Pack, dossier: &Dossier, steps: &[Settle], lang: Lang) -> String {
    steps.iter().map(|step| one(pack, dossier, step, lang)).collect::<Vec<_>>().join("; ")
}

/// Kinds of paper, of which one is asked: `bản chính hoặc bản sao có chứng thực`.
pub fn kinds(kinds: &[PaperKind], lang: Lang) -> String {
    let labels: Vec<String> = kinds.iter().map(|kind| kind.label().get(lang).to_owned()).collect();
    labels.join(Text::new(" hoặc ", " or ").get(lang))
}

fn one(pack: &Pack, dossier: &Dossier, step: &Settle, lang: Lang) -> String {
    match step {
        Settle::Answer(at) => {
            in_lang!(lang, "Điền hoặc sửa: {at}", "Fill in or mend: {at}", at = place(pack, dossier, at, lang))
        }
        Settle::Attach { slot, kinds: accepted, copies, sets } => {
            let mut out =
                in_lang!(lang, "Đính kèm: {paper}", "Attach: {paper}", paper = paper(pack, dossier, slot, lang));
            if !accepted.is_empty() {
                out.push_str(&format!(", {}", kinds(accepted, lang)));
            }
            for count in copies.iter() {
                out.push_str(&in_lang!(lang, ", {count} bản", ", copies: {count}"));
            }
            for count in sets.iter() {
                out.push_str(&in_lang!(lang, ", trong {count} bộ", ", in {count} sets"));
            }
            out
        }
        Settle::AddRow { list, matching } => {
            let of = matching.as_ref().map(|matching| condition(pack, matching, pack.form(list), lang));
            let list = title(pack, list, lang);
            match of {
                Some(of) => in_lang!(lang, "Thêm vào {list} một mục mà {of}", "Add to {list} an entry of which {of}"),
                None => in_lang!(lang, "Thêm một mục vào: {list}", "Add an entry to: {list}"),
            }
        }
        Settle::CloseList(list) => {
            in_lang!(lang, "Xác nhận đã đủ: {list}", "Confirm as complete: {list}", list = title(pack, list, lang))
        }
        Settle::ChangeDay => Text::new("Chọn ngày nộp khác", "Choose another day of filing").get(lang).to_owned(),
        Settle::SendTo(to) => {
            let to = pack.words.sort(to).map_or_else(|| to.clone(), |sort| sort.get(lang).to_owned());
            in_lang!(lang, "Gửi tới: {to}", "Send it to: {to}")
        }
        Settle::BuildOn(kinds) if kinds.is_empty() => {
            Text::new("Bỏ hồ sơ trước đã chọn", "Leave out the earlier dossier").get(lang).to_owned()
        }
        Settle::BuildOn(kinds) => {
            let titles = kinds.iter().filter_map(|id| pack.dossier(id)).map(|kind| kind.title.get(lang));
            let titles = titles.collect::<Vec<_>>().join("; ");
            in_lang!(
                lang,
                "Chọn hồ sơ trước thuộc một trong các loại sau, hoặc bỏ hồ sơ trước: {titles}",
                "Choose an earlier dossier of one of these sorts, or leave it out: {titles}"
            )
        }
        Settle::ChooseKind => Text::new("Chọn một loại hồ sơ của văn bản này", "Choose a dossier that this law knows")
            .get(lang)
            .to_owned(),
    }
}
