//! Steps of a procedure and times, as law files write them: `within = { working-days = 10 }`.

use serde::Deserialize;

use super::source::one_or_many;
use crate::day::{Day, DayOfYear, Term, TermUnit};
use crate::law::{Condition, Earliest, InTime, Ref, Step, Timing};
use crate::text::Text;

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct RawStep {
    who: String,
    vi: String,
    en: String,
    from: Option<String>,
    within: Option<RawTerm>,
    lasts: Option<RawTerm>,
    ahead: Option<RawTerm>,
    not_before: Option<RawTerm>,
    #[serde(default, deserialize_with = "one_or_many")]
    by: Vec<DayOfYear>,
    until: Option<Day>,
    earliest: Option<Earliest>,
    #[serde(default, deserialize_with = "one_or_many")]
    brings: Vec<String>,
    when: Option<Condition>,
    day: Option<Ref>,
    missed: Option<String>,
    lapse: Option<String>,
    reading: Option<String>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum RawTerm {
    WorkingDays(u32),
    Days(u32),
    Months(u32),
    Years(u32),
}

/// The check `in-time`: what is done, where nothing else is named the filing, keeps a time reckoned from a day.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct RawInTime {
    done: Option<Ref>,
    from: Ref,
    within: Option<RawTerm>,
    lasts: Option<RawTerm>,
    ahead: Option<RawTerm>,
    not_before: Option<RawTerm>,
    #[serde(default, deserialize_with = "one_or_many")]
    by: Vec<DayOfYear>,
}

/// A step, with one time at most.
pub(super) fn lower_step(raw: RawStep) -> Result<Step, String> {
    let time = lower_time([raw.within, raw.lasts, raw.ahead, raw.not_before], raw.by, raw.until)?;
    if raw.from.is_none() && !matches!(time, Some(Timing::By(_) | Timing::Until(_))) {
        return Err("a step names the event that it follows: write `from`".into());
    }
    let can_be_missed = matches!(time, Some(Timing::Within(_) | Timing::Ahead(_) | Timing::By(_) | Timing::Until(_)));
    if can_be_missed && raw.day.is_none() && raw.missed.is_none() && raw.lapse.is_none() {
        return Err("says what follows when its time is missed: write `lapse`, or `missed` with a reading".into());
    }
    Ok(Step {
        who: raw.who,
        does: Text::new(raw.vi, raw.en),
        time,
        from: raw.from,
        earliest: raw.earliest,
        brings: raw.brings,
        when: raw.when,
        day: raw.day,
        missed: raw.missed,
        lapse: raw.lapse,
        reading: raw.reading,
    })
}

/// The time that is written, if any: `within`, `lasts`, `ahead` or `not-before` a term, `by` days of the year, or `until` a day.
fn lower_time(terms: [Option<RawTerm>; 4], by: Vec<DayOfYear>, until: Option<Day>) -> Result<Option<Timing>, String> {
    let [within, lasts, ahead, not_before] = terms.map(|term| term.map(lower_term));
    let times = [
        within.map(Timing::Within),
        lasts.map(Timing::Lasts),
        ahead.map(Timing::Ahead),
        not_before.map(Timing::NotBefore),
        (!by.is_empty()).then_some(Timing::By(by)),
        until.map(Timing::Until),
    ];
    let mut times = times.into_iter().flatten();
    let time = times.next();
    match times.next() {
        Some(_) => {
            Err("there is one time: write one of `within`, `lasts`, `ahead`, `not-before`, `by` and `until`".into())
        }
        None => Ok(time),
    }
}

fn lower_term(raw: RawTerm) -> Term {
    match raw {
        RawTerm::WorkingDays(count) => Term { count, unit: TermUnit::WorkingDays },
        RawTerm::Days(count) => Term { count, unit: TermUnit::Days },
        RawTerm::Months(count) => Term { count, unit: TermUnit::Months },
        RawTerm::Years(count) => Term { count, unit: TermUnit::Years },
    }
}

/// The check, with its time.
pub(super) fn lower_in_time(raw: RawInTime) -> Result<InTime, String> {
    let time = lower_time([raw.within, raw.lasts, raw.ahead, raw.not_before], raw.by, None)?;
    let time = time.ok_or("names no time: write `within`, `lasts`, `ahead`, `not-before` or `by`")?;
    Ok(InTime { done: raw.done.unwrap_or(Ref::On), from: raw.from, time })
}
