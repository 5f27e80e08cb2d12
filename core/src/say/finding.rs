//! What is the matter, from a closed set of patterns.

use super::basis::{basis, reading};
use super::force::{force_in_doubt, not_in_force};
use super::other::{alike, more_unknown, not_same, nothing_asked, other_day, too_late};
use super::place::{short_title, title};
use super::settle::{kinds, ways};
use super::since::{change_unsaid, nothing_changed};
use super::time::{kept, reckoned};
use super::why::why;
use super::{Said, condition, field_label, in_lang, paper, place};
use crate::day::Deadline;
use crate::dossier::Dossier;
use crate::form::{Why, grouped};
use crate::law::{FieldKind, Form, Pack, Ref, Timing};
use crate::report::{Basis, Code, Datum, Finding, Place, Settle};
use crate::text::{Lang, Text};

/// A finding as a person reads it. The dossier is asked only for the number of a row and for its recipient.
pub fn finding(pack: &Pack, dossier: &Dossier, finding: &Finding, lang: Lang) -> Said {
    let besides = finding.readings.iter().filter(|id| finding.basis != Basis::Reading((*id).clone()));
    Said {
        what: what(pack, dossier, finding, lang),
        basis: basis(pack, finding, lang),
        readings: besides.map(|id| reading(pack, id, lang)).collect(),
        reckoning: reckoning(pack, finding, lang),
        settle: ways(pack, dossier, &finding.settle, lang),
    }
}

