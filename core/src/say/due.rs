//! A step of a procedure as a person reads it.

use serde::Serialize;

use super::force::after_force;
use super::{applied, cite, force, in_lang, lapse, recipients, reckoning, time};
use crate::day::Calendar;
use crate::dossier::Due;
use crate::law::{Pack, Timing};
use crate::text::Lang;

/// A step in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct SaidDue {
    /// Who takes it.
    pub who: String,
    /// What they do.
    pub does: String,
    /// By when, or for what may only be done later after which day; none where no day is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<String>,
    /// The recipients whose part of the filing it follows; none where it follows that of all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// Within what time, from what event.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// How the last day was found, one sentence a step.
    pub reckoning: Vec<String>,
    /// What follows when the time runs out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lapse: Option<String>,
    /// The reading that it rests on, as it is applied.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reading: Option<String>,
    /// The unit that lays it down, in full.
    pub basis: String,
    /// What there is to say of the law's force on the day of filing, else on the last day; nothing where it was in force without doubt.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub force: Vec<String>,
}

/// A step with its words in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ToldDue {
    /// The step.
    #[serde(flatten)]
    pub due: Due,
    /// The same for a person.
    pub say: Both<SaidDue>,
}

/// What is said, in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Both<T> {
    /// Vietnamese.
    pub vi: T,
    /// English.
    pub en: T,
}

impl<T> Both<T> {
    /// What is said in each.
    pub fn of(say: impl Fn(Lang) -> T) -> Both<T> {
        Both { vi: say(Lang::Vi), en: say(Lang::En) }
    }
}

/// The steps of a procedure with their words.
pub fn timeline(pack: &Pack, dues: &[Due], calendar: &Calendar) -> Vec<ToldDue> {
    let told = |one: &Due| ToldDue { due: one.clone(), say: Both::of(|lang| due(pack, one, dues, calendar, lang)) };
    dues.iter().map(told).collect()
}

/// One of the steps of a procedure.
pub fn due(pack: &Pack, due: &Due, dues: &[Due], calendar: &Calendar, lang: Lang) -> SaidDue {
    SaidDue {
        who: pack.words.actor.get(&due.step.who).map_or(due.step.who.as_str(), |name| name.get(lang)).to_owned(),
        does: due.step.does.get(lang).to_owned(),
        last: last(due, lang),
        to: recipients(pack, &due.to, lang),
        time: time(pack, &due.step, lang),
        reckoning: reckoning(pack, due, calendar, lang),
        lapse: lapse(pack, due, dues, lang),
        reading: due
            .step
            .reading
            .as_ref()
            .filter(|id| due.step.missed.as_ref() != Some(id))
            .and_then(|id| applied(pack, id, lang)),
        basis: cite(pack, due.cite, lang),
        force: match after_force(pack, due) {
            Some(last) if pack.in_force.holds(due.filed) => force(pack, last, lang),
            _ => force(pack, due.filed, lang),
        },
    }
}

/// By when a step is to be taken, and that this rests on an event that is only assumed, where it does.
pub(super) fn last(due: &Due, lang: Lang) -> Option<String> {
    let last = due.deadline.as_ref()?.last.vn();
    let said = match due.step.time {
        Some(Timing::NotBefore(_)) => in_lang!(lang, "Sau ngày {last}", "After {last}"),
        Some(Timing::Lasts(_)) => in_lang!(lang, "Đến hết ngày {last}", "Until {last}"),
        _ => in_lang!(lang, "Chậm nhất ngày {last}", "By {last}"),
    };
    Some(said + assumed(due, lang))
}

/// What is added where the event that starts a step is only assumed; nothing else.
pub(super) fn assumed(due: &Due, lang: Lang) -> &'static str {
    match (due.assumed, lang) {
        (false, _) => "",
        (true, Lang::Vi) => " (tính từ ngày giả định của bước trước)",
        (true, Lang::En) => " (from the day assumed for the step before)",
    }
}
