//! Terms and deadlines, in words.

use super::{applied, in_lang};
use crate::cite::Cite;
use crate::day::{Calendar, Counting, Day, DayKind, DayOfYear, Deadline, Skipped, Term, TermUnit, Trust};
use crate::dossier::Due;
use crate::law::{Pack, Step, Timing};
use crate::text::{Lang, Text};

/// A term: `5 ngày làm việc`.
pub fn term(term: Term, lang: Lang) -> String {
    let unit = match (term.unit, term.count) {
        (TermUnit::WorkingDays, 1) => Text::new("ngày làm việc", "working day"),
        (TermUnit::WorkingDays, _) => Text::new("ngày làm việc", "working days"),
        (TermUnit::Days, 1) => Text::new("ngày", "day"),
        (TermUnit::Days, _) => Text::new("ngày", "days"),
        (TermUnit::Months, 1) => Text::new("tháng", "month"),
        (TermUnit::Months, _) => Text::new("tháng", "months"),
        (TermUnit::Years, 1) => Text::new("năm", "year"),
        (TermUnit::Years, _) => Text::new("năm", "years"),
    };
    format!("{} {}", term.count, unit.get(lang))
}

/// By when a step is to be done: `trong 5 ngày làm việc kể từ khi Cục nhận được hồ sơ`; none where the text names neither time nor event.
pub fn time(pack: &Pack, step: &Step, lang: Lang) -> Option<String> {
    let from =
        step.from.as_ref().map(|event| pack.words.event.get(event).map_or(event.as_str(), |text| text.get(lang)));
    Some(match (&step.time, from) {
        (Some(Timing::Within(of)), Some(from)) => {
            in_lang!(lang, "trong {of} kể từ khi {from}", "within {of} from: {from}", of = term(*of, lang))
        }
        (Some(Timing::Lasts(of)), Some(from)) => {
            in_lang!(lang, "{of} kể từ khi {from}", "for {of} from: {from}", of = term(*of, lang))
        }
        (Some(Timing::Ahead(Term { count: 0, .. })), Some(from)) => {
            in_lang!(lang, "trước khi {from}", "before: {from}")
        }
        (Some(Timing::Ahead(of)), Some(from)) => {
            in_lang!(lang, "ít nhất {of} trước khi {from}", "at least {of} before: {from}", of = term(*of, lang))
        }
        (Some(Timing::NotBefore(of)), Some(from)) => {
            in_lang!(lang, "chỉ sau {of} kể từ khi {from}", "only after {of} from: {from}", of = term(*of, lang))
        }
        (Some(Timing::By(days)), _) => {
            let days: Vec<String> = days.iter().map(DayOfYear::to_string).collect();
            in_lang!(lang, "trước ngày {days} hằng năm", "before {days} every year", days = days.join(", "))
        }
        (Some(Timing::Until(day)), _) => in_lang!(lang, "đến hết ngày {day}", "until {day}", day = day.vn()),
        (None, Some(from)) => {
            in_lang!(lang, "khi {from}; luật không nêu thời hạn", "on: {from}; the law names no time")
        }
        (_, None) => return None,
    })
}

/// The last day of a term, with what was passed over: `10/05/2016 (không tính 4 ngày nghỉ)`.
pub fn deadline(deadline: &Deadline, lang: Lang) -> String {
    let last = deadline.last.vn();
    match deadline.skipped.len() {
        0 => last,
        1 => in_lang!(lang, "{last} (không tính 1 ngày nghỉ)", "{last} (1 day off passed over)"),
        count => in_lang!(lang, "{last} (không tính {count} ngày nghỉ)", "{last} ({count} days off passed over)"),
    }
}

/// The time that a filing, or what else is done, must keep, reckoned from what is named: `ít nhất 30 ngày trước “Tạm ngừng từ ngày”`.
pub fn kept(time: &Timing, from: &str, lang: Lang) -> String {
    match time {
        Timing::Within(of) | Timing::Lasts(of) => {
            in_lang!(lang, "trong {of} kể từ “{from}”", "within {of} of “{from}”", of = term(*of, lang))
        }
        Timing::Ahead(Term { count: 0, .. }) => in_lang!(lang, "trước “{from}”", "before “{from}”"),
        Timing::Ahead(of) => {
            in_lang!(lang, "ít nhất {of} trước “{from}”", "at least {of} before “{from}”", of = term(*of, lang))
        }
        Timing::NotBefore(of) => {
            in_lang!(lang, "chỉ sau {of} kể từ “{from}”", "only after {of} from “{from}”", of = term(*of, lang))
        }
        Timing::By(days) => {
            let days: Vec<String> = days.iter().map(DayOfYear::to_string).collect();
            in_lang!(lang, "trước ngày {days} sau “{from}”", "before {days} after “{from}”", days = days.join(", "))
        }
        Timing::Until(day) => in_lang!(lang, "đến hết ngày {day}", "until {day}", day = day.vn()),
    }
}