/// What is the matter, and what is asked instead.
pub fn what(pack: &Pack, dossier: &Dossier, finding: &Finding, lang: Lang) -> String {
    let at = || place(pack, dossier, &finding.place, lang);
    match finding.code {
        Code::NotInForce => not_in_force(pack, day_chosen(lang), lang),
        Code::ForceInDoubt => force_in_doubt(pack, finding, day_chosen(lang), lang),
        Code::OtherVersion => Text::new(
            "Hồ sơ được lập theo một phiên bản dữ liệu pháp luật khác với phiên bản dùng để kiểm tra.",
            "The dossier was drawn up under another version of the law data than the one it is checked with.",
        )
        .get(lang)
        .to_owned(),
        Code::UnknownProcedure => in_lang!(
            lang,
            "{name} không có loại hồ sơ này.",
            "{name} knows no such dossier.",
            name = pack.name.get(lang)
        ),
        Code::WrongRecipient => wrong_recipient(pack, dossier, lang),
        Code::Missing if is_choice(pack, &finding.place) => {
            in_lang!(lang, "Chưa chọn: {at}.", "Not yet chosen: {at}.", at = at())
        }
        Code::Missing => in_lang!(lang, "Chưa nhập: {at}.", "Not yet given: {at}.", at = at()),
        Code::Unknown if finding.place == Place::Dossier => more_unknown(number(finding, "more"), lang),
        Code::Unknown => in_lang!(
            lang,
            "{at}: dữ liệu pháp luật không biết mục này, nên nó không được xét và không vào gói hồ sơ.",
            "{at}: the law data does not know this, so it is not judged and does not enter the bundle.",
            at = at()
        ),
        Code::Malformed => in_lang!(lang, "{at}: {why}.", "{at}: {why}.", at = at(), why = reason(finding, lang)),
        Code::Doubtful => in_lang!(
            lang,
            "{at}: {why}. Hãy kiểm tra lại.",
            "{at}: {why}. Please check.",
            at = at(),
            why = reason(finding, lang)
        ),
        Code::TooFewRows => too_few_rows(pack, finding, lang),
        Code::ListOpen => {
            in_lang!(lang, "{at}: chưa xác nhận là đã đủ.", "{at}: not yet confirmed as complete.", at = at())
        }
        Code::PaperMissing => paper_missing(pack, dossier, finding, lang),
        Code::EvidenceMissing => evidence_missing(pack, dossier, finding, lang),
        Code::NoScan => in_lang!(lang, "{at}: chưa đính kèm bản quét.", "{at}: no scan attached yet.", at = at()),
        Code::KindMissing => in_lang!(
            lang,
            "{at}: chưa cho biết đây là bản gì; cần {kinds}.",
            "{at}: not yet said in what kind it is; needed: {kinds}.",
            at = at(),
            kinds = accepted(finding, lang)
        ),
        Code::WrongKind => in_lang!(
            lang,
            "{at}: phải là {kinds}.",
            "{at}: must be {kinds}.",
            at = at(),
            kinds = accepted(finding, lang)
        ),
        Code::CountMissing => in_lang!(
            lang,
            "{at}: chưa ghi có bao nhiêu; cần ít nhất {needed}.",
            "{at}: not yet said how many; needed at least: {needed}.",
            at = at(),
            needed = needed(finding, lang)
        ),
        Code::TooFew => in_lang!(
            lang,
            "{at}: cần ít nhất {needed}.",
            "{at}: needed at least: {needed}.",
            at = at(),
            needed = needed(finding, lang)
        ),
        Code::NotSame => not_same(&places(pack, finding, lang), lang),
        Code::TooLittle if is_count(pack, &finding.place) => in_lang!(
            lang,
            "{at}: phải từ {least} trở lên.",
            "{at}: must be at least {least}.",
            at = at(),
            least = money(finding)
        ),
        Code::TooLittle => in_lang!(
            lang,
            "{at}: phải từ {least} đồng trở lên.",
            "{at}: must be at least {least} VND.",
            at = at(),
            least = money(finding)
        ),
        Code::OutOfOrder => in_lang!(
            lang,
            "Các ngày phải theo thứ tự này: {places}.",
            "The days must stand in this order: {places}.",
            places = places(pack, finding, lang)
        ),
        Code::NotTheSum => in_lang!(
            lang,
            "Số cuối phải bằng tổng các số trước: {places}.",
            "The last must be the sum of the others: {places}.",
            places = places(pack, finding, lang)
        ),
        Code::NoneOf => in_lang!(
            lang,
            "Chưa có câu nào được trả lời “có”: {places}.",
            "None of these is answered yes: {places}.",
            places = places(pack, finding, lang)
        ),
        Code::Repeated => in_lang!(
            lang,
            "{at}: trùng với mục {first}.",
            "{at}: the same as in entry {first}.",
            at = at(),
            first = number(finding, "first")
        ),
        Code::NotAmong if finding.data.get("with").is_some() => in_lang!(
            lang,
            "{at}: không có trong {places}, ở mục có cùng {with}.",
            "{at}: not among {places}, where {with} is the same.",
            at = at(),
            places = places(pack, finding, lang),
            with = named(pack, finding, "with", lang)
        ),
        Code::NotAmong => in_lang!(
            lang,
            "{at}: không có trong {places}.",
            "{at}: not among {places}.",
            at = at(),
            places = places(pack, finding, lang)
        ),
        Code::NotCompared => in_lang!(
            lang,
            "{at}: chưa đối chiếu được, hồ sơ trước không có {places}.",
            "{at}: not compared, for the earlier dossier holds no {places}.",
            at = at(),
            places = places(pack, finding, lang)
        ),
        Code::NotTheRows => in_lang!(
            lang,
            "Số ghi phải bằng số mục của danh sách: {places}.",
            "The number stated must be that of the entries in the list: {places}.",
            places = places(pack, finding, lang)
        ),
        Code::ChangeUnsaid => change_unsaid(&at(), &places(pack, finding, lang), lang),
        Code::NothingChanged => nothing_changed(&at(), lang),
        Code::WrongPlace => in_lang!(
            lang,
            "{at}: phải nêu nơi của cơ quan nhận hồ sơ, {to}.",
            "{at}: must name the place of the recipient, {to}.",
            at = at(),
            to = recipients(pack, finding, lang)
        ),
        Code::Alike => alike(&places(pack, finding, lang), lang),
        Code::OtherDay => other_day(&at(), finding, lang),
        Code::OnePlace => Text::new(
            "Hồ sơ này chỉ nộp cho cơ quan của một nơi; hãy chọn một nơi nhận và lập hồ sơ riêng cho mỗi nơi khác.",
            "This dossier goes to the office of one place only; choose one, and draw up a dossier of its own for each other.",
        )
        .get(lang)
        .to_owned(),
        Code::NotToAll => in_lang!(
            lang,
            "Hồ sơ này còn phải nộp cho: {to}. Hãy chọn thêm nơi nhận, hoặc nộp riêng cho nơi còn thiếu.",
            "This dossier also goes to: {to}. Choose the others too, or file with them separately.",
            to = recipients(pack, finding, lang)
        ),
        Code::TooLate => out_of_time(pack, finding, lang, too_late(finding)),
        Code::TooEarly => {
            out_of_time(pack, finding, lang, Text::new("sớm quá; chỉ được sau ngày", "too early; it may only be after"))
        }
        Code::NothingAsked => nothing_asked(lang),
        Code::EarlierUnfit => Text::new(
            "Hồ sơ này không lập trên cơ sở loại hồ sơ trước đã chọn.",
            "This dossier does not build on an earlier dossier of the sort chosen.",
        )
        .get(lang)
        .to_owned(),
    }
}

