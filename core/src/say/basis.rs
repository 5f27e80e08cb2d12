//! On what a finding rests, in words.

use super::in_lang;
use crate::cite::Cite;
use crate::law::{FieldBasis, Pack};
use crate::report::{Basis, Code, Finding, Place};
use crate::text::{Lang, Text};

/// A citation in full: `điểm a khoản 5 Điều 2 Thông tư 24/2014/TT-BCT`.
pub fn cite(pack: &Pack, cite: Cite, lang: Lang) -> String {
    match lang {
        Lang::Vi => format!("{} {}", cite.say(lang), pack.name.vi),
        Lang::En => format!("{} of {}", cite.say(lang), pack.name.en),
    }
}

/// What a finding rests on.
pub fn basis(pack: &Pack, finding: &Finding, lang: Lang) -> String {
    match &finding.basis {
        Basis::Law(unit) => in_lang!(lang, "Theo {unit}.", "Under {unit}.", unit = cite(pack, *unit, lang)),
        Basis::House => in_lang!(
            lang,
            "Quy tắc của hoso: {why}",
            "A rule of hoso: {why}",
            why = house_reason(pack, finding).get(lang)
        ),
        Basis::Reading(id) => match of_check(pack, &finding.rule) {
            Some(why) => own_by_reading(pack, id, why.get(lang), lang),
            None => reading(pack, id, lang),
        },
    }
}

/// A rule of ours where the law leaves a doubt: what is in doubt, what we hold of it, and why we check.
fn own_by_reading(pack: &Pack, id: &str, why: &str, lang: Lang) -> String {
    let (doubt, why) = (reading(pack, id, lang), why.trim_end_matches('.'));
    let applied = pack.readings.get(id).map_or("", |reading| reading.applied.get(lang));
    in_lang!(lang, "{doubt} {applied} Quy tắc của hoso: {why}.", "{doubt} {applied} A rule of hoso: {why}.")
}

/// A reading, in short.
pub fn reading(pack: &Pack, id: &str, lang: Lang) -> String {
    let title = pack.readings.get(id).map_or("", |reading| reading.title.get(lang));
    in_lang!(lang, "Cách hiểu {id}: {title}.", "Reading {id}: {title}.")
}

/// A reading as it is applied: `R-09: …`; none where the pack does not hold it.
pub fn applied(pack: &Pack, id: &str, lang: Lang) -> Option<String> {
    pack.readings.get(id).map(|reading| format!("{id}: {}", reading.applied.get(lang)))
}

/// Why we ask or check, where no law says so.
fn house_reason(pack: &Pack, finding: &Finding) -> Text {
    let of_field = field_at(pack, &finding.place).and_then(|field| match &field.basis {
        FieldBasis::House(reason) => Some(reason.clone()),
        FieldBasis::Cite(_) => None,
    });
    of_check(pack, &finding.rule).or(of_field).unwrap_or_else(|| of_code(finding.code))
}

fn field_at<'a>(pack: &'a Pack, place: &Place) -> Option<&'a crate::law::Field> {
    match place {
        Place::Fact { fact } => pack.facts.field(fact),
        Place::Field { form, field } | Place::Row { list: form, field, .. } => pack.form(form)?.field(field),
        _ => None,
    }
}

/// The reason of the form check that the rule id names: `vn/tt-24-2014 m-01/check-2`.
fn of_check(pack: &Pack, rule: &str) -> Option<Text> {
    let (form, check) = rule.rsplit(' ').next()?.rsplit_once('/')?;
    let at: usize = check.strip_prefix("check-")?.parse().ok()?;
    pack.form(form)?.checks.get(at.checked_sub(1)?).map(|check| check.house.clone())
}

fn of_code(code: Code) -> Text {
    match code {
        Code::OtherVersion => Text::new(
            "kết quả chỉ có giá trị theo đúng phiên bản dữ liệu pháp luật đã dùng để kiểm tra.",
            "a result holds for the version of the law data it was checked with, and for no other.",
        ),
        Code::UnknownProcedure => Text::new(
            "chỉ có thể kiểm tra loại hồ sơ có trong dữ liệu pháp luật.",
            "only a dossier that the law data knows can be checked.",
        ),
        Code::NoScan => Text::new(
            "gói hồ sơ chứa bản quét của từng giấy tờ để nơi nhận xem được; văn bản chỉ đòi chính giấy tờ.",
            "the bundle holds a scan of each paper, so that the recipient can see it; the law asks for the paper alone.",
        ),
        Code::EarlierUnfit => Text::new(
            "chỉ đối chiếu với hồ sơ trước có cùng những điều phải thống nhất; loại hồ sơ khác không có gì để đối chiếu.",
            "an earlier dossier is compared only where it states the same things; one of another sort has nothing to compare.",
        ),
        Code::NothingAsked => Text::new(
            "hồ sơ mà văn bản không đòi gì thì không có gì sai, nhưng nộp cũng không đáp ứng điều gì; nên xem lại câu trả lời, hoặc loại hồ sơ.",
            "in a dossier of which the law asks nothing nothing is wrong, yet filing it fulfils nothing; the answers, or the sort of dossier, are worth a second look.",
        ),
        _ => Text::new(
            "không bỏ sót điều gì đã nhập, nhưng chỉ xét điều mà dữ liệu pháp luật biết.",
            "nothing entered is passed over in silence, but only what the law data knows is judged.",
        ),
    }
}