/// How the last day of a step was found, as [`reckoned`] says it, and the reading by which the time runs from no earlier day. Empty where
/// there is no deadline.
pub fn reckoning(pack: &Pack, due: &Due, calendar: &Calendar, lang: Lang) -> Vec<String> {
    let Some(deadline) = &due.deadline else { return Vec::new() };
    let mut said = reckoned(due.step.time.as_ref(), deadline, calendar, lang);
    let since = due.step.earliest.as_ref().filter(|_| deadline.earliest.is_some());
    said.extend(since.and_then(|earliest| applied(pack, &earliest.reading, lang)));
    said
}

/// How a last day was found, one sentence a step: the day that is not counted, the days passed over and why, where the last day moved,
/// where the looser count ends, and how far the calendar is to be trusted. The law on counting is cited for terms that run on from an
/// event; on time that must lie before a day it says nothing.
pub fn reckoned(time: Option<&Timing>, deadline: &Deadline, calendar: &Calendar, lang: Lang) -> Vec<String> {
    let event = deadline.event.vn();
    let back = matches!(time, Some(Timing::Ahead(_) | Timing::By(_)));
    let term = time.and_then(Timing::term);
    let since = deadline.earliest.map(|day| day.vn());
    let from = deadline.earliest.filter(|_| !back).unwrap_or(deadline.event);
    let law = calendar.counting(from).filter(|_| !back && term.is_some());
    let by = |unit: fn(&Counting) -> Cite| {
        law.map(|law| format!(" ({} {})", unit(law).say(lang), law.name.get(lang))).unwrap_or_default()
    };
    let mut said = vec![match time {
        Some(Timing::Until(_)) => in_lang!(lang, "Luật nêu ngày này.", "The law names this day."),
        Some(Timing::By(_)) => in_lang!(lang, "Chính ngày {event} đã là muộn.", "{event} itself is too late."),
        Some(Timing::Ahead(_)) if let Some(since) = &since => in_lang!(
            lang,
            "Đếm lùi từ ngày {event} thì có trước ngày {since}: chậm nhất là chính ngày {since}.",
            "Counted back from {event} it lies before {since}: it is {since} itself."
        ),
        Some(Timing::Ahead(_)) => in_lang!(
            lang,
            "Đếm lùi từ ngày {event}; không tính ngày này và ngày nộp.",
            "Counted back from {event}; neither that day nor the day of filing is counted."
        ),
        _ => in_lang!(
            lang,
            "Ngày {from} không tính{by}.",
            "{from} is not counted{by}.",
            from = from.vn(),
            by = by(|law| law.not_counted)
        ),
    }];
    if let Some(since) = since.filter(|_| !back) {
        let first = in_lang!(
            lang,
            "Ngày {event} có trước ngày {since}: thời hạn tính từ ngày {since}.",
            "{event} lies before {since}: the time is counted from {since}."
        );
        said.insert(0, first);
    }
    let corresponding = match term.map(|term| term.unit) {
        Some(TermUnit::Months) => Some(by(|law| law.months)),
        Some(TermUnit::Years) => Some(by(|law| law.years)),
        _ => None,
    };
    said.extend(corresponding.map(|by| {
        in_lang!(
            lang,
            "Thời hạn tính theo tháng, năm hết vào ngày tương ứng{by}.",
            "A term in months or years ends on the corresponding day{by}."
        )
    }));
    if !deadline.skipped.is_empty() {
        let days: Vec<String> = deadline.skipped.iter().map(|day| passed(*day, calendar, lang)).collect();
        let (days, last) = (days.join(", "), deadline.last.vn());
        said.push(match term {
            None | Some(Term { unit: TermUnit::WorkingDays, .. }) if !matches!(time, Some(Timing::By(_))) => {
                in_lang!(lang, "Không phải ngày làm việc: {days}.", "Not working days: {days}.")
            }
            _ if back => in_lang!(
                lang,
                "Ngày cuối rơi vào ngày nghỉ ({days}) nên lùi về {last}: luật không nêu, đây là cách hiểu an toàn.",
                "The last day falls on days off ({days}) and moves back to {last}: the law does not say so, it is the safe reading."
            ),
            _ => in_lang!(
                lang,
                "Ngày cuối rơi vào ngày nghỉ ({days}) nên chuyển sang {last}{by}.",
                "The last day falls on days off ({days}) and moves to {last}{by}.",
                by = by(|law| law.moves)
            ),
        });
    }
    let in_working_days = term.is_some_and(|term| term.unit == TermUnit::WorkingDays);
    let swapped = |day: &Skipped| calendar.row(day.day).is_some_and(|row| row.kind == DayKind::SwappedOff);
    let moved = !in_working_days && deadline.skipped.iter().any(swapped);
    let worked = worked(deadline, from, in_working_days, calendar);
    if !worked.is_empty() {
        let days = worked.join(", ");
        said.push(in_lang!(
            lang,
            "Tính là ngày làm việc: {days} (thứ Bảy làm bù).",
            "Counted as working days: {days} (a Saturday worked instead)."
        ));
    }
    let held = calendar.counting(from).and_then(|law| law.swapped.as_ref());
    said.extend(held.filter(|_| moved || !worked.is_empty()).map(|held| held.get(lang).to_owned()));
    said.extend(deadline.looser.map(|looser| {
        in_lang!(
            lang,
            "Đếm theo cách rộng hơn thì là ngày {looser}; giữa hai ngày chỉ cảnh báo.",
            "By the looser count it is {looser}; between the two there is only a warning.",
            looser = looser.vn()
        )
    }));
    said.extend(law.and_then(|law| law.reading.as_ref()).map(|reading| reading.get(lang).to_owned()));
    said.extend(doubt(deadline.trust, lang));
    said
}