/// The recipients that a finding names.
fn recipients(pack: &Pack, finding: &Finding, lang: Lang) -> String {
    let Some(Datum::Recipients(ids)) = finding.data.get("recipients") else { return String::new() };
    let named = ids.iter().filter_map(|id| pack.words.recipient(id).or_else(|| pack.words.sort(id)));
    named.map(|name| name.get(lang).to_owned()).collect::<Vec<_>>().join("; ")
}

fn day_chosen(lang: Lang) -> &'static str {
    match lang {
        Lang::Vi => "Vào ngày đã chọn",
        Lang::En => "On the day chosen",
    }
}

fn wrong_recipient(pack: &Pack, dossier: &Dossier, lang: Lang) -> String {
    let recipients = pack.dossier(&dossier.procedure).map_or(&[][..], |kind| kind.recipients.as_slice());
    let name = |id: &String| {
        pack.words.recipient.get(id).map(|sort| if lang == Lang::Vi { sort.vi.as_str() } else { sort.en.as_str() })
    };
    let names: Vec<&str> = recipients.iter().filter_map(name).collect();
    in_lang!(
        lang,
        "Nơi nhận đã chọn không tiếp nhận hồ sơ này; nơi tiếp nhận là {names}.",
        "The recipient chosen does not receive this dossier; it is received by {names}.",
        names = names.join(", ")
    )
}

fn too_few_rows(pack: &Pack, finding: &Finding, lang: Lang) -> String {
    let Place::List { list } = &finding.place else { return String::new() };
    let least = number(finding, "at-least");
    let matching = finding.settle.iter().flatten().find_map(|step| match step {
        Settle::AddRow { matching, .. } => {
            matching.as_ref().map(|matching| condition(pack, matching, pack.form(list), lang))
        }
        _ => None,
    });
    let list = title(pack, list, lang);
    match matching {
        Some(matching) => in_lang!(
            lang,
            "{list}: cần ít nhất {least} mục mà {matching}.",
            "{list}: needs at least {least} entry of which {matching}."
        ),
        None => in_lang!(lang, "{list}: cần ít nhất {least} mục.", "{list}: needs at least {least} entry."),
    }
}

fn paper_missing(pack: &Pack, dossier: &Dossier, finding: &Finding, lang: Lang) -> String {
    let slots = finding.settle.iter().flatten().filter_map(|step| match step {
        Settle::Attach { slot, .. } => Some(paper(pack, dossier, slot, lang)),
        _ => None,
    });
    let papers: Vec<String> = slots.collect();
    if papers.len() == 1 {
        in_lang!(lang, "Còn thiếu: {paper}.", "Missing: {paper}.", paper = papers.join(""))
    } else {
        in_lang!(
            lang,
            "Còn thiếu một trong các giấy tờ: {papers}.",
            "Missing, any one of: {papers}.",
            papers = papers.join("; ")
        )
    }
}

fn evidence_missing(pack: &Pack, dossier: &Dossier, finding: &Finding, lang: Lang) -> String {
    let acts = finding.settle.iter().flatten().filter_map(|step| match step {
        Settle::Attach { slot, .. } => Some(paper(pack, dossier, slot, lang)),
        _ => None,
    });
    in_lang!(
        lang,
        "Việc phải làm ngoài việc nộp hồ sơ, chưa có gì chứng minh đã làm: {acts}.",
        "To be done beside the filing, and nothing shows yet that it was: {acts}.",
        acts = acts.collect::<Vec<_>>().join("; ")
    )
}

