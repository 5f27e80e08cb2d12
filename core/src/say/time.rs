//! Terms and deadlines, in words.

use super::in_lang;
use crate::day::{DayOfYear, Deadline, Term, TermUnit};
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