/// The Saturdays worked instead of another day that a deadline counts: those within a term in working days, and the last day.
fn worked(deadline: &Deadline, from: Day, in_working_days: bool, calendar: &Calendar) -> Vec<String> {
    let within = |day: Day| (from < day && day <= deadline.last) || (deadline.last <= day && day < from);
    let counts = |day: Day| day == deadline.last || in_working_days && within(day);
    let rows = calendar.rows.iter().filter(|row| row.kind == DayKind::Worked && counts(row.day));
    rows.map(|row| row.day.vn()).collect()
}

/// A day passed over, and why: `30/04/2016 (thứ Bảy)`, `02/05/2016 (Nghỉ bù)`.
fn passed(skipped: Skipped, calendar: &Calendar, lang: Lang) -> String {
    let weekend = match skipped.day.weekday() {
        6 => Text::new("thứ Bảy", "Saturday"),
        _ => Text::new("Chủ nhật", "Sunday"),
    };
    let listed = calendar.row(skipped.day).filter(|row| row.kind != DayKind::Worked);
    let why = listed.map_or(&weekend, |row| &row.name);
    format!("{} ({})", skipped.day.vn(), why.get(lang))
}

/// What to say where the days off are not taken from the year's decision.
pub fn doubt(trust: Option<Trust>, lang: Lang) -> Option<String> {
    let text = match trust {
        Some(Trust::Sourced) => return None,
        Some(Trust::Reported) => Text::new(
            "Ngày nghỉ của năm này lấy từ nguồn thứ cấp dẫn lại thông báo của cơ quan; hãy đối chiếu khi ngày cuối sát kỳ nghỉ.",
            "This year's days off come from secondary sources that report the notice; check them where the last day is near a holiday.",
        ),
        Some(Trust::Computed) => Text::new(
            "Ngày nghỉ của năm này được tính bằng phần mềm, chưa đối chiếu với thông báo của năm đó.",
            "This year's days off are computed and not checked against that year's notice.",
        ),
        None => Text::new(
            "Ngày nghỉ của năm này chưa biết: chỉ thứ Bảy và Chủ nhật được bỏ qua.",
            "This year's days off are not known: only Saturdays and Sundays are passed over.",
        ),
    };
    Some(text.get(lang).to_owned())
}

/// What follows when the time of a step runs out, the event and what is done then; or when what held for some time holds no more. Where
/// no event follows, the reading on it.
pub fn lapse(pack: &Pack, due: &Due, dues: &[Due], lang: Lang) -> Option<String> {
    let Some(event) = &due.step.lapse else { return missed(pack, &due.step, lang) };
    let name = pack.words.event.get(event).map_or(event.as_str(), |text| text.get(lang));
    if matches!(due.step.time, Some(Timing::Lasts(_))) {
        return Some(in_lang!(lang, "Sau ngày đó: {name}.", "After that day: {name}."));
    }
    let then = dues.iter().find(|then| then.step.from.as_ref() == Some(event));
    Some(match then.map(|then| then.step.does.get(lang)) {
        Some(does) => in_lang!(lang, "Nếu quá hạn ({name}): {does}.", "If it is missed ({name}): {does}."),
        None => in_lang!(lang, "Nếu quá hạn: {name}.", "If it is missed: {name}."),
    })
}

/// What a reading holds to follow when the time is not kept.
fn missed(pack: &Pack, step: &Step, lang: Lang) -> Option<String> {
    let id = step.missed.as_ref()?;
    let applied = pack.readings.get(id)?.applied.get(lang);
    Some(match step.time {
        Some(Timing::NotBefore(_)) => {
            in_lang!(lang, "Nếu làm sớm hơn ({id}): {applied}", "If it is done earlier ({id}): {applied}")
        }
        _ => in_lang!(lang, "Nếu quá hạn ({id}): {applied}", "If it is missed ({id}): {applied}"),
    })
}
