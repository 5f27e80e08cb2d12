//! What is the matter with what is the same and should differ, or the other way round, with what is late, and where nothing is asked.

use super::in_lang;
use crate::law::Timing;
use crate::report::{Basis, Datum, Finding};
use crate::text::{Lang, Text};

/// Places that must hold the same do not.
pub fn not_same(places: &str, lang: Lang) -> String {
    in_lang!(lang, "Phải giống nhau: {places}.", "Must be the same: {places}.")
}

/// Places that must differ hold the same.
pub fn alike(places: &str, lang: Lang) -> String {
    in_lang!(lang, "Không được giống nhau: {places}.", "Must not be the same: {places}.")
}

/// By the answers given nothing of the dossier is asked.
pub fn nothing_asked(lang: Lang) -> String {
    in_lang!(
        lang,
        "Theo các câu trả lời, hồ sơ này không phải có gì: không cần nộp loại hồ sơ này.",
        "By the answers given, nothing of this dossier is asked: no dossier of this sort is due."
    )
}

/// A date is not the day that it must be.
pub fn other_day(at: &str, finding: &Finding, lang: Lang) -> String {
    let Some(Datum::Day(day)) = finding.data.get("day") else { return String::new() };
    in_lang!(lang, "{at}: phải là ngày {day}.", "{at}: must be {day}.", day = day.vn())
}

/// How a last day that was missed is told. So long before a day is advice where no unit of the law asks for it.
pub fn too_late(finding: &Finding) -> Text {
    let is_ahead = matches!(finding.data.get("time"), Some(Datum::Time(Timing::Ahead(_))));
    if is_ahead && !matches!(finding.basis, Basis::Law(_)) {
        return Text::new("muộn hơn mức nên có; tốt nhất là chậm nhất ngày", "later than advised; best by");
    }
    Text::new("muộn; chậm nhất là ngày", "too late; the last day was")
}

/// More is there that the pack does not know than is told of one by one.
pub fn more_unknown(count: u64, lang: Lang) -> String {
    in_lang!(
        lang,
        "Còn {count} mục khác mà dữ liệu pháp luật không biết, nên không được xét và không vào gói hồ sơ.",
        "The law data does not know {count} more entries, so they are not judged and do not enter the bundle."
    )
}
