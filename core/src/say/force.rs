//! Whether a law is in force on the days of a filing, in words.

use std::collections::BTreeSet;

use super::basis::basis;
use super::in_lang;
use crate::day::Day;
use crate::dossier::{self, Due};
use crate::law::Pack;
use crate::report::{Basis, Code, Finding};
use crate::text::Lang;

/// What there is to say of a law's force on a day, with what it rests on: nothing where it was in force without doubt.
pub fn force(pack: &Pack, on: Day, lang: Lang) -> Vec<String> {
    let then = in_lang!(lang, "Ngày {day}", "On {day}", day = on.vn());
    let said = dossier::force(pack, on).into_iter().map(|finding| {
        let what = match finding.code {
            Code::NotInForce => not_in_force(pack, &then, lang),
            _ => force_in_doubt(pack, &finding, &then, lang),
        };
        format!("{what} {}", basis(pack, &finding, lang))
    });
    said.collect()
}

/// The days of a timeline on which there may be something to say of the law's force: those of filing, and where it was in force then, the
/// first day on which a time ends after the law did.
pub fn days_of_force(pack: &Pack, dues: &[Due]) -> BTreeSet<Day> {
    let lasts = dues.iter().filter(|due| pack.in_force.holds(due.filed)).filter_map(|due| after_force(pack, due));
    dues.iter().map(|due| due.filed).chain(lasts.min()).collect()
}

/// The last day of a step, where the law is not in force on it any more.
pub(super) fn after_force(pack: &Pack, due: &Due) -> Option<Day> {
    due.deadline.as_ref().map(|deadline| deadline.last).filter(|last| !pack.in_force.holds(*last))
}

/// That the law is not in force on a day, from when to when it was, and what replaced it.
pub(super) fn not_in_force(pack: &Pack, then: &str, lang: Lang) -> String {
    let (name, from) = (pack.name.get(lang), pack.in_force.from.vn());
    let mut out = match pack.in_force.until.map(|until| until.vn()) {
        Some(until) => in_lang!(
            lang,
            "{then}, {name} không có hiệu lực: văn bản này có hiệu lực từ ngày {from} đến hết ngày {until}.",
            "{then}, {name} is not in force: it was in force from {from} to {until}."
        ),
        None => in_lang!(
            lang,
            "{then}, {name} chưa có hiệu lực: văn bản này có hiệu lực từ ngày {from}.",
            "{then}, {name} is not yet in force: it is in force from {from}."
        ),
    };
    if let Some(next) = &pack.replaced_by {
        let (name, from) = (next.name.get(lang), next.from.vn());
        out.push_str(&in_lang!(lang, " Từ ngày {from} áp dụng {name}.", " From {from}, {name} applies."));
    }
    out
}

/// That the law's force is open to doubt on a day, and what we hold.
pub(super) fn force_in_doubt(pack: &Pack, finding: &Finding, then: &str, lang: Lang) -> String {
    let Basis::Reading(id) = &finding.basis else { return String::new() };
    let applied = pack.readings.get(id).map_or("", |reading| reading.applied.get(lang));
    in_lang!(
        lang,
        "{then}, hiệu lực của {name} có điểm chưa rõ. {applied}",
        "{then}, the force of {name} is open to doubt. {applied}",
        name = pack.name.get(lang)
    )
}