/// `Ngày nộp hồ sơ: muộn; chậm nhất là ngày 14/06/2017, ít nhất 30 ngày trước “Tạm ngừng từ ngày”.`
fn out_of_time(pack: &Pack, finding: &Finding, lang: Lang, how: Text) -> String {
    let (Some((time, deadline)), Some(Datum::Places(places))) = (timed(finding), finding.data.get("places")) else {
        return String::new();
    };
    let form = form_at(pack, &finding.place);
    let named = |at: Option<&Ref>| at.map_or_else(String::new, |at| field_label(pack, at, form, lang));
    let (last, how) = (deadline.last.vn(), how.get(lang));
    let time = kept(time, &named(places.last()), lang);
    let done = named(places.first());
    match finding.data.get("looser") {
        Some(Datum::Day(looser)) => in_lang!(
            lang,
            "{done}: chỉ đúng hạn theo cách đếm rộng hơn, mốc là ngày {looser}; theo cách đếm chặt thì {how} {last}, {time}.",
            "{done}: in time only by the looser count, whose day is {looser}; by the stricter one {how} {last}, {time}.",
            looser = looser.vn()
        ),
        _ => format!("{done}: {how} {last}, {time}."),
    }
}

/// The form, or the list, that a place lies in.
fn form_at<'a>(pack: &'a Pack, place: &Place) -> Option<&'a Form> {
    match place {
        Place::Field { form, .. } | Place::Row { list: form, .. } => pack.form(form),
        _ => None,
    }
}

/// How the day was found that was not kept to.
fn reckoning(pack: &Pack, finding: &Finding, lang: Lang) -> Vec<String> {
    let found = timed(finding).zip(pack.calendar.as_ref());
    found.map_or_else(Vec::new, |((time, deadline), calendar)| reckoned(Some(time), deadline, calendar, lang))
}

fn timed(finding: &Finding) -> Option<(&Timing, &Deadline)> {
    match (finding.data.get("time"), finding.data.get("deadline")) {
        (Some(Datum::Time(time)), Some(Datum::Deadline(deadline))) => Some((time, deadline)),
        _ => None,
    }
}

fn is_choice(pack: &Pack, place: &Place) -> bool {
    matches!(kind_at(pack, place), Some(FieldKind::Choice(_) | FieldKind::YesNo))
}

fn is_count(pack: &Pack, place: &Place) -> bool {
    matches!(kind_at(pack, place), Some(FieldKind::Count))
}

fn kind_at<'a>(pack: &'a Pack, place: &Place) -> Option<&'a FieldKind> {
    let field = match place {
        Place::Fact { fact } => pack.facts.field(fact),
        Place::Field { form, field } | Place::Row { list: form, field, .. } => pack.form(form)?.field(field),
        _ => None,
    };
    field.map(|field| &field.kind)
}

fn reason(finding: &Finding, lang: Lang) -> String {
    match finding.data.get("why") {
        Some(Datum::Why(id)) => Why::of(id).map(|reason| why(reason).get(lang).to_owned()).unwrap_or_default(),
        _ => String::new(),
    }
}

fn accepted(finding: &Finding, lang: Lang) -> String {
    if let Some(Datum::Kinds(accepted)) = finding.data.get("kinds") { kinds(accepted, lang) } else { String::new() }
}

fn needed(finding: &Finding, lang: Lang) -> String {
    if finding.data.contains_key("sets") {
        in_lang!(lang, "{n} bộ", "{n} sets", n = number(finding, "sets"))
    } else {
        in_lang!(lang, "{n} bản", "{n} copies", n = number(finding, "copies"))
    }
}

fn number(finding: &Finding, key: &str) -> u64 {
    if let Some(Datum::Number(number)) = finding.data.get(key) { *number } else { 0 }
}

fn money(finding: &Finding) -> String {
    if let Some(Datum::Money(amount)) = finding.data.get("least") {
        amount.parse().map_or(amount.clone(), grouped)
    } else {
        String::new()
    }
}

fn places(pack: &Pack, finding: &Finding, lang: Lang) -> String {
    named(pack, finding, "places", lang)
}

fn named(pack: &Pack, finding: &Finding, key: &str, lang: Lang) -> String {
    let Some(Datum::Places(refs)) = finding.data.get(key) else { return String::new() };
    let named = refs.iter().map(|at| match at {
        Ref::Field(form, _) | Ref::Earlier(form, _) => {
            format!("{} ({})", field_label(pack, at, None, lang), short_title(pack, form, lang))
        }
        _ => field_label(pack, at, form_at(pack, &finding.place), lang),
    });
    named.collect::<Vec<_>>().join("; ")
}
